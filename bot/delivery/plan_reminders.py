"""
Reminders that are due -> outbox rows, each (catalyst, rule) once.

Only days are kept between two looks; zones, reminder times and quiet hours are read anew each time, so that a change of
them holds at once. What fell due while nobody ran comes late within a day, after that it is recorded as skipped.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.cards import reminders as cards
from bot.channel_settings import value, zone_of
from bot.delivery.due import end_of_quiet, in_quiet_hours, instant
from bot.delivery.outbox import Outbox, outbox_key
from bot.delivery.policy import LATE
from bot.delivery.reminders import DEFAULT_RULES, Moment, days_of, minutes_of, moment
from bot.model import Catalyst
from bot.ports import Message, Place, Storage
from bot.research.calendar import BY_SOURCE

log = logging.getLogger(__name__)

IN_TIME: Final = timedelta(hours=24)
"""A reminder that could not come within a day is recorded as skipped."""
LOOK_BACK: Final = timedelta(days=30)
"""How long deskbot may be down and still account for every reminder."""
RULE_GRACE: Final = timedelta(minutes=1)
"""Rules set anew just when a reminder was due do not cost it: the next tick may be that far away."""

Rules = Mapping[tuple[Place, int | None], tuple[tuple[str, ...] | None, datetime]]
"""What `bot.ports.ReminderStore.all_rules` gives."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    day: date
    place: Place
    catalyst: Catalyst
    rule: str
    rule_set_at: datetime | None
    """When the rule came into force; None for one that always was."""

    @property
    def mark(self) -> str:
        """What tells it from all others: minutes before an hour that was changed are told again."""
        hour = f":{self.catalyst.time:%Y%m%dT%H%M}" if minutes_of(self.rule) and self.catalyst.time else ""
        return f"{self.place.team}:{self.place.channel}:{self.catalyst.id}:{self.rule}{hour}"


