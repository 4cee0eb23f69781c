"""
Single expressions of time in a text -> calendar units. About forty forms, the longest first; a matched span blocks later
rules. What stands around an expression (by, after, versus) is read in `bot.catalysts.grammar`.

Patterns have no nested repeats, so that time grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.catalysts import occasions
from bot.catalysts.conventions import Conventions
from bot.catalysts.spans import FIRST_YEAR, LAST_YEAR, Part, Unit, add_months, month_end, quarter_of
from bot.model import Direction, Precision


@dataclass(frozen=True, slots=True)
class Atom:
    """One expression: where it stands and which unit it names."""

    start: int
    end: int
    unit: Unit
    vague: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What the rules need to know beside the text."""

    reference: date
    conventions: Conventions


Match = re.Match[str]
Handler = Callable[[Match, View], Unit | None]

MONTHS = {name: index for index, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
WEEKDAYS = {name: index for index, name in enumerate("mon tue wed thu fri sat sun".split())}
NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90, "couple": 2, "a couple of": 2}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4, "last": 4}
SEASONS = {"spring": 1, "summer": 2, "fall": 3, "autumn": 3, "winter": 4}

_YEAR = r"(?:19|20)\d\d(?![\d%]|[.,]\d|-\d{2}-)"
_PLAIN_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:Jan(?:uary|\b\.?)|Feb(?:ruary|\b\.?)|Mar(?:ch|\b\.?)|Apr(?:il|\b\.?)|May|Jun(?:e|\b\.?)|Jul(?:y|\b\.?)|"
    r"Aug(?:ust|\b\.?)|Sep(?:t(?:ember|\b\.?)|\b\.?)|Oct(?:ober|\b\.?)|Nov(?:ember|\b\.?)|Dec(?:ember|\b\.?)|"
    r"JAN(?:UARY)?|FEB(?:RUARY)?|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPT(?:EMBER)?|OCTOBER|NOVEMBER|DECEMBER)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?)"
_FULL_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%/]|[.,]\d|:\d)"
_DASH = r"\s?[-–—]\s?"
_MOD = (
    r"(?P<mod>(?:early[- ]to[- ]mid|early/mid|mid[- ]{1,2}to[- ]late|mid/late|early|mid|late|end)(?=[\s-])|"
    r"(?:middle|midway|beginning|start|outset|turn|end|close|(?:first|early|earlier) part|(?:latter|later|last|final) part|first week|"
    r"opening weeks|(?:first|front) half|(?:second|latter|back) half)(?=[- ]+(?:of|through)\s))"
    r"(?:[- ]+(?:of|in|through|into)(?:\s+the)?\s+|\s?-\s?|\s+)(?:the\s+)?"
)
_MODS: dict[str, Part] = {
    "early to mid": "early-mid", "early/mid": "early-mid", "mid to late": "mid-late", "mid/late": "mid-late",
    "early": "early", "beginning": "early", "start": "early", "outset": "early", "turn": "early", "first part": "early",
    "early part": "early", "earlier part": "early", "opening weeks": "early", "first week": "first-week",
    "middle": "mid", "midway": "mid", "mid": "mid", "late": "late", "latter part": "late", "later part": "late",
    "last part": "late", "final part": "late", "end": "end", "close": "end", "first half": "first-half",
    "front half": "first-half", "second half": "second-half", "latter half": "second-half", "back half": "second-half",
}  # fmt: skip
_FISCAL = r"(?P<fiscal>fiscal[- ](?:years?[- ])?|FY\s?)"
_OF_YEAR = (
    rf"(?:,?\s?(?:\s(?:of|in)\s+)?(?:the\s+)?(?P<fy>fiscal\s+(?:year\s+)?|FY\s?[-'’]?|calendar\s+(?:year\s+)?|CY\s?)?"
    rf"(?:(?P<year>{_YEAR})|(?:[-'’]|(?<=FY)|(?<=CY))(?P<yy>\d\d)(?!\d))"
    rf"|\s(?:of\s+)?(?P<rel>next|this|the\s+(?:following|coming|current))\s+(?P<relfiscal>fiscal\s+)?(?:calendar\s+)?year)"
)
_N = r"(?P<n>\d{1,3}|(?:a\s+couple\s+of|couple\s+of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|sixty|ninety))"
_TO_N = r"(?:(?:\s?[-–—]\s?|\s+(?:to|or)\s+)(?P<m>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen))?"
_UNIT = r"(?P<unit>(?:calendar\s|business\s|trading\s|working\s)?(?:day|week|month|quarter|year)s?)"


