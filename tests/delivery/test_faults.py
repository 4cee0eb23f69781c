"""A clock that is set, a database that is locked or full, a sender that is slow: nothing lost, nothing doubled."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.cards.blocks import context
from bot.clock import SystemClock
from bot.delivery import Deliverer, Outbox, Policy
from bot.delivery.sending import Tally
from bot.ports import Message
from bot.slack.client import SlackClient
from bot.workspace.space import Options
from tests.delivery.conftest import NOON


def test_a_clock_set_forward_takes_no_row_from_a_worker_in_mid_post(post):
    """
    The clock jumps an hour while another worker's post is under way: leases seem to be over, a look-up would not
    find the message yet. Nothing is taken over for one lease's real length.
    """
    survivor = post.other_worker()
    survivor.deliver_due()
    post.enqueue("x")
    row = post.claim_one()
    post.storage.outbox.begin(row.id, owner=post.outbox.owner, now=post.clock.now())
    post.clock.jump(timedelta(hours=1))
    assert survivor.deliver_due() == {}
    ts = post.slack.post(row.channel, Message("x"), key=row.key)  # the post arrives only now
    post.storage.outbox.sent(row.id, ts=ts, at=post.clock.now())
    post.later(seconds=60)
    assert survivor.deliver_due() == {}
    assert post.keys() == ["x"]


def test_after_a_jump_a_dead_workers_rows_are_taken_over_in_the_end(post):
    """Waiting out the jump delays; it does not lose."""
    survivor = post.other_worker()
    survivor.deliver_due()
    post.enqueue("x")
    post.outbox.claim(10)
    post.enqueue("y", "#pm-desk")
    post.clock.jump(timedelta(hours=1))
    assert survivor.deliver_due() == {"sent": 1}, "rows nobody holds go out during the wait"
    post.later(seconds=60)
    assert survivor.deliver_due() == {"sent": 1}
    assert post.keys() == ["x"]


def test_a_clock_set_back_delays_and_doubles_nothing(post):
    """After the clock went back an hour, an abandoned row goes out within a lease, not an hour later."""
    survivor = post.other_worker()
    survivor.deliver_due()
    post.enqueue("x", due_at=NOON - timedelta(hours=2))
    row = post.claim_one()
    post.storage.outbox.begin(row.id, owner=post.outbox.owner, now=NOON)
    post.slack.post(row.channel, Message("x"), key=row.key)
    post.clock.jump(-timedelta(hours=1))
    assert survivor.deliver_due() == {}
    post.later(seconds=61)
    assert survivor.deliver_due() == {"found": 1}
    assert post.keys() == ["x"]


def test_an_outcome_that_cannot_be_recorded_is_found_out_later(post):
    """The post arrived, then the database was locked for good: after the lease a look-up tells the truth."""
    other = sqlite3.connect(post.storage.check()["path"], isolation_level=None, check_same_thread=False)
    stop = post.ws.log.listen(lambda entry: entry.kind == "api" and other.execute("BEGIN IMMEDIATE"))
    post.enqueue("x")
    post.outbox.deliver_due()
    stop()
    other.execute("ROLLBACK")
    other.close()
    assert (post.state("x"), post.row("x").uncertain) == ("claimed", True)
    post.later(seconds=60)
    assert post.outbox.deliver_due() == {"found": 1}
    assert post.keys() == ["x"]


def test_a_full_disk_sends_nothing_that_it_cannot_count(post):
    """No attempt is made that is not on disk; when there is room again, everything goes out once."""
    for number in range(3):
        post.enqueue(f"x{number}", ("#biotech", "#pm-desk")[number % 2])
    rows = [row for lane in post.outbox.claim(10) for row in lane.rows]
    writer = post.storage._connections._writer
    tally = Tally()
    writer.execute("PRAGMA query_only = ON")  # as a full disk: every write is refused
    for row in rows:
        assert not post.outbox.sender.send(row, tally)
    assert tally == {"lost": 2}
    assert post.calls() == 0
    writer.execute("PRAGMA query_only = OFF")
    post.later(seconds=60)
    for _ in range(2):
        post.outbox.deliver_due()
        post.later(seconds=1)
    assert sorted(post.keys() + post.keys("#pm-desk")) == ["x0", "x1", "x2"]


def test_a_revoked_token_kills_no_post(post):
    """While Slack refuses the token, posts wait; with a token that works they go out."""
    post.ws.revoke_token()
    post.enqueue("x")
    for _ in range(3):
        assert post.outbox.deliver_due() == {"retried": 1}
        post.later(minutes=6)
    assert "token" in post.row("x").error
    post.ws.token().error = None
    assert post.outbox.deliver_due() == {"sent": 1}
    assert post.keys() == ["x"]


@pytest.fixture
def running(make_post):
    """Deliverers with real threads and the real clock; all stopped in the end."""
    started: list[Deliverer] = []

    def start(post, **changes: Any):
        clock = SystemClock()
        slack = SlackClient(post.ws.bot_token, post.ws.api_url, clock)
        policy = Policy(channel_spacing=timedelta(0), senders=3, workspace_rate=None)
        outbox = Outbox(post.storage, slack, clock, replace(policy, **changes))
        started.append(Deliverer(outbox))
        started[-1].start()
        return outbox, started[-1]

    post = make_post(Options(rate_limits=False))
    yield post, start
    for deliverer in started:
        deliverer.stop()


def sent(post, count):
    deadline = time.monotonic() + 20
    while post.storage.outbox.counts().get("sent", 0) < count:
        assert time.monotonic() < deadline, post.storage.outbox.counts()
        time.sleep(0.005)


def test_a_deliverer_sends_what_is_put_in(running):
    """In the background and at once; a kick wakes it for rows put past its outbox."""
    post, start = running
    outbox, deliverer = start(post, idle_poll=timedelta(seconds=30))
    for number in range(20):
        outbox.enqueue(f"x{number}", post.place(), Message("x"))
    sent(post, 20)
    post.storage.outbox.put("raw", post.place(), {"text": "raw"}, due_at=outbox.clock.now())
    deliverer.kick()
    sent(post, 21)
    assert sorted(post.keys()) == sorted([f"x{number}" for number in range(20)] + ["raw"])


def test_a_slow_send_keeps_its_lease(running):
    """A post that takes longer than the lease is not taken over by the other worker, and is made once."""
    post, start = running
    post.ws.faults.slow("chat.postMessage", 2.5, times=1)
    short = timedelta(seconds=1)
    outbox, _ = start(post, lease=short, idle_poll=timedelta(milliseconds=50))
    start(post, lease=short, idle_poll=timedelta(milliseconds=50))
    outbox.enqueue("slow", post.place(), Message("x"))
    sent(post, 1)
    assert post.keys() == ["slow"]
    assert post.calls("conversations.history") == 0


def test_stopping_gives_back_what_is_not_begun(running):
    """After a stop no row stays leased, but for posts under way; the next start needs no lease to run out."""
    post, start = running
    post.ws.faults.slow("chat.postMessage", 0.2)
    outbox, deliverer = start(post, senders=1)
    for number in range(10):
        outbox.enqueue(f"x{number}", post.place(f"@{('pm', 'analyst')[number % 2]}"), Message("x"))
    sent(post, 1)
    deliverer.stop()
    counts = post.storage.outbox.counts()
    assert set(counts) == {"sent", "due"}
    post.ws.faults.clear()
    start(post)
    sent(post, 10)
    assert sorted(post.keys("@pm") + post.keys("@analyst")) == sorted(f"x{number}" for number in range(10))


def test_a_database_that_fails_for_a_while_does_not_end_delivery(running):
    """The worker says so once, waits, and goes on when the database works again."""
    post, start = running
    outbox, _ = start(post, idle_poll=timedelta(milliseconds=20))
    outbox.enqueue("before", post.place(), Message("x"))
    sent(post, 1)
    due = outbox.clock.now() + timedelta(seconds=1)
    outbox.enqueue("after", post.place(), Message("x"), due_at=due)
    holder = sqlite3.connect(post.storage.check()["path"], isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert outbox.clock.now() < due
    outbox.clock.sleep((due - outbox.clock.now()).total_seconds() + 0.2)
    assert post.keys() == ["before"]
    holder.execute("ROLLBACK")
    holder.close()
    sent(post, 2)
    assert post.keys() == ["before", "after"]


def test_what_slack_takes_a_night_later_is_said_as_it_stands_then(post):
    """Ready in time while no post got through, taken after midnight: what is said from then on, with the note."""
    post.ws.faults.error("chat.postMessage", "internal_error")
    today = Message("Today: ALLO", (context("small"),))
    options = {
        "expires_at": NOON + timedelta(hours=24),
        "unsure": "resend",
        "after": (NOON + timedelta(hours=16), today),
    }
    post.outbox.enqueue("r", post.place(), Message("Tomorrow: ALLO", (context("small"),)), **options)
    assert post.outbox.deliver_due() == {"retried": 1}
    post.later(hours=20)
    post.later(seconds=61)
    assert post.outbox.deliver_due() == {"sent": 1}
    (message,) = post.ws.messages("#biotech")
    assert message["text"] == "Late: Today: ALLO"
    assert "Slack did not take it before now" in str(message["blocks"])
