"""A burst of links: acked in time, all answered, none lost (benchmarks/articles.py does it with a thousand)."""

from __future__ import annotations

from tests.desk.harness import DeskHarness
from tests.links.flood import flood, sources


def test_sixty_links_at_once_are_all_answered():
    """Each message has its reply, no delivery went without its ack."""
    desk = DeskHarness.start(sources=sources)
    try:
        result = flood(desk, count=60, channels=30, patience=60)
    finally:
        desk.stop()
    assert result.not_acked == 0
    assert result.worst_ack_s < 3
    assert (result.done, result.failed) == (60, 0)
    assert result.replies == 60
