"""
Sentences -> dated catalysts: the kind first, then the window that the kind's words stand next to.

Every window goes to the nearest cue. A cue that only claims windows (market size, guidance) gives nothing, and so does
a window without a word that looks ahead. Dates that a sentence gives as old become the slip of the new one.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.catalysts import gates
from bot.catalysts.conventions import DEFAULT, Conventions
from bot.catalysts.grammar import Found, find
from bot.catalysts.kinds import DUE, PAST, Cue, cues
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
    """Drug, trial or project words of the sentence that tell two events of one kind apart."""
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """One window after judgement."""

    found: Found
    kind: str | None
    cue: Cue | None
    sentence: tuple[int, int]
    old: bool
    confidence: Confidence


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
    readings = _read(text, reference_date, conventions, fiscal_year_end)
    offers: list[Candidate] = []
    for index, reading in enumerate(readings):
        if reading.kind is None or reading.old:
            continue
        begin, end = reading.sentence
        previous = _slip(readings, index)
        sentence = " ".join(text[begin:end].split())
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
    return offers


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
        for item in _read(text, reference_date, conventions, fiscal_year_end)
    ]


_POTENTIAL = re.compile(
    r"\b(?:potential(?:ly)?|could|may|would|expect\w*|plan\w*|intend\w*|support\w*|enabl\w+|eventual|future|"
    r"upcoming|anticipated|path\s+to(?:ward)?|"
    r"basis\s+for|prepar\w+)\b"
)
_UNDATED_KINDS = frozenset(
    {"submission", "pdufa", "adcomm", "trial_start", "product_launch", "spin_off", "fda_meeting"}
)


def undated(text: str, reference_date: date, *, conventions: Conventions = DEFAULT) -> list[Undated]:
    """What a text expects without saying when; regulatory steps, starts, launches and spin-offs only."""
    readings = _read(text, reference_date, conventions, None)
    used = {(item.sentence, item.cue.start, item.cue.end) for item in readings if item.cue is not None}
    dated = {(item.sentence, item.kind) for item in readings if item.kind}
    result = []
    for span in spans(text):
        sentence = text[span[0] : span[1]]
        if not _POTENTIAL.search(sentence):
            continue
        for cue in cues(sentence):
            expected = _POTENTIAL.search(sentence, max(0, cue.start - 60), cue.end)
            known = (span, cue.start, cue.end) in used or (span, cue.kind) in dated
            if cue.kind in _UNDATED_KINDS and expected and not known:
                begin = min(expected.start(), cue.start)
                phrase = " ".join(sentence[begin : cue.end].split())
                result.append(
                    Undated(str(cue.kind), phrase, " ".join(sentence.split()), span[0] + cue.start, span[0] + cue.end)
                )
    return result


# Judging one window -------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=4)
def _read(text: str, reference: date, conventions: Conventions, fiscal_year_end: str | None) -> tuple[_Reading, ...]:
    """Every window of a text, judged. Kept for a moment, because a page is asked for events and for undated mentions."""
    found = find(text, reference, conventions=conventions, fiscal_year_end=fiscal_year_end)
    if not found:
        return ()
    sentences = list(spans(text))
    starts = [span[0] for span in sentences]
    groups: dict[int, list[Found]] = {}
    for item in found:
        groups.setdefault(max(0, bisect.bisect_right(starts, item.inner) - 1), []).append(item)
    readings: list[_Reading] = []
    for index, items in groups.items():
        begin, end = sentences[index]
        context = text[max(0, begin - CONTEXT) : begin]
        readings.extend(_judge(text, (begin, end), items, context, reference))
    return tuple(readings)


CONTEXT = 500
"""Characters before a sentence that say what "closing" is about."""


def _judge(text: str, span: tuple[int, int], items: Sequence[Found], context: str, reference: date) -> list[_Reading]:
    sentence = text[span[0] : span[1]]
    over = all(item.window.end is not None and item.window.end < reference for item in items)
    known = [] if over and not _STRONG_DUE.search(sentence) else cues(sentence)
    local = [
        replace(item, start=max(0, item.start - span[0]), end=item.end - span[0], inner=item.inner - span[0])
        for item in items
    ]
    readings = []
    for item, here in zip(items, local, strict=True):
        old = gates.is_old(text, item)
        kind: str | None = None
        cue: Cue | None = None
        confidence: Confidence = "low"
        if not (
            gates.is_far(item, reference)
            or gates.is_name_year(text, item)
            or gates.is_reported(text, item)
            or gates.is_dateline(text, item, reference)
            or gates.is_attribute(text, item)
        ):
            cue = _nearest(sentence, here, local, known)
            if cue is not None and cue.kind is not None and _looks_ahead(sentence, here, cue, reference):
                kind = _settled(cue, sentence, here, context)
                confidence = _confidence(sentence, here, cue, reference)
        readings.append(_Reading(item, kind, cue if kind else None, span, old, confidence))
    return _narrowest(readings)


_BREAK = re.compile(
    r";|:\s|,\s+(?:with|and|while|but|which|where|followed|as|whereas|although|plus)\b|\bwhile\b|\s[–—]\s|\s\*\s"
)
_LIST = re.compile(r"(?:,|\band\b|\bor\b|[\s\d(),’'-])*")


def _nearest(sentence: str, here: Found, others: Sequence[Found], known: Sequence[Cue]) -> Cue | None:
    """The cue this window belongs to: the closest, with those before it preferred and breaks between counted."""
    best: tuple[float, Cue] | None = None
    leading = here.start < LEADING
    for cue in known:
        if cue.end <= here.start:
            low, high, distance = cue.end, here.start, float(here.start - cue.end)
        elif cue.start >= here.end:
            low, high = here.end, cue.start
            distance = (cue.start - here.end) * (1.0 if leading else AFTER_FACTOR) + (0 if leading else AFTER_COST)
            if cue.start - here.end <= 1:
                distance = 0
        else:
            low, high, distance = here.end, here.end, 0.0
        between = sentence[low:high]
        distance += COMMA_COST * between.count(",") * (2 if cue.start >= here.end and not leading else 1)
        distance += BREAK_COST * len(_BREAK.findall(between))
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
        if _MODIFIER.search(sentence[max(0, cue.start - 50) : cue.start]) and any(
            0 <= cue.start - other.end <= 60 for other in known if other.kind is not None
        ):
            distance += MODIFIER_COST
        distance -= cue.strength + (SURE_BONUS if cue.sure and cue.kind else 0)
        if best is None or distance < best[0]:
            best = (distance, cue)
    return best[1] if best and best[0] <= REACH else None


_MODIFIER = re.compile(r"\b(?:from|of|in|for|on)\s+(?:(?!(?:at|to|by|with|and|is|are|was)\s)[\w-]+\s+){0,4}$")
MODIFIER_COST = 60.0
"""A cue that only says whose data or whose closing it is: "topline data from the trial"."""
LEADING = 12
"""A window that begins the sentence ("By the end of May, ...") looks for its cue after it."""
AFTER_FACTOR, AFTER_COST = 1.6, 20.0
COMMA_COST = 5.0
BREAK_COST = 22.0
CLAIM_FACTOR = 0.4
"""A market size claims every window of its clause, however many stand between."""
WINDOW_COST = 45.0
SURE_BONUS = 12
REACH = 190.0


_STRONG_DUE = re.compile(
    r"\b(?:expect\w*|anticipat\w+|plan(?:s|ned|ning)\b|schedul\w+|will\b|slated|target(?:s|ed|ing)\b|"
    r"aim(?:s|ing)?\b|inten[dt]\w*|on\s+track|"
    r"is\s+due|due\b|set\s+(?:to|for)|upcoming|to\s+(?:report|host|close|be\s+\w+ed)|subject\s+to|should)\b"
)


def _looks_ahead(sentence: str, here: Found, cue: Cue, reference: date) -> bool:
    """Whether the words around cue and window say that it is still to come, seen from the reference date."""
    low, high = min(cue.start, here.start), max(cue.end, here.end)
    region = sentence[max(0, low - 70) : high + 60]
    start, end = here.window.start, here.window.end
    if _SHIFTED.search(sentence) and (end is None or end >= reference):
        return True
    if here.vague and not _STRONG_DUE.search(region):
        return False
    if start is not None and start <= reference and _told(sentence, here):
        return False
    if end is not None and end < reference:
        close = sentence[max(0, low - 40) : high + 30]
        due = _STRONG_DUE.search(close) and not _WAS_DUE.search(close)
        return bool(due) and not _happened(sentence, low, high)
    if cue.sure or start is None or DUE.search(region):
        return not _happened(sentence, low, high)
    return start > reference and not PAST.search(region) and high - low < HEADLINE_REACH


_SHIFTED = re.compile(
    r"\b(?:push(?:ed|es|ing)?|delay(?:ed|s)?|postpon(?:ed|es)|mov(?:ed|es|ing)|shift(?:ed|s)|slip(?:ped|s)?|reschedul(?:ed|es)|extend(?:ed|s)|"
    r"pull(?:ed|s)|brought|accelerat(?:ed|es)|revis(?:ed|es)|now\s+(?:expect\w*|anticipat\w*|guid\w+|target\w*|plan\w*|scheduled|due))\b",
    re.IGNORECASE,
)
"""A date that is given a second time: what it names is still to come, whatever the verb's tense."""


