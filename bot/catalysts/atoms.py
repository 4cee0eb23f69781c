"""
Single expressions of time in a text -> calendar units, with the part of the unit before them ("mid-", "late in").

What stands around an expression (by, after, versus) is read in `bot.catalysts.grammar`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.catalysts import notes, readers, relative
from bot.catalysts.readers import View
from bot.catalysts.rules import FIGURES, LONGEST_FIGURE, TRIGGERS, WORD, rules
from bot.catalysts.spans import Part, Unit


@dataclass(frozen=True, slots=True)
class Atom:
    """One expression: where it stands and which unit it names."""

    start: int
    end: int
    unit: Unit
    vague: bool = False


_PART = re.compile(
    r"(?<![\w])(?P<mod>(?:early[- ]to[- ]mid|early/mid|mid[- ]{1,2}to[- ]late|mid/late|early|mid|"
    r"late)(?=[\s-])|end(?=\s?-|\s(?!of\b|in\b))|"
    r"(?:middle|midway|midpoint|halfway|beginning|start|outset|turn|end|close|(?:first|early|earlier|opening) part|"
    r"(?:latter|later|last|final|closing) part|first\s+week|(?:opening|early|first few|initial) (?:weeks|months)|"
    r"(?:closing|final|last few|latter) months|(?:closing|final|last few) (?:weeks|days)|"
    r"(?:first|1st|front) half|"
    r"(?:second|2nd|latter|back) half)(?=[-\s]+(?:of|through)\s))"
    r"(?:[-\s]+(?:of|in|through|into)(?:\s+the)?\s+|\s?-\s?|\s+)(?:the\s+)?(?:calendar\s+(?:year\s+)?)?$",
    re.IGNORECASE,
)
_PARTS: dict[str, Part] = {
    "early to mid": "early-mid", "early/mid": "early-mid", "mid to late": "mid-late", "mid/late": "mid-late",
    "early": "early", "beginning": "early", "start": "early", "outset": "early", "turn": "early", "first part": "early",
    "early part": "early", "earlier part": "early", "opening part": "early", "first week": "first-week",
    "opening weeks": "early", "early weeks": "early", "initial weeks": "early", "first few weeks": "early",
    "opening months": "early", "early months": "early", "initial months": "early", "first few months": "early",
    "closing months": "late", "final months": "late", "last few months": "late", "latter months": "late",
    "closing weeks": "end", "final weeks": "end", "last few weeks": "end", "closing days": "end", "final days": "end",
    "last few days": "end", "closing part": "late", "midpoint": "mid", "halfway": "mid",
    "middle": "mid", "midway": "mid", "mid": "mid", "late": "late", "latter part": "late", "later part": "late",
    "last part": "late", "final part": "late", "end": "end", "close": "end", "first half": "first-half",
    "1st half": "first-half", "2nd half": "second-half",
    "front half": "first-half", "second half": "second-half", "latter half": "second-half", "back half": "second-half",
}  # fmt: skip
_PART_REACH = 32
_PARTED = frozenset({"month", "quarter", "half", "year", "season"})
_BEFORE, _AFTER = 64, 48
"""Characters around a trigger word that an expression may reach."""
_NO_YEAR_BEFORE = re.compile(
    r"(?:Russell|S&P|Nikkei|No\.|Form|ISO|Section|Rule|version|Article|Suite|Box|FTSE|CSI)\s$", re.IGNORECASE
)
_MONTH_BEFORE = re.compile(
    r"(?<!\w)(?:in|by|of|this|next|coming|until|through|during|since|from|to|or|and|after|before|around|for|"
    r"last|late|early|mid|than|earliest|latest|targeting|targeted|sometime|likely|about|towards?|near|on|with|its|"
    r"beginning|starting|ending|ended|as (?:early|soon) as|starts?|begins?|expected|exp['’]d|due|print|readout|data|topline|pay|"
    r"pdufa|"
    r"filing|launch|approval|adcomm?|decision|results)[\s-]+(?:the\s+month\s+of\s+)?$|[-–/:]\s?$|\($",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(
    r"\s?[/–-]\s?[A-Za-z]|\s(?:or|and|to|through|thru)\s(?:early |mid-?|late )?[A-Z]|"
    r"\s(?:event|readout|launch|start|decision|filing|closing|catalyst|release|PDUFA|AdComm|topline|IPO)\b|"
    r"\s(?:brings|(?:will|should)\s+(?:bring|see|mark|deliver))\b|;"
)

_LINE = re.compile(r"(?:^|[\n•*]\s*|[-–]\s)$")
"""Where a month that heads its line stands: "December: topline"."""
_IN_BEFORE = re.compile(r"\b(?:in|by|during|until|into)\s$")
_WEEKDAY_BEFORE = re.compile(
    r"(?<!\w)(?:due|reports?|starting|beginning|scheduled|expected|on|by|before|until|till|than|after|through|"
    r"as\s+(?:early|soon)\s+as|late|early|opens?|close|bell|this|next|"
    r"coming|last|data|readout|topline|closes|starts|ends|begins|meets|hits|drops|expires|out|prices|trades|votes?)(?:\s+the)?\s+$"
)
_NOTED_BEFORE = re.compile(
    r"(?<!\w)(?:(?:pdufa|adcomm?|votes?|mtg|earnings|call|print|lock-?up)\b[^.;,]{0,30}\sis|on|by|until|due|from|to|off|for|"
    r"date|date\s+of|this|pdufa|adcomm?|action|decision|panel|abstracts|presentation|filing|launch|votes?|meeting|mtg|"
    r"(?<!on\s)day|earnings|reports?|prints?|results|call|record|pay|ex-div|ex-dividend|lock-?up|agm|egm|hearing|conference|"
    r"tues?|weds?|thurs?|fri)(?::\s|\s\(?)$",
    re.IGNORECASE,
)
"""What a day of a note stands behind: "adcom 1/21", "PDUFA (12/19)", "r&d day thurs"."""
_WEEKDAY_AFTER = re.compile(
    r"['’]s\s+(?:\w+\s+){0,3}?(?:report|meeting|vote|decision|call|data|hearing|print|release|payrolls|CPI|event|presentation)\b|"
    r",?\s+(?:morning|afternoon|evening|night|(?:(?:just|right|shortly)\s+)?(?:after|before|at|ahead\s+of)\s+(?:the\s+)?"
    r"(?:market|close|closing|open|opening|bell|noon|\d)|pre-?market)"
)
_HALF_BEFORE = re.compile(
    r"(?:\b(?:in|by|for|late|early|mid|the|this|into|of|during|before|through|until|around|toward|towards|and|or|to|end|"
    r"than|after)|[(/:–-])[\s-]?(?:the\s+)?$|^$"
)


def scan(text: str, view: View) -> Iterator[Atom]:
    """Every expression of time, in no order; spans do not overlap. Units that cannot be are left out."""
    for start, end, letters in _stretches(text):
        yield from _scan_stretch(text, start, end, letters, view)


def _stretches(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """(start, end, letters) of the stretches around trigger words; letters say which rules may find something."""
    places = [
        (found.start(), found.end(), letter) for found in WORD.finditer(text) if (letter := _letter(found.group()))
    ]
    start, end = 0, -1
    letters: set[str] = set()
    for begin, stop, letter in places:
        if begin - _BEFORE > end:
            if letters:
                yield _snapped(text, start, end, letters)
            start, letters = max(0, begin - _BEFORE), set()
        letters.update(letter)
        end = max(end, stop + _AFTER)
    if letters:
        yield _snapped(text, start, end, letters)


@functools.lru_cache(maxsize=8192)
def _letter(word: str) -> str:
    """The kind of trigger that a word is; empty for nearly all words."""
    known = TRIGGERS.get(word)
    if known is not None:
        return known
    if word[0].isdigit() or word[-1].isdigit() or word[0] in "'’‘":
        return FIGURES.get(_shape(word), "") if len(word) <= LONGEST_FIGURE else ""
    return TRIGGERS.get(word.lower(), "") if not word.islower() else ""


def _shape(word: str) -> str:
    """A word with every figure as 9, in lower case: "3Q27" is "9q99"."""
    return "".join("9" if character.isdigit() else character for character in word.lower())


def _snapped(text: str, start: int, end: int, letters: set[str]) -> tuple[int, int, frozenset[str]]:
    """Cut a stretch at white space, so that no word is cut in two."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    end = min(end, len(text))
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end, frozenset(letters)


