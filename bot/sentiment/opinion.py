"""Slang and VADER's words, for opinion and social text only: there people speak plainly; in news the same words mislead."""

from __future__ import annotations

from bot.sentiment.reading import Finding, Reading
from bot.sentiment.roles import Role
from bot.sentiment.vader import lexicon
from bot.sentiment.wordlists import words

NAME = "VADER words"
SLANG = "slang"
WEIGHTS = {"opinion": 0.2, "social": 0.2}
"""What a VADER word counts, by kind of source; kinds that are not here do not use VADER (facts: it hurts on news)."""
KINDS = frozenset(WEIGHTS)

_TRAPS = words(
    """
    cancer crude death gross share shares securities security interest interests interested trust energy care approved
    approve fund funds bank credit value like likes no not low lower cut cuts debt loss losses risk risks risky stock
    treat treated treating treatment infection disease sick pain special super natural free matter join yes
    """
)
"""Words whose everyday feeling is wrong on a trading desk."""
NEGATION_REACH = 3
_EVERYDAY = words("long short green red bid calls loading printing")
"""Slang that is an everyday word more often, even in posts (counted on the training part of TFNS): read by other rules or not."""


def slang(reading: Reading) -> None:
    """A finding for each word of the vocabulary's [social] sections that the rules have left unread: "to the moon", 🚀."""
    taken = _taken(reading)
    for hit in reading.hits:
        if hit.used or not hit.roles & Role.SOCIAL or hit.entry.words in _EVERYDAY:
            continue
        if not taken.isdisjoint(range(hit.start, hit.end)):
            continue
        reading.add(hit, hit.entry.value * (hit.negated * 0.7 if hit.negated else 1.0), SLANG)
        hit.used = True


def apply(reading: Reading, weight: float) -> None:
    """
    A finding for each VADER word of a text in which the rules have found nothing. Beside their findings, and at more weight, it
    makes posts about companies worse: on the training part of TFNS 0.695 right, 0.719 so, 0.720 without VADER.
    """
    if reading.findings:
        return
    valence = lexicon()
    taken = _taken(reading)
    negated = -1
    negators = {hit.start: hit.end for hit in reading.hits if hit.roles & Role.NEGATOR}
    for index, token in enumerate(reading.tokens):
        if index in negators:
            negated = negators[index] + NEGATION_REACH
        value = valence.get(token)
        if value is None or index in taken or token in _TRAPS:
            continue
        value = value / 4 * weight
        if index < negated:
            value *= -0.74  # VADER's own factor for a negated word
        reading.findings.append(Finding(index, index + 1, index, value, NAME))


def _taken(reading: Reading) -> set[int]:
    """The tokens that findings have read."""
    return {token for finding in reading.findings for token in range(finding.start, finding.end)}
