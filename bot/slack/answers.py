"""
How an answer reaches people (DESIGN.md, delivery and long answers).

Asker only: through the response_url, else as an ephemeral message, at most once, a failure recorded. Channel,
thread and direct message: a row in the outbox under a unique key. Files: to the asker's DM, or into the channel on Share.
"""

from __future__ import annotations

import itertools
import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from bot.cards import blocks as b
from bot.cards import common
from bot.cards.text import escape
from bot.errors import (
    DeliveryError,
    DeskError,
    RateLimited,
    SourceError,
    StorageClosed,
    StorageError,
    Uncertain,
    Undeliverable,
    UserError,
)
from bot.ports import CacheEntry, Clock, InboxState, Message, OutboxRow, Queue, SlackPort, Storage
from bot.registry import REPLACEMENTS, Answer, Request

log = logging.getLogger(__name__)

RESPONSE_URL_LIFE = timedelta(minutes=29)
ALREADY_SHARED = "This was shared here already. Ask again to share a newer one."
WAITS, LONGEST_WAIT_S = 3, 30.0
"""How often and how long an answer for the asker waits where Slack asks for it."""
_NO_REST = "The rest of this answer could not be made."
NOTICE_S = 8.0
"""How long a shared post is watched, so that the person who clicked hears of a refusal."""


