from __future__ import annotations

import threading
from functools import partial

import pytest

from bot.errors import SourceDown, SourceTimeout
from bot.ports import Lane
from bot.sources import Lanes, lanes
from tests.sources.clock import TestClock, wait_until

FAST = 10_000.0


def test_a_persons_question_goes_before_scheduled_work_that_came_earlier():
    """With one worker held up, what a person asks last is run first; order within a lane is kept."""
    queue = Lanes("Yahoo", TestClock(), rate=FAST, workers=1)
    gate = threading.Event()
    order: list[str] = []
    queue.submit(gate.wait, lane=Lane.PERSON)
    jobs = [queue.submit(partial(order.append, n), lane=Lane.SCHEDULED) for n in ("s1", "s2")]
    jobs += [queue.submit(partial(order.append, n), lane=Lane.PERSON) for n in ("p1", "p2")]
    gate.set()
    for job in jobs:
        job.future.result(5)
    assert order == ["p1", "p2", "s1", "s2"]


def test_a_person_who_joins_scheduled_work_moves_it_forward_and_it_runs_once():
    """Promotion changes the place in the queue, not the number of runs."""
    queue = Lanes("Yahoo", TestClock(), rate=FAST, workers=1)
    gate = threading.Event()
    order: list[str] = []
    queue.submit(gate.wait, lane=Lane.PERSON)
    jobs = [queue.submit(partial(order.append, n), lane=Lane.SCHEDULED) for n in "abc"]
    queue.promote(jobs[2])
    gate.set()
    for job in jobs:
        job.future.result(5)
    assert order == ["c", "a", "b"]


def test_calls_are_spaced_at_the_sources_rate_after_the_burst():
    """Rate 2/s with a burst of 3: three at once, then half a second each; slowed down, four times as much."""
    clock = TestClock()
    queue = Lanes("Yahoo", clock, rate=2.0, burst=3, workers=1)
    for _ in range(5):
        queue.submit(lambda: None, lane=Lane.PERSON).future.result(5)
    assert clock.slept == [pytest.approx(0.5, abs=0.1), pytest.approx(0.5, abs=0.1)]
    queue.slow_down(300)
    for _ in range(2):
        queue.submit(lambda: None, lane=Lane.PERSON).future.result(5)
    assert clock.slept[-1] == pytest.approx(2.0, abs=0.1)


def test_who_arrives_while_the_queue_waits_for_its_pace_is_still_put_first():
    """The worker chooses after the pause, not before it."""
    clock = TestClock(real_sleep=True)
    queue = Lanes("Yahoo", clock, rate=5.0, burst=1, workers=1)
    order: list[str] = []
    queue.submit(lambda: None, lane=Lane.PERSON).future.result(5)
    scheduled = queue.submit(lambda: order.append("digest"), lane=Lane.SCHEDULED)
    wait_until(lambda: bool(clock.slept))
    person = queue.submit(lambda: order.append("person"), lane=Lane.PERSON)
    scheduled.future.result(5)
    person.future.result(5)
    assert order == ["person", "digest"]


def test_one_hanging_call_leaves_the_other_workers_free():
    """A second call ends while the first hangs."""
    queue = Lanes("Yahoo", TestClock(), rate=FAST, workers=2)
    gate = threading.Event()
    hanging = queue.submit(gate.wait, lane=Lane.PERSON)
    queue.submit(lambda: None, lane=Lane.PERSON).future.result(5)
    assert not hanging.future.done()
    gate.set()


def test_when_every_worker_hangs_they_are_given_up_and_replaced():
    """Past the hard limit the calls fail with SourceTimeout and the queue moves again; nothing blocks for ever."""
    clock = TestClock()
    queue = Lanes("Yahoo", clock, rate=FAST, workers=2, limit=20)
    gate = threading.Event()
    stuck = [queue.submit(gate.wait, lane=Lane.PERSON) for _ in range(2)]
    wait_until(lambda: queue.depth()["running"] == 2)
    waiting = queue.submit(lambda: None, lane=Lane.PERSON)
    clock.advance(seconds=21)
    queue.reap()
    waiting.future.result(5)
    for job in stuck:
        with pytest.raises(SourceTimeout, match="Yahoo did not answer"):
            job.future.result(5)
    assert queue.depth()["stuck"] == 2
    gate.set()
    wait_until(lambda: queue.depth()["stuck"] == 0)


def test_a_call_that_raises_reports_it_and_the_worker_lives_on():
    """The error is the waiter's; the next call runs."""
    queue = Lanes("Yahoo", TestClock(), rate=FAST, workers=1)

    def boom() -> None:
        raise ValueError("boom")

    with pytest.raises(ValueError, match="boom"):
        queue.submit(boom, lane=Lane.PERSON).future.result(5)
    queue.submit(lambda: None, lane=Lane.PERSON).future.result(5)


def test_a_full_queue_and_a_closed_one_say_no(monkeypatch):
    """SourceDown instead of growing for ever; closing wakes those who wait."""
    monkeypatch.setattr(lanes, "MAX_WAITING", 1)
    queue = Lanes("Yahoo", TestClock(), rate=FAST, workers=1)
    gate = threading.Event()
    queue.submit(gate.wait, lane=Lane.PERSON)
    wait_until(lambda: queue.depth()["running"] == 1)
    waiting = queue.submit(lambda: None, lane=Lane.PERSON)
    with pytest.raises(SourceDown, match="more questions waiting"):
        queue.submit(lambda: None, lane=Lane.PERSON)
    queue.close()
    with pytest.raises(SourceDown, match="closing down"):
        waiting.future.result(5)
    with pytest.raises(SourceDown):
        queue.submit(lambda: None, lane=Lane.PERSON)
    gate.set()