_WAS_DUE = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:\w+\s+)?(?:expected|planned|scheduled|due|supposed|set|anticipated|slated|"
    r"targeted)\b"
)


def _told(sentence: str, here: Found) -> bool:
    """Whether the clause before the window is told as past, with nothing that looks ahead after the verb."""
    clause = sentence[: here.start]
    breaks = [found.end() for found in _BREAK.finditer(clause)]
    clause = clause[breaks[-1] :] if breaks else clause
    verbs = list(PAST.finditer(clause))
    if verbs:
        return not DUE.search(clause, verbs[-1].start())
    if here.start > LEADING:
        return False
    rest = _MAIN.match(sentence, here.end)
    verb = PAST.search(rest.group()) if rest else None
    return verb is not None and not DUE.search(rest.group()[: verb.end()] if rest else "")


_MAIN = re.compile(r"[^.;]{0,140}")


HEADLINE_REACH = 90
"""Characters within which a cue and a future window need no verb: "Interim EFS data: mid-2027"."""
_DONE = re.compile(
    r"(?<!\bbe )(?<!\bto be )\b(?:was|were|has\s+(?:been|begun|started)|have\s+been|received|completed|"
    r"achieved|dosed|approved|granted|closed|launched|acquired|"
    r"presented|published|declared|sold|submitted|initiated|began|started|released|delivered|recorded|"
    r"took\s+place|occurred|filed|resumed|opened)\b"
)


