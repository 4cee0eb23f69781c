"""
A text as a whole: sentences weighed (title 2, lead 1.5), boilerplate left out, every ticker's own sentences found.

Contributions are kept per finding, in score units, so that they add up to the score exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.model import Mention, StoryKind
from bot.sentiment import boilerplate
from bot.sentiment.anchors import Anchor, anchors_of, referring
from bot.sentiment.attribution import attribute
from bot.sentiment.engine import Rules, squash
from bot.sentiment.locate import place_of
from bot.sentiment.models import ROOM
from bot.sentiment.reading import Finding, Reading
from bot.sentiment.sentences import paragraphs

TITLE_WEIGHT = 2.0
LEAD_WEIGHT = 1.5
LEAD_SENTENCES = 2
SILENT = 0.3
"""What a sentence without any finding weighs: it dilutes a little, it does not drown."""
RESERVE = 1.5
"""Neutral weight added to a text of many sentences (none to a single one): an article is rarely as clear as its lead."""
AROUND = 640
"""Characters of a paragraph that a sentence model reads in one piece around a name, cutting off what is furthest from it."""
CARRIED = 0.6
"""Weight of a sentence that speaks of "the company" or of its paragraph's subject without the name."""


@dataclass(slots=True)
class Evidence:
    """One sentence's findings for one target, with their values."""

    text: str
    weight: float
    parts: list[tuple[str, str, float]]
    """(phrase, rule, value); empty where the sentence says nothing about it."""
    sentence: int
    """Which one, in order, of those that are no boilerplate."""
    named: bool = True
    places: Sequence[tuple[int, int, str]] = ()
    """Every name in the sentence: start, end, ticker."""


@dataclass(frozen=True, slots=True)
class Short:
    """A text of a few sentences, and where each ticker stands first in it."""

    text: str
    places: Mapping[str, tuple[int, int]]

    @property
    def whole(self) -> bool:
        """Whether a model can read all of it at once, not only around a name."""
        return len(self.text) <= ROOM


