"""Words that judge, and SentiBigNomics' weaker ones, where no other rule has read them."""

from __future__ import annotations

from bot.sentiment.lexicon import Role
from bot.sentiment.reading import Reading

NAME = "judgement"
ROLES = Role.POLAR | Role.WEAK

WEAK_WEIGHT = 0.1
"""What a SentiBigNomics score counts beside our own words."""


def apply(reading: Reading) -> None:
    """One finding per word left over."""
    for hit in reading.hits:
        if hit.used or not hit.roles & ROLES or not hit.entry.value:
            continue
        value = hit.entry.value
        rule = NAME
        if hit.roles & Role.WEAK:
            value *= WEAK_WEIGHT
            rule = "SentiBigNomics"
        if hit.negated:
            value *= hit.negated * 0.7
        reading.add(hit, value, rule)
        hit.used = True
