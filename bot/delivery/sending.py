"""
Rows of one channel, sent: look up what is uncertain, then post, and record how each attempt ended.

Between `begin` and the recorded outcome a row is uncertain on disk, so a process may die anywhere in here. Nothing in
here raises for what Slack or the database do; what cannot be recorded now is found out by the next look-up.
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.cards import blocks as b
from bot.cards.text import slack_time
from bot.delivery.pacing import Method, Pacer
from bot.delivery.policy import LATE, Policy
from bot.errors import BadData, DeliveryError, DeskError, RateLimited, StorageError, Uncertain, Undeliverable
from bot.ports import Clock, Message, OutboxRow, OutboxStore, SlackPort
from bot.redact import redact, traceback_of

log = logging.getLogger(__name__)

Tally = Counter[str]
"""How many rows were: sent, found (posted before), retried, released, skipped, dead, lost (the lease)."""

RECORDING_TRIES: Final = 5
NOT_READABLE: Final = (
    "Slack did not say whether it took this message, and its history cannot be read here. Look; where it is missing, "
    "/deskbot retry posts it."
)


class Sender:
    """Sends for one owner; thread-safe."""

    def __init__(
        self, store: OutboxStore, slack: SlackPort, clock: Clock, policy: Policy, pacer: Pacer, owner: str
    ) -> None:
        self._store = store
        self._slack = slack
        self._clock = clock
        self._policy = policy
        self._pacer = pacer
        self._owner = owner

    def hand_back(self, rows: Sequence[OutboxRow]) -> None:
        """Give leased rows back untouched, to be claimed by anybody at once."""
        for row in rows:
            self._release(row, due_at=row.due_at, error=row.error or "", uncertain=row.uncertain)

    def put_off(self, rows: Sequence[OutboxRow]) -> None:
        """Give leased rows back for a little later: what went before them in their channel did not get through."""
        for row in rows:
            closed = self._pacer.closed("post").get(row.team, self._policy.first_wait.total_seconds())
            due_at = max(row.due_at, self._clock.now() + timedelta(seconds=closed))
            self._release(row, due_at=due_at, error=row.error or "", uncertain=row.uncertain)

    # Looking up ------------------------------------------------------------------------------------------------------

    def reconcile(self, rows: Sequence[OutboxRow], tally: Tally) -> list[OutboxRow]:
        """
        Record what is in the channel already; return what is not (certain now), and what was never tried, in order.
        """
        ready = [row for row in rows if not row.uncertain]
        threads: dict[str | None, list[OutboxRow]] = {}
        for row in rows:
            if row.uncertain:
                threads.setdefault(row.thread_ts, []).append(row)
        for thread, unsure in threads.items():
            ready.extend(self._look_up(thread, unsure, tally))
        return sorted(ready, key=lambda row: (row.due_at, row.id))

    def _look_up(self, thread: str | None, rows: list[OutboxRow], tally: Tally) -> list[OutboxRow]:
        team, channel = rows[0].team, rows[0].channel
        if not self._leave_for(team, "look-up"):
            self._hold(rows, team, "look-up", tally, "Slack asks us to slow down before this can be looked up.")
            return []
        since = min(row.begun_at or row.planned_at or row.due_at for row in rows) - self._policy.look_back
        try:
            there = self._slack.find_posts(channel, [row.key for row in rows], thread_ts=thread, since=since)
        except RateLimited as error:
            self._close_gate(team, "look-up", error)
            self._hold(rows, team, "look-up", tally, error.message)
            return []
        except (Undeliverable, BadData) as error:
            return self._not_readable(rows, error, tally)
        except Exception as error:  # noqa: BLE001 - whatever it was, these rows are as uncertain as before
            message = _said(error, "The look-up failed")
            for row in rows:
                self._release(row, due_at=self._later(row), error=message, uncertain=True)
                tally["retried"] += 1
            return []
        for row in rows:
            if row.key in there:
                self._record_sent(row, there[row.key])
                tally["found"] += 1
        return [replace(row, uncertain=False) for row in rows if row.key not in there]

    def _not_readable(self, rows: list[OutboxRow], error: DeskError, tally: Tally) -> list[OutboxRow]:
        """
        Without a history, a row says itself whether once too often is better than perhaps never. An uncertain row with
        no attempt was a dead letter: a person has looked, as it told them to, and wants it posted.
        """
        again = [row for row in rows if row.payload.get("unsure") == "resend" or row.attempts == 0]
        for row in rows:
            if row not in again:
                self._close(row, "dead", f"{NOT_READABLE} ({error.message})", uncertain=True)
                tally["dead"] += 1
        return again

    # Posting ---------------------------------------------------------------------------------------------------------

    def send(self, row: OutboxRow, tally: Tally) -> bool:
        """Post one row; False where nothing more should be tried in its channel now."""
        if row.expires_at is not None and self._clock.now() >= row.expires_at:
            reason = f" Last: {row.error}" if row.error else ""
            self._close(row, "skipped", f"Not sent before {row.expires_at:%Y-%m-%d %H:%M} UTC.{reason}")
            tally["skipped"] += 1
            return True
        if not self._leave_for(row.team, "post"):
            self._hold([row], row.team, "post", tally, "Slack asks us to slow down.", uncertain=False)
            return False
        if not self._begin(row):
            tally["lost"] += 1
            return False
        return self._post(row, tally)

    def _post(self, row: OutboxRow, tally: Tally) -> bool:
        try:
            ts = self._slack.post(row.channel, _message(row, self._clock.now()), thread_ts=row.thread_ts, key=row.key)
        except RateLimited as error:
            self._close_gate(row.team, "post", error)
            self._hold([row], row.team, "post", tally, error.message, uncertain=False, counted=False)
            return False
        except (Undeliverable, BadData) as error:
            self._close(row, "dead", error.message)
            tally["dead"] += 1
            return True
        except Exception as error:  # noqa: BLE001 - an unknown failure may have come after the post: uncertain
            self._try_again(row, error, tally)
            return False
        self._record_sent(row, ts)
        tally["sent"] += 1
        return True

    def _begin(self, row: OutboxRow) -> bool:
        try:
            return self._store.begin(row.id, owner=self._owner, now=self._clock.now(), lease=self._policy.lease)
        except StorageError as error:
            log.warning("outbox %s: not sent, its attempt cannot be counted: %s", row.key, error.message)
            return False

    def _try_again(self, row: OutboxRow, error: Exception, tally: Tally) -> None:
        refused = isinstance(error, DeliveryError) and not isinstance(error, Uncertain)  # never reached Slack
        message = _said(error, "The post failed")
        if not refused and row.expires_at is None and row.attempts + 1 >= self._policy.max_attempts:
            given_up = f"Given up after {row.attempts + 1} attempts. Last: {message}"
            self._close(row, "dead", given_up, uncertain=not refused)
            tally["dead"] += 1
            return
        self._release(row, due_at=self._later(row), error=message, uncertain=not refused, counted=not refused)
        tally["retried"] += 1
        if refused:  # nobody else's post gets through either
            self._pacer.close(row.team, "post", self._policy.first_wait.total_seconds())

    # Waiting ---------------------------------------------------------------------------------------------------------

    def _leave_for(self, team: str, method: Method) -> bool:
        """Wait for a call's turn where that is short; False where it is not."""
        while (seconds := self._pacer.take(team, method)) > 0:
            if seconds > self._policy.patience.total_seconds():
                return False
            self._clock.sleep(seconds)
        return True

    def _close_gate(self, team: str, method: Method, error: RateLimited) -> None:
        wait = self._policy.default_retry_after
        if error.retry_at is not None:
            wait = max(timedelta(0), error.retry_at - self._clock.now())
        log.info("Slack asks for %.0f s of rest from %s in %s", wait.total_seconds(), method, team)
        self._pacer.close(team, method, wait.total_seconds())

    def _hold(
        self,
        rows: Sequence[OutboxRow],
        team: str,
        method: Method,
        tally: Tally,
        error: str,
        *,
        uncertain: bool = True,
        counted: bool = True,
    ) -> None:
        """Put rows off until the gate opens."""
        due_at = self._clock.now() + timedelta(seconds=self._pacer.closed(method).get(team, 0.0))
        for row in rows:
            self._release(row, due_at=due_at, error=error, uncertain=uncertain, counted=counted)
            tally["released"] += 1

    def _later(self, row: OutboxRow) -> datetime:
        """Half as long again as it has been tried for, within the waits of the policy, not all at the same moment."""
        now = self._clock.now()
        tried_for = now - (row.begun_at or now)
        wait = min(tried_for / 2, self._policy.longest_wait) * random.uniform(0.75, 1.0)
        return now + max(wait, self._policy.first_wait)

    # Recording -------------------------------------------------------------------------------------------------------

    def _record_sent(self, row: OutboxRow, ts: str) -> None:
        self._record(row, lambda: self._store.sent(row.id, ts=ts, at=self._clock.now()))

    def _release(self, row: OutboxRow, *, due_at: datetime, error: str, uncertain: bool, counted: bool = True) -> None:
        self._record(
            row,
            lambda: self._store.release(
                row.id, due_at=due_at, error=error, uncertain=uncertain, owner=self._owner, counted=counted
            ),
        )

    def _close(self, row: OutboxRow, state: str, error: str, *, uncertain: bool = False) -> None:
        log.warning("outbox %s: %s: %s", row.key, state, error)
        self._record(
            row,
            lambda: self._store.close(
                row.id,
                "skipped" if state == "skipped" else "dead",
                error=error,
                at=self._clock.now(),
                owner=self._owner,
                uncertain=uncertain,
            ),
        )

    def _record(self, row: OutboxRow, write: Callable[[], None]) -> None:
        """A locked or full database gets a few tries; after that the lease runs out and a look-up finds the truth."""
        for attempt in range(1, RECORDING_TRIES + 1):
            try:
                write()
            except StorageError as error:
                log.warning("outbox %s: outcome not recorded (%d): %s", row.key, attempt, error.message)
                self._clock.sleep(0.2 * attempt)
            else:
                return


def _message(row: OutboxRow, now: datetime) -> Message:
    """What is posted. A reminder or digest that Slack takes long after it was due and written says so itself."""
    after = row.payload.get("after")
    says = after if after and now >= datetime.fromisoformat(after["at"]) else row.payload
    text, blocks = str(says.get("text", "")), tuple(says.get("blocks") or ())
    written = row.payload.get("written")
    if written is None:
        return Message(text, blocks)
    ready = max(row.planned_at or row.due_at, datetime.fromisoformat(written))
    if now - ready <= LATE:
        return Message(text, blocks)
    if 0 < len(blocks) < b.MOST_BLOCKS:
        note = f":hourglass: late: ready {slack_time(ready)}, Slack did not take it before now"
        blocks = (*blocks, b.context(note))
    return Message(f"Late: {text}", blocks)


def _said(error: Exception, what: str) -> str:
    """What a row remembers of an error; what is not one of ours is logged in full and remembered by its kind."""
    if isinstance(error, DeskError):
        return redact(error.message)
    log.error("%s:\n%s", what, traceback_of(error))
    return f"{what} ({type(error).__name__})."
