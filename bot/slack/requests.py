"""Slack's payloads, read once into `Request`. Nothing else knows where Slack keeps a channel id."""

from __future__ import annotations

import json
from typing import Any

from bot.ports import Json
from bot.registry import Request
from bot.slack_text import plain, without_mention

_LEFT_OUT = frozenset({"token", "api_app_id", "is_enterprise_install", "enterprise", "authorizations", "event_context"})


def stored(body: Json) -> Json:
    """What the inbox keeps: the payload without verification token and routing noise."""
    return {key: value for key, value in body.items() if key not in _LEFT_OUT}


def team_of(body: Json) -> str:
    """The team id, wherever this payload keeps it."""
    return str(
        body.get("team_id") or (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or ""
    )


def from_command(body: Json, *, row: int | None = None) -> Request:
    """A slash command."""
    return Request(
        kind="command",
        name=str(body.get("command", "")),
        text=plain(str(body.get("text") or "")),
        team=team_of(body),
        channel=str(body.get("channel_id", "")),
        user=str(body.get("user_id", "")),
        thread_ts=body.get("thread_ts"),
        response_url=body.get("response_url"),
        trigger_id=body.get("trigger_id"),
        payload=body,
        row=row,
    )


def from_action(body: Json, *, row: int | None = None) -> Request:
    """A click or a choice; several actions in one payload do not happen outside of inputs."""
    action = (body.get("actions") or [{}])[0]
    container = body.get("container") or {}
    message = body.get("message") or {}
    return Request(
        kind="action",
        name=str(action.get("action_id", "")),
        text="",
        team=team_of(body),
        channel=str((body.get("channel") or {}).get("id") or container.get("channel_id") or ""),
        user=str((body.get("user") or {}).get("id", "")),
        thread_ts=message.get("thread_ts") or container.get("thread_ts"),
        message_ts=message.get("ts") or container.get("message_ts"),
        response_url=body.get("response_url"),
        trigger_id=body.get("trigger_id"),
        value=_value(action),
        values=_state(
            (body.get("state") or {}).get("values") or (body.get("view") or {}).get("state", {}).get("values")
        ),
        payload=body,
        row=row,
    )


def from_view(body: Json, *, row: int | None = None) -> Request:
    """A submitted modal; its private_metadata is JSON with the channel it belongs to."""
    view = body.get("view") or {}
    metadata = _metadata(view)
    return Request(
        kind="view",
        name=str(view.get("callback_id", "")),
        text="",
        team=team_of(body),
        channel=str(metadata.get("channel", "")),
        user=str((body.get("user") or {}).get("id", "")),
        thread_ts=metadata.get("thread_ts"),
        message_ts=metadata.get("message_ts"),
        response_url=metadata.get("response_url"),
        trigger_id=body.get("trigger_id"),
        value=str(metadata.get("value", "")),
        values=_state((view.get("state") or {}).get("values")),
        payload=body,
        row=row,
    )


def from_shortcut(body: Json, *, row: int | None = None) -> Request:
    """A message shortcut; `text` is the message's, still in Slack's form, so that links can be found."""
    message = body.get("message") or {}
    return Request(
        kind="shortcut",
        name=str(body.get("callback_id", "")),
        text=str(message.get("text", "")),
        team=team_of(body),
        channel=str((body.get("channel") or {}).get("id", "")),
        user=str((body.get("user") or {}).get("id", "")),
        thread_ts=message.get("thread_ts"),
        message_ts=message.get("ts"),
        response_url=body.get("response_url"),
        trigger_id=body.get("trigger_id"),
        payload=body,
        row=row,
    )


def from_event(body: Json, *, row: int | None = None, bot_user: str = "") -> Request:
    """An Events API event; `payload` is the event itself, `text` what the person typed without the mention."""
    event = body.get("event") or {}
    item = event.get("item") or {}
    text = without_mention(str(event.get("text") or ""), bot_user)
    return Request(
        kind="event",
        name=str(event.get("type", "")),
        text=plain(text) if event.get("type") == "app_mention" else text,
        team=team_of(body),
        channel=str(event.get("channel") or item.get("channel") or ""),
        user=str(event.get("user") or ""),
        thread_ts=event.get("thread_ts"),
        message_ts=event.get("ts") or item.get("ts"),
        payload=event,
        row=row,
    )


def _metadata(view: Json) -> Json:
    try:
        value = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _value(element: Json) -> str:
    option = element.get("selected_option") or {}
    for value in (
        element.get("value"), option.get("value"), element.get("selected_date"), element.get("selected_time"),
        element.get("selected_conversation"), element.get("selected_channel"), element.get("selected_user"),
    ):  # fmt: skip
        if value is not None:
            return str(value)
    return ""


def _state(values: Any) -> dict[str, Any]:
    """Input values by action_id (the part before a colon); a multi-select gives a list."""
    found: dict[str, Any] = {}
    for block in (values or {}).values():
        for action_id, element in block.items():
            name = action_id.split(":", 1)[0]
            options = element.get("selected_options")
            found[name] = [str(option["value"]) for option in options] if options is not None else _value(element)
    return found
