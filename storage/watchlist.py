"""`watchlist`: what each channel watches, and who asked for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.ports import Place, WatchEntry
from storage.codec import moment, stamp
from storage.database import Connections, Row


class Watchlist:
    """See `bot.ports.WatchlistStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def add(
        self, place: Place, tickers: Sequence[str], *, user: str, at: datetime, names: Mapping[str, str] | None = None
    ) -> Mapping[str, WatchEntry | None]:
        """Add each; the value is None where it is new, else the entry that was there."""
        results: dict[str, WatchEntry | None] = {}
        with self._db.write() as db:
            for ticker in tickers:
                key = {"team": place.team, "channel": place.channel, "ticker": ticker}
                added = list(
                    db.query(
                        "INSERT INTO watchlist (team, channel, ticker, added_by, added_at, name)"
                        " VALUES (:team, :channel, :ticker, :added_by, :added_at, :name)"
                        " ON CONFLICT (team, channel, ticker) DO NOTHING RETURNING ticker",
                        {**key, "added_by": user, "added_at": stamp(at), "name": (names or {}).get(ticker)},
                    )
                )
                if added:
                    results.setdefault(ticker, None)
                elif ticker not in results:
                    there = db.query(
                        "SELECT * FROM watchlist WHERE team = :team AND channel = :channel AND ticker = :ticker", key
                    )
                    results[ticker] = _entry(next(iter(there)))
        return results

    def remove(self, place: Place, tickers: Sequence[str]) -> Sequence[str]:
        """Remove; returns those that were there, in the order given."""
        removed = []
        with self._db.write() as db:
            for ticker in tickers:
                gone = db.execute(
                    "DELETE FROM watchlist WHERE team = :team AND channel = :channel AND ticker = :ticker",
                    {"team": place.team, "channel": place.channel, "ticker": ticker},
                )
                if gone.rowcount:
                    removed.append(ticker)
        return removed

    def list(self, place: Place) -> Sequence[WatchEntry]:
        """In ticker order."""
        rows = self._db.rows(
            "SELECT * FROM watchlist WHERE team = :team AND channel = :channel ORDER BY ticker",
            {"team": place.team, "channel": place.channel},
        )
        return [_entry(row) for row in rows]

    def clear(self, place: Place) -> int:
        """Remove all; returns how many there were."""
        return self._db.change(
            "DELETE FROM watchlist WHERE team = :team AND channel = :channel",
            {"team": place.team, "channel": place.channel},
        )

    def all_tickers(self, places: Iterable[Place] | None = None) -> Sequence[str]:
        """Every distinct ticker that any channel (any of these) watches, in order."""
        if places is None:
            rows = self._db.rows("SELECT DISTINCT ticker FROM watchlist ORDER BY ticker")
        else:
            rows = self._db.rows(
                "SELECT DISTINCT ticker FROM watchlist WHERE (team, channel) IN"
                " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:places)) ORDER BY ticker",
                {"places": json.dumps([[place.team, place.channel] for place in places])},
            )
        return [row["ticker"] for row in rows]

    def watchers(self) -> Mapping[str, Sequence[Place]]:
        """Every ticker that any channel watches, in order, with those channels."""
        found: dict[str, list[Place]] = {}
        for row in self._db.rows("SELECT ticker, team, channel FROM watchlist ORDER BY ticker, team, channel"):
            found.setdefault(row["ticker"], []).append(Place(row["team"], row["channel"]))
        return found


def _entry(row: Row) -> WatchEntry:
    return WatchEntry(row["ticker"], row["added_by"], moment(row["added_at"]), row["name"] or "")
