"""
One window at a time: which cue it belongs to, whether that is still to come, and how sure.

A window goes to the nearest cue, with breaks of the sentence and other windows between counted as distance.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.catalysts import asides, gates, notes, slips
from bot.catalysts.ahead import BREAK, LEADING, looks_ahead, noted_ahead
from bot.catalysts.cues import Cue, cues
from bot.catalysts.grammar import Found
from bot.catalysts.settling import settled
from bot.catalysts.tense import STRONG_DUE
from bot.model import Confidence, Window


@dataclass(frozen=True, slots=True)
class Reading:
    """One window after judgement."""

    found: Found
    kind: str | None
    cue: Cue | None
    sentence: tuple[int, int]
    old: bool
    confidence: Confidence


def judge(text: str, span: tuple[int, int], items: Sequence[Found], context: str, reference: date) -> list[Reading]:
    """Every window of one sentence (`span` in `text`), judged; `context` is what stands before the sentence."""
    sentence = text[span[0] : span[1]]
    barred = [_barred(text, item, reference) for item in items]
    over = all(
        out or (item.window.end is not None and item.window.end < reference)
        for item, out in zip(items, barred, strict=True)
    )
    read = not all(barred) and not (over and not STRONG_DUE.search(sentence))
    local = [
        replace(item, start=max(0, item.start - span[0]), end=item.end - span[0], inner=item.inner - span[0])
        for item in items
    ]
    note = notes.is_note(sentence)
    short = asides.core(sentence) if read and not note else None
    views = [_view(sentence, here, local, short) if read else _View(sentence, here, local, ()) for here in local]
    named = any(cue.kind for view in views for cue in view.known)
    readings = []
    for item, here, view, out in zip(items, local, views, barred, strict=True):
        old = named and slips.is_old(sentence, here, local)
        kind: str | None = None
        cue = (
            None if out or slips.is_denied(sentence, here) else _nearest(view.text, view.here, view.others, view.known)
        )
        confidence: Confidence = "low"
        ahead = cue is not None and (
            noted_ahead(sentence, here, cue, reference) if note else looks_ahead(view.text, view.here, cue, reference)
        )
        if cue is not None and cue.kind is not None and ahead:
            kind = settled(cue, view.text, view.here, context)
            confidence = _confidence(view.text, view.here, cue, reference)
        readings.append(Reading(item, kind, view.placed(cue) if cue and kind else None, span, old, confidence))
    return _narrowest(readings, text)


@dataclass(frozen=True, slots=True)
class _View:
    """What of a sentence one window is judged by: all of it, or all but the asides that it does not stand in."""

    text: str
    here: Found
    others: Sequence[Found]
    known: Sequence[Cue]
    short: asides.Core | None = None

    def placed(self, cue: Cue) -> Cue:
        """The cue with its places in the whole sentence."""
        if self.short is None:
            return cue
        return replace(cue, start=self.short.widen(cue.start), end=self.short.widen(cue.end, closing=True))


def _barred(text: str, item: Found, reference: date) -> bool:
    """Whether a window is no catalyst's, whatever the words around it name."""
    return (
        gates.is_far(item, reference)
        or gates.is_name_year(text, item)
        or gates.is_reported(text, item)
        or gates.is_dateline(text, item, reference)
        or gates.is_attribute(text, item)
        or gates.is_funded(text, item)
        or gates.is_just_past(text, item, reference)
    )


def _view(sentence: str, here: Found, local: Sequence[Found], short: asides.Core | None) -> _View:
    """The view of one window: the sentence without asides, unless the window itself is said in one."""
    if short is None:
        return _View(sentence, here, local, cues(sentence))
    around = short.around(here.inner)
    if around is not None:
        known = cues(sentence)
        own = [cue for cue in known if around[0] <= cue.start and cue.end <= around[1]]
        before = [cue for cue in known if cue.start < around[1]]
        named = next((some for some in (own, before) if any(cue.kind for cue in some)), known)
        return _View(sentence, here, local, named)
    outside = {
        id(item): replace(
            item, start=short.shorten(item.start), end=short.shorten(item.end), inner=short.shorten(item.inner)
        )
        for item in local
        if short.around(item.inner) is None
    }
    known = cues(short.text)
    if not any(cue.kind for cue in known):
        return _View(sentence, here, local, cues(sentence))
    return _View(short.text, outside[id(here)], list(outside.values()), known, short)


