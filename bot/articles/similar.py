"""
The same story on two sites: a sketch of a text's runs of four words, compared by how many they share. Pure.

Bottom-k sketches (Broder 1997): the smallest hashes of the set of shingles are a fair sample of it, so the share that two
sketches have in common estimates the share the texts have in common.
"""

from __future__ import annotations

import heapq
import re
import zlib
from dataclasses import dataclass

SIZE = 64
WORDS = 1200
"""Only the beginning counts: sites cut the end, and append their own."""
SAME = 0.5
"""Share of common shingles from which two texts are one story; two reports of one event share below 0.1."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text's sample; `key` names the story in our tables."""

    hashes: tuple[int, ...]

    @property
    def key(self) -> str:
        """Sixteen hex digits, equal for equal samples."""
        return f"{zlib.crc32(repr(self.hashes).encode()):08x}{zlib.adler32(repr(self.hashes[::-1]).encode()):08x}"

    def share(self, other: Sketch) -> float:
        """Estimated share of shingles that both texts have, 0 to 1; 0 where either is empty."""
        if not self.hashes or not other.hashes:
            return 0.0
        size = min(SIZE, max(len(self.hashes), len(other.hashes)))
        union = heapq.nsmallest(size, set(self.hashes) | set(other.hashes))
        return len(set(union) & set(self.hashes) & set(other.hashes)) / len(union)

    def same_story(self, other: Sketch) -> bool:
        """Whether the two are one story."""
        return self.share(other) >= SAME


def sketch(text: str) -> Sketch:
    """The sample of a text's first words; empty below twenty words, which say nothing."""
    words = re.findall(r"\w+", text[: 16 * WORDS].lower())[:WORDS]
    if len(words) < 20:
        return Sketch(())
    codes = [zlib.crc32(word.encode()) for word in words]
    shingles = {
        (((a * 31 + b) * 31 + c) * 31 + d) * 2654435761 % 2**32
        for a, b, c, d in zip(codes, codes[1:], codes[2:], codes[3:], strict=False)
    }
    return Sketch(tuple(heapq.nsmallest(SIZE, shingles)))
