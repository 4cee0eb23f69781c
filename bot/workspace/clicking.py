"""What people do with what the app shows: buttons and menus, modals, shortcuts, the App Home."""

import copy
from collections.abc import Mapping
from typing import Any

from bot.workspace import events, inputs, payloads, views
from bot.workspace.delivery import Delivery
from bot.workspace.errors import WorkspaceError
from bot.workspace.interaction import Interaction
from bot.workspace.jsontypes import JsonObject
from bot.workspace.people import People
from bot.workspace.state import User, View


class Clicking(People):
    """Interactions; each returns at once, `Interaction.wait` waits for the app's ack."""

    def click(
        self, user: str, where: JsonObject, action_id: str, value: Any = None, *, block_id: str | None = None
    ) -> Interaction:
        """
        Press a button or pick from a menu, in a message, a modal or the App Home (`where` is its object).

        `value` is the option's value or text for menus, a date for a date picker; for buttons it picks among equal
        action_ids. What the app shows now counts, not what `where` held when it was read.
        """
        who = self.user(user)
        if "ts" in where:
            return self._click_message(who, where, action_id, value, block_id)
        view = self._view(who, where)
        block, element = find_element(view.body["blocks"], action_id, value, block_id)
        action = self._action(block, element, value)
        if element["type"] not in ("button", "overflow"):
            values = view.body["state"]["values"]
            values.setdefault(block["block_id"], {})[element["action_id"]] = inputs.state_value(element, value)
        payload = payloads.interaction(self.space, "block_actions", who)
        payload |= {
            "container": {"type": "view", "view_id": view.id},
            "view": copy.deepcopy(view.body),
            "actions": [action],
        }
        return self._interact(payload)

    def submit(self, user: str, view: JsonObject | None = None, values: Mapping[str, Any] | None = None) -> Interaction:
        """
        Fill in a modal (by action_id or block_id) and submit it; without `view`, the one on top.

        What Slack's client itself refuses (a required field left empty) never reaches the app: `refused` says why. What
        the app's ack says of the inputs is in `ack_body["errors"]`, and in `errors(user)`.
        """
        who = self.user(user)
        found = self._view(who, view)
        state = found.body["state"]["values"]
        filled = inputs.filled_state(found.body["blocks"], values or {}, state)
        found.body["state"] = {"values": filled}
        found.errors = {}
        problems = inputs.refusals(found.body["blocks"], filled)
        if problems:
            found.errors = problems
            self.space.state.touch()
            return Interaction(self.space, refused="; ".join(problems.values()))
        payload = payloads.interaction(self.space, "view_submission", who)
        payload |= {"view": copy.deepcopy(found.body), "response_urls": []}
        delivery = self.space.deliver("interactive", payload, accepts_response=True)
        delivery.on_ack = lambda body: views.after_submission(self.space, found, body)
        return self._interact(payload, delivery)

    def errors(self, user: str) -> dict[str, str]:
        """Return what stands beside the inputs of the person's topmost modal, by block_id."""
        with self.space.state.changed:
            stack = self.space.state.stacks.get(self.user(user).id, [])
            return dict(self.space.state.views[stack[-1]].errors) if stack else {}

    def close_view(self, user: str) -> Interaction:
        """Close the topmost modal; the app hears of it if it asked to (notify_on_close)."""
        who = self.user(user)
        closed = views.close_top(self.space, who.id)
        if closed is None:
            raise WorkspaceError(f"{user} has no modal open.")
        if not closed.body.get("notify_on_close"):
            return Interaction(self.space)
        payload = payloads.interaction(self.space, "view_closed", who)
        payload.pop("trigger_id")
        return self._interact(payload | {"view": copy.deepcopy(closed.body), "is_cleared": False})

    def shortcut(self, user: str, callback_id: str, message: JsonObject | None = None) -> Interaction:
        """Run a message shortcut on a message, or a global one without."""
        who = self.user(user)
        if message is None:
            payload = payloads.interaction(self.space, "shortcut", who)
            return self._interact(payload | {"callback_id": callback_id, "action_ts": self.space.state.next_ts()})
        where = self.channel(message["channel"])
        found = self._message(where, message["ts"])
        grant = self.space.state.add_grant("actions", who.id, where.id)
        grant.thread_ts = found.body.get("thread_ts")
        payload = payloads.interaction(self.space, "message_action", who)
        payload |= {
            "callback_id": callback_id,
            "action_ts": self.space.state.next_ts(),
            "message_ts": found.ts,
            "channel": {"id": where.id, "name": payloads.channel_name(where)},
            "message": copy.deepcopy(found.body),
            "response_url": self.space.response_url(grant.id),
        }
        interaction = self._interact(payload)
        interaction.grant = grant
        return interaction

    def open_home(self, user: str, tab: str = "home") -> str | None:
        """Open the app's home (or its messages tab); return the event's id."""
        who = self.user(user)
        event: JsonObject = {
            "type": "app_home_opened",
            "user": who.id,
            "channel": self.space.state.direct_channel(who.id).id,
            "tab": tab,
            "event_ts": self.space.state.next_ts(),
        }
        home = self.home(user)
        if tab == "home" and home is not None:
            event["view"] = home
        return events.emit(self.space, event)

    def _click_message(
        self, who: User, shown: JsonObject, action_id: str, value: Any, block_id: str | None
    ) -> Interaction:
        where = self.channel(shown["channel"])
        message = self._message(where, shown["ts"])
        if message.visible_to not in (None, who.id):
            raise WorkspaceError(f"@{who.name} does not see message {message.ts}.")
        block, element = find_element(message.body.get("blocks", []), action_id, value, block_id)
        grant = self.space.state.add_grant("actions", who.id, where.id)
        grant.source_ts, grant.thread_ts = message.ts, message.body.get("thread_ts")
        payload = payloads.interaction(self.space, "block_actions", who)
        payload |= copy.deepcopy(payloads.message_container(where, message))
        payload |= {
            "response_url": self.space.response_url(grant.id),
            "state": {"values": {}},
            "actions": [self._action(block, element, value)],
        }
        interaction = self._interact(payload)
        interaction.grant = grant
        return interaction

    def _action(self, block: JsonObject, element: JsonObject, value: Any) -> JsonObject:
        action: JsonObject = {
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "type": element["type"],
            "action_ts": self.space.state.next_ts(),
        }
        if element["type"] == "button":
            action["text"] = element["text"]
            return action | {key: element[key] for key in ("value", "url", "style") if key in element}
        return action | inputs.state_value(element, value)

    def _view(self, who: User, view: JsonObject | None) -> View:
        state = self.space.state
        if view is None:
            stack = state.stacks.get(who.id, [])
            if not stack:
                raise WorkspaceError(f"@{who.name} has no modal open.")
            return state.views[stack[-1]]
        found = state.views.get(view["id"]) or state.homes.get(who.id)
        if found is None or found.id != view["id"] or found.user != who.id:
            raise WorkspaceError(f"@{who.name} does not see view {view['id']}.")
        return found

    def _interact(self, payload: JsonObject, delivery: Delivery | None = None) -> Interaction:
        sent = self.space.dispatcher.send(delivery or self.space.deliver("interactive", payload))
        return Interaction(self.space, sent, trigger_id=str(payload.get("trigger_id", "")))


def find_element(
    blocks: list[JsonObject], action_id: str, value: Any, block_id: str | None
) -> tuple[JsonObject, JsonObject]:
    """Return the element with this action_id (and block_id, and for buttons this value); WorkspaceError without one."""
    found = [
        (block, element)
        for block, element in inputs.elements(blocks)
        if element["action_id"] == action_id and block_id in (None, block["block_id"])
    ]
    if value is not None:
        found = [pair for pair in found if pair[1]["type"] != "button" or pair[1].get("value") == value]
    if not found:
        there = ", ".join(sorted({element["action_id"] for _, element in inputs.elements(blocks)})) or "none"
        raise WorkspaceError(f"There is no {action_id!r} to press; there is: {there}.")
    return found[0]
