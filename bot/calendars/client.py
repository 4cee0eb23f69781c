"""GET of a JSON address, bounded in size and time, with failures in the trader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot import __version__
from bot.errors import NotFoundAtSource, RateLimited, SourceDown, SourceTimeout
from bot.ports import Clock
from bot.sources.bodies import read_body
from bot.sources.sessions import Sessions

if TYPE_CHECKING:
    from requests import Response, Session

MAX_BODY = 12_000_000
"""Bytes after decompression; a page of 100 trials is about 0.3 MB, the FDA's whole calendar about 2 MB."""


class JsonClient:
    """One source's requests. Thread-safe; no proxies' credentials, no cookies, no netrc."""

    def __init__(
        self,
        clock: Clock,
        *,
        source: str,
        contact: str = "",
        session: Session | None = None,
        timeout: float = 8.0,
        budget: float = 15.0,
    ) -> None:
        self.source = source
        self._clock = clock
        self._agent = f"deskbot/{__version__} {contact}".strip() if contact.isascii() else f"deskbot/{__version__}"
        self._sessions = Sessions(session)
        self._timeout = timeout
        self._budget = budget

    def get(self, url: str, parameters: Mapping[str, str] | None = None) -> str:
        """The body as text. Raises `SourceTimeout`, `SourceDown`, `RateLimited`, `NotFoundAtSource`, `BadData`."""
        import requests

        deadline = self._clock.monotonic() + self._budget
        headers = {"User-Agent": self._agent, "Accept": "application/json", "Accept-Encoding": "gzip, deflate"}
        try:
            with self._sessions.get().get(
                url, params=dict(parameters or {}), headers=headers, timeout=self._timeout, stream=True
            ) as response:
                return self._read(response, deadline)
        except requests.Timeout:
            raise SourceTimeout(
                f"{self.source} did not answer in time. Try again in a minute.", source=self.source
            ) from None
        except requests.RequestException as error:
            raise SourceDown(
                f"{self.source} cannot be reached ({type(error).__name__}).", source=self.source
            ) from error

    def _read(self, response: Response, deadline: float) -> str:
        status = response.status_code
        if status == 429:
            raise RateLimited(f"{self.source} asks us to slow down. Try again in a few minutes.", source=self.source)
        if status == 404:
            raise NotFoundAtSource(f"{self.source} has nothing under this address.", source=self.source)
        if status != 200:
            raise SourceDown(f"{self.source} answered with an error ({status}).", source=self.source)
        body = read_body(
            response, limit=MAX_BODY, deadline=deadline, clock=self._clock, source=self.source, who=self.source
        )
        return body.decode("utf-8", errors="replace")
