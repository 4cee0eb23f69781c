"""`bot.ports.Filings` for a local desk without a contact: the SEC is not asked, and the answer says what to set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NoReturn

from bot.errors import SourceDown
from bot.filings.client import SOURCE
from bot.model import FilingRef, Source, SourceHealth
from bot.ports import Lane

HOW = (
    "Filings are not asked for: the SEC wants to know who reads. "
    'Set DESKBOT_CONTACT in .env, for example "Desk Name desk@example.com", and start again.'
)


class Undeclared:
    """Asks nobody."""

    def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> NoReturn:  # noqa: ARG002
        """Say what to set."""
        raise SourceDown(HOW, source=SOURCE)

    def source(self, cik: int) -> Source:  # noqa: ARG002
        """Nothing was read."""
        return Source(SOURCE, None, datetime.fromtimestamp(0, UTC), stale=True)

    def document(self, ref: FilingRef, *, lane: Lane = Lane.PERSON) -> NoReturn:  # noqa: ARG002
        """Say what to set."""
        raise SourceDown(HOW, source=SOURCE)

    def cached(self, ref: FilingRef) -> None:
        """Nothing is kept."""

    def shares_outstanding(self, cik: int, *, lane: Lane = Lane.PERSON) -> NoReturn:  # noqa: ARG002
        """Say what to set."""
        raise SourceDown(HOW, source=SOURCE)

    def fiscal_year_end(self, cik: int, *, lane: Lane = Lane.PERSON) -> NoReturn:  # noqa: ARG002
        """Say what to set."""
        raise SourceDown(HOW, source=SOURCE)

    def latest(self, *, lane: Lane = Lane.SCHEDULED) -> NoReturn:  # noqa: ARG002
        """Say what to set."""
        raise SourceDown(HOW, source=SOURCE)

    def health(self) -> Sequence[SourceHealth]:
        """Down, with the reason."""
        return [SourceHealth(SOURCE, "down", last_error=HOW)]
