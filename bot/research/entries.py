"""What a person types about a coming event -> a catalyst with its window; a fuzzy date stays a window."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.channel_settings import read_zone
from bot.errors import AmbiguousName, BadInput, DeskError, UnknownTicker
from bot.model import CATALYST_KINDS, Catalyst, Company, Source, Window
from bot.research.calendar import DESK, MARKET
from bot.research.names import bare, resolve
from bot.tickers import Universe

if TYPE_CHECKING:
    from bot.catalysts.grammar import Found

NONE_UNLISTED: Mapping[str, str] = MappingProxyType({})
MAX_ENTRY = 300
"""Characters of one typed entry."""
MAX_ASSET = 80
_MARKET = Company(MARKET, "no company", verified=False)
_OF_NO_COMPANY = frozenset({"macro", "index_change"})
OTHER_KIND = "event"
"""A person may wait for something that no kind names."""

_EXAMPLE = "For example: /catalysts add ALLO interim EFS mid-2027."
_MARKET_EXAMPLE = "A date of no company goes under market: /catalysts add market FOMC 9 Dec 2pm."

_SHORTHAND = {
    "earnings": "earnings", "results": "earnings", "eps": "earnings", "call": "earnings",
    "pdufa": "pdufa", "approval": "pdufa", "adcomm": "adcomm", "adcom": "adcomm", "panel": "adcomm",
    "topline": "data_topline", "top-line": "data_topline", "interim": "data_interim", "primary": "data_primary",
    "readout": "data_readout", "data": "data_readout", "update": "data_update", "enrollment": "enrollment_complete",
    "enrolment": "enrollment_complete", "accrual": "enrollment_complete", "bla": "submission", "nda": "submission",
    "filing": "submission", "submission": "submission", "conference": "conference", "presentation": "conference",
    "poster": "conference", "dividend": "dividend", "ex-date": "dividend", "ex-dividend": "dividend", "agm": "shareholder_meeting",
    "vote": "vote", "closing": "deal_close", "close": "deal_close", "merger": "deal_close", "spin-off": "spin_off",
    "spinoff": "spin_off", "lock-up": "lock_up", "lockup": "lock_up", "launch": "product_launch", "permit": "permit",
    "fomc": "macro", "cpi": "macro", "rebalance": "index_change",
}  # fmt: skip
"""One-word kinds as a desk types them; sentences go through the cues of `bot.catalysts`."""

_FILLER = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "in",
        "on",
        "at",
        "by",
        "to",
        "is",
        "are",
        "expected",
        "due",
        "date",
        "dates",
        "about",
        "expires",
        "expiry",
        "ends",
    ]
)
_CLOCK = re.compile(
    r"(?<![\d:.])\b(?![12]h\d)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})\s*(?P<half>[ap]\.?m\b\.?)|[:h](?P<minutes>\d{2})(?![\d:])|"
    r"\s*(?P<whole>[ap]\.?m\b\.?))(?:\s+(?P<zone>(?:GMT|UTC)[+-]\d+|[A-Za-z]+(?:[/ ][A-Za-z_]+)?))?",
    re.IGNORECASE,
)
_NOON = re.compile(r"\bnoon\b", re.IGNORECASE)
_ZONE_LIKE = re.compile(r"[A-Z]{1,2}[SD]T|[A-Za-z]{3}[+-]\d+")
"""How the short name of a zone looks; one that is not known would be another hour."""
_LOWER = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:(?<=\d[ -])|(?<=st )|(?<=nd )|(?<=rd )|(?<=th )|(?<=of )|(?<=mid[ -])|(?<=early[ -])|(?<=late[ -])|(?<=end[ -])|"
    r"(?<=in )|(?<=by )|(?<=before )|(?<=after )|(?<=until )|(?<=to )|(?<=or )|(?<=around )|(?<=between )|(?<=next )|"
    r"(?<=this )|(?<=[/–-]))(?:mar|may)|"
    r"(?:mar|may)(?=[ /–-]['’]?\d|[/–-])|"
    r"(?:[hq][1-4]|[1-4][hq]|fy|cy|ye)(?:(?=['’]?\d\d)|\b))",
    re.IGNORECASE,
)
"""Months, weekdays, halves and quarters, however a person types them; "may" and "mar" only beside a date's words."""

