"""How any text reads, overall and on the companies it names: what the message shortcut asks."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import BadInput
from bot.model import Company, Score
from bot.ports import Scorer
from bot.tickers import Universe

MAX_TEXT = 40_000
"""Characters; Slack cuts messages there."""


@dataclass(frozen=True, slots=True)
class TextReport:
    """A text's reading."""

    overall: Score
    companies: tuple[tuple[Company, Score], ...]
    """Most relevant first."""
    characters: int


def read_text(text: str, *, scorer: Scorer, universe: Universe) -> TextReport:
    """Score a message as social text. Raises `BadInput` for an empty one."""
    from bot.tickers.mentions import mentions

    if not text.strip():
        raise BadInput("This message has no text to score.")
    cut = text[:MAX_TEXT]
    found = mentions(cut, universe)
    scores = scorer.score_text(cut, kind="social", mentions=found)
    companies = {mention.company.ticker: mention.company for mention in found}
    ranked = sorted(scores.tickers.items(), key=lambda item: -item[1].relevance)
    return TextReport(
        scores.overall, tuple((companies[ticker], score) for ticker, score in ranked if ticker in companies), len(cut)
    )