def _scan_stretch(text: str, start: int, end: int, letters: frozenset[str], view: View) -> Iterator[Atom]:
    taken = bytearray(end - start)
    lowered = text[start:end].lower()
    for needs, words, pattern, reader in rules():
        if not letters.issuperset(needs) or (words and not any(map(lowered.__contains__, words))):
            continue
        for found in pattern.finditer(text, start, end):
            first, last = found.span()
            if any(taken[first - start : last - start]):
                continue
            unit = reader(found, view)
            if unit is None:
                continue
            begin, parted = _with_part(text, first, unit)
            if begin < first and any(taken[max(0, begin - start) : first - start]):
                begin, parted = first, unit
            unit = parted
            if not _stands(text, first, last, reader, unit):
                continue
            taken[begin - start if begin >= start else 0 : last - start] = b"\x01" * (last - max(begin, start))
            yield Atom(begin, last, unit, vague=reader in _VAGUE)


_NOTABLE = (readers.noted_season, readers.noted_day, readers.weekday, readers.half, readers.month_unit)
_VAGUE = (relative.coming, relative.shortly, relative.near_term, relative.any_day)


def _with_part(text: str, start: int, unit: Unit) -> tuple[int, Unit]:
    """Read "early", "mid-", "the end of" before a unit."""
    if unit.kind not in _PARTED or unit.part:
        return start, unit
    found = _PART.search(text, max(0, start - _PART_REACH), start)
    if found is None:
        return start, unit
    part = _PARTS.get(re.sub(r"[\s-]+", " ", found["mod"].lower()).strip(), "")
    if part in {"first-half", "second-half"} and unit.kind not in {"month", "quarter"}:
        return start, unit
    return found.start(), replace(unit, part=part, fixed=None)


