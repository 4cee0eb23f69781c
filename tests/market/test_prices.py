"""Quotes and daily closes from Yahoo's answers, through real yfinance."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

import pytest

from bot.errors import NotFoundAtSource
from bot.market import parse
from tests.market.replay import recorded
from tests.shared import needs_shared
from tests.sources.clock import NOON


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())


def test_a_quote_carries_its_own_time_currency_state_and_extended_price(desk):
    """Monday before the open: Friday's close and what is paid now, as of Friday's close."""
    quote = desk.quote("ALLO")
    assert (quote.price, quote.currency, quote.previous_close) == (2.24, "USD", 2.17)
    assert (quote.market_state, quote.extended_price) == ("pre", 2.91)
    assert quote.source.as_of == datetime(2026, 4, 17, 20, 0, 1, tzinfo=UTC)
    assert quote.source.url == "https://finance.yahoo.com/quote/ALLO/"
    assert quote.change == pytest.approx(2.24 / 2.17 - 1)
    assert quote.extended_as_of == datetime(2026, 4, 20, 12, 40, tzinfo=UTC)
    assert (quote.session, quote.move) == ("pre-market", pytest.approx(2.91 / 2.24 - 1))


@pytest.mark.parametrize(
    ("state", "reads", "extended"),
    [("REGULAR", "regular", None), ("PRE", "pre", 9.0), ("PREPRE", "closed", 11.0), ("POST", "post", 11.0),
     ("POSTPOST", "closed", 11.0), ("CLOSED", "closed", 11.0), ("WHATEVER", None, None), (None, None, None)],
)  # fmt: skip
def test_market_states_read_as_four_and_an_unknown_one_as_unknown(desk, yahoo, state, reads, extended):
    """The extended price is the one of the session that is or was last."""
    row = {"symbol": "ACME", "regularMarketPrice": 10, "marketState": state, "preMarketPrice": 9, "postMarketPrice": 11}
    yahoo.bodies["quote", "ACME"] = {"quoteResponse": {"result": [row]}}
    quote = desk.quote("ACME")
    assert (quote.market_state, quote.extended_price) == (reads, extended)


def test_missing_keys_are_unknown_and_never_a_dollar_or_a_zero(desk, yahoo):
    """Only the price is needed; numbers may come as {"raw": ...}; NaN is no number."""
    row = {
        "symbol": "ACME",
        "regularMarketPrice": {"raw": 10.5, "fmt": "10.50"},
        "marketCap": float("nan"),
        "currency": "GBp",
    }
    yahoo.bodies["quote", "ACME"] = {"quoteResponse": {"result": [row]}}
    quote = desk.quote("ACME")
    assert (quote.price, quote.currency, quote.market_cap, quote.previous_close, quote.change) == (
        10.5,
        "GBp",
        None,
        None,
        None,
    )
    assert quote.source.as_of == NOON
    row.pop("currency")
    yahoo.bodies["quote", "RIVAL"] = {"quoteResponse": {"result": [{**row, "symbol": "RIVAL"}]}}
    assert desk.quote("RIVAL").currency == "?"


@pytest.mark.parametrize("price", [0, None])
def test_a_price_of_zero_is_no_price(desk, yahoo, price):
    """Yahoo writes 0 where it has none: never shown as $0.00, nor as a fall of 100 %."""
    row = {"symbol": "ACME", "regularMarketPrice": price, "currency": "USD"}
    yahoo.bodies["quote", "ACME"] = {"quoteResponse": {"result": [row]}}
    with pytest.raises(NotFoundAtSource):
        desk.quote("ACME")
    row |= {"symbol": "RIVAL", "regularMarketPrice": 10, "marketState": "PRE", "preMarketPrice": price or 0}
    yahoo.bodies["quote", "RIVAL"] = {"quoteResponse": {"result": [row]}}
    assert (desk.quote("RIVAL").session, desk.quote("RIVAL").newest) == ("last session", 10)


def test_a_price_of_an_earlier_session_is_not_todays(desk, yahoo):
    """A stock halted since Friday did not move today; an after-hours price from before the last close is over."""
    row = {"regularMarketPrice": 13, "regularMarketPreviousClose": 10, "currency": "USD", "marketState": "REGULAR"}
    for symbol, made in (("ACME", at(2026, 4, 17, 15)), ("RIVAL", at(2026, 4, 20, 11, 59))):
        found = {**row, "symbol": symbol, "regularMarketTime": made}
        yahoo.bodies["quote", symbol] = {"quoteResponse": {"result": [found]}}
    assert (desk.quote("ACME").session, desk.quote("RIVAL").session) == ("last session", "today")
    old = {"marketState": "POST", "postMarketPrice": 8, "postMarketTime": at(2026, 4, 17, 22)}
    found = {**row, **old, "symbol": "OTHER", "regularMarketTime": at(2026, 4, 20, 11)}
    yahoo.bodies["quote", "OTHER"] = {"quoteResponse": {"result": [found]}}
    assert (desk.quote("OTHER").newest, desk.quote("OTHER").move) == (13, pytest.approx(0.3))


@needs_shared("yahoo")
def test_recorded_quotes_read_as_recorded(desk, yahoo):
    """AAPL on a closed Monday; a delisted fund's row without a price is not found."""
    yahoo.bodies["quote", "AAPL"] = recorded("node-yahoo-finance2/quote-AAPL.json")
    yahoo.bodies["quote", "MSFT"] = recorded("yfinance-rs/quote_v7_AAPL-MSFT.json")
    yahoo.bodies["quote", "ADH"] = recorded("node-yahoo-finance2/quote-ADH.json")
    yahoo.bodies["quote", "GS2C"] = recorded("yfinance-rs/quote_v7_GS2C.json")
    quote = desk.quote("AAPL")
    assert (quote.price, quote.previous_close, quote.market_state, quote.extended_price) == (
        244.6,
        241.53,
        "closed",
        244.64,
    )
    assert (quote.name, quote.source.as_of) == ("Apple Inc.", datetime(2025, 2, 14, 21, 0, tzinfo=UTC))
    assert desk.quote("MSFT").name == "Microsoft Corporation"
    for gone in ("ADH", "GS2C"):
        with pytest.raises(NotFoundAtSource):
            desk.quote(gone)


