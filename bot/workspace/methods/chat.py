"""chat.*: posting, ephemeral posting, updating, deleting, permalinks."""

import json
import re
from typing import Final

from bot.workspace import messages
from bot.workspace.blockkit import validate_message
from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.limits import POSTING, SPECIAL
from bot.workspace.methods.args import blocks_of, flag_of, json_of, required, text_of
from bot.workspace.methods.call import Call, Method
from bot.workspace.state import Channel

CUT_TEXT: Final = 40_000  # docs.slack.dev, chat.postMessage: longer text is truncated
UPDATE_TEXT: Final = 4_000  # docs.slack.dev, chat.update: msg_too_long above this
METADATA_TOTAL: Final = 8_000
MARKDOWN_TEXT: Final = 12_000  # docs.slack.dev, chat.postMessage, markdown_text
_TS = re.compile(r"\d{1,12}\.\d{6}")


def post_message(call: Call) -> JsonObject:
    """Post into a conversation the bot is in, or a person's direct message."""
    required(call.args, "channel")
    channel = _target(call)
    content = _content(call)
    _add_thread(call, channel, content)
    if flag_of(call.args, "reply_broadcast") and "thread_ts" in content:
        content["subtype"] = "thread_broadcast"
    message = messages.post(call.space, channel, messages.bot_body(call.space, content))
    return {"channel": channel.id, "ts": message.ts, "message": dict(message.body)}


def post_ephemeral(call: Call) -> JsonObject:
    """Show a message to one member of a conversation."""
    required(call.args, "channel", "user")
    channel = _target(call)
    user = call.args["user"]
    if user not in call.space.state.users or user not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    content = _content(call)
    _add_thread(call, channel, content)
    message = messages.post(call.space, channel, messages.bot_body(call.space, content), visible_to=str(user))
    return {"message_ts": message.ts}


def update(call: Call) -> JsonObject:
    """Change one of the bot's own messages."""
    required(call.args, "channel", "ts")
    channel = call.channel()
    if channel.archived:
        raise SlackRefusal("is_archived")
    message = call.message(channel)
    if message.body.get("user") != call.space.state.bot_user:
        raise SlackRefusal("cant_update_message")
    if len(text_of(call.args, "text")) > UPDATE_TEXT:
        raise SlackRefusal("msg_too_long")
    content = _content(call)
    if "text" in call.args and "blocks" not in call.args:
        content["blocks"] = []
    messages.edit(call.space, channel, message, content, call.space.state.bot_user)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.body.get("text", ""),
        "message": dict(message.body),
    }


def delete(call: Call) -> JsonObject:
    """Take one of the bot's own messages away."""
    required(call.args, "channel", "ts")
    channel = call.channel()
    message = call.message(channel)
    if message.body.get("user") != call.space.state.bot_user:
        raise SlackRefusal("cant_delete_message")
    messages.delete(call.space, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> JsonObject:
    """Return the address of a message."""
    required(call.args, "channel", "message_ts")
    channel = call.channel()
    message = call.message(channel, "message_ts")
    link = f"{call.space.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    thread = message.body.get("thread_ts")
    if thread and thread != message.ts:
        link += f"?thread_ts={thread}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _target(call: Call) -> Channel:
    wanted = text_of(call.args, "channel")
    state = call.space.state
    user = state.users.get(wanted)
    if user is not None:
        if user.is_bot or user.deleted:
            raise SlackRefusal("channel_not_found")
        return state.direct_channel(user.id)
    channel = call.channel()
    if channel.archived:
        raise SlackRefusal("is_archived")
    if not call.is_member(channel):
        raise SlackRefusal("not_in_channel")
    return channel


def _content(call: Call) -> JsonObject:
    """Return the text, blocks, attachments and metadata of a call, checked as Slack checks them."""
    args = call.args
    content: JsonObject = {"text": text_of(args, "text")[:CUT_TEXT]}
    blocks = blocks_of(args, "blocks")
    attachments = _attachments(args)
    markdown = text_of(args, "markdown_text")
    if markdown and (blocks or content["text"]):
        raise SlackRefusal("markdown_text_conflict")
    if len(markdown) > MARKDOWN_TEXT:
        raise SlackRefusal("msg_too_long")
    if markdown:
        content["text"] = markdown
        blocks = [{"type": "markdown", "text": markdown}]
    if not content["text"].strip() and not blocks and not attachments:
        raise SlackRefusal("no_text")
    if blocks is not None:
        content["blocks"] = messages.checked_blocks(call.space, blocks)
    if attachments:
        content["attachments"] = attachments
    metadata = _metadata(args)
    if metadata is not None:
        content["metadata"] = metadata
    return content


def _attachments(args: JsonObject) -> list[JsonObject] | None:
    attachments = json_of(args, "attachments", "invalid_attachments")
    if not attachments:
        return None
    if not isinstance(attachments, list) or not all(isinstance(attachment, dict) for attachment in attachments):
        raise SlackRefusal("invalid_attachments")
    problems = validate_message({"attachments": attachments})
    if problems:
        raise SlackRefusal("invalid_attachments", problems)
    return attachments


def _metadata(args: JsonObject) -> JsonObject | None:
    metadata = json_of(args, "metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackRefusal("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not metadata["event_type"]:
        raise SlackRefusal("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_TOTAL:
        raise SlackRefusal("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def _add_thread(call: Call, channel: Channel, content: JsonObject) -> None:
    thread = text_of(call.args, "thread_ts")
    if not thread:
        return
    if not _TS.fullmatch(thread):
        raise SlackRefusal("invalid_thread_ts")
    parent = channel.messages.get(thread)
    if parent is not None and parent.visible_to is not None:
        raise SlackRefusal("cannot_reply_to_message")
    content["thread_ts"] = str(parent.body.get("thread_ts", thread)) if parent is not None else thread


METHODS = (
    Method("chat.postMessage", post_message, ("chat:write",), POSTING, limit_key="channel"),
    Method("chat.postEphemeral", post_ephemeral, ("chat:write",), "4"),
    Method("chat.update", update, ("chat:write",), "3"),
    Method("chat.delete", delete, ("chat:write",), "3"),
    Method("chat.getPermalink", get_permalink, (), SPECIAL),
)
