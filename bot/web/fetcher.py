"""
`bot.ports.Fetcher` for pasted links: every hop judged before it is connected to, everything within bounds.

`FetchRefused` comes before any connection to the refused address; everything after that is `FetchFailed` with the reason.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bot.errors import ConfigError, FetchFailed, FetchRefused
from bot.ports import Clock, Page
from bot.web.addresses import fault_of_answers
from bot.web.body import CHUNK, MAX_BODY, UNSURE, check_type, decoded, media_type, to_text
from bot.web.deadline import TOO_SLOW, TOTAL_S, Deadline, Dial, dial
from bot.web.limits import Limits
from bot.web.resolve import RESOLVE_S, Lookups, Resolver, system_addresses
from bot.web.urls import Target, accept, unwrap
from bot.web.walls import fault_of_host, fault_of_status, wall_of

if TYPE_CHECKING:
    import urllib3

    from bot.web.adapter import Opener

REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_MAX_HEADERS = 64_000


class WebFetcher:
    """
    The network. `resolver` gives the addresses of a name and is asked once for each hop, `connect` reaches a judged one.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        proxy: str = "",
        resolver: Resolver = system_addresses,
        connect: Dial = dial,
        total: float = TOTAL_S,
    ) -> None:
        if proxy and not re.match(r"https?://[^/\s]+/?$", proxy):
            raise ConfigError("DESKBOT_LINK_PROXY takes a URL such as http://proxy.example:3128. Change it in .env.")
        self._clock = clock
        self._proxy = proxy
        self._total = total
        self._lookups = Lookups(resolver)
        self._connect = connect
        self._limits = Limits(clock)

    @cached_property
    def _opener(self) -> Opener:
        """Made at the first link: urllib3 takes too long to import for the start."""
        from bot.web.adapter import Opener

        return Opener(proxy=self._proxy, connect=self._connect)

    def fetch(self, url: str, *, user: str = "") -> Page:
        """See `bot.ports.Fetcher.fetch`. Also raises `RateLimited` where a person or a site had enough."""
        asked = accept(unwrap(url))
        if fault := fault_of_host(asked.host):
            raise FetchFailed(fault)
        with self._limits.slot(user, asked.host), Deadline(self._total) as deadline:
            target = asked
            for _hop in range(REDIRECTS + 1):
                answer = self._open(target, deadline)
                try:
                    if answer.status not in _MOVED:
                        return self._read(asked, target, answer, deadline)
                    target = _next(target, answer)
                finally:
                    answer.close()
        raise FetchFailed(f"The link redirects more than {REDIRECTS} times, so it is not followed.")

    def _open(self, target: Target, deadline: Deadline) -> urllib3.BaseHTTPResponse:
        if target.literal:
            addresses = [target.literal]
        else:
            try:
                addresses = list(self._lookups.addresses(target.host, target.port, min(RESOLVE_S, deadline.left)))
            except FetchFailed:
                if not self._proxy:
                    raise
                addresses = []  # behind a proxy the desk's own DNS may know no outside names
        if addresses and (fault := fault_of_answers(addresses)):
            raise FetchRefused(f"This link leads to an address that is not public ({fault}), so it is not opened.")
        return self._opener.get(target, addresses, deadline)

    def _read(self, asked: Target, target: Target, answer: urllib3.BaseHTTPResponse, deadline: Deadline) -> Page:
        headers = answer.headers
        challenged = "cf-mitigated" in headers or "x-datadome" in headers
        if fault := fault_of_status(answer.status, challenged=challenged):
            raise FetchFailed(fault)
        if sum(len(name) + len(value) for name, value in headers.items()) > _MAX_HEADERS:
            raise FetchFailed("The site's answer is malformed (its headers are too large), so it is not read.")
        content_type = headers.get("Content-Type", "")
        kind = media_type(content_type)
        if kind not in UNSURE:
            check_type(kind, b"")
        length = headers.get("Content-Length", "")
        if length.isdigit() and int(length) > MAX_BODY:
            raise FetchFailed(f"The page is larger than {MAX_BODY // 1_000_000} MB, so it is not read.")
        body = bytearray()
        for piece in decoded(_chunks(answer, deadline), headers.get("Content-Encoding", "")):
            body += piece
        if deadline.over:
            raise FetchFailed(TOO_SLOW)
        check_type(kind, bytes(body[:1024]))
        html = to_text(bytes(body), content_type)
        if wall := wall_of(asked.url, target.url, html):
            raise FetchFailed(wall)
        return Page(asked.url, target.url, html, self._clock.now(), kind or "text/html")


def _next(target: Target, answer: urllib3.BaseHTTPResponse) -> Target:
    location = answer.headers.get("Location", "").strip()
    if not location:
        raise FetchFailed("The link redirects to nowhere.")
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        joined = urljoin(target.url, location)
    except ValueError:
        raise FetchRefused("The link redirects to something malformed, so it is not followed.") from None
    try:
        return accept(unwrap(joined))
    except FetchRefused as error:
        raise FetchRefused(f"The link redirects to a place that is not opened. {error.message}") from None


def _chunks(answer: urllib3.BaseHTTPResponse, deadline: Deadline) -> Iterator[bytes]:
    import urllib3

    from bot.web.adapter import why

    try:
        for chunk in answer.stream(CHUNK, decode_content=False):
            if deadline.over:
                raise FetchFailed(TOO_SLOW)
            yield chunk
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise FetchFailed(why(error, deadline)) from error
