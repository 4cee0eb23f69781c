"""What a matched expression of time means: one reader per form, from the match to a calendar unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.catalysts import occasions
from bot.catalysts.conventions import Conventions
from bot.catalysts.spans import FIRST_YEAR, LAST_YEAR, Unit, add_months, month_end, quarter_of
from bot.model import Direction, Precision

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class View:
    """What the readers need to know beside the text."""

    reference: date
    conventions: Conventions


MONTHS = {
    name: index
    for index, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
WEEKDAYS = {name: index for index, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90, "couple": 2, "a couple of": 2}
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
}
SEASONS = {"spring": 1, "summer": 2, "fall": 3, "autumn": 3, "winter": 4}
_YEAR_INSIDE = re.compile(r"(?:19|20)\d\d")


def year_of(found: Match, view: View) -> tuple[int | None, bool]:
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


def month_number(word: str) -> int:
    """The number of a month by its first three letters."""
    return MONTHS[word[:3].lower()]


def number_of(word: str | None) -> int:
    """A number in figures or words; 0 where it is neither."""
    if not word:
        return 0
    return (
        int(word)
        if word.isdigit()
        else NUMBERS.get(" ".join(word.lower().split()), NUMBERS.get(word.lower().split()[0], 0))
    )


def fixed(start: date | None, end: date | None, precision: Precision, direction: Direction) -> Unit:
    """A unit whose days are known already."""
    return Unit("span", fixed=(start, end, precision, direction))


# Days -------------------------------------------------------------------------------------------------------------


def iso(found: Match, _view: View) -> Unit | None:
    """Read "2027-06-12"."""
    return day_unit(int(found["y"]), int(found["m"]), int(found["d"]))


def numeric(found: Match, view: View) -> Unit | None:
    """Read "6/12/2027", in the order the conventions say."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    year += 2000 if year < 100 else 0
    if second > 12 or (first <= 12 and view.conventions.american_order):
        first, second = second, first
    return day_unit(year, second, first)