_MONTH_WORD = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
_DAY = re.compile(
    r"(?<![\w-])(?:\d{1,2}\s?[-–]\s?)?(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+"
    rf"(?P<m1>{_MONTH_WORD})\b\.?(?:[\s,-]+(?P<y1>\d{{4}})\b)?|"
    rf"\b(?P<m2>{_MONTH_WORD})\.?\s+(?:\d{{1,2}}\s?[-–]\s?)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"(?:,?\s+(?P<y2>\d{4})\b)?",
    re.IGNORECASE,
)
"""A day of a month as people type it, with the last day of a range and the year where there is one."""
_BEFORE_NUMBER = re.compile(
    rf"(?<!phase )(?<![\w:./-])\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH_WORD}\b\.?(?:[\s,-]+\d{{4}}\b)?(?P<gap>\s)"
    r"(?=\s*\d{1,2}(?!\d|(?:st|nd|rd|th)?,?\s+\d{4}\b))(?!\s*(?:2[4-9]|3\d)(?!\w))",
    re.IGNORECASE,
)
"""A day before its month with a number behind that is no year: "7 May 9h" is not the 9th."""
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_WEEKDAY_HOUR = re.compile(
    rf"{_WEEKDAY.pattern}\s(?=\d)(?!\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH_WORD})",
    re.IGNORECASE,
)
"""A weekday with a number behind that is no day of a month: "Friday 9h"."""
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_SHORT_WEEKDAY = re.compile(r"(?<=\s)(?:mon|tues?|weds?|thu(?:rs?)?|fri)(?![\w-])\.?", re.IGNORECASE)
_LEADS = (
    *("on", "by", "of", "to", "or", "and", "from", "until", "through", "after", "before", "early", "late"),
    *("this", "next", "last", "coming", "the", "week", "good"),
)
"""What stands before a weekday that is read already: by Friday, week of Monday, Good Friday."""
_BARE_WEEKDAY = re.compile(
    "".join(rf"(?<!\b{word})" for word in _LEADS) + rf"\s((?:{'|'.join(_DAY_NAMES)})\b)", re.IGNORECASE
)
"""In what a person types a weekday is a date, whatever stands before it."""
_JOINED = re.compile(rf"(?<![\w.-])(\d{{1,2}})({_MONTH_WORD})(\d{{4}}|\d\d)?(?![\w-])", re.IGNORECASE)
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:(Z)|([+-]\d\d:?\d\d))?(?!\w)")
_SESSION = r"(?:before|after|at) (?:the )?(?:market )?(?:open|close|bell)\b"
_HOUR_BEHIND = re.compile(
    r"[,;]?\s+(?:(?:at|um|@)\s*)?(?:(?P<hour>[01]?\d|2[0-3])(?:h|\s?uhr|(?P<half>[ap]))(?!\w)|"
    r"(?P<hh>[01]\d|2[0-3])(?P<mm>[0-5]\d)(?![\w:/%]|[.,-]\w|(?-i:\s+[a-z]{3}))|"
    r"(?P<doubt>(?:[0-2]?\d|3[01])(?:[-–]\d{1,2}|(?<!\b0)\.[0-5]\d)?|\d{4})(?![\w:/%]|[.,-]\w|\s?[ap]\.?m\b))",
    re.IGNORECASE,
)
"""An hour right behind a day, as 9h, 9 Uhr, 4p or 0800; a bare number may be an hour, a day or a count."""
_LENGTHS = {"feb": 29, "apr": 30, "jun": 30, "sep": 30, "nov": 30}
LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Entry:
    """The parts of a typed entry, before they are a catalyst."""

    company: Company
    kind: str
    asset: str
    window: Window
    time: datetime | None = None


def read_window(text: str, *, today: date) -> Window:
    """
    A date or window in a person's words ("mid-2027", "7 May", "by year-end"), seen from `today`.

    Raises `BadInput` where there is none or it is over. Nothing fuzzy becomes a day.
    """
    return _window(_spelled(text), today).window


def read_when(text: str, *, now: datetime, zone: ZoneInfo) -> tuple[Window, datetime | None]:
    """The same, seen from today in `zone`, with the clock time beside a known day."""
    found, at, _label = _when(_spelled(text), now, zone)
    return found.window, at


