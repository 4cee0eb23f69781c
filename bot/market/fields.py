"""Reading single fields of Yahoo's JSON: numbers, epochs (always UTC), currencies, lines of foreign text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.errors import BadData

SOURCE = "Yahoo"


def dig(body: Any, *path: str, missing: str) -> Any:
    """Follow keys; the last may hold None. Raises `BadData` where the way there is another shape."""
    for key in path:
        if not isinstance(body, dict) or key not in body:
            raise BadData(f"{SOURCE} answered with {missing}.", source=SOURCE)
        body = body[key]
    return body


def rows_of(value: Any) -> list[Any]:
    """A list as it is; empty for anything else."""
    return value if isinstance(value, list) else []


def number(value: Any) -> float | None:
    """A finite number, plain or as {"raw": ...}; None for anything else."""
    if isinstance(value, dict):
        value = value.get("raw")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def currency(row: Mapping[str, Any]) -> str:
    """As Yahoo says ("GBp" is pence); "?" where it does not: never a dollar by default."""
    return words(row.get("currency"), 8) or "?"


def epoch(value: Any) -> datetime | None:
    """Seconds since 1970 as an aware UTC time; None for anything else."""
    seconds = number(value)
    if seconds is None or not 0 < seconds < 4e9:  # to the year 2096
        return None
    return datetime.fromtimestamp(seconds, UTC)


def epoch_text(value: Any) -> str | None:
    """The same as ISO text, for JSON."""
    at = epoch(value)
    return at.isoformat() if at is not None else None


def iso(value: Any) -> datetime | None:
    """ISO text as an aware UTC time (UTC where it names no zone); None for anything else."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo is not None else at.replace(tzinfo=UTC)


def words(value: Any, limit: int) -> str:
    """Foreign text in one line, without control characters, cut at a length."""
    text = " ".join("".join(c if c.isprintable() else " " for c in str(value or "")).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
