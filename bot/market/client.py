"""
yfinance's connection to Yahoo (cookie, crumb, browser TLS), and what Yahoo's failures mean to a trader.

Only `yfinance.data.YfData` is used, not `Ticker`: `Ticker` turns outages into empty frames and empty news lists, drops
the flag that a date is an estimate, and converts epochs with the host's time zone. Measured traps this module holds
off: one process-wide session for everybody (each client owns its `YfData`), a 30-second wait for a cookie whatever
time-out was asked for (every request is capped by the call's own budget), error bodies kept for the life of the
process and a crumb that reads "Too Many Requests" (`reset` drops both), cookie files shared between processes.
"""

from __future__ import annotations

import atexit
import functools
import json
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.errors import BadData, NotFoundAtSource, RateLimited, SourceDown, SourceError, SourceTimeout
from bot.market.fields import SOURCE
from bot.ports import Clock

MAX_BODY = 4_000_000
"""Bytes; the largest answer recorded is a ten-year chart of 0.4 MB."""
_LONGEST_RETRY = 3600.0

log = logging.getLogger(__name__)

SessionFactory = Callable[[], Any]
"""Makes a `requests.Session` or a `curl_cffi` session; yfinance takes no other."""


class Refused(SourceDown):
    """
    Yahoo refused the question. Try again in a few minutes.
    """


class CrumbLimited(RateLimited):
    """
    Yahoo asks us to slow down. Try again in a few minutes.
    """


_IMPORTING = threading.Lock()
"""The warm-up and a first question may both want the library; its folder must be set once, before any request."""


def yahoo_library() -> Any:
    """
    `yfinance.data.YfData`, imported at the first call (0.5 s, 130 MB) and given cookie files of its own.

    yfinance keeps cookies as pickles in a folder shared by all processes of a user; ours is private (mode 0700) and
    goes away with the process.
    """
    with _IMPORTING:
        return _import_library()


@functools.cache
def _import_library() -> Any:
    import yfinance
    from yfinance.data import YfData

    home = tempfile.mkdtemp(prefix="deskbot-yahoo-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    yfinance.set_tz_cache_location(home)
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)  # it says "possibly delisted" for an outage
    return YfData


def _forget_cookie() -> None:
    """Delete the cookie that yfinance keeps on disk; a fault there is no reason to fail the question."""
    from yfinance.cache import get_cookie_cache

    try:
        get_cookie_cache().store("curlCffi", None)
    except Exception:  # peewee raises its own kind of everything
        log.warning("yfinance's cookie file could not be cleared", exc_info=True)


def browser_session() -> Any:
    """The session yfinance would make: curl with a browser's TLS fingerprint (SSL_CERT_FILE names a desk's own CAs)."""
    from curl_cffi import requests as curl

    return curl.Session(impersonate="chrome")


