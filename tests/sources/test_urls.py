from __future__ import annotations

import pytest

from bot.sources import canonical_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://Finance.Yahoo.com/news/a-b-1.html?.tsrc=rss&guccounter=1#top",
            "https://finance.yahoo.com/news/a-b-1.html",
        ),
        ("https://www.barrons.com/articles/x-130e?siteid=yhoof2&yptr=yahoo", "https://www.barrons.com/articles/x-130e"),
        ("http://news.example:80/a?id=7&utm_source=x&b=", "http://news.example/a?id=7&b="),
        ("https://news.example:8443/A/?page=2", "https://news.example:8443/A/?page=2"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/a?q=caf%E9&w=%C3%A9&utm_source=x", "https://news.example/a?q=caf%E9&w=%C3%A9"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
    ],
)
def test_one_page_has_one_spelling(url, expected):
    """Tracking, fragments, default ports and credentials go; what chooses the page stays."""
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://x/y",
        "https://",
        "not a link",
        "https://[::1",
        "https://x:99999/",
        "https://a/b\nc",
        "https://a/?b=\ud800",
    ],
)
def test_what_is_no_web_page_has_none(url):
    """A feed may carry anything; only http(s) pages become links."""
    assert canonical_url(url) is None