class Answering:
    """Delivers answers; knows response_urls, ephemerals, DMs and the outbox."""

    def __init__(
        self, slack: SlackPort, storage: Storage, queue: Queue, clock: Clock, *, kick: Callable[[], None]
    ) -> None:
        self._slack = slack
        self._storage = storage
        self._queue = queue
        self._clock = clock
        self._kick = kick
        self._sharing = threading.Condition()
        self._in_hand: set[str] = set()

    @staticmethod
    def failed(request: Request, message: Message) -> Answer | None:
        """An error as an answer: for the asker alone; None where nobody asked (an event outside mentions and DMs)."""
        return Answer(message, show="asker", error=True) if _was_asked(request) else None

    @staticmethod
    def only_once(request: Request, answer: Answer) -> bool:
        """Whether a second try could show the answer twice: what goes past the outbox, which knows it by its key."""
        return bool(answer.files) or (answer.show == "asker" and not _is_direct(request))

    def deliver(self, request: Request, answer: Answer) -> str | None:
        """
        Hand the answer over; returns what went wrong and was told, for the inbox row, or None. Raises the error tree's
        errors where the answer could not be shown; the asker is told that where Slack takes anything.
        """
        if answer.share_files:
            refused, new = self._share_files(request, answer)
            answer = answer if new else Answer(common.note(ALREADY_SHARED))
        else:
            refused = self._hand_files(request, answer)
        if refused is not None:  # the card would say that they were sent
            answer = Answer(common.error(escape(refused)), error=True)
        try:
            problem = self._show(request, self._warned(request, answer))
        except DeskError as error:
            log.warning("row %s: the answer was not delivered: %s", request.row, error.message)
            self._tell_failure(request, "The answer could not be shown.", error)
            raise
        if answer.later is not None:
            self._follow_up(request, answer.later)
        return refused or problem

    def _warned(self, request: Request, answer: Answer) -> Answer:
        """Of what is to be posted here later and cannot be, the person who set it up hears now."""
        why = self._slack.closed(request.channel, request.user) if answer.posts_later else ""
        if not why or answer.message is None:
            return answer
        warning = b.context(f":warning: Nothing can be posted here as it stands. {why}")
        return replace(answer, message=Message(answer.message.text, (*answer.message.blocks, warning)))

    def _share_files(self, request: Request, answer: Answer) -> tuple[str | None, bool]:
        """
        Once per card, button and file name, which holds the day: (why it failed, whether it was not there before).

        A second click waits for the first and shares its end; after a failure a later click tries again.
        """
        names = " ".join(file.filename for file in answer.files)
        shown = request.message_ts or f"row {request.row}"
        key = f"{request.team}:{request.channel}:{shown}:{request.name}:{request.value}:{names}"
        with self._alone(key) as waited:
            before = self._storage.cache.get("deskbot", "shared file", key)
            if before is not None and (before.error is None or waited):
                return before.error, before.error is not None
            refused = self._hand_files(request, answer)
            end = CacheEntry(None if refused else "shared", self._clock.now(), "deskbot", error=refused)
            self._storage.cache.put("deskbot", "shared file", key, end)
        return refused, True

    @contextmanager
    def _alone(self, key: str) -> Iterator[bool]:
        """One at a time under a key; gives whether it had to wait."""
        with self._sharing:
            waited = key in self._in_hand
            self._sharing.wait_for(lambda: key not in self._in_hand)
            self._in_hand.add(key)
        try:
            yield waited
        finally:
            with self._sharing:
                self._in_hand.discard(key)
                self._sharing.notify_all()

    def _hand_files(self, request: Request, answer: Answer) -> str | None:
        """Upload before the card says so; returns why that failed, in words for the person who asked."""
        for file in answer.files:
            try:
                channel = request.channel if answer.share_files else self._slack.open_dm(request.user)
                self._slack.upload(channel, filename=file.filename, content=file.content, title=file.title)
            except DeskError as error:
                log.warning("row %s: %s was not delivered: %s", request.row, file.filename, error.message)
                sure = "may not have arrived" if isinstance(error, Uncertain) else "was not sent"
                return f"{file.filename} {sure}: {error.message}"
        return None

    def _show(self, request: Request, answer: Answer) -> str | None:
        if answer.message is None or answer.show == "nothing":
            return None
        self._keep(request, answer.message)
        direct = _is_direct(request)
        if answer.show == "asker" and not direct:
            self._to_asker(request, answer)
            return None
        thread = answer.thread_ts or request.thread_ts if answer.show == "thread" or direct else None
        if answer.show == "thread":
            thread = thread or request.message_ts
        key = answer.key or f"inbox:{request.row}"
        asked = _was_asked(request)
        new = self._storage.outbox.put(
            key,
            request.place,
            {"text": answer.message.text, "blocks": list(answer.message.blocks)},
            due_at=self._clock.now(),
            thread_ts=thread,
        )
        before = None if new or not asked else self._storage.outbox.get(key)
        if before is not None and before.state == "dead" and not before.uncertain:
            # Slack had refused it; the person may have done what that asked for
            self._storage.outbox.retry_dead(now=self._clock.now(), key=key)
        self._kick()
        return self._watch(request, key) if asked else None

    def _keep(self, request: Request, card: Message) -> None:
        """Remember a card that can be shared: Slack does not give an ephemeral message back on a click."""
        if common.can_share(card):
            value = json.dumps({"text": card.text, "blocks": list(card.blocks)})
            self._storage.cache.put(
                "deskbot", "card", str(request.row), CacheEntry(value, self._clock.now(), "deskbot")
            )

    def _to_asker(self, request: Request, answer: Answer) -> None:
        """A 429 says that nothing was shown: it is waited for, so that a burst of questions loses no answer."""
        for _ in range(WAITS):
            try:
                self._try_asker(request, answer)
            except RateLimited as error:
                seconds = (error.retry_at - self._clock.now()).total_seconds() if error.retry_at else 1.0
                if seconds > LONGEST_WAIT_S:
                    raise
                self._clock.sleep(max(seconds, 0.1))
            else:
                return
        self._try_asker(request, answer)

    def _try_asker(self, request: Request, answer: Answer) -> None:
        assert answer.message is not None  # noqa: S101 - _show has looked
        if request.response_url:
            try:
                self._slack.respond(request.response_url, answer.message, replace=answer.replace)
                return
            except Undeliverable:
                log.info("row %s: the response_url is used up, answering in the DM", request.row)
                self._slack.post(self._slack.open_dm(request.user), answer.message)
                return
        if not request.channel or request.channel.startswith("D"):
            self._slack.post(request.channel or self._slack.open_dm(request.user), answer.message)
            return
        try:
            self._slack.ephemeral(request.channel, request.user, answer.message, thread_ts=request.thread_ts)
        except Undeliverable:
            self._slack.post(self._slack.open_dm(request.user), answer.message)

    def _watch(self, request: Request, key: str) -> str | None:
        """Tell the person who clicked when Slack refuses the post, for good or for now."""
        row = self._settled(key)
        if row is None or row.state == "sent" or (row.state in {"due", "claimed"} and not row.error):
            return None
        reason = row.error or "Slack did not take the message."
        if row.state in {"due", "claimed"}:
            reason = f"Not posted yet: {reason} The post is kept and goes out when Slack takes it."
        self._to_asker(request, Answer(common.error(escape(reason)), error=True))
        return reason

    def _settled(self, key: str) -> OutboxRow | None:
        deadline = self._clock.monotonic() + NOTICE_S
        while self._clock.monotonic() < deadline:
            row = self._storage.outbox.get(key)
            if row is None or row.state in {"sent", "dead", "skipped"} or (row.error and not row.uncertain):
                return row
            self._clock.sleep(0.05)
        return self._storage.outbox.get(key)

    def _follow_up(self, request: Request, later: Callable[[], Answer | None]) -> None:
        """What was promised is still to come: until it is, a process that ends leaves the question to the next one."""
        self._mark(request, "following")

        def run() -> None:
            try:
                self._follow(request, later)
            except StorageClosed:
                log.warning("row %s: the longer answer is left to the next start", request.row)
            except DeskError as error:
                log.warning("row %s: the longer answer was not made or not delivered: %s", request.row, error.message)
                self._tell_failure(request, _NO_REST, error)
                self._mark(
                    request, "failed" if isinstance(error, (UserError, SourceError)) else "broken", error.message
                )
            except Exception as error:
                log.exception("row %s: the longer answer failed", request.row)
                mistake = DeskError(f"deskbot made a mistake on it; it is logged as number {request.row}.")
                self._tell_failure(request, _NO_REST, mistake)
                self._mark(request, "broken", f"{type(error).__name__} in {request.name}")
            else:
                self._mark(request, "done")

        try:
            self._queue.submit(run, name=f"follow-up {request.row}")
        except DeskError as error:
            log.warning("row %s: the longer answer was not begun: %s", request.row, error.message)
            self._tell_failure(request, _NO_REST, error)
            self._mark(request, "broken", error.message)

    def _follow(self, request: Request, later: Callable[[], Answer | None]) -> None:
        """Every further stage of an answer, each in the place of the one before."""
        asked_at = self._clock.now()
        for count in itertools.count(1):
            answer = later()
            if answer is None:
                return
            late = self._clock.now() - asked_at > RESPONSE_URL_LIFE or count > REPLACEMENTS
            if late and answer.message is not None:
                self._slack.post(self._slack.open_dm(request.user), answer.message)
            elif answer.message is not None:
                self._keep(request, answer.message)
                self._to_asker(request, Answer(answer.message, replace=True))
            for file in answer.files:
                self._slack.upload(
                    self._slack.open_dm(request.user), filename=file.filename, content=file.content, title=file.title
                )
            if answer.later is None:
                return
            later = answer.later

    def _tell_failure(self, request: Request, what: str, reason: DeskError) -> None:
        """In words to whoever asked; what a first answer showed stays. Where Slack takes nothing, it takes no reason either."""
        if isinstance(reason, (DeliveryError, RateLimited)) or not _was_asked(request):
            return
        try:
            self._to_asker(request, Answer(common.error(f"{what} {escape(reason.message)}"), error=True))
        except DeskError as error:
            log.warning("row %s: the asker could not be told: %s", request.row, error.message)

    def _mark(self, request: Request, state: InboxState, error: str | None = None) -> None:
        """How far it got; where that cannot be written, the next start takes it for unfinished."""
        try:
            if request.row is not None:
                self._storage.inbox.mark(request.row, state, error=error)
        except StorageError as fault:
            log.warning("row %s: %s is not recorded: %s", request.row, state, fault.message)


def _was_asked(request: Request) -> bool:
    """Whether somebody waits for the answer: not where a message in a channel is read unasked."""
    direct = request.payload.get("channel_type") == "im"
    return request.kind != "event" or request.name == "app_mention" or direct


def _is_direct(request: Request) -> bool:
    """Whether it was said to deskbot in its direct message."""
    return request.channel.startswith("D") and not request.response_url
