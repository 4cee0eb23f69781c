"""A machine whose clock nobody keeps: deskbot goes by the time that Slack's answers state, from the first one on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Secret, Settings
from bot.wiring import Desk, build
from bot.workspace.driver import Workspace
from bot.workspace.text import render_message
from tests.desk.sources import down, failing_sources

OFF = timedelta(days=1, hours=3)
"""How far the machine is behind: by its clock, yesterday's digest would be due."""


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """A Slack whose answers carry another time than the machine's."""
    with Workspace.start() as running:
        running.faults.clock_skew = OFF.total_seconds()
        yield running


@pytest.fixture
def desk(workspace: Workspace, tmp_path: Path) -> Iterator[Desk]:
    """Connected, on the machine's own clock."""
    settings = dataclasses.replace(
        Settings(),
        bot_token=Secret(workspace.bot_token),
        app_token=Secret(workspace.app_token),
        api_url=workspace.api_url,
        sentiment_model="off",
        database=tmp_path / "desk.db",
    )
    desk = build(settings, sources=failing_sources(down)(None, None))  # type: ignore[arg-type]
    desk.start(warm=False)
    workspace.wait_connected()
    yield desk
    desk.stop()


def test_a_start_with_a_wrong_clock_goes_by_slacks(desk: Desk, workspace: Workspace, caplog: pytest.LogCaptureFixture):
    """Before anything is planned the day is Slack's; status says so, and the machine put right is believed again."""
    assert abs(desk.deps.clock.now() - datetime.now(UTC) - OFF) < timedelta(seconds=30)
    asked = workspace.command("@pm", "#biotech", "/deskbot status")
    asked.wait_reply(10)
    assert "clock is 1 d 3 h behind Slack's" in render_message(asked.replies()[0])
    workspace.faults.clock_skew = 0
    desk.identity.ask()
    assert abs(desk.deps.clock.now() - datetime.now(UTC)) < timedelta(seconds=30)
    assert "right again" in caplog.text
