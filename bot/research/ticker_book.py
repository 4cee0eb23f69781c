"""
What a digest says about one name, fetched and scored once for all channels that watch it.

A report is the newest quote, the news since the last close with its score, and insiders' filings of the last days. What
a source did not deliver stays None, with the reason beside it.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.delivery.due import instant
from bot.delivery.trading_days import CLOSE, EARLY_CLOSE, is_half_day, is_trading_day, market_day, previous_trading_day
from bot.errors import BadData, DeskError
from bot.model import Bar, Company, InsiderEvent, Quote, Score
from bot.ports import Lane
from bot.research.calendar import company_of
from bot.research.reported import RecentItem, recent_items
from bot.research.sentiment import MIXED, SentimentQuery
from bot.sentiment.bands import label_of
from bot.sentiment.ticker import TickerSentiment, WeighedStory, aggregate, standing

if TYPE_CHECKING:
    from bot.research import Research

log = logging.getLogger(__name__)

OVERNIGHT = "overnight"
"""The name under which readings since the last close are kept, for tomorrow's comparison."""
FILED_DAYS = 5
"""Days of filings looked through: a long weekend and the two business days a filing may take."""
AS_STRONG = 0.9
"""Stories within a tenth of the strongest say about as much."""
AGAIN = timedelta(minutes=5)
"""Price or news that could not be had are asked for again after so long: the shortest pause after a refusal."""
KEPT = 2000
"""Names held at most; the oldest go first."""
_INSIDER_FORMS = ("4", "5", "4/A", "5/A")
_NEW_YORK = ZoneInfo("America/New_York")
_MOVES = (
    r"(?:up|down|higher|lower|(?:jump|surg|soar|rall[iy]|climb|ris|rose|gain|advanc|fall|fell|slid|slip|s[iau]nk|drop|plung"
    r"|tumbl|plummet|crash|slump|trad|mov|doubl|halv)\w*)\b"
)
_PRICE_MOVES = re.compile(
    rf"(?i:why\s)?(?:[^\W_a-z][^\s,;:]*\s){{0,4}}(?i:(?:shares?|stock)(?:\s[^\s,;:]+){{0,3}}?\s{_MOVES}"
    rf"|{_MOVES}[^,;:]*\b(?:before the (?:open|bell)|pre-?market|after[- ]hours))"
)
"""A headline that begins with a name's shares and their move, or with a name that moves outside the session."""


@dataclass(frozen=True, slots=True)
class TickerReport:
    """One name's lines of a digest."""

    company: Company
    fetched_at: datetime
    quote: Quote | None
    reading: TickerSentiment | None
    """News since the last close; None where the news could not be had."""
    before: float | None
    """The last such reading before today, by the same engine."""
    before_day: date | None
    insiders: tuple[InsiderEvent, ...]
    """Of filings of the last days, newest first."""
    faults: tuple[str, ...] = ()
    reported: tuple[RecentItem, ...] = ()
    """Followed items of its 8-Ks of the last days, newest first."""
    filings_read: bool = True
    """Whether EDGAR answered: else there may be filings that nobody has seen."""

    @property
    def move(self) -> float | None:
        """Relative move of the quote's session (0.05 is +5 %)."""
        return self.quote.move if self.quote else None

    @property
    def answered(self) -> bool:
        """Whether any source told something: without that nobody knows whether the name is quiet."""
        return self.quote is not None or self.reading is not None

    @property
    def whole(self) -> bool:
        """Whether price, news and filings are all known."""
        return self.move is not None and self.reading is not None and self.filings_read

    @property
    def change(self) -> float | None:
        """The reading against the one before."""
        score = self.reading.score if self.reading else None
        return None if score is None or self.before is None else score - self.before


