"""VADER, one sentence at a time and never on a whole text, where it saturates. Loaded when first asked for."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def analyzer() -> Any:
    """The vaderSentiment analyser; its lexicon is read once per process."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


@cache
def lexicon() -> dict[str, float]:
    """Word -> valence (-4 to 4), as VADER ships it."""
    words: dict[str, float] = analyzer().lexicon
    return words


def compound(sentence: str) -> float:
    """VADER's compound score of one sentence, -1 to 1."""
    return float(analyzer().polarity_scores(sentence)["compound"])
