"""What the sentence model is told of a text beside its words: an encoder does not see which of two figures is higher."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.sentiment.amounts import CURRENCIES, UNITS, is_upper
from bot.sentiment.arms import alike, sentence_ends
from bot.sentiment.families.comparison import first_is_better
from bot.sentiment.figures import Pair, pairs, swing
from bot.sentiment.lexicon import load
from bot.sentiment.periods import moves
from bot.sentiment.reading import Reading, read
from bot.sentiment.tokens import lowered, tokenize

_NOISE = re.compile(r"https?://\S+|\[n[A-Z0-9]{6,}\]|^\s*[A-Za-z]+(?:Breaks|News|Wire|Briefs?|Alerts?)\s+[–—-]\s")
"""Links, wire codes, and the name of a newsroom's series ahead of a headline: "InvestorNewsBreaks – Acme wins"."""
_FIGURE = re.compile(r"(?<![A-Za-z\d.,])[\d.][\d.,]*")
SLIGHT = 0.005
"""Figures this close (relative difference) are told to be equal where they are compared."""
SAME, LARGE = 0.03, 0.25
"""Figures that are only alike: this close they are the same, and from here on far apart."""


def tidy(text: str) -> str:
    """What a model is given of a text: no asterisks of its own, nothing of `_NOISE`, single spaces."""
    return " ".join(_NOISE.sub(" ", text.replace("*", " ")).split())


def told(text: str) -> str:
    """
    The text with a word behind each figure that another one stands beside: "higher", "lower" or "equal" where they are compared
    ("1.02 lower, consensus 1.08"); a sign behind both where they are only alike, doubled where they are far apart, and which is
    better where the metric says ("response 19% >> better for Acme, 3% << worse for Borea"); "later" or "earlier" behind a date
    that takes another one's place. Figures within asterisks are left alone.
    """
    low = lowered(text)
    added = [(move.new.end, "later" if move.years > 0 else "earlier") for move in moves(low)]
    if len(_FIGURE.findall(text)) > 1:
        added += _compared(text, low)
    for place, word in sorted(added, reverse=True):
        if text.count("*", 0, place) % 2 == 0:
            text = f"{text[:place]} {word}{text[place:]}"
    return text


def _compared(text: str, low: str) -> list[tuple[int, str]]:
    """What is said of figures: the character behind each, and the word."""
    tokens, starts = tokenize(low)
    added: list[tuple[int, str]] = []
    taken: set[int] = set()
    for pair in pairs(tokens):
        taken.update(pair[:2])
        if not sentence_ends(text, starts[pair.left], starts[pair.right]):
            size = swing(tokens, pair) or _sign(pair)
            added.append((pair.left, "higher" if size > 0 else "lower" if size < 0 else "equal"))
    both = alike(text, tokens, starts, taken)
    if both:
        reading = read(text, load())
        added += (one for pair in both for one in zip(pair[:2], _signs(reading, pair), strict=True))
    return [(_behind(text, tokens, starts, figure), word) for figure, word in added]


def _behind(text: str, tokens: Sequence[str], starts: Sequence[int], figure: int) -> int:
    """The character behind a figure and what belongs to it."""
    last = _last_of(tokens, figure)
    place = starts[last] + len(tokens[last].rstrip(","))
    while text[place : place + 1].isalnum():  # the c of "38c" is a word of its own
        place += 1
    return place


def _signs(reading: Reading, pair: Pair) -> tuple[str, str]:
    """What is said behind either figure."""
    if pair.change < SAME:
        return "=", "="
    size = 2 if pair.change >= LARGE else 1
    signs = (">" * size, "<" * size)
    first, second = signs if pair.first > pair.second else signs[::-1]
    better = first_is_better(reading, pair)
    if better is None:
        return first, second
    return (f"{first} better", f"{second} worse") if better else (f"{first} worse", f"{second} better")


def _sign(pair: Pair) -> int:
    """1 where the first is higher, -1 where it is lower, 0 where they are nearly the same."""
    return 0 if pair.change < SLIGHT else 1 if pair.first > pair.second else -1


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