def read_entry(
    text: str, *, universe: Universe, now: datetime, zone: ZoneInfo, unlisted: Mapping[str, str] = NONE_UNLISTED
) -> Entry:
    """
    Read "ALLO interim EFS mid-2027". Raises the user errors; `zone` is whose today (and clock time) it is, `unlisted` the
    symbols with their names that are known besides the list's.
    """
    words = " ".join(text.split())
    if len(words) > MAX_ENTRY:
        raise BadInput(f"That is {len(words):,} characters long; {MAX_ENTRY} at most. {_EXAMPLE}")
    company, rest = _company(_spelled(words), universe, unlisted)
    found, at, label = _when(rest, now, zone)
    kind, asset = kind_of(rest, market=company == _MARKET), _asset(label)
    if company == _MARKET and (meeting := _conference(rest)):
        kind, asset = "conference", asset or re.sub(r"\W*\d{4}$", "", meeting[0])  # two of one week are two
    return Entry(company, kind, asset, found.window, at)


def kind_of(text: str, *, market: bool = False) -> str:
    """
    The kind that the words name: by the cues of sentences, else by one word; `OTHER_KIND` where none does. What a company
    tests beside a CPI is a drug, and no matter of the `market`.
    """
    from bot.catalysts.cues import cues

    told = [cue for cue in cues(text) if cue.kind is not None]
    named = [cue for cue in told if market or cue.kind != "macro"] or told
    if named:
        return str(max(named, key=lambda cue: cue.strength).kind)
    for word in re.findall(rf"{_SESSION}|[a-z][\w-]*", text.lower()):
        if word in _SHORTHAND:
            return _SHORTHAND[word]
    return OTHER_KIND


def as_catalyst(
    entry: Entry, *, now: datetime, url: str | None = None, note: str = "", kind: str | None = None
) -> Catalyst:
    """As a person's own catalyst: tier B with a link to what says so, else C, an estimate."""
    from bot.catalysts.occasions import doubt

    return Catalyst(
        ticker=entry.company.ticker,
        kind=kind or entry.kind,
        window=entry.window,
        sentence="",
        source=Source(DESK, url, now),
        confidence="medium",
        tier="B" if url else "C",
        asset=entry.asset,
        cik=entry.company.cik,
        note=note or doubt(entry.window),
        time=entry.time,
    )


def is_kind(kind: str) -> bool:
    """Whether a calendar may hold it."""
    return kind in CATALYST_KINDS or kind == OTHER_KIND


def _company(words: str, universe: Universe, unlisted: Mapping[str, str]) -> tuple[Company, str]:
    """Whose date it is, and what stands beside the name; the market's where the words are those of no company."""
    from bot.catalysts.cues import cues

    first, _, rest = words.partition(" ")
    if not rest.strip():
        raise BadInput(f"Give a ticker, what is due, and when. {_EXAMPLE}")
    if bare(first).casefold() == MARKET.casefold():
        return _MARKET, rest
    named = [cue for cue in cues(words) if cue.kind is not None]
    meeting = _conference(words)
    behind = [cue for cue in named if meeting is None or cue.start >= meeting.end()]
    kinds = {"conference"} if meeting else _OF_NO_COMPANY
    begins = meeting or any(cue.start == 0 for cue in named)
    macro = {cue.kind for cue in named if cue.start == 0} or {cue.kind for cue in named}
    if (macro == {"macro"} and not universe.lookup(bare(first))) or (
        begins and all(cue.kind in kinds for cue in behind)
    ):
        return _MARKET, words
    return _listed(words, universe, unlisted)


def _conference(words: str) -> re.Match[str] | None:
    """A known meeting of a field that the words begin with: ASCO, JPM 2027, but neither JPM nor J.P. Morgan."""
    from bot.catalysts.occasions import CONFERENCE

    return re.match(CONFERENCE.pattern, words, re.IGNORECASE)


