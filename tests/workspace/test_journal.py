"""What the page's event stream is told after a break."""

from __future__ import annotations

import time

from bot.workspace import messages
from bot.workspace.driver import Workspace
from bot.workspace.page.journal import Journal


def test_a_page_of_an_earlier_run_reads_everything_anew(ws: Workspace):
    """
    A page left open while deskbot restarts is not given the new run's messages as if they followed its own.
    """
    channel = ws.channel("general")
    last = Journal(ws.space.state).scan()
    time.sleep(0.005)
    after = Journal(ws.space.state)
    for number in range(5):
        messages.post(ws.space, channel, {"type": "message", "user": "U0DESKPM001", "text": f"message {number}"})
    newest = after.scan()
    assert [change.seq for change in after.since(newest - 5) or ()] == [*range(newest - 4, newest + 1)]
    assert after.since(last) is None
