"""The payloads of commands, buttons, modals and shortcuts, in the shape Slack sends them."""

from bot.workspace.jsontypes import JsonObject
from bot.workspace.space import Space
from bot.workspace.state import Channel, Message, User


def command(space: Space, user: User, channel: Channel, name: str, text: str) -> JsonObject:
    """Return a slash command's fields, without response_url and trigger_id."""
    state = space.state
    return {
        "token": "verification-token",
        "team_id": state.team_id,
        "team_domain": state.team_domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": state.app_id,
        "is_enterprise_install": "false",
    }


def interaction(space: Space, kind: str, user: User) -> JsonObject:
    """Return the fields that every interaction has."""
    state = space.state
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": state.team_id},
        "api_app_id": state.app_id,
        "token": "verification-token",
        "team": {"id": state.team_id, "domain": state.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": state.add_trigger(user.id),
    }


def message_container(channel: Channel, message: Message) -> JsonObject:
    """Return the container of a button in a message; an ephemeral message itself is not sent along, as on Slack."""
    container: JsonObject = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.visible_to is not None,
    }
    if message.body.get("thread_ts"):
        container["thread_ts"] = message.body["thread_ts"]
    fields: JsonObject = {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
    if message.visible_to is None:
        fields["message"] = dict(message.body)
    return fields


def channel_name(channel: Channel) -> str:
    """Return what payloads call a conversation."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
