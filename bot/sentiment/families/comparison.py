"""
Two arms, two periods, a figure and an estimate: two figures of one metric, where no verb says which way it went.

"0.4 versus 0.9" here; what else may stand side by side: `pairs`.
"""

from __future__ import annotations

from itertools import pairwise

from bot.sentiment.families.pairs import (
    CONTROL,
    ELSEWHEN,
    amounts,
    is_date,
    is_expected,
    is_upper,
    shares,
    side_by_side,
)
from bot.sentiment.reading import Hit, Reading, is_percent
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "numeric comparison"
ROLES = Role.NUMBER

_OF = words("per on of for by from in at")
_TARGETS = words("target targets pt tp objective")
_RESULTS = words("profit profits loss losses earnings income result surplus deficit")
SWING = 0.65
"""From loss to profit, or back."""
SAME = 0.08
"""Two arms this close (relative difference) have not separated."""
EQUAL = 0.02
"""Two periods this close are the same."""
HEADING = 40
"""Tokens between the metric at the head of a list and a figure."""
APART = 7
"""Tokens between a metric and what it is measured of."""
_JOINED = words("and , : ; was were is are")
GAP = 9
"""Tokens between a figure and its "versus", and between that and the other figure."""


def apply(reading: Reading) -> None:
    """One finding per pair of figures whose metric is known to be good or bad when high."""
    hits = reading.hits
    figures = [place for place, hit in enumerate(hits) if hit.roles & Role.NUMBER]
    if len(figures) == 1:
        return
    if reading.mask & Role.VERSUS:
        _versus(reading)
    starts = [place for place in figures if not is_date(reading, hits[place]) and not is_upper(reading, place)]
    for left, right in pairwise(starts):
        if not hits[left].used and not hits[right].used and side_by_side(reading, left, right):
            _compare(reading, left, right, hits[left], versus=False)


def _versus(reading: Reading) -> None:
    """The figures on both sides of each word such as "versus"."""
    for index, hit in enumerate(reading.hits):
        if hit.roles & Role.VERSUS and not hit.used:
            right = _number(reading, index, 1)
            left = None if right is None else _number(reading, index, -1, percent=is_percent(reading, right))
            if left is not None and is_upper(reading, left):
                left -= 1
            if left is not None and right is not None and _compare(reading, left, right, hit, versus=True):
                hit.used = True


def _compare(reading: Reading, left: int, right: int, middle: Hit, *, versus: bool) -> bool:
    """A finding for the two figures, where a metric says which of them is better; whether there is one."""
    before, after = reading.hits[left], reading.hits[right]
    first, second = shares(reading, left, right) or amounts(reading, left, right)
    if second == first or (not second and not versus) or _is_told(reading, left, right, middle):
        return False
    metric = _metric(reading, left) or _heading(reading, left)
    if metric is None and not is_expected(reading, right):
        return False
    if metric is not None and reading.mask & Role.RATING and reading.tokens[metric.end - 1] in _TARGETS:
        return False  # the rating outweighs a moved price target
    good = metric is None or metric.entry.metric > 0  # what is estimated without a name is earnings or sales
    if metric is not None and _is_swing(reading, metric, left, right):
        value = SWING if good else -SWING
        reading.add(before, value, NAME, before.start, after.end)
    elif not _add(reading, before, after, middle, (first, second), good=good, versus=versus):
        return False
    before.used = after.used = True
    if metric is not None:
        metric.used = True
    return True


def _is_told(reading: Reading, left: int, right: int, middle: Hit) -> bool:
    """Does a word say which way it went?"""
    before = reading.hits[left]
    return any(
        hit.roles & Role.DIRECTION
        and not hit.used
        and before.start - 7 <= hit.start < max(middle.start, before.end + 1)
        and "a" not in hit.entry.flags
        and not (hit.entry.words == "growth" and is_expected(reading, right))
        for hit in reading.hits[max(0, left - 8) : right]
    )


