"""Cards every surface shares: errors, help for one command, plain notes, the Share button."""

from __future__ import annotations

import json
import re
from datetime import datetime

from bot.cards import blocks as b
from bot.cards.text import escape, slack_time
from bot.errors import AmbiguousName
from bot.ports import Json, Message
from bot.registry import Command

SHARE = "share"
"""action_id of *Share to channel*; its value is the inbox row whose kept card is shared as the asker saw it."""
PICK = "pick"
"""action_id of a *which one?* button; its value is JSON: the command and its text with the ticker put in."""


def scored_by(engine: str, version: str) -> str:
    """
    Scored by rules 6 + minilm-11: names and numbers. The hashes that tell builds apart, and the layer that joins the two, are in
    JSON and in /deskbot status. Versions that differ within one reading name the engines instead.
    """
    parts = [_HASH.sub("", part) for part in version.split("+") if not part.startswith("stack-")]
    short = " + ".join(re.sub(r"^rules-", "rules ", part) for part in parts)
    return f"Scored by {escape(short if _HASH.search(version) else f'{engine} ({version})')}"


_HASH = re.compile(r"-[0-9a-f]{8,}(?=\+|$)")


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


def shareable(card: Message, row: int | None, *more: Json) -> Message:
    """The card with *Share to channel* (and further buttons) under it."""
    buttons = [b.button("Share to channel", SHARE, str(row))] if row is not None else []
    elements = [*buttons, *more]
    if not elements:
        return card
    return Message(card.text, (*card.blocks, b.actions(*elements)))


def can_share(card: Message) -> bool:
    """Whether the card carries the Share button."""
    return any(element.get("action_id") == SHARE for block in card.blocks for element in block.get("elements", []))


def public(card: Message) -> Message:
    """The same card for everybody: without the row of buttons that belonged to the asker."""
    kept = [
        block for block in card.blocks
        if not (block.get("type") == "actions" and any(e.get("action_id") == SHARE for e in block["elements"]))
    ]  # fmt: skip
    return Message(card.text, tuple(kept))


def shared(card: Message, user: str, made_at: datetime) -> Message:
    """The public card, saying who shared it and when it was made: its ages ("4 min ago") count from then."""
    card = public(card)
    return Message(card.text, (*card.blocks, b.context(f"Shared by <@{user}>, as of {slack_time(made_at)}")))


def picker(command: str, text: str, error: AmbiguousName) -> Message:
    """Which company was meant: one button each, the question asked again on click."""
    # with any spaces between its words, and only as whole words: "port" is not in "import"
    words = r"\s+".join(map(re.escape, error.phrase.split()))
    before, *after = re.split(rf"(?<!\w){words}(?!\w)", text, maxsplit=1)
    buttons = [
        b.button(
            f"{company.ticker}: {company.name}",
            f"{PICK}:{index}",
            json.dumps({"command": command, "text": company.ticker.join((before, *after))}, ensure_ascii=False),
        )
        for index, company in enumerate(error.candidates[:5])
    ]
    return b.message(escape(error.message), [b.section(escape(error.message)), b.actions(*buttons)])


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase.deskbot import SENTIMENT
    from bot.cards.showcase.texts import HOSTILE, NOW, long_sentence
    from bot.model import Company

    alike = (Company("ALLO", "Allogene Therapeutics, Inc."), Company("ALLE", "Allegion plc"), Company("ALL", HOSTILE))
    answer = shareable(note("*ALLO* mildly positive +0.35"), 7)
    return {
        "note": note("Saved."),
        "error": error("No listed company has the ticker ZZZZQ. Try its name, or $TICKER."),
        "error_hostile_text": error(escape(HOSTILE)),
        "error_very_long": error(long_sentence(900)),
        "usage": usage(SENTIMENT),
        "with_share_button": answer,
        "shared": shared(answer, "U0DESKPM001", NOW),
        "which_company": picker("/sentiment", "all", AmbiguousName("all", alike)),
    }