def _happened(sentence: str, low: int, high: int) -> bool:
    """Whether the words between cue and window say that it is done, with nothing that looks ahead among them."""
    done = list(_DONE.finditer(sentence, low, high))
    return bool(done) and not (DUE.search(sentence, done[-1].start(), high) or _STRONG_DUE.search(sentence, low, high))


_OFFERING = re.compile(
    r"\b(?:offering|private\s+placement|placement|proceeds|registered\s+direct|underwriters?|"
    r"convertible\s+(?:notes?|debentures?)|warrants?|tranche)\b",
    re.IGNORECASE,
)
_MERGER = re.compile(
    r"\b(?:merger|acqui\w+|business\s+combination|takeover|divest\w+|sale\s+of|purchase\s+(?:agreement|price)|"
    r"buyout|combination|amalgamation|equity\s+interest|transaction)\b",
    re.IGNORECASE,
)


_DRUG = re.compile(
    r"\b(?:FDA|EMA|MHRA|PMDA|CHMP|NDA|BLA|sNDA|sBLA|drug|therap\w+|clinical|treatment|vaccine|patients|"
    r"European\s+Commission|biotech\w*|510\(k\)|device)\b"
)


_EARNINGS_DAYS = frozenset(
    {"day", "week", "month", "third-of-month", "half-month", "vague", "duration", "third-of-quarter"}
)
"""How precisely an earnings date is announced; a quarter or year beside the word is what the figures are about."""