class TickerBook:
    """Reports by name; each made once however many channels ask. One per process, thread-safe."""

    def __init__(self, research: Research) -> None:
        self._research = research
        self._lock = threading.Lock()
        self._reports: dict[str, TickerReport] = {}
        self._making: dict[str, Future[TickerReport]] = {}

    def __len__(self) -> int:
        with self._lock:
            return len(self._reports)

    def get(self, ticker: str, *, since: datetime) -> TickerReport | None:
        """The report if it is here and was fetched at or after `since`; asks nobody."""
        with self._lock:
            report = self._reports.get(ticker)
        return report if report is not None and report.fetched_at >= since else None

    def usable(self, ticker: str, *, since: datetime) -> TickerReport | None:
        """The same, but not one without price or news that is older than `AGAIN`: the source may answer by now."""
        report = self.get(ticker, since=since)
        if report is None or (report.quote is not None and report.reading is not None):
            return report
        return report if self._research.clock.now() - report.fetched_at < AGAIN else None

    def fill(self, ticker: str, *, since: datetime, lane: Lane = Lane.SCHEDULED) -> TickerReport:
        """The report, fetched now where there is no usable one; source faults are inside it."""
        report = self.usable(ticker, since=since)
        if report is not None:
            return report
        with self._lock:
            making = self._making.get(ticker)
            mine = making is None
            if making is None:
                making = self._making[ticker] = Future()
        if mine:
            try:
                made = make_report(self._research, ticker, lane=lane)
                with self._lock:
                    self._reports.pop(ticker, None)
                    self._reports[ticker] = made
                    while len(self._reports) > KEPT:
                        del self._reports[next(iter(self._reports))]
                making.set_result(made)
            except BaseException as error:
                making.set_exception(error)
                raise
            finally:
                with self._lock:
                    self._making.pop(ticker, None)
        return making.result()


def make_report(research: Research, ticker: str, *, lane: Lane = Lane.SCHEDULED) -> TickerReport:
    """Fetch and score one name; keeps its readings of the day, so that its history grows."""
    now = research.clock.now()
    since = last_close(now)
    company = company_of(research, ticker)
    faults: list[str] = []
    quote: Quote | None = None
    reading: TickerSentiment | None = None
    try:
        week = research.sentiment(SentimentQuery(company, "7d"), lane=lane)
        quote = week.quote
        if quote is None:
            faults.append("Quote: n/a, the source gave none.")
        if week.fault:
            faults.append(week.fault)
        fresh = [(entry.story, entry.score) for entry in week.sentiment.stories if entry.story.published >= since]
        if fresh or not week.fault:  # that an old answer has no news since then does not mean that there is none
            reading = aggregate(
                ticker, "24h", fresh, as_of=now, engine=week.sentiment.engine, version=week.sentiment.engine_version
            )
    except DeskError as error:
        faults.append(error.message)
        quote = _quote(research, ticker, lane, faults)
    today = market_day(now)
    closes = _closes(quote, today)
    if quote is not None and quote.source.stale and (quote.made_at or quote.source.as_of) < since:
        quote = None  # its move is that of a day before
        faults.append("Quote: n/a, the last good one is from before the last close.")
    before_day, before = _before(research, reading, now) if reading else (None, None)
    _keep(research, reading, now)
    insiders: tuple[InsiderEvent, ...] = ()
    reported: tuple[RecentItem, ...] = ()
    known = len(faults)
    if company.cik is not None:
        insiders = _insiders(research, company, company.cik, today, lane, faults, closes)
        reported = _reported(research, company, today, lane, faults)
    return TickerReport(
        company, now, quote, _slim(reading), before, before_day, insiders, tuple(dict.fromkeys(faults)), reported,
        filings_read=len(faults) == known,
    )  # fmt: skip


def last_close(now: datetime) -> datetime:
    """The newest close of the New York exchanges at or before `now` (UTC)."""
    day = market_day(now)
    if not is_trading_day(day) or _close(day) > now:
        day = previous_trading_day(day)
    return _close(day)


def _close(day: date) -> datetime:
    return instant(day, EARLY_CLOSE if is_half_day(day) else CLOSE, _NEW_YORK)


def _slim(reading: TickerSentiment | None) -> TickerSentiment | None:
    """A digest shows three stories, what happened first; the rest need not stay in memory."""
    if reading is None:
        return None
    told = tuple(replace(entry, repeat_of=None) for entry in _headlines(reading)[:3])
    return replace(reading, stories=told, drivers=reading.drivers[:3])


