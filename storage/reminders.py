"""`reminder_rules` and `snoozes`: what a channel wants to be reminded of, in general and per catalyst."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.ports import Place
from storage.codec import dumps, moment, stamp
from storage.database import Connections, Row

CHANNEL = 0
"""The catalyst id of the channel's own rules."""


class Reminders:
    """See `bot.ports.ReminderStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def rules(self, place: Place, *, catalyst: int | None = None) -> tuple[str, ...] | None:
        """The rules as set; None where nobody set any, () for none wanted."""
        row = self._db.row(
            "SELECT rules FROM reminder_rules WHERE team = :team AND channel = :channel AND catalyst_id = :catalyst",
            {"team": place.team, "channel": place.channel, "catalyst": catalyst or CHANNEL},
        )
        return _read(row["rules"]) if row else None

    def put_rules(
        self, place: Place, rules: Sequence[str] | None, *, catalyst: int | None = None, user: str, at: datetime
    ) -> None:
        """Set the rules; None takes the setting back, and when that was stays on record."""
        key = {"team": place.team, "channel": place.channel, "catalyst": catalyst or CHANNEL}
        self._db.change(
            "INSERT INTO reminder_rules (team, channel, catalyst_id, rules, set_by, set_at)"
            " VALUES (:team, :channel, :catalyst, :rules, :set_by, :at)"
            " ON CONFLICT (team, channel, catalyst_id)"
            " DO UPDATE SET rules = excluded.rules, set_by = excluded.set_by, set_at = excluded.set_at",
            {**key, "rules": dumps(None if rules is None else list(rules)), "set_by": user, "at": stamp(at)},
        )

    def all_rules(self) -> Mapping[tuple[Place, int | None], tuple[tuple[str, ...] | None, datetime]]:
        """By (place, catalyst id or None for the channel): the rules, None where taken back, and since when."""
        rows = self._db.rows("SELECT * FROM reminder_rules ORDER BY team, channel, catalyst_id")
        return {_whose(row): (_read(row["rules"]), moment(row["set_at"])) for row in rows}

    def snooze(self, place: Place, catalyst: int, *, until: datetime, user: str, at: datetime) -> None:
        """Remind again at `until`; a later snooze replaces an earlier one."""
        self._db.change(
            "INSERT INTO snoozes (team, channel, catalyst_id, ends_at, set_by, set_at)"
            " VALUES (:team, :channel, :catalyst, :until, :set_by, :at)"
            " ON CONFLICT (team, channel, catalyst_id)"
            " DO UPDATE SET ends_at = excluded.ends_at, set_by = excluded.set_by, set_at = excluded.set_at",
            {
                "team": place.team,
                "channel": place.channel,
                "catalyst": catalyst,
                "until": stamp(until),
                "set_by": user,
                "at": stamp(at),
            },
        )

    def snoozed(self, *, until: datetime) -> Sequence[tuple[Place, int, datetime]]:
        """Snoozes that end at or before `until`: (place, catalyst, end), earliest first."""
        rows = self._db.rows(
            "SELECT * FROM snoozes WHERE ends_at <= :until ORDER BY ends_at, team, channel, catalyst_id",
            {"until": stamp(until)},
        )
        return [(Place(row["team"], row["channel"]), row["catalyst_id"], moment(row["ends_at"])) for row in rows]

    def wake(self, place: Place, catalyst: int) -> bool:
        """End a snooze; False where there is none."""
        return bool(
            self._db.change(
                "DELETE FROM snoozes WHERE team = :team AND channel = :channel AND catalyst_id = :catalyst",
                {"team": place.team, "channel": place.channel, "catalyst": catalyst},
            )
        )


def _whose(row: Row) -> tuple[Place, int | None]:
    return Place(row["team"], row["channel"]), row["catalyst_id"] or None


def _read(text: str) -> tuple[str, ...] | None:
    rules = json.loads(text)
    return None if rules is None else tuple(rules)
