"""
Two arms, two periods, a figure and an estimate: two figures of one metric, where no verb says which way it went.

Which figures stand side by side: `bot.sentiment.figures`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.sentiment import figures
from bot.sentiment.arms import alike, control_side
from bot.sentiment.figures import CONTROL, ELSEWHEN, EQUAL, Pair
from bot.sentiment.reading import Hit, Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "numeric comparison"
ROLES = Role.NUMBER

_OF = words("per on of for by from in at")
_JOINED = words("and , : ; was were is are")
_TARGETS = words("target targets pt tp objective")
_SETTLED = words("baseline margin noninferior noninferiority")
"""Beside these two arms alike are as they should be."""
_STANDS = words("down up")
_CHANGED = ("improv", "worsen")
SWING = 0.65
"""From loss to profit, or back."""
SAME = 0.08
"""Two arms this close (relative difference) have not separated."""
ALIKE = 0.12
"""Figures of a drug and of its control this close (relative difference) show no effect."""
HEADING = 40
"""Tokens between the metric at the head of a list and a figure."""
NEAR = 9
"""Tokens between the first of two arms' figures and the verb ahead of it."""
APART = 7
"""Tokens between a metric and what it is measured of."""


def apply(reading: Reading) -> None:
    """One finding per pair of figures whose metric is known to be good or bad when high."""
    numbers = {hit.start: place for place, hit in enumerate(reading.hits) if hit.roles & Role.NUMBER}
    if len(numbers) < 2:
        return
    taken: set[int] = set()
    for pair in figures.pairs(reading.tokens):
        taken.update(pair[:2])
        places = _free(reading, numbers, pair)
        if places is not None:
            _compare(reading, *places, pair)
    if CONTROL.isdisjoint(reading.tokens):
        return
    for pair in alike(reading.text, reading.tokens, reading.starts, taken):
        places = _free(reading, numbers, pair)
        if places is not None:
            _arms(reading, *places, pair)


def _free(reading: Reading, numbers: Mapping[int, int], pair: Pair) -> tuple[int, int] | None:
    """The hits of both figures, where no other rule has read them."""
    left, right = numbers.get(pair.left), numbers.get(pair.right)
    if left is None or right is None or reading.hits[left].used or reading.hits[right].used:
        return None
    return left, right


def _arms(reading: Reading, left: int, right: int, pair: Pair) -> None:
    """A finding for the drug's figure beside the control's."""
    side = control_side(reading.text, reading.tokens, reading.starts, pair)
    judged = _judged(reading, left, right, pair) if side and _SETTLED.isdisjoint(reading.tokens) else None
    if judged is None:
        return
    value = (0.4 + 0.35 * pair.change) * (1.0 if judged.first_is_better == (side > 0) else -1.0)
    if pair.change < ALIKE:
        value = -0.4 if judged.is_benefit else 0.0  # as much harm as without the drug is no bad news
    before, after = reading.hits[left], reading.hits[right]
    if value:
        reading.add(before, value, NAME, before.start, after.end)
    for hit in (*judged.hits, *reading.hits[left : right + 1]):
        hit.used = True


class _Judged(NamedTuple):
    first_is_better: bool
    is_benefit: bool
    """Does the larger one say that something helped?"""
    hits: tuple[Hit, ...]
    """What says so."""


def first_is_better(reading: Reading, pair: Pair) -> bool | None:
    """Which of two figures that nothing compares is the better one; None where no metric says."""
    numbers = {hit.start: place for place, hit in enumerate(reading.hits) if hit.roles & Role.NUMBER}
    places = _free(reading, numbers, pair)
    judged = None if places is None else _judged(reading, *places, pair)
    return None if judged is None else judged.first_is_better


def _judged(reading: Reading, left: int, right: int, pair: Pair) -> _Judged | None:
    """
    Which of two figures is better: by the metric, by how it moved ("fell 1.9 on the tablet and 0.4 on placebo", "1.9 points
    lower"), or by what befell patients ("relapsed").
    """
    tokens = reading.tokens
    counted = _last(reading, left, _befell)
    own = _metric(reading, right)
    said = counted or _metric(reading, left) or own or _heading(reading, left)
    if said is None or (said is own and _has_figure(reading, own, right)) or _are_two(reading, said, left, right):
        return None
    move = None if counted else _last(reading, left, _moves) or _moved_by(reading, left)
    good = ((said.entry.metric or said.entry.value) > 0) != _is_turned(reading, said)
    if move is None:
        first, second = _signed(tokens, pair.left, pair.first), _signed(tokens, pair.right, pair.second)
        return _Judged(good == (first > second), good, (said,))
    rose = move.entry.direction > 0
    other = _moved_by(reading, right) or next(
        (hit for hit in reading.hits[left + 1 : right][::-1] if _moves(hit)), None
    )
    against = other is not None and (other.entry.direction > 0) != rose
    larger = against or abs(pair.first) > abs(pair.second)
    return _Judged((good == rose) == larger, is_benefit=True, hits=(said, move))


def _is_turned(reading: Reading, said: Hit) -> bool:
    """Is it said that it did not come: "without an attack", "bleeding controlled"; or how long it took to come?"""
    if "time to" in " ".join(reading.tokens[max(0, said.start - 3) : said.start]):
        return True
    return any(
        (hit.roles & Role.NEGATOR and 0 <= said.start - hit.end < 2)
        or (hit.roles & Role.STOPPER and 0 <= hit.start - said.end < 2)
        for hit in reading.hits
    )


def _are_two(reading: Reading, said: Hit, left: int, right: int) -> bool:
    """Does another metric stand between the figures: "revenue of $5.4 million and a loss of $3.2 million"?"""
    return any(
        hit.roles & Role.METRIC and hit.entry.metric * said.entry.metric < 0 for hit in reading.hits[left + 1 : right]
    )


def _has_figure(reading: Reading, metric: Hit, right: int) -> bool:
    """Does a metric behind both figures have one of its own: "31.2 months, standard care 22.6, death risk down by 36%"?"""
    return any(hit.roles & Role.NUMBER and 0 < hit.start - metric.end < 4 for hit in reading.hits[right + 1 :])


def _last(reading: Reading, left: int, fits: Callable[[Hit], bool]) -> Hit | None:
    """The nearest hit of a kind ahead of a figure."""
    start = reading.hits[left].start
    near = reading.hits[max(0, left - 6) : left][::-1]
    return next((hit for hit in near if fits(hit) and not hit.used and start - hit.end <= NEAR), None)


def _moved_by(reading: Reading, left: int) -> Hit | None:
    """The direction straight behind a figure: "1.9 points lower"."""
    end = reading.hits[left].end
    near = reading.hits[left + 1 : left + 3]
    return next(
        (hit for hit in near if hit.roles & Role.DIRECTION and not hit.roles & Role.METRIC and hit.start - end < 2),
        None,
    )


def _moves(hit: Hit) -> bool:
    plain = "a" not in hit.entry.flags or hit.entry.words in _STANDS
    return bool(hit.roles & Role.DIRECTION) and plain and not hit.roles & Role.METRIC


def _befell(hit: Hit) -> bool:
    """What patients did or what became of them: "responded", "died", "improved"."""
    entry = hit.entry
    return not entry.metric and bool(entry.value) and ("trial" in entry.flags or entry.words.startswith(_CHANGED))


def _signed(tokens: Sequence[str], place: int, amount: float) -> float:
    """Below 0 where "minus" is written out."""
    return -amount if place and tokens[place - 1] == "minus" else amount


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