_AND_TO = re.compile(r",?\s+and\s+(?:(?:then|also|subsequently)\s+)?(?:to\s+)?")
_NEXT_VERB = re.compile(
    rf"{_AND_TO.pattern}(?:(?<=\bto\s)|(?:re-?)?(?:submit|file|start|begin|initiate|launch|report|seek|request)\s)"
)
"""Before a verb that opens a clause of its own, whose date the last clause's is not: "in 2H26 and to file for approval"."""
_LIST = re.compile(r"(?:,|\band\b|\bor\b|[\s\d(),’'|/&+-]|\$?\b[A-Z]{2,5}\b)*")
"""What parts the dates of one list, which cost nothing: commas, tickers, figures."""


def _nearest(sentence: str, here: Found, others: Sequence[Found], known: Sequence[Cue]) -> Cue | None:
    """The cue this window belongs to: the closest, with those before it preferred and breaks between counted."""
    best: tuple[float, Cue] | None = None
    note = notes.is_note(sentence)
    bracketed = sentence[: here.start].endswith("(") and sentence.startswith(")", here.end)
    leading = here.start < LEADING or _opens_clause(sentence, here)
    for cue in _of_clause(sentence, here, known):
        if cue.kind == "conference" and here.window.direction in {"by", "after"} and here.inner <= cue.start < here.end:
            continue
        if cue.end <= here.start:
            low, high, distance = cue.end, here.start, float(here.start - cue.end)
        elif cue.start >= here.end:
            low, high = here.end, cue.start
            distance = (cue.start - here.end) * (1.0 if leading else AFTER_FACTOR) + (
                0 if leading or note else AFTER_COST
            )
            if cue.start - here.end <= 1:
                distance = 0
        else:
            low, high, distance = here.end, here.end, 0.0
        between = sentence[low:high]
        distance += COMMA_COST * between.count(",") * (2 if cue.start >= here.end and not leading else 1)
        distance += BREAK_COST * len(BREAK.findall(between))
        if here.start <= cue.start <= here.end + 1 < cue.end:
            distance -= ADJECTIVE_BONUS
        claims = cue.kind is None and cue.sure
        distance *= CLAIM_FACTOR if claims else 1.0
        for other in others:
            if claims:
                break
            if (
                other is not here
                and low <= other.inner < high
                and not _LIST.fullmatch(sentence[other.end : here.start] or "x")
            ):
                distance += WINDOW_COST
        distance += WINDOW_COST if _named_in_turn(here, cue, others, known) else 0.0
        distance += _in_passing(sentence, cue, known) + (_matters_apart(sentence, here, cue, others) if note else 0)
        distance -= cue.strength + (SURE_BONUS if cue.sure and cue.kind else 0)
        after = cue.start >= here.end and not leading
        far = not note and (cue.start - here.end > AFTER_REACH or BREAK.search(between))
        if after and (bracketed or far):
            continue
        if best is None or distance < best[0]:
            best = (distance, cue)
    return best[1] if best and best[0] <= REACH else None


def _of_clause(sentence: str, here: Found, known: Sequence[Cue]) -> Sequence[Cue]:
    """The cues without a next clause's verb, where this clause has its own: "enrol X in 2H26 and to file for approval"."""
    if not any(cue.kind and cue.end <= here.start and not BREAK.search(sentence, cue.end, here.start) for cue in known):
        return known
    return [
        cue
        for cue in known
        if cue.start < here.end
        or not (_NEXT_VERB.match(sentence, here.end, cue.end) and _AND_TO.fullmatch(sentence, here.end, cue.start))
    ]


