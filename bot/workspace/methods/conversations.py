"""conversations.*: lists, history with metadata, threads, opening, members, joining, inviting."""

from typing import Final

from bot.workspace import events
from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.messages import presented
from bot.workspace.methods.args import flag_of, names_of, required, text_of
from bot.workspace.methods.call import Call, Method, page
from bot.workspace.state import Channel, Message

_TYPES: Final = {"public_channel": "public", "private_channel": "private", "im": "im"}
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = {"public": "channels:history", "private": "groups:history", "im": "im:history"}


def described(call: Call, channel: Channel) -> JsonObject:
    """Return Slack's conversation object."""
    state = call.space.state
    if channel.kind == "im":
        other = next(iter(channel.members - {state.bot_user}), state.bot_user)
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_archived": channel.archived,
            "user": other,
            "is_user_deleted": state.users[other].deleted,
        }
    private = channel.kind == "private"
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_general": channel.name == "general",
        "is_member": call.is_member(channel),
        "num_members": len(channel.members),
        "creator": state.bot_user,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def list_all(call: Call) -> JsonObject:
    """List the conversations the bot can see."""
    return _listing(call, [c for c in call.space.state.channels.values() if c.kind == "public" or call.is_member(c)])


def list_of_user(call: Call) -> JsonObject:
    """List the conversations a user (by default the bot) is in, of those the bot can see."""
    user = text_of(call.args, "user", call.space.state.bot_user)
    visible = [c for c in call.space.state.channels.values() if c.kind == "public" or call.is_member(c)]
    return _listing(call, [c for c in visible if user in c.members])


def info(call: Call) -> JsonObject:
    """Describe one conversation."""
    required(call.args, "channel")
    return {"channel": described(call, call.channel())}


def history(call: Call) -> JsonObject:
    """Return a conversation's messages, newest first."""
    required(call.args, "channel")
    channel = _readable(call)
    found = _between(call, list(call.space.state.history(channel)))
    return _messages(call, channel, found[::-1], default=100)


def replies(call: Call) -> JsonObject:
    """Return a thread, its parent first."""
    required(call.args, "channel", "ts")
    channel = _readable(call)
    ts = text_of(call.args, "ts")
    thread = call.space.state.thread(channel, ts)
    if not thread or ts not in channel.messages:
        raise SlackRefusal("thread_not_found")
    parent, answers = thread[0], _between(call, thread[1:])
    return _messages(call, channel, [parent, *answers], default=1000)


def open_direct(call: Call) -> JsonObject:
    """Open the direct message with one person."""
    state = call.space.state
    if call.args.get("channel"):
        channel = call.channel()
    else:
        required(call.args, "users")
        names = names_of(call.args, "users")
        if len(names) != 1:
            raise SlackRefusal("method_not_supported_for_channel_type")
        user = state.users.get(names[0])
        if user is None or user.is_bot:
            raise SlackRefusal("user_not_found")
        if user.deleted:
            raise SlackRefusal("user_disabled")
        channel = state.direct_channel(user.id)
    if flag_of(call.args, "return_im"):
        return {"channel": described(call, channel)}
    return {"channel": {"id": channel.id}}


def members(call: Call) -> JsonObject:
    """List who is in a conversation."""
    required(call.args, "channel")
    found, cursor = page(call.args, sorted(call.channel().members), default=100, most=1000)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def join(call: Call) -> JsonObject:
    """Let the bot join a public channel."""
    required(call.args, "channel")
    channel = call.channel()
    if channel.kind != "public":
        raise SlackRefusal("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackRefusal("is_archived")
    if call.is_member(channel):
        return {"channel": described(call, channel), "warning": "already_in_channel"}
    _add(call, channel, call.space.state.bot_user)
    return {"channel": described(call, channel)}


def invite(call: Call) -> JsonObject:
    """Let the bot bring people into a channel it is in."""
    required(call.args, "channel", "users")
    channel = call.channel()
    if channel.archived:
        raise SlackRefusal("is_archived")
    if not call.is_member(channel):
        raise SlackRefusal("not_in_channel")
    for user in names_of(call.args, "users"):
        if user not in call.space.state.users:
            raise SlackRefusal("user_not_found")
        if user in channel.members:
            raise SlackRefusal("already_in_channel")
        _add(call, channel, user)
    return {"channel": described(call, channel)}


def _add(call: Call, channel: Channel, user: str) -> None:
    channel.members.add(user)
    call.space.state.touch()
    events.channel_event(call.space, "member_joined_channel", channel, user=user)


def _listing(call: Call, channels: list[Channel]) -> JsonObject:
    kinds = {_TYPES[name] for name in names_of(call.args, "types") or ["public_channel"] if name in _TYPES}
    skip_archived = flag_of(call.args, "exclude_archived")
    wanted = [c for c in channels if c.kind in kinds and not c.deleted and not (skip_archived and c.archived)]
    found, cursor = page(call.args, wanted, default=100, most=1000)
    return {"channels": [described(call, c) for c in found], "response_metadata": {"next_cursor": cursor}}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    if _HISTORY[channel.kind] not in call.token.scopes:
        raise SlackRefusal("missing_scope", needed=_HISTORY[channel.kind], provided=",".join(sorted(call.token.scopes)))
    if not call.is_member(channel):
        raise SlackRefusal("not_in_channel")
    return channel


def _between(call: Call, found: list[Message]) -> list[Message]:
    oldest = _bound(call, "oldest", 0.0)
    latest = _bound(call, "latest", float("inf"))
    inclusive = flag_of(call.args, "inclusive")
    kept = []
    for message in found:
        at = float(message.ts)
        if oldest < at < latest or (inclusive and at in (oldest, latest)):
            kept.append(message)
    return kept


def _bound(call: Call, name: str, default: float) -> float:
    value = call.args.get(name)
    if value in (None, ""):
        return default
    try:
        return float(str(value))
    except ValueError:
        raise SlackRefusal(f"invalid_ts_{name}") from None


def _messages(call: Call, channel: Channel, found: list[Message], *, default: int) -> JsonObject:
    part, cursor = page(call.args, found, default=default, most=1000)
    all_metadata = flag_of(call.args, "include_all_metadata")
    answer: JsonObject = {
        "messages": [presented(call.space, channel, m, all_metadata=all_metadata) for m in part],
        "has_more": bool(cursor),
    }
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


METHODS = (
    Method("conversations.list", list_all, _READ, "2"),
    Method("conversations.info", info, _READ, "3"),
    Method("conversations.history", history, tuple(_HISTORY.values()), "3"),
    Method("conversations.replies", replies, tuple(_HISTORY.values()), "3"),
    Method("conversations.open", open_direct, ("im:write", "mpim:write", "channels:manage", "groups:write"), "3"),
    Method("conversations.members", members, _READ, "4"),
    Method("conversations.join", join, ("channels:join",), "3"),
    Method("conversations.invite", invite, ("channels:manage", "channels:write.invites", "groups:write"), "3"),
    Method("users.conversations", list_of_user, _READ, "3"),
)