def _year(found: Match, view: View) -> tuple[int | None, bool]:
    """The year a rule caught, and whether it is a fiscal one. "next year" counts from the reference date."""
    groups = found.groupdict()
    fiscal = bool(groups.get("fiscal") or groups.get("relfiscal")) or (groups.get("fy") or "").lower().startswith("f")
    if groups.get("year"):
        return int(groups["year"]), fiscal
    if groups.get("yy"):
        return 2000 + int(groups["yy"]), fiscal
    relative = (groups.get("rel") or "").split()
    if not relative:
        return None, fiscal
    return view.reference.year + (relative[-1] in {"next", "following", "coming"}), fiscal


def _part(found: Match) -> Part:
    words = re.sub(r"[\s-]+", " ", (found.groupdict().get("mod") or "").lower()).strip()
    return _MODS.get(words, "") if words else ""


def _month(word: str) -> int:
    return MONTHS[word[:3].lower()]


def _number(word: str | None) -> int:
    if not word:
        return 0
    return int(word) if word.isdigit() else NUMBERS.get(" ".join(word.lower().split()), NUMBERS.get(word.lower().split()[0], 0))


def fixed(start: date | None, end: date | None, precision: Precision, direction: Direction) -> Unit:
    """A unit whose days are known already."""
    return Unit("span", fixed=(start, end, precision, direction))


# Days -------------------------------------------------------------------------------------------------------------


def _iso(found: Match, _view: View) -> Unit | None:
    return _day(int(found["y"]), int(found["m"]), int(found["d"]))


def _numeric(found: Match, view: View) -> Unit | None:
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    year += 2000 if year < 100 else 0
    if second > 12 or (first <= 12 and view.conventions.american_order):
        first, second = second, first
    return _day(year, second, first)


def _day(year: int, month: int, day: int) -> Unit | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return Unit("day", year, month, day)


def _month_day(found: Match, _view: View) -> Unit | None:
    day = int(re.sub(r"\D", "", found["d"]))
    last = int(re.sub(r"\D", "", found["d2"])) if found.groupdict().get("d2") else 0
    written = found.groupdict().get("wd")
    weekday = WEEKDAYS[written[:3].lower()] if written else None
    year = int(found["year"]) if found["year"] else None
    if last and last <= day:
        return None
    unit = Unit("day", year, _month(found["month"]), day, last, weekday=weekday)
    try:
        date(year or 2028, unit.number, last or day)
    except ValueError:
        return None
    return unit


def _week_of(found: Match, view: View) -> Unit | None:
    unit = _month_day(found, view)
    if unit is None:
        return None
    year = unit.year or view.reference.year
    start = date(year, unit.number, unit.day)
    if unit.year is None and start + timedelta(days=6) < view.reference:
        start = date(year + 1, unit.number, unit.day)
    return fixed(start, start + timedelta(days=6), "week", "within")


def _week_in(found: Match, view: View) -> Unit | None:
    """ "the third week of June": the nth Monday to Sunday that begins in the month; "last" its last seven days."""
    month = _month(found["month"])
    year = int(found["year"]) if found["year"] else view.reference.year
    if not found["year"] and month_end(date(year, month, 1)) < view.reference:
        year += 1
    if found["ord"].lower() == "last":
        end = month_end(date(year, month, 1))
        return fixed(end - timedelta(days=6), end, "week", "within")
    first = date(year, month, 1)
    start = first + timedelta(days=-first.weekday() % 7 + 7 * (ORDINALS[found["ord"].lower()] - 1))
    return fixed(start, start + timedelta(days=6), "week", "within")


def _weekday(found: Match, view: View) -> Unit | None:
    wanted = WEEKDAYS[found["wd"][:3].lower()]
    which = (found["which"] or "").lower()
    today = view.reference
    ahead = (wanted - today.weekday()) % 7 or 7
    if which == "last":
        day = today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
        return fixed(day, day, "day", "past")
    if which == "next":
        ahead = 7 - today.weekday() + wanted
    day = today + timedelta(days=ahead)
    return fixed(day, day, "day", "on")


def _relative_day(found: Match, view: View) -> Unit | None:
    word = found["word"].lower()
    if word == "yesterday":
        day = view.reference - timedelta(days=1)
        return fixed(day, day, "day", "past")
    day = view.reference + timedelta(days=1 if word == "tomorrow" else 0)
    return fixed(day, day, "day", "on")


# Months, quarters, halves, years, seasons ---------------------------------------------------------------------------


