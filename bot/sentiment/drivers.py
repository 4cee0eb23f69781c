"""Why a score is what it is: the strongest phrases each way, and what they leave unexplained."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Driver
from bot.sentiment.article import Part

EACH_WAY = 3
"""Phrases shown for, and against."""
_NOISE = 0.004
"""Contributions smaller than this are left to the remainder."""


def shown(score: float, parts: Sequence[Part]) -> tuple[tuple[Driver, ...], float]:
    """The drivers a card shows, largest first, and the remainder: their sum is the score exactly."""
    if len(parts) == 1:
        phrase, rule, contribution, sentence = parts[0]
        if not -_NOISE < contribution < _NOISE:
            return (Driver(phrase, contribution, sentence, rule),), score - contribution
    if len(parts) > 1:
        merged: dict[tuple[str, str, str], float] = {}
        for phrase, rule, contribution, sentence in parts:
            key = (phrase, rule, sentence)
            merged[key] = merged.get(key, 0.0) + contribution
        ordered = sorted(merged.items(), key=_size)
    else:
        ordered = [((part.phrase, part.rule, part.sentence), part.contribution) for part in parts]
    chosen = []
    left = score
    positive = negative = 0
    for (phrase, rule, sentence), contribution in ordered:
        if -_NOISE < contribution < _NOISE:
            break
        if contribution > 0:
            positive += 1
            if positive > EACH_WAY:
                continue
        else:
            negative += 1
            if negative > EACH_WAY:
                continue
        chosen.append(Driver(phrase, contribution, sentence, rule))
        left -= contribution
    return tuple(chosen), left


def _size(item: tuple[tuple[str, str, str], float]) -> float:
    return -abs(item[1])