_NO_NOTED_DAY = re.compile(
    r"(?:\b(?:[CDOP]RR?|CBR|SD|respon\w*|rates?|grades?|gr|ratio|score|split|patients?|(?<!day\s)of|ph(?:ase)?|dose|cohort|vs\.?)|"
    r"\d)\W{0,2}$",
    re.IGNORECASE,
)
_NO_DAY_AFTER = re.compile(
    r"[/%]|\s*(?:%|vs\b|patient\b|of\b|respon|had\b|\(\d|mo\b|months|(?:19|20)\d\d|"
    r"(?!(?:earnings|results|numbers|abstracts|plus)\b)[a-z]+s\b)",
    re.IGNORECASE,
)
"""What a fraction stands behind or before: "ORR 7/12 vs 3/11"."""
_ONE_OF = re.compile(r"\b[Aa]\s$")
"""A weekday in general: "Dec 12, a Sunday"."""
_HEADS = re.compile(r"\s*(?:[:–-]|\$?[A-Z]{2,}|(?:earnings|results)\b)")
"""What a day that begins a note stands before; a fraction does not."""
_TRADED = re.compile(
    r"\s*(?:['’]?\d\d\s+)?(?:\$?\d[\d./]*\s*)?(?:[cp]s?\b|calls?|puts?|straddles?|strangles?|strikes?|options?|exp(?:iry|iration)?\b|"
    r"weekl(?:y|ies)|call\s+spreads?)",
    re.IGNORECASE,
)
"""A month that names an option: "apr 30 calls"."""


def _noted(text: str, start: int, end: int, reader: object) -> bool:
    """Whether a day, weekday, month or half stands in a desk note, where nothing but its neighbours can make it another thing."""
    if not notes.is_note(notes.line_at(text, start, end)) or _TRADED.match(text, end):
        return False
    return reader is not readers.noted_day or not (
        (start == 0 and not _HEADS.match(text, end)) or _NO_NOTED_DAY.search(text, max(0, start - 24), start)
    )


def _stands(text: str, start: int, end: int, reader: object, unit: Unit) -> bool:
    """Whether words that may be something else (May, March, a bare year) stand where a date stands."""
    counted = reader is readers.noted_day and _NO_DAY_AFTER.match(text, end)
    if counted or (reader is readers.weekday and _ONE_OF.search(text, max(0, start - 3), start)):
        return False
    if reader in _NOTABLE and unit.year is None and not unit.part and _noted(text, start, end, reader):
        return True
    return reader is not readers.noted_season and _stands_in_prose(text, start, end, reader, unit)


def _stands_in_prose(text: str, start: int, end: int, reader: object, unit: Unit) -> bool:
    """The same by the words around alone."""
    if reader is readers.short_year:
        return bool(unit.part) or _IN_BEFORE.search(text, max(0, start - 8), start) is not None
    heads = text.startswith(": ", end) and _LINE.search(text, max(0, start - 4), start)
    if reader in {readers.noted_day, readers.weekday}:
        spoken = reader is readers.weekday and (
            heads
            or " " in text[start:end]
            or _WEEKDAY_BEFORE.search(text, max(0, start - 24), start)
            or _WEEKDAY_AFTER.match(text, end)
        )
        return bool(spoken or _NOTED_BEFORE.search(text, max(0, start - 48), start))
    if reader is readers.half and unit.year is None and not unit.part:
        return _HALF_BEFORE.search(text, max(0, start - 20), start) is not None
    if reader is readers.month_unit and unit.year is None and not unit.part:
        return bool(heads or _MONTH_BEFORE.search(text, max(0, start - 24), start) or _MONTH_AFTER.match(text, end))
    return reader is not readers.bare_year or not _NO_YEAR_BEFORE.search(text, max(0, start - 9), start)
