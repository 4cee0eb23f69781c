from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import BadData, RateLimited, SourceDown
from bot.sources import Breaker
from tests.sources.clock import NOON, TestClock


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def breaker(clock):
    return Breaker("Yahoo", clock)


def fail(breaker: Breaker, error: Exception | None = None) -> None:
    breaker.failed(breaker.enter(), error or BadData())  # type: ignore[arg-type]


def test_first_429_opens_for_five_minutes_and_says_until_when(breaker):
    """One "slow down" stops all calls; the refusal names the minute of the next try."""
    fail(breaker, RateLimited())
    with pytest.raises(RateLimited, match=r"Yahoo asked us to slow down. It is asked again at 12:05 UTC") as caught:
        breaker.enter()
    assert caught.value.retry_at == NOON + timedelta(minutes=5)


def test_third_bad_answer_in_a_row_opens_and_a_good_one_between_starts_the_count_again(breaker):
    """Bad, bad, good, bad, bad is still shut; the third in a row opens."""
    fail(breaker)
    fail(breaker)
    breaker.succeeded(breaker.enter())
    fail(breaker)
    fail(breaker)
    assert breaker.refusal() is None
    fail(breaker)
    assert isinstance(breaker.refusal(), SourceDown)


def test_after_the_pause_exactly_one_call_is_let_through(breaker, clock):
    """Half-open: a second caller is refused while the trial runs, and let in once the trial succeeded."""
    fail(breaker, RateLimited())
    clock.advance(minutes=5)
    trial = breaker.enter()
    with pytest.raises(RateLimited):
        breaker.enter()
    breaker.succeeded(trial)
    breaker.enter()


def test_failing_trials_double_the_pause_up_to_an_hour_and_success_resets_it(breaker, clock):
    """5, 10, 20, 40, 60, 60 minutes; after a success the next opening is 5 minutes again."""
    fail(breaker, RateLimited())
    pauses = []
    for _ in range(6):
        pauses.append((breaker.open_until - clock.now()).total_seconds() / 60)
        clock.advance(minutes=pauses[-1])
        fail(breaker)
    assert pauses == [5, 10, 20, 40, 60, 60]
    clock.advance(minutes=60)
    breaker.succeeded(breaker.enter())
    fail(breaker, RateLimited())
    assert breaker.open_until == clock.now() + timedelta(minutes=5)


def test_calls_that_began_before_the_opening_change_nothing_when_they_end(breaker):
    """Ten calls failing together are one opening; a late success does not close it."""
    permits = [breaker.enter() for _ in range(10)]
    for permit in permits:
        breaker.failed(permit, RateLimited())
    assert breaker.openings == 1
    assert breaker.open_until == NOON + timedelta(minutes=5)
    breaker.succeeded(permits[0])
    assert breaker.open_until is not None


def test_a_source_that_names_its_own_time_is_left_alone_until_then(breaker):
    """A Retry-After beyond our pause counts."""
    fail(breaker, RateLimited(retry_at=NOON + timedelta(minutes=30)))
    assert breaker.open_until == NOON + timedelta(minutes=30)


def test_a_trial_that_never_ends_does_not_hold_the_door_for_ever(breaker, clock):
    """After a minute another trial may go."""
    fail(breaker, RateLimited())
    clock.advance(minutes=5)
    breaker.enter()
    clock.advance(seconds=61)
    breaker.succeeded(breaker.enter())
    assert breaker.open_until is None


def test_opening_runs_the_sources_own_clean_up_once(clock):
    """`on_open` is where an adapter drops poisoned caches."""
    calls = []
    breaker = Breaker("Yahoo", clock, on_open=lambda: calls.append(1))
    fail(breaker, RateLimited())
    assert calls == [1]
