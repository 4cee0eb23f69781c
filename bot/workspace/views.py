"""Modals and the App Home: opening, stacking, updating, closing, and what an answer to a submission does."""

import json
import secrets
from typing import Final

from bot.workspace import messages
from bot.workspace.blockkit import validate_view
from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.space import Space
from bot.workspace.state import TRIGGER_LIFE, View

STACK_MOST: Final = 3  # docs.slack.dev, "Modals": at most three views at a time
VIEW_BYTES: Final = 250_000  # docs.slack.dev, "Modals"


def use_trigger(space: Space, trigger_id: str) -> str:
    """Take a trigger_id and return whose it is; refused when unknown, used or older than three seconds."""
    trigger = space.state.triggers.get(trigger_id)
    if trigger is None:
        raise SlackRefusal("invalid_trigger_id")
    if trigger.used:
        raise SlackRefusal("exchanged_trigger_id")
    if space.clock() - trigger.made > TRIGGER_LIFE:
        raise SlackRefusal("expired_trigger_id")
    trigger.used = True
    return trigger.user


def checked(view: JsonObject, kind: str) -> None:
    """Refuse a view that Slack would refuse."""
    problems = validate_view(view)
    if view.get("type") != kind:
        problems.append(f"[ERROR] must be of type {kind} [json-pointer:/type]")
    if problems:
        placed = [problem.replace("[json-pointer:", "[json-pointer:/view") for problem in problems]
        raise SlackRefusal("invalid_arguments", placed)
    if len(json.dumps(view)) > VIEW_BYTES:
        raise SlackRefusal("view_too_large")


def make(space: Space, user: str, view: JsonObject, *, view_id: str = "") -> View:
    """Return a view as Slack stores it, with ids, hash and an empty state."""
    state = space.state
    view_id = view_id or state.next_id("V")
    external = view.get("external_id")
    if external and any(v.body["external_id"] == external and v.id != view_id for v in state.views.values()):
        raise SlackRefusal("duplicate_external_id")
    body: JsonObject = {
        "id": view_id,
        "team_id": state.team_id,
        "app_id": state.app_id,
        "app_installed_team_id": state.team_id,
        "bot_id": state.bot_id,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": None,
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        "previous_view_id": None,
        "root_view_id": view_id,
        **view,
        "blocks": messages.with_block_ids(space, view.get("blocks", [])),
        "state": {"values": {}},
        "hash": f"{state.seconds()}.{secrets.token_hex(4)}",
    }
    return View(view_id, user, body)


def open_modal(space: Space, user: str, view: JsonObject) -> View:
    """Open a modal for a person, in place of whatever was open."""
    close_all(space, user)
    return _put(space, make(space, user, view))


def push(space: Space, user: str, view: JsonObject) -> View:
    """Put a modal on top of the person's open one."""
    stack = space.state.stacks.get(user, [])
    if not stack:
        raise SlackRefusal("not_found")
    if len(stack) >= STACK_MOST:
        raise SlackRefusal("push_limit_reached")
    made = make(space, user, view)
    made.body |= {"previous_view_id": stack[-1], "root_view_id": stack[0]}
    return _put(space, made)


def update(space: Space, found: View, view: JsonObject, view_hash: str = "") -> View:
    """Replace an open modal's content; refused when the hash shows that it changed meanwhile."""
    if view_hash and view_hash != found.body["hash"]:
        raise SlackRefusal("hash_conflict")
    made = make(space, found.user, view, view_id=found.id)
    made.body |= {key: found.body[key] for key in ("previous_view_id", "root_view_id")}
    kept = {block["block_id"] for block in made.body["blocks"]}
    values = found.body["state"]["values"]
    made.body["state"] = {"values": {key: value for key, value in values.items() if key in kept}}
    found.body, found.errors = made.body, {}
    space.state.touch()
    return found


def publish(space: Space, user: str, view: JsonObject, view_hash: str = "") -> View:
    """Set a person's App Home."""
    old = space.state.homes.get(user)
    if view_hash and old is not None and view_hash != old.body["hash"]:
        raise SlackRefusal("hash_conflict")
    made = make(space, user, view, view_id=old.id if old else "")
    space.state.homes[user] = made
    space.state.touch()
    return made


def close_top(space: Space, user: str) -> View | None:
    """Close a person's topmost modal and return it."""
    with space.state.changed:
        stack = space.state.stacks.get(user, [])
        if not stack:
            return None
        closed = space.state.views.pop(stack.pop())
        space.state.touch()
        return closed


def close_all(space: Space, user: str) -> None:
    """Close all of a person's modals."""
    while close_top(space, user) is not None:
        continue


def after_submission(space: Space, found: View, answer: JsonObject) -> None:
    """Do what the ack of a view_submission asks: errors, update, push, clear; close the view when it says nothing."""
    action = answer.get("response_action")
    if action == "errors":
        inputs = {b["block_id"] for b in found.body["blocks"] if b.get("type") == "input"}
        errors = answer.get("errors")
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            space.log.add("bad_ack", error="errors must name input blocks", given=errors)
            return
        found.errors = {str(key): str(value) for key, value in errors.items()}
        space.state.touch()
        return
    try:
        if action in ("update", "push"):
            checked(answer.get("view") or {}, "modal")
            if action == "update":
                update(space, found, answer["view"])
            else:
                push(space, found.user, answer["view"])
        elif action == "clear":
            close_all(space, found.user)
        else:
            close_top(space, found.user)
    except SlackRefusal as refusal:
        space.log.add("bad_ack", error=refusal.code, messages=refusal.messages)


def _put(space: Space, view: View) -> View:
    with space.state.changed:
        space.state.views[view.id] = view
        space.state.stacks.setdefault(view.user, []).append(view.id)
        space.state.touch()
    return view
