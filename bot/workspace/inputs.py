"""What a person types or picks in an element: the state value Slack sends, and what Slack itself refuses to submit."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.workspace.errors import WorkspaceError
from bot.workspace.jsontypes import JsonObject

_PICKED = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
_ONE_OPTION = ("static_select", "external_select", "radio_buttons", "overflow")
_MANY_OPTIONS = ("multi_static_select", "multi_external_select", "checkboxes")
_INITIAL = {
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
    "selected_channel": "initial_channel",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_users": "initial_users",
    "selected_conversations": "initial_conversations",
    "selected_channels": "initial_channels",
}


def elements(blocks: list[JsonObject]) -> Iterator[tuple[JsonObject, JsonObject]]:
    """Yield every block with each interactive element in it."""
    for block in blocks:
        found = list(block.get("elements", ())) if block.get("type") in ("actions", "context_actions") else []
        for element in [*found, block.get("accessory"), block.get("element")]:
            if isinstance(element, dict) and element.get("action_id"):
                yield block, element


def options_of(element: JsonObject) -> list[JsonObject]:
    """Return all options of a menu, with or without groups."""
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [option for group in groups for option in group["options"]]


def state_value(element: JsonObject, value: Any) -> JsonObject:
    """Return what Slack sends for an element in which `value` was typed or picked (an option's value for menus)."""
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": None if value is None else _option(element, value)}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": [_option(element, one) for one in value or ()]}
    if kind in _PICKED:
        return {"type": kind, _PICKED[kind]: value}
    if kind == "rich_text_input":
        return {"type": kind, "rich_text_value": value}
    if kind == "file_input":
        return {"type": kind, "files": value or []}
    return {"type": kind, "value": None if value is None else str(value)}


def initial_value(element: JsonObject) -> JsonObject:
    """Return what Slack sends for an element that nobody touched."""
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": list(element.get("initial_options", ()))}
    if kind in _PICKED:
        key = _PICKED[kind]
        return {"type": kind, key: element.get(_INITIAL[key])}
    return {"type": kind, "value": element.get("initial_value")}


def filled_state(blocks: list[JsonObject], typed: Mapping[str, Any], kept: JsonObject) -> JsonObject:
    """
    Return state.values of a view in which a person filled in `typed`, by action_id or block_id.

    `kept` holds what was typed before. Raises WorkspaceError for a name that the view does not have.
    """
    values: JsonObject = {}
    left = dict(typed)
    for block, element in elements(blocks):
        if element["type"] in ("button", "overflow", "workflow_button"):
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        name = action_id if action_id in typed else block_id
        if name in typed:
            value = state_value(element, typed[name])
            left.pop(name, None)
        else:
            value = kept.get(block_id, {}).get(action_id) or initial_value(element)
        values.setdefault(block_id, {})[action_id] = value
    if left:
        raise WorkspaceError(f"The view has no input {', '.join(map(repr, left))}.")
    return values


def refusals(blocks: list[JsonObject], values: JsonObject) -> dict[str, str]:
    """Return what Slack's client says of inputs before it submits: by block_id, empty when all is well."""
    found: dict[str, str] = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        element = block["element"]
        given = values[block["block_id"]][element["action_id"]]
        content = next((given[key] for key in given if key != "type"), None)
        if not content:
            if not block.get("optional"):
                found[block["block_id"]] = "Please complete this required field."
            continue
        problem = _problem(element, content)
        if problem:
            found[block["block_id"]] = problem
    return found


def _problem(element: JsonObject, content: Any) -> str:
    match element["type"]:
        case "plain_text_input":
            least, most = element.get("min_length", 0), element.get("max_length", 3000)
            good, wanted = least <= len(content) <= most, f"{least} to {most} characters"
        case "number_input":
            good, wanted = _is_number_in_range(element, content), "a number in range"
        case "email_text_input":
            good, wanted = bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", content)), "an e-mail address"
        case "url_text_input":
            good, wanted = bool(re.fullmatch(r"https?://\S+", content)), "a URL"
        case _:
            good, wanted = True, ""
    return "" if good else f"Please enter {wanted}."


def _is_number_in_range(element: JsonObject, content: str) -> bool:
    if not re.fullmatch(r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+", content):
        return False
    low, high = element.get("min_value", "-inf"), element.get("max_value", "inf")
    return float(low) <= float(content) <= float(high)


def _option(element: JsonObject, value: Any) -> JsonObject:
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(value)}, "value": str(value)}
    for option in options_of(element):
        if option["value"] == value or option["text"]["text"] == value:
            return option
    offered = ", ".join(option["value"] for option in options_of(element))
    raise WorkspaceError(f"{element['action_id']} offers {offered}, not {value!r}.")
