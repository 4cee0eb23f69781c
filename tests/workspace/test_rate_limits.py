"""The token buckets: bursts, refill, and a wait that is enough."""

import pytest

from bot.workspace.limits import POSTING, RATES, RateLimits


class Seconds:
    """A monotonic clock that stands until moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("tier", RATES)
def test_waiting_as_told_is_enough(tier: str):
    """
    After the burst each tier refuses, and a caller that waits Retry-After gets through.
    """
    clock = Seconds()
    limits = RateLimits(monotonic=clock)
    burst = int(RATES[tier][1])
    assert [limits.wait_for("m", tier) for _ in range(burst)] == [0] * burst
    wait = limits.wait_for("m", tier)
    assert wait >= 1
    clock.now += wait
    assert limits.wait_for("m", tier) == 0


def test_methods_and_channels_are_counted_apart():
    """
    A spent channel does not hold up another channel or another method.
    """
    limits = RateLimits(monotonic=Seconds())
    while limits.wait_for("chat.postMessage", POSTING, "C1") == 0:
        pass
    assert limits.wait_for("chat.postMessage", POSTING, "C2") == 0
    assert limits.wait_for("chat.update", "3") == 0


def test_a_paced_poster_is_never_refused():
    """
    One message a second goes on for ever.
    """
    clock = Seconds()
    limits = RateLimits(monotonic=clock)
    for _ in range(100):
        assert limits.wait_for("chat.postMessage", POSTING, "C1") == 0
        clock.now += 1
