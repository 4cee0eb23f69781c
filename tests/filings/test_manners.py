from __future__ import annotations

import time
from datetime import date

import pytest
from werkzeug import Response

from bot.errors import ConfigError, RateLimited, SourceDown, SourceTimeout
from bot.filings import live_filings
from bot.filings.client import EdgarClient, TokenBucket, user_agent
from bot.filings.edgar import Edgar
from bot.sources.memory import MemoryStore
from tests.filings.replay import AGENT, MODIFIED
from tests.shared import needs_shared
from tests.sources.clock import TestClock

APPLE = 320193
RATE_PAGE = b"<html><h1>SEC.gov | Request Rate Threshold Exceeded</h1></html>"


def _ask(edgar: Edgar):
    return edgar.list(APPLE, forms=("4",), since=date(2025, 9, 1))


def test_live_reading_without_a_contact_does_not_start(clock):
    """
    The SEC wants a name and an e-mail; the error says which option to set.
    """
    for contact in ("", "Desk Name", "desk@", "Desk\r\nX-Evil: 1"):
        with pytest.raises(ConfigError, match="DESKBOT_CONTACT"):
            live_filings(MemoryStore(), None, clock, contact=contact)  # type: ignore[arg-type]


def test_the_agent_names_the_desk_on_one_line():
    """
    Line breaks in the setting cannot become a second header.
    """
    assert user_agent("Desk Name  desk@example.com\r\n").endswith("Desk Name desk@example.com")
    assert "\n" not in user_agent("Desk\nName desk@example.com")


@needs_shared("edgar")
def test_every_request_declares_who_asks_and_takes_gzip(edgar, sec):
    """
    A library's default agent would get a 403.
    """
    _ask(edgar)
    headers = sec.asked[0][1]
    assert headers["User-Agent"] == AGENT
    assert "gzip" in headers["Accept-Encoding"]


@needs_shared("edgar")
def test_an_unchanged_list_costs_a_304(edgar, sec, clock):
    """
    The second request carries If-Modified-Since, and the kept list is good for minutes again.
    """
    first = _ask(edgar)
    clock.advance(minutes=6)
    assert _ask(edgar) == first
    assert sec.asked[1][1]["If-Modified-Since"] == MODIFIED
    assert edgar.source(APPLE).as_of == clock.now()
    _ask(edgar)
    assert len(sec.asked) == 2


@needs_shared("edgar")
@pytest.mark.parametrize("status", [200, 403])
def test_the_rate_page_stops_all_requests_for_ten_minutes(edgar, sec, clock, status):
    """
    Also for other companies; after ten minutes one request goes out again.
    """
    sec.override = lambda _request: Response(RATE_PAGE, status=status)
    with pytest.raises(RateLimited) as refused:
        _ask(edgar)
    assert refused.value.retry_at is not None
    sec.override = lambda _request: None
    with pytest.raises(RateLimited):
        edgar.list(1318605, forms=("4",), since=date(2025, 9, 1))
    assert len(sec.asked) == 1
    clock.advance(minutes=11)
    assert _ask(edgar)


@needs_shared("edgar")
def test_a_short_outage_is_ridden_out(edgar, sec, clock):
    """
    Two errors, then an answer: the person sees the answer; the pauses grow.
    """
    faults = [Response("busy", status=503), Response("busy", status=500)]
    sec.override = lambda _request: faults.pop() if faults else None
    assert _ask(edgar)
    assert len(sec.asked) == 3
    assert clock.slept[:2] == [0.5, 1.5]


@needs_shared("edgar")
def test_a_long_outage_is_an_error_in_words(edgar, sec):
    """
    Three tries, then a sentence with the status.
    """
    sec.override = lambda _request: Response("busy", status=503)
    with pytest.raises(SourceDown, match="503"):
        _ask(edgar)
    assert len(sec.asked) == 3


@needs_shared("edgar")
def test_an_undeclared_agent_page_says_what_to_set(edgar, sec):
    """
    A refused agent is the desk's to mend, not to wait for.
    """
    sec.override = lambda _request: Response("Your Request Originates from an Undeclared Automated Tool", status=403)
    with pytest.raises(SourceDown, match="DESKBOT_CONTACT"):
        _ask(edgar)


@needs_shared("edgar")
def test_a_body_that_grows_without_end_is_cut_off(edgar, sec):
    """
    A small gzip body that inflates to more than the limit is refused while it is read.
    """
    import gzip

    bomb = gzip.compress(b" " * 30_000_000, 9)
    sec.override = lambda _request: Response(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(Exception, match="larger than 24 MB"):
        _ask(edgar)


def test_nobody_at_the_address_is_an_error_in_words(clock):
    """
    A refused connection never shows its address or a traceback.
    """
    client = EdgarClient(clock, agent=AGENT, bucket=TokenBucket(clock), timeout=0.5)
    with pytest.raises(SourceDown, match="cannot be reached") as failure:
        client.get("http://127.0.0.1:9/submissions/x.json")
    assert "127.0.0.1" not in failure.value.message


def test_a_server_that_says_nothing_is_a_timeout(httpserver, clock):
    """
    A stalled answer ends in `SourceTimeout`.
    """

    def late(_request):
        time.sleep(0.6)
        return Response("late")

    httpserver.expect_request("/slow").respond_with_handler(late)
    client = EdgarClient(clock, agent=AGENT, bucket=TokenBucket(clock), timeout=0.1, budget=0.5)
    with pytest.raises(SourceTimeout):
        client.get(httpserver.url_for("/slow"))


def test_the_bucket_lets_eight_a_second_through():
    """
    After a burst of eight, forty calls take four seconds of clock time, whoever makes them.
    """
    clock = TestClock()
    start = clock.monotonic()
    bucket = TokenBucket(clock, rate=8, burst=8)
    for _ in range(40):
        bucket.take()
    assert clock.monotonic() - start == pytest.approx(4.0, abs=0.2)
    assert bucket.taken == 40
