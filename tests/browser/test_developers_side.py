"""The developer's side: JSON, limits, the event log, fault switches, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.browser.conftest import open_as, type_in
from tests.desk.harness import DeskHarness


@pytest.fixture(scope="module")
def desk() -> Iterator[DeskHarness]:
    """One of its own: its clock is moved and its sockets are cut."""
    harness = DeskHarness.start()
    yield harness
    harness.stop()


def _side(page: Any, tab: str) -> Any:
    if page.locator("#drawer").is_hidden():
        page.locator("#drawer-button").click()
    page.get_by_role("tab", name=tab).click()
    return page.locator("#drawer-panel")


def test_a_messages_json_and_limits(desk: DeskHarness, page: Any):
    """The button on a message shows its JSON as Slack stores it and how much of each limit it takes."""
    desk.workspace.say("@pm", "#general", "look inside")
    open_as(page, desk, channel="general")
    row = page.locator(".message", has_text="look inside")
    row.hover()
    row.get_by_role("button", name="Show JSON and limits").click()
    panel = page.locator("#drawer-panel")
    panel.get_by_text('"text": "look inside"').wait_for()
    assert "1 of 50" in panel.inner_text()
    assert "Slack would take it" in panel.inner_text()


def test_the_log_shows_acks_and_calls_without_secrets(desk: DeskHarness, page: Any):
    """A command's envelope, its ack with milliseconds and the calls it led to appear as they happen; no token does."""
    open_as(page, desk)
    panel = _side(page, "Event log")
    type_in(page, "/watchlist add ALLO")
    panel.get_by_text("slash_commands /watchlist").wait_for()
    panel.locator(".k-acked").last.wait_for()
    assert "ms" in panel.locator("tr", has=page.locator(".k-acked")).last.inner_text()
    panel.get_by_label("Show").select_option("api")
    call = panel.locator(".what button").first
    call.click()
    panel.locator("pre:not([hidden])").wait_for()
    for secret in (desk.workspace.bot_token, desk.workspace.app_token, "/commands/T0DESK"):
        assert secret not in panel.inner_text()


def test_faults_are_switched_on_and_off(desk: DeskHarness, page: Any):
    """A 429 on every call is shown as on, and everything can be turned off; a cut line comes back by itself."""
    open_as(page, desk)
    panel = _side(page, "Faults")
    panel.get_by_label("How often").fill("3")
    panel.get_by_role("button", name="Add fault").click()
    panel.locator(".on li", has_text="ratelimited × 3").wait_for()
    assert len(desk.workspace.faults.active()) == 1
    panel.get_by_role("button", name="Turn everything off").click()
    panel.get_by_text("this Slack behaves").wait_for()
    assert desk.workspace.faults.active() == []
    panel.get_by_role("button", name="Disconnect (refresh)").click()
    desk.workspace.wait_for(lambda: desk.workspace.log.entries("closed"))
    desk.workspace.wait_connected(timeout=8)


def test_a_late_ack_shows_slacks_error(desk: DeskHarness, page: Any):
    """With acks held back beyond three seconds the person sees what Slack would show."""
    open_as(page, desk)
    desk.workspace.space.dispatcher.ack_timeout = 0.3
    try:
        desk.workspace.faults.delay_acks(1.0)
        type_in(page, "/watchlist")
        page.locator(".message", has_text="operation_timeout").wait_for()
    finally:
        desk.workspace.faults.clear()
        desk.workspace.space.dispatcher.ack_timeout = 3.0


def test_the_clock_moves(desk: DeskHarness, page: Any):
    """+1 day moves the workspace's and deskbot's time by a day, and the page says so."""
    open_as(page, desk)
    before = desk.deps.clock.now()
    panel = _side(page, "Clock")
    panel.get_by_role("button", name="+1 day").click()
    panel.get_by_text("Moved to").wait_for()
    assert timedelta(hours=23) < desk.deps.clock.now() - before < timedelta(hours=25)
    panel.get_by_label("Move to (UTC)").fill("2026-06-01T11:00")
    panel.get_by_role("button", name="Move", exact=True).click()
    panel.get_by_text("June 1, 2026").wait_for()
    assert f"{desk.deps.clock.now():%Y-%m-%d %H}" == "2026-06-01 11"
