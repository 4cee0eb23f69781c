"""`bot.ports.Filings` on EDGAR: which address answers what, and how long an answer is good for."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date, datetime, timedelta
from typing import Any

from bot.errors import BadData, NotFoundAtSource, SourceError, SourceTimeout
from bot.filings import tables
from bot.filings.client import SOURCE, EdgarClient
from bot.model import FilingRef, Source, SourceHealth
from bot.ports import CacheStore, Clock, DocumentStore, Lane, SharesOutstanding
from bot.sources import Breaker, Cached, Lanes, SourceCache

SUBMISSIONS_TTL = timedelta(minutes=5)
SHARD_TTL = timedelta(days=7)
FACTS_TTL = timedelta(hours=24)
FEED_TTL = timedelta(seconds=25)
FEED_PAGE = 100
FEED_PAGES = 12
"""A page of the feed holds 100 entries; the busiest hour had 328 filings, each listed at least twice."""
PATIENCE = {Lane.PERSON: 20.0, Lane.SCHEDULED: 90.0}
"""Seconds a caller waits for one document."""
OLD_FACT = timedelta(days=400)
"""A cover-page count this much older than the balance sheet's newest is out of use (a company that added a class)."""


class Edgar:
    """
    EDGAR through one client, one queue and one cache. Thread-safe.

    `documents` keeps submission texts for ever, of an 8-K its releases; `store` keeps lists for minutes. With `sample`
    every `Source` is marked and dated `recorded`.
    """

    def __init__(  # noqa: PLR0913 - options with defaults, all by keyword
        self,
        client: EdgarClient,
        clock: Clock,
        *,
        store: CacheStore | None,
        documents: DocumentStore | None,
        sec_url: str = "https://www.sec.gov",
        data_url: str = "https://data.sec.gov",
        timeout: float = 8.0,
        rate: float = 8.0,
        sample: bool = False,
        recorded: datetime | None = None,
    ) -> None:
        self._client = client
        self._clock = clock
        self._documents: DocumentStore = documents or _MemoryDocuments()
        self._sec = sec_url.rstrip("/")
        self._data = data_url.rstrip("/")
        self._timeout = timeout
        self._sample = sample
        self._recorded = recorded
        name = f"{SOURCE} (sample)" if sample else SOURCE
        lanes = Lanes(name, clock, rate=rate, burst=8, workers=8, limit=45.0)
        self._cache = SourceCache(store, clock, source=name, lanes=lanes, breaker=Breaker(name, clock, bad_limit=5))
        self._lock = threading.Lock()
        self._flights: dict[str, Future[bytes]] = {}
        self._listed: dict[int, Source] = {}

    # Lists ----------------------------------------------------------------------------------------------------------

    def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> Sequence[FilingRef]:
        """Filings of one CIK of these forms filed on or after `since`, newest first; older shards only where needed."""
        wanted = frozenset(forms)
        try:
            got = self._submissions(f"CIK{cik:010d}.json", SUBMISSIONS_TTL, lane)
        except NotFoundAtSource as error:
            raise NotFoundAtSource(_NO_SAMPLE if self._sample else _NO_LIST, source=SOURCE) from error
        self._note(cik, got)
        reduced = json.loads(got.value)["data"]
        parts = [reduced]
        for shard in tables.shards(reduced):
            if shard.last >= since:
                older = self._submissions(shard.name, SHARD_TTL, lane)
                parts.append(json.loads(older.value)["data"])
        found = {
            ref.accession: ref
            for part in parts
            for ref in tables.filings(part, cik, self._sec)
            if ref.form in wanted and ref.filed >= since
        }
        return sorted(found.values(), key=lambda ref: (ref.filed, ref.accepted or _EPOCH, ref.accession), reverse=True)

    def source(self, cik: int) -> Source:
        """Where this CIK's list comes from, as of when it was last asked for, and whether it is stale."""
        with self._lock:
            known = self._listed.get(cik)
        return known or Source(SOURCE, self._page(cik), self._clock.now(), sample=self._sample)

    def latest(self, *, lane: Lane = Lane.SCHEDULED, newer_than: datetime | None = None) -> Sequence[FilingRef]:
        """
        The current ownership filings of all issuers, newest first, each accession once.

        With `newer_than` it reads on, page by page, until it is back at that moment.
        """
        found: dict[str, FilingRef] = {}
        for page in range(FEED_PAGES):
            try:
                refs, oldest = self._feed_page(page, lane)
            except SourceError:
                if page == 0:
                    raise
                break
            for ref in refs:
                known = found.get(ref.accession)
                if known is None or known.issuer_cik is None:
                    found[ref.accession] = ref
            if newer_than is None or oldest is None or oldest <= newer_than:
                break
        return sorted(found.values(), key=lambda ref: (ref.accepted or _EPOCH, ref.accession), reverse=True)

    def shares_outstanding(self, cik: int, *, lane: Lane = Lane.PERSON) -> SharesOutstanding | None:
        """The newest count of the cover page (dei), else of the balance sheet (us-gaap); None where neither is filed."""
        page = f"{self._data}/api/xbrl/companyfacts/CIK{cik:010d}.json"
        try:
            got = self._get("facts", str(cik), FACTS_TTL, page, tables.reduce_facts, lane)
        except NotFoundAtSource:
            return None
        rows = [
            SharesOutstanding(shares, date.fromisoformat(end), tag, page)
            for tag, end, _filed, shares in json.loads(got.value)["data"]
        ]
        cover = next((row for row in rows if row.tag.startswith("dei:")), None)
        sheet = next((row for row in rows if row.tag.startswith("us-gaap:")), None)
        if cover is not None and (sheet is None or sheet.as_of - cover.as_of <= OLD_FACT):
            return cover
        return sheet or cover

    # Documents ------------------------------------------------------------------------------------------------------

    def cached(self, ref: FilingRef) -> bytes | None:
        """The submission text if it is here already; no request."""
        return self._documents.get(self._key(ref))

    def document(self, ref: FilingRef, *, lane: Lane = Lane.PERSON) -> bytes:
        """
        The complete submission text, of an 8-K with its exhibits 99 alone; fetched once, then kept for ever. Many askers at
        once make one request.
        """
        kept = self.cached(ref)
        if kept is not None:
            return kept
        with self._lock:
            flight = self._flights.get(ref.accession)
            if flight is None:
                flight = self._flights[ref.accession] = Future()
                started = True
            else:
                started = False
        if started:
            self._launch(ref, flight, lane)
        try:
            return flight.result(PATIENCE[lane])
        except TimeoutError:
            raise SourceTimeout(
                "The SEC did not send the filing in time. Try again in a minute.", source=SOURCE
            ) from None

    def _launch(self, ref: FilingRef, flight: Future[bytes], lane: Lane) -> None:
        def work() -> None:
            try:
                permit = self._cache.breaker.enter()
                try:
                    content = self._fetch(ref)
                except SourceError as error:
                    if isinstance(error, (NotFoundAtSource, BadData)):
                        self._cache.breaker.succeeded(permit)
                    else:
                        self._cache.breaker.failed(permit, error)
                    raise
                self._cache.breaker.succeeded(permit)
                flight.set_result(content)
            except BaseException as error:  # noqa: BLE001 - the outcome belongs to whoever waits for the flight
                flight.set_exception(error)
            finally:
                with self._lock:
                    self._flights.pop(ref.accession, None)

        try:
            self._cache.lanes.submit(work, lane=lane, name=f"filing {ref.accession}")
        except SourceError as error:
            with self._lock:
                self._flights.pop(ref.accession, None)
            flight.set_exception(error)

    def _fetch(self, ref: FilingRef) -> bytes:
        body = self._client.get(ref.url)
        content = body.content if body is not None else b""
        head = content[:4096]
        if not (
            b"<SEC-" in head or b"<SUBMISSION" in head or b"ownershipDocument" in head or b"-----BEGIN PRIV" in head
        ):
            raise BadData(
                "The SEC answered with something that is no filing. Try again in a few minutes.", source=SOURCE
            )
        if ref.form.startswith("8-K"):
            content = _releases(content)
        self._documents.put(self._key(ref), content, at=self._clock.now())
        return content

    # Health ---------------------------------------------------------------------------------------------------------

    def fiscal_year_end(self, cik: int, *, lane: Lane = Lane.PERSON) -> str | None:
        """From the list of filings, one request at most; None where the SEC does not say. Raises `SourceError`."""
        got = self._submissions(f"CIK{cik:010d}.json", SUBMISSIONS_TTL, lane)
        return tables.year_end(json.loads(got.value)["data"])

    def health(self) -> Sequence[SourceHealth]:
        """One entry; no request is made."""
        return [self._cache.health()]

    def close(self) -> None:
        """Take no more questions."""
        self._cache.close()

    # Behind ---------------------------------------------------------------------------------------------------------

    def _submissions(self, name: str, ttl: timedelta, lane: Lane) -> Cached:
        url = f"{self._data}/submissions/{name}"
        return self._get("submissions", name, ttl, url, tables.reduce_submissions, lane)

    def _feed_page(self, page: int, lane: Lane) -> tuple[Sequence[FilingRef], datetime | None]:
        url = (
            f"{self._sec}/cgi-bin/browse-edgar?action=getcurrent&type=4&owner=include"
            f"&count={FEED_PAGE}&start={page * FEED_PAGE}&output=atom"
        )

        def reduce(body: bytes) -> list[object]:
            refs, oldest = tables.feed(body, self._sec)
            rows = [
                [ref.accession, ref.form, ref.filed.isoformat(), _stamp(ref.accepted), ref.url, ref.issuer_cik]
                for ref in refs
            ]
            return [rows, _stamp(oldest)]

        got = self._get("feed", str(page), FEED_TTL, url, reduce, lane)
        rows, oldest = json.loads(got.value)["data"]
        refs = [
            FilingRef(accession, form, date.fromisoformat(filed), _moment(accepted), link, issuer)
            for accession, form, filed, accepted, link, issuer in rows
        ]
        return refs, _moment(oldest)

    def _get(self, kind: str, key: str, ttl: timedelta, url: str, reduce: Callable[[bytes], Any], lane: Lane) -> Cached:
        """Through the cache: what is fetched is kept reduced, with its Last-Modified; a 304 renews it."""

        def fetch() -> str:
            last = self._cache.last_good(kind, key)
            known = json.loads(last.value) if last is not None else {}
            body = self._client.get(url, modified=known.get("modified"))
            if body is None and last is not None:
                return last.value
            return json.dumps(
                {"modified": body.modified if body else None, "data": reduce(body.content if body else b"")}
            )

        return self._cache.get(kind, key, ttl, fetch, lane=lane, wait=self._timeout if lane is Lane.PERSON else None)

    def _note(self, cik: int, got: Cached) -> None:
        as_of = self._recorded if self._sample and self._recorded else got.fetched_at
        found = Source(SOURCE, self._page(cik), as_of, stale=got.stale, sample=self._sample)
        with self._lock:
            self._listed[cik] = found
            while len(self._listed) > 2000:
                self._listed.pop(next(iter(self._listed)))

    def _key(self, ref: FilingRef) -> str:
        """Sample documents have keys of their own: a database may see both modes."""
        return f"edgar{'-sample' if self._sample else ''}:{ref.accession}"

    def _page(self, cik: int) -> str:
        return f"{self._sec}/cgi-bin/browse-edgar?action=getcompany&CIK={cik:010d}&type=4&owner=include&count=40"


_NO_LIST = "The SEC knows no filer with this number, so there are no insider filings to read."
_NO_SAMPLE = "The sample data hold insider filings of Allogene (ALLO) only."
_DOCUMENT = re.compile(rb"<DOCUMENT>.*?</DOCUMENT>\s*", re.DOTALL)
_EXHIBIT_99 = re.compile(rb"<DOCUMENT>\s*<TYPE>\s*EX-99", re.IGNORECASE)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _releases(submission: bytes) -> bytes:
    """An 8-K without the documents that nobody reads: pictures and XBRL are most of it."""
    return _DOCUMENT.sub(lambda found: found[0] if _EXHIBIT_99.match(found[0]) else b"", submission)


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class _MemoryDocuments:
    """`bot.ports.DocumentStore` without a database: the newest few hundred."""

    def __init__(self, size: int = 400) -> None:
        self._size = size
        self._kept: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            return self._kept.get(key)

    def put(self, key: str, content: bytes, *, at: datetime) -> None:  # noqa: ARG002 - the port's signature
        with self._lock:
            self._kept.setdefault(key, content)
            while len(self._kept) > self._size:
                self._kept.pop(next(iter(self._kept)))