class ReminderPlanner:
    """Called by one thread; several processes may each have one."""

    def __init__(self, storage: Storage, outbox: Outbox) -> None:
        self._storage = storage
        self._outbox = outbox
        self._basis: tuple[int, Rules] | None = None
        self._candidates: list[_Candidate] = []
        self._settled: set[str] = set()

    def plan(self, now: datetime) -> int:
        """Put what is due into the outbox; how many reminders."""
        self._read()
        planned = 0
        seen: set[str] = set()
        settings: dict[Place, Mapping[str, str]] = {}
        for candidate in self._near(now):
            seen.add(candidate.mark)
            if candidate.mark in self._settled:
                continue
            when = self._moment(candidate, settings)
            if not now - LOOK_BACK <= when.at <= now:
                continue
            in_force = self._in_force(candidate, when, now)
            if in_force:
                key = self._key(candidate, when)
                planned += self._put(key, candidate, when, now, zone_of(settings[candidate.place]))
            if in_force or minutes_of(candidate.rule):  # another reminder time may bring what is not in force again
                self._settled.add(candidate.mark)
        self._settled &= seen
        return planned + self._wake(now)

    def _read(self) -> None:
        """Which rule speaks on which day; read again only when a calendar or a rule has changed."""
        rules = self._storage.reminders.all_rules()
        basis = (self._storage.catalysts.revision(), rules)
        if basis == self._basis:
            return
        self._candidates = sorted(
            (
                _Candidate(day, place, catalyst, rule, set_at)
                for place, catalyst in self._storage.catalysts.all_active()
                for said, set_at in (_rules_for(rules, place, catalyst),)
                for rule, day in days_of(catalyst, said)
            ),
            key=lambda candidate: candidate.day,
        )
        self._basis = basis

    def _near(self, now: datetime) -> Iterator[_Candidate]:
        """Two days more on each side cover every zone and night."""
        first = (now - LOOK_BACK).date() - timedelta(days=2)
        low = bisect_left(self._candidates, first, key=lambda candidate: candidate.day)
        high = bisect_right(self._candidates, now.date() + timedelta(days=2), key=lambda candidate: candidate.day)
        yield from self._candidates[low:high]

    def _moment(self, candidate: _Candidate, settings: dict[Place, Mapping[str, str]]) -> Moment:
        values = settings.get(candidate.place)
        if values is None:
            values = settings[candidate.place] = self._storage.settings.get(candidate.place)
        return moment(
            candidate.catalyst,
            candidate.rule,
            candidate.day,
            zone=zone_of(values),
            wall=time.fromisoformat(value(values, "reminder_time")),
            quiet=value(values, "quiet_hours"),
        )

    def _in_force(self, candidate: _Candidate, when: Moment, now: datetime) -> bool:
        """Whether the catalyst, its rules and, for minutes, its hour were there before the reminder's time."""
        catalyst = candidate.catalyst
        if when.due_at <= (catalyst.added_at or when.due_at):
            return False
        if candidate.rule_set_at is not None and when.at + RULE_GRACE <= candidate.rule_set_at <= now:
            return False
        if not minutes_of(candidate.rule) or catalyst.time is None or catalyst.time > now:
            return True
        since = self._storage.catalysts.changes(candidate.place, since=when.at)
        return not any(it.catalyst_id == catalyst.id and "time: " in it.detail for it in since)

    def _key(self, candidate: _Candidate, when: Moment) -> str:
        """One per catalyst and rule; minutes told before another hour than now have a second one."""
        key = outbox_key("reminder", candidate.place, candidate.catalyst.id, candidate.rule)
        told = self._storage.outbox.get(key) if minutes_of(candidate.rule) else None
        return key if told is None or told.planned_at == when.at else f"{key}:{when.at:%Y%m%dT%H%M}"

    def _put(self, key: str, candidate: _Candidate, when: Moment, now: datetime, zone: ZoneInfo) -> int:
        # a source may have said the same again since the calendar was read, which is no change of it
        stored = self._storage.catalysts.get(candidate.place, candidate.catalyst.id or 0)
        row = (stored or candidate.catalyst).in_zone(zone)
        if row.status != "active":
            return 0
        late = now - when.due_at if now - when.due_at > LATE else None

        def said(at: datetime) -> Message:
            return cards.reminder(
                row, candidate.rule, now=at, due_at=when.due_at, late=late, held=when.held,
                today=at.astimezone(zone).date(),
            )  # fmt: skip

        by_hour = minutes_of(candidate.rule) and row.time is not None and row.time > now
        turn = row.time if by_hour and row.time else _midnight(now, zone)
        message, later = said(now), said(turn)
        added = self._outbox.enqueue(
            key, candidate.place, message, due_at=when.at, expires_at=when.at + IN_TIME, unsure="resend",
            after=(turn, later) if later.text != message.text else None,
        )  # fmt: skip
        if added and now >= when.at + IN_TIME:
            log.warning("%s: due %s UTC, not sent within a day", key, f"{when.at:%Y-%m-%d %H:%M}")
        return int(added)

    def _wake(self, now: datetime) -> int:
        """Snoozes that are over."""
        planned = 0
        for place, number, ends_at in self._storage.reminders.snoozed(until=now):
            values = self._storage.settings.get(place)
            quiet, zone = value(values, "quiet_hours"), zone_of(values)
            at = end_of_quiet(ends_at, quiet, zone) if in_quiet_hours(ends_at, quiet, zone) else ends_at
            if at > now:
                continue
            row = self._snoozed(place, number)
            if row is not None and row.status == "active":
                late = now - ends_at if now - ends_at > LATE else None
                message = cards.reminder(row, "snooze", now=now, due_at=ends_at, late=late, held=at != ends_at)
                key = outbox_key("snooze", place, number, int(ends_at.timestamp()))
                planned += self._outbox.enqueue(
                    key, place, message, due_at=at, expires_at=at + IN_TIME, unsure="resend"
                )
            self._storage.reminders.wake(place, number)
        return planned

    def _snoozed(self, place: Place, number: int) -> Catalyst | None:
        """What was snoozed, as a source moved it since; after a person's move the new date speaks for itself."""
        store = self._storage.catalysts
        row = store.get(place, number)
        while row is not None and row.status == "superseded":
            later = store.list(place, since=date.min, ticker=row.ticker, status=("active", "superseded"))
            row = next((it for it in later if it.supersedes == row.id and it.added_by == BY_SOURCE), None)
        return row


def _midnight(now: datetime, zone: ZoneInfo) -> datetime:
    """When the channel's next date begins."""
    return instant(now.astimezone(zone).date() + timedelta(days=1), time(0), zone)


def _rules_for(rules: Rules, place: Place, catalyst: Catalyst) -> tuple[tuple[str, ...], datetime | None]:
    """
    The rules that hold for a catalyst and when they came into force: its own, else the channel's, else the default; None for
    what always was. Rules of its own that were taken back put the others into force.
    """
    own, own_at = rules.get((place, catalyst.id), (None, None))
    if own is not None:
        return own, own_at
    general, general_at = rules.get((place, None), (None, None))
    since = max(filter(None, (own_at, general_at)), default=None)
    return (DEFAULT_RULES if general is None else general), since
