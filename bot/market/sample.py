"""Sample mode's Yahoo: recorded-format files that ship with deskbot, read by the same adapter as the network's."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from requests import PreparedRequest

from bot.market.yahoo import YahooMarket
from bot.ports import CacheStore, Clock
from bot.sample import SAMPLE_DIR, SAMPLE_START
from bot.sample.transport import FileAnswer, file_session

FILES = SAMPLE_DIR / "yahoo"
_NOT_FOUND = b'{"finance": {"result": null, "error": {"code": "Not Found", "description": "Not in the sample data"}}}'
_PLAIN = {"Content-Type": "text/plain"}
PATIENCE_S = 60.0
"""Files do not hang: only importing pandas on a busy machine takes long, and that is no reason for "did not answer"."""


def sample_market(clock: Clock, cache_store: CacheStore | None = None) -> YahooMarket:
    """The sample's quotes, news, closes and dates as `bot.ports.MarketData`, every figure marked as sample data."""
    return YahooMarket(
        cache_store,
        clock,
        session_factory=lambda: file_session(answer),
        rate=1000.0,
        timeout=PATIENCE_S,
        request_timeout=PATIENCE_S,
        sample=True,
        recorded=SAMPLE_START,
        only=frozenset(path.stem for path in (FILES / "quote").glob("*.json")),
    )


def answer(request: PreparedRequest) -> FileAnswer | None:
    """The file that answers a request to one of Yahoo's hosts; Yahoo's own 404 where there is none."""
    url = urlsplit(request.url or "")
    if url.hostname == "fc.yahoo.com":
        return FileAnswer(b"", headers=_PLAIN)
    if url.path == "/v1/test/getcrumb":
        return FileAnswer(b"sample", headers=_PLAIN)
    path = _file(request, url.path, parse_qs(url.query))
    if path is None or not path.is_file():
        return FileAnswer(_NOT_FOUND, 404)
    return FileAnswer(path)


def _file(request: PreparedRequest, path: str, query: dict[str, list[str]]) -> Path | None:
    last = path.rsplit("/", 1)[-1]
    if path == "/v7/finance/quote":
        return _named("quote", query.get("symbols", [""])[0])
    if path.startswith("/v8/finance/chart/"):
        return _named("chart", last)
    if path.startswith("/v10/finance/quoteSummary/"):
        return _named("calendar", last)
    if path == "/xhr/ncp":
        return _named("news", _asked_symbol(request.body))
    return None


def _asked_symbol(body: bytes | str | None) -> str:
    try:
        return str(json.loads(body or "{}")["serviceConfig"]["s"][0])
    except (ValueError, KeyError, IndexError, TypeError):
        return ""


def _named(folder: str, symbol: str) -> Path | None:
    """Only plain symbols become file names."""
    return FILES / folder / f"{symbol}.json" if symbol.replace("-", "").isalnum() else None
