"""Each way Yahoo fails (facts/market-data.md, 4), through real yfinance, and what a trader is told."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from bot.errors import BadData, NotFoundAtSource, RateLimited, SourceDown, SourceError, SourceTimeout, UnknownTicker
from bot.market import YahooMarket
from bot.market.client import _meaning, browser_session, yahoo_library
from bot.ports import Lane
from tests.market.replay import Yahoo, market
from tests.sources.clock import NOON, TestClock, wait_until

SINCE = NOON - timedelta(days=7)
CALLS: dict[str, Callable[[YahooMarket, str], Any]] = {
    "news": lambda desk, ticker: desk.news(ticker, since=SINCE),
    "quote": lambda desk, ticker: desk.quote(ticker),
    "history": lambda desk, ticker: desk.history(ticker, days=30),
    "dates": lambda desk, ticker: desk.dates(ticker),
}
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


@every_call
@pytest.mark.parametrize(
    ("mode", "error", "words"),
    [
        ("429", RateLimited, "slow down"),
        ("html", BadData, "web page instead of data"),
        ("down page", SourceDown, "down"),
        ("500", SourceDown, r"HTTP 500"),
        ("503", SourceDown, r"HTTP 503"),
        ("400", BadData, r"HTTP 400"),
        ("404 page", BadData, "web page instead of data"),
        ("other shape", BadData, "Yahoo answered with"),
        ("null", BadData, "Yahoo answered with"),
        ("huge", BadData, "far more than an answer"),
        ("hang", SourceTimeout, "did not answer in time"),
        ("unreachable", SourceDown, "cannot be reached"),
    ],
)
def test_every_failure_is_one_clear_sentence_and_the_same_call_works_again_later(
    yahoo, clock, call, mode, error, words
):
    """No empty list, no 0, no "delisted" for an outage; after the pauses the answer is there."""
    desk = market(yahoo, clock, request_timeout=0.4 if mode == "hang" else 10)
    yahoo.mode = mode
    with pytest.raises(error, match=words) as caught:
        call(desk, "ALLO")
    assert caught.value.source == "Yahoo"
    yahoo.mode = "ok"
    clock.advance(minutes=6)
    assert call(desk, "ALLO")
    assert desk.health()[0].state == "ok"


def test_a_refused_question_is_a_source_error(desk, yahoo):
    """403 without a word: Yahoo is there and does not want to."""
    yahoo.mode = "403"
    with pytest.raises(SourceDown, match="refused"):
        desk.dates("ALLO")


@pytest.mark.parametrize("call", [CALLS["quote"], CALLS["history"], CALLS["news"]], ids=["quote", "history", "news"])
def test_404_is_nothing_under_this_name(desk, yahoo, call):
    """Not an outage: the breaker stays shut."""
    yahoo.mode = "404"
    with pytest.raises(NotFoundAtSource):
        call(desk, "ALLO")
    assert desk.health()[0].state == "ok"


def test_a_symbol_without_calendar_has_no_dates(desk, yahoo):
    """Funds and many foreign lines: Yahoo answers 404 for the module."""
    yahoo.mode = "404"
    assert desk.dates("QQQ") == []


def test_an_empty_answer_means_unknown_for_prices_and_none_for_news(desk, yahoo):
    """Never 0 and never delisted; no news is no news."""
    yahoo.mode = "empty"
    with pytest.raises(NotFoundAtSource, match="no price for ALLO at the moment"):
        desk.quote("ALLO")
    with pytest.raises(NotFoundAtSource, match="no closes for ALLO at the moment"):
        desk.history("ALLO", days=30)
    assert desk.news("ALLO", since=SINCE) == []
    assert desk.dates("ALLO") == []


@every_call
def test_what_was_good_is_shown_with_its_age_while_yahoo_is_down(desk, yahoo, clock, call):
    """The same values, marked stale and dated by the fetch."""
    good = call(desk, "AAPL")
    clock.advance(hours=20)
    yahoo.mode = "html"
    again = call(desk, "AAPL")
    if isinstance(again, list):
        assert len(again) == len(good)
    source = getattr(again[0] if isinstance(again, list) else again, "source", None)
    if source is not None:
        assert source.stale
        assert source.as_of <= NOON


def test_the_first_429_stops_all_traffic_for_five_minutes(desk, yahoo, clock):
    """The library itself repeats a 429 once; after that nothing is sent, for any symbol, until the pause is over."""
    yahoo.mode = "429"
    with pytest.raises(RateLimited):
        desk.quote("ALLO")
    assert yahoo.counts()["quote"] == 2
    yahoo.log.clear()
    for ticker in ("CLLS", "AAPL"):
        with pytest.raises(RateLimited, match="asked again at 12:05 UTC") as caught:
            desk.news(ticker, since=SINCE)
        assert caught.value.retry_at == NOON + timedelta(minutes=5)
    assert yahoo.log == []
    health = desk.health()[0]
    assert (health.state, health.retry_at) == ("down", NOON + timedelta(minutes=5))
    clock.advance(minutes=5)
    yahoo.mode = "ok"
    assert desk.news("CLLS", since=SINCE)


def test_a_429_that_names_a_time_is_obeyed(desk, yahoo):
    """Retry-After of half an hour beats our five minutes."""
    yahoo.mode = "429 with time"
    with pytest.raises(RateLimited):
        desk.quote("ALLO")
    assert desk.health()[0].state == "down"


def test_three_pages_in_a_row_stop_the_traffic_too(desk, yahoo):
    """HTML with status 200 is a failure, however friendly it looks."""
    yahoo.mode = "html"
    for ticker in ("ALLO", "CLLS", "AAPL"):
        with pytest.raises(BadData):
            desk.quote(ticker)
    yahoo.log.clear()
    with pytest.raises(SourceDown, match="asked again at 12:05 UTC"):
        desk.quote("PFE")
    assert yahoo.log == []


def test_a_tripped_breaker_drops_what_yfinance_kept(desk, yahoo):
    """Session, cookie, crumb and the error bodies in its LRU cache do not outlive the bad hour."""
    library = yahoo_library()
    desk.quote("ALLO")
    data = desk._client._yahoo()
    desk._client._ask(lambda kept: kept.cache_get("https://query2.finance.yahoo.com/v7/finance/quote?symbols=ALLO"))
    assert library.cache_get.cache_info().currsize == 1
    yahoo.mode = "429"
    with pytest.raises(RateLimited):
        desk.quote("CLLS")
    assert library.cache_get.cache_info().currsize == 0
    assert desk._client._yahoo() is not data
    assert desk.health()[0].extra["sessions renewed"] == "1"


def test_a_429_on_the_crumb_alone_slows_down_and_leaves_news_closes_and_price(desk, yahoo, clock):
    """News and charts need no crumb; the price comes from the chart; calls are spaced wider from then on."""
    yahoo.mode = "crumb 429"
    assert desk.news("ALLO", since=SINCE)
    assert desk.history("ALLO", days=30)
    quote = desk.quote("ALLO")
    assert (quote.price, quote.currency, quote.market_state) == (2.24, "USD", None)
    assert desk.health()[0].state == "ok"
    assert desk._cache.lanes._slow_until > clock.monotonic()


def test_the_words_too_many_requests_are_never_sent_as_a_crumb(desk, yahoo):
    """The library keeps the refusal as its crumb; the connection is dropped instead."""
    yahoo.mode = "crumb 429"
    desk.news("ALLO", since=SINCE)
    yahoo.mode = "ok"
    yahoo.log.clear()
    assert desk.quote("ALLO").market_state == "pre"
    assert yahoo.counts() == {"crumb": 1, "quote": 1}


def test_dates_without_a_crumb_count_as_a_rate_limit(desk, yahoo):
    """The calendar has no other door: the breaker opens."""
    yahoo.mode = "crumb 429"
    with pytest.raises(RateLimited):
        desk.dates("ALLO")
    assert desk.health()[0].state == "down"


def test_a_slow_answer_is_an_answer(desk, yahoo):
    """0.2 s per request is within anybody's patience."""
    yahoo.mode = "slow"
    assert desk.quote("ALLO").price == 2.24