def _month_unit(found: Match, view: View) -> Unit | None:
    year, _ = _year(found, view)
    return Unit("month", year, _month(found["month"]), part=_part(found))


def _quarter(found: Match, view: View) -> Unit | None:
    groups = found.groupdict()
    year, fiscal = _year(found, view)
    number = int(groups.get("q") or groups.get("qq") or 0) or ORDINALS[groups["ord"].lower()]
    return Unit("quarter", year, number, part=_part(found), fiscal=fiscal)


def _short_quarter(found: Match, _view: View) -> Unit | None:
    return Unit("quarter", 2000 + int(found["yy"]), int(found["q"]), part=_part(found), fiscal=bool(found["fiscal"]))


def _two_quarters(found: Match, view: View) -> Unit | None:
    year, fiscal = _year(found, view)
    first, last = (ORDINALS.get(found[name].lower()) or int(re.sub(r"\D", "", found[name])) for name in ("a", "b"))
    if last <= first:
        return None
    if fiscal:
        return Unit("quarter", year, first, fiscal=True)
    if year is None:
        year = view.reference.year + (date(view.reference.year, 3 * last, 28) < view.reference)
    return fixed(date(year, 3 * first - 2, 1), month_end(date(year, 3 * last, 1)), "range", "within")


def _half(found: Match, view: View) -> Unit | None:
    groups = found.groupdict()
    year, fiscal = _year(found, view)
    written = groups.get("h") or groups.get("hh")
    if written:
        number = int(written)
    else:
        number = 1 if groups["ord"].lower() in {"first", "1st", "front", "early"} else 2
    return Unit("half", year, number, part=_part(found), fiscal=fiscal)


def _short_half(found: Match, _view: View) -> Unit | None:
    return Unit("half", 2000 + int(found["yy"]), int(found["h"]), part=_part(found), fiscal=bool(found["fiscal"]))


def _year_unit(found: Match, view: View) -> Unit | None:
    year, fiscal = _year(found, view)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Unit("year", year, part=_part(found), fiscal=fiscal)


def _years(found: Match, _view: View) -> Unit | None:
    """ "2027-2028", "2027/28"."""
    first, last = int(found["a"]), int(found["b"])
    last += first // 100 * 100 if last < 100 else 0
    if not FIRST_YEAR <= first < last <= LAST_YEAR:
        return None
    return fixed(date(first, 1, 1), date(last, 12, 31), "range", "within")


def _year_end(found: Match, view: View) -> Unit | None:
    year, fiscal = _year(found, view)
    return Unit("year", year, part="end", fiscal=fiscal)


def _mid_year(found: Match, view: View) -> Unit | None:
    year, _ = _year(found, view)
    return Unit("year", year, part="mid")


def _season(found: Match, view: View) -> Unit | None:
    year, _ = _year(found, view)
    number = SEASONS[found["season"].lower()]
    which = (found.groupdict().get("which") or "").lower()
    if which == "last":
        return None
    if which == "next" and year is None and date(view.reference.year, min(12, 3 * number), 1) > add_months(view.reference, 9):
        return None
    return Unit("season", year, number, part=_part(found))


# Relative to the reference date ---------------------------------------------------------------------------------


def _unit_span(unit: str, view: View, ahead: int) -> tuple[date, date, Precision]:
    """The calendar week, month, quarter, half or year that lies `ahead` from the reference date's."""
    day = view.reference
    if unit == "week":
        start = day - timedelta(days=day.weekday()) + timedelta(weeks=ahead)
        return start, start + timedelta(days=6), "week"
    if unit == "month":
        start = add_months(day.replace(day=1), ahead)
        return start, month_end(start), "month"
    if unit == "quarter":
        start = add_months(date(day.year, 3 * quarter_of(day) - 2, 1), 3 * ahead)
        return start, month_end(add_months(start, 2)), "quarter"
    if unit == "half":
        start = add_months(date(day.year, 1 if day.month <= 6 else 7, 1), 6 * ahead)
        return start, month_end(add_months(start, 5)), "half"
    return date(day.year + ahead, 1, 1), date(day.year + ahead, 12, 31), "year"


def _this(found: Match, view: View) -> Unit | None:
    """ "this month", "later this year", "the rest of the quarter": from the reference date to its end."""
    unit = found["unit"].lower()
    _start, end, precision = _unit_span(unit, view, 0)
    return fixed(view.reference, end, precision, "within")


