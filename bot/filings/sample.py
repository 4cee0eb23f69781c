"""Sample mode's EDGAR: ownership filings in their real shape with public figures only, read by the network's own code."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from requests import PreparedRequest

from bot.filings.client import EdgarClient, TokenBucket
from bot.filings.edgar import Edgar
from bot.ports import CacheStore, Clock, DocumentStore
from bot.sample import SAMPLE_DIR, SAMPLE_START
from bot.sample.transport import FileAnswer, file_session

FILES = SAMPLE_DIR / "edgar"
_TEXT = {"Content-Type": "text/plain"}
_PATHS = (
    (re.compile(r"/submissions/(CIK\d{10}(?:-submissions-\d{3})?\.json)"), "submissions"),
    (re.compile(r"/api/xbrl/companyfacts/(CIK\d{10}\.json)"), "companyfacts"),
    (re.compile(r"/Archives/edgar/data/\d+/\d{18}/(\d{10}-\d{2}-\d{6}\.txt)"), "filings"),
)


def sample_filings(clock: Clock, store: CacheStore | None = None, documents: DocumentStore | None = None) -> Edgar:
    """The sample's lists, filings and share counts as `bot.ports.Filings`."""
    client = EdgarClient(
        clock, agent="deskbot sample", session=file_session(answer), bucket=TokenBucket(clock, rate=10_000.0)
    )
    return Edgar(client, clock, store=store, documents=documents, rate=10_000.0, sample=True, recorded=SAMPLE_START)


def answer(request: PreparedRequest) -> FileAnswer | None:
    """The file that answers an EDGAR address; 404 where there is none."""
    url = urlsplit(request.url or "")
    if url.path == "/cgi-bin/browse-edgar":
        path = FILES / "getcurrent.xml"
        return FileAnswer(path, headers={"Content-Type": "application/atom+xml"}) if path.is_file() else None
    for pattern, folder in _PATHS:
        found = pattern.fullmatch(url.path)
        if found:
            path = FILES / folder / found[1]
            return FileAnswer(path, headers=_TEXT) if path.is_file() else None
    return None