def test_a_person_stops_waiting_and_the_late_answer_serves_the_next(yahoo, clock):
    """SourceTimeout after the person's patience, one request, and the cache filled when it ends."""
    desk = market(yahoo, clock, timeout=0.1)
    with contextlib.suppress(SourceTimeout):
        desk.quote("CLLS")
    wait_until(lambda: desk.health()[0].extra["running"] == "0")  # cookie and crumb are there
    yahoo.mode = "wait"
    with pytest.raises(SourceTimeout, match="still being asked"):
        desk.quote("ALLO")
    yahoo.gate.set()
    wait_until(lambda: desk.health()[0].extra["running"] == "0")
    yahoo.log.clear()
    assert desk.quote("ALLO").price == 2.24
    assert yahoo.log == []


def test_a_hanging_symbol_leaves_the_others_their_answers(yahoo, clock):
    """One call hangs in its worker; another symbol is answered meanwhile."""
    desk = market(yahoo, clock)
    desk.quote("CLLS")
    yahoo.mode = "wait"
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(desk.quote, "ALLO")
        wait_until(lambda: ("quote", "ALLO") in yahoo.log)
        yahoo.mode = "ok"
        assert desk.quote("AAPL").price == 263.15
        assert not hanging.done()
        yahoo.gate.set()
        assert hanging.result(10).price == 2.24


