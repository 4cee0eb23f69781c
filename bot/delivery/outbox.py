"""The outbox over its rows: put posts in, and deliver those that are due."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from bot.delivery.pacing import Pacer
from bot.delivery.policy import Policy
from bot.delivery.sending import Sender, Tally
from bot.ports import Clock, Message, OutboxRow, Place, Post, SlackPort, Storage

JUMP: Final = timedelta(seconds=5)
"""Wall and monotonic clock may drift apart by this between two looks; more is a clock that was set (or a sleep)."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Leased rows of one channel, and how long to wait before the first may be sent."""

    rows: list[OutboxRow]
    wait: timedelta


def outbox_key(kind: str, place: Place, *parts: object) -> str:
    """A key for a post: what it is, team and channel, and what makes it this one ("digest", schedule, local date)."""
    return ":".join([kind, place.team, place.channel, *map(str, parts)])


class Outbox:
    """Posts made once. `deliver_due` sends in the calling thread; a `Deliverer` sends in its own."""

    def __init__(
        self,
        storage: Storage,
        slack: SlackPort,
        clock: Clock,
        policy: Policy | None = None,
        *,
        pacer: Pacer | None = None,
        owner: str | None = None,
    ) -> None:
        self.policy = policy or Policy()
        self.clock = clock
        self.pacer = pacer or Pacer(clock, rate=self.policy.workspace_rate, burst=self.policy.workspace_burst)
        self.owner = owner or f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.put = threading.Event()
        """Set whenever something is put in; a `Deliverer` waits for it."""
        self._store = storage.outbox
        self.sender = Sender(self._store, slack, clock, self.policy, self.pacer, self.owner)
        self._watch = _JumpWatch(clock, self.policy.lease)

    def enqueue(  # noqa: PLR0913 - all but three by name
        self,
        key: str,
        place: Place,
        message: Message,
        *,
        due_at: datetime | None = None,
        thread_ts: str | None = None,
        parent_key: str | None = None,
        expires_at: datetime | None = None,
        unsure: Literal["ask", "resend"] = "ask",
        after: tuple[datetime, Message] | None = None,
    ) -> bool:
        """
        Put a post in, due now where no time is given; False where the key is known.

        `unsure` decides what happens when Slack's answer was lost and its history cannot be read: "ask" makes it a
        dead letter for a person to judge, "resend" posts again (for reminders, better twice than never). `after` is
        what it says instead where Slack takes it from that instant on: tomorrow is today by then.
        """
        payload = _payload(message, self.clock.now() if expires_at else None)
        if unsure == "resend":
            payload["unsure"] = unsure
        if after is not None:
            payload["after"] = {"at": after[0].isoformat(), **_payload(after[1])}
        added = self._store.put(
            key,
            place,
            payload,
            due_at=due_at or self.clock.now(),
            thread_ts=thread_ts,
            parent_key=parent_key,
            expires_at=expires_at,
        )
        self.put.set()
        return added

    def enqueue_thread(
        self, key: str, place: Place, lead: Message, replies: Sequence[tuple[str, Message]], *, due_at: datetime,
        expires_at: datetime,
    ) -> bool:  # fmt: skip
        """
        Put a message and its thread in, all or nothing; a reply's name makes its own key. False where the message is
        known: what another process made of the same occasion stays as it is.
        """
        if self._store.get(key) is not None:
            return False
        posts = [Post(key, place, _payload(lead, self.clock.now()), due_at, expires_at=expires_at)]
        posts += [
            Post(f"{key}:{name}", place, _payload(reply), due_at, parent_key=key, expires_at=expires_at)
            for name, reply in replies
        ]
        added = self._store.put_all(posts)
        self.put.set()
        return bool(added)

    def claim(self, limit: int, *, ahead: timedelta = timedelta(0), per_channel: int = 1) -> list[Lane]:
        """
        Lease what is due, by channel, oldest first.

        With `ahead`, channels whose next second begins within it are given too; a lane says when it may be sent.
        """
        spacing, now = self.policy.channel_spacing, self.clock.now()
        rows = self._store.claim(
            owner=self.owner,
            now=now,
            lease=self.policy.lease,
            limit=limit,
            per_channel=per_channel if spacing else max(1, limit // 4),
            spacing=max(spacing - ahead, timedelta(0)),
            take_over=self._watch.trusts_leases(),
            without_teams=sorted(self.pacer.closed("post")),
        )
        channels: dict[Place, list[OutboxRow]] = {}
        for row in rows:
            channels.setdefault(Place(row.team, row.channel), []).append(row)
        touched = self._store.touched(since=now - spacing) if channels and spacing and ahead else {}
        return [
            Lane(rows, max(timedelta(0), touched[place] + spacing - now) if place in touched else timedelta(0))
            for place, rows in channels.items()
        ]

    def renew(self, rows: Sequence[int]) -> None:
        """Start these rows' leases anew: they are in hand and wait for a sender."""
        self._store.renew(rows, owner=self.owner, now=self.clock.now(), lease=self.policy.lease)

    def wait(self) -> timedelta:
        """How long until there may be something to claim."""
        due = self._store.next_due()
        ahead = self.policy.idle_poll if due is None else due - self.clock.now()
        return min(max(ahead, self.policy.busy_poll), self.policy.idle_poll)

    def deliver_due(self) -> Tally:
        """Send what can be sent now, in this thread, until nothing is left that may go before a wait."""
        total: Tally = Counter()
        while lanes := self.claim(self.policy.room):
            for lane in lanes:
                self._send_lane(lane.rows, total)
        return total

    def _send_lane(self, rows: Sequence[OutboxRow], tally: Tally) -> None:
        ready = self.sender.reconcile(rows, tally)
        for position, row in enumerate(ready):
            got_through = self.sender.send(row, tally)
            rest = ready[position + 1 :]
            if not got_through:
                self.sender.put_off(rest)
                return
            if self.policy.channel_spacing:
                self.sender.hand_back(rest)
                return


def _payload(message: Message, written: datetime | None = None) -> dict[str, Any]:
    """`written` is given for what is promised for a time: sent much later than that, it says so."""
    payload: dict[str, Any] = {"text": message.text, "blocks": list(message.blocks)}
    return {**payload, "written": written.isoformat()} if written else payload


class _JumpWatch:
    """
    Notices a clock that was set, and a machine that slept.

    Then leases seem to have run out although their owners are in the middle of a post, which no look-up would find
    yet. For one lease's length nothing is taken over; by then every post that was under way has arrived or failed.
    """

    def __init__(self, clock: Clock, lease: timedelta) -> None:
        self._clock = clock
        self._hold = lease.total_seconds()
        self._lock = threading.Lock()
        self._last = (clock.now(), clock.monotonic())
        self._trusted_from = clock.monotonic()

    def trusts_leases(self) -> bool:
        """Whether a lease that ran out may be taken over."""
        with self._lock:
            now, monotonic = self._clock.now(), self._clock.monotonic()
            last, last_monotonic = self._last
            self._last = (now, monotonic)
            if abs(now - last - timedelta(seconds=monotonic - last_monotonic)) > JUMP:
                self._trusted_from = monotonic + self._hold
            return monotonic >= self._trusted_from
