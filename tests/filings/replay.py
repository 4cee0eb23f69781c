"""A local EDGAR: the recorded answers under the SEC's own paths, and a log of what was asked."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bot.filings.client import EdgarClient, TokenBucket, user_agent
from bot.filings.edgar import Edgar
from tests.shared import DATA
from tests.sources.clock import TestClock

RECORDED = DATA / "edgar"
MODIFIED = "Fri, 12 Dec 2025 23:02:34 GMT"
AGENT = user_agent("Test Desk desk@example.com")


class Replay:
    """Answers by path; `pages` says which recorded feed page each start offset gets."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.pages: dict[str, str] = {"0": "type4_2025-12-12T1804_start0000.xml"}
        self.files: dict[str, Path] = {}
        self.override: Callable[[Request], Response | None] = lambda _request: None
        server.expect_request(re.compile(".*"), method="GET").respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        self.asked.append((request.path, dict(request.headers)))
        given = self.override(request)
        if given is not None:
            return given
        if request.headers.get("If-Modified-Since") == MODIFIED:
            return Response(status=304)
        path = self._file(request)
        if path is None or not path.is_file():
            return Response((RECORDED / "submissions/CIK-000000001_404.xml").read_bytes(), status=404)
        body = gzip.compress(path.read_bytes(), 1)
        return Response(body, headers={"Content-Encoding": "gzip", "Last-Modified": MODIFIED})

    def _file(self, request: Request) -> Path | None:
        if request.path == "/cgi-bin/browse-edgar":
            name = self.pages.get(request.args.get("start", "0"))
            return RECORDED / "getcurrent" / name if name else None
        if request.path.startswith("/submissions/"):
            return RECORDED / "submissions" / request.path.rsplit("/", 1)[1]
        if request.path.startswith("/api/xbrl/companyfacts/"):
            name = request.path.rsplit("/", 1)[1]
            trimmed = name.replace(".json", "_shares_only.json")
            return next((p for n in (name, trimmed) if (p := RECORDED / "companyfacts" / n).is_file()), None)
        if request.path == "/files/company_tickers_exchange.json":
            return RECORDED / "company_tickers_exchange.json"
        return self.files.get(request.path.rsplit("/", 1)[1])

    @property
    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [path for path, _headers in self.asked]

    def edgar(self, clock: TestClock, **more: object) -> Edgar:
        """An adapter on this server."""
        client = EdgarClient(clock, agent=AGENT, bucket=TokenBucket(clock), timeout=3.0)
        base = self.server.url_for("").rstrip("/")
        return Edgar(client, clock, store=None, documents=None, sec_url=base, data_url=base, **more)  # type: ignore[arg-type]