def _listed(words: str, universe: Universe, unlisted: Mapping[str, str]) -> tuple[Company, str]:
    from bot.tickers.mentions import companies, mentions

    first, _, rest = words.partition(" ")
    if first.lower() in _SHORTHAND:
        raise BadInput(f"Whose {first} is it? Begin with a ticker. {_EXAMPLE} {_MARKET_EXAMPLE}")
    symbol = bare(first.rstrip(",:"))
    doubt = None
    if re.fullmatch(r"\$?[A-Za-z.\-]{1,12}", symbol):
        try:
            return company_of(symbol, universe, unlisted), rest
        except AmbiguousName as error:
            if symbol.isupper():
                raise
            doubt = error
        except DeskError:
            if symbol.startswith("$") or symbol.isupper():
                raise
    found = companies(mentions(words, universe))
    if not found and doubt:
        raise doubt
    if not found:
        raise UnknownTicker(f"No listed company goes by “{words[:60]}”. Begin with a ticker. {_MARKET_EXAMPLE}")
    company = found[0]
    spans = [mention for mention in mentions(words, universe) if mention.company.ticker == company.ticker]
    start, end = spans[0].start, spans[0].end
    return company, f"{words[:start]} {words[end:]}"


def company_of(text: str, universe: Universe, unlisted: Mapping[str, str]) -> Company:
    """As `resolve`; the market and the symbols of `unlisted` come first."""
    if bare(text).casefold() == MARKET.casefold():
        return _MARKET
    ticker = bare(text).removeprefix("$").upper()
    return Company(ticker, unlisted[ticker], verified=False) if ticker in unlisted else resolve(text, universe)


def _spelled(text: str) -> str:
    """What is typed short, as the grammar reads it: Fri 9am, 7May26, 2026-05-07T16:30Z."""
    text = _ISO_TIME.sub(lambda at: f"{at[1]} {at[2]}{' UTC' if at[3] else ''}{f' UTC{at[4]}' if at[4] else ''}", text)
    text = _JOINED.sub(lambda day: " ".join(filter(None, day.groups())), text)
    text = _SHORT_WEEKDAY.sub(
        lambda day: next(name for name in _DAY_NAMES if name.startswith(day[0][:3].title())), text
    )
    return _BARE_WEEKDAY.sub(r" on \1", text)


def _when(text: str, now: datetime, zone: ZoneInfo) -> tuple[Found, datetime | None, str]:
    """The window, its hour, and the words that are neither. Raises `BadInput` for an hour that has passed, too."""
    found = _window(text, now.astimezone(zone).date())
    at, label = _clock(_beside(text, found), found.window, zone)
    if at is not None and at < now:
        local = at.astimezone(zone)
        raise BadInput(f"{local:%H:%M} on {local.day} {local:%B %Y}, {zone.key}, is over. Give an hour ahead.")
    return found, at, label


def _window(text: str, today: date) -> Found:
    from bot.catalysts.grammar import find

    _check_days(text)
    apart = text
    for number in (_BEFORE_NUMBER, _WEEKDAY_HOUR):
        apart = number.sub(lambda day: f"{day[0][:-1]};", apart)
    written = _LOWER.sub(lambda word: word[0].title() if len(word[0]) > 2 else word[0].upper(), apart)
    told = [
        replace(
            found,
            window=replace(found.window, phrase=" ".join(text[found.start : found.end].split()).removeprefix("on ")),
        )
        for found in find(written, today)
    ]
    ahead = [found for found in told if found.window.direction != "past"] or told
    if not ahead:
        raise BadInput(
            f"There is no date or window in that. Write 7 May 2027, mid-2027, 1H27 or by year-end. {_EXAMPLE}"
        )
    open_ = [
        item
        for item in ahead
        if item.window.direction != "past" and (item.window.end is None or item.window.end >= today)
    ]
    found = min(open_, key=_coarseness, default=None)
    if found is None:
        raise BadInput(f"“{ahead[0].window.phrase}” is over. Give a date or window ahead.")
    days = {item.window.start: item.window.phrase for item in open_ if item.window.precision == "day"}
    if len(days) > 1:
        raise BadInput(
            f"Which of these is it: {', '.join(days.values())}? Days in a row are written 7-9 May or 30 May - 2 June."
        )
    weekday, day = _WEEKDAY.search(found.window.phrase), found.window.start
    if weekday and day and day == found.window.end and f"{day:%A}" != weekday[0].title():
        raise BadInput(f"{day.day} {day:%B %Y} is a {day:%A}, not a {weekday[0].title()}. Which day is it?")
    behind = _hour_behind(text, found)
    if behind is not None and behind["doubt"]:
        said = text[found.start : behind.end()].removeprefix("on ")
        raise BadInput(
            f"What is the {behind['doubt']} in “{said}”? Write an hour as 8am or 08:00, days as 7-9 May; a count goes before "
            "the date."
        )
    return found


