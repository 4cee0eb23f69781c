"""`RuleScorer`: the explainable engine behind `bot.ports.Scorer`. Pure: it is given the text and the mentions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from bot.model import Confidence, Driver, Mention, Score, StoryKind
from bot.ports import TextScores
from bot.sentiment import boilerplate, calibration
from bot.sentiment.anchors import anchors_of
from bot.sentiment.article import Body, Evidence, Part, combine, read_article
from bot.sentiment.attribution import attribute
from bot.sentiment.bands import is_mixed
from bot.sentiment.drivers import shown
from bot.sentiment.engine import ENGINE, Rules, squash
from bot.sentiment.reading import Finding, Reading
from bot.sentiment.sentences import is_line


class RuleScorer:
    """Rules alone: always there, explains itself, and the fallback where no model is."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.engine = ENGINE

    @cached_property
    def version(self) -> str:
        """Revision of the rules and hash of the vocabulary."""
        return self.rules.version

    def score_text(
        self, text: str, *, kind: StoryKind = "news", mentions: Sequence[Mention] = (), title: str = ""
    ) -> TextScores:
        """Score one article; mention offsets are into `text`. Never raises."""
        if not title and is_line(text):
            return self._score_line(text, kind, mentions)
        return self._score_article(text, kind, mentions, title)

    def _score_article(self, text: str, kind: StoryKind, mentions: Sequence[Mention], title: str) -> TextScores:
        body = read_article(self.rules, text, kind=kind, mentions=mentions, title=title)
        ignored = boilerplate.report(body.ignored)
        whole = _judge(body.overall)
        overall = self._score(None, whole, body.sentences, ignored, 1.0)
        tickers = {}
        for ticker, evidence in body.tickers.items():
            judged = whole if _same(evidence, body.overall) else _judge(evidence)
            tickers[ticker] = self._score(ticker, judged, body.sentences, ignored, relevance(evidence, body))
        return TextScores(overall, tickers)

    def _score_line(self, text: str, kind: StoryKind, mentions: Sequence[Mention]) -> TextScores:
        """What `_score_article` says of a single sentence (a headline, a post), without its bookkeeping."""
        places = [(mention.start, mention.end, mention.company.ticker) for mention in mentions]
        reading = self.rules.read(text, kind, places)
        dropped = boilerplate.sentence_kind(reading)
        if dropped is not None:
            ignored = boilerplate.report([dropped])
            return TextScores(
                self._score(None, None, 0, ignored, 1.0),
                {key: self._score(key, None, 0, ignored, 0.0) for _, _, key in places},
            )
        findings = reading.findings
        whole = _judge_line(reading, [(finding, finding.value) for finding in findings]) if findings else None
        tickers: dict[str, Score] = {}
        if places:
            found = attribute(reading, anchors_of(reading, places)) if findings else {}
            for _, _, key in places:
                if key not in tickers:
                    own = found.get(key)
                    if own is None:
                        judged = None
                    elif len(own) == len(findings) and all(value == finding.value for finding, value in own):
                        judged = whole
                    else:
                        judged = _judge_line(reading, own)
                    tickers[key] = self._score(key, judged, 1, (), 1.0)
        return TextScores(self._score(None, whole, 1, (), 1.0), tickers)

    def score_many(self, texts: Sequence[tuple[str, StoryKind, Sequence[Mention]]]) -> Sequence[TextScores]:
        """The same for many texts; order kept."""
        return [self.score_text(text, kind=kind, mentions=mentions) for text, kind, mentions in texts]

    def warm(self) -> None:
        """Read the vocabulary."""
        _ = self.rules.lexicon

    def _score(
        self, ticker: str | None, judged: _Judged | None, sentences: int, ignored: tuple[str, ...], share: float
    ) -> Score:
        if judged is None:
            return Score(
                ticker, None, None, "low", self.engine, self.version,
                ignored=ignored, sentences=sentences, relevance=share,
            )  # fmt: skip
        value, drivers, remainder, sure, mixed = judged
        probabilities = calibration.rules(value, named=ticker is not None)
        return Score(
            ticker, value, calibration.label(probabilities), sure, self.engine, self.version, probabilities,
            drivers, remainder, ignored, sentences, share, False, mixed,
        )  # fmt: skip


class _Judged(NamedTuple):
    """What the evidence for one target comes to."""

    value: float
    drivers: tuple[Driver, ...]
    remainder: float
    confidence: Confidence
    mixed: bool


def _judge(evidence: Sequence[Evidence]) -> _Judged | None:
    value, parts = combine(evidence)
    return None if value is None else _weigh(value, parts)


def _judge_line(reading: Reading, findings: Sequence[tuple[Finding, float]]) -> _Judged:
    value, factor = squash([part for _, part in findings])
    text = reading.text
    return _weigh(
        value, [Part(reading.phrase(f.start, f.end), f.rule, part * factor, text) for f, part in findings]
    )  # fmt: skip


def _weigh(value: float, parts: Sequence[Part]) -> _Judged:
    positive = negative = 0.0
    for part in parts:
        if part[2] > 0:
            positive += part[2]
        else:
            negative -= part[2]
    drivers, remainder = shown(value, parts)
    return _Judged(
        value, drivers, remainder, confidence(value, positive + negative),
        is_mixed(positive, negative),
    )  # fmt: skip


def _same(evidence: Sequence[Evidence], overall: Sequence[Evidence]) -> bool:
    """One sentence that speaks of one ticker only reads the same for it as by itself."""
    return len(evidence) == len(overall) == 1 and evidence[0].parts == overall[0].parts


def relevance(evidence: Sequence[Evidence], body: Body) -> float:
    """How much of a text is about a ticker, 0 to 1: its weighed sentences beside all of them."""
    whole = own = 0.0
    for item in body.overall:
        whole += item.weight
    for item in evidence:
        own += item.weight
    return min(1.0, own / whole) if whole else 0.0


def confidence(value: float, mass: float) -> Confidence:
    """Of the rules alone: how far the evidence agrees (`mass` is its size, signs apart), and how large the score is."""
    size = abs(value)
    if size >= 0.5 and size >= 0.8 * mass:
        return "high"
    if size >= 0.25 and size >= 0.5 * mass:
        return "medium"
    return "low"
