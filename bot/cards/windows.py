"""A catalyst in a reader's words: what it is, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cards.text import DAY_AND_HOUR, clip, day, escape, slack_time
from bot.model import CATALYST_KINDS, Catalyst, Window


def kind_words(kind: str) -> str:
    """data_interim -> interim data; pdufa -> FDA decision (PDUFA date)."""
    return CATALYST_KINDS.get(kind, kind.replace("_", " "))


def window_words(window: Window) -> str:
    """The writer's own words, at most 80 characters of them, and the days they stand for, plain text."""
    return replace(window, phrase=clip(" ".join(window.phrase.split()), 80)).words


def when(row: Catalyst) -> str:
    """
    Its window as mrkdwn. A known hour brings its own day along, both in the reader's zone (in UTC where nobody knows it): the
    day in New York beside the hour in Tokyo would name another evening.
    """
    words = escape(window_words(row.window))
    if row.time is None:
        return words
    moment = slack_time(row.time, DAY_AND_HOUR)
    if row.window.start != row.window.end:
        return f"{words}, from {moment}"
    return f"about {moment}" if row.window.direction == "around" else moment


def hour_words(moment: datetime, zone: ZoneInfo) -> str:
    """In full, so that another hour or day than the one meant is seen: 16:30 on Thursday 7 May 2026, America/New_York."""
    local = moment.astimezone(zone)
    return f"{local:%H:%M} on {local:%A} {day(local)}, {zone.key}"
