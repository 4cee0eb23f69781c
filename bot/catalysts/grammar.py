"""
Expressions of time in a text -> windows: single expressions joined to ranges, and the direction from the words around.

"by end-2027" is read as a year's end (`bot.catalysts.atoms`) with "by" before it. Deterministic; the reference date is
the publish date of the text, never today (facts/catalysts.md, 1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.catalysts.atoms import Atom, scan
from bot.catalysts.conventions import DEFAULT, Conventions
from bot.catalysts.readers import View
from bot.catalysts.spans import Span, Unit, add_months, resolve
from bot.model import Direction, Precision, Window

MAX_TEXT = 200_000
"""Characters that are searched."""


@dataclass(frozen=True, slots=True)
class Found:
    """A window and where it stands: `text[start:end]` is its phrase, `inner` where the date proper begins."""

    window: Window
    start: int
    end: int
    inner: int
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """An expression with its window, before the words around it are read."""

    start: int
    end: int
    unit: Unit
    span: Span
    vague: bool


_JOIN = re.compile(
    r"(?:\s?[-–—/]\s?|,?\s+(?:to|through|thru|until|or)\s+(?:(?:possibly|perhaps|even|the|in|into|"
    r"as\s+late\s+as)\s+){0,2})"
)
_AND = re.compile(r"\s?(?:,\s?)?(?:and|&)\s+(?:the\s+)?")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:delay|push|mov|shift|revis|chang|extend|postpon|slip|accelerat|pull|bring|brought|reschedul|"
    r"updat|advanc|narrow)\w*"
    r"[^.;]{0,60}\bfrom\s+(?:the\s+|its\s+|an?\s+)?(?:original\s+|previous\s+|prior\s+|"
    r"earlier\s+)?(?:target\s+of\s+|guidance\s+of\s+)?$",
    re.IGNORECASE,
)

_THE = r"(?:(?:the|its|our|their|an?)\s+)?"
_HEDGE = r"(?:(?:approximately|about|around|roughly|sometime\s+in|some\s+time\s+in)\s+)?"
_WORDS_BEFORE: tuple[tuple[Direction, str], ...] = (
    (
        "earliest",
        r"as\s+early\s+as(?:\s+in)?|as\s+soon\s+as|(?:no|not)(?:\s+any)?\s+(?:earlier|sooner)\s+than|not\s+before|"
        r"(?:not|n['’]t|never|unlikely)\s+(?:\w+\s+){0,4}?(?:until|before|till)|at\s+the\s+earliest(?:\s+in|,)?",
    ),
    (
        "by",
        r"by|on\s+or\s+before|in\s+or\s+before|before|(?:no|not)\s+later\s+than|prior\s+to|until|till|"
        r"(?<!moved\s)(?<!pulled\s)(?<!brought\s)up\s+to(?:\s+and\s+including)?|through|thru|ahead\s+of|"
        r"at\s+the\s+latest\s+(?:by|in)|well\s+into|runway\s+into",
    ),
    (
        "around",
        r"on\s+or\s+(?:about|around)|in\s+or\s+(?:about|around)|around|approximately|about|circa|"
        r"roughly|near|close\s+to|at\s+or\s+around|~|toward|towards",
    ),
    (
        "past",
        r"since|as\s+of(?:\s+the)?|as\s+at|dated|ended|ending|last|earlier\s+in|(?<!due\s)(?<!come\s)(?<!be\s)back\s+in",
    ),
    ("after", r"(?:on\s+or\s+)?after|following|later\s+than|beyond|past|subsequent\s+to"),
)
_BEFORE = tuple(
    (
        direction,
        re.compile(
            rf"(?<![\w-])(?:{words})\s+{_HEDGE}{_THE}$" + (r"|~\s?$" if direction == "around" else ""), re.IGNORECASE
        ),
    )
    for direction, words in _WORDS_BEFORE
)
_INTO = re.compile(r"(?<![\w-])well\s+into\s+(?:the\s+)?$|runway\s+into\s+(?:the\s+)?$", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"\b(?:adjourn|postpon|delay|defer|reschedul|push|mov|put|bump|wait)\w*\s+(?:(?:back|off|out)\s+)?until\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What is put off until a day, or waited for until then, is due that day, not by it."""
_LATER = re.compile(
    r"(?<![\w-])(?:later|(?:the\s+)?(?:rest|remainder|balance)\s+of|"
    r"back\s+end\s+of)\s+(?:in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"(?<![\w-])earlier\s+(?:in\s+)?$", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:(?P<months>three|six|nine|twelve|3|6|9|12)(?:[- ]month)?(?:\s+and\s+(?:six|nine|"
    r"twelve))?\s*(?:months?|-month\s+periods?|periods?)|"
    r"(?P<unit>quarter|half|half-year|year|period|week|month)s?)\s+(?P<when>ended|ending|that\s+ended|,?\s*which\s+ended|(?<=months\s)to)\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_BY_MONTHS = re.compile(
    r"\b(?:by|back|out|forward|review|another|further|additional|extra|(?:push|delay|extend|mov|slip)\w*)\s+$"
)
"""Extended "by three months to September 12" is a new date, not a period."""
_AT_EARLIEST = re.compile(r",?\s+(?:at\s+the\s+(?:very\s+)?earliest|or\s+later)\b", re.IGNORECASE)
_AT_LATEST = re.compile(r"\s+(?:at\s+the\s+latest|or\s+(?:earlier|sooner))\b", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r"\s+(?!(?:and|or|with|to|for|in|at|as|of|on|subject|the|a|an|when|if|by|but|which|while|via|under|from|"
    r"is|are|was|will|after|before|"
    r"following|through|until|at|per|pending|assuming|that|due|given|because|unless|this|our|its|we|it|they|"
    r"whether|how|what|since|so|where|who|also|then|alongside|along|together|instead|rather|only|likely|still|now|soon|you|he|she|should|"
    r"could|would|may|might|can|must|has|have|had|were|be)\b)[A-Za-z]"
)
_BELL = re.compile(r"['’]s\s+(?:\w+\s+)?(?:close|bell|open)\b")
"""What comes "after Wednesday's close" comes on Wednesday."""
_RECORD = re.compile(r"\brecord\s$", re.IGNORECASE)
"""Holders "of record as of" a day are those of that day, which may lie ahead."""
_ATTRIBUTIVE = frozenset({"day", "month", "year", "span"})
"""What may stand before a noun of its own: "ahead of the April 30, 2027 PDUFA date"."""
_DIRECTION_REACH = 60
"""Characters before an expression in which its direction is looked for."""


