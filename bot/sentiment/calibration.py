"""From a rules score to class probabilities: a multinomial logistic curve fitted on the training parts."""

from __future__ import annotations

from math import exp

from bot.model import Label, Probabilities

SLOPE = 3.5
"""Log-odds of positive against negative per unit of score, on each side of neutral."""
NEUTRAL = 0.875
"""Log-odds of neutral at score 0 against either side."""

NEUTRAL_NAMED = 0.7
"""The same of a company that is named: what is found about it is seldom about nothing."""

_NEUTRAL = exp(NEUTRAL)
_NEUTRAL_NAMED = exp(NEUTRAL_NAMED)


def rules(score: float, *, named: bool = False) -> Probabilities:
    """Probabilities of a rules-only score (-1 to 1), of a named company or of a text as a whole; they sum to 1."""
    positive = exp(SLOPE * score)
    negative, neutral = 1 / positive, _NEUTRAL_NAMED if named else _NEUTRAL
    total = positive + negative + neutral
    return Probabilities(negative / total, neutral / total, positive / total)


def label(probabilities: Probabilities) -> Label:
    """The most probable class."""
    best = max(probabilities.positive, probabilities.neutral, probabilities.negative)
    if best == probabilities.neutral:
        return "neutral"
    return "positive" if best == probabilities.positive else "negative"
