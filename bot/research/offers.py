"""Dates offered for the calendar, kept as JSON so that a button still works after a restart. Pure."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.model import Catalyst, Source, Window

if TYPE_CHECKING:
    from bot.research.link import LinkReport


def offers_value(report: LinkReport) -> tuple[str, str]:
    """The name under which the report's dates are kept, and what is kept; the same dates have the same name."""
    kept = json.dumps(
        [_plain(catalyst, old) for catalyst, old in zip(report.catalysts, report.replaced, strict=True)]
    )  # fmt: skip
    return hashlib.sha256(f"{report.url}\n{kept}".encode()).hexdigest()[:20], kept


def kept_offer(kept: str | None, index: int) -> tuple[Catalyst, Window | None]:
    """The date and the one it replaces. Raises ValueError, KeyError or IndexError for what is not kept (any more)."""
    if not kept or index < 0:
        raise IndexError("not kept")
    row: dict[str, Any] = json.loads(kept)[index]
    source, old = row.pop("source"), row.pop("replaces")
    catalyst = Catalyst(
        window=_window(row.pop("window")),
        source=Source(as_of=datetime.fromisoformat(source.pop("as_of")), **source),
        **row,
    )
    return catalyst, _window(old) if old else None


def _window(row: dict[str, Any]) -> Window:
    return Window(_day(row.pop("start")), _day(row.pop("end")), **row)


def _plain(catalyst: Catalyst, old: Window | None) -> dict[str, Any]:
    source = dataclasses.asdict(catalyst.source)
    source["as_of"] = catalyst.source.as_of.isoformat()
    names = ("ticker", "kind", "sentence", "confidence", "tier", "asset", "cik", "note")
    row = {name: getattr(catalyst, name) for name in names}
    return {**row, "window": _days(catalyst.window), "source": source, "replaces": _days(old) if old else None}


def _days(window: Window) -> dict[str, Any]:
    row = dataclasses.asdict(window)
    return {**row, "start": str(window.start) if window.start else None, "end": str(window.end) if window.end else None}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