def find(
    text: str,
    reference: date,
    *,
    conventions: Conventions = DEFAULT,
    fiscal_year_end: str | None = None,
) -> list[Found]:
    """
    Every window in `text`, in order, seen from `reference` (the publish date).

    `fiscal_year_end` (the SEC's MMDD, "0926") resolves fiscal quarters and years; without it they have no ends. What
    is no date (7/12 of patients, Phase 2/3, "may", 12-month PFS, prices) gives nothing.
    """
    text = _without_links(text[:MAX_TEXT])
    view = View(reference, conventions)
    pieces: list[_Piece] = []
    for atom in _without_anchors(text, _without_echoes(text, sorted(scan(text, view), key=lambda item: item.start))):
        span = resolve(atom.unit, reference, conventions, fiscal_year_end)
        if span is not None:
            pieces.append(_Piece(atom.start, atom.end, atom.unit, span, atom.vague))
    joined = _joined(text, pieces, reference, view, fiscal_year_end)
    return [_directed(text, piece, reference) for piece in _in_order(text, joined, reference, conventions)]


def _in_order(text: str, pieces: list[_Piece], reference: date, conventions: Conventions) -> list[_Piece]:
    """
    A window without a year behind another of its sentence is not before it, where the writer lists them in order.

    "Data in Q2, filing in Q3, launch in Q4", written in November, ends with next year's Q4; "data in December 2027, with
    a filing to follow in March" with March 2028.
    """
    result: list[_Piece] = []
    frame: _Piece | None = None
    week: date | None = None
    for each in pieces:
        before = result[-1] if result else None
        if before is not None and _NEW_SENTENCE.search(text, before.end, each.start):
            before = frame = week = None
        if each.span.precision == "week" and text.startswith(":", each.end):
            week = each.span.start
        piece = _counted(text, _in_week(text, each, week), before, conventions)
        if piece is None:
            continue
        result.append(piece)
        if _FRAME.search(text, max(0, piece.start - FRAME_REACH), piece.start) and text.startswith(",", piece.end):
            frame = piece if piece.unit.kind == "year" else None
        elif piece.unit.kind == "year" and text.startswith(":", piece.end):
            frame = piece
        first = before.span.start if before else None
        if before is None or first is None or piece.span.start is None or first < reference:
            continue
        if not _yearless(piece) or piece.unit.fiscal:
            continue
        if frame is not None and frame.span.start is not None:
            first = max(frame.span.start, reference)
        elif not _listed(text, before, piece):
            continue
        if piece.span.start < first:
            span = resolve(piece.unit, first, conventions)
            result[-1] = replace(piece, span=span) if span else piece
    return result