def test_thirty_people_asking_a_hanging_yahoo_are_all_told(yahoo, clock):
    """Thirty different symbols, every request hanging: thirty sentences, none of them a traceback."""
    desk = market(yahoo, clock, timeout=0.5, request_timeout=0.2)
    yahoo.mode = "hang"

    def ask(number: int) -> SourceError:
        with pytest.raises(SourceError) as caught:
            desk.quote(f"T{number}")
        return caught.value

    with ThreadPoolExecutor(30) as pool:
        errors = list(pool.map(ask, range(30)))
    assert {type(error) for error in errors} <= {SourceTimeout, SourceDown}


def test_two_hundred_simultaneous_asks_for_one_ticker_are_one_fetch(desk, yahoo):
    """One news request, two hundred equal answers."""
    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(lambda _: desk.news("ALLO", since=SINCE), range(200)))
    assert yahoo.counts() == {"crumb": 1, "news": 1}
    assert all(answer == answers[0] for answer in answers)
    assert len(answers[0]) >= 6


def test_a_persons_question_overtakes_a_digest_run(yahoo):
    """Twenty symbols are being warmed slowly; a person's quote is the next request sent."""
    clock = TestClock(real_sleep=True)
    desk = market(yahoo, clock, rate=15.0)
    desk.quote("PFE")
    yahoo.log.clear()
    with ThreadPoolExecutor(25) as pool:
        for number in range(20):
            pool.submit(desk.dates, f"S{number}", lane=Lane.SCHEDULED)
        wait_until(lambda: desk._cache.lanes.depth()["waiting"] >= 10)
        sent = len(yahoo.log)
        desk.quote("ALLO")
        position = yahoo.log.index(("quote", "ALLO"))
    assert position - sent <= 8  # four workers may each have begun one, a 404 is sent twice
    assert len(yahoo.log) > position + 1


def test_a_server_that_accepts_and_says_nothing_is_left_in_time(clock):
    """Through a real socket: the request's own time-out ends it, whatever yfinance asked for (it asks for 30 s)."""

    class ToLocal(requests.adapters.HTTPAdapter):
        def send(self, request, *args, **options):  # noqa: ANN002, ANN003
            url = urlsplit(request.url)
            request.url = f"http://127.0.0.1:{port}{url.path}"
            return super().send(request, *args, **{**options, "proxies": {}})

    def session() -> requests.Session:
        made = requests.Session()
        made.trust_env = False
        made.mount("https://", ToLocal())
        return made

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        held: list[socket.socket] = []
        threading.Thread(target=_accept, args=(server, held), daemon=True).start()
        desk = YahooMarket(None, clock, session_factory=session, rate=10_000, request_timeout=0.1, timeout=5)
        with pytest.raises(SourceTimeout):
            desk.quote("ALLO")
        for connection in held:
            connection.close()


def _accept(server: socket.socket, held: list[socket.socket]) -> None:
    try:
        while True:
            held.append(server.accept()[0])
    except OSError:
        return


@pytest.mark.parametrize("ticker", ["", "<!channel>", "ALLO?x=1", "../../etc", "🚀", "A" * 40, "AL LO", "a\nb"])
def test_what_is_no_symbol_is_refused_before_any_request(desk, yahoo, ticker):
    """Nothing a person types becomes part of an address unchecked."""
    with pytest.raises(UnknownTicker):
        desk.quote(ticker)
    assert yahoo.log == []


def test_two_markets_in_one_process_keep_their_sessions_apart(clock):
    """The library has one session per process; ours each have their own."""
    one, two = Yahoo(), Yahoo()
    first, second = market(one, clock), market(two, clock)
    first.quote("ALLO")
    second.quote("ALLO")
    first.quote("CLLS")
    assert (one.counts()["quote"], two.counts()["quote"]) == (2, 1)


def test_the_browsers_session_fails_with_the_same_meanings():
    """Live use takes curl_cffi, with exceptions of its own: silence is a time-out, a closed port unreachable."""
    session = browser_session()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Exception, match=r"\(28\)") as silent:
            session.get(f"http://127.0.0.1:{port}/", timeout=0.1)
    with pytest.raises(Exception, match=r"\(7\)") as closed:
        session.get(f"http://127.0.0.1:{port}/", timeout=5)
    session.close()
    assert isinstance(_meaning(silent.value), SourceTimeout)
    assert isinstance(_meaning(closed.value), SourceDown)
