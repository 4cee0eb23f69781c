"""A post is made once, whatever the answer to it was; what is unclear is looked up before any second try."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Message
from bot.workspace.driver import Workspace
from tests.delivery.conftest import LEASE, NOON


def test_a_post_is_made_once_under_its_key(post):
    """A key that was put is posted once and carries its key; putting it again changes nothing."""
    assert post.enqueue("digest:1:2026-04-20")
    assert not post.enqueue("digest:1:2026-04-20")
    assert post.outbox.deliver_due() == {"sent": 1}
    assert not post.enqueue("digest:1:2026-04-20")
    assert post.outbox.deliver_due() == {}
    (message,) = post.ws.messages("#biotech")
    assert message["text"] == "text of digest:1:2026-04-20"
    assert message["metadata"]["event_payload"] == {"key": "digest:1:2026-04-20"}
    row = post.row("digest:1:2026-04-20")
    assert (row.state, row.ts, row.attempts) == ("sent", message["ts"], 1)
    assert post.calls("conversations.history") == 0, "what went well is not looked up"


def test_what_is_due_later_waits(post):
    """Nothing goes out before its time."""
    post.enqueue("later", due_at=NOON + LEASE)
    assert post.outbox.deliver_due() == {}
    post.later(seconds=60)
    assert post.outbox.deliver_due() == {"sent": 1}


def test_a_reset_after_the_post_was_accepted_posts_once(post):
    """Slack took it and the connection broke: the default client would post again, this one looks first."""
    post.ws.faults.reset_after_accept("chat.postMessage")
    post.enqueue("x")
    assert post.outbox.deliver_due() == {"retried": 1}
    assert post.row("x").uncertain
    assert post.outbox.deliver_due() == {}, "not looked up before Slack had time to finish"
    post.later(seconds=10)
    assert post.outbox.deliver_due() == {"found": 1}
    assert post.keys() == ["x"]
    assert post.row("x").ts == post.ws.messages("#biotech")[0]["ts"]


@pytest.mark.parametrize("fault", ["reset", "fail", "error"])
def test_a_failure_before_the_post_posts_once(post, fault):
    """A reset, a 500 or an internal error that carried nothing out: looked up, not found, posted."""
    faults = post.ws.faults
    {
        "reset": lambda: faults.reset("chat.postMessage"),
        "fail": lambda: faults.fail("chat.postMessage", status=503),
        "error": lambda: faults.error("chat.postMessage", "internal_error"),
    }[fault]()
    post.enqueue("x")
    assert post.outbox.deliver_due() == {"retried": 1}
    post.later(seconds=10)
    assert post.outbox.deliver_due() == {"sent": 1}
    assert post.keys() == ["x"]
    assert post.calls("conversations.history") == 1


def test_a_worker_that_died_after_its_post_is_found_out(post):
    """Killed between Slack's answer and our record: the next worker finds the message and does not post it."""
    post.enqueue("x")
    row = post.claim_one()
    post.storage.outbox.begin(row.id, owner=post.outbox.owner, now=NOON)
    ts = post.slack.post(row.channel, Message("x"), key=row.key)
    survivor = post.other_worker()
    assert survivor.deliver_due() == {}, "the lease still runs"
    post.later(seconds=60)
    assert survivor.deliver_due() == {"found": 1}
    assert post.row("x").ts == ts
    assert post.keys() == ["x"]


def test_a_worker_that_died_before_its_attempt_costs_no_look_up(post):
    """A row that was only held goes out without a look-up once its lease is over."""
    post.enqueue("x")
    post.outbox.claim(10)
    post.later(seconds=60)
    assert post.other_worker().deliver_due() == {"sent": 1}
    assert post.calls("conversations.history") == 0


def test_one_look_up_serves_a_channel_and_one_each_thread(post):
    """Twelve unclear posts in one channel and two threads cost three look-ups, not twelve."""
    parents = [post.slack.post(post.place().channel, Message("parent")) for _ in range(2)]
    for number in range(12):
        thread = {0: None, 1: parents[0], 2: parents[1]}[number % 3]
        post.enqueue(f"x{number}", thread_ts=thread)
    owner, store = post.outbox.owner, post.storage.outbox
    rows = store.claim(owner=owner, now=NOON, lease=LEASE, limit=100)
    for row in rows:
        store.begin(row.id, owner=owner, now=NOON)
        if row.id % 2:
            post.slack.post(row.channel, Message(row.key), thread_ts=row.thread_ts, key=row.key)
    post.later(seconds=60)
    survivor = post.other_worker()
    tally = survivor.deliver_due()
    assert tally["found"] == 6
    assert (post.calls("conversations.history"), post.calls("conversations.replies")) == (1, 2)
    while post.storage.outbox.counts().get("sent") != 12:
        post.later(seconds=1)
        assert survivor.deliver_due()["sent"] == 1
    assert sorted(post.keys()) == sorted(f"x{number}" for number in range(12))
    assert (post.calls("conversations.history"), post.calls("conversations.replies")) == (1, 2)


