"""
What stands behind "despite", "after", "from", "amid" is background: it moves a score less than the main statement it
contradicts ("slips from a three-year high", "rises despite warnings", "Despite weak demand, profit rose").
"""

from __future__ import annotations

from bot.sentiment.reading import Finding, Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "subordination"

FACTOR = 0.3
_CONCESSIVE = words("despite although though notwithstanding")
_BACKGROUND = words("despite although though notwithstanding after from off amid amidst since on even following")


def apply(reading: Reading) -> None:
    """Scale down findings in the background that contradict what stands before (or, after an opening one, behind)."""
    tokens = reading.tokens
    places = [index for index, token in enumerate(tokens) if token in _BACKGROUND]
    if not places:
        return
    findings = sorted(reading.findings, key=lambda finding: finding.at)
    first = places[0]
    if first == 0 and tokens[0] in _CONCESSIVE | {"after", "even"}:
        comma = next((hit.start for hit in reading.hits if hit.roles & (Role.COMMA | Role.BREAK)), 0)
        main = sum(finding.value for finding in findings if finding.at > comma)
        for finding in findings:
            if finding.at < comma and finding.value * main < 0:
                _scale(finding)
        return
    main = 0.0
    for finding in findings:
        behind = first < finding.start
        if behind and main * finding.value < 0 and not _new_statement(reading, places, finding.start):
            _scale(finding)
        elif not behind or not main:
            main += finding.value


def _new_statement(reading: Reading, places: list[int], start: int) -> bool:
    """Has a clause begun since the last background word (a comma, a semicolon, "but")?"""
    last = max(place for place in places if place < start)
    return any(
        last < hit.start < start
        and hit.roles & (Role.BREAK | Role.COMMA | Role.STRONG)
        and reading.tokens[hit.start] not in _BACKGROUND
        for hit in reading.hits
    )


def _scale(finding: Finding) -> None:
    finding.value *= FACTOR
    finding.left *= FACTOR
    finding.right *= FACTOR
