"""Which stories tell the same thing: equal or near-equal titles, or bodies whose SimHash differs in a few bits."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import timedelta

from bot.model import Story

_WORD = re.compile(r"[^\W_]+")
BITS = 64
NEAR_BITS = 8
"""Two bodies whose SimHashes differ in at most this many of 64 bits are one story."""
TITLE_OVERLAP = 0.6
"""Share of common words (Jaccard) from which two titles, or two short stories, are one."""
CLOSE = timedelta(days=3)
"""Tellings further apart than this are separate news (a company repeats its headlines every quarter)."""
_LEAST_BODY = 25
"""Words a body needs before its SimHash says anything."""


def simhash(text: str) -> int:
    """64-bit SimHash over the text's words and two-word shingles; 0 for a text of fewer than two words."""
    words = _WORD.findall(text.lower())
    counts = [0] * BITS
    for place in range(len(words) - 1):
        for piece in (words[place], f"{words[place]} {words[place + 1]}"):
            value = int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=8).digest(), "big")
            for bit in range(BITS):
                counts[bit] += 1 if value >> bit & 1 else -1
    return sum(1 << bit for bit, count in enumerate(counts) if count > 0)


def title_words(title: str) -> frozenset[str]:
    """The words of a title, a trailing " - Publisher" left out."""
    head, dash, tail = title.rpartition(" - ")
    return frozenset(_WORD.findall((head if dash and len(tail) <= 40 else title).lower()))


def groups(stories: Sequence[Story]) -> list[int]:
    """For each story the number of its group; a story joins the group of the first earlier one it repeats."""
    seen: list[tuple[Story, frozenset[str], int, int]] = []
    result = []
    count = 0
    for story in stories:
        words = title_words(story.title)
        body = simhash(story.summary) if len(_WORD.findall(story.summary)) >= _LEAST_BODY else 0
        group = next((number for other, known, hashed, number in seen
                      if abs(other.published - story.published) <= CLOSE and _same(words, body, known, hashed)), None)  # fmt: skip
        if group is None:
            group = count
            count += 1
        seen.append((story, words, body, group))
        result.append(group)
    return result


def _same(words: frozenset[str], body: int, known: frozenset[str], hashed: int) -> bool:
    if words and known and len(words & known) >= TITLE_OVERLAP * len(words | known):
        return True
    return bool(body and hashed) and (body ^ hashed).bit_count() <= NEAR_BITS
