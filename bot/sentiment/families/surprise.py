"""
Against what was expected: beats, misses, tops, falls short; above or below an estimate, by the metric's good side.

Entries flagged "level" say only where a figure lies, so that a bad metric turns them round ("costs below estimates").
"""

from __future__ import annotations

from bot.sentiment.reading import Hit, Reading
from bot.sentiment.roles import Role

NAME = "surprise"
ROLES = Role.SURPRISE

NUMBER_ONLY = 0.3
"""Above or below a mere number (an index level, a price) says less."""
RIGHT = 6
LEFT = 6


def apply(reading: Reading) -> None:
    """A finding for each verb of surprise with its expectation, or with a number or metric it is about."""
    hits = reading.hits
    for index, hit in enumerate(hits):
        if hit.used or not hit.roles & Role.SURPRISE:
            continue
        expectation = _right(hits, index)
        value = hit.entry.value
        metric = _left_metric(hits, index)
        level = "level" in hit.entry.flags
        if expectation is None:
            number = (
                index + 1 < len(hits) and hits[index + 1].roles & Role.NUMBER and hits[index + 1].start - hit.end <= 1
            )
            if level and not number:
                continue
            if level:
                value = NUMBER_ONLY if value > 0 else -NUMBER_ONLY
            elif metric is None and not number:
                value *= 0.8
        if level and metric is not None and metric.entry.metric < 0:
            value = -value
            metric.used = True
        if hit.negated:
            value *= hit.negated
        end = expectation.end if expectation is not None else hit.end
        reading.add(hit, value, NAME, hit.start, end)
        hit.used = True
        if expectation is not None:
            expectation.used = True


def _right(hits: list[Hit], index: int) -> Hit | None:
    end = hits[index].end
    for hit in hits[index + 1 : index + 6]:
        if hit.start - end > RIGHT or hit.roles & Role.WALL:
            return None
        if hit.roles & (Role.EXPECTATION | Role.METRIC) and not hit.roles & Role.SURPRISE:
            return hit
    return None


def _left_metric(hits: list[Hit], index: int) -> Hit | None:
    start = hits[index].start
    for hit in hits[max(0, index - 4) : index][::-1]:
        if start - hit.end > LEFT or hit.roles & (Role.STRONG | Role.BREAK | Role.COMMA):
            return None
        if hit.roles & Role.METRIC:
            return hit
    return None
