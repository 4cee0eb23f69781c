"""What is recorded on the page gives the same conversation when it is replayed in another workspace."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.clock import ManualClock
from bot.local import open_local
from bot.sample import SAMPLE_START
from bot.settings import Settings
from bot.workspace.driver import Workspace
from bot.workspace.errors import WorkspaceError
from bot.workspace.page.record import Recorder, do_again, read
from bot.workspace.text import render_message
from tests.browser.conftest import open_as, type_in
from tests.desk.harness import DeskHarness

SETTINGS = Settings(sources="sample", sentiment_model="off")


def _told(desk: DeskHarness) -> list[str]:
    names = desk.workspace.names()
    return [render_message(message, names) for message in desk.workspace.messages("#biotech", user="@pm")]


def test_a_session_is_recorded_and_replayed(page: Any, tmp_path: Path):
    """Commands, clicks, a modal and a moved clock on the page, played again from the file, end in the same channel."""
    path = tmp_path / "session.jsonl"
    with path.open("w", encoding="utf-8") as file:
        recorder = Recorder(file)
        first = DeskHarness(open_local(SETTINGS, warm=False, clock=ManualClock(SAMPLE_START), watcher=recorder.hear))
        recorder.begin(first.workspace)
        try:
            open_as(page, first)
            type_in(page, "/sentiment ALLO")
            page.get_by_role("button", name="Share to channel").click()
            page.locator(".message", has_text="Shared by").wait_for()
            type_in(page, "/deskbot settings")
            page.locator("dialog[open]").get_by_label("Time zone").fill("London")
            page.locator("dialog[open]").get_by_role("button", name="Save").click()
            page.locator(".message", has_text="Europe/London").wait_for()
            first.local.settle()
            told = _told(first)
        finally:
            page.goto("about:blank")
            first.stop()
    second = DeskHarness(open_local(SETTINGS, warm=False, clock=ManualClock(SAMPLE_START)))
    try:
        for line in read(path.read_text(encoding="utf-8").splitlines()):
            do_again(second.workspace, line)
            second.local.settle()
        assert _told(second) == told
        assert len(told) >= 3
    finally:
        second.stop()


def test_nothing_secret_and_no_ids_are_recorded():
    """A line names channels, messages and buttons by place; it holds no ids, times or tokens."""
    file = io.StringIO()
    recorder = Recorder(file)
    with Workspace.start() as workspace:
        recorder.begin(workspace)
        message = workspace.say("@pm", "#pm-desk", "hello")
        recorder.hear({"do": "react", "user": "pm", "channel": message["channel"], "ts": message["ts"], "name": "eyes"})
        with pytest.raises(WorkspaceError, match="no message number 900"):
            do_again(workspace, {"do": "click", "user": "pm", "channel": "#pm-desk", "ts": 900, "element": 0})
    line = json.loads(file.getvalue().splitlines()[1])
    assert line == {"do": "react", "user": "pm", "channel": "#pm-desk", "ts": 0, "name": "eyes"}


@pytest.mark.parametrize(
    ("text", "words"), [("not json", "no JSON object"), ("[1]", "no JSON object"), ('{"format": 99}', "format 99")]
)
def test_a_file_that_is_no_recording_is_refused(text: str, words: str):
    """One sentence says what is wrong with it."""
    with pytest.raises(WorkspaceError, match=words):
        list(read([text]))
