"""A reminder of one catalyst, with what can be done about it; and the modals behind its buttons."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, timedelta

from bot.cards import blocks as b
from bot.cards.catalysts import named, source_words
from bot.cards.text import age, escape, plural, quote, slack_time
from bot.cards.windows import kind_words
from bot.delivery.reminders import minutes_of
from bot.model import Catalyst
from bot.ports import Json, Message

SNOOZE, DONE, MOVE = "reminder_snooze", "reminder_done", "reminder_move"
"""action_ids; their value is the catalyst's number."""
DONE_VIEW, MOVE_VIEW = "reminder_done_view", "reminder_move_view"

EARLY = "The decision can come early: 13 of 28 did in one public calendar (Bio-Catalyst-Calendar)."
"""facts/catalysts.md, 6. Moved goal dates are not in that count, so nothing is said about late ones."""


def reminder(
    row: Catalyst,
    rule: str,
    *,
    now: datetime,
    due_at: datetime,
    late: timedelta | None = None,
    held: bool = False,
    today: date | None = None,
) -> Message:
    """
    First line what and when; then whose word it is, and what deskbot knows about such dates. `today` is the channel's
    date: what comes a night late counts the days from there.
    """
    when = _when(row, rule, now, today)
    lead = f"{when}: {named(row)}"
    lines = [lead]
    if row.sentence:
        lines.append(f"“{quote(row.sentence, 250)}”")
    if row.kind == "pdufa" and rule.startswith("T-"):
        lines.append(EARLY)
    if rule == "overdue":
        lines.append("Did it happen? *Done* closes it, *Moved to…* keeps the slip.")
    small = [source_words(row, now)]
    if late is not None:
        small.append(f":hourglass: late, it was due {slack_time(due_at)}" + (" (quiet hours)" if held else ""))
    plain = f"{when}: {row.ticker} {kind_words(row.kind)}"
    blocks = [b.section("\n".join(lines)), b.context(" · ".join(small)), _buttons(row)]
    return b.message(plain, blocks)


def _when(row: Catalyst, rule: str, now: datetime, today: date | None) -> str:
    day, end = row.window.start, row.window.end
    if rule == "day" or rule.startswith("T-"):
        said = 0 if rule == "day" else int(rule[2:])
        return f":bell: {_away((day - today).days if day and today else said)}"
    if rule.startswith("closes-"):
        left = (end - today).days if end and today else int(rule[7:])
        if left <= 0:
            return f":bell: The window {'is over' if left else 'closes today'}"
        return f":bell: The window closes in {plural(left, 'day')}"
    if (minutes := minutes_of(rule)) is not None:
        return f":bell: {_hour(row, minutes, now)}"
    words = {"opens": "The window opens", "half": "Half the window is gone", "overdue": "The window is over",
             "snooze": "Again"}  # fmt: skip
    return f":bell: {words.get(rule, escape(rule))}"


def _hour(row: Catalyst, minutes: int, now: datetime) -> str:
    """How far away its hour is: so many minutes as the rule says, or what a late post has left of them."""
    if row.time is not None:
        minutes = min(minutes, math.ceil((row.time - now) / timedelta(minutes=1)))
    if minutes > 0:
        return f"In {plural(minutes, 'minute')}"
    if row.time is not None and now - row.time >= timedelta(minutes=1):
        return f"Its hour was {age(row.time, now)}"
    return "Its hour has come"


def _away(days: int) -> str:
    if days < -1:
        return f"{-days} days ago"
    return {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get(days) or f"In {days} days"


def _buttons(row: Catalyst) -> Json:
    number = str(row.id or "")
    return b.actions(
        b.button("Snooze 1 day", SNOOZE, number),
        b.button("Done", DONE, number),
        b.button("Moved to…", MOVE, number),
    )


def settled(text: str, what: str) -> Message:
    """A reminder after its button: the first line stays, the buttons are gone. `what` is mrkdwn."""
    return b.message(text, [b.section(escape(text)), b.context(what)])


def done_view(row: Catalyst, metadata: dict[str, object]) -> Json:
    """Asks for the outcome."""
    field = _field("outcome", "What came of it", "approved, met, missed, …", optional=True)
    return _view(DONE_VIEW, ("Done", "Close it"), row, metadata, field)


def move_view(row: Catalyst, metadata: dict[str, object]) -> Json:
    """Asks for the new window."""
    field = _field("when", "New date or window", "late 2027, 7 May 2026, by year-end", optional=False)
    return _view(MOVE_VIEW, ("Moved to…", "Move"), row, metadata, field)


def _view(name: str, titles: tuple[str, str], row: Catalyst, metadata: dict[str, object], field: Json) -> Json:
    return {
        "type": "modal",
        "callback_id": name,
        "private_metadata": json.dumps(metadata),
        "title": {"type": "plain_text", "text": titles[0]},
        "submit": {"type": "plain_text", "text": titles[1]},
        "close": {"type": "plain_text", "text": "Cancel"},
        "blocks": [b.section(named(row)), field],
    }


def _field(name: str, label: str, hint: str, *, optional: bool) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": {"type": "plain_text", "text": label},
        "hint": {"type": "plain_text", "text": hint},
        "element": {"type": "plain_text_input", "action_id": name, "max_length": 300},
    }


def examples() -> dict[str, Message]:
    """Every rule, for the gallery."""
    from bot.cards.showcase import calendar as showcase
    from bot.cards.showcase.texts import NOW

    day, window = showcase.PDUFA, showcase.INTERIM
    return {
        "seven_days": reminder(day, "T-7", now=NOW, due_at=NOW),
        "tomorrow": reminder(day, "T-1", now=NOW, due_at=NOW),
        "today_late": reminder(day, "day", now=NOW, due_at=NOW - timedelta(hours=3), late=timedelta(hours=3)),
        "held_by_quiet_hours": reminder(
            day, "day", now=NOW, due_at=NOW - timedelta(hours=9), late=timedelta(hours=9), held=True
        ),
        "in_minutes": reminder(day, "30m", now=NOW, due_at=NOW),
        "opens": reminder(window, "opens", now=NOW, due_at=NOW),
        "half": reminder(window, "half", now=NOW, due_at=NOW),
        "closes": reminder(window, "closes-7", now=NOW, due_at=NOW),
        "overdue": reminder(window, "overdue", now=NOW, due_at=NOW),
        "snoozed_before": reminder(window, "snooze", now=NOW, due_at=NOW),
        "hostile": reminder(showcase.EVIL, "half", now=NOW, due_at=NOW),
        "settled": settled("ALLO interim data, mid-2027", "Done: met, by <@U0DESKPM001>"),
    }


def example_views() -> dict[str, Json]:
    """Both modals."""
    from bot.cards.showcase import calendar as showcase

    metadata: dict[str, object] = {"channel": "C0BIOTECH01", "response_url": None, "value": "3"}
    return {"done": done_view(showcase.PDUFA, metadata), "moved_hostile": move_view(showcase.EVIL, metadata)}
