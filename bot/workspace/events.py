"""
Events API payloads: what the app hears of messages, mentions, reactions, members, channels and tokens.

An event goes out only if the app subscribed to it and, where it concerns a conversation, is a member there.
"""

from bot.workspace.jsontypes import JsonObject
from bot.workspace.space import Space
from bot.workspace.state import Channel, Message

_KIND_NAMES = {"public": "channel", "private": "group", "im": "im"}
_SUBSCRIPTIONS = {"public": "message.channels", "private": "message.groups", "im": "message.im"}


def emit(space: Space, event: JsonObject, *, subscription: str = "", event_id: str = "") -> str | None:
    """Send one event to the app and return its event_id, or None if the app did not subscribe to it."""
    wanted = space.options.events
    if wanted is not None and (subscription or str(event["type"])) not in wanted:
        return None
    state = space.state
    event_id = event_id or state.next_id("Ev")
    payload: JsonObject = {
        "token": "verification-token",
        "team_id": state.team_id,
        "context_team_id": state.team_id,
        "context_enterprise_id": None,
        "api_app_id": state.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": state.seconds(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": state.team_id,
                "user_id": state.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }
    space.dispatcher.send(space.deliver("events_api", payload))
    return event_id


def emit_in_channel(space: Space, channel: Channel, event: JsonObject, *, subscription: str = "") -> str | None:
    """Send an event that concerns a conversation; None if the bot is not in it."""
    if space.state.bot_user not in channel.members or channel.deleted:
        return None
    return emit(space, event, subscription=subscription)


def message_posted(space: Space, channel: Channel, message: Message) -> str | None:
    """Tell the app of a new message (and of a mention of it, as a second event)."""
    if message.visible_to is not None:
        return None
    event = _in_conversation(channel, dict(message.body))
    event_id = emit_in_channel(space, channel, event, subscription=_SUBSCRIPTIONS[channel.kind])
    body = message.body
    mentioned = f"<@{space.state.bot_user}>" in str(body.get("text", ""))
    if mentioned and channel.kind != "im" and body.get("user") != space.state.bot_user and not body.get("subtype"):
        mention: JsonObject = {
            key: body[key] for key in ("user", "text", "ts", "team", "blocks", "thread_ts") if key in body
        }
        mention |= {"type": "app_mention", "channel": channel.id, "event_ts": message.ts}
        emit_in_channel(space, channel, mention)
    return event_id


def message_changed(space: Space, channel: Channel, message: Message, previous: JsonObject) -> None:
    """Tell the app of an edit, or of a link preview that Slack attached."""
    event: JsonObject = {
        "type": "message",
        "subtype": "message_changed",
        "message": dict(message.body),
        "previous_message": previous,
        "hidden": True,
        "ts": space.state.next_ts(),
    }
    emit_in_channel(space, channel, _in_conversation(channel, event), subscription=_SUBSCRIPTIONS[channel.kind])


def message_deleted(space: Space, channel: Channel, message: Message) -> None:
    """Tell the app of a deletion."""
    event: JsonObject = {
        "type": "message",
        "subtype": "message_deleted",
        "deleted_ts": message.ts,
        "previous_message": dict(message.body),
        "hidden": True,
        "ts": space.state.next_ts(),
    }
    emit_in_channel(space, channel, _in_conversation(channel, event), subscription=_SUBSCRIPTIONS[channel.kind])


def reaction(space: Space, channel: Channel, message: Message, user: str, name: str, *, added: bool) -> None:
    """Tell the app of a reaction that was added or removed."""
    event = {
        "type": "reaction_added" if added else "reaction_removed",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "item_user": message.body.get("user", ""),
        "event_ts": space.state.next_ts(),
    }
    emit_in_channel(space, channel, event)


def channel_event(space: Space, kind: str, channel: Channel, **fields: str) -> None:
    """Tell the app of channel_archive, channel_unarchive, channel_deleted, member_joined_channel and the like."""
    event: JsonObject = {"type": kind, "channel": channel.id, "event_ts": space.state.next_ts(), **fields}
    if kind.startswith("member_"):
        event |= {"channel_type": "C" if channel.kind == "public" else "G", "team": space.state.team_id}
    emit(space, event)


def _in_conversation(channel: Channel, event: JsonObject) -> JsonObject:
    return event | {"channel": channel.id, "channel_type": _KIND_NAMES[channel.kind], "event_ts": event["ts"]}
