"""Pages that hang or bloat every extractor: the child dies, the person gets a named failure, the next page works."""

from __future__ import annotations

import os
import resource
import signal
import threading
import time

import pytest

from bot.articles import PageReader
from bot.articles.precheck import fault_of_markup
from bot.errors import FetchFailed
from tests.hostile.net import page

ATTRIBUTES = "<html><body><div " + " ".join(f'a{i}="{i}"' for i in range(150_000)) + "><p>text</p></div></body></html>"
BOMBS = {
    "150,000 attributes on one tag": ATTRIBUTES,
    "the same, hidden from a naive scan": ATTRIBUTES.replace('="7"', '=">"').replace('="8"', '="<b"'),
    "the same, in short pieces": "<html><body><div "
    + " ".join(f'a{i}="{"<" if i % 50 == 0 else ""}"' for i in range(120_000))
    + ">",
    "600,000 open paragraphs": "<p>ab" * 600_000,
    "200,000 nested divisions": "<html><body>" + "<div>" * 200_000 + "text",
    "a deep table": "<table><tr><td>" * 30_000 + "x",
    "one endless word": "<html><body><p>" + "x" * 2_900_000,
    "entities": "<html><body><p>" + "&amp;" * 500_000,
    "JSON-LD without end": '<html><script type="application/ld+json">' + "[" * 900_000 + "</script><p>x</p>",
    "NUL bytes": "\x00" * 100_000,
    "nothing": "",
    "broken": "<<<>><p <a href='<p>'>&#xFFFFFFFF;\ud800",
}


@pytest.fixture(scope="module")
def reader():
    made = PageReader(children=1, wall=1.0)
    yield made
    made.close()


def _outcome(reader: PageReader, html: str) -> str:
    """The text, or the named failure."""
    try:
        return reader.read(html, "https://news.example/a").text
    except FetchFailed as error:
        return error.message


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_bounded_and_the_next_page_works(reader: PageReader, name: str):
    """Within the wall limit, whatever the page; then an ordinary page is read."""
    start = time.monotonic()
    outcome = _outcome(reader, BOMBS[name])
    assert len(outcome) <= max(len(BOMBS[name]), 100)
    assert outcome
    assert time.monotonic() - start < 20
    assert "sentence number 19" in reader.read(page().decode(), "https://news.example/b").text


def test_a_hanging_child_is_killed_not_waited_for():
    """A wall limit of a fraction of a second on a slow page: the child is gone, its successor answers."""
    reader = PageReader(children=1, wall=0.3)
    reader.read(page().decode(), "")
    slow = (
        "<html><body>"
        + "".join(f"<p><a href='/{i}'>link {i}</a> and some words</p>" for i in range(30_000))
        + "</body></html>"
    )
    with pytest.raises(FetchFailed):
        reader.read(slow, "")
    assert reader.read(page().decode(), "").text
    reader.close()


def test_a_parser_that_is_slow_to_start_costs_no_page():
    """On a busy machine a child may import for seconds: the page's own time begins when it is ready."""
    reader = PageReader(children=1, wall=0.5)
    reader.warm()
    child = reader._idle[0]._process
    child.send_signal(signal.SIGSTOP)
    threading.Timer(3.0, child.send_signal, [signal.SIGCONT]).start()
    assert "sentence number 19" in reader.read(page().decode(), "").text
    assert reader._idle[0]._process is child
    reader.close()


def test_a_child_holds_no_secret_and_limited_memory(monkeypatch: pytest.MonkeyPatch):
    """Tokens of the environment are not handed on; address space is capped."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")
    reader = PageReader(children=1)
    reader.read(page().decode(), "")
    child = reader._idle[0]._process.pid
    with open(f"/proc/{child}/environ", "rb") as file:  # noqa: PTH123 - a proc file
        assert b"xoxb" not in file.read()
    soft, _hard = resource.prlimit(child, resource.RLIMIT_AS)
    assert soft != resource.RLIM_INFINITY
    reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_page_is_read_where_a_thousand_files_are_open(many_files: None):
    """File numbers above 1,023, which select refuses, are read from like any other."""
    del many_files
    reader = PageReader(children=1)
    assert "sentence number 19" in reader.read(page().decode(), "").text
    reader.close()


def test_long_tags_of_real_pages_pass():
    """A large inline image or a long data attribute is no bomb."""
    image = f'<html><body><img src="data:image/png;base64,{"A" * 400_000}"><p>x</p>'
    assert fault_of_markup(image) is None
    assert fault_of_markup(f"<html><script>{'if (a<b) {{ c = 1 }}' * 20_000}</script><p>x</p>") is None
    assert fault_of_markup(ATTRIBUTES)
