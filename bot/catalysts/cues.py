"""
The words that say what a dated sentence is about, as cues (facts/catalysts.md, 5).

A cue is a noun or verb phrase that names a kind. Some cues say that something is due by themselves ("PDUFA date");
others need a word of the future beside them ("data", "results"). Cues without a kind compete for a window like any other
and win it for nothing: market sizes, guidance, price targets.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.catalysts import notes
from bot.catalysts.cues_bare import BARE
from bot.catalysts.cues_claims import CLAIMS
from bot.catalysts.cues_company import COMPANY
from bot.catalysts.cues_drug import DRUG
from bot.catalysts.cues_notes import NOTED
from bot.catalysts.cues_nouns import NOUNS
from bot.catalysts.cues_plain import PLAIN
from bot.catalysts.cues_spoken import SPOKEN
from bot.catalysts.deciders import decision
from bot.catalysts.stems import stems


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that names a kind, or claims a window for nothing (`kind` None)."""

    kind: str | None
    start: int
    end: int
    sure: bool
    """Whether the phrase alone says that something is due."""
    strength: int
    """Higher wins where two cues overlap."""


_CASED = ("(?-i", "[A-Z")
"""Where one of these stands in a pattern, capitals matter."""
_LETTER = re.compile(r"\\.|[A-Z]", re.DOTALL)


@functools.cache
def _compiled(*, noted: bool) -> tuple[tuple[str | None, bool, int, frozenset[str], re.Pattern[str], bool], ...]:
    """
    The table ready for use; compiled at the first sentence, not at import.

    A pattern to which capitals are nothing is folded and later run on the sentence in lower case (the last field): the
    same matches in little more than half the time, because `re` looks for first letters only where case counts.
    """
    table = []
    for kind, sure, strength, pattern in NOTED if noted else (*DRUG, *COMPANY, *NOUNS, *PLAIN, *SPOKEN, *BARE, *CLAIMS):
        folded = not any(mark in pattern for mark in _CASED)
        compiled = re.compile(_folded(pattern)) if folded else re.compile(pattern, re.IGNORECASE)
        table.append((kind, sure, strength, stems(pattern), compiled, folded))
    return tuple(table)


@functools.cache
def _stems() -> frozenset[str]:
    """The stems of all patterns."""
    return frozenset().union(*(words for noted in (False, True) for _, _, _, words, _, _ in _compiled(noted=noted)))


def _folded(pattern: str) -> str:
    """A pattern in lower case, its escapes left as they are."""
    return _LETTER.sub(lambda found: found.group() if found.group()[0] == "\\" else found.group().lower(), pattern)


def _lower(sentence: str) -> str:
    """The sentence in lower case, letter for letter: the few that would become two stay."""
    lowered = sentence.lower()
    if len(lowered) == len(sentence):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in sentence)


_OF_DATA = re.compile(
    r"\b(?:Phase\s+\S+|pivotal|registrational|trial|study|cohort)\s+(?:data|results|read-?outs?)\b[^.;]{0,60},",
    re.IGNORECASE,
)
"""A start that reaches over somebody's data: "report Phase 1 data in mid-2027, begin a Phase 2 study"."""
_BRACKET = re.compile(r"\)[,;]\s")
"""Where an item of a list ends that has its date in brackets: "enrolment of the study (Q2), initiation of ..."."""
_NO_PRODUCT = re.compile(
    r"\b(?:data|results|findings|analys[ei]s|read-?outs?|top-?line|minutes|transcript|abstracts?)\b[^.;]*\b(?:be|become|becomes|"
    r"made|is|are)?\s*$",
    re.IGNORECASE,
)
"""What becomes available or is unveiled and is no product."""
_TOLD_DATA = re.compile(
    r"\s+(?:[\w'’-]+\s+){0,3}?(?:data|results|findings|earnings|figures|read-?outs?)\b", re.IGNORECASE
)
_LAUNCH = re.compile(r"launch|roll-?\s?out|commerciali|first\s+(?:\w+\s+)?sale", re.IGNORECASE)
"""What no data do: a launch behind somebody's data is still a product's."""
LAST_RESORT = 2
"""Strength of a cue that counts only where the sentence has no other ("expected to be completed"); bare words have less."""


