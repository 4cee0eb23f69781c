"""
A text as a whole: sentences weighed (title 2, lead 1.5), boilerplate left out, every ticker's own sentences found.

Contributions are kept per finding, in score units, so that they add up to the score exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model import Mention, StoryKind
from bot.sentiment import boilerplate
from bot.sentiment.attribution import Anchor, anchors_of, attribute, referring
from bot.sentiment.engine import Rules, squash
from bot.sentiment.reading import Finding, Reading
from bot.sentiment.sentences import paragraphs

TITLE_WEIGHT = 2.0
LEAD_WEIGHT = 1.5
LEAD_SENTENCES = 2
SILENT = 0.15
"""What a sentence without any finding weighs: it dilutes a little, it does not drown."""
CARRIED = 0.6
"""Weight of a sentence that speaks of "the company" or of its paragraph's subject without the name."""


@dataclass(slots=True)
class Evidence:
    """One sentence's findings for one target, with their values."""

    text: str
    weight: float
    parts: list[tuple[str, str, float]]
    """(phrase, rule, value); empty where the sentence says nothing about it."""
    reading: Reading
    named: bool = True
    places: tuple[tuple[int, int, str], ...] = ()
    """Every name in the sentence: start, end, ticker."""


@dataclass(slots=True)
class Body:
    """A read text: evidence for the whole and per ticker, and what was ignored."""

    overall: list[Evidence] = field(default_factory=list)
    tickers: dict[str, list[Evidence]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    sentences: int = 0


def read_article(
    rules: Rules, text: str, *, kind: StoryKind = "news", mentions: Sequence[Mention] = (), title: str = ""
) -> Body:
    """Read every sentence once; cost linear in the length of the text."""
    body = Body(tickers={mention.company.ticker: [] for mention in mentions})
    ordered = sorted(mentions, key=lambda mention: mention.start)
    subject = _main_subject(ordered)
    if title and not text.lstrip().lower().startswith(title.strip().lower()):
        _read_title(rules, title, kind, ordered, body)
    section: str | None = None
    place = 0
    told = 0
    for paragraph in paragraphs(text):
        spans = paragraph.sentences
        if len(spans) == 1:
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
            while place < len(ordered) and ordered[place].start < span.start:
                place += 1
            here: list[tuple[int, int, str]] = []
            while place < len(ordered) and ordered[place].start < span.end:
                mention = ordered[place]
                here.append((mention.start - span.start, mention.end - span.start, mention.company.ticker))
                place += 1
            reading = rules.read(span.of(text), kind, [(start, end) for start, end, _ in here])
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
    return body


def _weigh(
    reading: Reading, weight: float, here: list[tuple[int, int, str]], current: str | None, body: Body
) -> str | None:
    """Add one sentence's evidence; returns the company that "it" in the next sentence would mean."""
    places = tuple(here)
    body.overall.append(
        Evidence(reading.text, weight, [_part(reading, f, f.value) for f in reading.findings], reading, places=places)
    )
    if not body.tickers:
        return current
    if here:
        found = attribute(reading, anchors_of(reading, here))
        for key in dict.fromkeys(key for _, _, key in here):
            parts = [_part(reading, finding, value) for finding, value in found.get(key, ())]
            body.tickers[key].append(Evidence(reading.text, weight, parts, reading, places=places))
        return here[0][2]
    if current is not None and reading.findings:
        alone = len(body.tickers) == 1
        anchors = referring(reading, current)
        share = CARRIED if anchors or alone else CARRIED / 2
        found = attribute(reading, anchors or [Anchor(0, 0, current)])
        parts = [_part(reading, finding, value) for finding, value in found.get(current, ())]
        body.tickers[current].append(Evidence(reading.text, weight * share, parts, reading, named=False))
    return current


def _read_title(rules: Rules, title: str, kind: StoryKind, mentions: Sequence[Mention], body: Body) -> None:
    """A title given apart: names are found in it by the phrases the text's mentions have."""
    reading = rules.read(title, kind)
    if boilerplate.sentence_kind(reading) is not None:
        body.ignored.append(boilerplate.sentence_kind(reading) or "")
        return
    here = []
    low = reading.low
    for phrase, ticker in dict.fromkeys((mention.phrase, mention.company.ticker) for mention in mentions):
        at = low.find(phrase.lower())
        if at >= 0 and phrase:
            here.append((at, at + len(phrase), ticker))
    _weigh(reading, TITLE_WEIGHT, here, None, body)
    body.sentences += 1


def _main_subject(mentions: Sequence[Mention]) -> str | None:
    """The company a text is about: highest rank, else most and first mentioned."""
    if not mentions:
        return None
    best = max(mentions, key=lambda mention: mention.rank)
    if best.rank > 0:
        return best.company.ticker
    counts: dict[str, int] = {}
    for mention in mentions:
        counts[mention.company.ticker] = counts.get(mention.company.ticker, 0) + 1
    return max(counts, key=lambda ticker: counts[ticker])


def _part(reading: Reading, finding: Finding, value: float) -> tuple[str, str, float]:
    return reading.phrase(finding.start, finding.end), finding.rule, value


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase's contribution to a text's score, in score units."""

    phrase: str
    rule: str
    contribution: float
    sentence: str


def combine(evidence: Sequence[Evidence]) -> tuple[float | None, list[Part]]:
    """The weighted mean over sentences and the parts that add up to it; None where no sentence says anything."""
    mass = 0.0
    for item in evidence:
        mass += item.weight * (1.0 if item.parts else SILENT)
    if not mass or not any(item.parts for item in evidence):
        return None, []
    parts: list[Part] = []
    for item in evidence:
        if not item.parts:
            continue
        _, factor = squash(value for _, _, value in item.parts)
        share = item.weight / mass * factor
        parts.extend(Part(phrase, rule, value * share, item.text) for phrase, rule, value in item.parts)
    return sum(part.contribution for part in parts), parts
