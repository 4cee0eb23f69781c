"""`channel_settings`: what a channel chose, as text by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.ports import Place
from storage.codec import stamp
from storage.database import Connections


class Settings:
    """See `bot.ports.SettingsStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def get(self, place: Place) -> Mapping[str, str]:
        """What was set; defaults are known elsewhere."""
        rows = self._db.rows(
            "SELECT name, value FROM channel_settings WHERE team = :team AND channel = :channel ORDER BY name",
            {"team": place.team, "channel": place.channel},
        )
        return {row["name"]: row["value"] for row in rows}

    def all(self) -> Mapping[Place, Mapping[str, str]]:
        """Of every channel that has set anything."""
        found: dict[Place, dict[str, str]] = {}
        for row in self._db.rows(
            "SELECT team, channel, name, value FROM channel_settings ORDER BY team, channel, name"
        ):
            found.setdefault(Place(row["team"], row["channel"]), {})[row["name"]] = row["value"]
        return found

    def put(self, place: Place, values: Mapping[str, str], *, user: str, at: datetime) -> None:
        """Set these and leave the others; all or none."""
        with self._db.write() as db:
            for name, value in values.items():
                db.execute(
                    "INSERT INTO channel_settings (team, channel, name, value, set_by, set_at)"
                    " VALUES (:team, :channel, :name, :value, :set_by, :set_at)"
                    " ON CONFLICT (team, channel, name)"
                    " DO UPDATE SET value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at",
                    {
                        "team": place.team,
                        "channel": place.channel,
                        "name": name,
                        "value": value,
                        "set_by": user,
                        "set_at": stamp(at),
                    },
                )
