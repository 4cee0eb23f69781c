"""What the adapter makes of Yahoo's news stream, through real yfinance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.market.replay import recorded
from tests.shared import needs_shared
from tests.sources.clock import NOON

WEEK = NOON - timedelta(days=7)


def news_body(*contents: Any):
    return {"data": {"tickerStream": {"stream": [{"id": str(i), "content": c} for i, c in enumerate(contents)]}}}


def content(title="Acme rises", **changes: Any):
    return {
        "contentType": "STORY", "title": title, "summary": "It rose.", "pubDate": "2026-04-20T10:00:00Z",
        "provider": {"displayName": "Reuters"}, "canonicalUrl": {"url": f"https://news.example/{title.replace(' ', '-')}"},
        **changes,
    }  # fmt: skip


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


ADS = (
    "SHAREHOLDER ALERT: Pomerantz Law Firm Investigates Claims On Behalf of Investors of Acme, Inc. - ACME",
    "ROSEN, A LEADING LAW FIRM, Encourages Acme Investors to Secure Counsel Before Important Deadline - ACME",
    "Levi & Korsinsky Notifies Shareholders of Acme (ACME) of a Class Action Lawsuit and an Upcoming Deadline",
    "Deadline Alert: Acme Investors Who Lost Money Urged To Contact Glancy Prongay & Murray LLP",
    "Bragar Eagel & Squire, P.C. Reminds Investors That Class Action Lawsuits Have Been Filed Against Acme",
    "ACME Investors Have Opportunity to Lead Acme, Inc. Securities Fraud Lawsuit",
    "Halper Sadeh LLC Encourages ACME Shareholders to Contact the Firm to Discuss Their Rights",
    "INVESTOR ALERT: Law Offices of Howard G. Smith Announces the Filing of a Securities Class Action on Behalf of Acme",
)
OWN_WORDS = (
    "Acme Announces Settlement of Securities Class Action",
    "Acme Announces Dismissal of Shareholder Lawsuit",
    "Acme Reminds Shareholders to Vote for the Merger with Beta LLC",
    "Acme Provides Safety Update on Its Investigational Gene Therapy",
    "Acme Urges Shareholders to Reject the Unsolicited Offer",
    "Acme LLC Announces Positive Topline Results",
)


def test_law_firms_looking_for_clients_are_no_news(desk, yahoo):
    """On the wires they are advertisements; a company's own words on a suit, and a paper's report of one, are news."""
    sued = content("Acme investors urged to join class action, law firm says", provider={"displayName": "Reuters"})
    wire = [content(title, provider={"displayName": "GlobeNewswire"}) for title in (*ADS, *OWN_WORDS)]
    yahoo.bodies["news", "ACME"] = news_body(sued, *wire)
    assert {story.title for story in desk.news("ACME", since=WEEK)} == {*OWN_WORDS, sued["title"]}


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