def chart_body(stamps, closes, *, zone="America/New_York", end=None):
    meta = {"symbol": "ACME", "currency": "USD", "exchangeTimezoneName": zone, "regularMarketPrice": 1}
    if end is not None:
        meta["currentTradingPeriod"] = {"regular": {"start": end - 23400, "end": end}}
    volumes = [100] * len(closes)
    return {
        "chart": {
            "result": [
                {"meta": meta, "timestamp": stamps, "indicators": {"quote": [{"close": closes, "volume": volumes}]}}
            ]
        }
    }


def test_closes_are_oldest_first_and_cut_to_the_days_asked(desk):
    """Calendar days back from now."""
    bars = desk.history("ALLO", days=7)
    assert [bar.day for bar in bars] == [date(2026, 4, d) for d in (13, 14, 15, 16, 17)]
    assert bars[-1].close == 2.24
    assert len(desk.history("ALLO", days=365)) > 240


def test_the_bar_of_a_session_still_running_is_no_close(desk, yahoo, clock):
    """At noon the last bar is left out; after the end of the session it counts."""
    stamps = [at(2026, 4, 17, 13, 30), at(2026, 4, 20, 13, 30)]
    yahoo.bodies["chart", "ACME"] = chart_body(stamps, [1.0, 2.0], end=at(2026, 4, 20, 20, 0))
    assert [bar.close for bar in desk.history("ACME", days=30)] == [1.0]
    clock.advance(hours=9)
    assert [bar.close for bar in desk.history("ACME", days=30)] == [1.0, 2.0]


def test_days_are_the_exchanges_own(desk, yahoo):
    """Sydney opens at 23:00 or 00:00 UTC: the bar belongs to its own day, in winter and summer time."""
    stamps = [at(2026, 3, 29, 23, 0), at(2026, 4, 14, 0, 0)]
    yahoo.bodies["chart", "BHP.AX"] = chart_body(stamps, [1.0, 2.0], zone="Australia/Sydney")
    assert [bar.day for bar in desk.history("BHP.AX", days=60)] == [date(2026, 3, 30), date(2026, 4, 14)]


def test_holes_in_a_chart_are_left_out(desk, yahoo):
    """null, 0, NaN and missing closes are no prices; an unknown zone is read as New York."""
    stamps = [at(2026, 4, day, 13, 30) for day in (13, 14, 15, 16, 17)]
    yahoo.bodies["chart", "ACME"] = chart_body(stamps, [None, 0, float("nan"), 5.0], zone="Mars/Base")
    assert [(bar.day.day, bar.close) for bar in desk.history("ACME", days=30)] == [(16, 5.0)]


@needs_shared("yahoo")
def test_a_recorded_chart_over_a_split_is_split_adjusted():
    """AAPL's 4-for-1 on 31 August 2020: no fourfold jump between two closes."""
    rows = parse.reduce_chart(recorded("node-yahoo-finance2/chart-AAPL-2020-08-31-to-2020-11-07.json"), "AAPL", NOON)
    bars = parse.bars(rows, date(2020, 1, 1))
    assert bars[0].day == date(2020, 8, 31)
    assert all(0.8 < b.close / a.close < 1.25 for a, b in itertools.pairwise(bars))


@needs_shared("yahoo")
def test_a_recorded_live_bar_counts_only_after_the_session():
    """29 October 2025 was recorded one second after the close."""
    body = recorded("yfinance-rs/history_chart_AAPL.json")
    before = parse.reduce_chart(body, "AAPL", datetime(2025, 10, 29, 19, 0, tzinfo=UTC))
    after = parse.reduce_chart(body, "AAPL", datetime(2025, 10, 29, 20, 30, tzinfo=UTC))
    assert before[-1][0] == "2025-10-28"
    assert after[-1][:2] == ["2025-10-29", pytest.approx(269.7)]


@needs_shared("yahoo")
def test_a_recorded_chart_without_timestamps_is_unknown():
    """A range without trading has no `timestamp` key."""
    with pytest.raises(NotFoundAtSource):
        parse.reduce_chart(recorded("node-yahoo-finance2/chart-notimestamp-weird-quote.fake.json"), "AAPL", NOON)
