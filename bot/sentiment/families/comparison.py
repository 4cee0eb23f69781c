"""Two arms, two periods: a figure with "versus" another, where no verb says which way it went."""

from __future__ import annotations

from bot.sentiment.reading import Hit, Reading, amount, is_percent
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "numeric comparison"
ROLES = Role.VERSUS | Role.OPEN

_CONTROL = words("placebo control observation standard soc sham comparator chemotherapy vehicle")
SWING = 0.65
"""From loss to profit, or back."""
SAME = 0.08
"""Two arms this close (relative difference) have not separated."""
GAP = 9
"""Tokens between a figure and its "versus", and between that and the other figure."""


def apply(reading: Reading) -> None:
    """One finding per "A versus B" whose metric is known to be good or bad when high."""
    hits = reading.hits
    for index, hit in enumerate(hits):
        if hit.used or not hit.roles & ROLES or (hit.roles & Role.OPEN and not _is_year_ago(reading, index)):
            continue
        right = _number(reading, index, 1)
        left = None if right is None else _number(reading, index, -1, percent=is_percent(reading, right))
        if left is None or right is None:
            continue
        before = hits[left]
        first, second = amount(reading, left), amount(reading, right)
        if second in (first, 0) or any(
            other.roles & Role.DIRECTION
            and not other.used
            and before.start - 7 <= other.start < hit.start
            and "a" not in other.entry.flags
            for other in hits
        ):
            continue
        metric = _metric(hits, left)
        if metric is None:
            continue
        other = next((h for h in hits[index + 1 : right] if h.roles & Role.METRIC and h.entry.metric != 0.5), None)
        if other is not None and other.entry.metric * metric.entry.metric < 0:  # a profit beside a loss
            reading.add(before, SWING if metric.entry.metric > 0 else -SWING, NAME, before.start, hits[right].end)
            hit.used = metric.used = other.used = before.used = hits[right].used = True
            continue
        near_left = set(reading.tokens[max(0, before.start - 4) : hit.start])
        swapped = bool(near_left & _CONTROL) and not set(reading.tokens[hit.end : hits[right].end + 5]) & _CONTROL
        sign = 1.0 if metric.entry.metric > 0 else -1.0
        sign *= 1.0 if first > second else -1.0
        sign *= -1.0 if swapped else 1.0
        change = min(abs(first - second) / max(abs(first), abs(second), 1e-9), 1.0)
        controlled = not _CONTROL.isdisjoint(reading.tokens[max(0, before.start - 4) : hits[right].end + 5])
        same = change < (SAME if controlled else 0.02)
        value = (-0.4 if controlled else 0.0) if same else sign * (0.4 + 0.35 * change)
        if not value:
            continue
        finding = reading.add(before, value, NAME, before.start, hits[right].end)
        if not controlled and change >= SAME:
            finding.relation = True  # the other figure may be a competitor's
            finding.left, finding.right = finding.value, -0.8 * finding.value
        hit.used = metric.used = True
        before.used = hits[right].used = True


def _is_year_ago(reading: Reading, index: int) -> bool:
    """A lone figure in brackets straight after one of its kind is last year's: "EUR 6.4 mn (EUR 4.9 mn)", "9.4 % (6.1 %)"."""
    hits = reading.hits
    before = index - 1
    if before > 0 and hits[before].roles & Role.UNIT:
        before -= 1
    if before < 0 or not hits[before].roles & Role.NUMBER or hits[index].start - hits[before].end > 1:
        return False
    inside: list[int] = []
    for place in range(index + 1, min(index + 6, len(hits))):
        if hits[place].roles & Role.CLOSE:
            return len(inside) == 1 and is_percent(reading, inside[0]) == is_percent(reading, before)
        if hits[place].roles & Role.NUMBER:
            inside.append(place)
    return False


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


def _metric(hits: list[Hit], index: int) -> Hit | None:
    """The metric the figure measures: the nearest one to its left in the clause, else to its right."""
    start = hits[index].start
    for hit in hits[max(0, index - 8) : index][::-1]:
        if start - hit.end > 14 or hit.roles & (Role.BREAK | Role.STRONG):
            break
        if hit.roles & Role.METRIC and hit.entry.metric != 0.5:
            return hit
    for hit in hits[index + 1 : index + 5]:
        if hit.start - start > 8 or hit.roles & (Role.BREAK | Role.STRONG):
            break
        if hit.roles & Role.METRIC and hit.entry.metric != 0.5:
            return hit
    return None
