"""Message shortcut *Score this text*: the engine of /sentiment on somebody's words."""

from __future__ import annotations

import re

from bot.cards import sentiment as cards
from bot.deps import Deps
from bot.registry import Answer, Request, Shortcut
from bot.research.text import read_text
from bot.slack_text import plain

_LABELLED = re.compile(r"<https?://[^<>|\s]+\|([^<>]+)>", re.IGNORECASE)


def score(request: Request, deps: Deps) -> Answer:
    """Visible to the person who asked. Of a link with a label the label is read: the words that the message shows."""
    report = read_text(plain(_LABELLED.sub(r"\1", request.text)), scorer=deps.scorer, universe=deps.universe)
    return Answer(cards.text_card(report))


SHORTCUT = Shortcut("score_message", "Score this text", "How this message reads, overall and per company", score)
