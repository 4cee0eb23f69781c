"""
A Yahoo in memory for tests: it sits under yfinance's session, answers from files, misbehaves on order, keeps a log.

Ordinary answers come from the shipped sample; a test may put others (recorded or invented) in `bodies`.
"""

from __future__ import annotations

import io
import json
import threading
import time
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from bot.market import YahooMarket
from bot.market.sample import answer as sample_answer
from tests.shared import DATA
from tests.sources.clock import TestClock

PAGE = b"<html><body><h1>Oops, something went wrong</h1></body></html>"
EMPTY = {
    "quote": {"quoteResponse": {"result": [], "error": None}},
    "chart": {"chart": {"result": [{"meta": {"symbol": "X", "currency": "USD"}, "indicators": {"quote": [{}]}}]}},
    "calendar": {"quoteSummary": {"result": [{"calendarEvents": {}}], "error": None}},
    "news": {"data": {"tickerStream": {"stream": []}}},
}


Answer = tuple[int, bytes, dict[str, str]]
FAULTS: dict[str, Answer] = {
    "429": (429, b"Too Many Requests", {}),
    "429 with time": (429, b"Too Many Requests", {"Retry-After": "1800"}),
    "html": (200, PAGE, {"Content-Type": "text/html"}),
    "down page": (200, b"<html>Will be right back...</html>", {}),
    "500": (500, PAGE, {}),
    "503": (503, PAGE, {}),
    "403": (403, PAGE, {}),
    "400": (400, b"{}", {}),
    "404": (404, b'{"finance": {"result": null, "error": {"code": "Not Found"}}}', {}),
    "404 page": (404, PAGE, {}),
    "other shape": (200, b'{"hello": ["world"]}', {}),
    "null": (200, b"null", {}),
    "huge": (200, b" " * 5_000_000 + b"{}", {}),
}
NO_CRUMB: Answer = (
    401,
    b'{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}',
    {},
)


def _query(request) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.url).query)


class Yahoo(BaseAdapter):
    """`mode` says how it behaves now; `log` holds (kind, symbol) of every request."""

    def __init__(self) -> None:
        super().__init__()
        self.mode = "ok"
        self.bodies: dict[tuple[str, str], Any] = {}
        self.log: list[tuple[str, str]] = []
        self.gate = threading.Event()
        self.sessions = 0
        self._lock = threading.Lock()

    def session(self) -> requests.Session:
        """A session whose every request ends here; given to the market as its `session_factory`."""
        self.sessions += 1
        session = requests.Session()
        session.trust_env = False
        session.mount("https://", self)
        session.mount("http://", self)
        session.cookies.set("A3", "test", domain=".yahoo.com", expires=int(time.time()) + 86400)  # or none is kept
        return session

    def counts(self) -> Counter[str]:
        """Requests by kind since the log was cleared."""
        return Counter(kind for kind, _ in self.log)

    def send(self, request, *_args, timeout=None, **_options):  # noqa: ANN002, ANN003
        kind, symbol = self._kind(request)
        if kind != "cookie":  # kept on disk by yfinance, so asked for by the first test only
            with self._lock:
                self.log.append((kind, symbol))
        if self.mode == "slow":
            time.sleep(0.2)
        if self.mode == "wait" and kind not in {"cookie", "crumb"}:
            self.gate.wait(20)
        if self.mode == "hang":
            time.sleep(min(float(timeout), 30.0))
            raise requests.ReadTimeout("no answer")
        if self.mode == "unreachable":
            raise requests.ConnectionError("no route")
        return self._response(request, *self._answer(request, kind, symbol))

    def close(self) -> None:
        """Nothing is open."""

    def _answer(self, request, kind: str, symbol: str) -> Answer:
        if kind in {"cookie", "crumb"}:
            refused = kind == "crumb" and self.mode == "crumb 429"
            return (429, b"Too Many Requests", {}) if refused else (200, b"crumb", {})
        no_crumb = self.mode == "crumb 429" and kind in {"quote", "calendar"} and "crumb" not in _query(request)
        fault = NO_CRUMB if no_crumb else FAULTS.get(self.mode)
        if kind == "other" or fault is not None:
            return fault or (404, PAGE, {})
        body = EMPTY[kind] if self.mode == "empty" else self.bodies.get((kind, symbol))
        if body is not None:
            return 200, json.dumps(body).encode(), {}
        found = sample_answer(request)
        assert found is not None
        return found.status, found.body if isinstance(found.body, bytes) else found.body.read_bytes(), {}

    def _kind(self, request) -> tuple[str, str]:
        """What is asked, about which symbol."""
        url = urlsplit(request.url)
        if url.hostname == "fc.yahoo.com":
            return "cookie", ""
        folder, _, last = url.path.rpartition("/")
        kind = {
            "/v1/test": "crumb", "/v7/finance": "quote", "/v8/finance/chart": "chart",
            "/v10/finance/quoteSummary": "calendar", "/xhr": "news",
        }.get(folder, "other")  # fmt: skip
        if kind == "quote":
            last = _query(request)["symbols"][0]
        elif kind == "news":
            last = json.loads(request.body)["serviceConfig"]["s"][0]
        return kind, last

    def _response(self, request, status: int, body: bytes, headers: dict[str, str]) -> requests.Response:
        response = requests.Response()
        response.status_code = status
        response.headers = CaseInsensitiveDict(headers)
        response.url = request.url
        response.request = request
        response.raw = io.BytesIO(body)
        return response


def market(yahoo: Yahoo, clock: TestClock, **options: Any) -> YahooMarket:
    """The real adapter on real yfinance, over this Yahoo; not slowed by the pace that live Yahoo needs."""
    return YahooMarket(None, clock, session_factory=yahoo.session, **{"rate": 10_000.0, **options})


def recorded(name: str) -> Any:
    """A recorded body from the shared data."""
    document = json.loads((DATA / "yahoo" / name).read_text(encoding="utf-8"))
    return document["response"]["bodyJson"] if "response" in document else document
