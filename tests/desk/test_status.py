"""`/deskbot status` says how Slack reaches deskbot and when it last told us something."""

from __future__ import annotations

from datetime import timedelta

from tests.desk.harness import DeskHarness


def test_status_tells_the_transport_and_the_event_before_the_question(desk: DeskHarness):
    """The question itself is an event, so the one before it counts; before any there is none."""
    assert "Slack Socket Mode connected, 0 forced reconnects; last event before this question: none" in desk.ask(
        "/deskbot status"
    )
    desk.workspace.clock.advance(timedelta(hours=3))
    assert "last event before this question: 3 h ago" in desk.ask("/deskbot status")


def test_what_nobody_answers_is_an_event_too(desk: DeskHarness):
    """A message without a link proves as well that Slack's events arrive."""
    desk.ask("/deskbot status")
    desk.workspace.clock.advance(timedelta(hours=3))
    desk.workspace.say("@pm", "#biotech", "nothing to read here")
    desk.local.settle()
    desk.workspace.clock.advance(timedelta(minutes=20))
    assert "last event before this question: 20 min ago" in desk.ask("/deskbot status")
