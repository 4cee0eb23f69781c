"""A settled desk is one where nothing is under way, in whatever place and order the work moves while it is looked at."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from typing import Any

from bot.workspace.delivery import Delivery
from tests.desk.harness import DeskHarness
from tests.sources.clock import wait_until


class Watched:
    """The desk's queue; what is to happen meanwhile happens while it is counted."""

    def __init__(self, desk: DeskHarness, meanwhile: Callable[[int], None]) -> None:
        self._queue, self._meanwhile, self._looks = desk.deps.queue, meanwhile, 0
        queue: Any = self
        desk.local.desk.deps = dataclasses.replace(desk.deps, queue=queue)

    def depth(self) -> Any:
        """The true counts, after the event."""
        self._looks += 1
        self._meanwhile(self._looks)
        return self._queue.depth()


def test_a_post_that_a_job_puts_in_between_two_counts_is_waited_for(desk: DeskHarness):
    """The outbox is counted, then the job puts its post in and ends, then the queue is counted: both are empty."""
    deps, place, go = desk.deps, desk.place_of("#biotech"), threading.Event()

    def job() -> None:
        go.wait(30)
        deps.storage.outbox.put("late", place, {"text": "late", "blocks": []}, due_at=deps.clock.now())

    def meanwhile(_look: int) -> None:
        go.set()
        wait_until(lambda: deps.queue.depth()["running"] == 0, 30)

    deps.queue.submit(job)
    wait_until(lambda: deps.queue.depth()["running"] == 1, 30)
    Watched(desk, meanwhile)
    desk.local.settle()
    assert [message["text"] for message in desk.bot_messages()] == ["late"]


def test_a_longer_answer_that_is_promised_and_not_begun_is_waited_for(desk: DeskHarness):
    """Between the first answer and its follow-up's place in the queue the row alone knows of it."""
    deps = desk.deps
    row = deps.storage.inbox.receive("command:1", "command", "T1", {}, at=deps.clock.now())
    assert row is not None
    deps.storage.inbox.claim(row)
    deps.storage.inbox.mark(row, "following")
    Watched(desk, lambda look: deps.storage.inbox.mark(row, "done") if look == 3 else None)
    desk.local.settle()
    assert deps.storage.inbox.counts() == {"done": 1}


def test_a_mention_that_slack_will_deliver_again_is_waited_for(desk: DeskHarness):
    """Two attempts got no ack and the third is to come: nobody works on the mention, and yet it has no answer."""
    dispatcher, socket = desk.workspace.space.dispatcher, desk.workspace.faults.socket
    dispatcher.ack_timeout, dispatcher.retry_delays, socket.silent = 0.05, (0.0, *[1.0] * 60), True
    desk.workspace.mention("@pm", "#biotech", "deskbot help")

    def unacked() -> list[Delivery]:
        return [delivery for delivery in dispatcher.sent() if delivery.outcome is None]

    wait_until(lambda: any(delivery.waiting for delivery in unacked()), 30)
    dispatcher.ack_timeout, socket.silent = 30.0, False
    desk.local.settle()
    assert not unacked()
    assert len(desk.bot_messages()) == 1
