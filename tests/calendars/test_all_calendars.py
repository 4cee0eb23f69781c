"""All calendars together, and the shipped sample."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.calendars import live_calendars, sample_calendars
from bot.calendars.all import AllCalendars
from bot.errors import SourceDown
from bot.model import Catalyst, Company, Source, SourceHealth, Window
from bot.ports import Lane
from bot.sample import SAMPLE_START
from bot.tickers import load_universe
from tests.sources.clock import TestClock

SINCE = date(2026, 4, 20)


class Fixed:
    """An adapter that gives these days, or is down."""

    def __init__(self, *days: date, down: bool = False) -> None:
        self.days, self.down = days, down

    def catalysts(self, company: Company, *, since: date, lane: Lane) -> Sequence[Catalyst]:
        del since, lane
        if self.down:
            raise SourceDown(source="it")
        source = Source("it", None, datetime(2026, 4, 20, tzinfo=ZoneInfo("UTC")))
        return [
            Catalyst(company.ticker, "earnings", Window(day, day, "day", "on", str(day)), "", source)
            for day in self.days
        ]

    def health(self) -> Sequence[SourceHealth]:
        return [SourceHealth("it", "down" if self.down else "ok")]


ALLO = Company("ALLO", "Allogene Therapeutics, Inc.", 1737287)


def test_one_source_down_leaves_the_others():
    """What answers is given in order of day, and the fault beside it and in health."""
    calendars = AllCalendars([Fixed(date(2027, 1, 2)), Fixed(down=True), Fixed(date(2026, 5, 1))])
    found, faults = calendars.ask(ALLO, since=SINCE)
    assert [row.window.start for row in found] == [date(2026, 5, 1), date(2027, 1, 2)]
    assert [error.source for error in faults] == ["it"]
    assert [health.state for health in calendars.health()] == ["ok", "down", "ok"]


def test_all_sources_down_are_two_errors():
    """Nothing answered: that is not "no dates"."""
    found, faults = AllCalendars([Fixed(down=True), Fixed(down=True)]).ask(ALLO, since=SINCE)
    assert not found
    assert [type(error) for error in faults] == [SourceDown, SourceDown]


def test_the_sample_answers_offline_and_is_marked():
    """ALLO and CLLS have dates, others none; every row says sample, and none leads to a real trial."""
    universe, calendars = load_universe(), sample_calendars(None, TestClock())
    found = {
        ticker: calendars.ask(company, since=SINCE)[0]
        for ticker in ("ALLO", "CLLS", "AAPL")
        if (company := universe.lookup(ticker))
    }
    assert [len(found[ticker]) for ticker in ("ALLO", "CLLS", "AAPL")] == [2, 1, 0]
    for row in (*found["ALLO"], *found["CLLS"]):
        assert row.source.sample
        assert row.source.as_of == SAMPLE_START
        assert row.source.url is not None
        assert row.source.url.startswith("https://sample.deskbot.example/")
        assert row.asset.startswith("NCT9999")


def test_live_calendars_ask_nobody_before_they_are_asked():
    """Building the adapters makes no request, and health says idle."""
    assert {health.state for health in live_calendars(None, TestClock()).health()} == {"idle"}
