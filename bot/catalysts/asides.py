"""
What a sentence says in passing between its subject and its verb, so that the rest can be read without it.

"The trial, agreed with regulators in March 2025, will begin in 2H25" is read as "The trial will begin in 2H25" for the
second date; the first is judged in the whole sentence. Places are mapped there and back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_VERB = (
    r"(?:is|are|was|were|will|would|should|shall|could|can|may|might|must|has|have|had|now|remains?|expects?|plans?|looks?|"
    r"aims?|intends?|anticipates?|targets?|sees?|hopes?|says?|said|continues?|stays?|appears?|comes?|takes?|begins?|starts?(?!\s+of\b)|"
    r"gets?|goes|closes?|expires?|runs?|falls?|meets?|votes?|opens?|reports?|reads?|launches|enters?|joins?|slips?|slipped|"
    r"moves?|moved)\b"
)
_ASIDE = re.compile(
    rf",\s(?:(?:which|who|whose|where|when|(?:of|in|for|at|on|under|to|from)\s+(?:which|whom))\b[^;]{{4,190}}?|"
    rf"(?!(?:and|but|or|so|then)\s)[^,;]{{2,150}}?),(?=\s+{_VERB})|"
    r",\s(?:if|once|when|assuming|provided|subject\s+to|pending)\b[^,;]{2,150}?,(?=\s+(?:launch|file|submit|start|begin|initiate|report|"
    r"open|seek|move|advance)\b)|"
    r"\s[–—]\s[^–—;]{4,170}\s[–—](?=\s)|(?<=\w)—[^–—;]{4,170}—(?=\w)"
)


@dataclass(frozen=True, slots=True)
class Core:
    """A sentence without its asides, and where each of its pieces stood."""

    text: str
    cuts: tuple[tuple[int, int], ...]
    """(start, end) of every aside in the whole sentence, in order."""

    def around(self, place: int) -> tuple[int, int] | None:
        """The aside that a place of the whole sentence lies in."""
        return next((cut for cut in self.cuts if cut[0] <= place < cut[1]), None)

    def shorten(self, place: int) -> int:
        """A place of the whole sentence, counted without the asides before it."""
        return place - sum(min(place, end) - start for start, end in self.cuts if start < place)

    def widen(self, place: int, *, closing: bool = False) -> int:
        """The place in the whole sentence; `closing` for the end of something, which stays before an aside."""
        for start, end in self.cuts:
            if place < start or (closing and place == start):
                break
            place += end - start
        return place


def core(sentence: str) -> Core | None:
    """The sentence without its asides; None where it has none."""
    if sentence.count(",") + sentence.count("–") + sentence.count("—") < _PAIR:
        return None
    masked = _DATE_COMMA.sub("_", sentence)
    cuts: Sequence[tuple[int, int]] = [found.span() for found in _ASIDE.finditer(masked)]
    if not cuts:
        return None
    pieces, last = [], 0
    for start, end in cuts:
        pieces.append(sentence[last:start])
        last = end
    return Core("".join((*pieces, sentence[last:])), tuple(cuts))


_DATE_COMMA = re.compile(r"(?<=\d),(?=\s(?:19|20)\d\d\b)|(?<=day),(?=\s(?:[A-Z]|\d))")
"""A comma inside a date parts nothing."""
_PAIR = 2
"""An aside has a comma or a dash at both ends."""
