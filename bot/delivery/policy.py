"""The figures of delivery in one place, with where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

LATE: Final = timedelta(minutes=10)
"""What is posted later than this says that it is."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient, how fast and how stubborn delivery is."""

    lease: timedelta = timedelta(seconds=60)
    """Six times the client's time-out of 10 s: a lease that ran out means nobody is sending (facts/runtime.md)."""
    channel_spacing: timedelta = timedelta(seconds=1)
    """Slack: one message per second and channel. Kept in the tables, so over all processes; 0 switches it off."""
    workspace_rate: float | None = 20.0
    """Posts per second into one workspace from this process, a guess: Slack does not say its limit. None is no limit."""
    workspace_burst: int = 20
    max_attempts: int = 30
    """
    With the waits below about 85 minutes of a Slack that answers nothing clear; then a row without an expiry is a dead
    letter. A row with one is tried until then.
    """
    first_wait: timedelta = timedelta(seconds=5)
    """Before looking up what may have been posted: Slack may still be at it when our side has given up."""
    longest_wait: timedelta = timedelta(minutes=5)
    look_back: timedelta = timedelta(minutes=5)
    """How far before the first attempt a look-up begins: Slack's clock is not ours."""
    default_retry_after: timedelta = timedelta(seconds=30)
    """For a 429 that does not say how long."""
    patience: timedelta = timedelta(seconds=2)
    """Waits shorter than this are sat out with the row in hand; for longer ones it goes back."""
    senders: int = 8
    """Threads that post; at 200 ms for a post, 40 posts a second."""
    in_hand: int = 1000
    """Rows a process holds at most, where the workspace's rate allows so many in `per_channel` seconds."""
    per_channel: int = 3
    """Rows held of one channel: enough to keep its pace between two claims, few to wait a lease if we die."""
    look_ahead: timedelta = timedelta(milliseconds=500)
    """How long before its second is over a channel's next rows may be claimed."""
    idle_poll: timedelta = timedelta(seconds=1)
    """How long rows put by another process may go unnoticed."""
    busy_poll: timedelta = timedelta(milliseconds=200)
    """How often to look while due rows wait for their channel's second."""

    @property
    def room(self) -> int:
        """How many rows to hold at most."""
        if self.workspace_rate is None:
            return self.in_hand
        return min(self.in_hand, max(self.senders, int(self.workspace_rate * self.per_channel)))
