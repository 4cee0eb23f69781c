"""What a score is called: the one table of bands, and the label of a score where no probabilities are known."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Label


@dataclass(frozen=True, slots=True)
class Band:
    """Scores whose size is at least `floor` (and below the next band's floor) are called `word`."""

    floor: float
    word: str


BANDS = (Band(0.0, "neutral"), Band(0.15, "mildly"), Band(0.40, "moderately"), Band(0.70, "strongly"))
"""|score| from 0 to 1, lowest first; shown in help, always beside the number."""

MIXED_SHARE = 0.35
"""Positive and negative weight are each at least this share of the total: the reading is mixed."""

THIN_STORIES = 3
"""Fewer distinct stories than this make a thin reading."""


def band(score: float | None) -> str:
    """Words for a score: "mildly positive", "neutral"; "n/a" where there is none."""
    if score is None:
        return "n/a"
    size = abs(score)
    word = next(entry.word for entry in reversed(BANDS) if size >= entry.floor)
    if word == BANDS[0].word:
        return word
    return f"{word} {'positive' if score > 0 else 'negative'}"


def label_of(score: float | None, cut: float = BANDS[1].floor) -> Label | None:
    """The class of a rules-only score; None where there is none."""
    if score is None:
        return None
    if score >= cut:
        return "positive"
    return "negative" if score <= -cut else "neutral"


def is_mixed(positive: float, negative: float) -> bool:
    """Both sides are heavy. Both weights are given as sizes (not signed)."""
    total = positive + abs(negative)
    return total > 0 and min(positive, abs(negative)) >= MIXED_SHARE * total
