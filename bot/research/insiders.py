"""
What a company's insiders did, out of the filings themselves: at once from what is kept, the rest read in the background.

Three stages. "first" answers within ten seconds from the newest filings (all that are kept, then what the SEC sends in
the time) and says how far back it reads; "window" reads the rest of the fifteen months; "history" reads the trading
owners' older filings, which only the routine test needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.errors import BadData, BadInput, SourceError
from bot.insiders.activity import Activity, analyse, window
from bot.insiders.events import Event
from bot.insiders.filing import Filing
from bot.insiders.flows import discretionary
from bot.insiders.parse import parse
from bot.insiders.people import Identity
from bot.insiders.routine import YEARS, History, histories
from bot.insiders.verdict import verdict
from bot.model import Bar, Company, FilingRef, InsiderClass, Source
from bot.ports import CacheEntry, Clock, Filings, Lane, MarketData, SharesOutstanding, Storage
from bot.research.names import MAX_QUERY, resolve
from bot.tickers import Universe

Stage = Literal["first", "window", "history"]
Show = Literal["key", "buys", "sales", "all"]

FORMS = ("3", "4", "5", "3/A", "4/A", "5/A")
READ_DAYS = 460
"""Days: a year to show, and the same weeks a year earlier to compare with."""
DEFAULT_DAYS = 365
LONGEST_DAYS = 365
FIRST_DOCUMENTS_S = 8.0
"""Seconds from the question until the first answer stops taking in filings."""
FIRST_ANSWER_S = 9.3
"""Seconds until the first answer stops waiting for closes and the share count; they follow with the rest."""
SLICE_S = 0.25
"""Seconds between two looks at the clock while filings come in."""
READERS = 8
"""Filings read at once; the SEC's pace is kept by the adapter."""
KEPT_FOR = timedelta(hours=12)
"""How old a kept list may be for an answer at once; it is read anew right after."""
FRESH = timedelta(minutes=5)
MAX_OWNERS = 12
"""Owners whose history is read for the routine test."""
EASTERN = ZoneInfo("America/New_York")

_DAYS = re.compile(r"(\d{1,4})\s*d(?:ays?)?", re.IGNORECASE)
_SHOW: Mapping[str, Show] = {
    "buys": "buys",
    "buy": "buys",
    "sales": "sales",
    "sells": "sales",
    "sell": "sales",
    "all": "all",
}
_BUYS = frozenset([InsiderClass.OPEN_MARKET_BUY, InsiderClass.PLANNED_BUY, InsiderClass.ISSUER_PURCHASE])
_SALES = frozenset([InsiderClass.OPEN_MARKET_SELL, InsiderClass.PLANNED_SALE, InsiderClass.SELL_TO_COVER])


@dataclass(frozen=True, slots=True)
class InsiderQuery:
    """A company, how far back, which side, and perhaps one person."""

    company: Company
    days: int = DEFAULT_DAYS
    show: Show = "key"
    name: str = ""

    @classmethod
    def parse(cls, text: str, universe: Universe) -> InsiderQuery:
        """Read "ALLO", "ALLO 90d", "ALLO buys", "Allogene all", "ALLO David Chang". Raises the errors of `resolve`."""
        if len(text) > MAX_QUERY:
            raise BadInput(
                f"That is {len(text):,} characters long. Give a ticker such as ALLO, then 90d, buys, sales or a name."
            )
        words = text.split()
        days, show = DEFAULT_DAYS, _SHOW.get("", "key")
        while len(words) > 1:
            number = _DAYS.fullmatch(words[-1])
            if number:
                days = int(number[1])
                if not 1 <= days <= LONGEST_DAYS:
                    raise BadInput(f"The window is 1d to {LONGEST_DAYS}d, for example /insiders ALLO 90d.")
            elif words[-1].lower() in _SHOW:
                show = _SHOW[words[-1].lower()]
            else:
                break
            words.pop()
        company, name = _company_and_name(words, universe)
        return cls(company, days, show, name)


def _company_and_name(words: Sequence[str], universe: Universe) -> tuple[Company, str]:
    """A company by ticker or full name; words after a ticker are a person's name."""
    phrase = " ".join(words)
    if len(words) > 1:
        whole = universe.exact(phrase)
        if len(whole) == 1:
            return whole[0], ""
        first = words[0].lstrip("$").upper()
        company = universe.lookup(first) if first.isascii() and len(first) <= 6 else None
        if company is not None and (words[0] == words[0].upper() or words[0].startswith("$")):
            return company, " ".join(words[1:])
    return resolve(phrase, universe), ""


@dataclass(frozen=True, slots=True)
class InsiderReport:
    """What /insiders shows."""

    query: InsiderQuery
    activity: Activity
    events: tuple[Event, ...]
    """Of the window and side that was asked for, newest first."""
    verdict: str
    """One line of plain text."""
    source: Source
    as_of: datetime
    listed: int
    """Filings in the reading range."""
    read: int
    """Of those, how many are in this answer."""
    reads_back_to: date | None
    """Every filing from this day on is in; None where there is none."""
    outstanding: SharesOutstanding | None
    bars: tuple[Bar, ...]
    """Daily closes of twelve months, oldest first."""
    notes: tuple[str, ...] = ()
    """What could not be had and why, in words for the trader."""
    next: Stage | None = None
    """The stage that would say more; None where this is all."""

    @property
    def company(self) -> Company:
        """Whose insiders."""
        return self.query.company