@dataclass(slots=True)
class Body:
    """A read text: evidence for the whole and per ticker, and what was ignored."""

    overall: list[Evidence] = field(default_factory=list)
    tickers: dict[str, list[Evidence]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    sentences: int = 0
    keeps: bool = False
    readings: list[Reading] = field(default_factory=list)
    """What each sentence was read as, for a model's layer; rules alone do without, for they are many objects to keep."""
    short: Short | None = None
    """The text itself where a model can read it in one piece, which says more than its sentences one by one."""


def read_article(
    rules: Rules,
    text: str,
    *,
    kind: StoryKind = "news",
    mentions: Sequence[Mention] = (),
    title: str = "",
    keep: bool = False,
) -> Body:
    """Read every sentence once; cost linear in the length of the text. `keep`: whether the body holds the readings."""
    body = Body(tickers={mention.company.ticker: [] for mention in mentions}, keeps=keep)
    ordered = sorted(mentions, key=lambda mention: mention.start) if len(mentions) > 1 else mentions
    subject = _main_subject(ordered)
    if title and not text.lstrip().lower().startswith(title.strip().lower()):
        _read_title(rules, title, kind, ordered, body)
    section: str | None = None
    place = told = 0
    count = len(ordered)
    found_paragraphs = paragraphs(text)
    single = len(found_paragraphs) == 1
    for number, paragraph in enumerate(found_paragraphs):
        spans = paragraph.sentences
        if len(spans) == 1 and number:  # the first paragraph is the headline or the news itself
            found = boilerplate.heading_kind(spans[0].of(text))
            if found is not None:
                section = found or None
                if found:
                    body.ignored.append(found)
                    continue
        if section:
            body.ignored.extend([section] * len(spans))
            continue
        current = subject
        for span in spans:
            here: list[tuple[int, int, str]] = []
            while place < count and ordered[place].start < span.end:
                mention = ordered[place]
                if mention.start >= span.start:
                    here.append((mention.start - span.start, mention.end - span.start, mention.company.ticker))
                place += 1
            reading = rules.read(text[span.start : span.end], kind, here)
            dropped = boilerplate.sentence_kind(reading)
            if dropped is not None:
                body.ignored.append(dropped)
                continue
            told += 1
            weight = (
                TITLE_WEIGHT
                if told == 1 and not title and len(spans) == 1
                else (LEAD_WEIGHT if told <= LEAD_SENTENCES else 1.0)
            )
            current = _weigh(reading, weight, here, current, body)
    body.sentences += told
    if single and not title and told > 1 and not body.ignored and len(text) <= AROUND:
        first = {mention.company.ticker: (mention.start, mention.end) for mention in reversed(ordered)}
        body.short = Short(text, first)
    return body


def _weigh(
    reading: Reading, weight: float, here: list[tuple[int, int, str]], current: str | None, body: Body
) -> str | None:
    """Add one sentence's evidence; returns the company that "it" in the next sentence would mean."""
    findings = reading.findings
    whole = [(reading.phrase(f.start, f.end), f.rule, f.value) for f in findings]
    sentence = len(body.overall)
    body.overall.append(Evidence(reading.text, weight, whole, sentence, True, here))
    if body.keeps:
        body.readings.append(reading)
    if not body.tickers:
        return current
    if here:
        found = attribute(reading, anchors_of(reading, here)) if findings else {}
        for key in {key: None for _, _, key in here}:
            own = found.get(key)
            if own is None:
                parts = []
            elif len(own) == len(whole) and all(pair[1] == part[2] for pair, part in zip(own, whole, strict=True)):
                parts = whole  # everything is said of it
            else:
                parts = [_part(reading, finding, value) for finding, value in own]
            body.tickers[key].append(Evidence(reading.text, weight, parts, sentence, True, here))
        return here[0][2]
    if current is not None and reading.findings:
        alone = len(body.tickers) == 1
        anchors = referring(reading, current)
        share = CARRIED if anchors or alone else CARRIED / 2
        found = attribute(reading, anchors or [Anchor(0, 0, current)])
        parts = [_part(reading, finding, value) for finding, value in found.get(current, ())]
        body.tickers[current].append(Evidence(reading.text, weight * share, parts, sentence, named=False))
    return current


def _read_title(rules: Rules, title: str, kind: StoryKind, mentions: Sequence[Mention], body: Body) -> None:
    """A title given apart: names are found in it by the phrases the text's mentions have."""
    reading = rules.read(title, kind)
    if boilerplate.sentence_kind(reading) is not None:
        body.ignored.append(boilerplate.sentence_kind(reading) or "")
        return
    here = []
    for phrase, ticker in dict.fromkeys((mention.phrase, mention.company.ticker) for mention in mentions):
        found = place_of(title, phrase, ticker) if phrase.strip() else None
        if found is not None:
            here.append((*found, ticker))
    _weigh(reading, TITLE_WEIGHT, here, None, body)
    body.sentences += 1


def _main_subject(mentions: Sequence[Mention]) -> str | None:
    """The company a text is about: highest rank, else most and first mentioned."""
    if not mentions:
        return None
    if len(mentions) == 1:
        return mentions[0].company.ticker
    best = max(mentions, key=lambda mention: mention.rank)
    if best.rank > 0:
        return best.company.ticker
    counts: dict[str, int] = {}
    for mention in mentions:
        counts[mention.company.ticker] = counts.get(mention.company.ticker, 0) + 1
    return max(counts, key=lambda ticker: counts[ticker])


def _part(reading: Reading, finding: Finding, value: float) -> tuple[str, str, float]:
    return reading.phrase(finding.start, finding.end), finding.rule, value


class Part(NamedTuple):
    """A phrase's contribution to a text's score, in score units."""

    phrase: str
    rule: str
    contribution: float
    sentence: str


def combine(evidence: Sequence[Evidence]) -> tuple[float | None, list[Part]]:
    """The weighted mean over sentences and the parts that add up to it; None where no sentence says anything."""
    mass = silent = 0.0
    for item in evidence:
        if item.parts:
            mass += item.weight
        else:
            silent += item.weight
    if not mass:
        return None, []
    mass += silent * SILENT + RESERVE * (1 - 1 / len(evidence))
    parts: list[Part] = []
    total = 0.0
    for item in evidence:
        if not item.parts:
            continue
        score, factor = squash([value for _, _, value in item.parts])
        share = item.weight / mass
        total += score * share
        share *= factor
        text = item.text
        for phrase, rule, value in item.parts:
            parts.append(Part(phrase, rule, value * share, text))
    return total, parts
