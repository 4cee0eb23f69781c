"""
What a matched expression of time means where it counts from the reference date or names an occasion.

Readers of calendar forms (days, quarters, halves) stand in `bot.catalysts.readers`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.catalysts import occasions
from bot.catalysts.readers import Match, View, fixed, month_number, number_of, year_of
from bot.catalysts.spans import Unit, add_months, month_end, quarter_of
from bot.model import Direction, Precision

_YEAR_INSIDE = re.compile(r"(?:19|20)\d\d")


def unit_span(unit: str, view: View, ahead: int) -> tuple[date, date, Precision]:
    """The calendar week, month, quarter, half or year that lies `ahead` from the reference date's."""
    day = view.reference
    if unit in {"week", "wk"}:
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


def rest_of_this(found: Match, view: View) -> Unit | None:
    """Read "this month", "later this year", "the rest of the quarter": from the reference date to its end."""
    _start, end, precision = unit_span(found["unit"].lower(), view, 0)
    window: tuple[date | None, date | None, Precision, Direction] = (view.reference, end, precision, "within")
    if precision == "year":
        return Unit("year", end.year, fixed=window)
    if precision == "quarter":
        return Unit("quarter", end.year, quarter_of(end), fixed=window)
    if precision == "month":
        return Unit("month", end.year, end.month, fixed=window)
    return Unit("span", fixed=window)


def end_of_this(found: Match, view: View) -> Unit | None:
    """Read "the end of the month"."""
    start, end, precision = unit_span(found["unit"].lower(), view, 0)
    if precision == "year":
        return Unit("year", end.year, part="end")
    if precision == "quarter":
        return Unit("quarter", end.year, quarter_of(end), part="end")
    if precision == "month":
        return Unit("month", end.year, end.month, part="end")
    return fixed(end - timedelta(days=2) if precision == "week" else start, end, precision, "around")


def next_unit(found: Match, view: View) -> Unit | None:
    """Read "next week", "next quarter"."""
    start, end, precision = unit_span(found["unit"].lower(), view, 1)
    if precision == "year":
        return Unit("year", end.year)
    if precision == "quarter":
        return Unit("quarter", end.year, quarter_of(end))
    if precision == "half":
        return Unit("half", end.year, 1 if end.month <= 6 else 2)
    if precision == "month":
        return Unit("month", end.year, end.month)
    return fixed(start, end, precision, "within")


def shifted(day: date, count: int, unit: str) -> date:
    """A day some days, weeks, months, quarters or years on."""
    unit = unit.lower().rsplit(" ", 1)[-1].rstrip("s")
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + timedelta(weeks=count)
    return add_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])


MAX_MONTHS = 240
"""A span of more than twenty years is no date a desk waits for."""


def ahead(found: Match, view: View) -> Unit | None:
    """Read "the next 12-18 months", "within 90 days": from the reference date to the far end."""
    count = number_of(found.groupdict().get("m")) or number_of(found["n"])
    if not sensible(count, found["unit"]):
        return None
    inside = (found["lead"] or "").lower().split()
    direction: Direction = "by" if inside and inside[0] in {"in", "within", "inside"} else "within"
    return fixed(view.reference, shifted(view.reference, count, found["unit"]), "duration", direction)


def in_units(found: Match, view: View) -> Unit | None:
    """Read "in six weeks": that day; "in 12 to 18 months": from the near end to the far end."""
    count, far = number_of(found["n"]), number_of(found.groupdict().get("m"))
    if not sensible(max(count, far), found["unit"]):
        return None
    start = shifted(view.reference, count, found["unit"])
    if far > count:
        return fixed(start, shifted(view.reference, far, found["unit"]), "duration", "within")
    return fixed(start, start, "day", "around")


def sensible(count: int, unit: str) -> bool:
    """Whether a count of units is more than none and not decades."""
    months = {"d": 1 / 30, "w": 1 / 4, "m": 1, "q": 3, "y": 12}[unit.lower().rsplit(" ", 1)[-1][0]]
    return count > 0 and count * months <= MAX_MONTHS


def part_of_this(found: Match, view: View) -> Unit | None:
    """Read "the year" after "late in", "the new year": the unit itself, whose part stands before it."""
    unit = (found.groupdict().get("unit") or "year").lower()
    if found.groupdict().get("rel"):
        year, _ = year_of(found, view)
        return Unit("year", year)
    _start, end, _precision = unit_span(unit, view, 0)
    if unit == "quarter":
        return Unit("quarter", end.year, quarter_of(end))
    return Unit("month", end.year, end.month) if unit == "month" else Unit("year", end.year)


def coming(found: Match, view: View) -> Unit | None:
    """Read "in the coming weeks", "in the year ahead", by the conventions."""
    unit = found["unit"].lower().rstrip("s")
    rules = view.conventions
    if unit == "year":
        return fixed(view.reference, add_months(view.reference, 12), "vague", "within")
    count = {
        "day": rules.coming_days,
        "week": rules.coming_weeks,
        "month": rules.coming_months,
        "quarter": rules.coming_quarters,
    }[unit]
    return fixed(view.reference, shifted(view.reference, count, unit), "vague", "within")


def any_day(found: Match, view: View) -> Unit | None:
    """Read "any day now", by the conventions."""
    del found
    return fixed(view.reference, view.reference + timedelta(days=view.conventions.coming_days), "vague", "within")


def shortly(found: Match, view: View) -> Unit | None:
    """Read "shortly", by the conventions."""
    del found
    return fixed(view.reference, view.reference + timedelta(weeks=view.conventions.coming_weeks), "vague", "within")


def near_term(found: Match, view: View) -> Unit | None:
    """Read "in the near term", by the conventions."""
    del found
    return fixed(view.reference, add_months(view.reference, view.conventions.coming_months), "vague", "within")


# Occasions --------------------------------------------------------------------------------------------------------


def holiday(found: Match, view: View) -> Unit | None:
    """Read "Thanksgiving", "Labor Day 2027"."""
    year, _ = year_of(found, view)
    day = occasions.next_holiday(found["holiday"], view.reference, year)
    return fixed(day, day, "event", "on")


def conference(found: Match, view: View) -> Unit | None:
    """Read "ASCO 2027", "the J.P. Morgan Healthcare Conference in January"; none for a year the table lacks."""
    year = int(found["year"]) if found["year"] else 2000 + int(found["yy"]) if found["yy"] else None
    month = month_number(found["month"]) if found["month"] else None
    written = found["conference"]
    inside = _YEAR_INSIDE.search(written)
    meeting = occasions.meeting(found, view.reference, year or (int(inside.group()) if inside else None), month)
    return fixed(meeting.start, meeting.end, "event", "within") if meeting else None