def _named_in_turn(here: Found, cue: Cue, others: Sequence[Found], known: Sequence[Cue]) -> bool:
    """Whether the cue behind a window heads the next one, as another does this one: "filing 2H26 launch 2H27"."""
    heads_next = 0 <= cue.start - here.end <= APART and any(0 < other.start - cue.end <= APART for other in others)
    return heads_next and any(other.kind and 0 <= here.start - other.end <= APART for other in known)


APART = 2
"""Characters between a noun and its date."""


def _matters_apart(sentence: str, here: Found, cue: Cue, others: Sequence[Found]) -> float:
    """
    What a cue pays that stands in another matter of a note: too much, unless the window's own matter only names ("launch: US
    Q3, EU Q4") or dates; behind a window it must have none of its own ("tonight: VANE, MERC earnings").
    """
    parts = notes.segments(sentence)
    places = [start for start, _ in parts]
    its, own = (bisect.bisect_right(places, place) - 1 for place in (cue.start, here.inner))
    if its == own:
        return 0.0
    taken = any(places[its] <= other.inner < parts[its][1] for other in others)
    start, end = parts[own]
    words = _SMALL_WORD.findall(f"{sentence[start : max(start, here.start)]} {sentence[here.end : end]}")
    said = its < own and not taken and len(words) == 1 and not _TRADE.match(words[0])
    return MATTER_COST if said or (not words and (its < own or not taken)) else REACH


_SMALL_WORD = re.compile(
    r"\b(?!(?:in|by|for|on|the|and|now|at|early|mid|late|end|before|after|until|around|about|likely|still|maybe|expected|expires|exp|"
    r"expiry|due|scheduled|slated|targeted|set|est|out|coming|next|this)\b)[a-z]{3,}"
)
"""A word that says what its own date is; one may be the verb of the matter before ("game: LEGN 3, drops 3/26")."""
_TRADE = re.compile(r"(?:cover|buy|sell|trim|short|exit|hold|hedge|roll|ping|call|back)", re.IGNORECASE)


def _in_passing(sentence: str, cue: Cue, known: Sequence[Cue]) -> float:
    """What a cue pays that only describes another one before it."""
    before = sentence[max(0, cue.start - 50) : cue.start]
    if cue.kind in {None, "conference"} or not (_CONDITION if cue.sure else _MODIFIER).search(before):
        return 0.0
    heads = [
        other.end
        for other in known
        if other.kind is not None and other.strength > PLAIN_STRENGTH and 0 <= cue.start - other.end <= HEAD_REACH
    ]
    return max(MODIFIER_COST, cue.end - max(heads) + MODIFIER_MARGIN) if heads else 0.0


PLAIN_STRENGTH = 3
"""Strength of a plain word ("the filing"), which is no head that others describe."""
HEAD_REACH = 60
"""Characters between a head and the phrase that describes it."""


def _opens_clause(sentence: str, here: Found) -> bool:
    """Whether a clause begins with the window: "..., and in Q3 2027 it will report", "; 2H27 - AdComm"."""
    begins = _CLAUSE_BEFORE.search(sentence, max(0, here.start - 16), here.start)
    noted = (
        _NOTE_BEFORE.search(sentence, 0, here.start) is not None and _NOTE_AFTER.match(sentence, here.end) is not None
    )
    return noted or (begins is not None and _CLAUSE_AFTER.match(sentence, here.end) is not None)