def _hour_behind(text: str, found: Found) -> re.Match[str] | None:
    day = found.window.start is not None and found.window.start == found.window.end
    return _HOUR_BEHIND.match(text, found.end) if day else None


def _beside(text: str, found: Found) -> str:
    """What stands beside a date, with the hour right behind it as `_CLOCK` reads it."""
    hour, before = _hour_behind(text, found), re.sub(r"\b(\d\d?)h\s*$", r"\1:00 ", text[: found.start])
    if hour is None:
        return f"{before} {text[found.end :]}"
    clock = f"{hour['hour']}{hour['half']}m" if hour["half"] else f"{hour['hour'] or hour['hh']}:{hour['mm'] or '00'}"
    return f"{before} {clock}{text[hour.end() :]}"


def _check_days(text: str) -> None:
    """Raises `BadInput` for a day that no calendar has: 31 April would be read as April, 31 Dec 9999 as this year's."""
    from bot.catalysts.spans import FIRST_YEAR, LAST_YEAR

    for found in _DAY.finditer(text):
        number = int(found["d1"] or found["d2"])
        month = str(found["m1"] or found["m2"])[:3].lower()
        year = int(found["y1"] or found["y2"] or 0)
        last = _LENGTHS.get(month, LONGEST_MONTH)
        if month == "feb" and year and not isleap(year):
            last -= 1
        if last < number <= LONGEST_MONTH:
            raise BadInput(f"There is no “{found.group().strip()}”: that month ends on the {last}th. Which day is it?")
        if 1 <= number <= last and year > LAST_YEAR:
            raise BadInput(f"“{found.group().strip()}” is too far: years from {FIRST_YEAR} to {LAST_YEAR} are read.")


def _coarseness(found: Found) -> int:
    """A day says more than any window, a conference's name less than any date."""
    return 0 if found.window.precision == "day" else 2 if found.window.precision == "event" else 1


def _clock(label: str, window: Window, zone: ZoneInfo) -> tuple[datetime | None, str]:
    """A clock time beside a known day, in the channel's zone where none is named."""
    label = _NOON.sub("12:00 pm", label)
    match = _CLOCK.search(label)
    if match is None or window.start is None or window.start != window.end:
        return None, label
    hour, minute = int(match["hour"]), int(match["minute"] or match["minutes"] or 0)
    half = (match["half"] or match["whole"] or "").lower()
    ratio = not half and "split" in label.lower()
    if hour > 23 or minute > 59 or ratio:
        return None, label
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    end = match.end()
    if match["zone"]:
        zone, end = _zone(match, zone)
    local = datetime.combine(window.start, time(hour, minute), tzinfo=zone)
    return local.astimezone(UTC), label[: match.start()] + label[end:]


def _zone(match: re.Match[str], zone: ZoneInfo) -> tuple[ZoneInfo, int]:
    """The zone that one or two words behind a clock time name, else `zone`; and where the time's words end."""
    words = match["zone"].split(" ")
    for name in dict.fromkeys((match["zone"], words[0])):
        try:
            # "gmt" as a channel's zone is London's, with summer time; an hour in GMT is what it says
            known = "UTC" if name.upper() == "GMT" else read_zone(name)
            return ZoneInfo(known), match.start("zone") + len(name)
        except BadInput:
            if name == words[0] and _ZONE_LIKE.fullmatch(name):
                raise
    return zone, match.start("zone")


def _asset(label: str) -> str:
    """
    What is left of the words: drug, trial, endpoint; the words of the kind itself say it already, but for which macro event
    it is.
    """
    words = [word.strip(' ,.;:()-–—“”"') for word in re.findall(rf"(?i:{_SESSION})|\S+", label)]
    said = {*_FILLER, *(word for word, kind in _SHORTHAND.items() if kind != "macro")}
    kept = [word for word in words if word and word.lower() not in said]
    return " ".join(kept)[:MAX_ASSET]
