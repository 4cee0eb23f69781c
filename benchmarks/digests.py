"""
Digests for many channels that watch the same names: fetches, time, memory, and what twice the channels cost.

    python -m benchmarks.digests                        1,000 channels x 20 names, 300 distinct tickers; then 2,000
    python -m benchmarks.digests --channels 100         a small one

Every channel's digest is due at 07:30 on a trading day. The sources are recorded: the sample data's stories under each
ticker's own name and address, a dozen a name, so that none is scored for another; three of the sample's Form 4s a name,
read and classified; an 8-K for every third. The scorer is the one that ships. Each size runs in a process of its own, on an
empty database; the time is from the first fetch to the last row in the outbox, the memory is the process's peak.

Before that, at 05:00, the calendars: three dates a name (earnings, a trial, a committee) come into every channel that watches
it; the time of the first morning, when all are new, and of the next one, when all are known, stand apart.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.machine import describe
from bot.clock import ManualClock
from bot.delivery import Outbox
from bot.delivery.tick import Planner
from bot.errors import SourceError
from bot.model import Catalyst, Company, FilingRef, Quote, Source, Story, Window
from bot.ports import Clock, Lane, Place
from bot.research import Research
from bot.sample import SAMPLE_DIR
from bot.settings import Settings
from bot.tickers import load_universe
from bot.wiring import make_scorer
from storage import SqliteStorage, open_storage

DUE: Final = datetime(2026, 4, 20, 11, 30, tzinfo=UTC)
NAMES: Final = 20
TICKERS: Final = 300
STORIES: Final = 12
LIMIT_S, LIMIT_MB, LIMIT_RATIO = 90, 500, 1.2


class Recorded:
    """Answers at once, counts its requests."""

    def __init__(self, clock: Clock) -> None:
        self.asked: Counter[str] = Counter()
        self._clock = clock
        texts = []
        for path in sorted((SAMPLE_DIR / "yahoo" / "news").glob("*.json")):
            texts += [(path.stem, title, summary) for title, summary in _texts(json.loads(path.read_text()))]
        self._texts = texts

    def news(self, ticker: str, *, since: datetime, lane: Lane = Lane.PERSON) -> Sequence[Story]:
        """A dozen stories of the last days."""
        del lane
        self.asked["news"] += 1
        now = self._clock.now()
        source = Source("Yahoo", "https://finance.yahoo.com/", now)
        choice = random.Random(ticker)
        found = []
        for number, (name, title, summary) in enumerate(choice.sample(self._texts, min(STORIES, len(self._texts)))):
            at = now - timedelta(hours=1 + 5 * number)
            if at >= since:
                words = title.replace(name, ticker), f"{summary.replace(name, ticker)} ({ticker}, {number})"
                url = f"https://news.example/{ticker}/{number}"
                found.append(Story(url, words[0], words[1], "Wire", at, source, (ticker,)))
        return found

    def quote(self, ticker: str, *, lane: Lane = Lane.PERSON) -> Quote:
        """Before the open."""
        del lane
        self.asked["quote"] += 1
        move = 1 + random.Random(ticker).gauss(0, 0.03)
        return Quote(
            ticker, 10.0, "USD", Source("Yahoo", None, self._clock.now()), 9.9, "pre", extended_price=10 * move
        )

    def dates(self, ticker: str, *, lane: Lane = Lane.PERSON) -> Sequence[Catalyst]:
        """Earnings in ten days."""
        del lane
        self.asked["dates"] += 1
        day = DUE.date() + timedelta(days=10)
        window = Window(day, day, "day", "on", f"{day:%d %b %Y}")
        return [Catalyst(ticker, "earnings", window, "", Source("Yahoo", None, self._clock.now()), "medium", "C")]

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()


def _texts(body: Any) -> list[tuple[str, str]]:
    """Titles and summaries, wherever the recorded answer keeps them."""
    if isinstance(body, dict):
        if isinstance(body.get("title"), str):
            return [(body["title"], str(body.get("summary") or body.get("description") or ""))]
        return [pair for value in body.values() for pair in _texts(value)]
    return [pair for value in body for pair in _texts(value)] if isinstance(body, list) else []


class RecordedFilings:
    """Three Form 4s of the sample a name, under its own number, taken by EDGAR in the night; an 8-K for every third."""

    def __init__(self, asked: Counter[str]) -> None:
        self._asked = asked
        paths = sorted((SAMPLE_DIR / "edgar" / "filings").glob("*.txt"))
        self._texts = {path.stem: path.read_text() for path in paths}

    def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> list[FilingRef]:
        """What EDGAR's index holds of these forms."""
        del since, lane
        self._asked["8-K lists" if "8-K" in forms else "Form 4 lists"] += 1
        if "8-K" in forms:
            return [self._ref(cik, "8-K", "8k", ("2.02", "9.01"))] if cik % 3 == 0 else []
        return [self._ref(cik, "4", name) for name in random.Random(cik).sample(sorted(self._texts), 3)]

    def document(self, ref: FilingRef, *, lane: Lane = Lane.PERSON) -> bytes:
        """The sample's text with the company's number in it."""
        del lane
        self._asked["Form 4s read"] += 1
        return self._texts[ref.accession].replace("0001737287", f"{ref.issuer_cik:010}").encode()

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()

    @staticmethod
    def _ref(cik: int, form: str, name: str, items: tuple[str, ...] = ()) -> FilingRef:
        at = DUE - timedelta(hours=13)
        return FilingRef(name, form, at.date(), at, f"https://sec.example/{cik}/{name}.txt", cik, items)


