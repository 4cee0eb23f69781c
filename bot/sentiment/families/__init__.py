"""
The rule families, in the order in which they read a sentence. Each has a name, claims the hits it used, and adds
findings; each can be switched off, which is how `benchmarks/sentiment.py` shows what it is worth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.sentiment.families import (
    comparison,
    direction,
    events,
    judgement,
    level,
    negation,
    numbers,
    ratings,
    relations,
    resolution,
    statistics,
    surprise,
    timing,
)
from bot.sentiment.reading import Reading


@dataclass(frozen=True, slots=True)
class Family:
    """A rule family: its name on cards, the roles without which it has nothing to read, and its function."""

    name: str
    roles: int
    apply: Callable[[Reading], None]


FAMILIES = (
    Family(negation.NAME, negation.ROLES, negation.apply),
    Family(statistics.NAME, statistics.ROLES, statistics.apply),
    Family(relations.NAME, relations.ROLES, relations.apply),
    Family(ratings.NAME, ratings.ROLES, ratings.apply),
    Family(surprise.NAME, surprise.ROLES, surprise.apply),
    Family(comparison.NAME, comparison.ROLES, comparison.apply),
    Family(timing.NAME, timing.ROLES, timing.apply),
    Family(resolution.NAME, resolution.ROLES, resolution.apply),
    Family(direction.NAME, direction.ROLES, direction.apply),
    Family(events.NAME, events.ROLES, events.apply),
    Family(level.NAME, level.ROLES, level.apply),
    Family(numbers.NAME, numbers.ROLES, numbers.apply),
    Family(judgement.NAME, judgement.ROLES, judgement.apply),
)
NAMES = tuple(family.name for family in FAMILIES)
