"""One rule's answer about one row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.model import Confidence, InsiderClass


@dataclass(frozen=True, slots=True)
class Finding:
    """A class with its proof, before the row's figures are added."""

    kind: InsiderClass
    evidence: str
    source: str = "code"
    confidence: Confidence = "high"
    discretionary: bool | None = False
    tags: tuple[str, ...] = ()
    plan: bool | None = None
    adopted: date | None = None


def review(evidence: str, *tags: str) -> Finding:
    """The filing contradicts itself, or says too little: a person has to look."""
    return Finding(InsiderClass.NEEDS_REVIEW, evidence, "code", "low", None, tags)
