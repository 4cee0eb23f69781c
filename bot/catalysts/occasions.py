"""
Days that have a name: US holidays by rule, and conferences by a table of years.

Conference days are from general knowledge, no organiser's page: what takes them is an estimate, and a card says so
(`doubt`). A year that is not in the table gives no window rather than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.catalysts.spans import month_end
from bot.model import Window


@dataclass(frozen=True, slots=True)
class Meeting:
    """One year's meeting of a conference."""

    name: str
    start: date
    end: date


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday of a month (Monday 0); -1 is the last."""
    if nth < 0:
        last = month_end(date(year, month, 1))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


HOLIDAYS: Mapping[str, str] = {
    "new year's day": "new year",
    "new year's": "new year",
    "new years day": "new year",
    "martin luther king jr. day": "mlk",
    "martin luther king day": "mlk",
    "mlk day": "mlk",
    "presidents' day": "presidents",
    "presidents day": "presidents",
    "good friday": "good friday",
    "easter": "easter",
    "memorial day": "memorial",
    "juneteenth": "juneteenth",
    "independence day": "independence",
    "the fourth of july": "independence",
    "fourth of july": "independence",
    "july fourth": "independence",
    "labor day": "labor",
    "columbus day": "columbus",
    "halloween": "halloween",
    "election day": "election",
    "veterans day": "veterans",
    "thanksgiving": "thanksgiving",
    "thanksgiving day": "thanksgiving",
    "christmas eve": "christmas eve",
    "christmas": "christmas",
    "christmas day": "christmas",
    "xmas": "christmas",
    "new year's eve": "new year eve",
}
HOLIDAY = re.compile(
    "|".join(re.escape(name).replace("'", "['’]") for name in sorted(HOLIDAYS, key=len, reverse=True)), re.IGNORECASE
)


def holiday(name: str, year: int) -> date:
    """The day of a holiday, a value of `HOLIDAYS`, in a year; the day itself, not the market's substitute day."""
    easter = _easter(year)
    return {
        "new year": date(year, 1, 1),
        "mlk": _nth(year, 1, 0, 3),
        "presidents": _nth(year, 2, 0, 3),
        "good friday": easter - timedelta(days=2),
        "easter": easter,
        "memorial": _nth(year, 5, 0, -1),
        "juneteenth": date(year, 6, 19),
        "independence": date(year, 7, 4),
        "labor": _nth(year, 9, 0, 1),
        "columbus": _nth(year, 10, 0, 2),
        "halloween": date(year, 10, 31),
        "election": _nth(year, 11, 0, 1) + timedelta(days=1),
        "veterans": date(year, 11, 11),
        "thanksgiving": _nth(year, 11, 3, 4),
        "christmas eve": date(year, 12, 24),
        "christmas": date(year, 12, 25),
        "new year eve": date(year, 12, 31),
    }[name]


def next_holiday(written: str, reference: date, year: int | None = None) -> date:
    """The next such holiday on or after the reference date, or the one of `year`."""
    name = HOLIDAYS[written.lower().replace("’", "'")]
    if year is not None:
        return holiday(name, year)
    this = holiday(name, reference.year)
    return this if this >= reference else holiday(name, reference.year + 1)