@functools.lru_cache(maxsize=64)
def cues(sentence: str) -> tuple[Cue, ...]:
    """
    Every cue of a sentence, in order; where two overlap the stronger stays, then the longer.

    The last sentences are remembered: a text is read for what is dated, then for what is not.
    """
    if not notes.is_note(sentence):
        return _cues(sentence, noted=False)
    return tuple(
        replace(cue, start=start + cue.start, end=start + cue.end)
        for start, end in notes.segments(sentence)
        for cue in _cues(sentence[start:end], noted=True)
    )


def _cues(sentence: str, *, noted: bool) -> tuple[Cue, ...]:
    """The cues of a sentence, or of one matter of a note."""
    everything = list(_all(sentence, noted=noted))
    for least in (LAST_RESORT, 0):
        if any(cue.kind is not None and cue.strength > least for cue, *_ in everything):
            everything = [item for item in everything if item[0].strength > least]
    kept: list[Cue] = []
    for cue, text, pattern in sorted(everything, key=lambda item: (-item[0].strength, item[0].start - item[0].end)):
        blocking = [other for other in kept if cue.start < other.end and other.start < cue.end]
        if not blocking:
            kept.append(cue)
            continue
        head = _head(sentence, cue, min(other.start for other in blocking))
        if head is not None:
            kept.append(head)
            continue
        again = _rest(text, cue, pattern, max(other.end for other in blocking) + APART)
        if again is not None and not any(again.start < other.end and other.start < again.end for other in kept):
            kept.append(again)
    kept = [replace(cue, kind=decision(sentence, cue.start, cue.end)) if cue.kind == "pdufa" else cue for cue in kept]
    return tuple(sorted(kept, key=lambda cue: cue.start))


def _head(sentence: str, cue: Cue, before: int) -> Cue | None:
    """The noun of data before the stronger cue that says whose they are: "data from the first-in-human study are due"."""
    if cue.kind != "data_readout" or cue.start >= before:
        return None
    noun = _DATA_OF.match(sentence, cue.start, before)
    return Cue(cue.kind, cue.start, noun.end(1), cue.sure, cue.strength) if noun else None


_DATA_OF = re.compile(r"((?:[\w-]+\s+){0,3}?(?:data|results|findings))\s+(?:from|of|in|on|at|for)\s", re.IGNORECASE)
APART = 12
"""Characters that a cue behind another must keep, lest it be the other's last word ("updated data readout")."""


def _rest(text: str, cue: Cue, pattern: re.Pattern[str], after: int) -> Cue | None:
    """The same cue behind the stronger one it ran into: "a Phase 1 meeting in Q4, with initiation of the study to follow"."""
    found = pattern.search(text, after) if after < cue.end else None
    if found is None or found.start() >= cue.end:
        return None
    return Cue(cue.kind, found.start(), found.end(), cue.sure, cue.strength)


def _all(sentence: str, *, noted: bool) -> Iterator[tuple[Cue, str, re.Pattern[str]]]:
    """Every cue, with the sentence as its pattern was run on it."""
    lowered = _lower(sentence)
    present = {word for word in _stems() if word in lowered}
    rows = (*_compiled(noted=False), *_compiled(noted=True)) if noted else _compiled(noted=False)
    for kind, sure, strength, words, pattern, folded in rows:
        if words and words.isdisjoint(present):
            continue
        text = lowered if folded else sentence
        for found in _matches(pattern, text, past_data=kind == "trial_start"):
            if kind == "product_launch" and _is_told(sentence, found):
                continue
            yield Cue(kind, found.start(), found.end(), sure, strength), text, pattern


def _is_told(sentence: str, found: re.Match[str]) -> bool:
    """Whether what is unveiled or becomes available are somebody's data: "unveils early-stage results"."""
    if _LAUNCH.search(sentence, found.start(), found.end()):
        return False
    before = _NO_PRODUCT.search(sentence, max(0, found.start() - 70), found.start())
    return before is not None or _TOLD_DATA.match(sentence, found.end()) is not None


def _matches(pattern: re.Pattern[str], text: str, *, past_data: bool) -> Iterator[re.Match[str]]:
    """
    Every match that stays on one side of a list's bracket; `past_data` leaves out those that reach over somebody's data and
    looks again behind those data: "if the Phase 2 data are positive, we intend to initiate a Phase 3 trial".
    """
    place = 0
    while found := pattern.search(text, place):
        over = _BRACKET.search(text, found.start(), found.end()) or (
            _OF_DATA.search(text, found.start(), found.end()) if past_data else None
        )
        if over is None:
            yield found
        place = max(over.end() if over else found.end(), found.start() + 1)
