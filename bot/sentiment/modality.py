"""Hedges, conditions and questions: what is only possible moves a score less. Scales findings; finds nothing itself."""

from __future__ import annotations

from bot.sentiment.lexicon import Role
from bot.sentiment.reading import Reading

NAME = "hedges and conditions"
ROLES = Role.HEDGE | Role.CONDITIONAL

HEDGED = 0.6
"""A finding up to `REACH` tokens after "may", "could", "potential"."""
CONDITION = 0.5
"""A finding inside "if ..." and what would follow from it."""
QUESTION = 0.5
REACH = 6


def apply(reading: Reading) -> None:
    """Scale down every finding a hedge, a condition or a question mark reaches."""
    hits = reading.hits
    for hit in hits:
        if hit.roles & Role.CONDITIONAL:
            _scale(reading, hit.start, len(reading.tokens), CONDITION)
            break
    for hit in hits:
        if hit.roles & Role.HEDGE:
            _scale(reading, hit.end, hit.end + REACH, HEDGED)


def question(reading: Reading) -> None:
    """A sentence that asks."""
    _scale(reading, 0, len(reading.tokens), QUESTION)


def _scale(reading: Reading, start: int, end: int, factor: float) -> None:
    for finding in reading.findings:
        if start <= finding.at < end:
            finding.value *= factor
            finding.left *= factor
            finding.right *= factor
