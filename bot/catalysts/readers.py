"""What a matched expression of time means: one reader per form, from the match to a calendar unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.catalysts.conventions import Conventions
from bot.catalysts.spans import FIRST_YEAR, LAST_YEAR, Unit, add_months, month_end, resolve
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
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90, "a": 1, "an": 1, "couple": 2,
    "a couple of": 2,
}  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "opening": 1, "initial": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "penultimate": 3,
    "fourth": 4, "4th": 4, "final": 4, "last": 4, "closing": 4,
}  # fmt: skip
FIRST_HALVES = frozenset({"first", "1st", "front", "early", "opening", "initial"})
SEASONS = {"spring": 1, "summer": 2, "fall": 3, "autumn": 3, "winter": 4}


def year_of(found: Match, view: View) -> tuple[int | None, bool]:
    """The year a rule caught, and whether it is a fiscal one. "next year" counts from the reference date."""
    groups = found.groupdict()
    fiscal = bool(groups.get("fiscal") or groups.get("relfiscal")) or (groups.get("fy") or "").lower().startswith("f")
    if groups.get("year"):
        return int(groups["year"]), fiscal
    if groups.get("yy"):
        return 2000 + int(groups["yy"]), fiscal
    relative = (groups.get("rel") or "").lower().split()
    if not relative:
        return None, fiscal
    if relative[-1] == "new":
        return view.reference.year + (view.reference.month > NEW_YEAR_UNTIL), fiscal
    return view.reference.year + (relative[-1] in {"next", "following", "coming"}), fiscal


NEW_YEAR_UNTIL = 4
"""Until April "the new year" is the one that has begun."""


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


def short_day(found: Match, view: View) -> Unit | None:
    """Read "PDUFA 12/19": the next such day; only behind words that nothing but a date follows."""
    first, second = int(found["a"]), int(found["b"])
    if second > 12 or (first <= 12 and view.conventions.american_order):
        first, second = second, first
    unit = day_unit(view.reference.year, second, first)
    return Unit("day", None, second, first) if unit else None


def noted_day(found: Match, view: View) -> Unit | None:
    """Read "adcom 1/21", "FOMC 10/28-29", as notes have it; stands only in one, or behind the words of `bot.catalysts.atoms`."""
    unit = short_day(found, view)
    last = int(found["d2"] or 0)
    span = resolve(unit, view.reference, view.conventions) if unit and last > unit.day else None
    if span is None or span.start is None:
        return unit
    try:
        return fixed(span.start, span.start.replace(day=last), "range", "within")
    except ValueError:
        return None


def week_of_noted(found: Match, view: View) -> Unit | None:
    """Read "week of 4/6": seven days from the next such day."""
    unit = short_day(found, view)
    span = resolve(unit, view.reference, view.conventions) if unit else None
    return fixed(span.start, span.start + timedelta(days=6), "week", "within") if span and span.start else None


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
    short = found.groupdict().get("yy")
    year = int(found["year"]) if found["year"] else 2000 + int(short) if short else None
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
    try:
        start = date(year, unit.number, unit.day)
        if unit.year is None and start + timedelta(days=6) < view.reference:
            start = date(year + 1, unit.number, unit.day)
    except ValueError:  # the week of 29 February, in a year that has none
        return None
    if "ending" in found.group().lower():
        start -= timedelta(days=6)
    return fixed(start, start + timedelta(days=6), "week", "within")


def week_in(found: Match, view: View) -> Unit | None:
    """Read "the third week of June": the nth Monday to Sunday that begins in the month; "last" its last seven days."""
    month = month_number(found["month"])
    year = int(found["year"]) if found["year"] else view.reference.year
    if not found["year"] and month_end(date(year, month, 1)) < view.reference:
        year += 1
    count = 2 if found.groupdict().get("count") else 1
    if found["ord"].lower() in {"last", "final", "closing"}:
        end = month_end(date(year, month, 1))
        return fixed(end - timedelta(days=7 * count - 1), end, "week" if count == 1 else "range", "within")
    first = date(year, month, 1)
    if count > 1:
        return fixed(first, first + timedelta(days=7 * count - 1), "range", "within")
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
    """Read "today", "tomorrow", "the day after tomorrow"."""
    word = found["word"].lower()
    if word == "yesterday":
        day = view.reference - timedelta(days=1)
        return fixed(day, day, "day", "past")
    ahead = 2 if word.startswith("the day after") else 1 if word in {"tomorrow", "tmrw", "tmw"} else 0
    day = view.reference + timedelta(days=ahead)
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


def later_quarter(found: Match, view: View) -> Unit | None:
    """Read "the fourth" where the sentence has named a quarter or half before: "from the second quarter of 2026 to the fourth"."""
    named = _PERIODS.findall(found.string, max(0, found.start() - SAME_PHRASE), found.start())
    if not named:
        return None
    unit = half(found, view) if named[-1].lower() == "half" else quarter(found, view)
    return unit if unit and unit.number == ORDINALS[found["ord"].lower()] else None


_PERIODS = re.compile(r"\b(?:first|second|third|fourth)[- ](quarter|half)\b(?![^.;]*[.;]\s)", re.IGNORECASE)
SAME_PHRASE = 90
"""Characters back to the quarter that a later one is counted with."""


def own_fiscal(found: Match, view: View) -> Unit | None:
    """
    Read "the third quarter of its fiscal year", and "... of the fiscal year ending June 30, 2027", which says itself when
    that quarter is; a year end without its year is that of the first such quarter or half not yet over.
    """
    groups = found.groupdict()
    kind: Literal["quarter", "half"] = "half" if groups.get("half") else "quarter"
    number = int(groups.get("q") or 0) or ORDINALS[groups["ord"].lower()]
    length = 3 if kind == "quarter" else 6
    if groups["opens"] and groups["openyear"]:
        start = add_months(date(int(groups["openyear"]), month_number(groups["opens"]), 1), length * (number - 1))
        return fixed(start, month_end(add_months(start, length - 1)), kind, "within")
    if not groups["month"]:
        named = groups["year"] or groups["named"]
        return Unit(kind, int(named) if named else None, number, fiscal=True)
    for year in [int(groups["endyear"])] if groups["endyear"] else range(view.reference.year, view.reference.year + 3):
        start = add_months(date(year, month_number(groups["month"]), 1), 1 - 12 + length * (number - 1))
        end = month_end(add_months(start, length - 1))
        if groups["endyear"] or end >= view.reference:
            return fixed(start, end, kind, "within")
    return None


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


def named_quarter(found: Match, view: View) -> Unit | None:
    """Read "the December quarter", "the June 2027 quarter": the calendar quarter that ends in that month."""
    year, _ = year_of(found, view)
    return Unit("quarter", year, month_number(found["month"]) // 3)


def months_of(found: Match, view: View) -> Unit | None:
    """Read "the first two months of 2027", "the last three months of the year"."""
    count = number_of(found["n"])
    year, _ = year_of(found, view)
    year = year or view.reference.year
    if not 1 < count < 12:
        return None
    if found["ord"].lower() in {"last", "final", "closing"}:
        return fixed(date(year, 13 - count, 1), date(year, 12, 31), "range", "within")
    return fixed(date(year, 1, 1), month_end(date(year, count, 1)), "range", "within")


def half(found: Match, view: View) -> Unit | None:
    """Read "H1 2027", "second half of 2027"."""
    groups = found.groupdict()
    year, fiscal = year_of(found, view)
    written = groups.get("h") or groups.get("hh")
    first = not written and groups["ord"].lower() in FIRST_HALVES
    number = int(written or (1 if first else 2))
    return Unit("half", year, number, fiscal=fiscal)


def short_half(found: Match, _view: View) -> Unit | None:
    """Read "1H27"."""
    return Unit("half", 2000 + int(found["yy"]), int(found["h"]), fiscal=bool(found["fiscal"]))


def mid_short_year(found: Match, view: View) -> Unit | None:
    """Read the "mid-28" of a note: only a year that is near, since "mid-30" is mostly something else."""
    year = 2000 + int(found["yy"])
    near = view.reference.year <= year <= view.reference.year + NEAR_YEARS
    return Unit("year", year, part="mid") if near else None


NEAR_YEARS = 3


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
    begun = 0 <= view.reference.month - 3 * number <= SEASON_LATER or (
        number == WINTER and view.reference.month <= SEASON_LATER
    )
    if which == "next" and year is None and begun:
        year = view.reference.year + (number != WINTER or view.reference.month > SEASON_LATER)
    return Unit("season", year, number)


def plain_season(found: Match, view: View) -> Unit | None:
    """Read "in the autumn", the next one where few days of this one are left."""
    number = SEASONS[found["season"].lower()]
    begins = date(view.reference.year - (number == WINTER and view.reference.month <= SEASON_LATER), 3 * number, 1)
    left = (month_end(add_months(begins, SEASON_LATER)) - view.reference).days
    return Unit("season", begins.year + 1 if 0 <= left < SEASON_LEFT else None, number)


def noted_season(found: Match, view: View) -> Unit | None:
    """Read "LPI summer" of a note."""
    return plain_season(found, view)


WINTER, SEASON_LATER = 4, 2
"""Winter's place among the seasons, and the months that a season runs behind its first: "next autumn", said in October."""
SEASON_LEFT = 21
"""Days; nobody calls what ends in fewer "in the autumn"."""
