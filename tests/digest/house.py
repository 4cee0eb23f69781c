"""A house without Slack: real tables, real outbox, real planner, the sample sources, a clock moved by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.catalysts import KINDS
from bot.clock import ManualClock
from bot.delivery import Outbox
from bot.delivery.tick import Planner
from bot.model import Catalyst, Company, Source, Window
from bot.ports import Lane, Place
from bot.research import Research
from bot.settings import Settings
from bot.tickers import load_universe
from bot.wiring import make_scorer, sample_sources
from storage import SqliteStorage, open_storage

DESK = Place("T1", "C1")
PM = "U1"


class AtOnce:
    """A queue that works in the caller's thread, so that a test sees what came of it."""

    def submit(self, work: Callable[[], None], *, lane: Lane = Lane.PERSON, name: str = "") -> Future[None]:
        """Do it now."""
        del lane, name
        future: Future[None] = Future()
        work()
        future.set_result(None)
        return future

    def depth(self) -> Mapping[str, int]:
        """Nothing ever waits."""
        return {"waiting": 0, "running": 0, "done": 0, "failed": 0}

    def close(self, timeout: float) -> None:
        """Nothing to wait for."""


@dataclass
class House:
    """What a process has, without Slack."""

    storage: SqliteStorage
    clock: ManualClock
    research: Research
    outbox: Outbox
    planner: Planner

    def tick(self) -> int:
        """One tick now."""
        return self.planner.tick(self.clock.now())

    def run(self, until: datetime, *, step: timedelta) -> Iterator[datetime]:
        """Tick through the time, `step` apart."""
        while self.clock.now() < until:
            self.clock.advance(step)
            self.tick()
            yield self.clock.now()

    def watch(self, *tickers: str, place: Place = DESK) -> None:
        """Put names on the channel's list."""
        self.storage.watchlist.add(place, tickers, user=PM, at=self.clock.now())

    def add(self, window: Window, *, kind: str = "data_interim", place: Place = DESK, **more: Any) -> int:
        """Put a catalyst on the calendar."""
        assert kind in KINDS
        row = Catalyst("ALLO", kind, window, "", Source("the desk", None, self.clock.now()), **more)
        return self.storage.catalysts.add(place, row, user=PM, at=self.clock.now())[0]

    def set(self, place: Place = DESK, **values: str) -> None:
        """Channel settings."""
        self.storage.settings.put(place, values, user=PM, at=self.clock.now())

    def schedule(self, at: str, *, zone: str = "channel", days: str = "trading days", place: Place = DESK) -> int:
        """Switch a digest on."""
        return self.storage.schedules.add(
            place, kind="digest", local_time=at, zone=zone, days=days, user=PM, at=self.clock.now()
        )

    def posts(self, prefix: str = "") -> list[Any]:
        """Rows of the outbox whose key begins so, oldest first."""
        rows = [*self.storage.outbox.recent("due", limit=10_000), *self.storage.outbox.recent("sent", limit=10_000)]
        return sorted((row for row in rows if row.key.startswith(prefix)), key=lambda row: row.id)

    def leads(self) -> list[Any]:
        """The digests' channel messages."""
        return [row for row in self.posts("digest:") if row.parent_key is None]

    def runs(self, state: str | None = None) -> list[tuple[int, date, str]]:
        """(schedule, local date, state) of every recorded run, in order of date."""
        since = self.clock.now() - timedelta(days=400)
        rows = self.storage.schedules.runs(since=since, state=state)
        return sorted((row["schedule"], date.fromisoformat(row["local_date"]), row["state"]) for row in rows)


class Silent:
    """Filings and public calendars that have nothing to tell."""

    def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> tuple[()]:
        """Nothing was filed."""
        del cik, forms, since, lane
        return ()

    def ask(self, company: Company, *, since: date, lane: Lane = Lane.SCHEDULED) -> tuple[tuple[()], tuple[()]]:
        """No dates, and nobody who did not answer."""
        del company, since, lane
        return (), ()

    def health(self) -> tuple[()]:
        """Not asked for."""
        return ()


def open_house(
    path: Path, start: datetime, *, clock: ManualClock | None = None, sources: Any = None, busy_seconds: float = 5.0
) -> House:
    """A process on this database; a second one on the same file is another process."""
    clock = clock or ManualClock(start)
    storage = open_storage(path, clock=clock, busy_seconds=busy_seconds)
    found = sources or sample_sources(storage, clock)
    research = Research(
        market=found.market,
        filings=found.filings,
        calendars=found.calendars,
        fetcher=found.fetcher,
        storage=storage,
        scorer=make_scorer(dataclasses.replace(Settings(), sentiment_model="off")),
        universe=load_universe(),
        clock=clock,
        sample=True,
    )
    slack: Any = None  # the planner posts nothing itself
    outbox = Outbox(storage, slack, clock)
    return House(storage, clock, research, outbox, Planner(research, outbox, AtOnce(), rate=50.0, book=research.book))


def day_window(day: date) -> Window:
    """One known day."""
    return Window(day, day, "day", "on", f"{day:%d %b %Y}")


def span(start: date, end: date, phrase: str = "mid-2026") -> Window:
    """An estimated window."""
    return Window(start, end, "third-of-year", "within", phrase)
