"""Delivery against the local workspace: the real slack_sdk, the real tables, a clock moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cards.blocks import context
from bot.clock import ManualClock
from bot.delivery import Outbox, Policy
from bot.ports import Message, OutboxRow, Place
from bot.slack.client import SlackClient
from bot.workspace.driver import Workspace
from bot.workspace.space import Options
from storage import SqliteStorage, open_storage

NOON = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


@dataclass
class Post:
    """A workspace, the tables and an outbox between them."""

    ws: Workspace
    storage: SqliteStorage
    clock: ManualClock
    outbox: Outbox
    slack: SlackClient

    def place(self, channel: str = "#biotech") -> Place:
        return Place(self.ws.space.state.team_id, self.ws.channel(channel).id)

    def enqueue(self, key: str, channel: str = "#biotech", **options: Any) -> bool:
        return self.outbox.enqueue(key, self.place(channel), Message(f"text of {key}", (context("small"),)), **options)

    def other_worker(self, **changes: Any) -> Outbox:
        """A second process's outbox on the same tables."""
        return Outbox(self.storage, self.slack, self.clock, replace(self.outbox.policy, **changes))

    def claim_one(self) -> OutboxRow:
        """Lease the one row that is due, as a worker does before it sends."""
        (lane,) = self.outbox.claim(10)
        (row,) = lane.rows
        return row

    def row(self, key: str) -> OutboxRow:
        row = self.storage.outbox.get(key)
        assert row is not None
        return row

    def state(self, key: str) -> str:
        return self.row(key).state

    def keys(self, channel: str = "#biotech") -> list[str]:
        """The keys of what a person sees there, in order."""
        return [
            message["metadata"]["event_payload"]["key"]
            for message in self.ws.messages(channel)
            if "metadata" in message
        ]

    def calls(self, method: str = "chat.postMessage") -> int:
        return len(self.ws.log.calls(method))

    def later(self, **how_much: float) -> None:
        self.clock.advance(timedelta(**how_much))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def make_post(clock: ManualClock, tmp_path: Path) -> Iterator[Callable[..., Post]]:
    made: list[Post] = []

    def make(options: Options | None = None, **policy: Any) -> Post:
        ws = Workspace.start(clock=clock.now, options=options or Options(rate_limits=False))
        storage = open_storage(tmp_path / "desk.db", clock=clock, busy_seconds=0.05)
        slack = SlackClient(ws.bot_token, ws.api_url, clock)
        outbox = Outbox(storage, slack, clock, replace(Policy(), **policy))
        made.append(Post(ws, storage, clock, outbox, slack))
        return made[-1]

    yield make
    for post in made:
        post.storage.close()
        post.ws.stop()


@pytest.fixture
def post(make_post: Callable[..., Post]) -> Post:
    return make_post()
