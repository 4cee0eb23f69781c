"""
The local desk: the unchanged Bolt app, connected by real Socket Mode to a small Slack that deskbot serves on loopback.

`make run` without tokens, `deskbot ask`, and the browser tests all start here.
"""

from __future__ import annotations

import dataclasses
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from bot.cards.gallery import gallery
from bot.clock import FollowingClock, ShiftedClock, SystemClock
from bot.errors import ConfigError
from bot.manifest import manifest
from bot.ports import Clock, Storage
from bot.registry import discover
from bot.sample import SAMPLE_START
from bot.sample.stories import sample_page
from bot.settings import Secret, Settings
from bot.wiring import Desk, Sources, build, choose_sources, live_sources, sample_sources
from bot.workspace.driver import Workspace
from bot.workspace.page import Page


@dataclass(frozen=True, slots=True)
class LocalDesk:
    """A workspace and the desk that serves it."""

    workspace: Workspace
    desk: Desk
    mode: Literal["live", "sample"]
    folder: tempfile.TemporaryDirectory[str]
    page: Page

    @property
    def page_url(self) -> str:
        """Where a browser finds the workspace."""
        return self.workspace.api_url.removesuffix("api/")

    def seen_by(self, user: str, channel: str = "#biotech") -> list[dict[str, Any]]:
        """Every message of the channel and its threads that this person sees, in order of time."""
        return [dict(item) for item in self.workspace.messages(channel, user=user)]

    def settle(self, patience: float = 90.0) -> None:
        """
        Wait until nothing is being worked on: no delivery without its ack, no unanswered row, no post due; `patience` outlasts
        Slack's retry after a minute. Work moves on while it is counted, from place to place: only what was counted twice
        without a change between holds at one moment.
        """
        deadline = time.monotonic() + patience
        before: object = None
        while time.monotonic() < deadline:
            self.workspace.wait_idle(timeout=patience)
            busy, seen = self._work()
            if not busy and seen == before:
                return
            before = seen
            if busy:
                time.sleep(0.02)

    def _work(self) -> tuple[bool, object]:
        """Whether anything is being worked on, and all that was counted, what is done included."""
        sent = self.workspace.space.dispatcher.sent()
        unacked = sum(delivery.outcome is None for delivery in sent)
        storage = self.desk.deps.storage
        inbox, outbox, depth = storage.inbox.counts(), storage.outbox.counts(), self.desk.deps.queue.depth()
        open_states = (
            (inbox, ("received", "running", "answering", "following")),
            (outbox, ("due", "claimed")),
            (depth, ("waiting", "running")),
        )
        waiting = sum(counts.get(state, 0) for counts, states in open_states for state in states)
        return bool(unacked + waiting), (sent[-1:], inbox, outbox, depth)

    def stop(self) -> None:
        """The desk first, so that nothing is left half sent. Idempotent."""
        self.page.moved = None
        self.desk.stop()
        self.workspace.stop()
        self.folder.cleanup()


def open_local(
    settings: Settings,
    *,
    port: int = 0,
    warm: bool = True,
    clock: Clock | None = None,
    sources: Callable[[Storage, Clock], Sources] | None = None,
    watcher: Callable[[dict[str, Any]], None] | None = None,
) -> LocalDesk:
    """
    Start both, with the browser page; `watcher` hears of every action on it.

    In sample mode the clock starts at the sample's own day. The database is a temporary one: the workspace begins
    empty, too. Raises `ConfigError` where Slack tokens are set, so that nobody confuses the two.
    """
    if settings.has_slack:
        raise ConfigError(
            "SLACK_BOT_TOKEN is set, so the local workspace does not start. Unset it to look at sample data."
        )
    mode = choose_sources(settings)
    base: Clock = clock or (ShiftedClock(SAMPLE_START) if mode == "sample" else SystemClock())
    registry = discover()
    description: Mapping[str, Any] = manifest(registry)
    note = "sample data" if mode == "sample" else "live data"
    articles = sample_page if mode == "sample" else None
    page = Page(description, gallery=gallery, note=f"local workspace, {note}", watcher=watcher, articles=articles)
    with ExitStack() as undo:
        workspace = Workspace.start(port, clock=base.now, manifest=description, extra_routes=page.routes())
        undo.callback(workspace.stop)
        folder = tempfile.TemporaryDirectory(prefix="deskbot-", ignore_cleanup_errors=True)
        undo.callback(folder.cleanup)
        local = dataclasses.replace(
            settings,
            bot_token=Secret(workspace.bot_token),
            app_token=Secret(workspace.app_token),
            signing_secret=Secret(workspace.signing_secret),
            api_url=workspace.api_url,
            mode="socket",
            database=Path(folder.name) / "workspace.db",
        )
        follows = FollowingClock(workspace.clock.now, base)
        from storage import open_storage

        storage = open_storage(local.database, clock=follows)
        undo.callback(storage.close)
        make = sources or (sample_sources if mode == "sample" else partial(live_sources, local))
        desk = build(
            local,
            clock=follows,
            storage=storage,
            sources=make(storage, follows),
            registry=registry,
            symbol_list=settings.symbol_list if mode == "live" else None,
        )
        undo.callback(desk.stop)
        page.moved = lambda: desk.planner.tick(follows.now())
        desk.start(warm=warm)
        workspace.wait_connected()
        undo.pop_all()
    return LocalDesk(workspace, desk, mode, folder, page)
