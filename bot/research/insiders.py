"""
What a company's insiders did, out of the filings themselves: at once from what is kept, the rest read in the background.

Three stages. "first" answers within ten seconds from the newest filings (all that are kept, then what the SEC sends in
the time) and says how far back it reads; "window" reads the rest of the fifteen months; "history" reads the trading
owners' older filings, which only the routine test needs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.errors import BadInput, SourceError
from bot.insiders.activity import Activity, analyse, window
from bot.insiders.events import Event
from bot.insiders.filing import Filing
from bot.insiders.flows import discretionary
from bot.insiders.people import Identity, role_of
from bot.insiders.routine import YEARS, History, histories
from bot.insiders.verdict import SIDES, verdict
from bot.model import Bar, Company, FilingRef, Source
from bot.ports import Clock, Filings, Lane, MarketData, SharesOutstanding, Storage
from bot.research.insider_documents import FilingRoom, complete_to
from bot.research.insider_query import InsiderQuery
from bot.tickers import Universe

Stage = Literal["first", "window", "history"]

FIRST_DOCUMENTS_S = 8.0
"""Seconds from the question until the first answer stops taking in filings."""
FIRST_ANSWER_S = 9.3
"""Seconds until the first answer stops waiting for closes and the share count; they follow with the rest."""
MAX_OWNERS = 12
"""Owners whose history is read for the routine test."""
FOREIGN = (
    "Officers and directors of foreign private issuers file Forms 3, 4 and 5 since 18 Mar 2026; those who report under the "
    "rules of the EEA, the UK, Switzerland, Canada, Korea or Chile need not."
)
"""Holding Foreign Insiders Accountable Act of 18 December 2025; SEC exemptive order of 5 March 2026."""
EASTERN = ZoneInfo("America/New_York")


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
        raise BadInput(_files_nothing(query.company))
    desk = _Reading(query, cik, filings, storage, clock, lane)
    return desk.report(market, stage)


def _files_nothing(company: Company) -> str:
    """Why there is nothing to read: a foreign line's insiders file no forms; a fund or new listing is not on the list."""
    if company.verified:
        return f"{company.ticker} has no number at the SEC, so its insiders file no forms there."
    name = company.ticker if company.name == company.ticker else f"{company.ticker} ({company.name})"
    return (
        f"{name} is not on the SEC's list of companies, so there are no insiders' filings to read: price and news only."
    )


class _Reading:
    """One question being answered."""

    def __init__(
        self, query: InsiderQuery, cik: int, filings: Filings, storage: Storage, clock: Clock, lane: Lane
    ) -> None:
        self._query = query
        self._cik = cik
        self._filings = filings
        self._clock = clock
        self._lane = lane
        self._now = clock.now()
        self._today = self._now.astimezone(EASTERN).date()
        self._room = FilingRoom(cik, filings, storage, clock, today=self._today, lane=lane)
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
            kept = self._room.kept() if first else None
            refs, kept_at = kept or (self._room.listed(), None)
            documents = self._room.documents(refs, began + FIRST_DOCUMENTS_S if first else None)
            until = began + FIRST_ANSWER_S if first else None
            outstanding = self._outstanding(count, until)
            bars = self._bars(closes, until)
        finally:
            beside.shutdown(wait=False, cancel_futures=True)
        source = self._room.source
        reads_back_to = complete_to(refs, documents, self._room.since)
        parsed = [filing for filing in self._room.read(refs, documents) if self._wanted(filing)]
        history = self._history(parsed, refs) if stage == "history" else None
        activity = analyse(
            parsed,
            issuer_cik=self._cik,
            as_of=self._today,
            since=reads_back_to,
            history=history,
            unread=self._room.unread,
            closes=bars,
        )
        said = f"none of the {len(documents)} filings read is by somebody of that name or office"
        if parsed or not self._query.name:
            said = verdict(
                activity,
                days=self._query.days,
                side=self._query.show,
                reads_back_to=reads_back_to,
                missing=len(refs) - len(documents),
            )
        if not refs and self._foreign():
            said = "No Form 3, 4 or 5: a foreign private issuer, whose insiders may report at home only"
            self._notes.append(FOREIGN)
        complete = len(documents) == len(refs) and not self._waiting
        return InsiderReport(
            query=self._query,
            activity=activity,
            events=_chosen(activity, self._query),
            verdict=said,
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

    def _foreign(self) -> bool:
        """Whether the list just read holds the forms of a foreign private issuer."""
        forms = ("6-K", "20-F", "40-F")
        return bool(self._filings.list(self._cik, forms=forms, since=self._room.since, lane=self._lane))

    def _wanted(self, filing: Filing) -> bool:
        """Of the person or office that was asked for, if any."""
        words = _name_parts(self._query.name)
        office = [word.removesuffix("s") for word in words]
        return not words or any(
            _is_named(words, owner.name) or _is_named(office, role_of(owner)) for owner in filing.owners
        )

    def _history(self, parsed: Sequence[Filing], refs: Sequence[FilingRef]) -> Mapping[Identity, History] | None:
        """Three more years of the owners who traded: the accessions in both the issuer's and the owner's list."""
        activity = analyse(parsed, issuer_cik=self._cik, as_of=self._today)
        traded = (who for event in discretionary(activity.events) for who in event.who if isinstance(who, int))
        owners = list(dict.fromkeys(traded))[:MAX_OWNERS]
        since = date(self._today.year - YEARS - 2, 1, 1)
        known = {ref.accession for ref in refs}
        try:
            older = {
                ref.accession: ref
                for ref in self._room.listed(cik=self._cik, since=since)
                if ref.accession not in known
            }
            theirs = {ref.accession for owner in owners for ref in self._room.listed(cik=owner, since=since)}
            chosen = [ref for accession, ref in older.items() if accession in theirs]
            documents = self._room.documents(chosen, None)
        except SourceError as error:
            self._notes.append(f"Routine or not is n/a: {error.message}")
            return None
        if len(documents) < len(chosen):
            self._notes.append("Routine or not is n/a: some older filings could not be read.")
            return None
        whole = analyse([*parsed, *self._room.read(chosen, documents)], issuer_cik=self._cik, as_of=self._today)
        read = histories(whole.events, since=since)
        return {who: history for who, history in read.items() if who in owners}

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


def _name_parts(name: str) -> list[str]:
    return re.split(r"[\s.,-]+", name.casefold().strip(" .,-")) if name.strip(" .,-") else []


def _is_named(words: Sequence[str], name: str) -> bool:
    """Each word begins a part of the name: "lee" is not in Kathleen, "chan" is in David Chang."""
    parts = _name_parts(name)
    return all(any(part.startswith(word) for part in parts) for word in words)


OLD_COUNT = timedelta(days=400)
"""A share count older than this is shown with its day and not divided by."""


def _chosen(activity: Activity, query: InsiderQuery) -> tuple[Event, ...]:
    """The events of the window and side that was asked for."""
    inside = window(activity.events, as_of=activity.as_of, days=query.days)
    wanted = SIDES.get(query.show)
    return tuple(event for event in inside if wanted is None or event.summary.kind in wanted)
