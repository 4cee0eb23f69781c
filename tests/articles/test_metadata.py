"""What a page says about itself: title, date, site, author, tickers; from JSON-LD, meta tags, or what it shows."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.articles.dates import date_in_url, dateline, read_date
from bot.articles.page import parse_page
from bot.articles.pool import _article
from bot.articles.worker import _answer

TEXT = (
    "<p>"
    + "The company said on Monday that it had sold its business in Norway for a sum that it did not name. " * 8
    + "</p>"
)


def parse(
    head: str = "",
    body: str = "<h1>A company sells its business</h1>",
    url: str = "https://news.example/a",
    text: str = TEXT,
):
    """A page with this head and this beginning."""
    return parse_page(f"<html><head>{head}</head><body><article>{body}{text}</article></body></html>", url)


@pytest.mark.parametrize(
    ("written", "at", "precision"),
    [
        ("2026-04-20T07:05:00-04:00", "2026-04-20T11:05:00", "time"),
        ("2026-04-20T11:05:00Z", "2026-04-20T11:05:00", "time"),
        ("2026-04-20T11:05:00.123456Z", "2026-04-20T11:05:00", "time"),
        ("2026-04-20 11:05:00", "2026-04-20T00:00:00", "day"),
        ("Mon, 20 Apr 2026 11:05:00", "2026-04-20T00:00:00", "day"),
        ("April 20, 2026 07:00 AM Eastern Daylight Time", "2026-04-20T11:00:00", "time"),
        ("April 20, 2026 7:00 AM EST", "2026-04-20T11:00:00", "time"),
        ("April 20, 2026 7:00 am Mountain Time", "2026-04-20T13:00:00", "time"),
        ("20 April 2026 07:00 CEST", "2026-04-20T05:00:00", "time"),
        ("April 20, 2026 08:00 JST", "2026-04-19T23:00:00", "time"),
        ("20 April 2026 12.05 BST", "2026-04-20T11:05:00", "time"),
        ("20-Apr-2026 07:00 GMT", "2026-04-20T07:00:00", "time"),
        ("4/20/2026 6:45:00 AM", "2026-04-20T00:00:00", "day"),
        ("20/04/2026", "2026-04-20T00:00:00", "day"),
        ("20.04.2026, 07:30", "2026-04-20T00:00:00", "day"),
        ("Updated: April 21, 2026 9:00 AM | Published: April 20, 2026", "2026-04-20T00:00:00", "day"),
        ("Updated April 21, 2026 9:00 AM ET | Published April 20, 2026 7:41 PM ET", "2026-04-20T23:41:00", "time"),
        ("2026-04-20T11:05:00+0530", "2026-04-20T05:35:00", "time"),
        ("20260420", "2026-04-20T00:00:00", "day"),
        ("2026-04-20", "2026-04-20T00:00:00", "day"),
        ("2026/4/2", "2026-04-02T00:00:00", "day"),
        ("Mon, 20 Apr 2026 11:05:00 GMT", "2026-04-20T11:05:00", "time"),
        ("Mon Apr 20 11:05:00 UTC 2026", "2026-04-20T11:05:00", "time"),
        ("1776683100", "2026-04-20T11:05:00", "time"),
        ("1776683100000", "2026-04-20T11:05:00", "time"),
        ("April 20, 2026, 7:05 a.m. ET", "2026-04-20T11:05:00", "time"),
        ("Jan. 5, 2026 4:30 PM EST", "2026-01-05T21:30:00", "time"),
        ("January 5, 2026 at 4:30 PM ET", "2026-01-05T21:30:00", "time"),
        ("2026-04-20 07:05:00 EDT", "2026-04-20T11:05:00", "time"),
        ("2026-04-20 07:05 PM EDT", "2026-04-20T23:05:00", "time"),
        ("2026-04-20 07:05 PM", "2026-04-20T00:00:00", "day"),
        ("2026-04-20 07:05:00-04", "2026-04-20T11:05:00", "time"),
        ("2026-04-20 07:05 America/New_York", "2026-04-20T00:00:00", "day"),
        ("Mon, 20 Apr 2026 07:05:00 ET", "2026-04-20T11:05:00", "time"),
        ("Mon Apr 20 2026 07:05:00 GMT-0400 (Eastern Daylight Time)", "2026-04-20T11:05:00", "time"),
        ("March 8, 2026 1:30 a.m. ET", "2026-03-08T06:30:00", "time"),
        ("Nov. 1, 2026 1:30 a.m. ET", "2026-11-01T05:30:00", "time"),
        ("20 April 2026", "2026-04-20T00:00:00", "day"),
        ("20. März 2026", "2026-03-20T00:00:00", "day"),
        ("20 de abril de 2026", "2026-04-20T00:00:00", "day"),
        ("2026年4月20日", "2026-04-20T00:00:00", "day"),
        ("Published April 20th, 2026", "2026-04-20T00:00:00", "day"),
    ],
)
def test_dates_as_pages_write_them(written: str, at: str, precision: str):
    """To UTC; a day without a time stays a day."""
    found = read_date(written)
    assert found is not None
    assert found.at.isoformat() == f"{at}+00:00"
    assert found.precision == precision


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2026-13-45",
        "0001-01-01",
        "99999999999999",
        "D385D0326A",
        "April 31, 2026",
        "3 hours ago",
        "04/05/2026",
    ],
)
def test_what_is_no_date_is_none(written: str):
    """Nothing is guessed."""
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("SOUTH SAN FRANCISCO, Calif., April 20, 2026 (GLOBE NEWSWIRE) -- Allogene", "2026-04-20"),
        ("NEW YORK, Apr. 2, 2026 /PRNewswire/ -- The company", "2026-04-02"),
        ("LONDON, United Kingdom, January 12, 2026 – The company", "2026-01-12"),
        ("NEW YORK, NY / ACCESSWIRE / April 20, 2026 / The company", "2026-04-20"),
        ("Vancouver, British Columbia--(Newsfile Corp. - April 20, 2026) - The company", "2026-04-20"),
        ("Basel, Switzerland – April 20, 2026 – The company", "2026-04-20"),
        ("LONDON, UK, 20 April 2026 – The company", "2026-04-20"),
        ("ATLANTA, GA - April 20, 2026 (NEWMEDIAWIRE) - The company", "2026-04-20"),
        ("JERICHO, N.Y. - (NewMediaWire) - April 02, 2026 - The company", "2026-04-02"),
        ("DALLAS, TX -- April 21st, 2026 -- The company", "2026-04-21"),
        ("PARIS--(BUSINESS WIRE)--Without a date", None),
        ("On April 20, 2026 - a Monday - the company said", None),
        ("The trial began in Boston, March 3, 2019 was the first day", None),
    ],
)
def test_datelines(line: str, day: str | None):
    """City, date, wire; a date inside a sentence is none."""
    found = dateline(f"{line}\nMore text.")
    assert (found.at.date().isoformat() if found else None) == day


def test_structured_data_come_before_what_the_page_shows():
    """JSON-LD, then meta, then the page; the exact time wins over a bare day."""
    linked = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-04-20"}</script>'
    meta = '<meta property="article:published_time" content="2026-04-20T09:30:00Z">'
    shown = "<h1>A company sells its business</h1><time datetime='2026-04-25'>later</time>"
    assert parse(linked + meta, shown).published_from == "meta"
    assert parse(linked, shown).published_precision == "day"
    assert parse("", shown).published_from == "page"
    assert parse("", url="https://news.example/2026/04/20/a").published_from == "URL"
    assert date_in_url("https://news.example/12026/04/200/") is None


def test_modified_dates_are_not_publish_dates():
    """A page that only says when it was changed: its day is called that, in case somebody counts from it."""
    head = '<meta property="article:modified_time" content="2026-05-01T00:00:00Z"><meta property="og:updated_time" content="2026-05-01">'  # noqa: E501 - a page in one line
    assert parse(head).published_from == "last change"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<title>A company sells its business | News Example</title><meta property="og:site_name" content="News Example">', "", "A company sells its business"),  # noqa: E501 - a page in one line
        ("<title>A company sells its business - news.example</title>", "", "A company sells its business"),
        ('<title>x</title><meta property="og:title" content="Read this now!"><script type="application/ld+json">{"@type":"NewsArticle","headline":"A company sells its business"}</script>', "<h1>A company sells its business</h1>", "A company sells its business"),  # noqa: E501 - a page in one line
        ("<title>Site</title>", "<h1>Site</h1><h1>A company sells its business</h1>", "A company sells its business"),
        ("<title>Profit - and loss - at a company</title>", "<h1>Profit - and loss - at a company</h1>", "Profit - and loss - at a company"),  # noqa: E501 - a page in one line
        ('<title>t</title><script type="application/ld+json">{"@graph":[{"@type":["NewsArticle","Article"],"headline":"Fish &amp; chips on the rise"},]}</script>', "", "Fish & chips on the rise"),  # noqa: E501 - a page in one line
    ],
)  # fmt: skip
def test_the_title_is_the_one_most_sources_agree_on(head: str, body: str, title: str):
    """Without the site's name, entities resolved, broken JSON-LD mended."""
    assert parse(head, body).title == title


