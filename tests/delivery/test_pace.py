"""Slack's limits: one message a second in a channel over all processes, a workspace's cap, and every Retry-After."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import ManualClock
from bot.delivery import Pacer, outbox_key
from bot.ports import Place
from bot.workspace.space import Options
from tests.delivery.conftest import LEASE, NOON

SECOND = timedelta(seconds=1)


def test_a_channel_gets_one_message_a_second_and_in_order(post):
    """Three posts due at once take two seconds; other channels do not wait for this one."""
    for number in range(3):
        post.enqueue(f"b{number}")
    post.enqueue("desk", "#pm-desk")
    assert post.outbox.deliver_due() == {"sent": 2}
    assert post.keys() == ["b0"]
    post.later(milliseconds=999)
    assert post.outbox.deliver_due() == {}
    post.later(milliseconds=1)
    assert post.outbox.deliver_due() == {"sent": 1}
    post.later(seconds=1)
    assert post.outbox.deliver_due() == {"sent": 1}
    assert post.keys() == ["b0", "b1", "b2"]


def test_two_workers_share_a_channels_second(post):
    """The pace is kept in the tables: a second process does not get a second of its own."""
    for number in range(4):
        post.enqueue(f"b{number}")
    other = post.other_worker()
    sent = []
    for _ in range(8):
        sent.append(post.outbox.deliver_due()["sent"] + other.deliver_due()["sent"])
        post.later(milliseconds=500)
    assert sent == [1, 0, 1, 0, 1, 0, 1, 0]
    assert post.keys() == ["b0", "b1", "b2", "b3"]


def test_the_pace_survives_slacks_own_limit(make_post):
    """With the workspace's limiter on and real seconds, a paced outbox never meets a 429."""
    post = make_post(Options(rate_limits=True))
    post.ws.space.limits.monotonic = post.clock.monotonic
    for number in range(8):
        post.enqueue(f"b{number}")
    for _ in range(8):
        post.outbox.deliver_due()
        post.later(seconds=1)
    assert len(post.keys()) == 8
    assert post.ws.log.entries("ratelimited") == []


def test_without_spacing_a_burst_meets_429s_and_loses_nothing(make_post):
    """With our pace off, Slack's limit does the pacing: every post arrives once, in its own time."""
    post = make_post(Options(rate_limits=True), channel_spacing=timedelta(0), workspace_rate=None)
    post.ws.space.limits.monotonic = post.clock.monotonic
    for number in range(12):
        post.enqueue(f"b{number}")
    for _ in range(20):
        post.outbox.deliver_due()
        post.later(milliseconds=500)
    assert sorted(post.keys()) == sorted(f"b{number}" for number in range(12))
    assert post.ws.log.entries("ratelimited") != []
    assert post.calls("conversations.history") == 0, "a 429 is a clear no: nothing to look up"


def test_a_429_closes_the_workspace_for_its_retry_after(post):
    """For that many seconds nothing is posted into that workspace; the attempt is not counted."""
    post.ws.faults.rate_limit("chat.postMessage", retry_after=30)
    post.enqueue("b")
    assert post.outbox.deliver_due() == {"released": 1}
    post.enqueue("desk", "#pm-desk")
    post.later(seconds=29)
    assert post.outbox.deliver_due() == {}
    assert post.calls() == 0
    row = post.row("b")
    assert (row.attempts, row.uncertain, row.due_at) == (0, False, NOON + timedelta(seconds=30))
    post.later(seconds=1)
    assert post.outbox.deliver_due() == {"sent": 2}


def test_a_429_on_the_look_up_holds_look_ups_only(post):
    """Retry-After concerns one method: what needs no look-up goes out meanwhile, what does stays unclear."""
    post.ws.faults.reset_after_accept("chat.postMessage")
    post.enqueue("b")
    post.outbox.deliver_due()
    post.clock.advance(timedelta(seconds=10))
    post.ws.faults.rate_limit("conversations.history", retry_after=60)
    assert post.outbox.deliver_due() == {"released": 1}
    post.enqueue("desk", "#pm-desk")
    assert post.outbox.deliver_due() == {"sent": 1}
    assert post.row("b").uncertain
    post.later(seconds=60)
    assert post.outbox.deliver_due() == {"found": 1}
    assert post.keys() == ["b"]


def test_a_storm_of_429s_ends_with_every_post_made_once(make_post):
    """However often Slack says no, each post arrives once and none is given up."""
    post = make_post(max_attempts=2)
    post.ws.faults.rate_limit("chat.postMessage", retry_after=3, times=25)
    for number in range(5):
        post.enqueue(f"b{number}", ("#biotech", "#pm-desk")[number % 2])
    for _ in range(60):
        post.outbox.deliver_due()
        post.later(seconds=3)
    assert sorted(post.keys() + post.keys("#pm-desk")) == [f"b{number}" for number in range(5)]
    assert post.calls("conversations.history") == 0


def test_the_workspace_cap_spreads_posts_over_channels(make_post):
    """At two a second with a burst of two, ten channels take four seconds."""
    post = make_post(workspace_rate=2.0, workspace_burst=2)
    for number in range(10):
        post.ws.add_channel(f"c{number}")
        post.enqueue(f"k{number}", f"#c{number}")
    assert post.outbox.deliver_due() == {"sent": 10}
    assert post.clock.now() - NOON == timedelta(seconds=4)


def test_a_pacer_counts_workspaces_and_methods_apart():
    """A closed gate or an empty bucket of one concerns no other."""
    clock = ManualClock(NOON)
    pacer = Pacer(clock, rate=1.0, burst=1)
    assert pacer.take("T1", "post") == 0
    assert pacer.take("T1", "post") == pytest.approx(1.0)
    assert pacer.take("T1", "look-up") == 0
    assert pacer.take("T2", "post") == 0
    pacer.close("T2", "look-up", 5)
    pacer.close("T2", "look-up", 2)
    assert pacer.take("T2", "look-up") == 5
    assert pacer.closed("look-up") == {"T2": 5}
    clock.jump(timedelta(hours=-1))
    assert pacer.closed("look-up") == {"T2": 5}, "a clock that was set holds no gate"
    clock.advance(timedelta(seconds=5))
    assert pacer.take("T2", "look-up") == 0
    assert pacer.closed("look-up") == {}


def test_keys_name_team_and_channel():
    """The same schedule id in another workspace is another post."""
    assert outbox_key("digest", Place("T1", "C1"), 7, NOON.date()) == "digest:T1:C1:7:2026-04-20"
    assert timedelta(seconds=10) < LEASE, "a lease is longer than the client's time-out"
