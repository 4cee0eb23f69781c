"""Dates offered for the calendar, kept as JSON so that a button still works after a restart. Pure."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime
from typing import Any

from bot.model import Catalyst, Source, Window
from bot.research.link import LinkReport


def offers_value(report: LinkReport) -> tuple[str, str]:
    """The name under which the report's dates are kept, and what is kept; the same dates have the same name."""
    kept = json.dumps([_plain(catalyst) for catalyst in report.catalysts])
    return hashlib.sha256(f"{report.url}\n{kept}".encode()).hexdigest()[:20], kept


def kept_offer(kept: str | None, index: int) -> Catalyst:
    """Raises ValueError, KeyError or IndexError for what is not kept (any more)."""
    if not kept or index < 0:
        raise IndexError("not kept")
    row: dict[str, Any] = json.loads(kept)[index]
    window, source = row.pop("window"), row.pop("source")
    return Catalyst(
        window=Window(_day(window.pop("start")), _day(window.pop("end")), **window),
        source=Source(as_of=datetime.fromisoformat(source.pop("as_of")), **source),
        **row,
    )


def _plain(catalyst: Catalyst) -> dict[str, Any]:
    window, source = dataclasses.asdict(catalyst.window), dataclasses.asdict(catalyst.source)
    window["start"], window["end"] = [
        value.isoformat() if value else None for value in (catalyst.window.start, catalyst.window.end)
    ]
    source["as_of"] = catalyst.source.as_of.isoformat()
    names = ("ticker", "kind", "sentence", "confidence", "tier", "asset", "cik", "note")
    return {**{name: getattr(catalyst, name) for name in names}, "window": window, "source": source}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
