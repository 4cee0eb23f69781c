"""The outbox remembers posts to be made once: keys, leases, attempts, threads, pacing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.ports import Post
from tests.storage.conftest import BIOTECH, MACRO, NOON, OTHER_TEAM

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)


def put(storage, key, place=BIOTECH, **options: Any):
    options.setdefault("due_at", NOON)
    return storage.outbox.put(key, place, {"text": key}, **options)


def claim(storage, owner="a", now=NOON, **options: Any):
    options.setdefault("limit", 100)
    return storage.outbox.claim(owner=owner, now=now, lease=LEASE, **options)


def keys(rows):
    return [row.key for row in rows]


def test_a_key_is_put_once(storage, reopened):
    """A second post under one key is refused and the first one stays as it was, also after a restart."""
    assert put(storage, "digest:1:2026-04-20")
    assert not storage.outbox.put("digest:1:2026-04-20", MACRO, {"text": "other"}, due_at=NOON)
    again = reopened()
    assert again.outbox.get("nobody put this") is None
    row = again.outbox.get("digest:1:2026-04-20")
    assert (row.channel, row.payload, row.state, row.planned_at) == (
        "C-biotech",
        {"text": "digest:1:2026-04-20"},
        "due",
        NOON,
    )


def test_a_message_and_its_thread_are_put_together(storage):
    """All rows or none: a row that cannot be stored takes the others with it; a second time puts what is missing."""
    lead = Post("digest:1", BIOTECH, {"text": "lead"}, NOON)
    reply = Post("digest:1:names", BIOTECH, {"text": "names"}, NOON, parent_key="digest:1")
    broken = Post("digest:1:bad", BIOTECH, {"text": object()}, NOON, parent_key="digest:1")
    with pytest.raises(TypeError):
        storage.outbox.put_all([lead, reply, broken])
    assert storage.outbox.counts() == {}
    assert storage.outbox.put_all([lead]) == 1
    assert storage.outbox.put_all([lead, reply]) == 1
    assert storage.outbox.get("digest:1:names").parent_key == "digest:1"


def test_due_rows_are_leased_oldest_first_and_to_one_worker(storage):
    """What is not due is not given; what one worker holds no other gets."""
    put(storage, "late", due_at=NOON - timedelta(minutes=5), place=MACRO)
    put(storage, "now")
    put(storage, "tomorrow", due_at=NOON + timedelta(days=1), place=OTHER_TEAM)
    rows = claim(storage)
    assert keys(rows) == ["late", "now"]
    assert {(row.state, row.lease_owner, row.lease_until) for row in rows} == {("claimed", "a", NOON + LEASE)}
    assert claim(storage, owner="b") == []
    assert storage.outbox.next_due() == NOON + LEASE
    assert keys(claim(storage, owner="b", now=NOON + timedelta(days=1))) == ["late", "now", "tomorrow"]


def test_limit_takes_the_oldest(storage):
    """With more due than asked for, the longest waiting go first."""
    for minute in range(5):
        put(storage, f"m{minute}", due_at=NOON - timedelta(minutes=minute))
    assert keys(claim(storage, limit=2)) == ["m4", "m3"]


def test_an_expired_lease_is_uncertain_only_if_an_attempt_had_begun(storage):
    """A row that was sent perhaps is marked; one that was only claimed is not."""
    put(storage, "begun")
    put(storage, "held", place=MACRO)
    begun, _held = claim(storage)
    assert storage.outbox.begin(begun.id, owner="a", now=NOON)
    taken = {row.key: row for row in claim(storage, owner="b", now=NOON + LEASE)}
    assert (taken["begun"].uncertain, taken["begun"].attempts, taken["begun"].begun_at) == (True, 1, NOON)
    assert (taken["held"].uncertain, taken["held"].attempts, taken["held"].begun_at) == (False, 0, None)


def test_take_over_can_be_put_off(storage):
    """While a clock jump is being waited out, expired leases stay where they are and due rows are given."""
    put(storage, "held")
    claim(storage)
    put(storage, "fresh", place=MACRO)
    assert keys(claim(storage, owner="b", now=NOON + LEASE, take_over=False)) == ["fresh"]


def test_begin_fails_once_the_lease_is_lost(storage):
    """A worker that was slow must not send what another one holds by now."""
    put(storage, "x")
    (row,) = claim(storage)
    assert not storage.outbox.begin(row.id, owner="b", now=NOON)
    assert not storage.outbox.begin(row.id, owner="a", now=NOON + LEASE)
    claim(storage, owner="b", now=NOON + LEASE)
    assert not storage.outbox.begin(row.id, owner="a", now=NOON + LEASE)
    assert storage.outbox.get("x").attempts == 0


def test_renewed_leases_last(storage):
    """A slow send keeps its row; only rows still held are renewed."""
    put(storage, "slow")
    put(storage, "lost", place=MACRO)
    rows = claim(storage)
    storage.outbox.sent(rows[1].id, ts="1.0", at=NOON)
    later = NOON + timedelta(seconds=50)
    assert storage.outbox.renew([row.id for row in rows], owner="a", now=later, lease=LEASE) == 1
    assert storage.outbox.renew([], owner="a", now=later, lease=LEASE) == 0
    assert claim(storage, owner="b", now=NOON + LEASE) == []
    assert keys(claim(storage, owner="b", now=later + LEASE)) == ["slow"]


def test_begin_may_start_the_lease_anew(storage):
    """A row that waited for a sender has a whole lease from its attempt on."""
    put(storage, "x")
    (row,) = claim(storage)
    begun = NOON + timedelta(seconds=50)
    assert storage.outbox.begin(row.id, owner="a", now=begun, lease=LEASE)
    assert storage.outbox.get("x").lease_until == begun + LEASE


def test_sent_is_the_truth_whoever_holds_the_lease(storage):
    """A post that arrived is recorded although the lease was lost; nothing can undo it."""
    put(storage, "x")
    (row,) = claim(storage)
    storage.outbox.begin(row.id, owner="a", now=NOON)
    claim(storage, owner="b", now=NOON + LEASE)
    storage.outbox.sent(row.id, ts="17.5", at=NOON + LEASE)
    storage.outbox.release(row.id, due_at=NOON, error="late", uncertain=True, owner="b")
    storage.outbox.close(row.id, "dead", error="late", at=NOON, owner="b")
    storage.outbox.sent(row.id, ts="18.0", at=NOON + LEASE)
    found = storage.outbox.get("x")
    assert (found.state, found.ts, found.uncertain, found.error) == ("sent", "17.5", False, None)
    assert claim(storage, now=NOON + timedelta(days=9)) == []


def test_release_keeps_the_plan_and_the_reason(storage):
    """A later try moves the due time, not the promise; a refused attempt is not counted where it says so."""
    put(storage, "x")
    (row,) = claim(storage)
    storage.outbox.begin(row.id, owner="a", now=NOON)
    again = NOON + timedelta(seconds=30)
    storage.outbox.release(row.id, due_at=again, error="429", uncertain=False, owner="a", counted=False)
    found = storage.outbox.get("x")
    assert (found.state, found.due_at, found.planned_at, found.error) == ("due", again, NOON, "429")
    assert (found.attempts, found.uncertain, found.lease_owner) == (0, False, None)
    assert claim(storage, now=NOON + timedelta(seconds=29)) == []
    assert keys(claim(storage, now=again)) == ["x"]


def test_release_by_a_former_owner_changes_nothing(storage):
    """A worker that lost its lease cannot pull the row away from the next one."""
    put(storage, "x")
    (row,) = claim(storage)
    claim(storage, owner="b", now=NOON + LEASE)
    storage.outbox.release(row.id, due_at=NOON, error="", uncertain=False, owner="a")
    assert storage.outbox.get("x").lease_owner == "b"


def test_a_thread_row_waits_for_its_lead(storage):
    """A digest's second part is given only when the lead has its ts, and carries it."""
    put(storage, "lead")
    put(storage, "rest", parent_key="lead")
    (lead,) = claim(storage)
    assert lead.key == "lead"
    storage.outbox.sent(lead.id, ts="100.1", at=NOON)
    (rest,) = claim(storage)
    assert (rest.key, rest.thread_ts) == ("rest", "100.1")


