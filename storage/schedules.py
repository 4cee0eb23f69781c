"""`schedules` and `schedule_runs`: recurring posts, and what became of each on each local date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.ports import Json, Place, ScheduleRow
from storage.codec import moment, stamp
from storage.database import Connections, Row


class Schedules:
    """See `bot.ports.ScheduleStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def add(self, place: Place, *, kind: str, local_time: str, zone: str, days: str, user: str, at: datetime) -> int:
        """
        Add, or set zone and days of the one at this time, and return its id. A schedule that was removed comes back
        under its old id, so that a local date that has its run gets no second one. The same again is no new beginning:
        what has been due since the old one and waits (quiet hours) is still its.
        """
        with self._db.write() as db:
            rows = list(
                db.query(
                    "INSERT INTO schedules"
                    " (team, channel, kind, local_time, zone, days, active, created_by, created_at)"
                    " VALUES (:team, :channel, :kind, :local_time, :zone, :days, 1, :created_by, :at)"
                    " ON CONFLICT (team, channel, kind, local_time)"
                    " DO UPDATE SET zone = excluded.zone, days = excluded.days, active = 1,"
                    "  created_by = excluded.created_by, created_at = CASE WHEN schedules.active = 1"
                    "  AND schedules.zone = excluded.zone AND schedules.days = excluded.days"
                    "  THEN schedules.created_at ELSE excluded.created_at END"
                    " RETURNING id",
                    {
                        "team": place.team,
                        "channel": place.channel,
                        "kind": kind,
                        "local_time": local_time,
                        "zone": zone,
                        "days": days,
                        "created_by": user,
                        "at": stamp(at),
                    },
                )
            )
        return int(rows[0]["id"])

    def remove(self, place: Place, *, kind: str, local_time: str | None = None) -> int:
        """Switch off one (or all) of a kind; its runs stay on record. How many there were."""
        return self._db.change(
            "UPDATE schedules SET active = 0 WHERE team = :team AND channel = :channel AND kind = :kind"
            " AND active = 1 AND (:local_time IS NULL OR local_time = :local_time)",
            {"team": place.team, "channel": place.channel, "kind": kind, "local_time": local_time},
        )

    def list(self, place: Place | None = None, *, kind: str | None = None) -> Sequence[ScheduleRow]:
        """Active ones, by channel and local time."""
        rows = self._db.rows(
            "SELECT * FROM schedules WHERE active = 1 AND (:kind IS NULL OR kind = :kind)"
            " AND (:team IS NULL OR (team = :team AND channel = :channel))"
            " ORDER BY team, channel, kind, local_time",
            {"kind": kind, "team": place and place.team, "channel": place and place.channel},
        )
        return [_schedule(row) for row in rows]

    def record_run(self, schedule: int, local_date: date, *, state: str, detail: str, at: datetime) -> bool:
        """False where this (schedule, local date) has its run."""
        with self._db.write() as db:
            new = list(
                db.query(
                    "INSERT INTO schedule_runs (schedule_id, local_date, state, detail, run_at)"
                    " VALUES (:schedule, :local_date, :state, :detail, :at)"
                    " ON CONFLICT (schedule_id, local_date) DO NOTHING RETURNING local_date",
                    {
                        "schedule": schedule,
                        "local_date": local_date.isoformat(),
                        "state": state,
                        "detail": detail,
                        "at": stamp(at),
                    },
                )
            )
        return bool(new)

    def runs(self, *, since: datetime, state: str | None = None) -> Sequence[Json]:
        """
        Runs recorded since then, newest first: schedule, team, channel, kind, local_time, local_date, state, detail
        as text, and `at` as a datetime.
        """
        rows = self._db.rows(
            "SELECT schedules.id AS schedule, team, channel, kind, local_time, local_date, state, detail, run_at"
            " FROM schedule_runs JOIN schedules ON schedules.id = schedule_runs.schedule_id"
            " WHERE run_at >= :since AND (:state IS NULL OR state = :state)"
            " ORDER BY run_at DESC, schedules.id, local_date DESC",
            {"since": stamp(since), "state": state},
        )
        return [{**row, "at": moment(row.pop("run_at"))} for row in rows]

    def last_run(self, schedule: int, *, state: str = "made") -> date | None:
        """The last local date that had a run of this state."""
        row = self._db.row(
            "SELECT MAX(local_date) AS day FROM schedule_runs WHERE schedule_id = :schedule AND state = :state",
            {"schedule": schedule, "state": state},
        )
        return date.fromisoformat(row["day"]) if row and row["day"] else None


def _schedule(row: Row) -> ScheduleRow:
    return ScheduleRow(
        id=row["id"],
        place=Place(row["team"], row["channel"]),
        kind=row["kind"],
        local_time=row["local_time"],
        zone=row["zone"],
        days=row["days"],
        active=bool(row["active"]),
        created_by=row["created_by"],
        created_at=moment(row["created_at"]),
    )
