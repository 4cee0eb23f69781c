"""
Two arms, two periods, a figure and an estimate: two figures of one metric, where no verb says which way it went.

"0.4 versus 0.9" here; what else may stand side by side: `pairs`.
"""

from __future__ import annotations

from itertools import pairwise

from bot.sentiment.families.pairs import CONTROL, amounts, is_date, side_by_side
from bot.sentiment.reading import Hit, Reading, is_percent
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "numeric comparison"
ROLES = Role.NUMBER

_OF = words("per on of for")
SWING = 0.65
"""From loss to profit, or back."""
SAME = 0.08
"""Two arms this close (relative difference) have not separated."""
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
    for left, right in pairwise(place for place in figures if not is_date(reading, hits[place])):
        if not hits[left].used and not hits[right].used and side_by_side(reading, left, right):
            _compare(reading, left, right, hits[left], versus=False)


def _versus(reading: Reading) -> None:
    """The figures on both sides of each word such as "versus"."""
    for index, hit in enumerate(reading.hits):
        if hit.roles & Role.VERSUS and not hit.used:
            right = _number(reading, index, 1)
            left = None if right is None else _number(reading, index, -1, percent=is_percent(reading, right))
            if left is not None and right is not None and _compare(reading, left, right, hit, versus=True):
                hit.used = True


def _compare(reading: Reading, left: int, right: int, middle: Hit, *, versus: bool) -> bool:
    """A finding for the two figures, where a metric says which of them is better; whether there is one."""
    hits = reading.hits
    before, after = hits[left], hits[right]
    first, second = amounts(reading, left, right)
    if second in (first, 0) or any(
        other.roles & Role.DIRECTION
        and not other.used
        and before.start - 7 <= other.start < max(middle.start, before.end + 1)
        and "a" not in other.entry.flags
        for other in hits[max(0, left - 8) : right]
    ):
        return False
    metric = _metric(reading, left)
    if metric is None:
        return False
    other = next(
        (
            hit
            for hit in hits[left + 1 : right]
            if hit.roles & Role.METRIC and hit.entry.metric != 0.5 and reading.tokens[hit.start - 1] != "of"
        ),
        None,
    )
    if other is not None and other.entry.metric * metric.entry.metric < 0:  # a profit beside a loss
        reading.add(before, SWING if metric.entry.metric > 0 else -SWING, NAME, before.start, after.end)
        metric.used = other.used = before.used = after.used = True
        return True
    near = set(reading.tokens[max(0, before.start - 4) : middle.start])
    swapped = versus and bool(near & CONTROL) and not set(reading.tokens[middle.end : after.end + 5]) & CONTROL
    if metric.entry.metric < 0 and first < 0 and second < 0:  # a loss written with its sign
        first, second = -first, -second
    sign = 1.0 if metric.entry.metric > 0 else -1.0
    sign *= 1.0 if first > second else -1.0
    sign *= -1.0 if swapped else 1.0
    change = min(abs(first - second) / max(abs(first), abs(second), 1e-9), 1.0)
    controlled = not CONTROL.isdisjoint(reading.tokens[max(0, before.start - 4) : after.end + 5])
    same = change < (SAME if controlled else 0.02)
    value = (-0.4 if controlled else 0.0) if same else sign * (0.4 + 0.35 * change)
    if not value:
        return False
    finding = reading.add(before, value, NAME, before.start, after.end)
    if versus and not controlled and change >= SAME:
        finding.relation = True  # the other figure may be a competitor's
        finding.left, finding.right = finding.value, -0.8 * finding.value
    metric.used = before.used = after.used = True
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


def _is_of(reading: Reading, metric: Hit, other: Hit) -> bool:
    """Is the first what is measured, and the second only of what: "cost per passenger", "losses on loans", "net debt/EBITDA"?"""
    if metric.end == other.start:
        return reading.low[reading.starts[other.start] - 1] == "/"
    return other.start - metric.end == 1 and reading.tokens[metric.end] in _OF
