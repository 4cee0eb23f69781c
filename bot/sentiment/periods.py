"""
Dates of which one takes the other's place: "in 2027 rather than 2026", "to the second half from the first", "moved from Q3
2026 to early 2027", "planned for June, now for March".

The rules read a delay or its opposite from such a pair (`families.timing`); the sentence model is told which (`hints`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.sentiment.amounts import MONTHS
from bot.sentiment.lexicon import expand
from bot.sentiment.wordlists import words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|may(?=\W{1,2}\d)|(?:(?<=\ (?:in|by|to)\ )|(?<=(?:from|late)\ )|(?<=(?:until|since|early)\ ))may"
)
_NTH = {"first": 0, "front": 0, "second": 1, "back": 1, "latter": 1, "third": 2, "fourth": 3}
_PARTS = {
    "beginning": 0.02,
    "start": 0.02,
    "early": 0.1,
    "mid": 0.5,
    "middle": 0.5,
    "late": 0.9,
    "end": 0.98,
    "ye": 0.98,
}
_SEASONS = {
    "winter": 0.1,
    "spring": 0.35,
    "summer": 0.6,
    "autumn": 0.8,
    "fall": 0.8,
    "year-end": 0.98,
    "year end": 0.98,
}
_SHARES = _PARTS | _SEASONS
"""Parts of a year, as the share of it that is over; those of `_SEASONS` also stand without their year."""
_RELATIVE = {"last": -1, "this": 0, "next": 1, "following": 1, "year": 2}
_OF = r"(?:\ (?:of|in|fiscal|calendar|the|year)\b)*,?[ -]?(?:fy\ ?)?"
"""Between a part and its year."""
_YEAR = r"(?:20\d\de?\b|(?:this|next|last)\ year\b)"
_DATE = re.compile(
    rf"""\b(?<![$€£₹¥#])(?:
      (?:(?:the\ )?(?:(?:fiscal|calendar)\ )?(?:
          (?P<nth>first|second|third|fourth)[ -](?P<length>quarter|half) | (?P<side>front|back|latter)[ -]half
        | (?:(?P<kind>q(?=[1-4])|h(?=[12]))(?P<number>\d) | (?P<before>[1-4])(?P<behind>q|(?<=[12])h))(?![a-z])
        | (?:(?P<when>this|next|following|last)\ )?(?:
              (?:\d\d?(?:st|nd|rd|th)?\ (?:of\ )?)?(?P<month>{_MONTH})\b\.?(?:\ \d\d?(?:st|nd|rd|th)?\b)?
            | (?P<season>{"|".join(_SEASONS)})\b)
        | (?P<part>ye(?=\ ?'?\d\d) | (?:early|mid|late)(?={_OF}{_YEAR})
            | (?:beginning|start|middle|end)(?=(?:\ of)?[ -](?:the\ year\ |fiscal\ )?{_YEAR}))
      )(?:{_OF}(?P<of>{_YEAR}|year\ after\b)|(?:,?\ (?:of\ )?(?:fy|cy)\ ?'?|\ ?'|-(?=2))?(?P<short>[1-4]\d)\b(?!%|[.,-]\d))?)
      | (?:(?:[fc]y|(?:fiscal|calendar)(?:\ year)?)\ ?)?(?<![a-z]-)(?<!notes\ due\ )(?<!bonds\ due\ )
        (?P<year>{_YEAR})(?!\ (?:notes|bonds)\b)(?:[/-]\d\d\b(?!-))?
      | (?:fy|cy)\ ?'?(?P<fiscal>[1-4]\d)\b(?:[/-]\d\d\b)?
    )""",
    re.VERBOSE,
)
_BEFORE_FALL = ("in the ", "by the ", "until the ", "this ", "next ", "last ", "late ", "early ")
"""Ahead of a "fall" that is a season and no loss."""
_RANGE = re.compile(r"\ ?[–/]\ ?|-|\ or\ ")
_FILL = (
    r"(?:\W|\b(?:in|by|for|the|of|around|about|as late as|early|mid|late|end|this|at|an?|its|guidance|target|estimate|earlier"
    r"|previous|prior|original|initial|forecast|plan)\b)*"
)
_PLAN = (
    r"plan(?:ned)?|expect(?:ed|ation)|due|scheduled|slated|targeted|guid(?:ed|ing)|promised|meant|anticipated|forecast|supposed"
    r"|set|put|foreseen|estimated|hop(?:ed|ing)"
)
_LEAD = (
    rf"(?:\W|\b(?:in|by|for|the|of|around|about|as|early|mid|late|at|an?|on|this|good|its|our|their|to|until|till|into|through|from"
    rf"|just|only|wait|await|guidance|target|estimate|be|been|was|were|had|original|earlier|previous|prior|{_PLAN})\b)*$"
)
"""Nothing but what leads up to the date."""
_INSTEAD = re.compile(
    rf"^\W*(?:\w+\W+){{0,2}}?(?:(?:rather than|instead of)\b|(?:previously|originally|formerly|initially)\b{_LEAD})"
    rf"|^\W*(?:(?:and|now|only|after all|need)\W+){{0,2}}?not\b{_LEAD}|^\W*[(\[](?:was|we had|prev|prior|old)\b{_LEAD}"
    rf"|^\W*(?:(?:vs\.?|versus|against|compared (?:to|with))\W+)?(?:\w+\W+)?(?:previous|prior|earlier|original|initial)\W+"
    rf"(?:guidance|guide|target|estimate|date|deadline|{_PLAN})\b{_LEAD}"
)
_BESIDE = re.compile(r"^\W*(?:vs\.?|versus|from|\()\W*$")
_PREVIOUSLY = re.compile(r"^\W*(?:previously|originally|formerly|initially)\b")
_ASIDE = re.compile(r"(?<=\bnot), (?:as|after)\b[^,.;]{1,60},")
"""Between "not" and what it is said of: "not, as reported in August, in 2027"."""
_FROM = re.compile(rf"^{_FILL}\bfrom\b{_FILL}$")
_TO = re.compile(rf"\b(?:to|into|until|till)\b{_FILL}$")
_FROM_AHEAD = re.compile(rf"\bfrom\b{_FILL}$")
_TO_BETWEEN = re.compile(rf"^{_FILL}\b(?:to|into|until|till)\b{_FILL}$")
_ARROW = re.compile(r"^\W*(?:->|=>|→)\W*$")
_VERBS = (
    "move shift delay postpone push slip slide defer extend stretch prolong shorten advance accelerate reschedule revise"
    " change lengthen pull put"
)
_FORMS = [form for verb in _VERBS.split() for (form,) in expand(f"{verb}~v")]
_MOVED = re.compile(rf"\b(?:{'|'.join(_FORMS)}|deferr(?:ed|ing)|extension|slid|brings?|brought)\b[^.;!?]*$")
"""Verbs that make "from 2026 to 2027" a move and no span."""
_AMOUNT = re.compile(
    r"\b(?<!first )(?:sales|revenues?|growth|margins?|shares|stock|profits?|earnings|inflation|volumes|backlog|output)\b"
)
"""What goes up or down from one period to the next: "growth accelerated from Q1 to Q2"."""
_NOW_AHEAD = re.compile(r"\bnow\b[^.;:!?]*$")
_NOW = re.compile(rf"\bnow\b(?:\W+[a-z]+){{0,3}}?{_FILL}$")
_BUT = re.compile(rf"^\W*(?:\w+\W+)?but\b{_LEAD}")
_NOT = re.compile(r"(?:\b(?:not|no longer)|n't)\b(?:\W+\w+){0,4}\W*$")
_OLD = re.compile(
    r"\b(?:was|were|had|previous(?:ly)?|prior|earlier|original(?:ly)?|initial(?:ly)?|formerly|once)\b" + _LEAD
)
_PLANNED = re.compile(rf"\b(?<!\bas )(?:{_PLAN}|(?:was|were) to|should have)\b[^\d.;:!?]*$")
_LINK = re.compile(
    r"\b(?:than|instead|not|no longer|previous(?:ly)?|original(?:ly)?|initial(?:ly)?|prior|earlier|formerly|from|now)\b|n't\b"
    r"|[(\[](?:was|we had|prev|old)\b|[-=]>|→"
)
"""Without one of these no date takes another's place."""
_TWO_DIGITS = [str(year) for year in range(10, 60)]
_CODES = [f"{part}{number}" for part, numbers in (("q", "1234"), ("h", "12")) for number in numbers]
_DATED = frozenset(
    [
        *(f"20{year}{comma}" for year in _TWO_DIGITS for comma in ("", ",")),
        *(f"{head}{mark}{year}" for head in ("q", "h", "fy", "cy", "ye", *_CODES) for mark in ("", "'") for year in _TWO_DIGITS),
        *(head for code in _CODES for head in (code, code[0])),
        *MONTHS, *_SEASONS, *words("quarter half year end ye fy cy"),
    ]
)  # fmt: skip
"""A date has one of these among its tokens."""
APART, AHEAD, BEHIND = 60, 60, 15
"""Characters between two dates of which one replaces the other, ahead of the first, and behind the second."""
SHARED = 20
"""Characters between two dates that share the year behind the second: "in July instead of January 2027"."""
NEAR, WRAP = 0.5, 0.65
"""Years: parts of a year no further apart than the one are of one year, from the other on of two ("to January from November")."""


class Period(NamedTuple):
    """A date or part of a year: its characters [start, end), its year if said, and the share of the year before it if said."""

    start: int
    end: int
    year: int | None
    """-1 to 2 for last, this and next year and the one after."""
    part: float | None


class Move(NamedTuple):
    """The new date, the old one, and by how many years the new one is later (negative: earlier)."""

    new: Period
    old: Period
    years: float


def has_two(tokens: Sequence[str]) -> bool:
    """Whether a text may hold two dates: told by its tokens in a tenth of the time that `moves` takes to find none."""
    return sum(map(_DATED.__contains__, tokens)) > 1


def moves(low: str) -> list[Move]:
    """The pairs of neighbouring dates of a lowered text of which one replaces the other."""
    found: list[Move] = []
    if _LINK.search(low) is None:
        return found
    low = _ASIDE.sub(lambda aside: " " * len(aside[0]), low)
    for first, second in pairwise(_periods(low)):
        between = low[first.end : second.start]
        if len(between) > APART:
            continue
        order = _order(low[max(0, first.start - AHEAD) : first.start], between, low[second.end : second.end + BEHIND])
        if order:
            new, old = (first, second) if order > 0 else (second, first)
            years = _later(new, old, shared=order > 0 and second.year is not None and len(between) <= SHARED)
            if years:
                found.append(Move(new, old, years))
    return found


def _periods(low: str) -> Iterator[Period]:
    """The dates in order; a range ("Q1/Q2 2027") is one."""
    last: Period | None = None
    for match in _DATE.finditer(low):
        if match["season"] == "fall" and not match["of"] and not low.endswith(_BEFORE_FALL, 0, match.end() - 4):
            continue
        period = _period(match)
        if last is None:
            last = period
        elif _RANGE.fullmatch(low, last.end, period.start):
            last = _range(last, period)
        else:
            yield last
            last = period
    if last is not None:
        yield last


def _period(match: re.Match[str]) -> Period:
    said = match.groupdict()
    part = None
    if said["nth"]:
        part = _share(said["length"][0], _NTH[said["nth"]])
    elif said["side"]:
        part = _share("h", _NTH[said["side"]])
    elif said["number"]:
        part = _share(said["kind"], int(said["number"]) - 1)
    elif said["before"]:
        part = _share(said["behind"], int(said["before"]) - 1)
    elif said["month"]:
        part = (_MONTHS.index(said["month"][:3]) + 0.5) / 12
    elif said["season"] or said["part"]:
        part = _SHARES[said["season"] or said["part"]]
    number = (said["year"] or said["of"] or said["short"] or said["fiscal"] or said["when"] or "").rstrip("e")
    year = None
    if number:
        year = int(number) % 100 + 2000 if number.isdigit() else _RELATIVE[number.split()[0]]
    return Period(*match.span(), year, part)


def _share(length: str, number: int) -> float:
    """The middle of a quarter or half, as the share of the year before it."""
    return (number + 0.5) / (4 if length == "q" else 2)


def _range(first: Period, last: Period) -> Period:
    """The middle of a range within a year ("Q1/Q2 2027", "Q4 2026/Q1 2027"), else its end."""
    if first.part is None or last.part is None:
        return last._replace(start=first.start)
    years = int(first.part > last.part) if first.year is None or last.year is None else last.year - first.year
    part = (first.part - years + last.part) / 2 if years in {0, 1} else last.part
    return Period(first.start, last.end, first.year if last.year is None else last.year, part)


def _order(ahead: str, between: str, behind: str) -> int:
    """1 where the first date is the new one, -1 where the second is, 0 where nothing says so."""
    if (
        _INSTEAD.search(between)
        or (_TO.search(ahead) and _FROM.search(between))
        or (_BESIDE.search(between) and _PREVIOUSLY.search(behind))
    ):
        return 1
    if _NOT.search(ahead) and _BUT.search(between):
        return -1
    if _AMOUNT.search(ahead) or _AMOUNT.search(between):
        return 0
    if (_FROM_AHEAD.search(ahead) and _TO_BETWEEN.search(between)) or _ARROW.search(between):
        return -1 if _MOVED.search(ahead) else 0
    if _NOW.search(between):
        return -1 if _OLD.search(ahead) or _PLANNED.search(ahead) else 0
    return 1 if _NOW_AHEAD.search(ahead) and (_OLD.search(between) or _FROM.search(between)) else 0


def _later(new: Period, old: Period, *, shared: bool) -> float | None:
    """
    By how many years the new date is later. None where the two cannot be compared.

    Without any year the nearest of their kind are meant. A date that has its year is taken to be the later one of a pair in
    which the other has none, unless they share it.
    """
    parts = None if new.part is None or old.part is None else new.part - old.part
    if new.year is not None and old.year is not None and _is_relative(new) == _is_relative(old):
        return None if new.year == old.year and parts is None else new.year - old.year + (parts or 0.0)
    if parts is None:
        return None
    relative = [period.year for period in (new, old) if _is_relative(period)]
    calendar = [period for period in (new, old) if period.year is not None and not _is_relative(period)]
    if relative and relative != [0]:  # "next spring" beside "July"
        return None if calendar else (new.year or 0) - (old.year or 0) + parts
    if not calendar:
        return None if NEAR < abs(parts) < WRAP else parts - (abs(parts) >= WRAP) * round(parts)
    later = (parts > 0) == (calendar == [new])
    return parts if abs(parts) <= NEAR and (later or (shared and not relative)) else None


def _is_relative(period: Period) -> bool:
    return period.year is not None and period.year < 2000