class YahooClient:
    """
    JSON from Yahoo's endpoints, or an error of the tree. Thread-safe.

    `timeout` caps each request, `budget` a whole call with its cookie, crumb and second try (seconds). `on_crumb_limit`
    is told when only the crumb was refused with 429, Yahoo's first sign of displeasure.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        session_factory: SessionFactory | None = None,
        timeout: float = 6.0,
        budget: float = 15.0,
        on_crumb_limit: Callable[[], None] | None = None,
    ) -> None:
        self._clock = clock
        self._session_factory = session_factory or browser_session
        self._timeout = timeout
        self._budget = budget
        self._on_crumb_limit = on_crumb_limit
        self._lock = threading.Lock()
        self._data: Any = None
        self._call = threading.local()
        self.resets = 0

    def get(self, url: str, params: Mapping[str, str]) -> Any:
        """GET and decode. Raises `RateLimited`, `SourceDown`, `SourceTimeout`, `BadData`, `NotFoundAtSource`."""
        return self._ask(lambda data: data.get(url, params=dict(params), timeout=self._timeout))

    def post(self, url: str, body: Mapping[str, Any]) -> Any:
        """POST a JSON body and decode. Raises as `get`."""
        return self._ask(lambda data: data.post(url, body=dict(body), timeout=self._timeout))

    def reset(self) -> None:
        """Forget session, cookie, crumb and every kept answer: what Yahoo sent in a bad hour must not outlive it."""
        with self._lock:
            self._data = None
            self.resets += 1
        yahoo_library().cache_get.cache_clear()
        _forget_cookie()

    def _ask(self, send: Callable[[Any], Any]) -> Any:
        self._call.deadline = self._clock.monotonic() + self._budget
        self._call.crumb_limited = False
        try:
            answer = self._read(send(self._yahoo()))
        except SourceError:
            raise
        except Exception as error:  # yfinance lets anything through: transport errors, TypeErrors, its own
            raise _meaning(error) from error
        finally:
            if self._call.crumb_limited:
                self._forget_crumb()
        return answer

    def _forget_crumb(self) -> None:
        """Drop the connection: yfinance would send the words "Too Many Requests" as its crumb from now on."""
        with self._lock:
            self._data = None
        if self._on_crumb_limit is not None:
            self._on_crumb_limit()

    def _yahoo(self) -> Any:
        with self._lock:
            if self._data is None:
                kind = yahoo_library()
                # past the metaclass: its one instance per process would hand our session to everybody
                self._data = type.__call__(kind, session=self._guarded(self._session_factory()))
            return self._data

    def _guarded(self, session: Any) -> Any:
        """Cap every request of the session by the budget of the call it belongs to, and notice a refused crumb."""
        send = session.request

        def request(method: str, url: str, **options: Any) -> Any:
            left = self._call.deadline - self._clock.monotonic()
            if left <= 0:
                raise TimeoutError("the call's time is used up")
            options["timeout"] = min(self._timeout, left)
            response = send(method=method, url=url, **options)
            if url.endswith("/getcrumb") and response.status_code == 429:
                self._call.crumb_limited = True
            return response

        session.request = request
        return session

    def _read(self, response: Any) -> Any:
        """The decoded body, or what the status and the body mean."""
        status = int(response.status_code)
        if status == 429:
            raise RateLimited(source=SOURCE, retry_at=self._retry_at(response))
        if status in {401, 403}:
            raise CrumbLimited(source=SOURCE) if self._call.crumb_limited else Refused(source=SOURCE)
        if status >= 500:
            raise SourceDown(f"Yahoo is having trouble (HTTP {status}). Try again in a few minutes.", source=SOURCE)
        if len(response.content) > MAX_BODY:
            raise BadData("Yahoo sent far more than an answer. Try again in a few minutes.", source=SOURCE)
        try:
            body = json.loads(response.content)
        except ValueError as error:
            if b"Will be right back" in response.content:
                raise SourceDown("Yahoo Finance says it is down. Try again later.", source=SOURCE) from error
            message = "Yahoo sent a web page instead of data. Try again in a few minutes."
            raise BadData(message, source=SOURCE) from error
        if status == 404:
            raise NotFoundAtSource(source=SOURCE)
        if status >= 400:
            raise BadData(f"Yahoo did not take the question (HTTP {status}).", source=SOURCE)
        return body

    def _retry_at(self, response: Any) -> Any:
        seconds = str(response.headers.get("Retry-After") or "")
        if not seconds.isdigit():
            return None
        return self._clock.now() + timedelta(seconds=min(float(seconds), _LONGEST_RETRY))


def _meaning(error: Exception) -> SourceError:
    """A failure without an answer. Names decide, because requests and curl_cffi share no class but OSError."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if "YFRateLimitError" in names:
        return RateLimited(source=SOURCE)
    if names & {"Timeout", "TimeoutError"}:
        return SourceTimeout("Yahoo did not answer in time. Try again in a minute.", source=SOURCE)
    if "OSError" in names:
        return SourceDown("Yahoo cannot be reached. Try again in a minute.", source=SOURCE)
    return BadData(source=SOURCE)