def _end_of_this(found: Match, view: View) -> Unit | None:
    start, end, precision = _unit_span(found["unit"].lower(), view, 0)
    if precision == "year":
        return Unit("year", end.year, part="end")
    if precision == "quarter":
        return Unit("quarter", end.year, quarter_of(end), part="end")
    if precision == "month":
        return Unit("month", end.year, end.month, part="end")
    return fixed(end - timedelta(days=2) if precision == "week" else start, end, precision, "around")


def _next_unit(found: Match, view: View) -> Unit | None:
    start, end, precision = _unit_span(found["unit"].lower(), view, 1)
    part = _part(found)
    if precision == "year":
        return Unit("year", end.year, part=part)
    if precision == "quarter":
        return Unit("quarter", end.year, quarter_of(end), part=part)
    if precision == "half":
        return Unit("half", end.year, 1 if end.month <= 6 else 2, part=part)
    if precision == "month":
        return Unit("month", end.year, end.month, part=part)
    return fixed(start, end, precision, "within")


def _part_of_this(found: Match, view: View) -> Unit | None:
    """ "early this month", "late this year"."""
    _start, end, precision = _unit_span(found["unit"].lower(), view, 0)
    kinds = {
        "year": Unit("year", end.year, part=_part(found)),
        "quarter": Unit("quarter", end.year, quarter_of(end), part=_part(found)),
        "month": Unit("month", end.year, end.month, part=_part(found)),
    }
    return kinds.get(precision)


def _shift(day: date, count: int, unit: str) -> date:
    unit = unit.lower().rsplit(" ", 1)[-1].rstrip("s")
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + timedelta(weeks=count)
    return add_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])


MAX_MONTHS = 240
"""A span of more than twenty years is no date a desk waits for."""


def _ahead(found: Match, view: View) -> Unit | None:
    """ "the next 12-18 months", "within 90 days": from the reference date to the far end."""
    count = _number(found.groupdict().get("m")) or _number(found["n"])
    if not _sensible(count, found["unit"]):
        return None
    inside = (found["lead"] or "").lower().split()
    direction: Direction = "by" if inside and inside[0] in {"in", "within"} else "within"
    return fixed(view.reference, _shift(view.reference, count, found["unit"]), "duration", direction)


def _in_units(found: Match, view: View) -> Unit | None:
    """ "in six weeks": that day; "in 12 to 18 months": from the near end to the far end."""
    count, far = _number(found["n"]), _number(found.groupdict().get("m"))
    if not _sensible(max(count, far), found["unit"]):
        return None
    start = _shift(view.reference, count, found["unit"])
    if far > count:
        return fixed(start, _shift(view.reference, far, found["unit"]), "duration", "within")
    return fixed(start, start, "day", "around")


def _sensible(count: int, unit: str) -> bool:
    months = {"d": 1 / 30, "w": 1 / 4, "m": 1, "q": 3, "y": 12}[unit.lower().rsplit(" ", 1)[-1][0]]
    return 0 < count and count * months <= MAX_MONTHS


def _coming(found: Match, view: View) -> Unit | None:
    unit = found["unit"].lower().rstrip("s")
    rules = view.conventions
    if unit == "year":
        return None
    count = {"day": rules.coming_days, "week": rules.coming_weeks, "month": rules.coming_months, "quarter": rules.coming_quarters}[unit]
    return fixed(view.reference, _shift(view.reference, count, unit), "vague", "within")


def _shortly(found: Match, view: View) -> Unit | None:
    del found
    return fixed(view.reference, view.reference + timedelta(weeks=view.conventions.coming_weeks), "vague", "within")


def _near_term(found: Match, view: View) -> Unit | None:
    del found
    return fixed(view.reference, add_months(view.reference, view.conventions.coming_months), "vague", "within")


# Occasions --------------------------------------------------------------------------------------------------------


def _holiday(found: Match, view: View) -> Unit | None:
    year = int(found["year"]) if found["year"] else None
    day = occasions.next_holiday(found["holiday"], view.reference, year)
    return fixed(day, day, "event", "on")


def _conference(found: Match, view: View) -> Unit | None:
    year = int(found["year"]) if found["year"] else None
    month = _month(found["month"]) if found["month"] else None
    written = found["conference"]
    inside = re.search(_YEAR, written)
    meeting = occasions.meeting(written, view.reference, year or (int(inside.group()) if inside else None), month)
    return fixed(meeting.start, meeting.end, "event", "within") if meeting else None


