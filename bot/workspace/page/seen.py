"""What one person sees, as JSON for the page: conversations with unread marks, messages, modals, the App Home."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.workspace.jsontypes import JsonObject
from bot.workspace.space import Space
from bot.workspace.state import Channel, Message, User

PAGE: Final = 200
UNREAD_MOST: Final = 99
Reads = dict[tuple[str, str], str]
"""(user id, channel id) -> ts of the newest message read."""


def people(space: Space) -> list[JsonObject]:
    """Everybody the page can act as."""
    bots = {space.state.bot_user, "USLACKBOT"}
    return [person(user) for user in space.state.users.values() if user.id not in bots and not user.deleted]


def person(user: User) -> JsonObject:
    """One user."""
    return {"id": user.id, "name": user.name, "real_name": user.real_name, "tz": user.tz, "is_bot": user.is_bot}


def names(space: Space) -> JsonObject:
    """What to show for user and channel ids."""
    state = space.state
    found = {channel.id: channel.name for channel in state.channels.values()}
    return found | {user.id: user.real_name if user.id == "USLACKBOT" else user.name for user in state.users.values()}


def may_read(channel: Channel, user: User) -> bool:
    """Whether a person can open this conversation."""
    return not channel.deleted and (channel.kind == "public" or user.id in channel.members)


def channels(space: Space, user: User, reads: Reads) -> list[JsonObject]:
    """The sidebar of one person: conversations with their unread counts; the direct message last."""
    state = space.state
    state.direct_channel(user.id)
    found = []
    for channel in state.channels.values():
        if may_read(channel, user):
            unread = _unread(channel, user, reads.get((user.id, channel.id), ""))
            found.append(
                {
                    "id": channel.id,
                    "name": state.users[state.bot_user].name if channel.kind == "im" else channel.name,
                    "kind": channel.kind,
                    "archived": channel.archived,
                    "unread": unread,
                    "bot": state.bot_user in channel.members,
                    "members": len(channel.members),
                }
            )
    return sorted(found, key=lambda entry: entry["kind"] == "im")


def _unread(channel: Channel, user: User, read: str) -> int:
    count = 0
    for message in reversed(channel.messages.values()):
        if message.ts <= read or count >= UNREAD_MOST:
            break
        count += message.visible_to in (None, user.id) and message.body.get("user") != user.id
    return count


def message(space: Space, channel: Channel, found: Message) -> JsonObject:
    """One message with what the client shows of its thread."""
    body = {**copy.deepcopy(found.body), "channel": channel.id}
    replies = channel.replies.get(found.ts)
    if replies:
        users = dict.fromkeys(
            str(channel.messages[ts].body.get("user", "")) for ts in replies if ts in channel.messages
        )
        body |= {"reply_count": len(replies), "reply_users": list(users)[:5], "latest_reply": replies[-1]}
    if space.state.bot_user != body.get("user"):
        body.pop("bot_profile", None)
    return body


def in_main(found: Message) -> bool:
    """Whether a message stands in the channel itself and not only in a thread."""
    thread = found.body.get("thread_ts")
    return thread in (None, found.ts) or found.body.get("subtype") == "thread_broadcast"


def history(space: Space, channel: Channel, user: User, before: str, limit: int) -> JsonObject:
    """One page of a channel's messages, oldest first, those before ts `before` ("" for the newest)."""
    found: list[JsonObject] = []
    with space.state.changed:
        for entry in _newest_first(channel, user):
            if before and entry.ts >= before:
                continue
            if len(found) == limit:
                return {"messages": found[::-1], "more": True}
            found.append(message(space, channel, entry))
    return {"messages": found[::-1], "more": False}


def _newest_first(channel: Channel, user: User) -> Iterator[Message]:
    for entry in reversed(channel.messages.values()):
        if entry.visible_to in (None, user.id) and in_main(entry):
            yield entry


def thread(space: Space, channel: Channel, user: User, ts: str) -> list[JsonObject]:
    """A message and its replies, this person's ephemeral ones too."""
    with space.state.changed:
        return [
            message(space, channel, entry)
            for entry in channel.messages.values()
            if ts in (entry.ts, entry.body.get("thread_ts")) and entry.visible_to in (None, user.id)
        ]


def modal(space: Space, user: User) -> JsonObject | None:
    """The modal on top, with what stands beside its inputs."""
    stack = space.state.stacks.get(user.id)
    if not stack:
        return None
    found = space.state.views[stack[-1]]
    return {"view": copy.deepcopy(found.body), "errors": dict(found.errors), "depth": len(stack)}


def home(space: Space, user: User) -> JsonObject | None:
    """The App Home published for a person."""
    found = space.state.homes.get(user.id)
    return copy.deepcopy(found.body) if found else None


def commands(manifest: Mapping[str, Any]) -> list[JsonObject]:
    """Slash commands with usage and summary, for the composer."""
    return [
        {"name": entry["command"], "usage": entry.get("usage_hint", ""), "summary": entry.get("description", "")}
        for entry in manifest.get("features", {}).get("slash_commands", ())
    ]


def shortcuts(manifest: Mapping[str, Any]) -> list[JsonObject]:
    """Shortcuts for a message's menu and the global ones."""
    return [
        {"id": entry["callback_id"], "name": entry["name"], "type": entry["type"]}
        for entry in manifest.get("features", {}).get("shortcuts", ())
    ]