def day_unit(year: int, month: int, day: int) -> Unit | None:
    """A day, or None where there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return Unit("day", year, month, day)


def month_day(found: Match, _view: View) -> Unit | None:
    """Read "Thursday, December 3", "March 3-4, 2027", "12 June 2027"."""
    day = int(re.sub(r"\D", "", found["d"]))
    last = int(re.sub(r"\D", "", found["d2"])) if found.groupdict().get("d2") else 0
    written = found.groupdict().get("wd")
    weekday = WEEKDAYS[written[:3].lower()] if written else None
    year = int(found["year"]) if found["year"] else None
    if last and last <= day:
        return None
    unit = Unit("day", year, month_number(found["month"]), day, last, weekday=weekday)
    try:
        date(year or 2028, unit.number, last or day)
    except ValueError:
        return None
    return unit


def week_of(found: Match, view: View) -> Unit | None:
    """Read "the week of June 8"."""
    unit = month_day(found, view)
    if unit is None:
        return None
    year = unit.year or view.reference.year
    start = date(year, unit.number, unit.day)
    if unit.year is None and start + timedelta(days=6) < view.reference:
        start = date(year + 1, unit.number, unit.day)
    return fixed(start, start + timedelta(days=6), "week", "within")


def week_in(found: Match, view: View) -> Unit | None:
    """Read "the third week of June": the nth Monday to Sunday that begins in the month; "last" its last seven days."""
    month = month_number(found["month"])
    year = int(found["year"]) if found["year"] else view.reference.year
    if not found["year"] and month_end(date(year, month, 1)) < view.reference:
        year += 1
    if found["ord"].lower() == "last":
        end = month_end(date(year, month, 1))
        return fixed(end - timedelta(days=6), end, "week", "within")
    first = date(year, month, 1)
    start = first + timedelta(days=-first.weekday() % 7 + 7 * (ORDINALS[found["ord"].lower()] - 1))
    return fixed(start, start + timedelta(days=6), "week", "within")


def weekday(found: Match, view: View) -> Unit | None:
    """Read "on Monday", "next Tuesday"."""
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


def relative_day(found: Match, view: View) -> Unit | None:
    """Read "today", "tomorrow"."""
    word = found["word"].lower()
    if word == "yesterday":
        day = view.reference - timedelta(days=1)
        return fixed(day, day, "day", "past")
    day = view.reference + timedelta(days=1 if word == "tomorrow" else 0)
    return fixed(day, day, "day", "on")


# Months, quarters, halves, years, seasons ---------------------------------------------------------------------------


def month_unit(found: Match, view: View) -> Unit | None:
    """Read "June 2027", "in June"."""
    year, _ = year_of(found, view)
    return Unit("month", year, month_number(found["month"]))


def quarter(found: Match, view: View) -> Unit | None:
    """Read "Q3", "third quarter of 2027", "fiscal Q2"."""
    groups = found.groupdict()
    year, fiscal = year_of(found, view)
    number = int(groups.get("q") or groups.get("qq") or 0) or ORDINALS[groups["ord"].lower()]
    return Unit("quarter", year, number, fiscal=fiscal)


def short_quarter(found: Match, _view: View) -> Unit | None:
    """Read "3Q27", "Q3FY27"."""
    return Unit("quarter", 2000 + int(found["yy"]), int(found["q"]), fiscal=bool(found["fiscal"]))


def two_quarters(found: Match, view: View) -> Unit | None:
    """Read "Q2/Q3 2027", "the first and second quarters of 2027"."""
    year, fiscal = year_of(found, view)
    first, last = (ORDINALS.get(found[name].lower()) or int(re.sub(r"\D", "", found[name])) for name in ("a", "b"))
    if last <= first:
        return None
    if fiscal:
        return Unit("quarter", year, first, fiscal=True)
    if year is None:
        year = view.reference.year + (date(view.reference.year, 3 * last, 28) < view.reference)
    return fixed(date(year, 3 * first - 2, 1), month_end(date(year, 3 * last, 1)), "range", "within")


def half(found: Match, view: View) -> Unit | None:
    """Read "H1 2027", "second half of 2027"."""
    groups = found.groupdict()
    year, fiscal = year_of(found, view)
    written = groups.get("h") or groups.get("hh")
    first = not written and groups["ord"].lower() in {"first", "1st", "front", "early"}
    number = int(written or (1 if first else 2))
    return Unit("half", year, number, fiscal=fiscal)


def short_half(found: Match, _view: View) -> Unit | None:
    """Read "1H27"."""
    return Unit("half", 2000 + int(found["yy"]), int(found["h"]), fiscal=bool(found["fiscal"]))


def year_unit(found: Match, view: View) -> Unit | None:
    """Read "2027" with what makes it a year."""
    year, fiscal = year_of(found, view)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Unit("year", year, fiscal=fiscal)


def bare_year(found: Match, view: View) -> Unit | None:
    """Read "2027"."""
    return year_unit(found, view)


def short_year(found: Match, _view: View) -> Unit | None:
    """Read "late '27"; stands only after a part of the year."""
    return Unit("year", 2000 + int(found["yy"]))


def years(found: Match, _view: View) -> Unit | None:
    """Read "2027-2028", "2027/28"."""
    first, last = int(found["a"]), int(found["b"])
    last += first // 100 * 100 if last < 100 else 0
    if not FIRST_YEAR <= first < last <= LAST_YEAR:
        return None
    return fixed(date(first, 1, 1), date(last, 12, 31), "range", "within")


def year_end(found: Match, view: View) -> Unit | None:
    """Read "year-end 2027", "YE28"."""
    year, fiscal = year_of(found, view)
    return Unit("year", year, part="end", fiscal=fiscal)


def mid_year(found: Match, view: View) -> Unit | None:
    """Read "mid-year 2027"."""
    year, _ = year_of(found, view)
    return Unit("year", year, part="mid")


def season(found: Match, view: View) -> Unit | None:
    """Read "summer 2027", "this fall"."""
    year, _ = year_of(found, view)
    number = SEASONS[found["season"].lower()]
    which = (found.groupdict().get("which") or "").lower()
    if which == "last":
        return None
    if (
        which == "next"
        and year is None
        and date(view.reference.year, min(12, 3 * number), 1) > add_months(view.reference, 9)
    ):
        return None
    return Unit("season", year, number)


# Relative to the reference date ---------------------------------------------------------------------------------


def unit_span(unit: str, view: View, ahead: int) -> tuple[date, date, Precision]:
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
    direction: Direction = "by" if inside and inside[0] in {"in", "within"} else "within"
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


def coming(found: Match, view: View) -> Unit | None:
    """Read "in the coming weeks", by the conventions."""
    unit = found["unit"].lower().rstrip("s")
    rules = view.conventions
    if unit == "year":
        return None
    count = {
        "day": rules.coming_days,
        "week": rules.coming_weeks,
        "month": rules.coming_months,
        "quarter": rules.coming_quarters,
    }[unit]
    return fixed(view.reference, shifted(view.reference, count, unit), "vague", "within")


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
    year = int(found["year"]) if found["year"] else None
    day = occasions.next_holiday(found["holiday"], view.reference, year)
    return fixed(day, day, "event", "on")


def conference(found: Match, view: View) -> Unit | None:
    """Read "ASCO 2027", "the J.P. Morgan Healthcare Conference in January"; none for a year the table lacks."""
    year = int(found["year"]) if found["year"] else None
    month = month_number(found["month"]) if found["month"] else None
    written = found["conference"]
    inside = _YEAR_INSIDE.search(written)
    meeting = occasions.meeting(written, view.reference, year or (int(inside.group()) if inside else None), month)
    return fixed(meeting.start, meeting.end, "event", "within") if meeting else None