_CASELESS, _CASED = re.IGNORECASE, 0
_RULES: tuple[tuple[str, int, Handler], ...] = (
    # days
    (r"(?<![\d-])(?P<y>20\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)(?!\d)", _CASED, _iso),
    (r"(?<![\d/])(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<y>20\d\d|\d\d)(?![\d/])", _CASED, _numeric),
    (rf"\bweeks?\s+(?:of|beginning|starting|ending)\s+(?P<month>{_MONTH})\s+(?P<d>{_DAY})(?:,?\s+(?P<year>{_YEAR}))?", _CASED, _week_of),
    (
        rf"(?:\b(?P<wd>{_WEEKDAY}),?\s+(?:the\s+)?)?\b(?P<month>{_MONTH})\s+(?P<d>{_DAY})"
        rf"(?:(?:{_DASH}|\s(?:to|through|and|&)\s)(?P<d2>{_DAY})(?!\s*{_MONTH}))?(?:,?\s+(?P<year>{_YEAR}))?",
        _CASED, _month_day,
    ),
    (
        rf"(?:\b(?P<wd>{_WEEKDAY}),?\s+)?(?:the\s+)?(?<![\d$.,])(?P<d>{_DAY})(?:{_DASH}(?P<d2>{_DAY}))?\s+(?:of\s+)?(?P<month>{_MONTH})"
        rf"(?:,?\s+(?P<year>{_YEAR}))?(?!\s+\d{{1,2}}[,\s])",
        _CASED, _month_day,
    ),
    # conferences and holidays
    (
        rf"(?P<conference>{occasions.CONFERENCE.pattern})(?:,?\s+(?:in\s+)?(?P<month>{_MONTH}))?(?:,?\s+(?:in\s+)?(?P<year>{_YEAR}))?",
        _CASED, _conference,
    ),
    (rf"\b(?P<holiday>{occasions.HOLIDAY.pattern})\b(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?", _CASELESS, _holiday),
    # fiscal forms come before the calendar's
    (rf"{_MOD}(?P<fiscal>fiscal)(?:[- ]+years?)?(?:[- ]+(?:['’‘]?(?P<yy>\d\d)(?!\d)|(?P<year>{_YEAR})))?", _CASELESS, _year_unit),
    (rf"\b(?:{_MOD})?(?P<fiscal>fiscal)[- ](?:Q(?P<q>[1-4])|(?P<qq>[1-4])Q)\b(?:{_OF_YEAR})?", _CASELESS, _quarter),
    (rf"\b(?:{_MOD})?(?P<fiscal>fiscal)[- ](?:years?\s+)?(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th|final)[- ]quarters?(?:{_OF_YEAR})?", _CASELESS, _quarter),
    (rf"\b(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th|final)[- ](?P<fiscal>fiscal)[- ]quarters?(?:{_OF_YEAR})?", _CASELESS, _quarter),
    (rf"\b(?P<ord>first|second)[- ](?P<fiscal>fiscal)[- ]half(?:{_OF_YEAR})?", _CASELESS, _half),
    (rf"\b(?P<fiscal>fiscal)[- ](?:H(?P<h>[12])|(?P<hh>[12])H|(?P<ord>first|second)[- ]half)(?:{_OF_YEAR})?", _CASELESS, _half),
    (rf"\b(?P<q>[1-4])Q\s?(?P<fiscal>F(?:Y|iscal)?)\s?['’-]?(?:20)?(?P<yy>\d\d)\b", _CASED, _short_quarter),
    (rf"\bQ(?P<q>[1-4])[\s-]?(?P<fiscal>FY)[\s-]?['’‘]?(?:20)?(?P<yy>\d\d)\b", _CASED, _short_quarter),
    (rf"\b(?P<fiscal>FY)[\s-]?['’‘]?(?:20)?(?P<yy>\d\d)[\s-]?Q(?P<q>[1-4])\b", _CASED, _short_quarter),
    # year first: "2027 Q3", "2027's first half"
    (rf"(?<![\w$])(?P<year>{_PLAIN_YEAR})(?:['’‘]s)?[\s-]?(?:Q(?P<q>[1-4])|(?P<qq>[1-4])Q)\b", _CASED, _quarter),
    (rf"(?<![\w$])(?P<year>{_PLAIN_YEAR})(?:['’‘]s)?[\s-]?(?:H(?P<h>[12])|(?P<hh>[12])H)\b", _CASED, _half),
    (rf"(?<![\w$])(?P<year>{_PLAIN_YEAR})(?:['’‘]s)?\s(?P<ord>first|second|third|fourth)[- ]quarter\b(?!\s+(?:and|results|earnings|financial))", _CASELESS, _quarter),
    (rf"(?<![\w$])(?P<year>{_PLAIN_YEAR})(?:['’‘]s)?\s(?P<ord>first|second)[- ]half\b(?!\s+(?:and|results|earnings|financial))", _CASELESS, _half),
    # quarters
    (rf"\b(?:{_MOD})?(?P<q>[1-4])Q\s?(?P<fiscal>(?!))?\s?['’-]?(?:20)?(?P<yy>\d\d)(?!\d)", _CASELESS, _short_quarter),
    (
        rf"\b(?:the\s+)?(?P<a>first|second|third|1st|2nd|3rd|Q[123]|[123]Q)(?:\s?[-–/]\s?|,?\s+(?:and|or|to|through)\s+(?:the\s+)?)"
        rf"(?P<b>second|third|fourth|2nd|3rd|4th|Q[234]|[234]Q)(?:[- ]quarters?|(?<=Q\d)|(?<=\dQ))(?:{_OF_YEAR})?",
        _CASELESS, _two_quarters,
    ),
    (rf"\b(?:{_MOD})?(?:Q(?P<q>[1-4])|(?P<qq>[1-4])Q)(?![\d\w])(?:{_OF_YEAR}|(?<=Q\d)(?:\s?/\s?|-)(?P<_>(?!)))?", _CASELESS, _quarter),
    (rf"\b(?:{_MOD})?Q(?P<q>[1-4])/(?P<yy>\d\d)(?!\d)", _CASED, _quarter),
    (rf"\bCQ(?P<q>[1-4])(?:{_OF_YEAR})?", _CASED, _quarter),
    (
        rf"\b(?:{_MOD})?(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th|final|last)[- ](?:calendar[- ])?quarters?\b(?:{_OF_YEAR}|\s+of\s+the\s+(?:calendar\s+)?year)?",
        _CASELESS, _quarter,
    ),
    # halves
    (rf"\b(?:{_MOD})?(?P<h>[12])H\s?(?P<fiscal>F(?:Y)?)?\s?['’-]?(?:20)?(?P<yy>\d\d)(?!\d)", _CASED, _short_half),
    (rf"\b(?:{_MOD})?(?P<fiscal>(?!))?H(?P<h>[12])['’/-]?(?P<yy>\d\d)(?!\d)", _CASED, _short_half),
    (rf"\b(?:{_MOD})?(?:H(?P<h>[12])|(?P<hh>[12])H)(?![\w])(?:{_OF_YEAR})", _CASED, _half),
    (rf"(?:(?<=\bin )|(?<=\bby )|(?<=\bfor )|(?<=\blate )|(?<=\bearly )|(?<=\bmid-)|(?<=\bthe )|(?<=\bthis )|(?<=\binto ))(?:H(?P<h>[12])|(?P<hh>[12])H)(?![\w-])", _CASED, _half),
    (
        rf"\b(?:{_MOD})?(?P<ord>first|second|1st|2nd|front|back|latter)[- ]half(?:{_OF_YEAR}|\s+of\s+the\s+(?:calendar\s+)?year)",
        _CASELESS, _half,
    ),
    (rf"\b(?:{_MOD})?(?:the|this|its|our)\s+(?P<ord>first|second|back|latter)\s+half\b(?!\s+of\b)", _CASELESS, _half),
    # months
    (rf"\b(?P<ord>second|third|fourth|last)\s+(?:full\s+)?week\s+(?:of|in)\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?", _CASELESS, _week_in),
    (rf"\b{_MOD}(?P<month>{_MONTH})\b(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?(?!\s+\d{{1,2}}\b)", _CASELESS, _month_unit),
    (rf"\b(?P<month>{_MONTH}),?\s+(?:of\s+)?(?:the\s+year\s+)?(?P<year>{_YEAR})", _CASED, _month_unit),
    (rf"\b(?P<month>{_MONTH})\s?[-'’]\s?(?P<yy>\d\d)(?![\d])", _CASED, _month_unit),
    (rf"\b(?P<month>{_MONTH})\s+(?:of\s+)?(?P<rel>next|this)\s+year\b", _CASED, _month_unit),
    (
        rf"(?:(?<=\bin )|(?<=\bby )|(?<=\bof )|(?<=\bthis )|(?<=\bnext )|(?<=\bcoming )|(?<=\buntil )|(?<=\bthrough )|(?<=\bduring )|"
        rf"(?<=\bsince )|(?<=\bfrom )|(?<=\bto )|(?<=\bor )|(?<=\band )|(?<=\bafter )|(?<=\bbefore )|(?<=\baround )|(?<=[-–/])|(?<=\bfor ))"
        rf"(?P<month>{_MONTH})(?!\s?\d|\w|-\w)(?=[\s.,;:)/–-]|$)",
        _CASED, _month_unit,
    ),
    (rf"\b(?P<month>{_MONTH})(?=\s?[/–-]\s?(?:{_MOD})?{_MONTH}|\s(?:or|and|to)\s{_MONTH})", _CASED, _month_unit),
    # seasons
    (rf"\b(?P<season>winter)\s+(?:of\s+)?(?P<year>{_PLAIN_YEAR})\s?[-–/]\s?(?:20)?\d\d(?!\d)", _CASELESS, _season),
    (rf"\b(?:{_MOD})?(?P<season>spring|summer|fall|autumn|winter)(?:,?\s+(?:of\s+)?(?P<year>{_YEAR})|\s?['’‘](?P<yy>\d\d)(?!\d)|\s+of\s+(?P<rel>next|this)\s+year)", _CASELESS, _season),
    (rf"\b(?P<which>this|next|the\s+coming|coming|upcoming)\s+(?:{_MOD})?(?P<season>spring|summer|fall|autumn|winter)\b", _CASELESS, _season),
    (rf"\b(?:in|by|during|for|until)\s+(?:the\s+)?(?:{_MOD})?(?P<season>spring|summer|autumn|winter|fall(?=[,.;)]|$))\b", _CASELESS, _season),
    (rf"\b(?:early|mid|late|end\s+of)[- ](?:the\s+)?(?P<season>spring|summer|fall|autumn|winter)\b", _CASELESS, _season),
    # years
    (rf"(?<![\w$£€.,/#+-])(?P<a>{_PLAIN_YEAR})\s?[-–—/]\s?(?P<b>{_PLAIN_YEAR}|\d\d)(?![\d%-]|[.,]\d)", _CASED, _years),
    (rf"(?P<year>{_YEAR})[- ](?:calendar\s+)?year[- ]end\b", _CASELESS, _year_end),
    (rf"\byears?['’‘]?s?[- ]end(?:{_OF_YEAR})?(?!\s+\d{{4}}\s+results)", _CASELESS, _year_end),
    (rf"\bYE\s?[-'’]?(?:20)?(?P<yy>\d\d)\b", _CASED, _year_end),
    (rf"\bmid(?:dle\s+of\s+the)?[- ]?year(?:{_OF_YEAR})?", _CASELESS, _mid_year),
    (rf"(?P<fiscal>\bfiscal)(?:[- ]+years?)?\s+(?:['’‘]?(?P<yy>\d\d)(?!\d)|(?P<year>{_YEAR}))", _CASELESS, _year_unit),
    (rf"\b(?:{_MOD})?(?P<fiscal>FY)\s?[-'’]?(?:20)?(?P<yy>\d\d)(?!\d)(?:E\b)?", _CASED, _year_unit),
    (rf"\bCY\s?[-'’]?(?:20)?(?P<yy>\d\d)(?!\d)", _CASED, _year_unit),
    (rf"\b{_MOD}(?:calendar\s+(?:year\s+)?)?(?P<rel>next|this)\s+year\b", _CASELESS, _year_unit),
    (rf"\b{_MOD}(?:calendar\s+(?:year\s+)?)?(?:(?P<year>{_YEAR})|['’‘](?P<yy>\d\d)(?!\d))", _CASELESS, _year_unit),
    # relative to the reference date
    (r"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the|this)\s+(?:current\s+|calendar\s+)?(?P<unit>week|month|quarter|half|year)\b(?!\s+(?:ended|ending))", _CASELESS, _end_of_this),
    (r"(?:(?<=\bby )|(?<=\bbefore )|(?<=\bthrough )|(?<=\bby the ))(?P<unit>month|quarter|week)[- ]end\b", _CASELESS, _end_of_this),
    (rf"\b{_MOD}next\s+(?P<unit>month|quarter|half)\b", _CASELESS, _next_unit),
    (r"\bnext\s+(?:calendar\s+)?(?P<unit>week|month|quarter|half|year)\b(?!['’‘]s)", _CASELESS, _next_unit),
    (rf"\b{_MOD}this\s+(?P<unit>month|quarter)\b", _CASELESS, _part_of_this),
    (
        r"\b(?:(?:later|sometime|some\s+time|at\s+some\s+point|remainder\s+of|rest\s+of|balance\s+of|back\s+end\s+of|later\s+in)\s+)?this\s+(?:calendar\s+|current\s+)?(?P<unit>week|month|quarter|half|year)\b(?!['’‘]s)",
        _CASELESS, _this,
    ),
    (r"\b(?:later\s+in|remainder\s+of|rest\s+of|balance\s+of|within)\s+the\s+(?:current\s+|calendar\s+)?(?P<unit>week|month|quarter|year)\b", _CASELESS, _this),
    (rf"\b(?P<lead>(?:in|within|over|during|for|throughout)\s+(?:the\s+)?)?(?:the\s+)?(?:next|coming|following|upcoming)\s+{_N}{_TO_N}\s?[- ]{_UNIT}\b", _CASELESS, _ahead),
    (rf"\b(?P<lead>within\s+(?:the\s+)?|in\s+(?:less|under|no\s+more)\s+than\s+)(?:about\s+|approximately\s+)?{_N}{_TO_N}\s?[- ]{_UNIT}\b(?!\s+(?:of|after|following|from|prior|before))", _CASELESS, _ahead),
    (rf"\bin\s+(?:about\s+|approximately\s+|roughly\s+|around\s+)?{_N}{_TO_N}\s+{_UNIT}\b(?!['’‘]|\s+(?:of|after|following|prior|before|to\b|treatment|with|for|and\b|old|or\b))", _CASELESS, _in_units),
    (rf"(?<!\w){_N}{_TO_N}\s+{_UNIT}\s+from\s+(?:now|today)\b", _CASELESS, _in_units),
    (r"\b(?:the\s+)?(?:coming|upcoming|next\s+(?:few|several|couple\s+of)|(?:several|few)\s+coming|following\s+few)\s+(?:few\s+|several\s+)?(?P<unit>days|weeks|months|quarters|quarter)\b", _CASELESS, _coming),
    (r"\b(?:over|in|within)\s+(?:a\s+few|several)\s+(?P<unit>days|weeks|months|quarters)\b(?!\s+of)", _CASELESS, _coming),
    (r"\b(?P<word>tomorrow|yesterday|today|tonight)\b(?!['’‘]s)", _CASELESS, _relative_day),
    (rf"(?:\b(?P<which>next|this|last|on|by|until|before)\s+)(?:the\s+)?(?P<wd>{_FULL_WEEKDAY})(?=\W|$)(?!\s+(?:{_MONTH}))", _CASED, _weekday),
    (r"\b(?:shortly|imminently)\b(?!\s+(?:after|before|following|thereafter|there))", _CASELESS, _shortly),
    (r"\b(?:(?:in|over|for)\s+the\s+(?:near(?:er)?[- ]term|(?:not[- ]too[- ]distant|near)\s+future)|near[- ]term(?=[.,;:)]|$))", _CASELESS, _near_term),
    # a bare year, last of all
    (
        rf"(?<![\w$£€.,/#+-])(?:calendar\s+(?:year\s+)?)?(?P<year>{_YEAR})(?![\w/+]|-\w|\s?%|\s+(?:patients|people|shares|units|employees|subjects|"
        rf"participants|members|stores|homes|jobs|tons|tonnes|ounces|hours|mg|MW|miles|Index|square)\b)",
        _CASELESS, _year_unit,
    ),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, flags), handler) for pattern, flags, handler in _RULES)
