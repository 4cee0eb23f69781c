"""
Which stories tell the same thing: near-equal titles, looser ones that share a figure, or bodies whose SimHash hardly differs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.model import Story

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"(?<![\w.])[$€£]?\d[\d,]*(?:\.\d+)?%?")
BITS = 64
NEAR_BITS = 8
"""Two bodies whose SimHashes differ in at most this many of 64 bits are one story."""
TITLE_OVERLAP = 0.6
"""Share of common words (Jaccard) from which two titles, or two short stories, are one."""
SAME_FIGURE_OVERLAP = 0.4
"""The same where both give one figure ("58.3%") and one name, and not each a name of its own: one event in other words."""
CLOSE = timedelta(days=3)
"""Tellings further apart than this are separate news (a company repeats its headlines every quarter)."""
SAME_FIGURE_CLOSE = timedelta(days=1)
"""The same for tellings that share a figure: within this the wires retell an event."""
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


@dataclass(frozen=True, slots=True)
class _Title:
    """What of a title tells it from others, in lower case, a trailing " - Publisher" left out."""

    words: frozenset[str]
    subject: str
    """The first word: a headline begins with who or what it is about."""
    names: frozenset[str]
    """Further words with a capital."""
    figures: frozenset[str]
    """As written; a single digit without a sign only numbers things ("UPDATE 1", "Phase 3")."""


def _title(title: str) -> _Title:
    head, dash, tail = title.rpartition(" - ")
    shown = head if dash and len(tail) <= 40 else title
    words = _WORD.findall(shown)
    names = frozenset(word.lower() for word in words[1:] if word[0].isupper())
    figures = frozenset(figure.rstrip(",") for figure in _FIGURE.findall(shown) if len(figure.rstrip(",")) > 1)
    return _Title(frozenset(map(str.lower, words)), words[0].lower() if words else "", names, figures)


def groups(stories: Sequence[Story]) -> list[int]:
    """For each story the number of its group; a story joins the group of the first earlier one it repeats."""
    seen: list[tuple[Story, _Title, int, int]] = []
    result = []
    count = 0
    for story in stories:
        title = _title(story.title)
        body = simhash(story.summary) if len(_WORD.findall(story.summary)) >= _LEAST_BODY else 0
        group = next((number for other, known, hashed, number in seen
                      if (apart := abs(other.published - story.published)) <= CLOSE
                      and (_same_body(body, hashed) or _same_title(title, known, apart))), None)  # fmt: skip
        if group is None:
            group = count
            count += 1
        seen.append((story, title, body, group))
        result.append(group)
    return result


def _same_body(one: int, other: int) -> bool:
    return bool(one and other) and (one ^ other).bit_count() <= NEAR_BITS


def _same_title(one: _Title, other: _Title, apart: timedelta) -> bool:
    """Two that begin with subjects of their own, or each give a figure that the other lacks, are two stories."""
    if not one.words or not other.words:
        return False
    if one.subject not in other.words and other.subject not in one.words:
        return False
    if _lacking(one, other) and _lacking(other, one):
        return False
    overlap = len(one.words & other.words) / len(one.words | other.words)
    if overlap >= TITLE_OVERLAP:
        return True
    if (
        apart > SAME_FIGURE_CLOSE
        or overlap < SAME_FIGURE_OVERLAP
        or (one.names - other.words and other.names - one.words)
    ):
        return False
    return bool({one.subject, *one.names} & {other.subject, *other.names}) and _share_a_figure(one, other)


def _lacking(one: _Title, other: _Title) -> bool:
    """Whether a figure of one stands in no form in the other."""
    return any(not any(_alike(figure, known) for known in other.figures) for figure in one.figures)


def _share_a_figure(one: _Title, other: _Title) -> bool:
    """A plain whole number does not do: it may be part of a name ("S&P 500")."""
    return any(
        _alike(figure, known) and not (figure + known).isdigit() for figure in one.figures for known in other.figures
    )


def _alike(one: str, other: str) -> bool:
    """Equal when rounded to the coarser of the two: 58.3% and 58%."""
    plain = [figure.strip("$€£%").replace(",", "") for figure in (one, other)]
    places = min(len(figure.partition(".")[2]) for figure in plain)
    return f"{float(plain[0]):.{places}f}" == f"{float(plain[1]):.{places}f}"
