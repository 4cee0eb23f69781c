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
    merged: dict[tuple[str, str, str], float] = {}
    for part in parts:
        key = (part.phrase, part.rule, part.sentence)
        merged[key] = merged.get(key, 0.0) + part.contribution
    drivers = [
        Driver(phrase, contribution, sentence, rule)
        for (phrase, rule, sentence), contribution in merged.items()
        if abs(contribution) >= _NOISE
    ]
    drivers.sort(key=lambda driver: -driver.contribution)
    best = [driver for driver in drivers if driver.contribution > 0][:EACH_WAY]
    worst = [driver for driver in drivers[::-1] if driver.contribution < 0][:EACH_WAY]
    chosen = tuple(sorted((*best, *worst), key=lambda driver: -abs(driver.contribution)))
    return chosen, score - sum(driver.contribution for driver in chosen)
