"""`RuleScorer`: the explainable engine behind `bot.ports.Scorer`. Pure: it is given the text and the mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.model import Driver, Mention, Score, StoryKind
from bot.ports import TextScores
from bot.sentiment.bands import is_mixed, label_of
from bot.sentiment.sentences import Span, sentences
from bot.sentiment.vader import analyzer, compound


class RuleScorer:
    """Scores a text by the mean over its sentences; each ticker by the sentences that mention it."""

    engine = "VADER per sentence"
    version = "vader-sentences-1"

    def score_text(
        self, text: str, *, kind: StoryKind = "news", mentions: Sequence[Mention] = (), title: str = ""
    ) -> TextScores:
        """Score one article; mention offsets are into `text`. Never raises."""
        del kind
        spans = sentences(text)
        scored = [(span, compound(span.of(text))) for span in spans]
        pairs = [(span.of(text), value) for span, value in scored]
        if title:
            pairs.insert(0, (title, compound(title)))
        tickers: dict[str, Score] = {}
        for ticker in dict.fromkeys(mention.company.ticker for mention in mentions):
            places = [mention for mention in mentions if mention.company.ticker == ticker]
            own = [(span.of(text), value) for span, value in scored if any(_inside(place, span) for place in places)]
            tickers[ticker] = self._score(own, ticker, len(own) / max(len(scored), 1))
        return TextScores(self._score(pairs, None, 1.0), tickers)

    def score_many(self, texts: Sequence[tuple[str, StoryKind, Sequence[Mention]]]) -> Sequence[TextScores]:
        """The same for many texts; order kept."""
        return [self.score_text(text, kind=kind, mentions=mentions) for text, kind, mentions in texts]

    def warm(self) -> None:
        """Read the lexicon."""
        analyzer()

    def _score(self, pairs: Sequence[tuple[str, float]], ticker: str | None, relevance: float) -> Score:
        if not any(value for _, value in pairs):
            return Score(ticker, None, None, "low", self.engine, self.version, sentences=len(pairs))
        share = 1 / len(pairs)
        drivers = tuple(
            Driver(phrase=words, contribution=value * share, sentence=words, rule="VADER")
            for words, value in pairs
            if value
        )
        total = sum(driver.contribution for driver in drivers)
        return Score(
            ticker,
            total,
            label_of(total, 0.05),
            "low",
            self.engine,
            self.version,
            drivers=tuple(sorted(drivers, key=lambda driver: -abs(driver.contribution))),
            sentences=len(pairs),
            relevance=relevance,
            mixed=is_mixed(
                sum(value for _, value in pairs if value > 0), sum(value for _, value in pairs if value < 0)
            ),
        )


def _inside(mention: Mention, span: Span) -> bool:
    return span.start <= mention.start < span.end


def scores_of(result: TextScores) -> Mapping[str | None, Score]:
    """By ticker, the overall score under None: the shape `scores` rows have."""
    scores: dict[str | None, Score] = {None: result.overall}
    scores.update(result.tickers)
    return scores
