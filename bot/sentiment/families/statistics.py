"""p-values, hazard ratios and confidence intervals: what the numbers of a trial say without any word of judgement."""

from __future__ import annotations

import re

from bot.sentiment.reading import Finding, Reading
from bot.sentiment.roles import Role

NAME = "statistics"
ROLES = Role.STATISTIC

SIGNIFICANT = 0.05
"""The usual two-sided level in a pivotal trial."""

_P_VALUE = re.compile(
    r"(?<![\w-])(?:nominal\s+)?p(?:[\s-]*value)?(?:\s+of|\s+was|\s+is)?\s*([<>=≤≥])?\s*(0?\.\d+|1\.0+)"
)
_RATIO = re.compile(
    r"(?:hazard ratio|risk ratio|rate ratio|odds ratio|\b(?:hr|rr|or))\b[^\d.;]{0,24}?((?:\d{1,2})?\.\d+)"
    r"(?:[^;]{0,30}?(?:ci|interval)?[^\d;]{0,12}((?:\d{1,2})?\.\d+)\s*(?:-|–|—|to|,|;)\s*((?:\d{1,2})?\.\d+))?"
)


def apply(reading: Reading) -> None:
    """Read every p-value and ratio of the sentence."""
    low = reading.low
    if "p" in reading.tokens:
        for match in _P_VALUE.finditer(low):
            value = float(match.group(2))
            sign = match.group(1)
            missed = value > SIGNIFICANT or (sign in {">", "≥"} and value >= SIGNIFICANT)
            _add(reading, match.start(), match.end(), -0.6 if missed else 0.5)
    if "hr" in low or "ratio" in low:
        for match in _RATIO.finditer(low):
            ratio = float(match.group(1))
            if not 0.05 <= ratio <= 5:
                continue
            upper = float(match.group(3)) if match.group(3) else None
            lower = float(match.group(2)) if match.group(2) else None
            if upper is not None and lower is not None and lower < 1 < upper:
                value = -0.4
            else:
                value = 0.55 if ratio < 0.9 else (-0.5 if ratio > 1.05 else -0.2)
            _add(reading, match.start(), match.end(), value)


def _add(reading: Reading, start: int, end: int, value: float) -> None:
    first = next((i for i, place in enumerate(reading.starts[: len(reading.tokens)]) if place >= start), None)
    if first is None:
        return
    last = first + 1
    while last < len(reading.tokens) and reading.starts[last] < end:
        last += 1
    reading.findings.append(Finding(first, last, first, value, NAME))
    for hit in reading.hits:
        if first <= hit.start < last:
            hit.used = True
