"""
The filings behind an answer: which there are, what is kept, what has to be fetched, and how far back it is complete.

Documents are kept for ever and lists for hours, so that a second question is answered at once and read anew after.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.errors import BadData, SourceError
from bot.insiders.filing import Filing
from bot.insiders.parse import parse
from bot.model import FilingRef, Source
from bot.ports import CacheEntry, Clock, Filings, Lane, Storage

FORMS = ("3", "4", "5", "3/A", "4/A", "5/A")
READ_DAYS = 460
"""Days: a year to show, and the same weeks a year earlier to compare with."""
MOST = 600
"""Filings read for one question: a bank's own list also holds its trades in hundreds of other companies."""
SLICE_S = 0.25
"""Seconds between two looks at the clock while filings come in."""
READERS = 8
"""Filings read at once; the SEC's pace is kept by the adapter."""
KEPT_FOR = timedelta(hours=12)
"""How old a kept list may be for an answer at once; it is read anew right after."""
FRESH = timedelta(minutes=5)


class FilingRoom:
    """One issuer's filings for one question."""

    def __init__(self, cik: int, filings: Filings, storage: Storage, clock: Clock, *, today: date, lane: Lane) -> None:
        self._cik = cik
        self._filings = filings
        self._storage = storage
        self._clock = clock
        self._lane = lane
        self._now = clock.now()
        self.since = today - timedelta(days=READ_DAYS)
        """The reading range begins here."""
        self.unread: list[str] = []
        """Filings that could not be read, and why."""

    def kept(self) -> tuple[Sequence[FilingRef], datetime] | None:
        """A list that was kept hours ago and all of whose filings are here; None where there is none such."""
        entry = self._storage.cache.get("insiders", "refs", str(self._cik))
        if entry is None or entry.value is None or not FRESH < self._now - entry.fetched_at < KEPT_FOR:
            return None
        refs = [ref for ref in _load(entry.value) if ref.filed >= self.since]
        refs = list(self._bounded(refs))
        if not refs or any(self._filings.cached(ref) is None for ref in refs):
            return None
        return refs, entry.fetched_at

    def listed(self, *, cik: int | None = None, since: date | None = None) -> Sequence[FilingRef]:
        """The SEC's list, newest first; the issuer's own range is kept for the next question."""
        refs = list(self._filings.list(cik or self._cik, forms=FORMS, since=since or self.since, lane=self._lane))
        if cik is None and since is None:
            source = self.source
            if not source.stale:
                entry = CacheEntry(_dump(refs), self._now, source.name)
                self._storage.cache.put("insiders", "refs", str(self._cik), entry)
            return self._bounded(refs)
        return refs

    def _bounded(self, refs: Sequence[FilingRef]) -> Sequence[FilingRef]:
        """The newest ones where there are too many; the range then begins later, by whole days."""
        if len(refs) <= MOST:
            return refs
        self.since = refs[MOST - 1].filed + timedelta(days=1)
        return [ref for ref in refs if ref.filed >= self.since]

    @property
    def source(self) -> Source:
        """Where the issuer's list comes from, and its age."""
        return self._filings.source(self._cik)

    def documents(self, refs: Sequence[FilingRef], deadline: float | None) -> Mapping[str, bytes]:
        """Submission texts by accession: what is kept, then the newest first, as many as the time allows."""
        found: dict[str, bytes] = {}
        missing = []
        for ref in refs:
            content = self._filings.cached(ref)
            if content is None:
                missing.append(ref)
            else:
                found[ref.accession] = content
        if missing:
            found.update(self._fetch(missing, deadline))
        return found

    def _fetch(self, refs: Sequence[FilingRef], deadline: float | None) -> Mapping[str, bytes]:
        found: dict[str, bytes] = {}
        pool = ThreadPoolExecutor(READERS, thread_name_prefix="filings")
        try:
            waiting: dict[Future[bytes], FilingRef] = {
                pool.submit(self._filings.document, ref, lane=self._lane): ref for ref in refs
            }
            while waiting:
                left = SLICE_S if deadline is None else max(0.0, deadline - self._clock.monotonic())
                done, _rest = wait(waiting, timeout=min(left, SLICE_S), return_when=FIRST_COMPLETED)
                for future in done:  # what came in by the deadline counts, however late this thread looks
                    self._take(future, waiting.pop(future), found)
                if not left:
                    break
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return found

    def _take(self, future: Future[bytes], ref: FilingRef, found: dict[str, bytes]) -> None:
        try:
            found[ref.accession] = future.result()
        except SourceError as error:
            self.unread.append(f"{ref.accession}: {error.message}")

    def read(self, refs: Sequence[FilingRef], documents: Mapping[str, bytes]) -> Iterable[Filing]:
        """The filings of these documents, each with what the list knows of it; sample lists know no true filing days."""
        source = self.source
        for ref in refs:
            if ref.accession not in documents:
                continue
            try:
                filing = parse(documents[ref.accession])
            except BadData as error:
                self.unread.append(f"{ref.accession}: {error.message}")
                continue
            yield replace(
                filing,
                accession=ref.accession,
                filed=filing.filed or (None if source.sample else ref.filed),
                accepted=ref.accepted or filing.accepted,
                url=_page(ref, source),
                form=filing.form or ref.form,
            )


def complete_to(refs: Sequence[FilingRef], documents: Mapping[str, bytes], since: date) -> date | None:
    """From which day on every listed filing is here."""
    missing = [ref.filed for ref in refs if ref.accession not in documents]
    if not missing:
        return since
    newest_missing = max(missing)
    later = [ref.filed for ref in refs if ref.filed > newest_missing]
    return min(later) if later else None


def _page(ref: FilingRef, source: Source) -> str:
    """The filing's page for people; sample filings have none, so the company's own list stands in."""
    if source.sample:
        return source.url or ""
    return f"{ref.url.removesuffix('.txt')}-index.htm"


def _dump(refs: Sequence[FilingRef]) -> str:
    return json.dumps([
        [ref.accession, ref.form, ref.filed.isoformat(), ref.accepted.isoformat() if ref.accepted else None, ref.url]
        for ref in refs
    ])  # fmt: skip


def _load(text: str) -> Sequence[FilingRef]:
    return [
        FilingRef(
            accession, form, date.fromisoformat(filed), datetime.fromisoformat(accepted) if accepted else None, url
        )
        for accession, form, filed, accepted, url in json.loads(text)
    ]
