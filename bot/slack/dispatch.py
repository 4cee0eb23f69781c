"""
Ack first: a listener validates, writes one durable row, acks, and hands the work to deskbot's own pool.

Whatever comes in (command, click, modal, event, shortcut) is one row in the inbox under a key that a repeated delivery
repeats, so it runs once. A row whose process died before it answered runs again after a restart while its answer can
still reach the person; an ephemeral answer that had begun is never sent twice.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App, BoltResponse

from bot.cards import common
from bot.cards.text import escape
from bot.deps import Deps
from bot.errors import AmbiguousName, DeskError, StorageClosed
from bot.ports import InboxRow, Json
from bot.registry import Answer, Request
from bot.slack import requests as read
from bot.slack.answers import Answering

log = logging.getLogger(__name__)

ANSWERABLE = timedelta(minutes=25)
"""A response_url lives 30 minutes; older questions are not answered any more after a restart."""
SWEEP_S = 5.0

_BUSY = "deskbot could not write this down, so nothing was done. Try again in a moment."


class Dispatcher:
    """Connects a Bolt app to the registry, the inbox and the pool."""

    def __init__(self, deps: Deps, answering: Answering, *, bot_user: Callable[[], str]) -> None:
        self._deps = deps
        self._answering = answering
        self._bot_user = bot_user
        self._in_flight: set[int] = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._sweeper: threading.Thread | None = None

    def attach(self, app: App) -> None:
        """Register one listener per kind; names are looked up in the registry."""
        anything = re.compile(".*")
        app.command(anything)(self._on_command)
        app.action(anything)(self._on_action)
        app.view(anything)(self._on_view)
        app.shortcut(anything)(self._on_shortcut)
        for event_type in self._deps.registry.events:
            # Bolt acks an event before its listener begins; what answers in its middleware is acked when it is stored
            app.event(event_type, middleware=[self._on_event])(lambda: None)

    def start(self) -> None:
        """Take up what an earlier process left, then look every few seconds for rows nobody works on."""
        now = self._deps.clock.now()
        self._deps.storage.inbox.expire(before=now - ANSWERABLE)
        self._sweep()
        self._sweeper = threading.Thread(target=self._sweep_forever, name="inbox-sweeper", daemon=True)
        self._sweeper.start()

    def stop(self) -> None:
        """Stop sweeping; what runs is the pool's business."""
        self._stop.set()
        if self._sweeper:
            self._sweeper.join(timeout=2)

    # Listeners. Bolt injects arguments by name (facts/runtime.md): only `ack` and `body` are used. -------------------

    def _on_command(self, ack: Ack, body: Json) -> None:
        command = self._deps.registry.commands.get(str(body.get("command")))
        if command is None:
            ack(f"{body.get('command')} is not a command of deskbot. /deskbot help lists them.")
            return
        row = self._receive(ack, "command", f"command:{body.get('trigger_id')}", body)
        if row is not None:
            word = str(body.get("text") or "").split(" ", 1)[0].lower()
            self._hand_over(row, fast=word in command.fast)

    def _on_action(self, ack: Ack, body: Json) -> None:
        first = (body.get("actions") or [{}])[0]
        action = self._deps.registry.action(str(first.get("action_id", "")))
        if action is None:  # a link button, or a message older than this version
            ack()
            return
        key = f"action:{body.get('trigger_id')}:{first.get('action_id')}"
        row = self._receive(ack, "action", key, body)
        if row is not None:
            self._hand_over(row, fast=action.fast)

    def _on_view(self, ack: Ack, body: Json) -> None:
        view = self._deps.registry.views.get(str((body.get("view") or {}).get("callback_id", "")))
        if view is None or body.get("type") != "view_submission":
            ack()
            return
        if view.check is not None:
            errors = view.check(read.from_view(body), self._deps)
            if errors:
                ack(response_action="errors", errors=dict(errors))
                return
        key = f"view:{body['view'].get('id')}:{body['view'].get('hash')}"
        row = self._receive(ack, "view", key, body)
        if row is not None:
            self._hand_over(row)

    def _on_shortcut(self, ack: Ack, body: Json) -> None:
        if body.get("callback_id") not in self._deps.registry.shortcuts:
            ack()
            return
        row = self._receive(ack, "shortcut", f"shortcut:{body.get('trigger_id')}", body)
        if row is not None:
            self._hand_over(row)

    def _on_event(self, ack: Ack, body: Json) -> BoltResponse:
        event = body.get("event") or {}
        if self._from_a_bot(event) or not any(
            entry.wants(event) for entry in self._deps.registry.events.get(str(event.get("type")), ())
        ):
            self._deps.line.hear(self._deps.clock.now())
            return ack()
        row = self._receive(ack, "event", f"event:{body.get('event_id')}", body)
        if row is not None:
            self._hand_over(row)
        return ack()

    def _from_a_bot(self, event: Json) -> bool:
        """Other bots' messages never start a loop; nor do ours."""
        return bool(event.get("bot_id") or event.get("subtype") == "bot_message") or (
            event.get("user") is not None and event.get("user") == self._bot_user()
        )

    # Rows ------------------------------------------------------------------------------------------------------------

    def _receive(self, ack: Ack, kind: str, key: str, body: Json) -> int | None:
        now = self._deps.clock.now()
        self._deps.line.hear(now)
        try:
            row = self._deps.storage.inbox.receive(key, kind, read.team_of(body), read.stored(body), at=now)
        except Exception:
            log.exception("inbox: could not store a %s", kind)
            if kind == "command":
                ack(_BUSY)
                return None
            raise  # Bolt answers 500 and Slack delivers the event again
        mine = row is not None and self._take(row)
        ack()
        return row if mine else None

    def _take(self, row: int) -> bool:
        """False where it is in somebody's hands: the sweeper may have seen it before its own listener gets here."""
        with self._lock:
            if row in self._in_flight:
                return False
            self._in_flight.add(row)
            return True

    def _hand_over(self, row: int, *, fast: bool = False) -> None:
        if fast:
            self._work(row)
            return
        try:
            self._deps.queue.submit(lambda: self._work(row), name=f"inbox {row}")
        except DeskError:  # the pool is full: the row waits for the sweeper
            with self._lock:
                self._in_flight.discard(row)

    def _sweep_forever(self) -> None:
        while not self._stop.wait(SWEEP_S):
            try:
                self._sweep()
            except Exception:
                log.exception("inbox: sweep failed")

    def _sweep(self) -> None:
        since = self._deps.clock.now() - ANSWERABLE
        for row in self._deps.storage.inbox.unfinished(since=since):
            if self._take(row.id):
                self._hand_over(row.id)

    def _work(self, row_id: int) -> None:
        try:
            row = self._deps.storage.inbox.claim(row_id)
            if row is not None:
                self._run(row)
        except StorageClosed:  # it ran longer than a stop waits
            log.warning("row %d is left to the next start", row_id)
        finally:
            with self._lock:
                self._in_flight.discard(row_id)

    def _run(self, row: InboxRow) -> None:
        inbox = self._deps.storage.inbox
        failure: str | None = None
        broken = following = False
        for request, handler in self._handlers(row):
            try:
                answer = handler(request, self._deps)
            except AmbiguousName as error:
                answer = Answer(common.picker(request.name, request.text, error))
            except DeskError as error:
                failure = error.message
                answer = self._answering.failed(request, common.error(escape(error.message)))
            except Exception as error:
                log.exception("row %d (%s): the handler failed", row.id, request.name)
                failure, broken = f"{type(error).__name__} in {request.name}", True
                answer = self._answering.failed(
                    request,
                    common.error(
                        f"deskbot made a mistake on this one; it is logged as number {row.id}. "
                        "Nothing was changed. /deskbot status shows whether others fail too."
                    ),
                )
            if answer is None:
                continue
            if self._answering.only_once(request, answer):
                inbox.mark(row.id, "answering")
            if answer.error and answer.message is not None:
                failure = failure or answer.message.text
            try:
                failure = self._answering.deliver(request, answer) or failure
                following = following or (failure is None and answer.later is not None)
            except DeskError as error:
                failure, broken = error.message, True
        if following and not broken:  # the longer answer's own end is the row's
            return
        inbox.mark(row.id, "broken" if broken else "failed" if failure else "done", error=failure)

    def _handlers(self, row: InboxRow) -> list[tuple[Request, Callable[[Request, Deps], Any]]]:
        registry, body = self._deps.registry, row.payload
        if row.kind == "command":
            request = read.from_command(body, row=row.id)
            return [(request, registry.commands[request.name].run)]
        if row.kind == "action":
            request = read.from_action(body, row=row.id)
            action = registry.action(request.name)
            return [(request, action.run)] if action else []
        if row.kind == "view":
            request = read.from_view(body, row=row.id)
            return [(request, registry.views[request.name].run)]
        if row.kind == "shortcut":
            request = read.from_shortcut(body, row=row.id)
            return [(request, registry.shortcuts[request.name].run)]
        request = read.from_event(body, row=row.id, bot_user=self._bot_user())
        event: Mapping[str, Any] = request.payload
        return [(request, entry.run) for entry in registry.events.get(request.name, ()) if entry.wants(dict(event))]
