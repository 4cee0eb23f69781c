"""The rules applied to one sentence: words found, families in order, modality, and the findings as a score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

from bot.model import StoryKind
from bot.sentiment import modality, opinion, subordination
from bot.sentiment.families import FAMILIES, NAMES
from bot.sentiment.lexicon import Lexicon, load
from bot.sentiment.reading import Reading, read
from bot.sentiment.roles import Role

SATURATION = 0.9
"""score = sum / sqrt(sum² + this): one finding keeps about its own size, many approach 1."""

ENGINE = "rules"
REVISION = 6
"""Raised when code changes a score; the vocabulary has its own hash."""

SWITCHES = (*NAMES, subordination.NAME, modality.NAME, opinion.SLANG, opinion.NAME)
"""Every rule family that can be switched off."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule engine with some families switched off (none, but in the benchmark's ablation rows)."""

    off: frozenset[str] = frozenset()

    def read(self, text: str, kind: StoryKind = "news", names: Sequence[tuple[int, int, str]] = ()) -> Reading:
        """One sentence, with everything the rules find in it; `names` are company names in it (start, end, ticker)."""
        reading = read(text, self.lexicon, names)
        mask = reading.mask
        off = self.off
        for roles, apply in _enabled(off):
            if mask & roles:
                apply(reading)
        if kind in opinion.KINDS:
            if mask & Role.SOCIAL and opinion.SLANG not in off:
                opinion.slang(reading)
            if opinion.NAME not in off:
                opinion.apply(reading, opinion.WEIGHTS[kind])
        if len(reading.findings) > 1 and subordination.NAME not in off:
            subordination.apply(reading)
        if reading.findings and modality.NAME not in off:
            if mask & modality.ROLES:
                modality.apply(reading)
            if reading.tokens[-1] == "?":
                modality.question(reading)
        return reading

    @property
    def lexicon(self) -> Lexicon:
        """The compiled vocabulary, read once per process."""
        return load()

    @property
    def version(self) -> str:
        """Revision of the code and hash of the vocabulary: "rules-1-4f2a.."."""
        suffix = "" if not self.off else "-without-" + "-".join(sorted(self.off)).replace(" ", "_")
        return f"{ENGINE}-{REVISION}-{self.lexicon.digest}{suffix}"


@cache
def _enabled(off: frozenset[str]) -> tuple[tuple[int, Callable[[Reading], None]], ...]:
    return tuple((family.roles, family.apply) for family in FAMILIES if family.name not in off)


def squash(values: Sequence[float]) -> tuple[float, float]:
    """(score, factor): the score of findings, and what each value is multiplied by so that the parts add up to it."""
    total = sum(values)
    factor = 1 / sqrt(total * total + SATURATION)
    return total * factor, factor
