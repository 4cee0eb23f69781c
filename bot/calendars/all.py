"""`bot.ports.Calendars` over several adapters: what one says is given although another fails."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.errors import SourceError
from bot.model import Catalyst, Company, SourceHealth
from bot.ports import Lane
from bot.redact import traceback_of

log = logging.getLogger(__name__)


class Adapter(Protocol):
    """One public calendar."""

    def catalysts(self, company: Company, *, since: date, lane: Lane) -> Sequence[Catalyst]:
        """Dated events of this company on or after `since`. Raises `SourceError`."""
        ...

    def health(self) -> Sequence[SourceHealth]:
        """How it has been doing; no request is made."""
        ...


class AllCalendars:
    """Asks every adapter in turn. Thread-safe as far as they are."""

    def __init__(self, adapters: Sequence[Adapter]) -> None:
        self._adapters = tuple(adapters)

    def ask(
        self, company: Company, *, since: date, lane: Lane = Lane.SCHEDULED
    ) -> tuple[Sequence[Catalyst], Sequence[SourceError]]:
        """Dated events on or after `since`, by day, and the errors of those that did not answer."""
        found: list[Catalyst] = []
        faults: list[SourceError] = []
        for adapter in self._adapters:
            try:
                found.extend(adapter.catalysts(company, since=since, lane=lane))
            except SourceError as error:
                log.info("no calendar for %s from %s: %s", company.ticker, error.source, error.message)
                faults.append(error)
            except Exception as error:  # noqa: BLE001 - one adapter's mistake must not cost the others' answers
                log.error("calendar of %s failed:\n%s", company.ticker, traceback_of(error))  # noqa: TRY400 - redacted
                name = getattr(adapter, "name", "A calendar")
                faults.append(SourceError(f"{name} could not be read ({type(error).__name__}).", source=name))
        return sorted(found, key=lambda row: (row.window.start or date.max, row.kind, row.asset)), faults

    def health(self) -> Sequence[SourceHealth]:
        """Every adapter's."""
        return [health for adapter in self._adapters for health in adapter.health()]
