from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.errors import (
    BadData,
    NotFoundAtSource,
    RateLimited,
    SourceDown,
    SourceError,
    SourceTimeout,
    StorageClosed,
    StorageError,
    StorageFull,
)
from bot.ports import CacheEntry, Lane
from bot.sources import Lanes, MemoryStore, SourceCache
from tests.sources.clock import NOON, TestClock, wait_until

MINUTE = timedelta(minutes=1)


class Source:
    """A source whose next answer is set by the test; counts what it was asked."""

    def __init__(self) -> None:
        self.calls = 0
        self.answer: str | Exception = '"v1"'
        self.gate: threading.Event | None = None

    def fetch(self) -> str:
        self.calls += 1
        if self.gate is not None:
            self.gate.wait(30)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def source():
    return Source()


def make(clock, store=None, **options: Any):
    lanes = Lanes("Yahoo", clock, rate=10_000, **options)
    return SourceCache(store, clock, source="Yahoo", lanes=lanes)


@pytest.fixture
def cache(clock):
    return make(clock)


def ask(cache, source, key="ALLO", **options: Any):
    return cache.get("quote", key, MINUTE, source.fetch, **options)


def test_within_its_lifetime_an_answer_costs_no_request_and_after_it_one(cache, source, clock):
    """Fresh for the time to live, counted from the fetch."""
    assert ask(cache, source) == ('"v1"', NOON, False)
    clock.advance(seconds=59)
    assert ask(cache, source).fetched_at == NOON
    clock.advance(seconds=2)
    source.answer = '"v2"'
    assert ask(cache, source).value == '"v2"'
    assert source.calls == 2


def test_two_hundred_simultaneous_asks_for_one_key_are_one_fetch(cache, source):
    """All two hundred get the one answer."""
    source.gate = threading.Event()
    with ThreadPoolExecutor(200) as pool:
        asks = [pool.submit(ask, cache, source) for _ in range(200)]
        source.gate.set()
        assert {done.result(20).value for done in asks} == {'"v1"'}
    assert source.calls == 1


def test_two_hundred_simultaneous_asks_that_fail_are_one_fetch_too(cache, source):
    """Each asker gets an error object of its own."""
    source.gate = threading.Event()
    source.answer = BadData(source="Yahoo")
    with ThreadPoolExecutor(200) as pool:
        asks = [pool.submit(ask, cache, source) for _ in range(200)]
        source.gate.set()
        errors = [done.exception(20) for done in asks]
    assert all(isinstance(error, BadData) for error in errors)
    assert len({id(error) for error in errors}) == 200
    assert source.calls == 1


def test_when_the_source_fails_the_last_good_answer_comes_marked_stale_with_its_age(cache, source, clock):
    """`fetched_at` stays the time of the good answer."""
    ask(cache, source)
    clock.advance(hours=3)
    source.answer = SourceDown(source="Yahoo")
    assert ask(cache, source) == ('"v1"', NOON, True)


def test_a_last_good_answer_beyond_a_week_is_no_answer(cache, source, clock):
    """Old news is not news: the error comes instead."""
    ask(cache, source)
    clock.advance(days=8)
    source.answer = SourceDown(source="Yahoo")
    with pytest.raises(SourceDown):
        ask(cache, source)


def test_an_error_is_kept_two_minutes_so_that_commands_do_not_repeat_it(cache, source, clock):
    """Second ask: same error, no request; after its time the source is asked again and recovers."""
    source.answer = BadData("Yahoo sent a web page instead of data.", source="Yahoo")
    for _ in range(2):
        with pytest.raises(BadData, match="web page instead of data"):
            ask(cache, source)
    assert source.calls == 1
    clock.advance(minutes=2)
    source.answer = '"v2"'
    assert ask(cache, source).value == '"v2"'


def test_not_found_is_kept_five_minutes_and_is_no_fault_of_the_source(cache, source, clock):
    """The breaker stays shut and health stays ok."""
    source.answer = NotFoundAtSource(source="Yahoo")
    for key in "ABCDE":
        with pytest.raises(NotFoundAtSource):
            ask(cache, source, key)
    clock.advance(minutes=4)
    with pytest.raises(NotFoundAtSource):
        ask(cache, source, "A")
    assert source.calls == 5
    assert cache.health().state == "ok"


def test_the_caller_stops_waiting_and_the_fetch_fills_the_cache_for_the_next(cache, source):
    """SourceTimeout after the caller's deadline; the next ask has the answer without a second request."""
    source.gate = threading.Event()
    with pytest.raises(SourceTimeout, match="still being asked"):
        ask(cache, source, wait=0.05)
    source.gate.set()
    assert ask(cache, source).value == '"v1"'
    assert source.calls == 1


def test_a_caller_out_of_patience_gets_the_last_good_answer_where_there_is_one(cache, source, clock):
    """Better an old figure with its age than none."""
    ask(cache, source)
    clock.advance(minutes=5)
    source.gate = threading.Event()
    assert ask(cache, source, wait=0.05) == ('"v1"', NOON, True)
    source.gate.set()


def test_a_429_stops_every_key_and_the_first_success_after_the_pause_opens_the_way(cache, source, clock):
    """No request while the breaker is open; last good where there is one; recovery after five minutes."""
    ask(cache, source, "ALLO")
    clock.advance(minutes=2)
    source.answer = RateLimited(source="Yahoo")
    assert ask(cache, source, "ALLO").stale
    with pytest.raises(RateLimited, match="asked again at 12:07 UTC"):
        ask(cache, source, "CLLS")
    assert source.calls == 2
    assert cache.health().state == "down"
    clock.advance(minutes=5)
    source.answer = '"back"'
    assert ask(cache, source, "CLLS").value == '"back"'
    assert cache.health().state == "ok"


