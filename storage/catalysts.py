"""`catalysts` and `catalyst_changes`: each channel's calendar. Nothing is deleted: a move keeps the old row."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any, Final, Literal

from bot.model import Catalyst, Source, Window
from bot.ports import CatalystChange, Place
from storage.codec import moment, pack, stamp, unpack
from storage.database import Connections, Row
from storage.engine import Database

_EDITABLE: Final = frozenset(
    {"ticker", "kind", "window", "sentence", "source", "confidence", "tier", "asset", "cik", "note", "time", "outcome"}
)
_OPEN: Final = "('proposed', 'active')"


class Catalysts:
    """See `bot.ports.CatalystStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def together(self) -> AbstractContextManager[None]:
        """What this thread does to calendars in the block is one transaction; others wait with their writes."""
        return self._db.together()

    def add(self, place: Place, catalyst: Catalyst, *, user: str, at: datetime) -> tuple[int, bool]:
        """
        (id, True) if new, and active from now on; (existing id, False) where an open one has the same ticker, kind
        and asset and the windows overlap.
        """
        with self._db.write() as db:
            same = db.query(
                "SELECT * FROM catalysts WHERE team = :team AND channel = :channel"
                f" AND status IN {_OPEN} AND ticker = :ticker AND kind = :kind AND asset = :asset ORDER BY id",
                {**_key(place), **_identity(catalyst)},
            )
            for row in same:
                if _catalyst(row).window.overlaps(catalyst.window):
                    return int(row["id"]), False
            new = _insert(db, place, catalyst, None, user, at)
            _note(db, place, new, "added", catalyst.window.words, user, at)
        return new, True

    def supersede(self, place: Place, old: int, new: Catalyst, *, user: str, at: datetime) -> int:
        """
        Put `new` in the place of an open row, which stays as superseded; the reminder rules set for it go on with the
        new one. Raises LookupError where it is not open.
        """
        with self._db.write() as db:
            before = _open_row(db, place, old)
            if before is None:
                raise LookupError(f"Catalyst {old} is not open in this channel.")
            db.execute("UPDATE catalysts SET status = 'superseded' WHERE id = :id", {"id": old})
            number = _insert(db, place, new, old, user, at)
            db.execute(
                "UPDATE reminder_rules SET catalyst_id = :new"
                " WHERE team = :team AND channel = :channel AND catalyst_id = :old",
                {**_key(place), "new": number, "old": old},
            )
            detail = f"{_catalyst(before).window.words} → {new.window.words}"
            _note(db, place, number, "moved", detail, user, at)
        return number

    def edit(
        self, place: Place, row: int, changes: Mapping[str, Any], *, user: str, at: datetime, change: str = "edited"
    ) -> bool:
        """
        Change fields of an open catalyst by name; raises ValueError for a field that is not edited. An empty `change`
        leaves no line in the history: a source said again what it said before.
        """
        if set(changes) - _EDITABLE:
            raise ValueError(f"These fields are not edited: {', '.join(sorted(set(changes) - _EDITABLE))}.")
        with self._db.write() as db:
            found = _open_row(db, place, row)
            if found is None:
                return False
            before = _catalyst(found)
            after = dataclasses.replace(before, **changes)
            db.execute(
                "UPDATE catalysts SET ticker = :ticker, kind = :kind, asset = :asset, starts = :starts, ends = :ends,"
                " outcome = :outcome, body = :body WHERE id = :id",
                {**_columns(after), "outcome": after.outcome, "id": row},
            )
            if change:
                _note(db, place, row, change, _difference(before, after, changes), user, at)
        return True

    def close(
        self,
        place: Place,
        row: int,
        status: Literal["done", "removed"],
        *,
        outcome: str | None,
        user: str,
        at: datetime,
    ) -> bool:
        """Take an open one off the calendar; False where it is not open in this channel."""
        with self._db.write() as db:
            closed = db.execute(
                "UPDATE catalysts SET status = :status, outcome = COALESCE(:outcome, outcome)"
                f" WHERE id = :id AND team = :team AND channel = :channel AND status IN {_OPEN}",
                {**_key(place), "id": row, "status": status, "outcome": outcome},
            )
            if not closed.rowcount:
                return False
            _note(db, place, row, status, outcome or "", user, at)
        return True

    def get(self, place: Place, row: int) -> Catalyst | None:
        """One of this channel's, whatever its status."""
        found = self._db.row(
            "SELECT * FROM catalysts WHERE id = :id AND team = :team AND channel = :channel",
            {**_key(place), "id": row},
        )
        return _catalyst(found) if found else None

    def list(
        self, place: Place, *, since: date, ticker: str | None = None, status: Sequence[str] = ("active",)
    ) -> Sequence[Catalyst]:
        """Those whose window reaches `since` (an unknown or open end reaches every day), earliest first."""
        names = {f"status{number}": name for number, name in enumerate(status)}
        rows = self._db.rows(
            "SELECT * FROM catalysts WHERE team = :team AND channel = :channel"
            f" AND status IN ({', '.join(f':{name}' for name in names)})"
            " AND (ends IS NULL OR ends >= :since) AND (:ticker IS NULL OR ticker = :ticker)"
            " ORDER BY COALESCE(starts, ends, '9999'), COALESCE(ends, '9999'), ticker, id",
            {**_key(place), **names, "since": since.isoformat(), "ticker": ticker},
        )
        return [_catalyst(row) for row in rows]

    def changes(self, place: Place, *, since: datetime) -> Sequence[CatalystChange]:
        """The calendar's history since then, oldest first."""
        rows = self._db.rows(
            "SELECT * FROM catalyst_changes WHERE team = :team AND channel = :channel AND changed_at >= :since"
            " ORDER BY changed_at, id",
            {**_key(place), "since": stamp(since)},
        )
        return [
            CatalystChange(
                row["catalyst_id"], row["change"], row["detail"], row["changed_by"], moment(row["changed_at"])
            )
            for row in rows
        ]

    def revision(self) -> int:
        """Grows with every change of any calendar that the history tells of."""
        row = self._db.row("SELECT MAX(id) AS newest FROM catalyst_changes")
        return int(row["newest"] or 0) if row else 0

    def all_active(self) -> Sequence[tuple[Place, Catalyst]]:
        """Every channel's active ones."""
        rows = self._db.rows("SELECT * FROM catalysts WHERE status = 'active' ORDER BY team, channel, id")
        return [(Place(row["team"], row["channel"]), _catalyst(row)) for row in rows]


def _key(place: Place) -> dict[str, str]:
    return {"team": place.team, "channel": place.channel}


def _identity(catalyst: Catalyst) -> dict[str, str]:
    return {
        "ticker": catalyst.ticker,
        "kind": catalyst.kind,
        "asset": " ".join(catalyst.asset.casefold().split()),
    }


def _columns(catalyst: Catalyst) -> dict[str, Any]:
    window = catalyst.window
    return {
        **_identity(catalyst),
        "starts": window.start.isoformat() if window.start else None,
        "ends": window.end.isoformat() if window.end else None,
        "body": pack(catalyst),
    }


def _insert(db: Database, place: Place, catalyst: Catalyst, supersedes: int | None, user: str, at: datetime) -> int:
    rows = db.query(
        "INSERT INTO catalysts (team, channel, ticker, kind, asset, starts, ends, status, supersedes, added_by,"
        " added_at, outcome, body)"
        " VALUES (:team, :channel, :ticker, :kind, :asset, :starts, :ends, 'active', :supersedes, :user, :at,"
        " :outcome, :body) RETURNING id",
        {
            **_key(place),
            **_columns(catalyst),
            "supersedes": supersedes,
            "user": user,
            "at": stamp(at),
            "outcome": catalyst.outcome,
        },
    )
    return int(next(iter(rows))["id"])


def _open_row(db: Database, place: Place, row: int) -> Row | None:
    rows = db.query(
        f"SELECT * FROM catalysts WHERE id = :id AND team = :team AND channel = :channel AND status IN {_OPEN}",
        {**_key(place), "id": row},
    )
    return next(iter(rows), None)


def _note(db: Database, place: Place, row: int, change: str, detail: str, user: str, at: datetime) -> None:
    db.execute(
        "INSERT INTO catalyst_changes (team, channel, catalyst_id, change, detail, changed_by, changed_at)"
        " VALUES (:team, :channel, :row, :change, :detail, :user, :at)",
        {**_key(place), "row": row, "change": change, "detail": detail, "user": user, "at": stamp(at)},
    )


def _difference(before: Catalyst, after: Catalyst, changes: Mapping[str, Any]) -> str:
    parts = []
    for name in changes:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            parts.append(f"{name}: {_shown(old)} → {_shown(new)}")
    return "; ".join(parts)


def _shown(value: Any) -> str:
    if isinstance(value, Window):
        return value.words
    if isinstance(value, Source):
        return value.name
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return str(value or "none")


def _catalyst(row: Row) -> Catalyst:
    return dataclasses.replace(
        unpack(Catalyst, row["body"]),
        id=row["id"],
        status=row["status"],
        supersedes=row["supersedes"],
        added_by=row["added_by"],
        added_at=moment(row["added_at"]),
        outcome=row["outcome"],
    )