def test_publisher_tickers_author_site_language():
    """Free truth in the metadata."""
    head = (
        '<meta name="news_keywords" content="software, US:ORCL, earnings, NYSE:IBM"><meta property="og:site_name" content="News Example">'  # noqa: E501 - a page in one line
        '<meta name="author" content="By Jo Doe"><link rel="canonical" href="/a?id=1">'
    )
    found = parse(head)
    assert found.tickers == ("ORCL", "IBM")
    assert found.site == "News Example"
    assert found.author == "Jo Doe"
    assert found.canonical_url == "https://news.example/a?id=1"
    assert found.language == "en"


def test_press_releases_lose_their_end():
    """About, safe harbour and contacts go; the same words in the middle of an article stay."""
    news = "".join(
        f"<p>Sentence number {i} of the announcement tells what the company did and why.</p>" for i in range(12)
    )
    end = "<h2>About Example Corp</h2><p>Example Corp makes examples.</p><p>Forward-Looking Statements</p><p>This may differ.</p>"
    release = parse(text=news + end, url="https://www.globenewswire.com/news-release/2026/04/20/1/0/en/x.html")
    assert release.kind == "press release"
    assert "makes examples" not in release.text
    assert "number 11" in release.text
    syndicated = parse(text=news + end)
    assert "may differ" not in syndicated.text
    article = parse(text=news + "<h2>About the deal</h2><p>It took years.</p>" + news.replace("Sentence", "Statement"))
    assert "It took years." in article.text


