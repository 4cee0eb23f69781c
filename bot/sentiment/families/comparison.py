"""
Two arms, two periods, a figure and an estimate: two figures of one metric, where no verb says which way it went.

Which figures stand side by side: `bot.sentiment.figures`.
"""

from __future__ import annotations

from bot.sentiment import figures
from bot.sentiment.figures import CONTROL, ELSEWHEN, EQUAL, Pair
from bot.sentiment.reading import Hit, Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "numeric comparison"
ROLES = Role.NUMBER

_OF = words("per on of for by from in at")
_JOINED = words("and , : ; was were is are")
_TARGETS = words("target targets pt tp objective")
SWING = 0.65
"""From loss to profit, or back."""
SAME = 0.08
"""Two arms this close (relative difference) have not separated."""
HEADING = 40
"""Tokens between the metric at the head of a list and a figure."""
APART = 7
"""Tokens between a metric and what it is measured of."""


def apply(reading: Reading) -> None:
    """One finding per pair of figures whose metric is known to be good or bad when high."""
    numbers = {hit.start: place for place, hit in enumerate(reading.hits) if hit.roles & Role.NUMBER}
    if len(numbers) < 2:
        return
    for pair in figures.pairs(reading.tokens):
        left, right = numbers.get(pair.left), numbers.get(pair.right)
        if left is None or right is None or reading.hits[left].used or reading.hits[right].used:
            continue
        _compare(reading, left, right, pair)


def _compare(reading: Reading, left: int, right: int, pair: Pair) -> None:
    """A finding for the figures at hits `left` and `right`, where a metric says which of them is better."""
    before, after = reading.hits[left], reading.hits[right]
    expected = figures.is_expected(reading.tokens, pair.right)
    if pair.first == pair.second or (not pair.second and pair.versus is None):
        return
    if _is_told(reading, left, right, before.end if pair.versus is None else pair.versus, expected=expected):
        return
    metric = _metric(reading, left) or _heading(reading, left)
    if metric is None and not expected:
        return
    if metric is not None and reading.mask & Role.RATING and reading.tokens[metric.end - 1] in _TARGETS:
        return  # the rating outweighs a moved price target
    good = metric is None or metric.entry.metric > 0  # what is estimated without a name is earnings or sales
    swing = figures.swing(reading.tokens, pair)
    if swing:
        reading.add(before, SWING * swing, NAME, before.start, after.end)
    elif not _add(reading, before, after, pair, good=good):
        return
    before.used = after.used = True
    if metric is not None:
        metric.used = True


def _is_told(reading: Reading, left: int, right: int, middle: int, *, expected: bool) -> bool:
    """Does a word ahead of token `middle` say which way it went?"""
    before = reading.hits[left]
    return any(
        hit.roles & Role.DIRECTION
        and not hit.used
        and before.start - 7 <= hit.start < max(middle, before.end + 1)
        and "a" not in hit.entry.flags
        and not (hit.entry.words == "growth" and expected)
        for hit in reading.hits[max(0, left - 8) : right]
    )


def _add(reading: Reading, before: Hit, after: Hit, pair: Pair, *, good: bool) -> bool:
    """The finding, with what it says of another company if that has the second figure; whether there is one."""
    tokens, first, second = reading.tokens, pair.first, pair.second
    middle = before.end if pair.versus is None else pair.versus + 1
    beside = tokens[middle : after.end + 5]
    if not good and first < 0 and second < 0:  # a loss written with its sign
        first, second = -first, -second
    controlled = not CONTROL.isdisjoint(tokens[max(0, before.start - 4) : after.end + 5])
    if pair.change < (SAME if controlled else EQUAL):
        value = -0.4 if controlled else 0.0
    else:
        value = (0.4 + 0.35 * pair.change) * (1.0 if good == (first > second) else -1.0)
        near = {*tokens[max(0, before.start - 4) : middle]}
        if pair.versus is not None and near & CONTROL and CONTROL.isdisjoint(beside):
            value = -value
    if not value:
        return False
    finding = reading.add(before, value, NAME, before.start, after.end)
    elsewhen = tokens[middle - 1] == "from" or not ELSEWHEN.isdisjoint(beside)
    if pair.versus is not None and not controlled and not elsewhen and pair.change >= SAME:
        finding.relation = True  # the other figure may be a competitor's
        finding.left, finding.right = finding.value, -0.8 * finding.value
    return True


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
            for hit in reading.hits[max(0, index - HEADING) : index]
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