def _in_week(text: str, piece: _Piece, week: date | None) -> _Piece:
    """A weekday of a list that is headed "next week:" lies in that week."""
    start = piece.span.start
    if week is None or start is None or start >= week or not _WEEKDAY.fullmatch(text, piece.start, piece.end):
        return piece
    day = week + timedelta(days=start.weekday())
    return replace(piece, span=replace(piece.span, start=day, end=day))


_WEEKDAY = re.compile(r"\w+day|(?:mon|tue|wed|thu|fri)[a-z]*", re.IGNORECASE)


def _listed(text: str, before: _Piece, piece: _Piece) -> bool:
    """Whether the second of two windows is said to come after the first."""
    listed = piece.unit.kind == before.unit.kind == "quarter" and _yearless(before)
    return piece.start - before.end <= MAX_LISTED and bool(
        _THEN.search(text, before.end, piece.start) or (listed and piece.unit.number > before.unit.number)
    )


def _counted(text: str, piece: _Piece, before: _Piece | None, conventions: Conventions) -> _Piece | None:
    """Read "the end of that year", "the following month" from the window before; "that year" alone is none."""
    back = _BACK.search(text, piece.start, piece.end)
    if back is None:
        return piece
    anchor = before.span.start if before else None
    if before is None or anchor is None:
        return None if back["same"] else piece
    if not back["same"] and piece.unit.kind != "year":
        anchor = before.span.end or anchor
    atom = next(scan(text[piece.start : piece.end], View(anchor, conventions)), None)
    span = resolve(atom.unit, anchor, conventions) if atom else None
    return replace(piece, unit=atom.unit, span=span) if atom and span else piece


_BACK = re.compile(
    r"\b(?:(?P<same>that|the\s+same)|the\s+following)\s+(?:calendar\s+)?"
    r"(?:year|quarter|half|month|week|spring|summer|autumn|fall|winter)$",
    re.IGNORECASE,
)
_FRAME = re.compile(r"(?:^|[.;\n•*])\s*(?:-\s*)?(?:In|During|Throughout|For)\s$")
"""What stands before a year that every later date of the sentence lies in: "In 2027, ... by year-end"."""
FRAME_REACH = 16
_THEN = re.compile(r",\s+with\b|\b(?:to\s+follow|follow(?:s|ed)?\s+by|then|thereafter|subsequently)\b", re.IGNORECASE)
_NEW_SENTENCE = re.compile(r"[.;\n]")
MAX_LISTED = 80
"""Characters between two quarters of one list."""


_LINK = re.compile(r"(?:https?://|www\.)\S+")


def _without_links(text: str) -> str:
    """The text with addresses blanked: their words are nobody's dates."""
    if "http" not in text and "www." not in text:
        return text
    return _LINK.sub(lambda found: " " * len(found.group()), text)


def _without_echoes(text: str, atoms: list[Atom]) -> list[Atom]:
    """Leave out "today" where the day itself follows: "today, Tuesday, February 24, 2026"."""
    kept = []
    for index, atom in enumerate(atoms):
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        echo = following is not None and following.unit.kind == "day" and following.start - atom.end <= 3
        if not (echo and text[atom.start : atom.end].lower() in {"today", "tomorrow"}):
            kept.append(atom)
    return kept