def test_calls_queued_before_the_breaker_opened_are_not_sent(clock, source):
    """One worker, five different keys, the first answers 429: one request."""
    cache = make(clock, workers=1)
    source.gate = threading.Event()
    source.answer = RateLimited(source="Yahoo")
    with ThreadPoolExecutor(5) as pool:
        asks = [pool.submit(ask, cache, source, key) for key in "ABCDE"]
        wait_until(lambda: cache.lanes.depth()["waiting"] == 4)
        source.gate.set()
        assert all(isinstance(done.exception(20), RateLimited) for done in asks)
    assert source.calls == 1


def test_a_bug_in_an_adapter_is_bad_data_to_the_trader_and_a_traceback_in_the_log(cache, source, caplog):
    """No KeyError ever reaches a card."""
    source.answer = KeyError("surprise")
    with pytest.raises(BadData):
        ask(cache, source)
    assert "KeyError" in caplog.text


def test_a_stuck_fetch_is_given_up_and_its_key_can_be_asked_again(clock, source):
    """After the hard limit the flight is cleared; a new ask makes a new request."""
    cache = make(clock, limit=20)
    source.gate = threading.Event()
    with pytest.raises(SourceTimeout):
        ask(cache, source, wait=0.05)
    clock.advance(seconds=21)
    cache.lanes.reap()
    stuck, source.gate = source.gate, None
    source.answer = '"v2"'
    assert ask(cache, source).value == '"v2"'
    stuck.set()


def test_entries_from_the_future_are_not_fresh(clock, source):
    """Sample mode's clock begins again at each start; what a later run stored is fetched again."""
    store = MemoryStore()
    store.put("Yahoo", "quote", "ALLO", CacheEntry('"later"', NOON + timedelta(seconds=30), "Yahoo"))
    assert ask(make(clock, store), source).value == '"v1"'


def test_what_is_stored_serves_the_next_process(clock, source):
    """Answers and errors live in the store, not in the cache object."""
    store = MemoryStore()
    ask(make(clock, store), source)
    source.answer = SourceDown("Yahoo is down for repairs.", source="Yahoo", retry_at=NOON + timedelta(hours=1))
    with pytest.raises(SourceDown):
        ask(make(clock, store), source, "CLLS")
    assert ask(make(clock, store), source).value == '"v1"'
    with pytest.raises(SourceDown, match="down for repairs") as caught:
        ask(make(clock, store), source, "CLLS")
    assert caught.value.retry_at == NOON + timedelta(hours=1)
    assert source.calls == 2


def test_an_unreadable_error_row_is_a_plain_source_error(clock, source):
    """A row of an older version does not break the answer."""
    store = MemoryStore()
    store.put("Yahoo", "quote", "ALLO", CacheEntry(None, NOON, "Yahoo", "gone wrong"))
    with pytest.raises(SourceError):
        ask(make(clock, store), source)


def test_a_person_who_joins_scheduled_work_pulls_it_forward(clock):
    """The digest queued A, B, C; a person asks C: C is fetched next, and once."""
    cache = make(clock, workers=1)
    gate = threading.Event()
    order: list[str] = []

    def fetch(key: str) -> str:
        gate.wait(30)
        order.append(key)
        return key

    def waiting_is(count: int) -> bool:
        return bool(cache.lanes.depth()["waiting"] == count)

    with ThreadPoolExecutor(5) as pool:

        def start(key: str, lane: Lane):
            return pool.submit(cache.get, "news", key, MINUTE, lambda: fetch(key), lane=lane)

        asks = [start("first", Lane.SCHEDULED)]
        wait_until(lambda: cache.lanes.depth()["running"] == 1)
        for key in "ABC":
            before = cache.lanes.depth()["waiting"]
            asks.append(start(key, Lane.SCHEDULED))
            wait_until(partial(waiting_is, before + 1))
        person = start("C", Lane.PERSON)
        wait_until(lambda: any(job.lane is Lane.PERSON for _, _, job in cache.lanes._heap))
        gate.set()
        assert person.result(10).value == "C"
        for done in asks:
            done.result(10)
    assert order == ["first", "C", "A", "B"]


def test_health_tells_requests_last_good_and_the_last_error_without_asking(cache, source, clock):
    """Idle before the first question, degraded after a failure."""
    assert cache.health().state == "idle"
    ask(cache, source)
    clock.advance(minutes=5)
    source.answer = BadData("Yahoo sent a web page instead of data.", source="Yahoo")
    ask(cache, source)
    health = cache.health()
    assert (health.state, health.requests, health.last_good) == ("degraded", 2, NOON)
    assert health.last_error == "Yahoo sent a web page instead of data."


def test_a_fetch_that_ends_after_the_house_closed_is_no_error(clock, source, caplog):
    """
    "deskbot ask" quits while a quote is still on its way: the answer cannot be kept any more, and nobody needs to hear.
    """

    class Failing(MemoryStore):
        error: StorageError = StorageFull()

        def put(self, source: str, kind: str, key: str, entry: CacheEntry) -> None:  # noqa: ARG002 - the port's
            raise self.error

    store = Failing()
    cache = make(clock, store)
    ask(cache, source)
    assert "could not be written" in caplog.text
    caplog.clear()
    store.error = StorageClosed()
    ask(cache, source, "CLLS")
    assert not caplog.text
