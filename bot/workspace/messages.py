"""Writing messages: posting, editing and deleting, with the events that follow; and Slack's message object."""

import copy

from bot.workspace import events
from bot.workspace.blockkit import too_long_only, validate_message
from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.space import Space
from bot.workspace.state import SLACKBOT, Channel, Message


def bot_body(space: Space, content: JsonObject) -> JsonObject:
    """Return the message object of a message by the app; `content` holds text, blocks, thread_ts, metadata, ..."""
    state = space.state
    return {
        "type": "message",
        "user": state.bot_user,
        "bot_id": state.bot_id,
        "app_id": state.app_id,
        "team": state.team_id,
        "bot_profile": {
            "id": state.bot_id,
            "app_id": state.app_id,
            "name": state.users[state.bot_user].name,
            "team_id": state.team_id,
            "deleted": False,
        },
        **content,
    }


def checked_blocks(space: Space, blocks: list[JsonObject]) -> list[JsonObject]:
    """Return blocks as Slack stores them; refuse them with invalid_blocks or msg_blocks_too_long as it would."""
    problems = [
        f"[ERROR] unsupported type: {block['type']} [json-pointer:/blocks/{index}/type]"
        for index, block in enumerate(blocks)
        if block.get("type") in space.faults.refused_blocks
    ]
    problems += validate_message({"text": "-", "blocks": blocks})
    if too_long_only(problems):
        raise SlackRefusal("msg_blocks_too_long")
    if problems:
        raise SlackRefusal("invalid_blocks", problems)
    return with_block_ids(space, blocks)


def with_block_ids(space: Space, blocks: list[JsonObject]) -> list[JsonObject]:
    """Return blocks with an id each, as Slack stores them, and with an action_id on every action."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        block.setdefault("block_id", space.state.next_id("b"))
        elements = block.get("elements", []) if block.get("type") == "actions" else []
        for element in [*elements, block.get("accessory"), block.get("element")]:
            if isinstance(element, dict) and element.get("type") not in (None, "image"):
                element.setdefault("action_id", space.state.next_id("a"))
    return filled


def post(
    space: Space, channel: Channel, body: JsonObject, *, visible_to: str | None = None, via: str | None = None
) -> Message:
    """Store a message, tell the app of it, and return it."""
    state = space.state
    with state.changed:
        ts = state.next_ts()
        body = {**body, "ts": ts}
        if visible_to is not None:
            body["is_ephemeral"] = True
        message = Message(channel.id, ts, body, visible_to, via)
        channel.store(message)
        state.touch()
    space.log.add("message", channel=channel.id, ts=ts, ephemeral=visible_to is not None)
    events.message_posted(space, channel, message)
    return message


def edit(space: Space, channel: Channel, message: Message, content: JsonObject, editor: str) -> Message:
    """Replace what a message says, tell the app of it, and return it."""
    state = space.state
    with state.changed:
        previous = copy.deepcopy(message.body)
        message.body = {**message.body, **content}
        if message.visible_to is None:
            message.body["edited"] = {"user": editor, "ts": state.next_ts()}
        state.touch()
    space.log.add("message_changed", channel=channel.id, ts=message.ts)
    if message.visible_to is None:
        events.message_changed(space, channel, message, previous)
    return message


def delete(space: Space, channel: Channel, message: Message) -> None:
    """Take a message away and tell the app of it."""
    with space.state.changed:
        channel.drop(message.ts)
        space.state.touch()
    space.log.add("message_deleted", channel=channel.id, ts=message.ts)
    if message.visible_to is None:
        events.message_deleted(space, channel, message)


def slackbot_says(space: Space, channel: Channel, user: str, text: str) -> Message:
    """Show a person one of Slack's own notes, as it does when a command fails."""
    body = {"type": "message", "user": SLACKBOT, "username": "Slackbot", "text": text}
    return post(space, channel, body, visible_to=user)


def presented(space: Space, channel: Channel, message: Message, *, all_metadata: bool = True) -> JsonObject:
    """Return a message as conversations.history shows it: thread figures on a parent, metadata's payload on request."""
    body = copy.deepcopy(message.body)
    replies = [m for m in space.state.thread(channel, message.ts) if m.ts != message.ts]
    if replies:
        body |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": sorted({str(m.body.get("user")) for m in replies}),
            "latest_reply": replies[-1].ts,
        }
    if not all_metadata and "metadata" in body:
        body["metadata"] = {"event_type": body["metadata"]["event_type"]}
    return body


def set_reaction(message: Message, name: str, user: str, *, added: bool) -> bool:
    """Add or remove one user's reaction; return whether that changed anything."""
    reactions: list[JsonObject] = message.body.setdefault("reactions", [])
    found = next((r for r in reactions if r["name"] == name), None)
    if added:
        if found is None:
            found = {"name": name, "users": [], "count": 0}
            reactions.append(found)
        if user in found["users"]:
            return False
        found["users"].append(user)
    else:
        if found is None or user not in found["users"]:
            return False
        found["users"].remove(user)
        if not found["users"]:
            reactions.remove(found)
    found["count"] = len(found["users"])
    return True
