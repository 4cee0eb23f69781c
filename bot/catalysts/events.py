"""
Sentences -> dated catalysts: the kind first, then the window that the kind's words stand next to.

Every window goes to the nearest cue. A cue that only claims windows (market size, guidance) gives nothing, and so does
a window without a word that looks ahead. Dates that a sentence gives as old become the slip of the new one.
"""

from __future__ import annotations

import bisect
import functools
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.catalysts import notes
from bot.catalysts.ahead import FAR_BACK
from bot.catalysts.assets import DRUG_KINDS, asset_words, only_drug
from bot.catalysts.conventions import DEFAULT, Conventions
from bot.catalysts.cues import cues
from bot.catalysts.grammar import Found, find
from bot.catalysts.judging import Reading, judge
from bot.catalysts.sentences import spans
from bot.model import Confidence, Window


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dated event that a text announces; nothing is stored before a person says so."""

    kind: str
    window: Window
    sentence: str
    """As written, in full; the caller shortens it for a card."""
    start: int
    """Where the date's phrase stands in the text."""
    end: int
    confidence: Confidence
    asset: str = ""
    """Drug, trial or project that tells two events of one kind apart: the sentence's, else the one drug of the text."""
    previous: Window | None = None
    """The date that the text gives as the old one: the new window supersedes it."""
    ticker: str | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """Any window of a text, with its kind where a cue stands; `kind` None otherwise."""

    window: Window
    start: int
    end: int
    kind: str | None


@dataclass(frozen=True, slots=True)
class Undated:
    """Something due without a date: "potentially supporting a BLA submission"."""

    kind: str
    phrase: str
    sentence: str
    start: int
    end: int


def parse(
    text: str,
    reference_date: date,
    *,
    ticker: str | None = None,
    fiscal_year_end: str | None = None,
    conventions: Conventions = DEFAULT,
) -> list[Candidate]:
    """
    The dated catalysts of a text, in order. `reference_date` is the text's publish date; `fiscal_year_end` is the issuer's
    MMDD from SEC submissions ("0926") and resolves fiscal quarters, which have no ends without it.
    """
    typed, text = text, _without_addresses(text)
    readings = _read(text, reference_date, conventions, fiscal_year_end)
    offers: list[Candidate] = []
    for index, reading in enumerate(readings):
        if reading.kind is None or reading.old:
            continue
        begin, end = reading.sentence
        previous = _slip(readings, index)
        sentence = " ".join(typed[begin:end].split())
        candidate = Candidate(
            kind=reading.kind,
            window=reading.found.window,
            sentence=sentence,
            start=reading.found.start,
            end=reading.found.end,
            confidence=reading.confidence,
            asset=asset_words(text[begin:end], (reading.cue.start if reading.cue else reading.found.start - begin)),
            previous=previous,
            ticker=ticker,
        )
        if not _repeats(candidate, offers):
            offers.append(candidate)
    return _once(_with_drug(offers, text))


_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]\"“”|]*[\w/=&%#-]|\b(?:[\w-]+\.)+(?:com|net|org|gov|edu|eu|io|fm|bio|co)/[^\s<>()\[\]\"“”|]*[\w/]",
    re.IGNORECASE,
)


def _without_addresses(text: str) -> str:
    """The text with every address of a page as one word without meaning, each place kept: its words are no sentence's."""
    return _ADDRESS.sub(lambda found: "_" * len(found.group()), text)


_MATTER = re.compile(r"\b(?:s?NDA|s?BLA|MAA|IND|CTA|PMA|JNDA|Phase\s+\w+|EMA|MHRA|PMDA|EU|Europe\w*|Japan\w*)\b")
"""What tells two steps of one drug apart: the application, the phase, the place."""


def _once(offers: list[Candidate]) -> list[Candidate]:
    """
    One offer of what two sentences date twice, in windows that overlap: the narrower. It is one event where the asset is
    named and the same (`same_event`), unless they tell of different applications, phases or places.
    """
    kept: list[Candidate] = []
    for offer in offers:
        matter = set(_MATTER.findall(offer.sentence))
        twin = next(
            (
                index
                for index, other in enumerate(kept)
                if (other.kind, other.asset.casefold()) == (offer.kind, offer.asset.casefold())
                and offer.asset
                and other.sentence != offer.sentence
                and other.window.overlaps(offer.window)
                and set(_MATTER.findall(other.sentence)) in (matter, set())
            ),
            None,
        )
        if twin is None:
            kept.append(offer)
            continue
        narrow, wide = sorted((offer, kept[twin]), key=lambda item: _length(item.window))
        kept[twin] = replace(narrow, previous=narrow.previous or wide.previous)
    return kept


def _length(window: Window) -> int:
    """Days; an open window is the longest."""
    return (window.end - window.start).days if window.start and window.end else sys.maxsize


def _with_drug(offers: list[Candidate], text: str) -> list[Candidate]:
    """With the one drug of the text where a drug's event names none in its own sentence."""
    bare = [offer.kind in DRUG_KINDS and not offer.asset for offer in offers]
    drug = only_drug(text) if any(bare) else ""
    return [replace(offer, asset=drug) if lacks else offer for offer, lacks in zip(offers, bare, strict=True)]


def windows(
    text: str,
    reference_date: date,
    *,
    fiscal_year_end: str | None = None,
    conventions: Conventions = DEFAULT,
) -> list[Dated]:
    """Every window of a text, in order; `kind` is None where no cue makes it a catalyst or the date is given as old."""
    return [
        Dated(item.found.window, item.found.start, item.found.end, None if item.old else item.kind)
        for item in _read(_without_addresses(text), reference_date, conventions, fiscal_year_end)
    ]


