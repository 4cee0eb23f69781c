"""Calendar units -> first and last day: months, quarters, halves, years, seasons and their parts. Arithmetic only."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.catalysts.conventions import Conventions
from bot.model import Direction, Precision

Kind = Literal["day", "month", "quarter", "half", "year", "season", "span"]
Part = Literal["", "early", "mid", "late", "early-mid", "mid-late", "end", "first-half", "second-half", "first-week"]
Days = tuple[date, date]

FIRST_YEAR, LAST_YEAR = 1990, 2069
"""Years that are read as years; other four-digit numbers are not dates here."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One stretch of the calendar as a writer names it; `year` None means the next one."""

    kind: Kind
    year: int | None = None
    number: int = 0
    """Month 1-12, quarter 1-4, half 1-2, season 1-4 from spring."""
    day: int = 0
    last_day: int = 0
    """Of a range of days in one month; 0 where it is one day."""
    part: Part = ""
    fiscal: bool = False
    weekday: int | None = None
    """Monday 0; decides the year of a day that has none."""
    fixed: tuple[date | None, date | None, Precision, Direction] | None = None
    """For kind "span": a window that is known already."""


@dataclass(frozen=True, slots=True)
class Span:
    """A resolved unit; both ends None for a fiscal unit whose year end is not known."""

    start: date | None
    end: date | None
    precision: Precision
    direction: Direction


_PART_PRECISION: dict[str, Precision] = {
    "month": "third-of-month",
    "quarter": "third-of-quarter",
    "half": "third-of-half",
    "year": "third-of-year",
    "season": "season",
}


def resolve(unit: Unit, reference: date, conventions: Conventions, fiscal_year_end: str | None = None) -> Span | None:
    """The window of a unit, seen from the reference date; None for a day that does not exist (30 February)."""
    if unit.fixed is not None:
        return Span(*unit.fixed)
    if unit.fiscal and fiscal_year_end is None:
        return Span(None, None, "fiscal", "within")
    direction: Direction = "around" if unit.part == "end" else "on" if unit.kind == "day" else "within"
    precision = _precision(unit)
    shift = 0 if not unit.fiscal or fiscal_year_end is None else months_to_year_end(fiscal_year_end)

    def days(year: int) -> Days | None:
        found = unit_days(unit, year, conventions)
        return (add_months(found[0], shift), month_end(add_months(found[1].replace(day=1), shift))) if (
            found and shift
        ) else found  # fmt: skip

    found = _next(unit, reference, days) if unit.year is None else days(unit.year)
    if found is None:
        return None
    if unit.kind == "day" and unit.last_day:
        precision, direction = "range", "within"
    return Span(*found, precision, direction)


def _next(unit: Unit, reference: date, days: Callable[[int], Days | None]) -> Days | None:
    """The first occurrence that is not over; a weekday beside the day picks among the next years."""
    candidates = [found for year in range(reference.year - 1, reference.year + YEARS_AHEAD) if (found := days(year))]
    open_ones = [found for found in candidates if found[1] >= reference]
    if unit.weekday is not None:
        fitting = [found for found in open_ones if found[0].weekday() == unit.weekday]
        recent = [found for found in candidates if found[0].weekday() == unit.weekday and found[1] < reference]
        near = [found for found in recent if reference - found[1] <= timedelta(days=RECENT)]
        open_ones = near or fitting or open_ones
    return open_ones[0] if open_ones else None


YEARS_AHEAD = 5
RECENT = 45
"""A day with its weekday and no year may lie this many days back: a release that repeats a date just gone."""


def _precision(unit: Unit) -> Precision:
    if unit.part in {"first-half", "second-half"}:
        return "half-month" if unit.kind == "month" else "third-of-quarter"
    if unit.part == "first-week":
        return "week"
    if unit.part in {"early-mid", "mid-late"}:
        return "range"
    if unit.part == "end" and unit.kind == "year":
        return "year-end"
    if unit.part and unit.kind in _PART_PRECISION:
        return _PART_PRECISION[unit.kind]
    return unit.kind if unit.kind != "span" else "vague"


def unit_days(unit: Unit, year: int, conventions: Conventions) -> Days | None:
    """First and last day of a unit in a year."""
    if unit.kind == "day":
        try:
            first = date(year, unit.number, unit.day)
            return first, date(year, unit.number, unit.last_day) if unit.last_day else first
        except ValueError:
            return None
    if unit.kind == "month":
        return _month_part(year, unit.number, unit.part, conventions)
    first_month, length = {
        "quarter": (3 * unit.number - 2, 3),
        "half": (6 * unit.number - 5, 6),
        "year": (1, 12),
        "season": (3 * unit.number, 3),
    }[unit.kind]
    start, end = _part_months(length, unit.part)
    return (
        add_months(date(year, first_month, 1), start),
        month_end(add_months(date(year, first_month, 1), end - 1)),
    )


def _part_months(length: int, part: Part) -> tuple[int, int]:
    """Which months of a unit a part covers: (first, one after the last), counted from 0."""
    third = length // 3
    return {
        "": (0, length),
        "early": (0, third),
        "mid": (third, 2 * third),
        "late": (2 * third, length),
        "early-mid": (0, 2 * third),
        "mid-late": (third, length),
        "end": (length - 1, length),
        "first-half": (0, max(1, length // 2)),
        "second-half": (length // 2, length),
        "first-week": (0, third),
    }[part]


def _month_part(year: int, month: int, part: Part, conventions: Conventions) -> Days:
    early, middle = conventions.month_parts
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {
        "": (1, last),
        "early": (1, early),
        "mid": (early + 1, middle),
        "late": (middle + 1, last),
        "early-mid": (1, middle),
        "mid-late": (early + 1, last),
        "end": (middle + 1, last),
        "first-half": (1, 15),
        "second-half": (16, last),
        "first-week": (1, 7),
    }[part]
    return date(year, month, first_day), date(year, month, last_day)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month - 1) // 3 + 1


def months_to_year_end(fiscal_year_end: str) -> int:
    """
    How many months a fiscal year lies after the calendar year of its name: "0926" gives -3, since fiscal 2027 runs from
    October 2026. `fiscal_year_end` is the SEC's MMDD; a year that ends in the first days of a month counts as the
    month before (52-week years). A fiscal year has the name of the calendar year it ends in. Raises `ValueError`.
    """
    month, day = int(fiscal_year_end[:2]), int(fiscal_year_end[2:4])
    if not 1 <= month <= 12 or len(fiscal_year_end) != 4:
        raise ValueError(f"A fiscal year end is MMDD, not {fiscal_year_end!r}.")
    if day <= 10:
        month -= 1
    return month % 12 - 12 if month % 12 else 0
