"""Highs and lows, and figures that are "only" so large: where a level itself is the news."""

from __future__ import annotations

from bot.sentiment.reading import Hit, Reading
from bot.sentiment.roles import Role

NAME = "level"
ROLES = Role.HIGH | Role.LEVEL


def apply(reading: Reading) -> None:
    """Highs and lows by their metric; "only 12 % responded" and "grew just 1 %"."""
    hits = reading.hits
    for index, hit in enumerate(hits):
        if hit.used:
            continue
        if hit.roles & Role.HIGH:
            value = hit.entry.value
            metric = _bad_metric(hits, index)
            if metric is not None:
                value = -value
                metric.used = True
            if hit.negated:
                value *= hit.negated
            reading.add(hit, value, NAME)
            hit.used = True
        elif hit.roles & Role.LEVEL and "down" in hit.entry.flags:
            _only(reading, index)


def _bad_metric(hits: list[Hit], index: int) -> Hit | None:
    start = hits[index].start
    for hit in hits[max(0, index - 5) : index][::-1]:
        if start - hit.end > 7 or hit.roles & (Role.STRONG | Role.BREAK | Role.COMMA):
            return None
        if hit.roles & Role.METRIC:
            return hit if hit.entry.metric < 0 else None
    return None


def _only(reading: Reading, index: int) -> None:
    """A finding near "only <number>" is damped; a good metric with nothing said of it is disappointing."""
    hits = reading.hits
    hit = hits[index]
    if index + 1 >= len(hits) or not hits[index + 1].roles & Role.NUMBER or hits[index + 1].start - hit.end > 1:
        return
    for finding in reading.findings:
        if finding.rule == "direction x metric" and abs(finding.end - hit.start) <= 2:
            finding.value *= 0.35 if finding.value < 0 else -0.3
            return
    for other in hits[max(0, index - 4) : index + 6]:
        if other.roles & Role.METRIC and other.entry.metric > 0.5 and abs(other.start - hit.start) <= 9:
            reading.add(hit, -0.4, NAME, hit.start, hits[index + 1].end)
            hit.used = True
            return
