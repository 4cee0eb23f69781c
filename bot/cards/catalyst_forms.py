"""The modals of /catalysts: add or edit, and share across channels."""

from __future__ import annotations

from bot.cards import blocks as b
from bot.cards.text import clip, plural
from bot.model import CATALYST_KINDS, Catalyst
from bot.ports import Json
from bot.research.calendar import CONFIRMED
from bot.research.entries import OTHER_KIND

EDIT_VIEW = "catalyst_edit"
SHARE_VIEW = "catalyst_share"
LONGEST_LINK = 3000
"""Slack's limit for what is typed into a field."""


def edit_view(metadata: str, row: Catalyst | None) -> Json:
    """Add (without a row) or edit: ticker, kind, words, when, link, note."""
    options = [
        {"text": {"type": "plain_text", "text": clip(words, 75)}, "value": kind}
        for kind, words in [*CATALYST_KINDS.items(), (OTHER_KIND, "another event")]
    ]
    kind: Json = {"type": "static_select", "action_id": "kind", "options": options}
    if row is not None:
        kind["initial_option"] = next((o for o in options if o["value"] == row.kind), options[-1])
    when = ("mid-2027, 1H27, by year-end, 7 May 2026" if row is None else row.window.phrase) or ""
    return {
        "type": "modal",
        "callback_id": EDIT_VIEW,
        "private_metadata": metadata,
        "title": {"type": "plain_text", "text": "Add a catalyst" if row is None else "Edit a catalyst"},
        "submit": {"type": "plain_text", "text": "Add" if row is None else "Save"},
        "close": {"type": "plain_text", "text": "Cancel"},
        "blocks": [
            _text("ticker", "Ticker or company", row.ticker if row else "", hint="for example ALLO; market for no company"),
            {"type": "input", "block_id": "kind", "label": {"type": "plain_text", "text": "What is due"}, "element": kind},
            _text("asset", "Drug, trial or endpoint", row.asset if row else "", optional=True),
            _text("when", "When, in words", row.window.phrase if row else "", hint=f"{when}; a fuzzy date stays a window"),
            _text("url", "Link to what says so", _link(row), optional=True, limit=LONGEST_LINK),
            _text("note", "Note", row.note if row and not row.note.startswith(CONFIRMED) else "", optional=True),
        ],
    }  # fmt: skip


def _link(row: Catalyst | None) -> str:
    """Whole or not at all: a link cut off would be saved as another one, and left empty the old one stays."""
    url = (row.source.url or "") if row else ""
    return url if len(url) <= LONGEST_LINK else ""


def _text(name: str, label: str, value: str, *, optional: bool = False, hint: str = "", limit: int = 300) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": name, "max_length": limit}
    if value:
        element["initial_value"] = value[:limit]
    block: Json = {
        "type": "input",
        "block_id": name,
        "label": {"type": "plain_text", "text": label},
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = {"type": "plain_text", "text": clip(hint, 150)}
    return block


def share_view(metadata: str, count: int) -> Json:
    """Which channels get a copy."""
    return {
        "type": "modal",
        "callback_id": SHARE_VIEW,
        "private_metadata": metadata,
        "title": {"type": "plain_text", "text": "Share across channels"},
        "submit": {"type": "plain_text", "text": "Share"},
        "close": {"type": "plain_text", "text": "Cancel"},
        "blocks": [
            b.section(
                f"Copies {plural(count, 'catalyst')} into another channel's calendar; each channel then keeps its own."
            ),
            {
                "type": "input",
                "block_id": "channel",
                "label": {"type": "plain_text", "text": "Channel"},
                "element": {
                    "type": "conversations_select",
                    "action_id": "channel",
                    "filter": {"include": ["public", "private"], "exclude_bot_users": True},
                },
            },
        ],
    }


def example_views() -> dict[str, Json]:
    """Both modals."""
    from bot.cards.showcase import calendar as showcase

    return {
        "add": edit_view('{"channel": "C0BIOTECH01"}', None),
        "edit": edit_view('{"channel": "C0BIOTECH01"}', showcase.INTERIM),
        "edit_hostile": edit_view('{"channel": "C0BIOTECH01"}', showcase.EVIL),
        "share": share_view('{"channel": "C0BIOTECH01"}', 4),
    }
