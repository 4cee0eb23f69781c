"""
Figures side by side: which is measured against which.

"0.4 versus 0.9", "EUR 3.1 mn (EUR 4.9 mn)", "12.4 % (11.9)", "2.1 % from 2.8 %", "1.12, consensus 1.08", "EUR 61 mn at the end of
March, EUR 48 mn at the end of December", "18 of 157 against 37 of 107", "EUR 40-44 million (previously EUR 42-46 million)".

The rules judge such a pair by its metric (`families.comparison`); the sentence model is told which figure is higher (`hints`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.sentiment.amounts import (
    CURRENCIES,
    MONTHS,
    UNITS,
    amounts,
    is_converted,
    is_date,
    is_figure,
    is_money,
    is_percent,
    is_upper,
    is_year,
)
from bot.sentiment.tokens import NUMBER_START, number
from bot.sentiment.wordlists import words

CONTROL = words(
    "placebo pbo control controls ctrl observation standard soc sham comparator chemotherapy chemo vehicle saline dummy"
    " untreated historic historical docetaxel methotrexate"
)
"""Words for the arm that a drug is compared with."""
EXPECTED = words(
    "consensus est estimate estimates estimated expected expectation expectations forecast street whisper pencilled poll"
    " polled guide guided view e"
)
"""Words for what was expected."""
_PAST = words("ago earlier previous previously prior last before old was corresponding comparable preceding")
ELSEWHEN = EXPECTED | _PAST | MONTHS | words("year quarter half month months")
"""Words for another time, or for what was expected: the other figure is no competitor's."""
BESIDE = words(
    "in the a an of for at on and it they had been while whereas comparison year years quarter half month months period same"
    " q1 q2 q3 q4 h1 h2 1h 2h 9m 6m 3m 12m fy spring summer autumn winter first second third fourth end analysts against vs"
    " versus from compared to were group arm mean median loss profit : ,"
)
"""Words that say when, whose or of what, and not what is counted."""
_LABEL = CONTROL | EXPECTED | _PAST | MONTHS | CURRENCIES | UNITS | BESIDE
"""Words that may stand beside the second figure: when it was, who expected it, in which arm, in what money."""
_VERSUS = words("versus vs v against")
_VERSUS_BEFORE = {
    "with": words("compared compares compare comparison"),
    "to": words("compared compares compare relative"),
    "from": words("up down"),
}
"""The word that makes another one mean "versus"."""
WITHIN = 6
"""So many tokens ahead of a figure say what it counts."""
LOSS = words("loss losses deficit negative")
_PROFIT = words("profit profits surplus income earnings positive")
_RESULT = _PROFIT | words("result eps ebit ebita ebitda share cash earned")
_FROM = words("from after")
AMONG = words("of in among")
"""Before what a count is counted among."""
_MARKS = frozenset(",;")
_WALLS = frozenset(",;:!?()—–")
_BREAKS = frozenset(";!?") | words("but while whereas although though")

APART = 12
"""Tokens between two figures that stand side by side."""
GAP = 9
"""Tokens between a figure and its "versus", and between that and the other figure."""
BRACKETS = 12
"""Tokens behind a figure in brackets."""
COUNTED = 4
"""Tokens between a count and what it is counted among."""
NEAR = 6
"""Tokens between a figure and "from", or brackets that tell a time."""
EQUAL = 0.02
"""Figures this close (relative difference) are the same to the rules."""


class Pair(NamedTuple):
    """A figure and what it is measured against: their tokens, and their amounts in one unit."""

    left: int
    right: int
    first: float
    second: float
    versus: int | None = None
    """The token of the word "versus" (the last one where it is several), if one stands between."""

    @property
    def change(self) -> float:
        """Difference by the larger of the two, 0 to 1."""
        return min(abs(self.first - self.second) / max(abs(self.first), abs(self.second), 1e-9), 1.0)


def places(tokens: Sequence[str]) -> list[int]:
    """Where figures stand that are no dates."""
    return [place for place, token in enumerate(tokens) if token[0] in NUMBER_START and not is_date(tokens, place)]


def pairs(tokens: Sequence[str]) -> list[Pair]:
    """The pairs of a tokenized sentence, those with a "versus" first; no figure stands in two."""
    figures = places(tokens)
    if len(figures) < 2:
        return []
    found: list[Pair] = []
    taken: set[int] = set()
    for middle in range(figures[0] + 1, figures[-1]):
        if _is_versus(tokens, middle):
            made = _versus(tokens, middle)
            if made is not None and taken.isdisjoint(made[:2]):
                found.append(made)
                taken.update(made[:2])
    for left, right in pairwise(place for place in figures if not is_upper(tokens, place)):
        if left not in taken and right not in taken and _is_beside(tokens, left, right):
            found.append(Pair(left, right, *amounts(tokens, left, right)))
            taken.update((left, right))
    return found


def swing(tokens: Sequence[str], pair: Pair) -> int:
    """1 for a profit beside a loss, -1 for a loss beside a profit, else 0: figures are often written without their sign."""
    before, between = {*tokens[max(0, pair.left - WITHIN) : pair.left]}, {*tokens[pair.left + 1 : pair.right]}
    if between & LOSS and not between & _PROFIT and before & _RESULT and not before & LOSS:
        return 1
    if between & _PROFIT and not between & LOSS and before & LOSS and not before & _PROFIT:
        return -1
    return 0