@pytest.mark.parametrize(
    ("text", "url", "words"),
    [
        ("<p>" + "Only a short item of news. " * 10 + "</p>", "https://a.example/", "short item"),
        (TEXT + "<p>Story continues</p>", "https://a.example/", "another site"),
        (
            "<p>" + "Only the beginning of it. " * 8 + "</p><p>Subscribe to continue reading</p>",
            "https://a.example/",
            "paywall",
        ),
        (TEXT, "https://finance.yahoo.com/m/abc/x.html", "another site"),
    ],
)
def test_a_part_of_an_article_is_called_so(text: str, url: str, words: str):
    """Stubs, paywalls, short items."""
    assert words in (parse(text=text, url=url).partial or "")
    assert parse().partial is None


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2026-04-20T20:30:00-04:00", "2026-04-20"),
        ("2026-04-21T08:30:00+09:00", "2026-04-21"),
        ("Mon, 20 Apr 2026 20:30:00 -0400", "2026-04-20"),
        ("April 20, 2026, 8:30 p.m. ET", "2026-04-20"),
        ("2026-04-20 20:30 EDT", "2026-04-20"),
        ("2026-04-21T00:30:00", "2026-04-21"),
        ("2026-04-21T00:00:00Z", "2026-04-21"),
        ("April 20, 2026, 8:30 p.m. GMT+99", "2026-04-20"),
        ("2026-04-20", "2026-04-20"),
        ("2026-04-21T00:30:00Z", None),
        ("2026-04-21T00:30:00+00:00", None),
        ("1776731400", None),
    ],
)
def test_the_publish_day_is_that_of_the_stated_zone(stamp, day):
    """20:30 in New York is that evening, not UTC's next day; a time in UTC tells no day, its midnight is a written day."""
    published = parse(f'<meta property="article:published_time" content="{stamp}">').published_day
    assert (published.isoformat() if published else None) == day


