"""How Slack reaches deskbot, for `/deskbot status`: the transport's own words, and when Slack last told us something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime


class Line:
    """One per process; the transport and the listeners write, status reads. Safe from many threads at once."""

    def __init__(self) -> None:
        self.state: Callable[[], str] = lambda: "not connected"
        """The transport's words, once it stands."""
        self._heard: tuple[datetime | None, datetime | None] = (None, None)

    def hear(self, at: datetime) -> None:
        """Slack told us something (UTC)."""
        self._heard = (self._heard[1], at)

    @property
    def heard_before(self) -> datetime | None:
        """When Slack told us something before the last time (UTC): the last is the question that asks for it."""
        return self._heard[0]
