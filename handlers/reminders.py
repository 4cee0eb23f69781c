"""Buttons of a reminder: *Snooze*, *Done*, *Moved to…*."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cards import common
from bot.cards import reminders as cards
from bot.cards.text import quote
from bot.cards.windows import kind_words, when, window_words
from bot.channel_settings import zone_of
from bot.delivery.due import instant
from bot.deps import Deps
from bot.errors import BadInput
from bot.model import Catalyst, Window
from bot.registry import Action, Answer, Request, View
from bot.research.calendar import move_to
from bot.research.entries import read_when

SNOOZE = timedelta(days=1)
_CLOSED = "This one was closed or moved already. /catalysts shows how the calendar stands."


def snooze(request: Request, deps: Deps) -> Answer:
    """The reminder comes again in a day, at the same time on the channel's wall clock."""
    row = _open(request, deps)
    now = deps.clock.now()
    until = _tomorrow(now, zone_of(deps.storage.settings.get(request.place)))
    deps.storage.reminders.snooze(request.place, int(row.id or 0), until=until, user=request.user, at=now)
    return Answer(cards.settled(_text(request), f"Snoozed for a day by <@{request.user}>"), replace=True)


def open_done(request: Request, deps: Deps) -> Answer:
    """The modal that asks for the outcome."""
    row = _open(request, deps)
    deps.slack.open_view(str(request.trigger_id), cards.done_view(row, _metadata(request)))
    return Answer(show="nothing")


def save_done(request: Request, deps: Deps) -> Answer:
    """Closes it with its outcome; the reminder says so."""
    row = _open(request, deps)
    outcome = str(request.values.get("outcome") or "").strip()[:300]
    now = deps.clock.now()
    closed = deps.storage.catalysts.close(
        request.place, int(row.id or 0), "done", outcome=outcome or None, user=request.user, at=now
    )
    if not closed:
        raise BadInput(_CLOSED)
    said = f": {quote(outcome, 200)}" if outcome else ""
    return _settled(request, row, f"Done{said}, by <@{request.user}>")


def open_move(request: Request, deps: Deps) -> Answer:
    """The modal that asks for the new window."""
    row = _open(request, deps)
    deps.slack.open_view(str(request.trigger_id), cards.move_view(row, _metadata(request)))
    return Answer(show="nothing")


def check_move(request: Request, deps: Deps) -> Mapping[str, str]:
    """Whether the words hold a date or window ahead."""
    try:
        _read(request, deps)
    except BadInput as error:
        return {"when": error.message}
    return {}


def save_move(request: Request, deps: Deps) -> Answer:
    """The old window stays as history; the new one gets reminders of its own."""
    row = _open(request, deps)
    window, time = _read(request, deps)
    after, number = move_to(
        deps.storage.catalysts, request.place, row, window, user=request.user, now=deps.clock.now(), time=time
    )
    return _settled(request, row, f"Moved to {when(after)} by <@{request.user}>; it is number {number} now")


def _tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    local = now.astimezone(zone)
    return instant(local.date() + SNOOZE, local.time(), zone)


def _settled(request: Request, row: Catalyst, what: str) -> Answer:
    text = f"{row.ticker} {kind_words(row.kind)}, {window_words(row.window)}"
    if request.response_url:
        return Answer(cards.settled(text, what), replace=True)
    return Answer(common.note(what))


def _metadata(request: Request) -> dict[str, object]:
    return {"channel": request.channel, "response_url": request.response_url, "value": request.value}


def _text(request: Request) -> str:
    return str((request.payload.get("message") or {}).get("text") or "Reminder")


def _open(request: Request, deps: Deps) -> Catalyst:
    row = deps.storage.catalysts.get(request.place, int(request.value)) if request.value.isdecimal() else None
    if row is None or row.status not in {"active", "proposed"}:
        raise BadInput(_CLOSED)
    return row


def _read(request: Request, deps: Deps) -> tuple[Window, datetime | None]:
    """The new window as typed, with the hour beside a known day."""
    zone = zone_of(deps.storage.settings.get(request.place))
    return read_when(str(request.values.get("when") or ""), now=deps.clock.now(), zone=zone)


ACTIONS = (
    Action(cards.SNOOZE, snooze),
    Action(cards.DONE, open_done, fast=True),
    Action(cards.MOVE, open_move, fast=True),
)
VIEWS = (View(cards.DONE_VIEW, save_done), View(cards.MOVE_VIEW, save_move, check_move))
