"""A catalyst in a reader's words: what it is, and when."""

from __future__ import annotations

from datetime import date

from bot.cards.text import clip, day
from bot.model import CATALYST_KINDS, Window


def kind_words(kind: str) -> str:
    """data_interim -> interim data; pdufa -> FDA decision (PDUFA date)."""
    return CATALYST_KINDS.get(kind, kind.replace("_", " "))


def window_words(window: Window) -> str:
    """The writer's own words and the days they stand for, plain text: mid-2027 (1 May 2027 to 31 Aug 2027)."""
    phrase = clip(" ".join(window.phrase.split()), 80)
    if window.start is None and window.end is None:
        return f"{phrase} (the company's fiscal year end is not known)"
    if window.start == window.end and window.start is not None:
        days = day(window.start)
        if window.precision == "day":  # a known day needs no second telling
            return f"about {days}" if window.direction == "around" else days
    elif window.start is None:
        days = f"until {day(_known(window.end))}"
    elif window.end is None:
        days = f"from {day(window.start)}"
    elif window.direction == "by":
        days = f"by {day(window.end)}"
    else:
        days = f"{day(window.start)} to {day(window.end)}"
    return f"{phrase} ({days})" if phrase and phrase != days else days


def _known(value: date | None) -> date:
    assert value is not None  # noqa: S101 - one end is open, not both
    return value