def test_a_refused_connection_is_no_attempt(post, clock):
    """What never reached Slack needs no look-up, and an outage of hours kills no post."""
    with Workspace.start(clock=clock.now) as gone:
        address = gone.api_url
    client = type(post.slack)(post.ws.bot_token, address, clock)
    offline = type(post.outbox)(post.storage, client, clock, post.outbox.policy)
    post.enqueue("x")
    for _ in range(40):
        assert offline.deliver_due() == {"retried": 1}
        post.later(minutes=7)
    row = post.row("x")
    assert (row.state, row.attempts, row.uncertain) == ("due", 0, False)
    assert "cannot be reached" in row.error
    assert post.outbox.deliver_due() == {"sent": 1}
    assert post.calls("conversations.history") == 0


def test_a_slack_that_never_answers_clearly_ends_in_a_dead_letter(make_post):
    """After the last attempt the row is a dead letter with its reason; retrying it looks first and posts once."""
    post = make_post(max_attempts=3)
    post.ws.faults.fail("chat.postMessage", status=500, times=3)
    post.enqueue("x")
    for _ in range(3):
        post.outbox.deliver_due()
        post.later(minutes=7)
    row = post.row("x")
    assert row.state == "dead"
    assert row.error == "Given up after 3 attempts. Last: Slack answered 500."
    assert post.outbox.deliver_due() == {}
    assert post.storage.outbox.retry_dead(now=post.clock.now()) == 1
    assert post.outbox.deliver_due() == {"sent": 1}
    assert post.keys() == ["x"]


def test_a_reminder_outlives_the_attempts_until_its_own_expiry(make_post):
    """Slack answers 5xx for hours: what may be sent for a day is tried for a day, and then skipped on record."""
    post = make_post(max_attempts=3)
    post.ws.faults.fail("chat.postMessage", status=500, times=None)
    post.enqueue("x", expires_at=NOON + timedelta(hours=24))
    post.enqueue("y", "#pm-desk", expires_at=NOON + timedelta(minutes=30))
    for _ in range(8):
        post.outbox.deliver_due()
        post.later(minutes=7)
    assert (post.state("x"), post.state("y")) == ("due", "skipped")
    assert "Last: Slack answered 500." in post.row("y").error
    post.ws.faults.clear()
    assert post.outbox.deliver_due() == {"sent": 1}
    assert post.keys() == ["x"]


def test_a_look_up_that_fails_decides_nothing(post):
    """While Slack cannot say what is in the channel, an unclear post is not sent again."""
    post.ws.faults.reset_after_accept("chat.postMessage")
    post.enqueue("x")
    post.outbox.deliver_due()
    post.ws.faults.fail("conversations.history", status=500, times=3)
    for _ in range(3):
        post.later(minutes=6)
        assert post.outbox.deliver_due() == {"retried": 1}
    post.later(minutes=6)
    assert post.outbox.deliver_due() == {"found": 1}
    assert post.keys() == ["x"]


@pytest.mark.parametrize(("unsure", "outcome", "posts"), [("ask", "dead", 1), ("resend", "sent", 2)])
def test_without_a_readable_history_the_post_decides(post, unsure, outcome, posts):
    """A reminder is rather sent twice than never; anything else becomes a dead letter that says what to do."""
    post.ws.faults.reset_after_accept("chat.postMessage")
    post.enqueue("x", unsure=unsure)
    post.outbox.deliver_due()
    post.ws.remove_scopes("channels:history", "groups:history")
    post.later(seconds=10)
    post.outbox.deliver_due()
    assert post.state("x") == outcome
    assert post.keys() == ["x"] * posts
    if outcome == "dead":
        assert "history cannot be read" in post.row("x").error


def test_a_dead_letter_that_a_person_has_looked_up_is_posted_on_retry(post):
    """No history can be read, the row says "Look, then retry": the retry posts it instead of dying the same death."""
    post.ws.faults.reset("chat.postMessage")
    post.enqueue("x")
    post.outbox.deliver_due()
    post.ws.remove_scopes("channels:history", "groups:history")
    post.later(seconds=10)
    assert post.outbox.deliver_due() == {"dead": 1}
    assert post.storage.outbox.retry_dead(now=post.clock.now()) == 1
    post.later(seconds=10)
    assert post.outbox.deliver_due() == {"sent": 1}
    assert post.keys() == ["x"]


