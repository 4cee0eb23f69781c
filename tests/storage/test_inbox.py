"""What Slack told us is stored before the ack, once, and taken up again when a process died with it."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from typing import Any

import pytest

from bot.ports import InboxState
from storage import open_storage
from tests.storage.conftest import NOON, Backend


def _claim_and_die(location: str, row: int, state: InboxState) -> None:
    inbox = open_storage(location).inbox
    inbox.claim(row)
    inbox.mark(row, state)


def test_each_key_is_received_once_per_team(storage, reopened):
    """A retried event gets no second row; the same key of another team is another event."""
    first = storage.inbox.receive("event:Ev1", "event", "T1", {"text": "naïve <b> ✓"}, at=NOON)
    assert first is not None
    assert storage.inbox.receive("event:Ev1", "event", "T1", {}, at=NOON) is None
    assert storage.inbox.receive("event:Ev1", "event", "T2", {}, at=NOON) is not None
    rows = reopened().inbox.unfinished(since=NOON)
    assert [(row.key, row.team) for row in rows] == [("event:Ev1", "T1"), ("event:Ev1", "T2")]
    assert rows[0].payload == {"text": "naïve <b> ✓"}


def test_a_row_that_another_live_process_runs_is_not_given(backend, storage):
    """Two deskbots on one database do not answer one question twice."""
    row = storage.inbox.receive("command:1", "command", "T1", {}, at=NOON)
    claimed = storage.inbox.claim(row)
    assert (claimed.state, claimed.attempts) == ("running", 1)
    other = backend.open()
    other.inbox._owner = "another machine|1|1"
    assert other.inbox.claim(row) is None
    backend.clock.advance(timedelta(minutes=3))
    assert other.inbox.claim(row).attempts == 2, "after its lease a row whose process cannot be asked is given"


@pytest.mark.parametrize("state", ["running", "following"])
def test_a_row_of_a_dead_process_is_taken_up_at_once(backend: Backend, storage: Any, state: InboxState):
    """After a crash nobody waits for a lease: the process is seen to be gone, in the midst of a longer answer, too."""
    row = storage.inbox.receive("command:1", "command", "T1", {"text": "ALLO"}, at=NOON)
    worker = multiprocessing.get_context("spawn").Process(target=_claim_and_die, args=(backend.location, row, state))
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    assert [item.state for item in storage.inbox.unfinished(since=NOON)] == [state]
    taken = storage.inbox.claim(row)
    assert taken is not None
    assert (taken.attempts, taken.payload) == (2, {"text": "ALLO"})


def test_what_is_answering_or_finished_is_not_run_again(storage):
    """From the first word of the answer on, a row is never claimed: an answer may be out already."""
    row = storage.inbox.receive("command:1", "command", "T1", {}, at=NOON)
    storage.inbox.claim(row)
    for state in ("answering", "done", "failed"):
        storage.inbox.mark(row, state, error="why" if state == "failed" else None)
        assert storage.inbox.claim(row) is None
        assert storage.inbox.unfinished(since=NOON) == []
    assert storage.inbox.counts() == {"failed": 1}


def test_row_ids_are_never_given_twice(storage):
    """Answers are keyed by their row's id: forgetting everything must not start the numbers over."""
    last = [storage.inbox.receive(f"command:{n}", "command", "T1", {}, at=NOON) for n in range(3)][-1]
    storage.inbox.expire(before=NOON + timedelta(days=1))
    storage.inbox.forget(before=NOON + timedelta(days=1))
    assert storage.inbox.receive("command:new", "command", "T1", {}, at=NOON) > last


def test_old_unfinished_rows_expire_and_finished_ones_are_forgotten(storage):
    """Nobody answers a question of yesterday; finished rows go after a while, unfinished ones never silently."""
    old = storage.inbox.receive("command:1", "command", "T1", {}, at=NOON - timedelta(hours=2))
    storage.inbox.receive("command:2", "command", "T1", {}, at=NOON)
    assert [row.key for row in storage.inbox.unfinished(since=NOON - timedelta(hours=1))] == ["command:2"]
    assert storage.inbox.expire(before=NOON - timedelta(hours=1)) == 1
    assert storage.inbox.claim(old) is None
    assert storage.inbox.forget(before=NOON + timedelta(days=1)) == 1
    assert storage.inbox.counts() == {"received": 1}
