"""Reading a call's arguments: form fields and JSON bodies look alike from here on."""

import json
from typing import Any

from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject


def text_of(args: JsonObject, name: str, default: str = "") -> str:
    """Return an argument as text."""
    value = args.get(name)
    return default if value is None else str(value)


def required(args: JsonObject, *names: str) -> None:
    """Refuse the call when one of these arguments is missing, as Slack does."""
    missing = [name for name in names if args.get(name) in (None, "")]
    if missing:
        raise SlackRefusal(
            "invalid_arguments", [f"[ERROR] missing required field: {name} [json-pointer:/{name}]" for name in missing]
        )


def flag_of(args: JsonObject, name: str, *, default: bool = False) -> bool:
    """Return an argument as a boolean: true, 1 and their texts."""
    value = args.get(name)
    return default if value is None else str(value).lower() in ("true", "1")


def number_of(args: JsonObject, name: str, default: int, *, most: int, error: str = "invalid_limit") -> int:
    """Return an argument as a whole number from 1 to `most`."""
    value = args.get(name)
    if value in (None, "", 0, "0"):
        return default
    try:
        number = int(str(value))
    except ValueError:
        raise SlackRefusal(error) from None
    if number < 1:
        raise SlackRefusal(error)
    return min(number, most)


def json_of(args: JsonObject, name: str, error: str) -> Any:
    """Return an argument that may be JSON text or already decoded; None when absent."""
    value = args.get(name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise SlackRefusal(error) from None


def blocks_of(args: JsonObject, name: str) -> list[JsonObject] | None:
    """Return the blocks of a call; invalid_blocks_format when they are no list of objects."""
    value = json_of(args, name, "invalid_blocks_format")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(block, dict) for block in value):
        raise SlackRefusal("invalid_blocks_format")
    return value


def object_of(args: JsonObject, name: str, error: str = "invalid_arguments") -> JsonObject:
    """Return an argument that must be a JSON object."""
    value = json_of(args, name, error)
    if not isinstance(value, dict):
        raise SlackRefusal(error)
    return value


def names_of(args: JsonObject, name: str) -> list[str]:
    """Return a comma-separated argument, or a JSON list, as a list."""
    value = args.get(name)
    if isinstance(value, list):
        return [str(item) for item in value]
    return [item.strip() for item in str(value or "").split(",") if item.strip()]
