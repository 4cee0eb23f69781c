"""
One HTTP exchange with one judged address: urllib3 with connections that cannot go anywhere else.

Host header and TLS server name stay the link's own; the address is the one that was judged, so a second DNS answer
changes nothing. No environment proxies, netrc, cookies, retries or redirects: urllib3 has them off here or never had them.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import Timeout

from bot.errors import FetchFailed
from bot.web.deadline import TOO_SLOW, Deadline, Dial, dial
from bot.web.urls import Target

CONNECT_S = 3.0
READ_S = 5.0
ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
USER_AGENT = "Mozilla/5.0 (compatible; deskbot; reads one pasted link for a trading desk)"


def trusted() -> ssl.SSLContext:
    """Certificates of the machine (a company's own among them) and of certifi; TLS 1.2 at least."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class _Pinned:
    """Connects to the judged addresses in turn, whatever the host name resolves to now."""

    pins: Sequence[str] = ()
    deadline: Deadline
    dial: Dial
    port: int

    def _new_conn(self) -> socket.socket:
        fault: OSError | None = None
        for pin in self.pins[:3]:
            try:
                sock = self.dial((pin, self.port), max(0.05, min(CONNECT_S, self.deadline.left)))
            except OSError as error:
                fault = error
                continue
            self.deadline.watch(sock)
            return sock
        raise urllib3.exceptions.NewConnectionError(self, str(fault or "no address"))  # type: ignore[arg-type]


class _PinnedHttp(_Pinned, HTTPConnection):
    pass


class _PinnedHttps(_Pinned, HTTPSConnection):
    pass


class _Watched:
    """A connection to the proxy, which the deadline cuts like any other."""

    deadline: Deadline

    def _new_conn(self) -> socket.socket:
        sock: socket.socket = super()._new_conn()  # type: ignore[misc]
        self.deadline.watch(sock)
        return sock


class _WatchedHttp(_Watched, HTTPConnection):
    pass


class _WatchedHttps(_Watched, HTTPSConnection):
    pass


class Opener:
    """Makes the exchanges of one fetcher; TLS trust is loaded at the first https link."""

    def __init__(self, *, proxy: str = "", connect: Dial = dial) -> None:
        self._proxy = proxy
        self._dial = connect
        self._context: ssl.SSLContext | None = None

    def get(self, target: Target, addresses: Sequence[str], deadline: Deadline) -> urllib3.BaseHTTPResponse:
        """
        GET the target from one of these (judged) addresses, or through the proxy, which makes the connection itself.
        The body is not read yet and not decoded. Raises `FetchFailed` naming what went wrong.
        """
        if deadline.over:
            raise FetchFailed(TOO_SLOW)
        context = self._trust() if target.scheme == "https" else None
        if self._proxy:
            manager = urllib3.ProxyManager(self._proxy, num_pools=1, ssl_context=context)
            manager.pool_classes_by_scheme = _watched_pools(deadline)
            return _ask(manager, target.url, target, deadline)
        extra = {"pins": tuple(addresses), "deadline": deadline, "dial": staticmethod(self._dial)}
        pool: urllib3.HTTPConnectionPool
        if context is not None:
            pool = urllib3.HTTPSConnectionPool(target.host, target.port, maxsize=1, ssl_context=context)
            pool.ConnectionCls = type("Pinned", (_PinnedHttps,), extra)
        else:
            pool = urllib3.HTTPConnectionPool(target.host, target.port, maxsize=1)
            pool.ConnectionCls = type("Pinned", (_PinnedHttp,), extra)
        return _ask(pool, target.path, target, deadline)

    def _trust(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = trusted()
        return self._context


def _watched_pools(deadline: Deadline) -> dict[str, Any]:
    """The pools of a proxy manager, with connections that this deadline cuts."""
    watched = {"deadline": deadline}
    http = {"ConnectionCls": type("Watched", (_WatchedHttp,), watched)}
    https = {"ConnectionCls": type("Watched", (_WatchedHttps,), watched)}
    return {
        "http": type("Pool", (urllib3.HTTPConnectionPool,), http),
        "https": type("Pool", (urllib3.HTTPSConnectionPool,), https),
    }


def _ask(pool: Any, address: str, target: Target, deadline: Deadline) -> urllib3.BaseHTTPResponse:
    try:
        answer: urllib3.BaseHTTPResponse = pool.request(
            "GET",
            address,
            headers={
                "Host": target.authority,
                "User-Agent": USER_AGENT,
                "Accept": ACCEPT,
                "Accept-Language": "en;q=0.9,*;q=0.5",
                "Accept-Encoding": "gzip, deflate",
            },
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
            timeout=Timeout(connect=max(0.05, min(CONNECT_S, deadline.left)), read=READ_S),
        )
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise FetchFailed(why(error, deadline)) from error
    return answer


def why(error: BaseException, deadline: Deadline) -> str:
    """What a network error means for the person who pasted the link."""
    text = str(error)
    if deadline.over or isinstance(error, (urllib3.exceptions.TimeoutError, TimeoutError)):
        return TOO_SLOW
    if isinstance(error, urllib3.exceptions.SSLError) or "certificate" in text.lower():
        return "The site's certificate is not valid, so the page is not read."
    if isinstance(error, urllib3.exceptions.ProxyError):
        return "The company's proxy did not let this link through (DESKBOT_LINK_PROXY)."
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return "The site does not answer. Open the link yourself, or try again later."
    return "The site broke off the connection. Open the link yourself, or try again later."
