"""What the adapter makes of Yahoo's answers, through real yfinance."""

from __future__ import annotations

import itertools
import os
import stat
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.errors import NotFoundAtSource
from bot.market import parse
from bot.market.symbols import yahoo_symbol
from bot.model import Source
from tests.market.replay import recorded
from tests.shared import needs_shared
from tests.sources.clock import NOON

SOURCE = Source("Yahoo", None, NOON)
WEEK = NOON - timedelta(days=7)


def news_body(*contents: Any):
    return {"data": {"tickerStream": {"stream": [{"id": str(i), "content": c} for i, c in enumerate(contents)]}}}


def content(title="Acme rises", **changes: Any):
    return {
        "contentType": "STORY", "title": title, "summary": "It rose.", "pubDate": "2026-04-20T10:00:00Z",
        "provider": {"displayName": "Reuters"}, "canonicalUrl": {"url": f"https://news.example/{title.replace(' ', '-')}"},
        **changes,
    }  # fmt: skip


def calendar_body(dates, *, estimate=None, ex=None):
    earnings = {"earningsDate": dates}
    if estimate is not None:
        earnings["isEarningsDateEstimate"] = estimate
    return {
        "quoteSummary": {"result": [{"calendarEvents": {"earnings": earnings, "exDividendDate": ex}}], "error": None}
    }


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())


# Requests


def test_a_first_question_costs_a_crumb_and_one_request_and_the_next_only_one(desk, yahoo, clock):
    """Within the time to live nothing is sent; another symbol costs one."""
    desk.quote("ALLO")
    assert yahoo.counts() == {"crumb": 1, "quote": 1}
    yahoo.log.clear()
    desk.quote("ALLO")
    assert yahoo.log == []
    desk.quote("CLLS")
    assert yahoo.log == [("quote", "CLLS")]
    clock.advance(seconds=61)
    desk.quote("ALLO")
    assert yahoo.counts() == {"quote": 2}


def test_lifetimes_follow_how_fast_a_kind_of_fact_moves(desk, yahoo, clock):
    """News 5 minutes, dates 12 hours, closes until the next close, a quote 15 minutes at the weekend."""
    calls = {
        "news": lambda: desk.news("ALLO", since=WEEK),
        "calendar": lambda: desk.dates("ALLO"),
        "chart": lambda: desk.history("ALLO", days=90),
    }
    for call in calls.values():
        call()
    yahoo.log.clear()
    clock.advance(minutes=6)
    for call in calls.values():
        call()
    assert yahoo.counts() == {"news": 1}
    clock.advance(hours=8, minutes=30)  # 20:36 UTC: after the close of 20 April
    calls["chart"]()
    calls["calendar"]()
    assert yahoo.counts() == {"news": 1, "chart": 1}
    clock.advance(hours=4)
    calls["calendar"]()
    assert yahoo.counts()["calendar"] == 1
    clock.advance(days=5)  # Saturday
    desk.quote("ALLO")
    clock.advance(minutes=14)
    desk.quote("ALLO")
    assert yahoo.counts()["quote"] == 1


@pytest.mark.parametrize(
    ("typed", "yahoos"),
    [("brk.b", "BRK-B"), ("BRK/B", "BRK-B"), ("$allo", "ALLO"), ("BAC.PB", "BAC-PB"), ("VOD.L", "VOD.L"), ("4568.T", "4568.T"),
     ("ROG.SW", "ROG.SW"), ("^GSPC", "^GSPC")],
)  # fmt: skip
def test_symbols_are_written_yahoos_way(typed, yahoos):
    """Classes with a dash; a dot before an exchange stays."""
    assert yahoo_symbol(typed) == yahoos


def test_importing_the_room_loads_no_heavy_library():
    """The libraries yfinance and pandas come with the first question or `preload`."""
    code = "import sys, bot.market; assert not {'yfinance', 'pandas', 'curl_cffi', 'requests'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_yfinances_cookie_files_are_private_to_this_process(desk):
    """Mode 0700, and not the folder all processes share."""
    from yfinance import cache

    desk.quote("ALLO")
    home = cache._CookieDBManager.get_location()
    assert "deskbot-yahoo-" in home
    assert stat.S_IMODE(os.stat(home).st_mode) == 0o700  # noqa: PTH116


# News


def test_stories_are_newest_first_with_source_publisher_utc_and_a_clean_link(desk, yahoo):
    """Tracking parameters go; the source carries page and fetch time."""
    older = content("Acme falls", pubDate="2026-04-20T05:00:00-04:00")
    newer = content("Acme rises", canonicalUrl={"url": "https://Finance.Yahoo.com/news/acme.html?.tsrc=rss#x"})
    yahoo.bodies["news", "ACME"] = news_body(older, newer)
    first, second = desk.news("acme", since=WEEK)
    assert (first.title, first.publisher, first.url) == (
        "Acme rises",
        "Reuters",
        "https://finance.yahoo.com/news/acme.html",
    )
    assert first.published == datetime(2026, 4, 20, 10, tzinfo=UTC)
    assert second.published == datetime(2026, 4, 20, 9, tzinfo=UTC)
    assert (first.source.name, first.source.url) == ("Yahoo", "https://finance.yahoo.com/quote/ACME/news/")
    assert (first.source.as_of, first.source.stale, first.source.sample) == (NOON, False, False)


