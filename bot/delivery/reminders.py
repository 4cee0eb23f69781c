"""
Which reminders a catalyst gives and when: rules, as a channel writes them, over a window. Pure.

    T-14    so many days before a known day          30m     so many minutes before a stated hour
    day     on the day                               opens   the window's first day
    half    half the window is gone                  closes-7  so many days before its last
    overdue the day after its last: did it happen?

Days are the catalyst's calendar days, of a stated hour the day on which it falls in the channel's zone, at the channel's
reminder time on its own wall clock; a time that DST skips or doubles is one instant (`bot.delivery.due`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.delivery.due import end_of_quiet, in_quiet_hours, instant
from bot.errors import BadInput
from bot.model import Catalyst

DEFAULT_RULES: Final = ("T-14", "T-7", "T-1", "day", "30m", "opens", "half", "closes-7", "overdue")
MOST_RULES: Final = 15
SHORT_DAYS: Final = 14
"""Half of a shorter window is not worth a word."""

_BEFORE = re.compile(r"t-(\d{1,3})")
_MINUTES = re.compile(r"(\d{1,3})\s?m(?:in)?")
_CLOSES = re.compile(r"closes-(\d{1,3})")
_PLAIN: Final = {"day": "day", "day-of": "day", "t-0": "day", "t": "day", "opens": "opens", "open": "opens", "half": "half",
                 "overdue": "overdue"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """When a rule speaks: `due_at` as the rule says, `at` after quiet hours (both UTC)."""

    rule: str
    due_at: datetime
    at: datetime

    @property
    def held(self) -> bool:
        """Whether quiet hours hold it back."""
        return self.at != self.due_at


def read_rules(text: str) -> tuple[str, ...]:
    """Rules as typed, in canonical form, each once. Raises `BadInput` naming the first that is none."""
    found = [_read_rule(word) for word in text.replace(",", " ").split()]
    if len(found) > MOST_RULES:
        raise BadInput(f"That is {len(found)} rules; {MOST_RULES} at most.")
    return tuple(dict.fromkeys(found))


def _read_rule(word: str) -> str:
    lowered = word.lower()
    if lowered in _PLAIN:
        return _PLAIN[lowered]
    if (match := _BEFORE.fullmatch(lowered)) and 1 <= int(match[1]) <= 365:
        return f"T-{int(match[1])}"
    if (match := _CLOSES.fullmatch(lowered)) and 1 <= int(match[1]) <= 365:
        return f"closes-{int(match[1])}"
    if (match := _MINUTES.fullmatch(lowered)) and 1 <= int(match[1]) <= 600:
        return f"{int(match[1])}m"
    raise BadInput(f"“{word[:20]}” is not a reminder rule. Use T-14, day, 30m, opens, half, closes-7 or overdue.")


def minutes_of(rule: str) -> int | None:
    """How many minutes (1 to 600) before a stated hour a rule speaks; None for one that speaks on a day."""
    match = _MINUTES.fullmatch(rule)
    return int(match[1]) if match else None


def words(rule: str) -> str:
    """A rule as people say it."""
    if rule.startswith("T-"):
        count = int(rule[2:])
        return "the day before" if count == 1 else f"{count} days before"
    if rule.startswith("closes-"):
        return f"{rule[7:]} days before a window closes"
    if (minutes := minutes_of(rule)) is not None:
        return f"{minutes} minutes before a stated hour"
    return {"day": "on the day", "opens": "when a window opens", "half": "when half a window is gone",
            "overdue": "when a window is over"}[rule]  # fmt: skip


def days_of(catalyst: Catalyst, rules: Sequence[str]) -> Iterator[tuple[str, date]]:
    """(rule, calendar day) of every rule that applies; each day once, the later rule of one day is dropped."""
    taken: set[date] = set()
    for rule in rules:
        day = _day(catalyst, rule)
        by_day = minutes_of(rule) is None
        if day is None or (by_day and day in taken):
            continue
        if by_day:
            taken.add(day)
        yield rule, day


def moment(catalyst: Catalyst, rule: str, day: date, *, zone: ZoneInfo, wall: time, quiet: str = "off") -> Moment:
    """The instants of a rule on its day. Minutes before a stated hour ignore quiet hours: later is too late."""
    minutes = minutes_of(rule)
    if minutes is not None and catalyst.time is not None:
        due = catalyst.time - timedelta(minutes=minutes)
        return Moment(rule, due, due)
    there = catalyst.in_zone(zone).window.start
    if there is not None and catalyst.window.start is not None:
        day += there - catalyst.window.start
    due = instant(day, wall, zone)
    at = end_of_quiet(due, quiet, zone) if in_quiet_hours(due, quiet, zone) else due
    return Moment(rule, due, at)


def _day(catalyst: Catalyst, rule: str) -> date | None:
    window = catalyst.window
    start, end = window.start, window.end
    if window.direction == "past":
        return None
    if minutes_of(rule) is not None:
        return catalyst.time.astimezone(UTC).date() if catalyst.time else None
    if start is not None and start == end:
        if rule == "day":
            return start
        return _before(start, int(rule[2:])) if rule.startswith("T-") else None
    return _window_day(rule, start, end, direction=window.direction)


def _window_day(rule: str, start: date | None, end: date | None, *, direction: str) -> date | None:
    if rule == "opens":
        return start if direction != "by" else None  # "by the end of 2027" opens with the sentence that says so
    if end is None:
        return None
    if rule == "overdue":
        return end + timedelta(days=1) if end < date.max else None
    if rule == "half" and start is not None and (end - start).days >= SHORT_DAYS:
        return start + (end - start) // 2
    if rule.startswith("closes-"):
        day = _before(end, int(rule[7:]))
        return day if day is None or start is None or day > start else None
    return None


def _before(day: date, days: int) -> date | None:
    """So many days before; None where the calendar has none."""
    return day - timedelta(days=days) if (day - date.min).days >= days else None
