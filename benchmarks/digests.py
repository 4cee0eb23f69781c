"""
Digests for many channels that watch the same names: fetches, time, memory, and what twice the channels cost.

    python -m benchmarks.digests                        1,000 channels x 20 names, 300 distinct tickers; then 2,000
    python -m benchmarks.digests --channels 100         a small one

Every channel's digest is due at 07:30 on a trading day. The market is recorded: the sample data's stories under each
ticker's own name and address, a dozen a name, so that none is scored for another; the scorer is the one that ships.
Each size runs in a process of its own, on an empty database; the time is from the first fetch to the last row in the
outbox, the memory is the process's peak.
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
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.machine import describe
from bot.clock import ManualClock
from bot.delivery import Outbox
from bot.delivery.tick import Planner
from bot.model import Catalyst, Quote, Source, Story, Window
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


class Absent:
    """A house without filings and public calendars."""

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()


class Pool:
    """The queue as deskbot has it, without its lanes."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(4)

    def submit(self, work: Any, *, lane: Lane = Lane.PERSON, name: str = "") -> Future[None]:
        """In a worker."""
        del lane, name
        return self._pool.submit(work)

    def depth(self) -> dict[str, int]:
        """Not counted."""
        return {}

    def close(self, timeout: float) -> None:
        """Wait for what runs."""
        del timeout
        self._pool.shutdown()


def measure(channels: int, folder: Path) -> dict[str, float]:
    """Fill a database, run the morning, return the figures."""
    clock = ManualClock(DUE - timedelta(hours=2))
    storage = open_storage(folder / "digests.db", clock=clock)
    market: Any = Recorded(clock)
    absent: Any = Absent()
    research = Research(
        market=market, filings=absent, calendars=absent, fetcher=absent, storage=storage,
        scorer=make_scorer(Settings()), universe=load_universe(), clock=clock,
    )  # fmt: skip
    research.scorer.warm()
    _fill(storage, channels, clock)
    slack: Any = None
    pool = Pool()
    planner = Planner(research, Outbox(storage, slack, clock), pool, rate=10.0, book=research.book)
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
        "news": market.asked["news"],
        "quote": market.asked["quote"],
        "rows": sum(storage.outbox.counts().values()),
        "leads": sum(1 for run in storage.schedules.runs(since=DUE - timedelta(days=1)) if run["state"] == "made"),
    }
    pool.close(5)
    storage.close()
    return figures


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
    print("channels  digests  rows in outbox  news asked  quotes asked  seconds  CPU s  peak MB")
    for row in results:
        print(
            f"{row['channels']:8.0f}  {row['leads']:7.0f}  {row['rows']:14.0f}  {row['news']:10.0f}"
            f"  {row['quote']:12.0f}  {row['seconds']:7.1f}  {row['cpu']:5.1f}  {row['mb']:7.0f}"
        )
    one, two = results
    ratio = two["seconds"] / one["seconds"]
    print(f"fetches per kind at most {TICKERS}: {_verdict(max(one['news'], one['quote']) <= TICKERS)}")
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