_POTENTIAL = re.compile(
    r"\b(?:potential(?:ly)?|could|may|would|expect\w*|plan\w*|intend\w*|support\w*|enabl\w+|eventual|future|"
    r"upcoming|anticipated|path\s+to(?:ward)?|"
    r"basis\s+for|prepar\w+)\b"
)
AND_TO = re.compile(r"\b(and\s+)(?:(?:then|also)\s+)?(?:to\s+)?(?:\w+\s+){0,2}$")
"""Before the second verb of a plan, which shares its first word: "expects to complete enrolment and to file"."""
_UNDATED_KINDS = frozenset(
    {"submission", "pdufa", "regulatory_decision", "adcomm", "trial_start", "product_launch", "spin_off", "fda_meeting"}
)


def undated(text: str, reference_date: date, *, conventions: Conventions = DEFAULT) -> list[Undated]:
    """What a text expects without saying when; regulatory steps, starts, launches and spin-offs only."""
    typed, text = text, _without_addresses(text)
    readings = _read(text, reference_date, conventions, None)
    used = {(item.sentence, item.cue.start, item.cue.end) for item in readings if item.cue is not None}
    dated = {(item.sentence, item.kind) for item in readings if item.kind}
    result = []
    for span in spans(text):
        sentence = text[span[0] : span[1]]
        if not _POTENTIAL.search(sentence):
            continue
        for cue in cues(sentence):
            shared = AND_TO.search(sentence, max(0, cue.start - 30), cue.start)
            back = FAR_BACK if shared else 60
            expected = _POTENTIAL.search(sentence, max(0, cue.start - back), cue.end)
            known = (span, cue.start, cue.end) in used or (span, cue.kind) in dated
            if cue.kind in _UNDATED_KINDS and expected and not known:
                begin = shared.end(1) if shared else min(expected.start(), cue.start)
                phrase = " ".join(sentence[begin : cue.end].split())
                result.append(
                    Undated(
                        str(cue.kind),
                        phrase,
                        " ".join(typed[span[0] : span[1]].split()),
                        span[0] + cue.start,
                        span[0] + cue.end,
                    )
                )
    return result


@functools.lru_cache(maxsize=4)
def _read(text: str, reference: date, conventions: Conventions, fiscal_year_end: str | None) -> tuple[Reading, ...]:
    """Every window of a text, judged. Kept for a moment, because a page is asked for events and for undated mentions."""
    spelled = notes.spell(text)
    readings = _judged(spelled.text, reference, conventions, fiscal_year_end)
    return tuple(_as_typed(reading, text, spelled) for reading in readings) if spelled.moves else tuple(readings)


def _judged(text: str, reference: date, conventions: Conventions, fiscal_year_end: str | None) -> list[Reading]:
    """Every window of a text without shorthand, judged in its sentence."""
    found = find(text, reference, conventions=conventions, fiscal_year_end=fiscal_year_end)
    if not found:
        return []
    sentences = list(spans(text))
    starts = [span[0] for span in sentences]
    groups: dict[int, list[Found]] = {}
    for item in found:
        groups.setdefault(max(0, bisect.bisect_right(starts, item.inner) - 1), []).append(item)
    readings: list[Reading] = []
    for index, items in groups.items():
        begin, end = sentences[index]
        opening = text[: min(OPENING, max(0, begin - CONTEXT))]
        context = f"{opening}\n{text[max(0, begin - CONTEXT) : begin]}"
        readings.extend(judge(text, (begin, end), items, context, reference))
    return readings


def _as_typed(reading: Reading, text: str, spelled: notes.Spelled) -> Reading:
    """A reading of a note with its places, and the words of its window, as they were typed."""
    found, cue = reading.found, reading.cue
    start, end = spelled.typed(found.start), spelled.typed(found.end, closing=True)
    window = replace(found.window, phrase=" ".join(text[start:end].split()))
    begin, close = spelled.typed(reading.sentence[0]), spelled.typed(reading.sentence[1], closing=True)
    if cue is not None:
        first, last = (reading.sentence[0] + place for place in (cue.start, cue.end))
        cue = replace(cue, start=spelled.typed(first) - begin, end=spelled.typed(last, closing=True) - begin)
    typed = replace(found, window=window, start=start, end=end, inner=spelled.typed(found.inner))
    return replace(reading, found=typed, cue=cue, sentence=(begin, close))


CONTEXT = 500
"""Characters before a sentence that say what "closing" is about."""


OPENING = 300
"""Characters of a release that say what it reports, far above its call."""


def _slip(readings: Sequence[Reading], index: int) -> Window | None:
    """The old date beside a new one, in the same sentence: of several new ones each old date is the nearest one's."""
    reading = readings[index]
    beside = [item for item in readings if item.sentence == reading.sentence]
    news = [item for item in beside if item.kind is not None and not item.old]
    olds = [
        item
        for item in beside
        if item.old and min(news, key=lambda new: abs(new.found.inner - item.found.inner)) is reading
    ]
    nearest = min(olds, key=lambda item: abs(item.found.inner - reading.found.inner), default=None)
    return nearest.found.window if nearest else None


def _repeats(candidate: Candidate, offers: Sequence[Candidate]) -> bool:
    """Whether the text has announced the same thing already (a title and its first sentence)."""
    return any(
        offer.kind == candidate.kind
        and (offer.window.start, offer.window.end) == (candidate.window.start, candidate.window.end)
        and (offer.asset == candidate.asset or not candidate.asset or not offer.asset)
        for offer in offers
    )