class RecordedCalendars:
    """A trial's completion and a committee's meeting a name."""

    def __init__(self, clock: Clock, asked: Counter[str]) -> None:
        self._clock = clock
        self._asked = asked

    def ask(
        self, company: Company, *, since: date, lane: Lane = Lane.SCHEDULED
    ) -> tuple[Sequence[Catalyst], Sequence[SourceError]]:
        """Both, by day; no source fails."""
        del since, lane
        self._asked["calendars"] += 1
        month = Window(date(2026, 9, 1), date(2026, 9, 30), "month", "on", "2026-09")
        meeting = DUE.date() + timedelta(days=20)
        rows = (
            ("primary_completion", month, "ClinicalTrials.gov", "NCT00000001"),
            ("adcomm", Window(meeting, meeting, "day", "on", f"{meeting:%d %b %Y}"), "FDA", ""),
        )
        return [
            Catalyst(company.ticker, kind, window, "", Source(name, f"https://{name}.example/{company.ticker}", self._clock.now()),
                     "medium", "C", asset=asset)
            for kind, window, name, asset in rows
        ], []  # fmt: skip

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()


class Pool:
    """The queue as deskbot has it, without its lanes."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(4)
        self.begun: list[Future[None]] = []

    def submit(self, work: Any, *, lane: Lane = Lane.PERSON, name: str = "") -> Future[None]:
        """In a worker."""
        del lane, name
        self.begun.append(self._pool.submit(work))
        return self.begun[-1]

    def depth(self) -> dict[str, int]:
        """Not counted."""
        return {}

    def close(self, timeout: float) -> None:
        """Wait for what runs."""
        del timeout
        self._pool.shutdown()


def measure(channels: int, folder: Path) -> dict[str, float]:
    """Fill a database, run the morning, return the figures."""
    clock = ManualClock(DUE - timedelta(hours=24))
    storage = open_storage(folder / "digests.db", clock=clock)
    market: Any = Recorded(clock)
    filings: Any = RecordedFilings(market.asked)
    calendars: Any = RecordedCalendars(clock, market.asked)
    nothing: Any = None
    research = Research(
        market=market, filings=filings, calendars=calendars, fetcher=nothing, storage=storage,
        scorer=make_scorer(Settings()), universe=load_universe(), clock=clock,
    )  # fmt: skip
    research.scorer.warm()
    _fill(storage, channels, clock)
    slack: Any = None
    pool = Pool()
    planner = Planner(research, Outbox(storage, slack, clock), pool, rate=10.0, book=research.book)
    first = _calendars(planner, pool, clock)
    clock.advance(timedelta(hours=22))
    second = _calendars(planner, pool, clock)
    calendar_asked = market.asked["calendars"] // 2
    market.asked.clear()
    began, cpu = None, 0.0
    while len(storage.schedules.runs(since=DUE - timedelta(days=1))) < channels:
        clock.advance(timedelta(seconds=30)) if clock.now() < DUE else time.sleep(0.05)
        before, before_cpu = time.perf_counter(), time.process_time()
        planner.digests.plan(clock.now())
        if began is None and market.asked:
            began, cpu = before, before_cpu
        while clock.now() < DUE and market.asked and len(research.book) < TICKERS:
            time.sleep(0.02)  # the source's pace is not what is measured here
    seconds = time.perf_counter() - (began or 0.0)
    figures = {
        "channels": channels,
        "seconds": seconds,
        "cpu": time.process_time() - cpu,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "asked": max(calendar_asked, *(count for kind, count in market.asked.items() if kind != "Form 4s read")),
        "read": market.asked["Form 4s read"],
        "first": first,
        "second": second,
        "rows": sum(storage.outbox.counts().values()),
        "leads": sum(1 for run in storage.schedules.runs(since=DUE - timedelta(days=1)) if run["state"] == "made"),
    }
    pool.close(5)
    storage.close()
    return figures


def _calendars(planner: Planner, pool: Pool, clock: Clock) -> float:
    """Ask the calendars about every name and put what they say into every channel; the seconds."""
    began = time.perf_counter()
    planner.daily.plan(clock.now())
    wait(pool.begun)
    return time.perf_counter() - began


def _fill(storage: SqliteStorage, channels: int, clock: Clock) -> None:
    universe = [company.ticker for company in load_universe().companies() if company.ticker.isalpha()]
    tickers = random.Random(7).sample(universe, TICKERS)
    choice = random.Random(11)
    for number in range(channels):
        place = Place("T1", f"C{number:06}")
        names = [tickers[(number * NAMES + offset) % TICKERS] for offset in range(NAMES)]
        choice.shuffle(names)
        storage.watchlist.add(place, names, user="U1", at=clock.now())
        storage.schedules.add(
            place, kind="digest", local_time="07:30", zone="America/New_York", days="trading days", user="U1",
            at=clock.now(),
        )  # fmt: skip
        day = DUE.date() + timedelta(days=number % 14)
        window = Window(day, day, "day", "on", f"{day:%d %b %Y}")
        row = Catalyst(names[0], "data_topline", window, "", Source("the desk", None, clock.now()))
        storage.catalysts.add(place, row, user="U1", at=clock.now())


def main() -> None:
    """Both sizes, then the verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--channels", type=int, default=1000)
    parser.add_argument("--one", action="store_true", help="one size in this process, as JSON")
    args = parser.parse_args()
    if args.one:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(args.channels, Path(folder))))
        return
    print(describe())
    results = [_in_process(args.channels), _in_process(args.channels * 2)]
    print(
        "channels  digests  rows in outbox  most asked of one kind  Form 4s read  seconds  CPU s  peak MB  calendars s  known s"
    )
    for row in results:
        print(
            f"{row['channels']:8.0f}  {row['leads']:7.0f}  {row['rows']:14.0f}  {row['asked']:22.0f}  {row['read']:12.0f}"
            f"  {row['seconds']:7.1f}  {row['cpu']:5.1f}  {row['mb']:7.0f}  {row['first']:11.1f}  {row['second']:7.1f}"
        )
    one, two = results
    ratio = two["seconds"] / one["seconds"]
    print(f"fetches per kind at most {TICKERS}: {_verdict(one['asked'] <= TICKERS)}")
    print(f"under {LIMIT_S} s: {one['seconds']:.1f} s, {_verdict(one['seconds'] < LIMIT_S)}")
    print(f"under {LIMIT_MB} MB: {one['mb']:.0f} MB, {_verdict(one['mb'] < LIMIT_MB)}")
    print(f"twice the channels under {LIMIT_RATIO}x: {ratio:.2f}x, {_verdict(ratio < LIMIT_RATIO)}")
    print(f"the same in CPU seconds, which others on the machine disturb less: {two['cpu'] / one['cpu']:.2f}x")


def _in_process(channels: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.digests", "--one", "--channels", str(channels)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def _verdict(good: bool) -> str:  # noqa: FBT001 - one fact
    return "met" if good else "NOT met"


if __name__ == "__main__":
    main()