_TRIGGER = re.compile(
    r"\d|quarter|half|\byear|month|week|\bday|today|tomorrow|yesterday|tonight|spring|summer|\bfall\b|autumn|winter|shortly|"
    r"imminently|near|" + _MONTH + "|" + _FULL_WEEKDAY + "|" + occasions.HOLIDAY.pattern + "|" + occasions.CONFERENCE.pattern,
    re.IGNORECASE,
)
_BARE_YEAR_NOT = re.compile(r"(?:Russell|S&P|Nikkei|No\.|Form|ISO|Section|Rule|version|Article|Suite|Box|FTSE|CSI)\s$", re.IGNORECASE)


def scan(text: str, view: View) -> Iterator[Atom]:
    """Every expression of time, in no order; spans do not overlap. Units that cannot be are left out."""
    if not _TRIGGER.search(text):
        return
    taken = bytearray(len(text))
    for pattern, handler in _COMPILED:
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(taken[start:end]) or (handler is _year_unit and _BARE_YEAR_NOT.search(text[max(0, start - 9) : start])):
                continue
            if handler is _month_unit and not found["month"][0].isupper():
                continue
            unit = handler(found, view)
            if unit is not None:
                taken[start:end] = b"\x01" * (end - start)
                yield Atom(start, end, unit, vague=handler in {_coming, _shortly, _near_term})