_ANCHORED = re.compile(
    r"\b(?:days?|weeks?|months?|years?|hours?)\s+(?:after|before|following|prior\s+to|from|"
    r"of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


_NAMED = re.compile(
    r"\s+(?:PDUFA|BsUFA|"
    r"(?:[\w-]+\s+){0,2}(?:dates?|AdComm|meeting|vote|readout|deadline|hearing|call|panel|launch|decision|conference|congress)\b)"
)
"""A noun whose date the anchor is: "ten weeks before the July 2 PDUFA date"."""


def _without_anchors(text: str, atoms: list[Atom]) -> list[Atom]:
    """Leave out what only anchors a count: "within 45 days after the end of the quarter"."""
    return [
        atom
        for atom in atoms
        if not _ANCHORED.search(text, max(0, atom.start - 30), atom.start) or _NAMED.match(text, atom.end)
    ]


def _joined(text: str, pieces: list[_Piece], reference: date, view: View, fiscal_year_end: str | None) -> list[_Piece]:
    """Read "Q2 to Q3 2027", "late March/early April", "between 2027 and 2029" become one range."""
    result: list[_Piece] = []
    for piece in pieces:
        before = result[-1] if result else None
        merged = before and _merge(text, before, piece, reference, view, fiscal_year_end)
        if merged:
            result[-1] = merged
        else:
            result.append(piece)
    return result


def _merge(
    text: str, first: _Piece, last: _Piece, reference: date, view: View, fiscal_year_end: str | None
) -> _Piece | None:
    """One range of two expressions, where the words between join them and the first comes first."""
    gap = text[first.end : last.start]
    joined = bool(_JOIN.fullmatch(gap))
    linked = not joined and bool(_AND.fullmatch(gap))
    plain = not (first.vague or last.vague) and "duration" not in {first.span.precision, last.span.precision}
    before = text[max(0, first.start - 90) : first.start]
    if len(gap) > MAX_GAP or not (joined or linked) or not plain or _MOVED.search(before):
        return None
    first, last = _share_year(first, last, reference, view, fiscal_year_end)
    start, near, far, end = first.span.start, first.span.end, last.span.start, last.span.end
    if start is None or near is None or far is None or start > far or (end is not None and end <= near):
        return None
    touching = (far - near).days == 1 and first.unit.kind == last.unit.kind and not _EACH.match(text, last.end)
    if (linked and not _BETWEEN.search(before) and not touching) or (first.unit.kind, last.unit.kind) == (
        "day",
        "year",
    ):
        return None
    return _Piece(
        first.start, last.end, replace(last.unit, fixed=None), Span(start, end, "range", "within"), vague=False
    )


_EACH = re.compile(r",?\s+respectively\b")
"""Two windows for two things, not one range."""
MAX_GAP = 24
"""Characters between two expressions that may still be one range."""


def _share_year(
    first: _Piece, last: _Piece, reference: date, view: View, fiscal_year_end: str | None
) -> tuple[_Piece, _Piece]:
    """Where only one of two has a year, the other lies in it, or in the year before or after."""
    known, unknown = (last, first) if first.unit.year is None else (first, last)
    if unknown.unit.year is not None or known.unit.year is None or unknown.unit.kind == "span":
        return first, last
    for year in (known.unit.year, known.unit.year + (-1 if unknown is first else 1)):
        unit = replace(unknown.unit, year=year)
        span = resolve(unit, reference, view.conventions, fiscal_year_end)
        if span is None or span.start is None or known.span.start is None:
            continue
        if (span.start <= known.span.start) == (unknown is first):
            moved = replace(unknown, unit=unit, span=span)
            return (moved, last) if unknown is first else (first, moved)
    return first, last


def _directed(text: str, piece: _Piece, reference: date) -> Found:
    """The window of an expression with the direction that the words around it give."""
    before = text[max(0, piece.start - _DIRECTION_REACH) : piece.start]
    span, start = piece.span, piece.start
    period = _PERIOD.search(before)
    if period is not None and piece.unit.kind in {"day", "month"} and not _BY_MONTHS.search(before, 0, period.start()):
        span, start = _period(span, period), piece.start - (len(before) - period.start())
    elif _LATER.search(before) and span.start is not None and span.end is not None and span.end >= reference:
        found = _LATER.search(before)
        start -= len(before) - (found.start() if found else len(before))
        span = replace(span, start=max(span.start, reference))
    elif _EARLIER.search(before) and span.end is not None:
        whole = resolve(replace(piece.unit, fixed=None), reference, DEFAULT) if piece.unit.kind != "span" else None
        span = replace(whole or span, end=min(span.end, reference), direction="past")
    elif _INTO.search(before) is None and _PUT_OFF.search(before) is None:
        direction, begin = _direction(text, before, piece)
        if direction in {"after", "by"} and _BELL.match(text, piece.end):
            direction = "on"
        if direction == "past" and _RECORD.search(before, 0, begin):
            start -= len(before) - begin
        elif direction is not None:
            span = _apply(
                _latest(span, reference) if direction == "past" and _yearless(piece) else span,
                direction,
                piece.unit,
                reference,
            )
            if direction == "after" and before[begin:].lower().startswith("on or"):
                span = replace(span, start=piece.span.start)
            start -= len(before) - begin
    if _AT_EARLIEST.match(text, piece.end):
        span = replace(span, direction="earliest")
    elif _AT_LATEST.match(text, piece.end):
        span = _apply(span, "by", piece.unit, reference)
    phrase = " ".join(text[start : piece.end].split())
    return Found(
        Window(span.start, span.end, span.precision, span.direction, phrase), start, piece.end, piece.start, piece.vague
    )


def _yearless(piece: _Piece) -> bool:
    return piece.unit.year is None and piece.unit.fixed is None


def _latest(span: Span, reference: date) -> Span:
    """Read "since March", "as of September": the last one, not the next."""
    if span.start is None or span.end is None or span.start <= reference:
        return span
    return replace(span, start=add_months(span.start, -12), end=add_months(span.end, -12))


def _direction(text: str, before: str, piece: _Piece) -> tuple[Direction | None, int]:
    """The direction word right before the expression, and where it begins in `before`."""
    for direction, pattern in _BEFORE:
        found = pattern.search(before)
        if found is None:
            continue
        words = found.group().lower().split()
        attributive = words[-1] in {"the", "its", "our", "their", "a", "an"} and piece.unit.kind in _ATTRIBUTIVE
        if direction in {"by", "after"} and attributive and _NOUN_AFTER.match(text, piece.end):
            return None, 0
        if direction == "past" and words[0] == "last" and piece.unit.kind not in {"month", "season"}:
            return None, 0
        return direction, found.start()
    return None, 0


def _apply(span: Span, direction: Direction, unit: Unit, reference: date) -> Span:
    if span.start is None or span.end is None:
        return replace(span, direction=direction) if direction != "after" else span
    if direction == "by":
        start = reference if span.end >= reference else span.start
        return Span(start, span.end, _whole(unit, span.precision), "by")
    if direction == "after":
        return Span(span.end + timedelta(days=1), None, span.precision, "after")
    if direction == "past" and span.start > reference:
        return span
    return replace(span, direction=direction)


def _whole(unit: Unit, precision: Precision) -> Precision:
    """Read "by the end of Q3" is as precise as the quarter, whatever "the end of Q3" would be alone."""
    if unit.part != "end" or unit.kind == "span":
        return precision
    return unit.kind


def _period(span: Span, found: re.Match[str]) -> Span:
    """Read "the nine months ended September 30, 2025": the reported period, past unless it is still running."""
    months = {"three": 3, "3": 3, "six": 6, "6": 6, "nine": 9, "9": 9, "twelve": 12, "12": 12}.get(
        (found["months"] or "").lower()
    ) or {"quarter": 3, "half": 6, "half-year": 6, "year": 12, "month": 1}.get((found["unit"] or "").lower(), 0)
    start = span.start
    if span.end is not None and months:
        start = add_months(span.end + timedelta(days=1), -months)
    return Span(start, span.end, "period", "past" if "ended" in found["when"].lower() else "within")
