"""
What changed in which message, in order: the page's event stream reads it, so that a reconnect loses nothing.

The workspace's memory says only that something changed; the journal compares messages with how it last saw them.
Changes are numbered; a reader that is further behind than the journal reaches is told to read everything anew.
"""

import time
from collections import deque
from typing import Final, NamedTuple

from bot.workspace.jsontypes import JsonObject
from bot.workspace.state import Channel, Message, State

KEPT: Final = 20_000


class _Seen(NamedTuple):
    body: JsonObject  # the very object: an edit puts another in its place
    reactions: tuple[tuple[str, int], ...]
    replies: int

    def same(self, other: "_Seen") -> bool:
        return self.body is other.body and self.reactions == other.reactions and self.replies == other.replies


class Change(NamedTuple):
    """One change: `gone` where the message was deleted."""

    seq: int
    channel: str
    ts: str
    gone: bool


class Journal:
    """The changes of one workspace. `scan` on the server's loop; it takes the state's lock for some milliseconds."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._version = -1
        # Runs count from different numbers: a page left open is not given another run's news as the next of its own.
        self._first = self._seq = time.monotonic_ns() // 1_000_000
        self._changes: deque[Change] = deque(maxlen=KEPT)
        self._known: dict[str, dict[str, _Seen]] = {}

    def scan(self) -> int:
        """Write down what changed since the last scan; return the number of the newest change."""
        with self._state.changed:
            if self._version != self._state.version:
                self._version = self._state.version
                for channel in self._state.channels.values():
                    self._compare(channel)
        return self._seq

    def since(self, seq: int) -> list[Change] | None:
        """Return the changes after `seq`, the last one of each message; None where that is too old or of another run."""
        first = self._changes[0].seq - 1 if self._changes else self._first
        if not first <= seq <= self._seq:
            return None
        latest: dict[tuple[str, str], Change] = {}
        for change in reversed(self._changes):
            if change.seq <= seq:
                break
            latest.setdefault((change.channel, change.ts), change)
        return sorted(latest.values())

    def _compare(self, channel: Channel) -> None:
        known = self._known.setdefault(channel.id, {})
        for ts, message in channel.messages.items():
            now, before = _seen(channel, message), known.get(ts)
            if before is None or not now.same(before):
                known[ts] = now
                self._note(channel.id, ts, gone=False)
        if len(known) != len(channel.messages):
            for ts in [ts for ts in known if ts not in channel.messages]:
                del known[ts]
                self._note(channel.id, ts, gone=True)

    def _note(self, channel: str, ts: str, *, gone: bool) -> None:
        self._seq += 1
        self._changes.append(Change(self._seq, channel, ts, gone))


def _seen(channel: Channel, message: Message) -> _Seen:
    reactions = message.body.get("reactions")
    counted = tuple((r["name"], r["count"]) for r in reactions) if reactions else ()
    return _Seen(message.body, counted, len(channel.replies.get(message.ts, ())))
