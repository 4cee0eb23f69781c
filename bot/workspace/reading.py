"""Looking at the workspace: what a person sees in a channel or thread, and waiting for it."""

import copy
import time
from collections.abc import Callable
from typing import Any, TypeVar

from bot.workspace.errors import WorkspaceError
from bot.workspace.jsontypes import JsonObject
from bot.workspace.space import Space
from bot.workspace.state import Channel, Message, User

T = TypeVar("T")
POLL = 0.1  # for what is not of the workspace's own making


class Reader:
    """Read-only views of a workspace; every method may be called from any thread."""

    def __init__(self, space: Space) -> None:
        self.space = space

    def channel(self, wanted: str) -> Channel:
        """Return the conversation with this name or id; `@name` is that person's direct message with the bot."""
        if wanted.startswith("@"):
            return self.space.state.direct_channel(self.user(wanted).id)
        channel = self.space.state.find_channel(wanted) or self.space.state.channels.get(wanted)
        if channel is None:
            raise WorkspaceError(f"There is no channel {wanted}.")
        return channel

    def user(self, wanted: str) -> User:
        """Return the person with this name (with or without @) or id."""
        user = self.space.state.find_user(wanted)
        if user is None:
            raise WorkspaceError(f"There is no user {wanted}.")
        return user

    def names(self) -> dict[str, str]:
        """Return what to show for user and channel ids, for `render_message`."""
        state = self.space.state
        with state.changed:
            channels = {channel.id: channel.name for channel in state.channels.values()}
            return channels | {user.id: user.name for user in state.users.values()}

    def messages(self, channel: str, user: str | None = None) -> list[JsonObject]:
        """
        Return the messages of a channel, thread replies included, oldest first.

        With `user`, also the ephemeral messages only they see (`is_ephemeral`). Each message has its `channel`.
        """
        with self.space.state.changed:
            where = self.channel(channel)
            reader = self.user(user).id if user else None
            return [shown(m) for m in where.messages.values() if m.visible_to in (None, reader)]

    def thread(self, channel: str, ts: str, user: str | None = None) -> list[JsonObject]:
        """Return a message and its replies, oldest first; with `user`, their ephemeral ones too."""
        return [m for m in self.messages(channel, user) if ts in (m["ts"], m.get("thread_ts"))]

    def message(self, channel: str, ts: str) -> JsonObject:
        """Return one message."""
        with self.space.state.changed:
            found = self.channel(channel).messages.get(ts)
            if found is None:
                raise WorkspaceError(f"There is no message {ts} in {channel}.")
            return shown(found)

    def home(self, user: str) -> JsonObject | None:
        """Return the App Home view published for a person, or None."""
        with self.space.state.changed:
            found = self.space.state.homes.get(self.user(user).id)
            return copy.deepcopy(found.body) if found else None

    def view(self, user: str) -> JsonObject | None:
        """Return the modal a person sees on top, or None."""
        with self.space.state.changed:
            stack = self.space.state.stacks.get(self.user(user).id, [])
            return copy.deepcopy(self.space.state.views[stack[-1]].body) if stack else None

    def file_bytes(self, file_id: str) -> bytes:
        """Return the content of an uploaded file."""
        stored = self.space.state.files.get(file_id)
        if stored is None:
            raise WorkspaceError(f"There is no file {file_id}.")
        return stored.content

    def wait_for(self, predicate: Callable[[], T | None], timeout: float = 5.0, what: str = "") -> T:
        """Return the first true value of `predicate`, asked at every change; TimeoutError after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        state = self.space.state
        while True:
            seen = state.version
            value = predicate()
            if value:
                return value
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{what or 'what was waited for'} did not happen within {timeout} s")
            state.wait_change(seen, min(left, POLL))

    def wait_message(
        self, channel: str, text: str = "", *, user: str | None = None, after: str = "", timeout: float = 5.0
    ) -> JsonObject:
        """Return the first message newer than ts `after` by the bot whose text or blocks contain `text`."""
        bot = self.space.state.bot_user

        where, readers = self.channel(channel), (None, self.user(user).id if user else None)

        def found() -> Message | None:
            for message in list(where.messages.values()):
                newer = message.ts > after and message.visible_to in readers
                if newer and message.body.get("user") == bot and contains(message.body, text):
                    return message
            return None

        message = self.wait_for(found, timeout, f"a message with {text!r} in {channel}")
        return self.message(where.id, message.ts)

    def wait_idle(self, quiet: float = 0.08, timeout: float = 10.0) -> None:
        """Wait until no delivery or call is under way and the log has been still for `quiet` seconds."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            entries = self.space.log.last()
            still = time.monotonic() - entries.monotonic if entries is not None else quiet
            if still >= quiet and not self.space.dispatcher.busy() and self.space.calls_in_flight == 0:
                return
            time.sleep(min(0.02, quiet))
        raise TimeoutError(f"the workspace was not idle within {timeout} s")


def shown(message: Message) -> JsonObject:
    """Return a message's body with its channel."""
    return {**copy.deepcopy(message.body), "channel": message.channel}


def contains(value: Any, text: str) -> bool:
    """Return whether any string inside JSON data contains `text`."""
    if isinstance(value, str):
        return text in value
    if isinstance(value, dict):
        return any(contains(item, text) for item in value.values())
    if isinstance(value, list):
        return any(contains(item, text) for item in value)
    return False
