"""
When an article was published: date strings as pages write them, to UTC. Pure.

A time without a zone could be hours off, so it tells only its day. Years outside 1994 to 2100 are no dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1994, 2100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero janeiro", "feb february februar février febrero", "mar march märz mars marzo",
            "apr april avril abril", "may mai mayo maio", "jun june juni juin junio", "jul july juli juillet julio",
            "aug august août agosto", "sep sept september septembre septiembre setembro", "oct october okt oktober octobre octubre",
            "nov november novembre noviembre", "dec december dez dezember décembre diciembre dezembro",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>[A-Za-zäéûç]{3,10})\.?"
_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})"
    r"(?:[T ]\s?(?P<hh>\d{2}):?(?P<mm>\d{2})(?::?(?P<ss>\d{2})(?:[.,]\d{1,9})?)?\s*"
    r"(?P<zone>(?:UTC|GMT)?[+−-]\d{2}(?::?\d{2})?|Z|UTC|GMT)?)?"
)
_SLASHED = re.compile(r"(?P<year>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})(?!\d)")
_WORDS = (
    re.compile(_MONTH + r"\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{4})", re.IGNORECASE),
    re.compile(
        r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+|-)(?:de\s+)?" + _MONTH + r"(?:\s*,?\s+|-)(?:de\s+)?(?P<year>\d{4})",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<year>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
)
_NUMBERS = (
    re.compile(r"(?<![\d./])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<year>\d{4})(?![\d.])"),
    re.compile(r"(?<![\d/])(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<year>\d{4})(?![\d/])"),
    re.compile(r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>1[3-9]|2\d|3[01])/(?P<year>\d{4})(?![\d/])"),
)
"""Days first with full stops; with strokes only where one of the two numbers is no month."""
_CLOCK = re.compile(
    r"(?P<hh>\d{1,2})[:.](?P<mm>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?\s?m\b\.?)?,?\s*\(?"
    r"(?P<zone>(?:GMT|UTC)[+−-]\d{1,2}(?::?\d{2})?|(?:[ECMP][SD]?T|(?:Eastern|Central|Mountain|Pacific)(?:\s(?:Standard|Daylight))?\sTime"
    r"|GMT|UTC|BST|CES?T|JST|KST|HKT|SGT|AE[SD]T)\b)?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\b(?:published|posted|released|issued)\b", re.IGNORECASE)
_ZONES = {
    "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "CEST": 2, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_AMERICAN = {"E": "America/New_York", "C": "America/Chicago", "M": "America/Denver", "P": "America/Los_Angeles"}
"""By the first letter of "ET", "EDT", "Eastern Daylight Time"."""
_PLACE = r"(?:[A-ZÀ-Þ][\w.'’]*|and|de|of|&)"
_DAY = r"(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8},?\s+\d{4})"
_DATELINE = re.compile(
    rf"{_PLACE}(?:[\s,/()–—-]+{_PLACE}){{0,14}}[\s,/()–—-]*[,/()–—-]\s*{_DAY}"
    r"[\s/]*(?:\([^()]{2,40}\)|[A-Z][A-Za-z ]{2,30}/)?[\s/)]*(?:-|–|—|:|/|\))",
)
"""Places and the wire's name, the day behind a comma, dash or bracket, perhaps the wire, a dash."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication time (UTC) and how exact it is."""

    at: datetime
    precision: Literal["time", "day"]
    day: date | None = None
    """Where it was written, by the zone it states; None for a time in UTC, which is said of every place."""


def read_date(text: str) -> Moment | None:  # noqa: PLR0911 - one return per spelling
    """ISO 8601 (with and without dashes), RFC 822, epoch seconds, "April 20, 2026, 7:05 a.m. ET", "20 April 2026"."""
    value = " ".join(text.strip().strip("'\"").split())[:120]
    if not value:
        return None
    if (match := _ISO.match(value)) and (found := _iso(match)):
        named = match["hh"] and not match["zone"] and re.match(r"\s*\(?[A-Za-z]", value[match.end() :])
        return _with_clock(found.at.date(), value[match.start("hh") :]) if named else found
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return _checked(datetime.fromtimestamp(int(value[:10]), UTC), "time")
    if re.match(r"[A-Za-z]{3},? \d{1,2} [A-Za-z]{3} \d{4} \d", value):
        try:
            parsed = parsedate_to_datetime(value)
        except (ValueError, IndexError, TypeError):
            return None
        if parsed.tzinfo is None and value[-1].isalpha():
            return read_written(value)  # a zone that mail does not know: "ET"
        return _checked(parsed, "time")
    if match := re.fullmatch(r"[A-Za-z]{3} ([A-Za-z]{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:UTC|GMT) (\d{4})", value):
        return read_date(f"{match[2]} {match[1]} {match[4]} {match[3]} UTC")
    return read_written(value)


