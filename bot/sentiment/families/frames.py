"""
Verb frames: who gains and who loses by the preposition a name stands behind.

"Takes a fifth of new starts from X", "moved its orders from X to Y", "prefers X to Y", "long X, short Y", "X over Y":
the verb alone says nothing, the name behind "from", "to", "over" does. A frame counts only where a name follows.
"""

from __future__ import annotations

from bot.sentiment.reading import Finding, Hit, Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "relations"
"""On cards a frame is a relation."""
REACH = 14
"""Tokens between a verb and its preposition, at most."""
_STOPS = words("; : ! ? – — but while whereas although though and")
_SKIPPED = words(
    "the a an its their rival rivals incumbent competitor peer fellow maker partner of both shares stock in"
)
"""What may stand between a preposition and the name."""


def apply(reading: Reading) -> None:
    """Findings for subject, object and prepositional names of every frame whose names are there (part of `relations`)."""
    for hit in reading.hits:
        if hit.roles & Role.FRAME and not hit.used:
            for subject, direct, behind, flags in hit.entry.frames:
                if "next" in flags:
                    _next(reading, hit, direct)
                elif "between" in flags:
                    _between(reading, hit, subject, behind)
                else:
                    _framed(reading, hit, subject, direct, behind, flags)


def _next(reading: Reading, hit: Hit, direct: float) -> None:
    """The name that follows at once; a call ("Sell X, target 240") is left to the ratings."""
    if hit.roles & Role.RATING and not hit.start:
        return
    place = _name(reading, hit.end)
    if place is not None:
        _add(reading, hit, hit.start, place, 0.0, direct)
        hit.used = True


def _between(reading: Reading, hit: Hit, subject: float, behind: float) -> None:
    """A name on either side; in a title-case headline anything may be one."""
    if hit.start and _is_name(reading, hit.start - 1) and _name(reading, hit.end) == hit.end and not _is_title(reading):
        _add(reading, hit, hit.start, hit.end, subject, behind)


def _framed(reading: Reading, hit: Hit, subject: float, direct: float, behind: float, flags: frozenset[str]) -> None:
    """Subject, object, and the name behind the verb's preposition, which then says nothing by itself."""
    at = _preposition(reading, hit, flags)
    if at is None:
        return
    if subject or direct:
        _add(reading, hit, hit.start, hit.end, subject, direct)
    _add(reading, hit, at, at + 1, 0.0, behind)
    hit.used = True
    for other in reading.hits:
        if other.start == at:
            other.used = True


def _preposition(reading: Reading, hit: Hit, flags: frozenset[str]) -> int | None:
    tokens = reading.tokens
    for index in range(hit.end, min(hit.end + REACH, len(tokens))):
        token = tokens[index]
        if token in _STOPS:
            return None
        if token in flags and _name(reading, index + 1) is not None:
            return index
    return None


def _name(reading: Reading, index: int) -> int | None:
    """Where a name begins from token `index` on, a few small words passed over."""
    for place in range(index, min(index + 3, len(reading.tokens))):
        if _is_name(reading, place):
            return place
        if reading.tokens[place] not in _SKIPPED:
            return None
    return None


def _is_name(reading: Reading, index: int) -> bool:
    start = reading.starts[index]
    text = reading.text
    return text[start].isupper() or (start > 0 and text[start - 1] == "$" and text[start].isalpha())


def _is_title(reading: Reading) -> bool:
    """Do most words begin with a capital?"""
    text = reading.text
    alphabetic = [place for place in reading.starts[: len(reading.tokens)] if text[place].isalpha()]
    return sum(text[place].isupper() for place in alphabetic) > len(alphabetic) / 2


def _add(reading: Reading, hit: Hit, start: int, end: int, left: float, right: float) -> None:
    factor = hit.entry.factor * (hit.negated or 1.0)
    finding = Finding(start, end, start, left * factor, NAME)
    finding.words = hit.entry.words
    finding.relation = True
    finding.left, finding.right = left * factor, right * factor
    reading.findings.append(finding)