def test_only_stories_about_the_symbol_pass_where_the_feed_names_symbols(desk, yahoo):
    """A market piece that names others is dropped; one that names nobody stays, as the feed's own choice."""
    yahoo.bodies["news", "ACME"] = news_body(
        content("About Acme", finance={"stockTickers": [{"symbol": "ACME"}, {"symbol": "RIVAL"}]}),
        content("About the market", finance={"stockTickers": [{"symbol": "SPY"}]}),
        content("About nobody", finance={"premiumFinance": {}}),
    )
    assert {(s.title, s.tickers) for s in desk.news("ACME", since=WEEK)} == {
        ("About Acme", ("ACME", "RIVAL")),
        ("About nobody", ("ACME",)),
    }


def test_what_is_no_story_is_left_out_and_does_not_spoil_the_rest(desk, yahoo):
    """Videos, advertisements, items without title, date or web link, items of any odd shape, the same link twice."""
    yahoo.bodies["news", "ACME"] = news_body(
        content("A video", contentType="VIDEO"),
        content(""),
        content("No date", pubDate=None),
        content("No link", canonicalUrl=None),
        content("Bad link", canonicalUrl={"url": "javascript:alert(1)"}),
        content("From next week", pubDate="2026-04-29T10:00:00Z"),
        None,
        content("Good", provider=None, summary=None),
        content("Good", summary="again"),
    )
    stream = yahoo.bodies["news", "ACME"]["data"]["tickerStream"]["stream"]
    stream += [{"ad": [1], "content": content("An advertisement")}, "text", 7, None, {}]
    found = desk.news("ACME", since=WEEK)
    assert [(s.title, s.publisher, s.summary) for s in found] == [("Good", "unknown publisher", "")]


def test_a_story_only_yahoo_hosts_has_the_click_through_link(desk, yahoo):
    """Where there is no canonical link."""
    yahoo.bodies["news", "ACME"] = news_body(
        content("x", canonicalUrl=None, clickThroughUrl={"url": "https://finance.yahoo.com/m/1"})
    )
    assert desk.news("ACME", since=WEEK)[0].url == "https://finance.yahoo.com/m/1"


def test_since_is_inclusive_and_the_cache_keeps_what_is_older(desk, yahoo):
    """24 h and 7 d are one fetch."""
    yahoo.bodies["news", "ACME"] = news_body(content("a"), content("b", pubDate="2026-04-15T10:00:00Z"))
    assert len(desk.news("ACME", since=datetime(2026, 4, 20, 10, tzinfo=UTC))) == 1
    assert len(desk.news("ACME", since=WEEK)) == 2
    assert yahoo.counts()["news"] == 1


@pytest.mark.parametrize(
    ("publisher", "kind"),
    [("GlobeNewswire", "press release"), ("PR Newswire", "press release"), ("Business Wire", "press release"),
     ("ACCESS Newswire", "press release"), ("Reuters", "news"), ("MT Newswires", "news"), ("Motley Fool", "opinion"),
     ("Zacks", "opinion"), ("Stocktwits", "social"), ("Seeking Alpha", "opinion"), ("Barrons.com", "news")],
)  # fmt: skip
def test_the_publisher_tells_what_kind_of_text_it_is(desk, yahoo, publisher, kind):
    """Wires carry companies' own words, some publishers carry opinion."""
    yahoo.bodies["news", "ACME"] = news_body(content("x", provider={"displayName": publisher}))
    assert desk.news("ACME", since=WEEK)[0].kind == kind


def test_foreign_text_is_one_line_of_limited_length(desk, yahoo):
    """Control characters and a novel in the title do not reach anybody."""
    yahoo.bodies["news", "ACME"] = news_body(
        content("x" * 5000 + "\x00\n", canonicalUrl={"url": "https://n.example/1"}, summary="a\n\n\tb\x1b[31m")
    )
    (story,) = desk.news("ACME", since=WEEK)
    assert len(story.title) == 300
    assert story.summary == "a b [31m"


@needs_shared("yahoo")
def test_a_recorded_stream_gives_its_stories_without_the_video(desk, yahoo):
    """Ten recorded items, one a video; two links lead to the publishers themselves, without their tracking."""
    yahoo.bodies["news", "AAPL"] = recorded("yfinance-rs/news_latestNews_AAPL.json")
    found = desk.news("AAPL", since=datetime(2025, 10, 1, tzinfo=UTC))
    assert len(found) == 9
    assert [s.published for s in found] == sorted((s.published for s in found), reverse=True)
    assert sum("finance.yahoo.com" not in s.url for s in found) == 2
    assert not any("siteid" in s.url for s in found)


# Quotes


def test_a_quote_carries_its_own_time_currency_state_and_extended_price(desk):
    """Monday before the open: Friday's close and what is paid now, as of Friday's close."""
    quote = desk.quote("ALLO")
    assert (quote.price, quote.currency, quote.previous_close) == (2.24, "USD", 2.17)
    assert (quote.market_state, quote.extended_price) == ("pre", 2.91)
    assert quote.source.as_of == datetime(2026, 4, 17, 20, 0, 1, tzinfo=UTC)
    assert quote.source.url == "https://finance.yahoo.com/quote/ALLO/"
    assert quote.change == pytest.approx(2.24 / 2.17 - 1)


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


# Closes


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


# Dates


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
