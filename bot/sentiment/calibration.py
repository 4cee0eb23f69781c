"""From a rules score to class probabilities: a multinomial logistic curve fitted on the training parts."""

from __future__ import annotations

from math import exp

from bot.model import Label, Probabilities

SLOPE = 3.5
"""Log-odds of positive against negative per unit of score, on each side of neutral."""
NEUTRAL = 0.875
"""Log-odds of neutral at score 0 against either side."""

_NEUTRAL = exp(NEUTRAL)


def rules(score: float) -> Probabilities:
    """Probabilities of a rules-only score (-1 to 1); they sum to 1."""
    positive = exp(SLOPE * score)
    negative, neutral = 1 / positive, _NEUTRAL
    total = positive + negative + neutral
    return Probabilities(negative / total, neutral / total, positive / total)


def label(probabilities: Probabilities) -> Label:
    """The most probable class."""
    best = max(probabilities.positive, probabilities.neutral, probabilities.negative)
    if best == probabilities.neutral:
        return "neutral"
    return "positive" if best == probabilities.positive else "negative"
