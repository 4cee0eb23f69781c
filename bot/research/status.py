"""How deskbot is doing: what `/deskbot status` shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model import SourceHealth
from bot.ports import Json


@dataclass(frozen=True, slots=True)
class Status:
    """What status shows: only what is known without asking anybody."""

    version: str
    started_at: datetime
    mode: str
    engine: str
    engine_version: str
    universe_date: str
    sources: Sequence[SourceHealth]
    queue: Mapping[str, int]
    inbox: Mapping[str, int]
    outbox: Mapping[str, int]
    dead: Sequence[tuple[str, str]]
    """(key, reason) of the last week's posts that Slack refused, newest first."""
    skipped: Sequence[tuple[str, str]]
    database: Mapping[str, str]
    clock: str = ""
    """What is wrong with the machine's clock, in a sentence; empty where nothing is."""
    universe_fault: str = ""
    """Likewise with the list of symbols that was fetched."""
    last_event_at: datetime | None = None
    """When Slack last told us something before this question (UTC)."""
    transport: str = ""
    runs: Sequence[Json] = ()
    """Digests of the last week that were skipped or late, newest first (`bot.ports.ScheduleStore.runs`)."""
