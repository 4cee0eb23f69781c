"""Earnings and ex-dividend dates from Yahoo's calendar, through real yfinance."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from bot.errors import NotFoundAtSource
from bot.market import parse
from bot.model import Source
from tests.market.replay import recorded
from tests.shared import needs_shared
from tests.sources.clock import NOON

SOURCE = Source("Yahoo", None, NOON)


def calendar_body(dates, *, estimate=None, ex=None):
    earnings = {"earningsDate": dates}
    if estimate is not None:
        earnings["isEarningsDateEstimate"] = estimate
    return {
        "quoteSummary": {"result": [{"calendarEvents": {"earnings": earnings, "exDividendDate": ex}}], "error": None}
    }


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())


def test_two_earnings_dates_are_one_estimated_range(desk):
    """Never the first as "the date"; tier C, low confidence, no clock time."""
    (found,) = desk.dates("ALLO")
    assert (found.kind, found.tier, found.confidence, found.time) == ("earnings", "C", "low", None)
    assert (found.window.start, found.window.end, found.window.precision) == (
        date(2026, 5, 7),
        date(2026, 5, 14),
        "range",
    )
    assert found.note == "Yahoo, unconfirmed estimate"
    assert found.window.phrase == "7 May 2026 to 14 May 2026"


def test_one_date_that_is_no_estimate_has_its_day_and_hour_and_stays_unconfirmed(desk):
    """Apple's call day; the ex-dividend date of February is past and dropped."""
    (found,) = desk.dates("AAPL")
    assert (found.window.start, found.window.end, found.window.precision) == (
        date(2026, 4, 30),
        date(2026, 4, 30),
        "day",
    )
    assert found.time == datetime(2026, 4, 30, 20, 0, tzinfo=UTC)
    assert (found.tier, found.note) == ("C", "Yahoo, unconfirmed")


def test_an_ex_dividend_date_to_come_is_listed_apart(desk):
    """Pfizer: earnings on 5 May, ex-date on 8 May."""
    assert [(c.kind, c.asset, c.window.start) for c in desk.dates("PFE")] == [
        ("earnings", "", date(2026, 5, 5)),
        ("dividend", "ex-date", date(2026, 5, 8)),
    ]


def test_past_dates_are_dropped_and_today_in_new_york_is_kept(desk, yahoo, clock):
    """Yahoo keeps the last report's date; at 02:00 UTC it is still the day before in New York."""
    assert desk.dates("MRNA") == []
    yahoo.bodies["calendar", "ACME"] = calendar_body([at(2026, 4, 20, 20)], estimate=False)
    clock.advance(hours=14)
    assert len(desk.dates("ACME")) == 1
    clock.advance(hours=4)
    assert desk.dates("ACME") == []


@pytest.mark.parametrize("clock_time", [(10, 59), (12, 0), (0, 0)])
def test_placeholder_hours_are_not_times(desk, yahoo, clock_time):
    """10:59, 12:00 and midnight UTC stand for "some time that day"."""
    yahoo.bodies["calendar", "ACME"] = calendar_body([at(2026, 5, 6, *clock_time)], estimate=False)
    (found,) = desk.dates("ACME")
    assert (found.time, found.window.start) == (None, date(2026, 5, 6))


def test_an_estimate_of_one_day_and_a_missing_flag_are_estimates(desk, yahoo):
    """Two epochs on one day are that day; without the flag nothing is taken for confirmed."""
    yahoo.bodies["calendar", "ONE"] = calendar_body([at(2026, 5, 6, 11), at(2026, 5, 6, 20)], estimate=True)
    yahoo.bodies["calendar", "TWO"] = calendar_body([at(2026, 5, 6, 20)])
    for ticker in ("ONE", "TWO"):
        (found,) = desk.dates(ticker)
        assert (found.window.precision, found.confidence, found.time) == ("day", "low", None)


def test_a_range_that_has_begun_is_kept_until_it_ends(desk, yahoo):
    """Estimated 17 to 24 April, asked on 20 April."""
    yahoo.bodies["calendar", "ACME"] = calendar_body([at(2026, 4, 24, 12), at(2026, 4, 17, 10, 59)], estimate=True)
    (found,) = desk.dates("ACME")
    assert (found.window.start, found.window.end) == (date(2026, 4, 17), date(2026, 4, 24))


@needs_shared("yahoo")
@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("node-yahoo-finance2/quoteSummary-calendarEvents-AAPL.json", (date(2025, 4, 30), date(2025, 5, 5))),
        ("node-yahoo-finance2/quoteSummary-calendarEvents-BABA.json", (date(2025, 5, 12), date(2025, 5, 16))),
        ("node-yahoo-finance2/quoteSummary-calendarEvents-BFLY.json", (date(2025, 2, 28), date(2025, 2, 28))),
    ],
)
def test_recorded_calendars_read_the_same_in_any_time_zone(name, days, monkeypatch):
    """The host's zone does not move a date (it moves yfinance's own by a day)."""
    as_of = datetime(2025, 2, 24, 12, tzinfo=UTC)
    for zone in ("UTC", "America/New_York", "Asia/Tokyo", "Pacific/Auckland"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        try:
            found = parse.catalysts(parse.reduce_calendar(recorded(name)), "X", SOURCE, as_of)
        finally:
            monkeypatch.undo()
            time.tzset()
        assert (found[0].window.start, found[0].window.end) == days


@needs_shared("yahoo")
def test_a_recorded_calendar_of_raw_and_fmt_pairs_is_read():
    """Meta as another client recorded it: {"raw": ..., "fmt": ...}."""
    row = parse.reduce_calendar(recorded("yfinance-rs/fundamentals_api_calendarEvents_META.json"))
    (found,) = parse.catalysts(row, "META", SOURCE, datetime(2025, 10, 1, tzinfo=UTC))
    assert found.time == datetime(2025, 10, 29, 20, 0, tzinfo=UTC)


@needs_shared("yahoo")
def test_a_recorded_404_of_a_fund_is_no_calendar():
    """QQQ has none: the body holds no result (its status, 404, is read before)."""
    with pytest.raises(NotFoundAtSource):
        parse.reduce_calendar(recorded("node-yahoo-finance2/quoteSummary-calendarEvents-QQQ.json"))