def _is_swing(reading: Reading, metric: Hit, left: int, right: int) -> bool:
    """Does a loss stand beside a profit?"""
    tokens = reading.tokens
    if _RESULTS.isdisjoint(tokens[metric.start : metric.end]):
        return False
    for hit in reading.hits[left + 1 : right]:
        if hit.roles & Role.METRIC and not _RESULTS.isdisjoint(tokens[hit.start : hit.end]):
            swings = hit.entry.metric * metric.entry.metric < 0
            hit.used = hit.used or swings
            return swings
    return False


def _add(
    reading: Reading, before: Hit, after: Hit, middle: Hit, figures: tuple[float, float], *, good: bool, versus: bool
) -> bool:
    """The finding, with what it says of another company if that has the second figure; whether there is one."""
    tokens, (first, second) = reading.tokens, figures
    if not good and first < 0 and second < 0:  # a loss written with its sign
        first, second = -first, -second
    controlled = not CONTROL.isdisjoint(tokens[max(0, before.start - 4) : after.end + 5])
    change = min(abs(first - second) / max(abs(first), abs(second), 1e-9), 1.0)
    if change < (SAME if controlled else EQUAL):
        value = -0.4 if controlled else 0.0
    else:
        value = (0.4 + 0.35 * change) * (1.0 if good == (first > second) else -1.0)
        near = {*tokens[max(0, before.start - 4) : middle.start]}
        if versus and near & CONTROL and CONTROL.isdisjoint(tokens[middle.end : after.end + 5]):
            value = -value
    if not value:
        return False
    finding = reading.add(before, value, NAME, before.start, after.end)
    beside = tokens[middle.end : after.end + 5]
    elsewhen = tokens[middle.end - 1] == "from" or not ELSEWHEN.isdisjoint(beside)
    if versus and not controlled and not elsewhen and change >= SAME:
        finding.relation = True  # the other figure may be a competitor's
        finding.left, finding.right = finding.value, -0.8 * finding.value
    return True


def _number(reading: Reading, index: int, step: int, *, percent: bool | None = None) -> int | None:
    """The nearest figure on one side; a percentage or none where the other figure is one or not ("58% (7/12) versus 17%")."""
    hits = reading.hits
    middle = hits[index]
    place = index + step
    for _ in range(9):
        if not 0 <= place < len(hits):
            return None
        hit = hits[place]
        if (hit.start - middle.end if step > 0 else middle.start - hit.end) > GAP or hit.roles & Role.BREAK:
            return None
        if hit.roles & Role.NUMBER and (percent is None or is_percent(reading, place) == percent):
            return place
        place += step
    return None


def _metric(reading: Reading, index: int) -> Hit | None:
    """The metric the figure measures: the nearest one to its left in the clause or before its colon, else to its right."""
    hits = reading.hits
    start = hits[index].start
    found = None
    for hit in hits[max(0, index - 8) : index][::-1]:
        if start - hit.end > 14 or (hit.roles & (Role.BREAK | Role.STRONG) and reading.tokens[hit.start] != ":"):
            break
        if not hit.roles & Role.METRIC or hit.entry.metric == 0.5:
            continue
        if found is None or _is_of(reading, hit, found):
            found = hit
        else:
            break
    if found is not None:
        return found
    for hit in hits[index + 1 : index + 5]:
        if hit.start - start > 8 or hit.roles & (Role.BREAK | Role.STRONG):
            break
        if hit.roles & Role.METRIC and hit.entry.metric != 0.5:
            return hit
    return None


def _heading(reading: Reading, index: int) -> Hit | None:
    """The metric at the head of a list: "Like-for-like sales: A 2.0%, consensus 3.9%; B 1.1% (0.4)"."""
    start = reading.hits[index].start
    return next(
        (
            hit
            for hit in reading.hits[:index]
            if hit.roles & Role.METRIC and hit.entry.metric != 0.5 and start - hit.end <= HEADING
        ),
        None,
    )


def _is_of(reading: Reading, metric: Hit, other: Hit) -> bool:
    """Is the first measured, the second only of what: "cost per passenger", "churn of its customers", "net debt/EBITDA"?"""
    if metric.end == other.start:
        return reading.low[reading.starts[other.start] - 1] == "/"
    between = reading.tokens[metric.end : other.start]
    return len(between) <= APART and between[0] in _OF and _JOINED.isdisjoint(between)
