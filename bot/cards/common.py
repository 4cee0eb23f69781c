"""Cards every surface shares: errors, help for one command, plain notes, the Share button."""

from __future__ import annotations

from bot.cards import blocks as b
from bot.cards.text import escape
from bot.ports import Message
from bot.registry import Command

SHARE = "share"
"""action_id of *Share to channel*; its value is "command arguments", asked again with the same stored data."""


def note(text: str) -> Message:
    """One sentence or a few, already mrkdwn."""
    return b.message(text, [b.section(text)])


def error(text: str) -> Message:
    """What went wrong and what to do, in one clear sentence (foreign parts are escaped by the caller or here)."""
    return b.message(text, [b.section(f":warning: {text}")])


def usage(command: Command) -> Message:
    """How a command is typed."""
    lines = [f"*{command.name}* {escape(command.usage)}".strip(), command.summary + "."]
    if command.examples:
        lines.append("For example: " + ", ".join(f"`{escape(example)}`" for example in command.examples))
    if command.details:
        lines.append(command.details)
    text = "\n".join(lines)
    return b.message(f"{command.name} {command.usage}: {command.summary}", [b.section(text)])