def test_a_dateline_tells_the_day_of_a_time_in_utc():
    """Only where it is that day or the one beside it: an older dateline is another text's."""
    head = '<meta property="article:published_time" content="2026-04-21T00:30:00Z">'
    for written, day in (("April 20", date(2026, 4, 20)), ("April 21", date(2026, 4, 21)), ("April 2", None)):
        line = f"<p>TAIPEI, {written}, 2026 (GLOBE NEWSWIRE) -- The company will report its results tomorrow.</p>"
        assert parse(head, line).published_day == day


def test_the_publish_day_comes_back_from_the_parser_process():
    """As JSON and back, with and without a day."""
    for stamp in ("2026-04-20T20:30:00-04:00", "2026-04-21T00:30:00Z"):
        html = (
            f'<html><head><meta property="article:published_time" content="{stamp}"></head><body>{TEXT}</body></html>'
        )
        answer = json.loads(json.dumps(_answer(html, "https://news.example/a", parse_page)))
        assert _article(answer["article"]) == parse_page(html, "https://news.example/a")


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("ASX:ALL", ()),
        ("ASX: ALL", ()),
        ("TSX : FR", ()),
        ("NYSE:ALL", ("ALL",)),
        ("Nasdaq: ALLO", ("ALLO",)),
        ("ALL AU", ()),
        ("SAN FP Equity", ()),
        ("AZN LN", ()),
        ("ALL US", ("ALL",)),
        ("ALLO UW Equity", ("ALLO",)),
    ],
)
def test_a_publishers_foreign_symbol_is_not_taken_for_an_american_one(symbol, expected):
    """In a meta tag as in JSON-LD, with the exchange before it or a terminal's code of the place behind."""
    about = f'{{"@type":"NewsArticle","about":[{{"tickerSymbol":"{symbol}"}}]}}'
    assert parse(f'<meta name="ticker" content="{symbol}">').tickers == expected
    assert parse(f'<script type="application/ld+json">{about}</script>').tickers == expected


def test_a_ticker_tag_may_hold_several_symbols():
    """With commas or blanks between them, some of them abroad."""
    assert parse('<meta name="tickers" content="AAPL, ALL AU, MSFT US; BRK/B US">').tickers == ("AAPL", "MSFT", "BRK.B")
    assert parse('<meta name="tickers" content="AAPL MSFT ALLO">').tickers == ("AAPL", "MSFT", "ALLO")


def test_the_time_beside_a_dateline_is_kept():
    """A dateline names the day; the minute that the page shows for the same day is not lost."""
    line = "<p>BOSTON, April 20, 2026 (GLOBE NEWSWIRE) -- The company said on Monday that it sold its business.</p>"
    shown = "<h1>A company sells its business</h1><time>April 20, 2026 06:45 ET</time>"
    found = parse("", shown, text=line + TEXT)
    assert found.published is not None
    assert (found.published.isoformat(), found.published_from) == ("2026-04-20T10:45:00+00:00", "page")
    found = parse("", shown.replace("20", "27"), text=line + TEXT)
    assert (str(found.published_day), found.published_from) == ("2026-04-20", "dateline")