_CONFERENCES: tuple[tuple[str, str, tuple[tuple[int, int, int, int, int], ...]], ...] = (
    (
        "J.P. Morgan Healthcare Conference",
        r"J\.?\s?P\.?\s?M(?:organ)?(?:['’]s)?\s+(?:\d+\w*\s+)?(?:Annual\s+)?(?:Global\s+)?Health\s?care\s+Conference|"
        r"JPM\s?HC\b|JPM\s+[Ww]eek|\bJPM(?=\s+(?:20\d\d|in\s+Jan))",
        ((2025, 1, 13, 1, 16), (2026, 1, 12, 1, 15), (2027, 1, 11, 1, 14)),
    ),
    (
        "ASH annual meeting",
        r"\bASH\b(?!\w)(?:\s+(?:Annual\s+Meeting|meeting|\d{4}))?|"
        r"American\s+Society\s+of\s+Hematology(?:\s+\(ASH\))?(?:\s+Annual\s+Meeting)?",
        ((2024, 12, 7, 12, 10), (2025, 12, 6, 12, 9), (2026, 12, 12, 12, 15), (2027, 12, 11, 12, 14)),
    ),
    (
        "ASCO annual meeting",
        r"\bASCO\b(?!\s+(?:GI|GU|Gastro|Genito|Quality|guideline))(?:\s+(?:Annual\s+Meeting|meeting|\d{4}))?|"
        r"American\s+Society\s+of\s+Clinical\s+Oncology(?:\s+\(ASCO\))?(?:\s+Annual\s+Meeting)?",
        ((2024, 5, 31, 6, 4), (2025, 5, 30, 6, 3), (2026, 5, 29, 6, 2), (2027, 6, 4, 6, 8)),
    ),
    (
        "ESMO congress",
        r"\bESMO\b(?:\s+(?:Congress|\d{4}))?|"
        r"European\s+Society\s+for\s+Medical\s+Oncology(?:\s+\(ESMO\))?(?:\s+Congress)?",
        ((2024, 9, 13, 9, 17), (2025, 10, 17, 10, 21), (2026, 10, 23, 10, 27)),
    ),
    (
        "AACR annual meeting",
        r"\bAACR\b(?:\s+(?:Annual\s+Meeting|\d{4}))?|"
        r"American\s+Association\s+for\s+Cancer\s+Research(?:\s+\(AACR\))?(?:\s+Annual\s+Meeting)?",
        ((2024, 4, 5, 4, 10), (2025, 4, 25, 4, 30), (2026, 4, 17, 4, 22)),
    ),
    (
        "EHA congress",
        r"\bEHA\b(?:\s+(?:Congress|\d{4}))?|European\s+Hematology\s+Association(?:\s+\(EHA\))?(?:\s+Congress)?",
        ((2025, 6, 12, 6, 15), (2026, 6, 11, 6, 14)),
    ),
    (
        "San Antonio Breast Cancer Symposium",
        r"\bSABCS\b|San\s+Antonio\s+Breast\s+Cancer\s+Symposium",
        ((2025, 12, 9, 12, 12), (2026, 12, 8, 12, 11)),
    ),
    (
        "SITC annual meeting",
        r"\bSITC\b|Society\s+for\s+Immunotherapy\s+of\s+Cancer(?:\s+\(SITC\))?",
        ((2025, 11, 5, 11, 9),),
    ),
    ("ASGCT annual meeting", r"\bASGCT\b|American\s+Society\s+of\s+Gene\s+(?:and|&)\s+Cell\s+Therapy",
     ((2025, 5, 13, 5, 17), (2026, 5, 11, 5, 15))),
    ("AAN annual meeting", r"\bAAN\b|American\s+Academy\s+of\s+Neurology", ((2025, 4, 5, 4, 9), (2026, 4, 18, 4, 22))),
    ("ACC scientific session", r"\bACC\.\d\d\b|American\s+College\s+of\s+Cardiology",
     ((2025, 3, 29, 3, 31), (2026, 3, 28, 3, 30))),
    ("CTAD", r"\bCTAD\b|Clinical\s+Trials\s+on\s+Alzheimer['’]s\s+Disease", ((2025, 12, 1, 12, 4),)),
    ("CES", r"\bCES\s+20\d\d\b|(?<=20\d\d\s)CES\b|\bCES(?=\s+in\s+Jan)|\bConsumer\s+Electronics\s+Show\b",
     ((2026, 1, 6, 1, 9), (2027, 1, 6, 1, 9))),
)  # fmt: skip
CONFERENCE = re.compile("|".join(f"(?:{pattern})" for _, pattern, _ in _CONFERENCES))
_BY_PATTERN = tuple(
    (
        re.compile(pattern),
        {year: Meeting(name, date(year, m1, d1), date(year, m2, d2)) for year, m1, d1, m2, d2 in years},
    )
    for name, pattern, years in _CONFERENCES
)


def meeting(
    written: re.Match[str], reference: date, year: int | None = None, month: int | None = None
) -> Meeting | None:
    """
    The meeting of a conference, the group of that name, that is next, or that of `year`; None where the table has no such year.
    """
    for pattern, years in _BY_PATTERN:
        here = pattern.match(written.string, written.start("conference"))  # what stands around it is part of "JPM 2027"
        if here and here.end() == written.end("conference"):
            if year is None:
                known = sorted(years)
                year = next((known_year for known_year in known if years[known_year].end >= reference), None)
            found = years.get(year) if year else None
            return found if found is None or month is None or month in {found.start.month, found.end.month} else None
    return None


def doubt(window: Window) -> str:
    """What a card says of a window that has its days from the conferences' table; empty for any other."""
    return ESTIMATED if window.precision == "event" and CONFERENCE.search(window.phrase) else ""


ESTIMATED = "estimate: the conference's days are not checked with its organiser"


def meetings(year: int) -> list[Meeting]:
    """Every conference the table has for a year, by day."""
    return sorted((years[year] for _, years in _BY_PATTERN if year in years), key=lambda item: item.start)
