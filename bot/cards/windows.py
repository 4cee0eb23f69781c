"""A catalyst in a reader's words: what it is, and when."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.text import clip
from bot.model import CATALYST_KINDS, Window


def kind_words(kind: str) -> str:
    """data_interim -> interim data; pdufa -> FDA decision (PDUFA date)."""
    return CATALYST_KINDS.get(kind, kind.replace("_", " "))


def window_words(window: Window) -> str:
    """The writer's own words, at most 80 characters of them, and the days they stand for, plain text."""
    return replace(window, phrase=clip(" ".join(window.phrase.split()), 80)).words
