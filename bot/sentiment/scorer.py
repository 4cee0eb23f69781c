"""`RuleScorer`: the explainable engine behind `bot.ports.Scorer`. Pure: it is given the text and the mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.model import Confidence, Driver, Mention, Score, StoryKind
from bot.ports import TextScores
from bot.sentiment import boilerplate, calibration
from bot.sentiment.article import Body, Evidence, Part, combine, read_article
from bot.sentiment.bands import is_mixed
from bot.sentiment.drivers import shown
from bot.sentiment.engine import ENGINE, Rules


class RuleScorer:
    """Rules alone: always there, explains itself, and the fallback where no model is."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()

    @property
    def engine(self) -> str:
        """What a card says answered."""
        return ENGINE

    @property
    def version(self) -> str:
        """Revision of the rules and hash of the vocabulary."""
        return self.rules.version

    def score_text(
        self, text: str, *, kind: StoryKind = "news", mentions: Sequence[Mention] = (), title: str = ""
    ) -> TextScores:
        """Score one article; mention offsets are into `text`. Never raises."""
        body = read_article(self.rules, text, kind=kind, mentions=mentions, title=title)
        ignored = boilerplate.report(body.ignored)
        overall = self._score(None, body.overall, body, ignored, 1.0)
        tickers = {
            ticker: self._score(ticker, evidence, body, ignored, relevance(evidence, body))
            for ticker, evidence in body.tickers.items()
        }
        return TextScores(overall, tickers)

    def score_many(self, texts: Sequence[tuple[str, StoryKind, Sequence[Mention]]]) -> Sequence[TextScores]:
        """The same for many texts; order kept."""
        return [self.score_text(text, kind=kind, mentions=mentions) for text, kind, mentions in texts]

    def warm(self) -> None:
        """Read the vocabulary."""
        _ = self.rules.lexicon

    def _score(
        self, ticker: str | None, evidence: Sequence[Evidence], body: Body, ignored: tuple[str, ...], share: float
    ) -> Score:
        value, parts = combine(evidence)
        if value is None:
            return Score(
                ticker, None, None, "low", self.engine, self.version,
                ignored=ignored, sentences=body.sentences, relevance=share,
            )  # fmt: skip
        drivers, remainder = shown(value, parts)
        probabilities = calibration.rules(value)
        return Score(
            ticker,
            value,
            calibration.label(probabilities),
            confidence(value, parts),
            self.engine,
            self.version,
            probabilities=probabilities,
            drivers=drivers,
            remainder=remainder,
            ignored=ignored,
            sentences=body.sentences,
            relevance=share,
            mixed=is_mixed(
                sum(part.contribution for part in parts if part.contribution > 0),
                sum(part.contribution for part in parts if part.contribution < 0),
            ),
        )


def relevance(evidence: Sequence[Evidence], body: Body) -> float:
    """How much of a text is about a ticker, 0 to 1: its weighed sentences beside all of them."""
    whole = sum(item.weight for item in body.overall)
    named = sum(item.weight for item in evidence if item.named)
    carried = sum(item.weight for item in evidence if not item.named)
    return min(1.0, (named + carried) / whole) if whole else 0.0


def confidence(value: float, parts: Sequence[Part]) -> Confidence:
    """Of the rules alone: agreement of the evidence, its amount, and the size of the score."""
    mass = sum(abs(part.contribution) for part in parts)
    agreement = abs(value) / mass if mass else 0.0
    if agreement >= 0.8 and abs(value) >= 0.5:
        return "high"
    if agreement >= 0.5 and abs(value) >= 0.25:
        return "medium"
    return "low"


def scores_of(result: TextScores) -> Mapping[str | None, Score]:
    """By ticker, the overall score under None: the shape `scores` rows have."""
    scores: dict[str | None, Score] = {None: result.overall}
    scores.update(result.tickers)
    return scores


def drivers_of(score: Score) -> tuple[Driver, ...]:
    """The drivers of a score, largest first."""
    return tuple(sorted(score.drivers, key=lambda driver: -abs(driver.contribution)))
