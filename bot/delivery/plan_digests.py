"""
Digests that are due -> outbox rows, one per (schedule, local date), a short lead and its thread.

Fetching begins early enough for the number of names at the source's rate; at the due time a digest goes out with what
is here. One that could not go out within three hours is recorded as skipped, never silently dropped.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.cards import digest as cards
from bot.channel_settings import value, zone_of
from bot.delivery.due import due_between, end_of_quiet, in_quiet_hours, instant
from bot.delivery.outbox import Outbox, outbox_key
from bot.delivery.policy import LATE
from bot.delivery.warm_up import WarmUp
from bot.ports import CacheEntry, Place, ScheduleRow
from bot.research import Research
from bot.research.digest import AHEAD_DAYS, Occasion, build, watched

log = logging.getLogger(__name__)

KIND: Final = "digest"
CHANNEL_ZONE: Final = "channel"
"""A schedule's zone where it keeps the channel's own, whatever that is set to later."""
IN_TIME: Final = timedelta(hours=3)
LOOK_BACK: Final = timedelta(days=14)
"""How long deskbot may be down and still account for every digest."""
SETTLES: Final = timedelta(days=2)
"""What was due so long before the last tick is settled: a digest waits three hours at most, and zones differ by a day."""
FRESH: Final = timedelta(minutes=30)
"""A report fetched so long before the due time is still this digest's."""
WEEK: Final = timedelta(days=7)
"""Nothing older is told as new, however long there was no digest."""
GRACE_S: Final = 60.0
"""After a restart or a moved clock fetching could not begin early: so long a due digest waits for it."""


@dataclass(frozen=True, slots=True)
class Run:
    """One schedule on one local date: `due_at` by its wall clock, `at` after quiet hours (UTC)."""

    schedule: ScheduleRow
    day: date
    due_at: datetime
    at: datetime


def zone_for(schedule: ScheduleRow, values: Mapping[str, str]) -> ZoneInfo:
    """Its own zone, or the channel's."""
    return zone_of(values) if schedule.zone == CHANNEL_ZONE else ZoneInfo(schedule.zone)


