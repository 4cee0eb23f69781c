"""
Dates of which one takes the other's place: "in 2027 rather than 2026", "to the second half from the first", "moved from Q3
2026 to early 2027", "planned for June, now for March".

The rules read a delay or its opposite from such a pair (`families.timing`); the sentence model is told which (`hints`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bot.sentiment.lexicon import expand

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?=\W{1,2}\d)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_ORDINALS = ("first", "second", "third", "fourth")
_PARTS = {"beginning": 0.02, "start": 0.02, "early": 0.1, "mid": 0.5, "middle": 0.5, "late": 0.9, "end": 0.98}
_SEASONS = {
    "winter": 0.1,
    "spring": 0.35,
    "summer": 0.6,
    "autumn": 0.8,
    "fall": 0.8,
    "year-end": 0.98,
    "year end": 0.98,
}
"""Parts of a year, as the share of it that is over; those of `_SEASONS` also stand without their year."""
_OF = r"(?:\ (?:of|in|fiscal|calendar|the|year)\b)*,?[ -]?(?:fy\ ?)?"
"""Between a part and its year."""
_DATE = re.compile(
    rf"""\b(?:
      (?:(?:the\ )?(?:
          (?P<nth>first|second|third|fourth)[ -](?P<length>quarter|half)
        | (?P<kind>[qh])(?P<number>[1-4]) | (?P<before>[1-4])(?P<behind>[qh])
        | (?:\d\d?\ )?(?P<month>{_MONTH})\b\.?(?:\ \d\d?\b,?)?
        | (?P<part>(?:{"|".join(_PARTS)})(?={_OF}20\d\d)|(?:{"|".join(_SEASONS)})\b)
      )(?:{_OF}(?P<of>20\d\d)\b|(?:\ ?')?(?P<short>\d\d)\b(?![%.,]\d))?)
      | (?:fy\ ?)?(?P<year>20\d\d)\b
      | (?P<relative>this|next)\ year\b
    )""",
    re.VERBOSE,
)
_FILL = r"(?:\W|\b(?:in|by|for|the|of|around|about|as late as|at|a|its|guidance|target|estimate)\b)*"
_INSTEAD = re.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:rather than|instead of|not|previously|originally|formerly|initially|after previously)\b"
)
_FROM = re.compile(rf"^{_FILL}\bfrom\b{_FILL}$")
_TO = re.compile(rf"\b(?:to|into|until|till)\b{_FILL}$")
_FROM_AHEAD = re.compile(rf"\bfrom\b{_FILL}$")
_TO_BETWEEN = re.compile(rf"^{_FILL}\b(?:to|into|until|till)\b{_FILL}$")
_VERBS = (
    "move shift delay postpone push slip defer extend advance accelerate reschedule revise change lengthen pull put"
)
_FORMS = [form for verb in _VERBS.split() for (form,) in expand(f"{verb}~v")]
_MOVED = re.compile(rf"\b(?:{'|'.join(_FORMS)}|extension|slid|brings?|brought)\b")
"""Verbs that make "from 2026 to 2027" a move and no span."""
_NOW = re.compile(r"\bnow\b")
_BUT = re.compile(r"\bbut\b")
_NOT = re.compile(r"\b(?:not|no longer)\b")
_OLD = re.compile(r"\b(?:was|were|had|previous(?:ly)?|prior|earlier|original(?:ly)?|initial(?:ly)?|formerly|once)\b")
_PLANNED = re.compile(r"\b(?:planned|expected|due|scheduled|slated|targeted|guided|promised)\b")
_LINK = re.compile(r"\b(?:than|instead|not|no longer|previously|originally|formerly|initially|from|now)\b")
"""Without one of these no date takes another's place."""
APART, AHEAD = 60, 60
"""Characters between two dates of which one replaces the other, and ahead of the first where a word says which does."""


class Period(NamedTuple):
    """A date or part of a year: its characters [start, end), its year if said, and the share of the year before it if said."""

    start: int
    end: int
    year: int | None
    part: float | None


class Move(NamedTuple):
    """The new date, the old one, and by how many years the new one is later (negative: earlier)."""

    new: Period
    old: Period
    years: float


def moves(low: str) -> list[Move]:
    """The pairs of neighbouring dates of a lowered text of which one replaces the other."""
    found: list[Move] = []
    if _LINK.search(low) is None:
        return found
    for first, second in pairwise(_periods(low)):
        between = low[first.end : second.start]
        order = _order(low[max(0, first.start - AHEAD) : first.start], between) if len(between) <= APART else 0
        if order:
            new, old = (first, second) if order > 0 else (second, first)
            years = _later(new, old)
            if years:
                found.append(Move(new, old, years))
    return found


def _periods(low: str) -> Iterator[Period]:
    for match in _DATE.finditer(low):
        said = match.groupdict()
        year = said["year"] or said["of"] or said["short"]
        part = None
        if said["nth"]:
            part = _share(said["length"][0], _ORDINALS.index(said["nth"]))
        elif said["number"]:
            part = _share(said["kind"], int(said["number"]) - 1)
        elif said["before"]:
            part = _share(said["behind"], int(said["before"]) - 1)
        elif said["month"]:
            part = (_MONTHS.index(said["month"][:3]) + 0.5) / 12
        elif said["part"]:
            part = (_PARTS | _SEASONS)[said["part"]]
        if said["relative"]:
            yield Period(*match.span(), 0 if said["relative"] == "this" else 1, None)
        else:
            yield Period(*match.span(), (int(year) % 100 + 2000) if year else None, part)


def _share(length: str, number: int) -> float:
    """The middle of a quarter or half, as the share of the year before it."""
    return (number + 0.5) / (4 if length == "q" else 2)


def _order(ahead: str, between: str) -> int:
    """1 where the first date is the new one, -1 where the second is, 0 where nothing says so."""
    if _INSTEAD.search(between) or (_TO.search(ahead) and _FROM.search(between)):
        return 1
    if _FROM_AHEAD.search(ahead) and _MOVED.search(ahead) and _TO_BETWEEN.search(between):
        return -1
    if _NOW.search(between):
        return -1 if _OLD.search(ahead) or _PLANNED.search(ahead) else 0
    if _NOT.search(ahead) and _BUT.search(between):
        return -1
    return 1 if _NOW.search(ahead) and (_OLD.search(between) or _FROM.search(between)) else 0


def _later(new: Period, old: Period) -> float | None:
    """
    By how many years the new date is later; without a year on both sides the nearest of its kind is meant ("to January from
    November"). None where the two cannot be compared.
    """
    if new.year is not None and old.year is not None:
        if new.year == old.year and (new.part is None or old.part is None):
            return None
        if (new.year < 2 or old.year < 2) and new.year + old.year >= 2:  # "next year" beside "2026"
            return None
        return new.year - old.year + (0.0 if new.part is None or old.part is None else new.part - old.part)
    if new.part is None or old.part is None:
        return None
    difference = new.part - old.part
    return difference if abs(difference) <= 0.5 else difference - round(difference)
