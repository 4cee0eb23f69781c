"""What a handler may use, in one frozen dataclass; tests build it with a fixed clock and the local workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ports import Calendars, Clock, Fetcher, Filings, MarketData, Queue, Scorer, SlackPort, Storage

if TYPE_CHECKING:
    from bot.registry import Registry
    from bot.research import Research
    from bot.settings import Settings
    from bot.slack.line import Line
    from bot.tickers import Universe


@dataclass(frozen=True, slots=True)
class Deps:
    """The ports and the questions over them."""

    clock: Clock
    storage: Storage
    research: Research
    market: MarketData
    filings: Filings
    calendars: Calendars
    fetcher: Fetcher
    scorer: Scorer
    slack: SlackPort
    queue: Queue
    settings: Settings
    universe: Universe
    registry: Registry
    line: Line
