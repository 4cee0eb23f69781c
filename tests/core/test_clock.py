"""The clocks: the machine's, one that starts on another day, one moved by hand."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import CheckedClock, ManualClock, ShiftedClock, SystemClock, difference

START = datetime(2026, 4, 20, 12, 45, tzinfo=UTC)


def test_the_system_clock_is_aware_and_utc():
    """Every time in deskbot knows its zone."""
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert clock.monotonic() <= clock.monotonic()


def test_a_shifted_clock_starts_elsewhere_and_runs_on():
    """Sample mode's day begins at its start and goes on from there."""
    clock = ShiftedClock(START.astimezone(ZoneInfo("America/New_York")))
    first = clock.now()
    assert timedelta(0) <= first - START < timedelta(minutes=1)
    clock.sleep(0.01)
    assert clock.now() >= first + timedelta(milliseconds=10)
    assert clock.now().tzinfo is UTC


def test_a_shifted_clock_can_be_moved_without_moving_durations():
    """Tomorrow comes when asked for; time-outs do not."""
    clock = ShiftedClock(START)
    before = clock.monotonic()
    clock.advance(timedelta(days=1))
    assert clock.now() - START >= timedelta(days=1)
    assert clock.monotonic() - before < 60


def test_a_manual_clock_moves_only_by_hand():
    """It stands still, sleeps by moving itself, and is never moved back in durations."""
    clock = ManualClock(START)
    assert clock.now() == clock.now() == START
    clock.sleep(90)
    assert (clock.now(), clock.monotonic()) == (START + timedelta(seconds=90), 90)
    clock.sleep(-5)
    clock.advance(timedelta(hours=-1))
    assert (clock.now(), clock.monotonic()) == (START + timedelta(seconds=90) - timedelta(hours=1), 90)


def test_a_clock_that_was_set_spends_no_time():
    """A jump changes what the clock says and no duration."""
    clock = ManualClock(START)
    clock.jump(timedelta(hours=1))
    assert (clock.now(), clock.monotonic()) == (START + timedelta(hours=1), 0)


def test_a_waiting_manual_clock_wakes_sleepers_when_it_is_moved():
    """A worker asleep on it goes on when, and only when, the test has moved it far enough."""
    clock = ManualClock(START, waits=True)
    woke = threading.Event()

    def sleep_a_minute() -> None:
        clock.sleep(60)
        woke.set()

    asleep = threading.Thread(target=sleep_a_minute)
    asleep.start()
    clock.advance(timedelta(seconds=59))
    assert not woke.wait(0.02)
    while not woke.is_set():  # the sleeper may have begun to sleep only now
        clock.advance(timedelta(seconds=1))
        woke.wait(0.01)
    asleep.join()


@pytest.mark.parametrize("kind", [ShiftedClock, ManualClock])
def test_a_start_without_a_zone_is_refused(kind):
    """Nobody guesses a zone."""
    with pytest.raises(ValueError, match="zone"):
        kind(datetime(2026, 4, 20))  # noqa: DTZ001 - the point


@pytest.mark.parametrize("off", [timedelta(hours=3), timedelta(days=-2, minutes=-5)], ids=["ahead", "behind"])
def test_a_wrong_clock_is_put_right_by_a_servers_answer(off: timedelta):
    """What the machine says is corrected by what was heard, durations are not; a right clock is left alone."""
    machine = ManualClock(START)
    clock = CheckedClock(machine)
    clock.hear(START - timedelta(seconds=30))
    assert (clock.now(), clock.ahead) == (START, timedelta(0))
    machine.jump(off)
    clock.hear(START)
    assert (clock.now(), clock.ahead) == (START, off)
    machine.advance(timedelta(minutes=10))
    assert (clock.now(), clock.monotonic()) == (START + timedelta(minutes=10), 600)
    clock.hear(clock.now() - timedelta(seconds=8))  # a slow answer sets nothing back
    assert clock.now() == START + timedelta(minutes=10)


def test_a_clock_that_is_put_right_is_believed_at_once():
    """What was heard under the wrong clock does not make the right one wrong until the next answer."""
    machine = ManualClock(START + timedelta(hours=3))
    clock = CheckedClock(machine)
    clock.hear(START)
    machine.jump(timedelta(hours=-3))
    assert clock.now() == START
    clock.hear(START)
    assert clock.ahead == timedelta(0)


def test_how_wrong_a_clock_is_stands_in_a_sentence():
    """Direction and size; nothing of a minute."""
    assert difference(timedelta(minutes=1)) == ""
    assert difference(timedelta(hours=3, minutes=5)).startswith("this machine's clock is 3 h 5 min ahead of Slack's")
    assert difference(-timedelta(days=2)).startswith("this machine's clock is 2 d behind Slack's")