def read_written(text: str) -> Moment | None:
    """The first date of a short text, behind "published" where it says so, with its clock time where one follows."""
    if label := _LABEL.search(text):
        text = f"{text[label.end() :]} | {text[: label.start()]}"
    for pattern in (*_WORDS, _SLASHED, *_NUMBERS):
        for match in pattern.finditer(text):
            day = _day(match)
            if day is None:
                continue
            return _with_clock(day, text[match.end() : match.end() + 40])
    return None


def dateline(text: str) -> Moment | None:
    """The day of a dateline in the first paragraphs: CITY, April 20, 2026 (GLOBE NEWSWIRE) --."""
    for line in text.split("\n")[:12]:
        if match := _DATELINE.match(line.strip()[:220]):
            return read_written(match["date"])
    return None


def date_in_url(url: str) -> Moment | None:
    """.../2026/04/20/... or .../2026-04-20-..."""
    match = re.search(r"(?<!\d)(19\d\d|20\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)", url)
    return _moment(int(match[1]), int(match[2]), int(match[3])) if match else None


def _iso(match: re.Match[str]) -> Moment | None:
    found = _moment(int(match["year"]), int(match["m"]), int(match["d"]))
    if found is None or match["hh"] is None:
        return found
    hours, minutes, seconds = int(match["hh"]), int(match["mm"]), int(match["ss"] or 0)
    offset = _offset(match["zone"] or "")
    if not match["zone"] or hours > 23 or minutes > 59 or abs(offset) >= timedelta(hours=24):
        return found
    at = found.at.replace(hour=hours, minute=minutes, second=min(seconds, 59), tzinfo=timezone(offset))
    return _checked(at, "time")


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = int(groups["m"]) if groups.get("m") else _MONTHS.get((groups.get("month") or "").lower().rstrip("."), 0)
    found = _moment(int(groups["year"]), month, int(groups["d"]))
    return found.at.date() if found else None


def _with_clock(day: date, after: str) -> Moment | None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    match = _CLOCK.match(after.lstrip(" ,at·|-–—/"))
    if not match or int(match["hh"]) > 23 or int(match["mm"]) > 59:
        return Moment(midnight, "day", day)
    hour = int(match["hh"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    zone = (match["zone"] or "").upper()
    offset = timedelta(hours=_ZONES[zone]) if zone in _ZONES else _offset(zone)
    if not zone or abs(offset) >= timedelta(hours=24):
        return Moment(midnight, "day", day)
    # "EST" in July is New York's own time: nobody there keeps another clock
    american = None if zone in _ZONES or zone[0] not in _AMERICAN else ZoneInfo(_AMERICAN[zone[0]])
    at = midnight.replace(hour=hour, minute=int(match["mm"]), tzinfo=american or timezone(offset))
    return _checked(at, "time")


def _offset(zone: str) -> timedelta:
    """Of "+05:30", "-0400", "GMT-4", "+02"; zero for "Z", "GMT", "UTC"."""
    match = re.search(r"([+−-])(\d{1,2}):?(\d{2})?\Z", zone)
    if not match:
        return timedelta(0)
    return timedelta(hours=int(match[2]), minutes=int(match[3] or 0)) * (1 if match[1] == "+" else -1)


def _moment(year: int, month: int, day: int) -> Moment | None:
    try:
        return _checked(datetime(year, month, day, tzinfo=UTC), "day")
    except ValueError:
        return None


def _checked(at: datetime, precision: Literal["time", "day"]) -> Moment | None:
    """A time without a zone tells its day alone; midnight in UTC is how many pages write a day."""
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        return None
    if at.tzinfo is None:
        return _moment(at.year, at.month, at.day)
    own = precision == "day" or at.utcoffset() != timedelta(0) or at.time() == time.min
    return Moment(at.astimezone(UTC), precision, at.date() if own else None)