def test_a_thread_row_put_after_its_lead_was_sent_goes_at_once(storage):
    """The order in which rows are put does not matter."""
    put(storage, "lead")
    (lead,) = claim(storage)
    storage.outbox.sent(lead.id, ts="100.1", at=NOON)
    put(storage, "rest", parent_key="lead")
    assert [(row.key, row.thread_ts) for row in claim(storage)] == [("rest", "100.1")]


def test_a_row_below_a_thread_reply_goes_into_the_same_thread(storage):
    """Slack's threads have one level: a reply's reply belongs to the first message, and still waits for its lead."""
    put(storage, "lead", thread_ts="50.0")
    put(storage, "rest", parent_key="lead")
    (lead,) = claim(storage)
    assert lead.key == "lead"
    storage.outbox.sent(lead.id, ts="100.1", at=NOON)
    assert [row.thread_ts for row in claim(storage)] == ["50.0"]


@pytest.mark.parametrize("state", ["dead", "skipped"])
def test_rows_that_wait_for_a_closed_lead_are_closed_too(storage, state):
    """Nothing waits for ever for a message that will not come, put before or after."""
    put(storage, "lead")
    put(storage, "rest", parent_key="lead")
    put(storage, "rest of the rest", parent_key="rest")
    (lead,) = claim(storage)
    storage.outbox.close(lead.id, state, error="is_archived", at=NOON)
    put(storage, "later", parent_key="lead")
    assert {
        key: storage.outbox.get(key).state for key in ("lead", "rest", "rest of the rest", "later")
    } == dict.fromkeys(("lead", "rest", "rest of the rest", "later"), state)
    assert "thread" in storage.outbox.get("later").error


