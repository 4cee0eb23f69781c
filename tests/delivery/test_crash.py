"""kill -9 at random moments: every reminder reaches its channel once, and the database stays whole."""

from __future__ import annotations

from benchmarks.delivery import Scenario, run


def test_five_kills_lose_nothing_and_double_nothing(tmp_path):
    """500 reminders due at once, two worker processes, five kills: counted in what the channels show."""
    result = run(Scenario("small", reminders=500, channels=50, kills=5, limits=False), tmp_path, patience=90)
    assert (result.lost, result.doubled, result.integrity, result.kills) == (0, 0, "ok", 5)