def _headlines(reading: TickerSentiment) -> list[WeighedStory]:
    """
    Each story once, in its strongest telling. One that says why the reading is what it is leads; of those that say about as much
    as the strongest of them, the earliest: what happened comes before what was written about it ("why the shares fall"), and
    the move of the price, which stands beside it anyway, comes last.
    """
    told: dict[int, WeighedStory] = {}
    for number, entry in sorted(
        enumerate(reading.stories), key=lambda pair: (-_strength(pair[1]), pair[1].story.published)
    ):
        told.setdefault(number if entry.repeat_of is None else entry.repeat_of, entry)
    ranked = list(told.values())
    if ranked:
        agreeing = [entry for entry in ranked if (entry.score.score or 0.0) * (reading.score or 0.0) > 0] or ranked
        causes = [entry for entry in agreeing if label_of(entry.score.score) != "neutral" and not _of_the_price(entry)]
        causes = causes or agreeing
        strong = [entry for entry in causes if _strength(entry) >= AS_STRONG * _strength(causes[0])]
        first = min(strong, key=lambda entry: entry.story.published)
        ranked.sort(key=lambda entry: (entry is not first, _of_the_price(entry)))
    return ranked


def _of_the_price(entry: WeighedStory) -> bool:
    """Whether the headline's news is how the shares move, whatever it gives as the reason."""
    return _PRICE_MOVES.match(entry.story.title) is not None


def _strength(entry: WeighedStory) -> float:
    """How much a story says about the name, whatever its age."""
    return standing(entry.story, entry.score) * abs(entry.score.score or 0.0)


def _quote(research: Research, ticker: str, lane: Lane, faults: list[str]) -> Quote | None:
    try:
        return research.market.quote(ticker, lane=lane)
    except DeskError as error:
        faults.append(error.message)
        return None


def _before(research: Research, reading: TickerSentiment, now: datetime) -> tuple[date | None, float | None]:
    """The last reading before today by the engine that gave this one."""
    today = market_day(now)
    rows = research.storage.stories.ticker_scores(
        reading.ticker, window=OVERNIGHT, since=today - timedelta(days=7), engine_version=reading.engine_version
    )
    past = [(day, score) for day, score, _stories in rows if day < today]
    return past[-1] if past else (None, None)


def _keep(research: Research, reading: TickerSentiment | None, now: datetime) -> None:
    if reading is None or reading.score is None or reading.engine_version == MIXED:
        return
    score = Score(reading.ticker, reading.score, None, reading.confidence, reading.engine, reading.engine_version)
    research.storage.stories.put_ticker_score(
        reading.ticker, market_day(now), OVERNIGHT, score, stories=reading.distinct, at=now
    )


def _insiders(
    research: Research, company: Company, cik: int, today: date, lane: Lane, faults: list[str], closes: Sequence[Bar]
) -> tuple[InsiderEvent, ...]:
    """Filings of the last days, classified."""
    from bot.insiders.activity import analyse
    from bot.insiders.parse import parse

    try:
        refs = research.filings.list(cik, forms=_INSIDER_FORMS, since=today - timedelta(days=FILED_DAYS), lane=lane)
        filings = []
        for ref in refs:
            try:
                filing = parse(research.filings.document(ref, lane=lane))
            except BadData as error:
                log.info("%s of %s cannot be read: %s", ref.accession, company.ticker, error.message)
                continue
            filings.append(
                replace(filing, accession=ref.accession, filed=filing.filed or ref.filed,
                        accepted=ref.accepted or filing.accepted, url=ref.url, form=filing.form or ref.form)
            )  # fmt: skip
        events: Sequence[InsiderEvent] = [
            event.summary for event in analyse(filings, issuer_cik=cik, as_of=today, closes=closes).events
        ]
    except DeskError as error:
        faults.append(error.message)
        return ()
    return tuple(events)


def _closes(quote: Quote | None, today: date) -> tuple[Bar, ...]:
    """The price as it stands, for the days whose filings are read: enough to know a total from a price per share."""
    return (Bar(today - timedelta(days=10), quote.price),) if quote is not None and quote.currency == "USD" else ()


def _reported(
    research: Research, company: Company, today: date, lane: Lane, faults: list[str]
) -> tuple[RecentItem, ...]:
    try:
        return tuple(recent_items(research.filings, company, today - timedelta(days=FILED_DAYS), lane=lane))
    except DeskError as error:
        faults.append(error.message)
        return ()
