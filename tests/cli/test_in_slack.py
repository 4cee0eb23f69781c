"""deskbot run with Slack tokens: a process of its own, killed and started again; no question is lost or answered twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.workspace.driver import Workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """The Slack that the process connects to."""
    with Workspace.start() as running:
        yield running


class Process:
    """`deskbot run` against the workspace, in a folder of its own."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self._environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith(("SLACK_", "DESKBOT_"))},
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_API_URL": workspace.api_url,
            "DESKBOT_SENTIMENT_MODEL": "off",
            "DESKBOT_SOURCE_TIMEOUT": "2",
        }
        self._folder = folder
        self._running: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Until it says that it is connected."""
        self._running = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=self._environment, cwd=self._folder,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self._running.stdout is not None
        for line in self._running.stdout:
            if "connected to Slack" in line:
                return
        raise AssertionError("deskbot did not connect")

    def end(self, number: signal.Signals) -> int:
        """Send a signal and wait; the exit code."""
        assert self._running is not None
        self._running.send_signal(number)
        self._running.communicate(timeout=30)
        return self._running.returncode


def test_killed_between_ack_and_answer_it_answers_after_the_restart(workspace: Workspace, tmp_path: Path):
    """Kill -9 right after the ack: the next process answers, once; Ctrl-C ends it with exit code 0."""
    process = Process(workspace, tmp_path)
    process.start()
    workspace.wait_connected()
    asked = [workspace.command("@pm", "#biotech", "/sentiment ALLO").wait() for _ in range(5)]
    process.end(signal.SIGKILL)
    assert all(interaction.acked for interaction in asked)
    process.start()
    for interaction in asked:
        interaction.wait_reply(30)
    workspace.wait_idle()
    assert [len(interaction.replies()) for interaction in asked] == [1] * 5
    assert process.end(signal.SIGINT) == 0