def _settled(cue: Cue, sentence: str, here: Found, context: str) -> str | None:
    """The kind, once the words around say which of two it is."""
    kind = cue.kind
    words = sentence[cue.start : cue.end]
    if kind == "deal_close" and not _MERGER.search(words):
        near = f"{context} {sentence}"
        offering = max((found.end() for found in _OFFERING.finditer(near)), default=-1)
        merger = max((found.end() for found in _MERGER.finditer(near)), default=-1)
        if offering > merger:
            kind = "offering_close"
    if kind == "pdufa" and not cue.sure and not _DRUG.search(f"{context} {sentence}"):
        kind = "permit"
    if kind == "earnings" and here.window.precision not in _EARNINGS_DAYS:
        return None
    return kind


def _confidence(sentence: str, here: Found, cue: Cue, reference: date) -> Confidence:
    end = here.window.end
    if here.vague or (end is not None and end < reference):
        return "low"
    low, high = min(cue.start, here.start), max(cue.end, here.end)
    region = sentence[max(0, low - 40) : high + 30]
    hedged = re.search(r"\b(?:could|may|might|potential\w*|possibl\w+|hop(?:es|ing)|if)\b", region) is not None
    firm = cue.sure or _STRONG_DUE.search(region) is not None
    if hedged or not firm:
        return "low" if hedged and not firm else "medium"
    return "high" if here.window.precision in {"day", "event", "week", "range"} else "medium"


def _narrowest(readings: list[_Reading]) -> list[_Reading]:
    """Of two windows of one kind and cue, one inside the other, only the narrower is the event."""
    result = []
    for reading in readings:
        inside = any(
            other is not reading
            and other.kind == reading.kind
            and not other.old
            and _contains(reading.found.window, other.found.window)
            and (other.cue == reading.cue or reading.found.window.precision in {"year", "fiscal", "event"})
            for other in readings
        )
        result.append(replace(reading, kind=None, cue=None) if reading.kind and inside else reading)
    return result


def _contains(outer: Window, inner: Window) -> bool:
    if outer.start is None or outer.end is None or inner.start is None or inner.end is None:
        return False
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end


def _slip(readings: Sequence[_Reading], index: int) -> Window | None:
    """The old date beside a new one, in the same sentence."""
    reading = readings[index]
    olds = [item for item in readings if item.old and item.sentence == reading.sentence]
    if not olds:
        return None
    nearest = min(olds, key=lambda item: abs(item.found.inner - reading.found.inner))
    return nearest.found.window


def _repeats(candidate: Candidate, offers: Sequence[Candidate]) -> bool:
    """Whether the text has announced the same thing already (a title and its first sentence)."""
    return any(
        offer.kind == candidate.kind
        and (offer.window.start, offer.window.end) == (candidate.window.start, candidate.window.end)
        and (offer.asset == candidate.asset or not candidate.asset or not offer.asset)
        for offer in offers
    )


_ASSET = re.compile(
    r"\b(?:[A-Z][A-Za-z]*-?[A-Z]*\d[\w-]*|[A-Z]{2,}[A-Za-z]*-\d[\w-]*|[a-z]{2,}-[a-z]{2,4}cel\b|"
    r"[a-z]{5,}(?:mab|nib|cel|gene|vir|tide|stat|parib|ciclib|"
    r"leucel|previr|sertib|lisib|prant|gepant|tinib|zumab|limab|ximab|caine|prazole|glutide|pride)\b|"
    r"[A-Z]{3,}-?\d+|[A-Z][a-z]+®|[A-Z]\w+(?=[®™]))"
)
_NO_ASSET = re.compile(
    r"^(?:Q\d|H\d|[1-4][QH]|FY|CY|YE|Phase|COVID|CAR-T|Form|GLP-?1|PD-?L?1|CD\d+|S&P|Type|Section|Regulation|"
    r"B2B|M&A|10-|8-|505|Covid|WKN|A\d{3}[A-Z]{2})"
)


def asset_words(sentence: str, position: int) -> str:
    """The drug, trial or project name nearest to a place in a sentence; empty where there is none."""
    names = [found for found in _ASSET.finditer(sentence) if not _NO_ASSET.match(found.group())]
    if not names:
        return ""
    nearest = min(names, key=lambda found: (abs(found.start() - position), found.start()))
    return nearest.group().strip("®™")