def test_an_orphan_is_given_when_it_expires(storage):
    """A thread row whose lead never came is handed out at its expiry, to be skipped on record."""
    put(storage, "rest", parent_key="never put", expires_at=NOON + timedelta(hours=3))
    assert claim(storage, now=NOON + timedelta(hours=2)) == []
    (row,) = claim(storage, now=NOON + timedelta(hours=3))
    assert (row.key, row.thread_ts) == ("rest", None)


def test_dead_letters_are_seen_and_retried(storage):
    """A dead row comes back with fresh attempts and no expiry; those of its thread come with it."""
    put(storage, "lead", expires_at=NOON)
    put(storage, "rest", parent_key="lead")
    put(storage, "other", place=MACRO)
    for row in claim(storage):
        storage.outbox.begin(row.id, owner="a", now=NOON)
        storage.outbox.close(row.id, "dead", error=f"no {row.key}", at=NOON, uncertain=row.key == "lead")
    assert [(row.key, row.error) for row in storage.outbox.recent("dead", limit=1)] == [("other", "no other")]
    assert storage.outbox.counts() == {"dead": 3}
    assert storage.outbox.retry_dead(now=NOON, key="rest") == 2
    lead = storage.outbox.get("lead")
    assert (lead.state, lead.attempts, lead.expires_at, lead.uncertain) == ("due", 0, None, True)
    assert storage.outbox.retry_dead(now=NOON, since=NOON + timedelta(seconds=1)) == 0
    assert storage.outbox.retry_dead(now=NOON, since=NOON) == 1
    assert not storage.outbox.get("other").uncertain
    assert storage.outbox.counts() == {"due": 3}


def test_a_busy_channel_gives_nothing(storage):
    """While one row of a channel is leased, no other worker gets the next: order and pace hold over processes."""
    for number in range(3):
        put(storage, f"b{number}")
    put(storage, "m", place=MACRO)
    put(storage, "other team's", place=OTHER_TEAM)
    assert keys(claim(storage, per_channel=1)) == ["b0", "m", "other team's"]
    assert claim(storage, owner="b", per_channel=1) == []


def test_a_channel_posted_to_just_now_gives_nothing_until_its_second_is_over(storage):
    """One message a second in a channel, whoever sent the last one."""
    put(storage, "b0")
    put(storage, "b1")
    (row,) = claim(storage, per_channel=1)
    storage.outbox.begin(row.id, owner="a", now=NOON)
    storage.outbox.sent(row.id, ts="1.0", at=NOON + timedelta(milliseconds=300))
    almost = NOON + timedelta(milliseconds=999)
    assert claim(storage, owner="b", now=almost, per_channel=1, spacing=SECOND) == []
    assert storage.outbox.touched(since=NOON - SECOND) == {BIOTECH: NOON}
    assert storage.outbox.touched(since=NOON) == {}
    assert keys(claim(storage, owner="b", now=NOON + SECOND, per_channel=1, spacing=SECOND)) == ["b1"]


def test_all_uncertain_rows_of_a_channel_come_together(storage):
    """One look-up serves them all, so they are given at once although the channel's pace is one."""
    for number in range(4):
        put(storage, f"b{number}")
    for row in claim(storage)[1:3]:
        storage.outbox.begin(row.id, owner="a", now=NOON)
    rows = claim(storage, owner="b", now=NOON + LEASE, per_channel=1, spacing=SECOND)
    assert [(row.key, row.uncertain) for row in rows] == [("b0", False), ("b1", True), ("b2", True)]


def test_a_team_can_be_left_out(storage):
    """While Slack makes one workspace wait, the others go on."""
    put(storage, "here")
    put(storage, "there", place=OTHER_TEAM)
    assert keys(claim(storage, without_teams=["T1", "T9"])) == ["there"]


def test_a_clock_set_back_does_not_freeze_leases(storage):
    """A lease that ends hours ahead was written before the clock was set back: it counts as run out."""
    put(storage, "x")
    claim(storage)
    an_hour_ago = NOON - timedelta(hours=1)
    put(storage, "y", due_at=an_hour_ago, place=MACRO)
    assert keys(claim(storage, owner="b", now=an_hour_ago)) == ["y", "x"]


def test_a_lease_written_a_moment_ahead_is_respected(storage):
    """A worker whose look at the clock is older than the other's lease does not take that for a clock set back."""
    put(storage, "x")
    claim(storage, now=NOON + SECOND)
    assert claim(storage, owner="b", now=NOON + timedelta(milliseconds=1)) == []


def test_old_finished_rows_are_forgotten(storage):
    """Sent and skipped rows go; dead letters and waiting rows stay."""
    for name in ("sent", "skipped", "dead", "due"):
        put(storage, name)
    rows = {row.key: row for row in claim(storage)}
    storage.outbox.sent(rows["sent"].id, ts="1", at=NOON)
    storage.outbox.close(rows["skipped"].id, "skipped", error="late", at=NOON)
    storage.outbox.close(rows["dead"].id, "dead", error="gone", at=NOON)
    assert storage.outbox.forget(before=NOON) == 0
    assert storage.outbox.forget(before=NOON + SECOND) == 2
    assert storage.outbox.counts() == {"claimed": 1, "dead": 1}
