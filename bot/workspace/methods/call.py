"""One Web API call, and the pieces every method needs: its channel, its page of results."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.limits import SPECIAL
from bot.workspace.methods.args import number_of, text_of
from bot.workspace.space import Space
from bot.workspace.state import Channel, Message, Token, User

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """A call with a good token; `args` are the decoded form or JSON fields."""

    space: Space
    method: str
    args: JsonObject
    token: Token

    def channel(self, name: str = "channel") -> Channel:
        """Return the conversation an argument names; private ones exist only for their members."""
        channel = self.space.state.find_channel(text_of(self.args, name))
        if channel is None or (channel.kind != "public" and not self.is_member(channel)):
            raise SlackRefusal("channel_not_found")
        return channel

    def is_member(self, channel: Channel) -> bool:
        """Return whether the bot is in this conversation."""
        return self.space.state.bot_user in channel.members

    def user(self, name: str = "user") -> User:
        """Return the user an argument names."""
        user = self.space.state.users.get(text_of(self.args, name))
        if user is None:
            raise SlackRefusal("user_not_found")
        return user

    def message(self, channel: Channel, name: str = "ts", error: str = "message_not_found") -> Message:
        """Return the public message an argument names; ephemeral ones cannot be named."""
        message = channel.messages.get(text_of(self.args, name))
        if message is None or message.visible_to is not None:
            raise SlackRefusal(error)
        return message


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: what carries it out, the scopes (one is needed), its rate-limit tier, whose token it takes."""

    name: str
    run: Callable[[Call], JsonObject]
    scopes: tuple[str, ...] = ()
    tier: str = SPECIAL
    holder: Literal["bot", "app", "any", "none"] = "bot"
    limit_key: str = ""


def page(args: JsonObject, items: Sequence[T], *, default: int, most: int) -> tuple[list[T], str]:
    """Return one page of a listing and the cursor of the next ("" at the end)."""
    limit = number_of(args, "limit", default, most=most)
    start = _read_cursor(text_of(args, "cursor"))
    end = start + limit
    return list(items[start:end]), _make_cursor(end) if end < len(items) else ""


def _make_cursor(start: int) -> str:
    return base64.b64encode(f"next:{start}".encode()).decode()


def _read_cursor(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        kind, _, start = base64.b64decode(cursor, validate=True).decode().partition(":")
        if kind == "next":
            return int(start)
    except ValueError:
        pass
    raise SlackRefusal("invalid_cursor")
