"""The work pool: bounded, a person first, nothing lost in silence."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial

import pytest

from bot.errors import DeskError
from bot.ports import Lane
from bot.queue import WorkPool


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Work that waits for this keeps a worker busy; always opened in the end."""
    event = threading.Event()
    yield event
    event.set()


def test_work_is_done_and_counted():
    """Every piece runs, its future tells so, and the counts add up."""
    pool = WorkPool(workers=4)
    done: list[int] = []
    futures = [pool.submit(partial(done.append, n)) for n in range(50)]
    for future in futures:
        assert future.result(timeout=5) is None
    pool.close(5)
    assert sorted(done) == list(range(50))
    assert pool.depth() == {"waiting": 0, "running": 0, "done": 50, "failed": 0}


def busy_until(gate: threading.Event, pool: WorkPool) -> Future[None]:
    """Occupy a worker until the gate opens; returns once it is occupied."""
    running = threading.Event()

    def occupy() -> None:
        running.set()
        gate.wait(10)

    future = pool.submit(occupy)
    assert running.wait(5)
    return future


def test_a_persons_work_goes_first(gate):
    """With one worker busy, what a person waits for overtakes what a schedule asked for."""
    pool = WorkPool(workers=1)
    order: list[str] = []
    busy_until(gate, pool)
    futures = [
        pool.submit(partial(order.append, name), lane=Lane.SCHEDULED) for name in ("first digest", "second digest")
    ]
    futures.append(pool.submit(partial(order.append, "question")))
    gate.set()
    for future in futures:
        future.result(timeout=5)
    pool.close(5)
    assert order == ["question", "first digest", "second digest"]


def test_the_queue_is_bounded(gate):
    """What does not fit is refused in words, and fits again later."""
    pool = WorkPool(workers=1, capacity=2)
    busy_until(gate, pool)
    pool.submit(lambda: None)
    pool.submit(lambda: None)
    assert pool.depth() == {"waiting": 2, "running": 1, "done": 0, "failed": 0}
    with pytest.raises(DeskError, match="minute"):
        pool.submit(lambda: None)
    gate.set()
    while pool.depth()["waiting"]:
        time.sleep(0.001)
    pool.submit(lambda: None).result(timeout=5)
    pool.close(5)


def test_workers_run_at_once_and_start_when_needed():
    """Idle threads are reused; as many run together as there is work for, up to the limit."""
    pool = WorkPool(workers=3)
    assert pool._threads == []
    pool.submit(lambda: None).result(timeout=5)
    while pool._idle < 1:
        time.sleep(0.001)
    pool.submit(lambda: None).result(timeout=5)
    assert len(pool._threads) == 1
    together = threading.Barrier(4, timeout=5)

    def meet() -> None:
        together.wait()

    for _ in range(3):
        pool.submit(meet)
    together.wait()
    assert [thread.name for thread in pool._threads] == ["work-1", "work-2", "work-3"]
    pool.close(5)


def test_a_failure_is_logged_without_secrets_and_kept(caplog):
    """A broken piece of work harms no other; its traceback is in the log, a token in it is not."""
    pool = WorkPool(workers=1)

    def broken() -> None:
        raise RuntimeError("refused xoxb-123456-secret for https://hooks.slack.com/commands/T1/2/abc")

    with caplog.at_level(logging.ERROR):
        future = pool.submit(broken, name="inbox 7")
        with pytest.raises(RuntimeError):
            future.result(timeout=5)
        pool.submit(lambda: None).result(timeout=5)
    pool.close(5)
    assert pool.depth()["failed"] == 1
    assert "inbox 7 failed" in caplog.text
    assert "in broken" in caplog.text
    assert "xoxb" not in caplog.text
    assert "T1/2/abc" not in caplog.text


def test_even_a_system_exit_does_not_end_a_worker():
    """A library that calls sys.exit takes no worker with it."""
    pool = WorkPool(workers=1)
    pool.submit(sys.exit)
    pool.submit(lambda: None).result(timeout=5)
    pool.close(5)
    assert pool.depth()["failed"] == 1


def test_close_waits_for_what_runs_and_cancels_what_waits(gate):
    """On stopping, running work may finish; waiting work is cancelled, not forgotten; new work is refused."""
    pool = WorkPool(workers=1)
    finished: list[str] = []
    first = busy_until(gate, pool)
    second = pool.submit(partial(finished.append, "second"))
    pool.close(0.01)
    assert second.cancelled()
    gate.set()
    assert first.result(timeout=5) is None
    pool.close(5)
    assert finished == []
    with pytest.raises(DeskError, match="stopping"):
        pool.submit(lambda: None)