class DigestPlanner:
    """Called by one thread; several processes may each have one."""

    def __init__(self, research: Research, outbox: Outbox, warm_up: WarmUp) -> None:
        self._research = research
        self._storage = research.storage
        self._outbox = outbox
        self._warm_up = warm_up
        self._settled: set[tuple[int, date]] = set()
        self._planned: datetime | None = None

    def plan(self, now: datetime) -> int:
        """Warm up for what comes, put what is due into the outbox; how many digests were made."""
        if self._planned is None:
            self._settled = self._read_settled(now)
        schedules = self._storage.schedules.list(kind=KIND)
        settings = self._storage.settings.all()
        horizon = now + self._warm_up.longest
        after = now - LOOK_BACK if self._planned is None else min(self._planned, now) - SETTLES
        runs = [run for row in schedules for run in self._runs(row, settings.get(row.place, {}), after, horizon)]
        due = [run for run in runs if run.at <= now]
        oldest = (now - LOOK_BACK).date() - timedelta(days=3)
        self._settled = {(schedule, day) for schedule, day in self._settled if day >= oldest}
        ready = [run for run in due if not self._skipped(run, now)]
        coming = [run for run in runs if run.at > now]
        self._warm_up.prepare(self._wanted([*ready, *coming]), now)
        made = 0
        for run in sorted(ready, key=lambda run: (run.at, run.schedule.id)):
            if self._may_go(run):
                made += self._make(run)
        self._planned = now
        return made

    def _runs(
        self, schedule: ScheduleRow, values: Mapping[str, str], after: datetime, horizon: datetime
    ) -> Iterator[Run]:
        zone = zone_for(schedule, values)
        quiet = value(values, "quiet_hours")
        wall = time.fromisoformat(schedule.local_time)
        since = max(after, schedule.created_at)
        for day, due_at in due_between(since, horizon, wall=wall, zone=zone, days=schedule.days):
            if (schedule.id, day) in self._settled:
                continue
            own = zone_of(values)
            at = end_of_quiet(due_at, quiet, own) if in_quiet_hours(due_at, quiet, own) else due_at
            yield Run(schedule, day, due_at, at)

    def _wanted(self, runs: Iterable[Run]) -> list[tuple[str, datetime]]:
        """(name, when it is needed), each name at its earliest."""
        places: dict[datetime, set[Place]] = {}
        for run in runs:
            places.setdefault(run.at, set()).add(run.schedule.place)
        first: dict[str, datetime] = {}
        for at in sorted(places):
            for name in self._storage.watchlist.all_tickers(places[at]):
                first.setdefault(name, at)
        return list(first.items())

    def _skipped(self, run: Run, now: datetime) -> bool:
        """Record what is over, or was made before."""
        if now < run.at + IN_TIME:
            return False
        self._record(run, "skipped", f"Due {run.due_at:%Y-%m-%d %H:%M} UTC; deskbot could not make it within 3 hours.")
        return True

    def _may_go(self, run: Run) -> bool:
        names = watched(self._research, run.schedule.place)
        return self._warm_up.has_all(names, run.at - FRESH) or self._warm_up.waited(GRACE_S)

    def _make(self, run: Run) -> int:
        place, now = run.schedule.place, self._research.clock.now()
        before = self._storage.schedules.last_run(run.schedule.id)
        if before is not None and before >= run.day:  # another process was faster
            self._settled.add((run.schedule.id, run.day))
            return 0
        late = now - run.due_at if now - run.due_at > LATE else None
        last = self._last(run)
        read = self._read_for(run, last) if last else {}
        occasion = Occasion(
            run.day,
            run.due_at,
            run.at - max(FRESH, self._warm_up.lead),
            self._since(run, last, first=before is None),
            late,
            held=run.at != run.due_at,
            read=read,
        )
        digest = build(self._research, self._warm_up.book, place, occasion)
        if digest.empty:
            self._record(run, "skipped", f"Nothing on the watchlist and nothing due in the next {AHEAD_DAYS} days.")
            return 0
        key = outbox_key(KIND, place, run.schedule.id, run.day)
        if self._outbox.enqueue_thread(
            key, place, cards.lead(digest), cards.thread(digest), due_at=run.at, expires_at=run.at + IN_TIME
        ):
            self._keep_read(run, {**read, **digest.filings_read})
        behind = now - run.at  # quiet hours are no trouble to be told in status
        detail = f"late by {int(behind.total_seconds() // 60)} min" if behind > LATE else ""
        if digest.missing:
            detail = "; ".join(filter(None, [detail, f"{len(digest.missing)} of {digest.watched} names not fetched"]))
        return int(self._record(run, "made", detail))

    def _record(self, run: Run, state: str, detail: str) -> bool:
        new = self._storage.schedules.record_run(
            run.schedule.id, run.day, state=state, detail=detail, at=self._research.clock.now()
        )
        self._settled.add((run.schedule.id, run.day))
        if new and state == "skipped":
            log.warning("digest %s of %s skipped: %s", run.schedule.id, run.day, detail)
        return new

    def _last(self, run: Run) -> date | None:
        """The local date of the last digest of these seven days that Slack took or may yet take."""
        rows = self._storage.schedules.runs(since=run.due_at - WEEK, state="made")
        days = sorted(date.fromisoformat(str(row["local_date"])) for row in rows if row["schedule"] == run.schedule.id)
        return next((day for day in reversed(days) if not self._lost(run, day)), None)

    def _lost(self, run: Run, day: date) -> bool:
        row = self._storage.outbox.get(outbox_key(KIND, run.schedule.place, run.schedule.id, day))
        return row is not None and row.state in {"skipped", "dead"}

    def _since(self, run: Run, last: date | None, *, first: bool) -> datetime:
        """
        When the digest before this one was due: what came since is new. Before the first of a schedule that is the day
        it would have come on, over a weekend too, or the moment it was switched on.
        """
        week = run.due_at - WEEK
        if last is None and not first:
            return week
        zone = zone_for(run.schedule, self._storage.settings.get(run.schedule.place))
        wall = time.fromisoformat(run.schedule.local_time)
        if last is None:
            until = run.due_at - timedelta(seconds=1)
            before = [at for _day, at in due_between(week, until, wall=wall, zone=zone, days=run.schedule.days)]
            return max(min([*before[-1:], run.schedule.created_at]), week)
        row = self._storage.outbox.get(outbox_key(KIND, run.schedule.place, run.schedule.id, last))
        due_at = instant(last, wall, zone)
        # its zone may have changed since: what came between the two readings of that day is told once too often
        return max(min(due_at, row.planned_at or due_at) if row else due_at, week)

    def _read_for(self, run: Run, day: date) -> Mapping[str, datetime]:
        """When each name's filings had been read for that day's digest: some time before it was due."""
        kept = self._storage.cache.get("deskbot", "digest filings", f"{run.schedule.id} {day}")
        found = json.loads(kept.value or "{}") if kept else {}
        read = {name: datetime.fromisoformat(at) for name, at in found.items()}
        return {name: at for name, at in read.items() if at > run.due_at - WEEK}

    def _keep_read(self, run: Run, read: Mapping[str, datetime]) -> None:
        value = json.dumps({name: at.isoformat() for name, at in read.items()})
        entry = CacheEntry(value, self._research.clock.now(), "deskbot")
        self._storage.cache.put("deskbot", "digest filings", f"{run.schedule.id} {run.day}", entry)

    def _read_settled(self, now: datetime) -> set[tuple[int, date]]:
        """What was settled before this process began."""
        rows = self._storage.schedules.runs(since=now - LOOK_BACK - timedelta(days=2))
        return {(int(row["schedule"]), date.fromisoformat(str(row["local_date"]))) for row in rows}
