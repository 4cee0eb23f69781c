"""What the sentence model is told of a text beside its words: an encoder does not see which of two figures is higher."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.sentiment.amounts import (
    CURRENCIES,
    SCALES,
    UNITS,
    amounts,
    currency_of,
    is_figure,
    is_percent,
    is_upper,
)
from bot.sentiment.figures import AMONG, APART, BESIDE, COUNTED, Pair, pairs, places, swing
from bot.sentiment.tokens import lowered, number, tokenize
from bot.sentiment.wordlists import words

_FIGURE = re.compile(r"(?<![A-Za-z\d.,])[\d.][\d.,]*")
_SENTENCE = re.compile(r"(?<!\bvs)(?<!\best)(?<!\be)[.]\s+[A-Z]")
_AND = words("and or ,")
_LABELLING = words(
    "phase grade stage week day month year cohort part type level class tier age aged no article section rule form version"
    " series hr rr or p n ph"
)
"""Before a number that measures nothing, or nothing that its neighbours measure."""
_INTERVAL = words("ci confidence interval")
_DOSE = words("mg mcg ug µg iu")
_NO_NOUN = (BESIDE - words("month months quarter year years")) | SCALES.keys() | AMONG
_NO_NOUN |= words(
    "is are be did does with that which who where by than or as but after before over under per if when has have"
)
"""Words behind a figure that are not what it counts."""
FAR = 18
"""Tokens between two figures of one kind in neighbouring sentences."""
SLIGHT = 0.005
"""Figures this close (relative difference) are told to be equal."""


def told(text: str) -> str:
    """
    The text with a word behind each figure that another one stands beside: "higher", "lower" or "equal" where they are compared
    ("1.02 lower, consensus 1.08"), a sign behind both where they are only alike ("19% > for Acme, 3% < for Borea"). Figures within
    asterisks are left alone.
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
    for pair in _alike(text, tokens, starts, taken):
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


def _alike(text: str, tokens: Sequence[str], starts: Sequence[int], taken: set[int]) -> list[Pair]:
    """
    Figures of one kind, one after the other, that nothing compares: "19% for Acme, 3% for Borea", "4.6 days on Acme's capsules,
    4.5 on placebo". Two joined by "and" go with the two before them: "41% and 58% on the drug, 2% and 3% on placebo". None
    stands in two pairs.
    """
    free = [place for place in places(tokens) if place not in taken and _is_measure(tokens, place)]

    def is_pair(left: int, right: int) -> bool:
        ends = len(_SENTENCE.findall(text, starts[left], starts[right]))
        return ends < 2 and right - left <= (FAR if ends else APART) and _are_alike(tokens, left, right)

    found: list[tuple[int, int]] = []
    at = 0
    while at + 1 < len(free):
        first, second, *rest = free[at : at + 4]
        joined = len(rest) == 2 and _is_joined(tokens, first, second) and _is_joined(tokens, *rest)
        if joined and is_pair(first, rest[0]) and is_pair(second, rest[1]):
            found += [(first, rest[0]), (second, rest[1])]
            at += 4
        elif is_pair(first, second):
            found.append((first, second))
            at += 2
        else:
            at += 1
    return [Pair(left, right, *(_shares(tokens, left, right) or amounts(tokens, left, right))) for left, right in found]


def _is_measure(tokens: Sequence[str], place: int) -> bool:
    """Not the number of a phase, a dose, a time, the end of a range or interval, or what a count is counted among."""
    before, after = tokens[max(0, place - 1)], tokens[place + 1 : place + 2]
    if before in _INTERVAL or {*after} & (_INTERVAL | _DOSE) or is_upper(tokens, place):
        return False
    if before in _LABELLING and not is_percent(tokens, place):
        return False
    if before in ("to", ":") and is_figure(tokens, place - 2):
        return False
    if after == [":"] and is_figure(tokens, place + 2):
        return False
    return before not in AMONG or not any(is_figure(tokens, place - back) for back in range(2, COUNTED + 2))


def _is_joined(tokens: Sequence[str], left: int, right: int) -> bool:
    """Does nothing but a unit and "and" stand between?"""
    return right - left < 4 and tokens[right - 1] in _AND


def _are_alike(tokens: Sequence[str], left: int, right: int) -> bool:
    """Do both count one thing, named with the first where not with both?"""
    one, other = _kind(tokens, left), _kind(tokens, right)
    return one == other or other is None


def _shares(tokens: Sequence[str], left: int, right: int) -> tuple[float, float] | None:
    """The two as shares, where each is counted among something: "3 of 90 and 31 of 88"."""
    found = []
    for place in (left, right):
        among = next((at for at in range(place + 2, place + COUNTED + 2) if is_figure(tokens, at)), None)
        if among is None or tokens[among - 1] not in AMONG or not number(tokens[among]):
            return None
        found.append(number(tokens[place]) / number(tokens[among]))
    return found[0], found[1]


def _kind(tokens: Sequence[str], place: int) -> str | None:
    """What the figure counts: percent, a currency, the noun behind it; None where nothing says."""
    if is_percent(tokens, place):
        return "percent"
    currency = currency_of(tokens, place)
    if currency is not None:
        return currency
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if following.isalpha() and following not in _NO_NOUN:
        return following.removesuffix("s")
    return None


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