_CLAUSE_BEFORE = re.compile(r"(?:[;:,–—*]|\band|\bwhile|\bbut|\bthen)\s+(?:in|on|by|during|for)?\s*(?:the\s+)?$")
_CLAUSE_AFTER = re.compile(
    r"\s*[–—:]\s|\s-\s|,?\s+(?:it|we|they|the\s+\w+|management|[A-Z]\w+)\s+(?:will|expects?|plans?|should|aims?|anticipates?|intends?|"
    r"targets?|hopes?|is\s+to|are\s+to|is\s+expected|are\s+expected)\b"
)
_NOTE_BEFORE = re.compile(r"(?:[;:•]\s*|^)$")
_NOTE_AFTER = re.compile(
    r"\s+(?!(?:and|or|as|for|to|by|with|in|on|at|if|versus|vs)\b)[\w-]+(?:\s+[\w-]+){0,3}\s*(?:[;.•]|$)"
)
"""A list of dates with what falls on each: "10/29 earnings; 11/18 PDUFA"."""
_MODIFIER = re.compile(
    r"\b(?:from|of|in|for|on|at|subject\s+to|pending|following|assuming|into|to\s+(?:discuss|review|align\s+on|agree\s+on|cover|assess|consider|approve|vote\s+on|"
    r"evaluate|inform))\s+"
    r"(?:(?!(?:at|to|by|with|and|is|are|was|will|be|been|should|could)\s)[\w-]+\s+){0,4}$"
)
_CONDITION = re.compile(
    r"\b(?:contingent|conditional|conditioned|dependent|depends|hinges|subject|pending)\s+(?:(?:up)?on\s+|to\s+)?(?:\w+\s+){0,3}$"
)
"""What is waited for first, however surely its words name an event: "closing is contingent on the readout"."""
MODIFIER_COST, MODIFIER_MARGIN = 60.0, 15.0
"""A cue that only says whose data or whose closing it is: "topline data from the trial". It never beats its head."""
ADJECTIVE_BONUS = 30.0
"""A window that stands before its noun like an adjective ("a 2H27 filing") is that noun's."""
AFTER_FACTOR, AFTER_COST = 1.6, 20.0
AFTER_REACH = 80
COMMA_COST = 5.0
BREAK_COST = 22.0
MATTER_COST = 60.0
CLAIM_FACTOR = 0.4
"""A market size claims every window of its clause, however many stand between."""
WINDOW_COST = 45.0
SURE_BONUS = 12
REACH = 190.0


def _confidence(sentence: str, here: Found, cue: Cue, reference: date) -> Confidence:
    end = here.window.end
    if here.vague or (end is not None and end < reference):
        return "low"
    low, high = min(cue.start, here.start), max(cue.end, here.end)
    region = sentence[max(0, low - 40) : high + 30]
    hedged = re.search(r"\b(?:could|may|might|potential\w*|possibl\w+|hop(?:es|ing)|if)\b", region) is not None
    firm = cue.sure or STRONG_DUE.search(region) is not None
    if hedged or not firm:
        return "low" if hedged and not firm else "medium"
    return "high" if here.window.precision in {"day", "event", "week", "range"} else "medium"


def _apart(outer: Found, inner: Found, text: str) -> bool:
    """Whether a period until a day is said of something else than the day before it: "opens in May and closes by July"."""
    return outer.window.direction == "by" and _GOES_ON.search(text, inner.end, outer.start) is not None


_GOES_ON = re.compile(r"\b(?:and|then|before)\s|[;|]|,\s(?=[A-Z])")
"""What begins the second of two events."""


def _narrowest(readings: list[Reading], text: str) -> list[Reading]:
    """Of two windows of one kind and cue, one inside the other, only the narrower is the event."""
    result = []
    for reading in readings:
        inside = any(
            other is not reading
            and other.kind == reading.kind
            and not other.old
            and (_contains(reading.found.window, other.found.window) or _unresolved(reading, other))
            and not _apart(reading.found, other.found, text)
            and (other.cue == reading.cue or reading.found.window.precision in {"year", "fiscal", "event", "week"})
            for other in readings
        )
        result.append(replace(reading, kind=None, cue=None) if reading.kind and inside else reading)
    return result


def _unresolved(reading: Reading, other: Reading) -> bool:
    """Whether a fiscal window without ends stands beside one of the same event that has them: "fiscal year-end in March"."""
    blank = reading.found.window.precision == "fiscal" and reading.found.window.end is None
    near = 0 <= other.found.inner - reading.found.end <= ECHO
    return blank and near and other.cue == reading.cue and other.found.window.end is not None


ECHO = 8
"""Characters from a fiscal window to the date that says when it is."""


def _contains(outer: Window, inner: Window) -> bool:
    if outer.start is None or outer.end is None or inner.start is None or inner.end is None:
        return False
    return (
        (outer.start, outer.end) != (inner.start, inner.end) and outer.start <= inner.start and inner.end <= outer.end
    )