def insiders(
    query: InsiderQuery,
    *,
    filings: Filings,
    market: MarketData,
    storage: Storage,
    clock: Clock,
    universe: Universe | None = None,  # noqa: ARG001 - one signature for all questions
    stage: Stage = "first",
    lane: Lane = Lane.PERSON,
) -> InsiderReport:
    """
    Answer one stage of the question. Raises `SourceError` where there is neither an answer nor a kept one, `BadInput`
    for a company that files nothing with the SEC.
    """
    cik = query.company.cik
    if cik is None:
        raise BadInput(f"{query.company.ticker} has no number at the SEC, so its insiders file no forms there.")
    desk = _Reading(query, cik, filings, storage, clock, lane)
    return desk.report(market, stage)


class _Reading:
    """One question being answered."""

    def __init__(
        self, query: InsiderQuery, cik: int, filings: Filings, storage: Storage, clock: Clock, lane: Lane
    ) -> None:
        self._query = query
        self._cik = cik
        self._filings = filings
        self._storage = storage
        self._clock = clock
        self._lane = lane
        self._now = clock.now()
        self._today = self._now.astimezone(EASTERN).date()
        self._unread: list[str] = []
        self._notes: list[str] = []
        self._waiting = False

    def report(self, market: MarketData, stage: Stage) -> InsiderReport:
        """Read as far as the stage goes, then sum up."""
        began = self._clock.monotonic()
        first = stage == "first"
        beside = ThreadPoolExecutor(2, thread_name_prefix="insiders")
        try:
            count = beside.submit(self._filings.shares_outstanding, self._cik, lane=self._lane)
            closes = beside.submit(market.history, self._query.company.ticker, days=365, lane=self._lane)
            refs, kept_at = self._refs(stage)
            documents = self._documents(refs, began + FIRST_DOCUMENTS_S if first else None)
            until = began + FIRST_ANSWER_S if first else None
            outstanding = self._outstanding(count, until)
            bars = self._bars(closes, until)
        finally:
            beside.shutdown(wait=False, cancel_futures=True)
        source = self._filings.source(self._cik)
        parsed = [
            filing for ref in refs if ref.accession in documents for filing in self._parse(ref, documents, source)
        ]
        since = self._since()
        reads_back_to = _complete_to(refs, documents, since)
        parsed = [filing for filing in parsed if self._wanted(filing)]
        history = self._history(parsed, refs) if stage == "history" else None
        activity = analyse(
            parsed, issuer_cik=self._cik, as_of=self._today, since=reads_back_to, history=history, unread=self._unread
        )
        complete = len(documents) == len(refs) and not self._waiting
        return InsiderReport(
            query=self._query,
            activity=activity,
            events=_chosen(activity, self._query),
            verdict=verdict(
                activity,
                days=self._query.days,
                outstanding=_usable(outstanding, self._today),
                reads_back_to=reads_back_to,
            ),
            source=source if kept_at is None else replace(source, as_of=kept_at),
            as_of=self._now,
            listed=len(refs),
            read=len(documents),
            reads_back_to=reads_back_to,
            outstanding=outstanding,
            bars=bars,
            notes=tuple(self._notes),
            next=self._next(stage, activity, complete=complete, kept=kept_at is not None),
        )

    def _next(self, stage: Stage, activity: Activity, *, complete: bool, kept: bool) -> Stage | None:
        if stage == "first" and (kept or not complete):
            return "window"
        if stage != "history" and any(True for _ in discretionary(activity.events)):
            return "history"
        return None

    def _since(self) -> date:
        return self._today - timedelta(days=READ_DAYS)

    # Lists and documents --------------------------------------------------------------------------------------------

    def _refs(self, stage: Stage) -> tuple[Sequence[FilingRef], datetime | None]:
        """The list: the kept one at once where its filings are all here, else the SEC's; and since when it was kept."""
        kept = self._storage.cache.get("insiders", "refs", str(self._cik))
        if stage == "first" and kept is not None and kept.value is not None:
            age = self._now - kept.fetched_at
            refs = [ref for ref in _load(kept.value) if ref.filed >= self._since()]
            at_once = FRESH < age < KEPT_FOR and refs and all(self._filings.cached(ref) is not None for ref in refs)
            if at_once:
                return refs, kept.fetched_at
        listed = list(self._filings.list(self._cik, forms=FORMS, since=self._since(), lane=self._lane))
        source = self._filings.source(self._cik)
        if not source.stale:
            entry = CacheEntry(_dump(listed), self._now, source.name)
            self._storage.cache.put("insiders", "refs", str(self._cik), entry)
        return listed, None

    def _documents(self, refs: Sequence[FilingRef], deadline: float | None) -> Mapping[str, bytes]:
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
                left = None if deadline is None else deadline - self._clock.monotonic()
                if left is not None and left <= 0:
                    break
                slice_s = SLICE_S if left is None else min(left, SLICE_S)
                done, _rest = wait(waiting, timeout=slice_s, return_when=FIRST_COMPLETED)
                for future in done:
                    self._take(future, waiting.pop(future), found)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return found

    def _take(self, future: Future[bytes], ref: FilingRef, found: dict[str, bytes]) -> None:
        try:
            found[ref.accession] = future.result()
        except SourceError as error:
            self._unread.append(f"{ref.accession}: {error.message}")

    def _parse(self, ref: FilingRef, documents: Mapping[str, bytes], source: Source) -> Iterable[Filing]:
        """One filing, with what the list knows of it; sample lists know no true filing times."""
        try:
            filing = parse(documents[ref.accession])
        except BadData as error:
            self._unread.append(f"{ref.accession}: {error.message}")
            return
        yield replace(
            filing,
            accession=ref.accession,
            filed=filing.filed or (None if source.sample else ref.filed),
            accepted=ref.accepted or filing.accepted,
            url=_page(ref, source),
            form=filing.form or ref.form,
        )

    def _wanted(self, filing: Filing) -> bool:
        """Of the person that was asked for, if any."""
        words = self._query.name.casefold().split()
        return not words or any(all(word in owner.name.casefold() for word in words) for owner in filing.owners)

    # The rest -------------------------------------------------------------------------------------------------------

    def _history(self, parsed: Sequence[Filing], refs: Sequence[FilingRef]) -> Mapping[Identity, History] | None:
        """Three more years of the owners who traded: the accessions in both the issuer's and the owner's list."""
        activity = analyse(parsed, issuer_cik=self._cik, as_of=self._today)
        owners = list(
            dict.fromkeys(who for event in discretionary(activity.events) for who in event.who if isinstance(who, int))
        )
        since = date(self._today.year - YEARS - 2, 1, 1)
        known = {ref.accession for ref in refs}
        try:
            older = {
                ref.accession: ref
                for ref in self._filings.list(self._cik, forms=FORMS, since=since, lane=self._lane)
                if ref.accession not in known
            }
            wanted: dict[str, FilingRef] = {}
            for owner in owners[:MAX_OWNERS]:
                for ref in self._filings.list(owner, forms=FORMS, since=since, lane=self._lane):
                    if ref.accession in older:
                        wanted[ref.accession] = older[ref.accession]
            chosen = list(wanted.values())
            documents = self._documents(chosen, None)
        except SourceError as error:
            self._notes.append(f"Routine or not is n/a: {error.message}")
            return None
        if len(documents) < len(chosen):
            self._notes.append("Routine or not is n/a: some older filings could not be read.")
            return None
        source = self._filings.source(self._cik)
        past = [filing for ref in chosen for filing in self._parse(ref, documents, source)]
        whole = analyse([*parsed, *past], issuer_cik=self._cik, as_of=self._today)
        read = histories(whole.events, since=since)
        return {who: history for who, history in read.items() if who in owners[:MAX_OWNERS]}

    def _outstanding(self, asked: Future[SharesOutstanding | None], until: float | None) -> SharesOutstanding | None:
        try:
            found = asked.result(self._left(until))
        except TimeoutError:
            self._later("Shares outstanding")
            return None
        except SourceError as error:
            self._notes.append(f"Shares outstanding are n/a: {error.message}")
            return None
        if found is None:
            self._notes.append("Shares outstanding are n/a: the company files no count that can be read.")
        return found

    def _bars(self, asked: Future[Sequence[Bar]], until: float | None) -> tuple[Bar, ...]:
        try:
            return tuple(asked.result(self._left(until)))
        except TimeoutError:
            self._later("The price line")
        except SourceError as error:
            self._notes.append(f"No price line in the chart: {error.message}")
        return ()

    def _left(self, until: float | None) -> float | None:
        return None if until is None else max(0.0, until - self._clock.monotonic())

    def _later(self, what: str) -> None:
        self._notes.append(f"{what}: still loading.")
        self._waiting = True


OLD_COUNT = timedelta(days=400)
"""A share count older than this is shown with its day and not divided by."""


def _usable(outstanding: SharesOutstanding | None, today: date) -> float | None:
    if outstanding is None or today - outstanding.as_of > OLD_COUNT:
        return None
    return outstanding.shares


def _chosen(activity: Activity, query: InsiderQuery) -> tuple[Event, ...]:
    """The events of the window and side that was asked for."""
    inside = window(activity.events, as_of=activity.as_of, days=query.days)
    sides: Mapping[Show, Callable[[Event], bool]] = {
        "buys": lambda event: event.summary.kind in _BUYS,
        "sales": lambda event: event.summary.kind in _SALES,
    }
    keep = sides.get(query.show)
    return tuple(event for event in inside if keep is None or keep(event))


def _complete_to(refs: Sequence[FilingRef], documents: Mapping[str, bytes], since: date) -> date | None:
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
