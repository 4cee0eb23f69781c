"""A burst of links: all answered, none lost (benchmarks/articles.py does it with a thousand, and measures the acks)."""

from __future__ import annotations

from tests.desk.harness import DeskHarness
from tests.links.flood import flood, sources


def test_sixty_links_at_once_are_all_answered():
    """Each message has its one reply; an ack that a busy machine gave too late brings the event again, not a second reply."""
    desk = DeskHarness.start(sources=sources)
    try:
        result = flood(desk, count=60, channels=30, patience=60)
    finally:
        desk.stop()
    assert (result.done, result.failed) == (60, 0)
    assert result.replies == 60
