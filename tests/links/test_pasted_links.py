"""Which links of a message count: out of Slack's wrappers, outside code and quotations, each page once."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.research.pasted import asks_to_read, pasted_links


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("<https://example.com/a?x=1&amp;y=2|label>", ["https://example.com/a?x=1&y=2"]),
        ("see https://example.com/a, and (https://example.com/b).", ["https://example.com/a", "https://example.com/b"]),
        ("https://en.example.org/wiki/Merger_(law)", ["https://en.example.org/wiki/Merger_(law)"]),
        ("<https://a.example/x> <https://www.a.example/x?utm_source=s>", ["https://a.example/x"]),
        ("`https://example.com/a` and ```\nhttps://example.com/b\n```", []),
        ("&gt; <https://example.com/a>\nwhat do you think?", []),
        ("> https://example.com/a\nhttps://example.com/b", ["https://example.com/b"]),
        ("&gt;&gt;&gt; all of this\nhttps://example.com/a", []),
        ("<mailto:a@example.com|a@example.com> <@U1> <!channel> <#C1|desk>", []),
        ("<https://www.google.com/url?q=https://example.com/a&amp;sa=D>", ["https://example.com/a"]),
        ("ftp://example.com/a javascript:alert(1)", []),
        ("no link at all, http", []),
        ("<http://C3.ai|C3.ai> and <http://SAP.DE|SAP.DE> rose", []),
        ("<http://example.com/a|example.com/a>", ["http://example.com/a"]),
        ("<https://example.com/a|example.com>", ["https://example.com/a"]),
        ("*https://example.com/a* and https://example.com/b\u200b", ["https://example.com/a", "https://example.com/b"]),
        ("&lt;https://example.com/a&gt;, said", ["https://example.com/a"]),
        (
            "<https://www.cnbc.example/a.html> <https://www.cnbc.example/amp/a.html>",
            ["https://www.cnbc.example/a.html"],
        ),
        ("https://ft.example/a?shareType=nongift https://amp.ft.example/a", ["https://ft.example/a?shareType=nongift"]),
        ("https://m.barrons.example/a https://www.barrons.example/a?outputType=amp", ["https://m.barrons.example/a"]),
        ("https://bbc.example/c1.amp https://bbc.example/c1?amp=1", ["https://bbc.example/c1.amp"]),
        (
            "https://a.example/x?srnd=home&mkt_tok=1 https://a.example/x?taid=2",
            ["https://a.example/x?srnd=home&mkt_tok=1"],
        ),
        (
            "https://nyt.example/x https://nyt.example/x?unlocked_article_code=1.A",
            ["https://nyt.example/x", "https://nyt.example/x?unlocked_article_code=1.A"],
        ),
        ("https://m.com/a https://a.example/?amp=2", ["https://m.com/a", "https://a.example/?amp=2"]),
    ],
)
def test_links_of_a_message(text: str, urls: list[str]):
    """In Slack's form and as typed."""
    assert [link.url for link in pasted_links(text)] == urls


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://desk.slack.com/archives/C1/p2", False),
        ("https://docs.google.com/document/d/1", False),
        ("https://www.youtube.com/watch?v=1", False),
        ("https://example.com/report.pdf", False),
        ("https://www.reuters.com/business/a-story-2026-04-20/", True),
        ("https://notslack.com/a", True),
        ("https://www.reddit.com/r/biotech/comments/1/x/", False),
        ("https://bsky.app/profile/a/post/1", False),
        ("https://stocktwits.com/a/message/1", False),
        ("https://podcasts.apple.com/us/podcast/x/id1", False),
        ("https://www.apple.com/newsroom/2026/10/x/", True),
    ],
)
def test_chats_and_files_are_no_articles(url: str, expected: bool):  # noqa: FBT001 - a table
    """Nobody expects an answer to a meeting link."""
    assert pasted_links(url)[0].maybe_article is expected


def test_a_mention_with_a_link_asks_to_read():
    """A command with a link in it does not."""
    assert asks_to_read("<@U1> <https://example.com/a>")
    assert asks_to_read("<@U1|deskbot>: please read this: https://example.com/a")
    assert not asks_to_read("<@U1> catalysts add ALLO https://example.com/a")
    assert not asks_to_read("https://example.com/a")
    assert not asks_to_read("<@U1> <http://SAP.DE|SAP.DE>")


def test_a_message_of_empty_lines_is_read_in_one_pass():
    """Each empty line is looked at once, not with all the lines after it: this runs before the ack."""
    started = time.process_time()
    pasted_links("https://example.com/a" + "\n" * 39_000 + "x")
    assert time.process_time() - started < 1


@given(st.text(alphabet="<>|&;`htps:/.exam?=* \n", max_size=400))
def test_any_text_is_survived(text: str):
    """No input raises, and every link found is http."""
    for link in pasted_links(text):
        assert link.url[:4].lower() == "http"
