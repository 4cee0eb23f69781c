"""The few blocks every card is built from, kept inside Slack's limits (facts/slack.md, 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.cards.text import clip
from bot.ports import Json, Message

MOST_BLOCKS = 50
"""Slack's limit for a message."""
SECTION_LIMIT = 2900
"""Slack allows 3,000 characters in a section."""
TOTAL_LIMIT = 12_500
"""Undocumented msg_blocks_too_long begins at about 13,200 characters over all blocks."""


def section(text: str, *, accessory: Json | None = None) -> Json:
    """A paragraph of mrkdwn."""
    block: Json = {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, SECTION_LIMIT)}}
    if accessory:
        block["accessory"] = accessory
    return block


def sections(lines: Sequence[str]) -> list[Json]:
    """Lines of mrkdwn, one below the other, in as few paragraphs as hold them."""
    blocks, chunk = [], list[str]()
    for line in lines:
        if chunk and sum(len(part) + 1 for part in chunk) + len(line) > SECTION_LIMIT:
            blocks.append(section("\n".join(chunk)))
            chunk = []
        chunk.append(line)
    return [*blocks, section("\n".join(chunk))]


def fields(texts: Sequence[str]) -> Json:
    """Two columns, at most 10 cells."""
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": cut(text, 1900)} for text in texts[:10]]}


def context(*texts: str) -> Json:
    """Small print: sources, ages, engine."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": cut(text, 1900)} for text in texts if text][:10]}


def header(text: str) -> Json:
    """A title, plain text."""
    return {"type": "header", "text": {"type": "plain_text", "text": clip(text, 150), "emoji": True}}


def divider() -> Json:
    """A line."""
    return {"type": "divider"}


def button(label: str, action_id: str, value: str = "", *, style: str | None = None, url: str | None = None) -> Json:
    """A button; `value` at most 2,000 characters."""
    element: Json = {
        "type": "button",
        "text": {"type": "plain_text", "text": clip(label, 75), "emoji": True},
        "action_id": action_id,
    }
    if value:
        element["value"] = value[:2000]
    if style:
        element["style"] = style
    if url:
        element["url"] = url
    return element


def actions(*elements: Json) -> Json:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)[:25]}


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Iterable[int] = ()) -> Json:
    """A native table: plain-text cells, the named columns right-aligned; at most 99 rows beside the head."""
    aligned = set(right)
    return {
        "type": "table",
        "column_settings": [
            {"align": "right" if column in aligned else "left", "is_wrapped": column not in aligned}
            for column in range(len(head))
        ],
        "rows": [
            [{"type": "raw_text", "text": cell or "–"} for cell in row]
            for row in (list(head), *[list(r) for r in rows[:99]])
        ],
    }


def cut(text: str, limit: int) -> str:
    """Cut mrkdwn at a line or word, never inside a link or an entity."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if head.rfind("<") > head.rfind(">"):
        head = head[: head.rfind("<")]
    if "&" in head[-6:] and ";" not in head[head.rfind("&") :]:
        head = head[: head.rfind("&")]
    return head.rsplit("\n", 1)[0].rstrip() + "…" if "\n" in head[-400:] else head.rstrip() + "…"


def message(text: str, blocks: Sequence[Json]) -> Message:
    """
    Assemble a card. Blocks over Slack's totals are dropped from the end of the body, with a line that says so; the last two
    are kept, and there is room for a row of buttons.
    """
    kept = list(blocks)
    if len(kept) > 3 and _too_much(kept):
        kept.insert(-2, context("Not everything fits into one message: some of it is left out here."))
    while len(kept) > 4 and _too_much(kept):
        del kept[-4]
    return Message(clip(text, 3000), tuple(kept))


def _too_much(blocks: Sequence[Json]) -> bool:
    return len(blocks) >= MOST_BLOCKS or size(blocks) > TOTAL_LIMIT


def size(value: object) -> int:
    """Characters of text in blocks, as Slack seems to count them."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(size(item) for key, item in value.items() if key not in {"type", "action_id", "block_id"})
    if isinstance(value, (list, tuple)):
        return sum(size(item) for item in value)
    return 0
