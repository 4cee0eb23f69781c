"""reactions.*: adding, removing and reading reactions."""

import re

from bot.workspace import events
from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.messages import set_reaction
from bot.workspace.methods.args import required, text_of
from bot.workspace.methods.call import Call, Method
from bot.workspace.state import Channel, Message


def add(call: Call) -> JsonObject:
    """React as the bot."""
    return _change(call, added=True)


def remove(call: Call) -> JsonObject:
    """Take the bot's reaction back."""
    return _change(call, added=False)


def get(call: Call) -> JsonObject:
    """Return a message with its reactions."""
    required(call.args, "channel", "timestamp")
    channel, message = _message(call)
    return {"type": "message", "channel": channel.id, "message": dict(message.body)}


def _change(call: Call, *, added: bool) -> JsonObject:
    required(call.args, "channel", "timestamp", "name")
    name = text_of(call.args, "name").strip(":")
    if not re.fullmatch(r"[a-z0-9_'+-]+(::skin-tone-[2-6])?", name):
        raise SlackRefusal("invalid_name")
    channel, message = _message(call)
    if channel.archived:
        raise SlackRefusal("is_archived")
    user = call.space.state.bot_user
    if not set_reaction(message, name, user, added=added):
        raise SlackRefusal("already_reacted" if added else "no_reaction")
    events.reaction(call.space, channel, message, user, name, added=added)
    return {}


def _message(call: Call) -> tuple[Channel, Message]:
    channel = call.channel()
    if not call.is_member(channel):
        raise SlackRefusal("not_in_channel")
    return channel, call.message(channel, "timestamp")


METHODS = (
    Method("reactions.add", add, ("reactions:write",), "3"),
    Method("reactions.remove", remove, ("reactions:write",), "2"),
    Method("reactions.get", get, ("reactions:read",), "3"),
)
