from __future__ import annotations

import json
import socket
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from bot.errors import NotFoundAtSource
from bot.market import sample_market
from bot.market.sample import FILES
from bot.sample import SAMPLE_START
from bot.tickers import load_universe
from tests.sources.clock import TestClock

NAMES = ("AAPL", "ALLO", "CLLS", "GILD", "MRNA", "PFE")


@pytest.fixture
def desk(monkeypatch):
    def refuse(*_args: object) -> None:
        raise AssertionError("sample mode must not open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    made = sample_market(TestClock(SAMPLE_START))
    yield made
    made.close()


def week(desk, ticker):
    return desk.news(ticker, since=SAMPLE_START - timedelta(days=7))


def test_the_sample_holds_a_rich_name_a_thin_one_and_an_empty_one(desk):
    """ALLO has at least six stories in seven days, CLLS and a large name three, MRNA one, PFE none."""
    counts = {name: len(week(desk, name)) for name in NAMES}
    assert counts["ALLO"] >= 6
    assert counts["CLLS"] >= 3
    assert counts["AAPL"] >= 3
    assert counts["MRNA"] == 1
    assert counts["PFE"] == 0


def test_every_figure_is_marked_as_sample_and_dated_on_or_before_the_sample_day(desk):
    """No sample figure can be taken for a live one."""
    for name in NAMES:
        stories, quote, dates = week(desk, name), desk.quote(name), desk.dates(name)
        for source in [quote.source, *(s.source for s in stories), *(c.source for c in dates)]:
            assert source.sample
            assert source.as_of <= SAMPLE_START
        assert all(story.published <= SAMPLE_START for story in stories)
        assert all(bar.day < SAMPLE_START.date() for bar in desk.history(name, days=400))


def test_every_story_leads_to_the_reserved_host_and_two_have_their_page_there(desk):
    """Links of invented stories lead nowhere real; market pieces and videos are dropped."""
    stories = [story for name in NAMES for story in desk.news(name, since=SAMPLE_START - timedelta(days=60))]
    assert {urlsplit(story.url).hostname for story in stories} == {"sample.deskbot.example"}
    urls = {story.url for story in week(desk, "ALLO")}
    assert "https://sample.deskbot.example/news/allogene-alpha3-futility" in urls
    assert "https://sample.deskbot.example/news/cellectis-read-through" in urls
    assert not any("futures-before" in story.url or "video" in story.url for story in stories)


def test_two_allogene_stories_are_the_same_news_from_two_publishers(desk):
    """The pair that duplicate detection must find shares most words of its summary."""
    stories = {story.url.rsplit("/", 1)[-1]: story for story in week(desk, "ALLO")}
    one, two = stories["allogene-alpha3-futility"], stories["allogene-trial-clears-futility"]
    assert one.publisher != two.publisher
    assert (one.kind, two.kind) == ("press release", "news")
    words = [set(story.summary.lower().split()) for story in (one, two)]
    assert len(words[0] & words[1]) / len(words[1]) > 0.8


def test_some_allogene_stories_name_cellectis_too(desk):
    """For scores per ticker."""
    assert sum("CLLS" in story.tickers for story in week(desk, "ALLO")) >= 3


def test_every_name_has_a_year_of_closes_on_trading_days(desk):
    """The last close is Friday's and equals the quote; Allogene is near its public price in February 2026."""
    for name in NAMES:
        bars = desk.history(name, days=365)
        assert len(bars) >= 245
        assert all(bar.day.weekday() < 5 for bar in bars)
        assert bars[-1].day == date(2026, 4, 17)
        quote = desk.quote(name)
        assert (quote.price, quote.previous_close) == (bars[-1].close, bars[-2].close)
    february = {bar.day: bar.close for bar in desk.history("ALLO", days=365)}
    assert 1.70 <= february[date(2026, 2, 2)] <= 1.82


def test_a_name_the_sample_lacks_is_said_to_be_lacking(desk):
    """The answer names what the sample holds, instead of "unknown ticker" or "no news"."""
    for ask in (desk.quote, desk.dates, lambda t: week(desk, t)):
        with pytest.raises(NotFoundAtSource, match=r"sample data have no MSFT\. They hold AAPL, ALLO, CLLS"):
            ask("MSFT")


def test_the_four_folders_hold_the_same_listed_names():
    """A half-sampled name would fail in one command only."""
    universe = load_universe()
    for folder in ("news", "quote", "chart", "calendar"):
        names = sorted(path.stem for path in (FILES / folder).glob("*.json"))
        assert names == list(NAMES)
        for path in (FILES / folder).glob("*.json"):
            json.loads(path.read_text(encoding="utf-8"))
    assert all(universe.lookup(name) for name in NAMES)
