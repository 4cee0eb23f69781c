"""
What the workspace remembers: people, channels, messages, files, views, and the short-lived keys Slack hands out.

In memory, behind one re-entrant lock; `changed` is notified after every change, so that a reader can wait for
something to become true. Knows nothing of HTTP, sockets or events.
"""

import itertools
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from bot.workspace.jsontypes import JsonObject

ChannelKind = Literal["public", "private", "im"]
SLACKBOT = "USLACKBOT"
TRIGGER_LIFE = timedelta(seconds=3)


@dataclass(slots=True)
class User:
    """A person or a bot; `tz` is an IANA zone name."""

    id: str
    name: str
    real_name: str
    tz: str = "America/New_York"
    is_bot: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """
    One message: `body` is Slack's message object. `visible_to` names the only reader of an ephemeral message.

    `via` is the id of the response_url grant that made it, if one did.
    """

    channel: str
    ts: str
    body: JsonObject
    visible_to: str | None = None
    via: str | None = None


@dataclass(slots=True)
class Channel:
    """A conversation; messages are kept in the order of their ts."""

    id: str
    name: str
    kind: ChannelKind
    members: set[str]
    created: int
    archived: bool = False
    deleted: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    replies: dict[str, list[str]] = field(default_factory=dict)

    def store(self, message: Message) -> None:
        """Keep a message, and its place in its thread."""
        self.messages[message.ts] = message
        parent = message.body.get("thread_ts")
        if message.visible_to is None and parent not in (None, message.ts):
            self.replies.setdefault(str(parent), []).append(message.ts)

    def drop(self, ts: str) -> None:
        """Forget a message."""
        message = self.messages.pop(ts, None)
        if message is not None:
            parent = self.replies.get(str(message.body.get("thread_ts")), [])
            if ts in parent:
                parent.remove(ts)


@dataclass(slots=True)
class Grant:
    """A response_url: who may answer where, how often it was used, and the message it is of (None for a command)."""

    id: str
    secret: str
    kind: Literal["commands", "actions"]
    user: str
    channel: str
    made: datetime
    thread_ts: str | None = None
    source_ts: str | None = None
    uses: int = 0


@dataclass(slots=True)
class Trigger:
    """A trigger_id: good for one view, for three seconds of the workspace's time."""

    user: str
    made: datetime
    used: bool = False


@dataclass(slots=True)
class StoredFile:
    """A file; `content` is empty until it is uploaded, `shared` once completeUploadExternal named it."""

    id: str
    name: str
    length: int
    title: str = ""
    content: bytes = b""
    uploaded: bool = False
    completed: bool = False
    mimetype: str = "application/octet-stream"
    created: int = 0
    channels: list[str] = field(default_factory=list)
    ticket: str = ""


@dataclass(slots=True)
class View:
    """An open modal or a published home: `body` is Slack's view object; `errors` is what the app said of the inputs."""

    id: str
    user: str
    body: JsonObject
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Token:
    """A credential; never shown in a repr."""

    value: str = field(repr=False)
    kind: Literal["bot", "app"]
    scopes: frozenset[str]
    error: str | None = None


class State:
    """The workspace's memory. Hold `changed` while reading more than one thing or while writing."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.changed = threading.Condition(threading.RLock())
        self.version = 0
        self.team_id = "T0DESK00001"
        self.team_name = "Trading Desk"
        self.team_domain = "desk"
        self.app_id = "A0DESKBOT01"
        self.bot_id = "B0DESKBOT01"
        self.bot_user = "U0DESKBOT01"
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, StoredFile] = {}
        self.grants: dict[str, Grant] = {}
        self.triggers: dict[str, Trigger] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, View] = {}
        self.tokens: dict[str, Token] = {}
        self._serial = itertools.count(1)
        self._last_ts = 0

    def touch(self) -> None:
        """Tell every waiting reader that something changed."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()

    def wait_change(self, seen: int, timeout: float) -> None:
        """Wait until the version is no longer `seen`, at most `timeout` seconds."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != seen, timeout)

    def next_id(self, prefix: str) -> str:
        """Return a new id in Slack's look: a letter or two, then upper-case letters and figures."""
        with self.changed:
            return f"{prefix}0{next(self._serial):08d}"

    def next_ts(self) -> str:
        """Return a unique, increasing message ts: seconds.microseconds of the workspace's clock."""
        with self.changed:
            micros = round(self.clock().timestamp() * 1_000_000)
            self._last_ts = max(micros, self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def seconds(self) -> int:
        """Return the workspace's time as whole Unix seconds."""
        return int(self.clock().timestamp())

    def add_user(self, name: str, real_name: str = "", *, tz: str = "America/New_York", user_id: str = "") -> User:
        """Add a person and return them."""
        with self.changed:
            user = User(user_id or self.next_id("U"), name, real_name or name.capitalize(), tz)
            self.users[user.id] = user
            return user

    def add_channel(self, name: str, kind: ChannelKind, members: set[str], channel_id: str = "") -> Channel:
        """Add a conversation and return it."""
        with self.changed:
            prefix = "D" if kind == "im" else "C"
            channel = Channel(channel_id or self.next_id(prefix), name, kind, set(members), self.seconds())
            self.channels[channel.id] = channel
            return channel

    def find_channel(self, wanted: str) -> Channel | None:
        """Return the conversation with this id or name (with or without #), or None."""
        with self.changed:
            found = self.channels.get(wanted)
            if found is None:
                name = wanted.removeprefix("#")
                found = next((c for c in self.channels.values() if c.kind != "im" and c.name == name), None)
            return None if found is None or found.deleted else found

    def find_user(self, wanted: str) -> User | None:
        """Return the user with this id or name (with or without @), or None."""
        with self.changed:
            name = wanted.removeprefix("@")
            return self.users.get(wanted) or next((u for u in self.users.values() if u.name == name), None)

    def direct_channel(self, user_id: str) -> Channel:
        """Return the direct message between this user and the bot, opened if need be."""
        with self.changed:
            members = {user_id, self.bot_user}
            for channel in self.channels.values():
                if channel.kind == "im" and channel.members == members:
                    return channel
            return self.add_channel("", "im", members)

    def history(self, channel: Channel) -> Iterator[Message]:
        """Yield what history shows: no ephemeral messages, and no thread replies that were not broadcast."""
        for message in channel.messages.values():
            thread = message.body.get("thread_ts")
            if message.visible_to is None and (
                thread in (None, message.ts) or message.body.get("subtype") == "thread_broadcast"
            ):
                yield message

    def thread(self, channel: Channel, ts: str) -> list[Message]:
        """Return a message and its public replies, oldest first."""
        parent = channel.messages.get(ts)
        found = [] if parent is None or parent.visible_to is not None else [parent]
        return found + [channel.messages[reply] for reply in channel.replies.get(ts, [])]

    def add_grant(self, kind: Literal["commands", "actions"], user: str, channel: str) -> Grant:
        """Hand out a response_url."""
        with self.changed:
            grant = Grant(self.next_id(""), secrets.token_urlsafe(18), kind, user, channel, self.clock())
            self.grants[grant.id] = grant
            return grant

    def add_trigger(self, user: str) -> str:
        """Hand out a trigger_id."""
        with self.changed:
            trigger_id = f"{next(self._serial)}.{self.seconds()}.{secrets.token_hex(16)}"
            self.triggers[trigger_id] = Trigger(user, self.clock())
            return trigger_id
