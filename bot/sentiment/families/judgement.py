"""Words that judge, and SentiBigNomics' weaker ones, where no other rule has read them."""

from __future__ import annotations

from bot.sentiment.reading import Reading
from bot.sentiment.roles import Role

NAME = "judgement"
ROLES = Role.POLAR | Role.WEAK | Role.LEAN

UNNAMED = 0.75
"""What a judgement counts where no company stands in the sentence: it may be about anything."""
ELSEWHERE = 0.45
"""What a judgement counts in a sentence without a company and without any word of business or markets, and a leaning in any
sentence without a company."""
_MARKETS = (
    Role.METRIC
    | Role.DIRECTION
    | Role.EVENT
    | Role.HIGH
    | Role.SUBJECT
    | Role.RATING
    | Role.EXPECTATION
    | Role.SURPRISE
)
WEAK_WEIGHT = 0.3
"""What a SentiBigNomics score counts beside our own words."""


def apply(reading: Reading) -> None:
    """One finding per word left over."""
    share = 1.0 if reading.named else UNNAMED if reading.mask & _MARKETS else ELSEWHERE
    leaning = 1.0 if reading.named else ELSEWHERE
    for hit in reading.hits:
        if hit.used or not hit.roles & ROLES:
            continue
        value = hit.entry.value * share if hit.roles & Role.VALUED else hit.entry.lean * leaning
        if not value:
            continue
        rule = NAME
        if hit.roles & Role.WEAK:
            value *= WEAK_WEIGHT
            rule = "SentiBigNomics"
        if hit.negated:
            value *= hit.negated * 0.7
        reading.add(hit, value, rule)
        hit.used = True
