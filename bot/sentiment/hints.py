"""What the sentence model is told of a text beside its words: an encoder does not see which of two figures is higher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.sentiment.amounts import (
    CURRENCIES,
    SCALES,
    UNITS,
    amounts,
    currency_of,
    is_percent,
    is_upper,
)
from bot.sentiment.figures import AMONG, APART, BESIDE, Pair, pairs, places, swing
from bot.sentiment.tokens import lowered, tokenize
from bot.sentiment.wordlists import words

_FIGURE = re.compile(r"(?<![A-Za-z\d.,])[\d.][\d.,]*")
_SENTENCE = re.compile(r"(?<!\bvs)(?<!\best)(?<!\be)[.]\s+[A-Z]")
_TO = words("to and or")
"""Before the second of two figures that belong together: "0.41 to 0.79"."""
SLIGHT = 0.005
"""Figures this close (relative difference) are told to be equal."""


def told(text: str) -> str:
    """
    The text with a word behind each figure that another one stands beside: "higher", "lower" or "equal" where they are compared
    ("1.02 lower, consensus 1.08"), a sign behind both where they are only alike ("19% > for Acme, 3% < for Borea"). Figures of two
    sentences, and within asterisks, are left alone.
    """
    if len(_FIGURE.findall(text)) < 2:
        return text
    tokens, starts = tokenize(lowered(text))
    added: list[tuple[int, str]] = []
    taken: set[int] = set()
    for pair in pairs(tokens):
        taken.update(pair[:2])
        if not _SENTENCE.search(text, starts[pair.left], starts[pair.right]):
            size = swing(tokens, pair) or _sign(pair)
            added.append((pair.left, "higher" if size > 0 else "lower" if size < 0 else "equal"))
    for pair in _alike(tokens, taken):
        if not _SENTENCE.search(text, starts[pair.left], starts[pair.right]):
            size = _sign(pair)
            added += [(pair.left, "=><"[size]), (pair.right, "=<>"[size])]
    for figure, word in sorted(added, reverse=True):
        last = _last_of(tokens, figure)
        place = starts[last] + len(tokens[last].rstrip(","))
        while text[place : place + 1].isalnum():  # the c of "38c" is a word of its own
            place += 1
        if text.count("*", 0, place) % 2 == 0:
            text = f"{text[:place]} {word}{text[place:]}"
    return text


def _sign(pair: Pair) -> int:
    """1 where the first is higher, -1 where it is lower, 0 where they are nearly the same."""
    return 0 if pair.change < SLIGHT else 1 if pair.first > pair.second else -1


def _alike(tokens: Sequence[str], taken: set[int]) -> list[Pair]:
    """Figures of one kind, one after the other, that nothing compares: "19% for Acme, 3% for Borea"; none stands in two pairs."""
    found: list[Pair] = []
    free = [place for place in places(tokens) if place not in taken and not is_upper(tokens, place)]
    last = -1
    for left, right in pairwise(free):
        if left == last or not 1 < right - left <= APART or tokens[right - 1] in _TO:
            continue
        if _kind(tokens, left) == _kind(tokens, right) is not None:
            found.append(Pair(left, right, *amounts(tokens, left, right)))
            last = right
    return found


def _kind(tokens: Sequence[str], place: int) -> str | None:
    """What the figure counts: percent, a currency, the noun behind it; None where nothing says."""
    if is_percent(tokens, place):
        return "percent"
    currency = currency_of(tokens, place)
    if currency is not None:
        return currency
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if following.isalpha() and following not in BESIDE and following not in SCALES and following not in AMONG:
        return following
    return "decimal" if "." in tokens[place] else None


def _last_of(tokens: Sequence[str], place: int) -> int:
    """The last token of a figure: the upper end of its range, its unit, its currency."""
    while place + 1 < len(tokens) and (
        is_upper(tokens, place + 1)
        or (tokens[place + 1] == "–" and is_upper(tokens, place + 2))
        or tokens[place + 1] in UNITS
        or tokens[place + 1 : place + 3] == ["per", "cent"]
        or tokens[place + 1] in CURRENCIES
    ):
        place += 1
    return place
