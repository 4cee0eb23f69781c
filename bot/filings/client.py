"""
HTTP to the SEC as its fair-access rules ask: declared, at most 8 requests a second in all, and quiet when told so.

A token bucket for the whole process; a `User-Agent` with a contact; gzip; If-Modified-Since; a few tries with growing
pauses; and no request at all for ten minutes after the page that says the request rate was exceeded.
"""

from __future__ import annotations

import functools
import re
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import __version__
from bot.errors import BadData, ConfigError, NotFoundAtSource, RateLimited, SourceDown, SourceError, SourceTimeout
from bot.ports import Clock
from bot.sources.bodies import read_body
from bot.sources.sessions import Sessions

if TYPE_CHECKING:
    from requests import Response, Session

SOURCE = "SEC EDGAR"
RATE = 8.0
"""Requests per second; the SEC's limit is 10 for one user over all machines."""
STOP = timedelta(minutes=10)
"""A limited address stays limited until it has been below the rate for ten minutes."""
TRIES = 3
PAUSES = (0.5, 1.5)
"""Seconds before the second and third try."""
MAX_BODY = 24_000_000
"""Bytes after decompression; the largest company's facts are about 10 MB."""
_RATE_PAGE = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b.*?"
    rb"(?:Request Rate Threshold|exceed(?:ed|s)? the (?:SEC's )?(?:maximum|request)|\brate control)",
    re.IGNORECASE | re.DOTALL,
)
"""A web page that says so; a filing of a Corporate Controller whose awards may not exceed the maximum is none."""
_UNDECLARED = re.compile(rb"Undeclared Automated Tool", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class TokenBucket:
    """Lets `rate` calls a second through, `burst` at once after a quiet time; thread-safe, for a whole process."""

    def __init__(self, clock: Clock, *, rate: float = RATE, burst: int = 8) -> None:
        self._clock = clock
        self._interval = 1.0 / rate
        self._burst = burst
        self._next = 0.0
        self._lock = threading.Lock()
        self.taken = 0

    def take(self) -> None:
        """Wait for a token."""
        with self._lock:
            now = self._clock.monotonic()
            slot = max(self._next, now - (self._burst - 1) * self._interval)
            self._next = slot + self._interval
            self.taken += 1
        if slot > now:
            self._clock.sleep(slot - now)


@functools.cache
def process_bucket() -> TokenBucket:
    """The one bucket of this process, on the machine's own clock: several clients still make one user."""
    from bot.clock import SystemClock

    return TokenBucket(SystemClock())


@dataclass(frozen=True, slots=True)
class Body:
    """An answer: its bytes, and what to send as If-Modified-Since next time."""

    content: bytes
    modified: str | None


def user_agent(contact: str) -> str:
    """The declared agent. Raises `ConfigError` without a company and an e-mail address in `contact`."""
    words = " ".join(contact.split())
    if not _MAIL.search(words) or not words.isascii() or len(words) > 200:
        raise ConfigError(
            "The SEC asks every reader for a name and an e-mail address. "
            'Set DESKBOT_CONTACT, for example "Desk Name desk@example.com".'
        )
    return f"deskbot/{__version__} {words}"


class EdgarClient:
    """GET with the SEC's manners. Thread-safe. `budget` is how long one call may take with its tries (seconds)."""

    def __init__(
        self,
        clock: Clock,
        *,
        agent: str,
        session: Session | None = None,
        bucket: TokenBucket | None = None,
        timeout: float = 8.0,
        budget: float = 20.0,
    ) -> None:
        self._clock = clock
        self._agent = agent
        self._sessions = Sessions(session)
        self._bucket = bucket or process_bucket()
        self._timeout = timeout
        self._budget = budget
        self._lock = threading.Lock()
        self._stopped: datetime | None = None

    @property
    def stopped_until(self) -> datetime | None:
        """When requests go out again (UTC); None while they do."""
        with self._lock:
            if self._stopped is not None and self._clock.now() >= self._stopped:
                self._stopped = None
            return self._stopped

    def get(self, url: str, *, modified: str | None = None) -> Body | None:
        """
        The body, or None where nothing changed since `modified`.

        Raises `NotFoundAtSource` (404), `RateLimited`, `SourceTimeout`, `SourceDown`, `BadData` (too large).
        """
        deadline = self._clock.monotonic() + self._budget
        failure: SourceError = SourceDown(source=SOURCE)
        for attempt in range(TRIES):
            if attempt:
                pause = PAUSES[attempt - 1]
                if self._clock.monotonic() + pause >= deadline:
                    break
                self._clock.sleep(pause)
            self._refuse_while_stopped()
            self._bucket.take()
            self._refuse_while_stopped()
            try:
                return self._once(url, modified, deadline)
            except (NotFoundAtSource, RateLimited, BadData):
                raise
            except SourceError as error:
                failure = error
        raise failure

    def _refuse_while_stopped(self) -> None:
        until = self.stopped_until
        if until is not None:
            raise RateLimited(
                f"The SEC asked us to slow down; filings are asked for again at {until:%H:%M} UTC.",
                source=SOURCE, retry_at=until,
            )  # fmt: skip

    def _once(self, url: str, modified: str | None, deadline: float) -> Body | None:
        import requests

        headers = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
        if modified:
            headers["If-Modified-Since"] = modified
        try:
            with self._sessions.get().get(url, headers=headers, timeout=self._timeout, stream=True) as response:
                return self._read(response, deadline)
        except requests.Timeout:
            raise SourceTimeout("The SEC did not answer in time. Try again in a minute.", source=SOURCE) from None
        except requests.RequestException as error:
            raise SourceDown(f"The SEC cannot be reached ({type(error).__name__}).", source=SOURCE) from error

    def _read(self, response: Response, deadline: float) -> Body | None:
        if response.status_code == 304:
            return None
        content = read_body(
            response, limit=MAX_BODY, deadline=deadline, clock=self._clock, source=SOURCE, who="The SEC"
        )
        status = response.status_code
        if status in {403, 429} or (status == 200 and len(content) < 20_000 and _RATE_PAGE.search(content)):
            self._slow_down(content, status)
        if status == 404:
            raise NotFoundAtSource("The SEC has nothing under this address.", source=SOURCE)
        if status != 200:
            raise SourceDown(f"The SEC answered with an error ({status}). Try again in a few minutes.", source=SOURCE)
        return Body(content, response.headers.get("Last-Modified"))

    def _slow_down(self, content: bytes, status: int) -> None:
        """The rate page stops every request for ten minutes; a plain 403 or 429 is tried again, spaced."""
        if _UNDECLARED.search(content):
            raise SourceDown(
                "The SEC did not accept who we say we are. Set DESKBOT_CONTACT to your desk's name and e-mail.",
                source=SOURCE,
            )
        if _RATE_PAGE.search(content) or status == 429:
            with self._lock:
                self._stopped = self._clock.now() + STOP
            self._refuse_while_stopped()
        raise SourceDown(f"The SEC refused the request ({status}). Try again in a few minutes.", source=SOURCE)
