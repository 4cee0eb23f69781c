"""
response_url and ack bodies: answers that are not Web API calls.

Five uses within 30 minutes (docs.slack.dev, "Handling user interaction"). A button's response_url may replace or delete
the message it came from; a slash command's posts a new message each time (slackapi/bolt-python #1268, bolt-js #2287).
"""

from datetime import timedelta
from typing import Any

from bot.workspace import messages
from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.methods.args import blocks_of
from bot.workspace.space import Space
from bot.workspace.state import Channel, Grant, Message

MAX_USES = 5
LIFE = timedelta(minutes=30)
_CARRIED = ("text", "blocks", "attachments", "metadata", "mrkdwn")


def use(space: Space, grant: Grant, body: JsonObject) -> tuple[int, str]:
    """Carry out one POST to a response_url; return Slack's HTTP status and text."""
    with space.state.changed:
        if space.clock() - grant.made > LIFE:
            return _refused(space, grant, 404, "expired_url")
        if grant.uses >= MAX_USES:
            return _refused(space, grant, 404, "used_url")
        try:
            message = answer(space, grant, body)
        except SlackRefusal as refusal:
            status = 404 if refusal.code in ("channel_not_found", "is_archived", "message_not_found") else 400
            return _refused(space, grant, status, refusal.code)
        grant.uses += 1
    space.log.add("response_url", grant=grant.id, uses=grant.uses, ts=message.ts if message else None)
    return 200, "ok"


def answer(space: Space, grant: Grant, body: JsonObject) -> Message | None:
    """Post, replace or delete as the body asks; return the message, or None when one was deleted."""
    channel = space.state.find_channel(grant.channel)
    if channel is None:
        raise SlackRefusal("channel_not_found")
    if channel.archived:
        raise SlackRefusal("is_archived")
    original = _original(space, grant, channel)
    if _truthy(body.get("delete_original")):
        if original is None:
            raise SlackRefusal("message_not_found")
        messages.delete(space, channel, original)
        return None
    content = _content(space, body)
    if _truthy(body.get("replace_original")) and original is not None:
        return messages.edit(space, channel, original, {"blocks": [], **content}, space.state.bot_user)
    thread = body.get("thread_ts") or grant.thread_ts
    if thread:
        content["thread_ts"] = str(thread)
    hidden = None if body.get("response_type") == "in_channel" else grant.user
    return messages.post(space, channel, messages.bot_body(space, content), visible_to=hidden, via=grant.id)


def ack_answers(body: JsonObject) -> bool:
    """Return whether an ack's body holds a message to show."""
    return any(body.get(key) for key in ("text", "blocks", "attachments"))


def _content(space: Space, body: JsonObject) -> JsonObject:
    content = {key: body[key] for key in _CARRIED if body.get(key) is not None}
    content.setdefault("text", "")
    blocks = blocks_of(content, "blocks")
    if blocks is not None:
        content["blocks"] = blocks
    if not content["text"] and not blocks and not content.get("attachments"):
        raise SlackRefusal("no_text")
    if blocks:
        content["blocks"] = messages.checked_blocks(space, blocks)
    return content


def _original(space: Space, grant: Grant, channel: Channel) -> Message | None:
    if grant.source_ts is not None:
        return channel.messages.get(grant.source_ts)
    if not space.options.command_response_replaces:
        return None
    own = [m for m in channel.messages.values() if m.via == grant.id]
    return own[-1] if own else None


def _refused(space: Space, grant: Grant, status: int, error: str) -> tuple[int, str]:
    space.log.add("response_url", grant=grant.id, uses=grant.uses, error=error)
    return status, error


def _truthy(value: Any) -> bool:
    return value is True or str(value).lower() == "true"
