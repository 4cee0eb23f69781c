"""Hedges, conditions and questions: what is only possible moves a score less. Scales findings; finds nothing itself."""

from __future__ import annotations

from bot.sentiment.reading import Finding, Reading
from bot.sentiment.roles import Role

NAME = "hedges and conditions"
ROLES = Role.HEDGE | Role.CONDITIONAL

HEDGED = 0.6
"""A finding up to `REACH` tokens after "may", "could", "potential"."""
CONDITION = 0.5
"""A finding inside "if ..." and what would follow from it."""
FEARED = 0.1
"""Something good that stands behind "the danger is that": it will not come."""
QUESTION = 0.5
REACH = 6


def apply(reading: Reading) -> None:
    """Scale down every finding a hedge or a condition reaches, once, by the stronger of them."""
    tokens = len(reading.tokens)
    reaches: list[tuple[int, int, float, bool]] = []
    for hit in reading.hits:
        if hit.roles & Role.CONDITIONAL:
            feared = "feared" in hit.entry.flags
            reaches.append((hit.start, tokens, FEARED if feared else CONDITION, feared))
        elif hit.roles & Role.HEDGE:
            reaches.append((hit.end, hit.end + REACH, HEDGED, False))
    for finding in reading.findings:
        factor = min(
            (
                f
                for start, end, f, feared in reaches
                if start <= finding.at < end and not (feared and finding.value < 0)
            ),
            default=1.0,
        )
        if factor < 1:
            _scale(finding, factor)


def question(reading: Reading) -> None:
    """A sentence that asks."""
    for finding in reading.findings:
        _scale(finding, QUESTION)


def _scale(finding: Finding, factor: float) -> None:
    finding.value *= factor
    finding.left *= factor
    finding.right *= factor