def test_two_workers_who_read_the_same_digest_differently_post_one_of_them(post):
    """The second worker knew of filings that the first did not: nothing of its thread hangs below the first's lead."""
    due, expires = post.clock.now(), post.clock.now() + timedelta(hours=3)
    for worker, parts in ((post.outbox, ("names",)), (post.other_worker(), ("names", "insiders"))):
        replies = [(part, Message(f"{worker.owner} {part}")) for part in parts]
        worker.enqueue_thread("d", post.place(), Message("lead"), replies, due_at=due, expires_at=expires)
    for _ in range(4):
        post.outbox.deliver_due()
        post.later(seconds=2)
    assert post.keys() == ["d", "d:names"]


def test_a_thread_row_follows_its_lead(post):
    """The rest of a digest is posted into the thread of its lead, also when the lead's answer was lost."""
    post.ws.faults.reset_after_accept("chat.postMessage")
    post.enqueue("lead")
    post.enqueue("rest", parent_key="lead")
    assert post.outbox.deliver_due() == {"retried": 1}
    post.later(seconds=10)
    assert post.outbox.deliver_due() == {"found": 1, "sent": 1}
    lead, rest = post.ws.messages("#biotech")
    assert rest["thread_ts"] == lead["ts"]
    assert post.keys() == ["lead", "rest"]


def test_what_cannot_be_delivered_is_a_dead_letter_with_a_reason(post):
    """An archived channel stops its own posts, with words a trader understands, and nobody else's."""
    post.ws.add_channel("old", with_bot=True)
    post.ws.archive("#old")
    post.enqueue("x", "#old")
    post.enqueue("its thread", "#old", parent_key="x")
    post.enqueue("y")
    assert post.outbox.deliver_due() == {"dead": 1, "sent": 1}
    assert (post.state("x"), post.state("its thread"), post.state("y")) == ("dead", "dead", "sent")
    assert "archived" in post.row("x").error
    post.ws.unarchive("#old")
    assert post.storage.outbox.retry_dead(now=post.clock.now(), key="x") == 2
    for _ in range(2):
        post.later(seconds=1)
        assert post.outbox.deliver_due() == {"sent": 1}
    assert post.keys("#old") == ["x", "its thread"]
    assert post.calls("conversations.history") == 0


def test_what_is_too_late_is_skipped_on_record(post):
    """A digest that could not go out in its time is not posted in the evening; status can say so."""
    post.ws.faults.fail("chat.postMessage", status=500, times=None)
    post.enqueue("x", expires_at=NOON + 3 * LEASE)
    post.outbox.deliver_due()
    post.ws.faults.clear()
    post.later(seconds=180)
    assert post.outbox.deliver_due() == {"skipped": 1}
    row = post.row("x")
    assert row.state == "skipped"
    assert row.error == "Not sent before 2026-04-20 12:03 UTC. Last: Slack answered 500."
    assert post.keys() == []


def test_what_slack_took_late_says_so(post):
    """A reminder that waited out an outage names the time at which it was ready; one that was sent in time does not."""
    post.ws.faults.fail("chat.postMessage", status=500, times=None)
    post.enqueue("x", expires_at=NOON + timedelta(hours=24))
    post.outbox.deliver_due()
    post.ws.faults.clear()
    post.later(hours=2)
    post.enqueue("y", expires_at=NOON + timedelta(hours=24))
    while post.outbox.deliver_due():
        post.later(seconds=10)
    late, timely = post.ws.messages("#biotech")[-2:]
    assert (late["text"], timely["text"]) == ("Late: text of x", "text of y")
    assert "ready <!date^1776686400^{date_short_pretty} {time}|2026-04-20 12:00 UTC>" in str(late["blocks"])
    assert "ready" not in str(timely.get("blocks"))


def test_what_was_posted_in_time_is_not_called_skipped(post):
    """An unclear post is looked up even after its time: the record says what happened."""
    post.ws.faults.reset_after_accept("chat.postMessage")
    post.enqueue("x", expires_at=NOON + LEASE)
    post.outbox.deliver_due()
    post.later(minutes=5)
    assert post.outbox.deliver_due() == {"found": 1}


def test_blocks_that_slack_refuses_are_a_dead_letter(post):
    """A card that breaks Slack's limits is not tried for two hours."""
    bad = Message("text", ({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 4000}},))
    post.outbox.enqueue("x", post.place(), bad)
    assert post.outbox.deliver_due() == {"dead": 1}
    assert "invalid_blocks" in post.row("x").error