def is_expected(tokens: Sequence[str], right: int) -> bool:
    """Is the figure at token `right` an estimate?"""
    return not EXPECTED.isdisjoint(tokens[max(0, right - 4) : right + 3])


def _is_versus(tokens: Sequence[str], place: int) -> bool:
    token = tokens[place]
    return token in _VERSUS or (token in _VERSUS_BEFORE and tokens[place - 1] in _VERSUS_BEFORE[token])


def _versus(tokens: Sequence[str], middle: int) -> Pair | None:
    right = next(_near(tokens, middle, 1), None)
    if right is None:
        return None
    percent = is_percent(tokens, right)
    left = next((place for place in _near(tokens, middle, -1) if is_percent(tokens, place) == percent), None)
    if left is None:
        return None
    one, other = share(tokens, left, -1), share(tokens, right, 1)
    if one is not None and other is not None:  # "18 of 157 against 37 of 107"
        return Pair(left, right, one, other, middle)
    while is_upper(tokens, left):
        left -= 2 if tokens[left - 1] == "–" else 1
    return Pair(left, right, *amounts(tokens, left, right), middle)


def _near(tokens: Sequence[str], middle: int, step: int) -> Iterator[int]:
    """The figures on one side, nearest first, as far as `GAP` or where a clause ends."""
    for place in range(middle + step, middle + step * (GAP + 2), step):
        if not 0 <= place < len(tokens) or tokens[place] in _BREAKS:
            return
        if is_figure(tokens, place) and not is_date(tokens, place):
            yield place


def share(tokens: Sequence[str], place: int, step: int) -> float | None:
    """The share that the count before or behind a "versus" is of what it is counted among; None where it is no count."""
    end = place + step * (COUNTED + 2)
    other = next((at for at in range(place + step, end, step) if is_figure(tokens, at)), None)
    if other is None:
        return None
    count, among = sorted((place, other))
    if among - count < 2 or tokens[among - 1] not in AMONG:
        return None
    part, whole = number(tokens[count]), number(tokens[among])
    return part / whole if 0 <= part <= whole and whole else None


def _is_beside(tokens: Sequence[str], left: int, right: int) -> bool:
    """Is the figure at token `right`, the next one, what that at `left` is measured against, without a "versus"?"""
    between = tokens[left + 1 : right]
    percent = is_percent(tokens, left) or (is_upper(tokens, left + 1) and is_percent(tokens, left + 1))
    if (
        not 0 < len(between) <= APART
        or (is_percent(tokens, right) and not percent)
        or is_converted(tokens, left, right)
    ):
        return False
    if "(" in between:
        return ")" not in between and _in_brackets(tokens, between, right)
    if percent != is_percent(tokens, right):
        return percent and between[-1] == "from" and _until_wall(tokens, right + 1) == []
    return _after_from(tokens, between, left, right) or _after_comma(tokens, between, right, percent=percent)


def _in_brackets(tokens: Sequence[str], between: Sequence[str], right: int) -> bool:
    """A lone figure with nothing beside it but a label, straight after the other one or not far off if it has a date."""
    end = right + 1
    closed = next((place for place in range(end, min(end + BRACKETS, len(tokens))) if tokens[place] == ")"), None)
    if closed is None:
        return False
    opened = between.index("(")
    inside = [token for token in (*between[opened + 1 :], *_after_range(tokens[end:closed])) if not is_year(token)]
    apart = [token for token in _after_range(between[:opened]) if token not in UNITS and token not in CURRENCIES]
    dated = not (_PAST | EXPECTED | CONTROL).isdisjoint(inside)
    return _LABEL.issuperset(inside) and len(apart) <= (NEAR if dated else 1) and _WALLS.isdisjoint(apart)


def _after_range(tokens: Sequence[str]) -> Sequence[str]:
    """The tokens behind a figure, without the upper end of its range."""
    upper = tokens[1:] if tokens[:1] in (["–"], ["to"]) else tokens
    return upper[1:] if upper and upper[0][0] in NUMBER_START else tokens


def _after_from(tokens: Sequence[str], between: Sequence[str], left: int, right: int) -> bool:
    """Two percentages or two sums of money: "0.6% of sales, from 2.8%"."""
    said = [token for token in between if token not in CURRENCIES]
    if len(between) > NEAR or not {*said[-1:]} & _FROM:
        return False
    return is_percent(tokens, left) or (is_money(tokens, left) and is_money(tokens, right))


def _after_comma(tokens: Sequence[str], between: Sequence[str], right: int, *, percent: bool) -> bool:
    """With a time or an estimate: "4.1 mn; a year ago 6.3 mn", "61 mn at the end of March, 48 mn at the end of December"."""
    marks = [place for place, token in enumerate(between) if token in _MARKS]
    if not marks or not _LABEL.issuperset(between[marks[-1] + 1 :]):
        return False
    ahead, behind = {*between[: marks[-1]]}, _until_wall(tokens, right + 1)
    beside = {*between[marks[-1] + 1 :], *behind}
    if beside & (EXPECTED | _PAST) or "end" in beside & ahead:
        return True
    if not beside & MONTHS:
        return False
    if ahead & MONTHS:
        return any(map(str.isdigit, behind))
    return percent


def _until_wall(tokens: Sequence[str], start: int) -> list[str]:
    """The next tokens, as far as a comma, bracket or other break, seven at most."""
    found: list[str] = []
    for token in tokens[start : start + 7]:
        if token in _WALLS:
            break
        found.append(token)
    return found
