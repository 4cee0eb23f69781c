"""The buttons under an /insiders card. Light on purpose: the handlers are imported at start, the rules when first asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.cards import blocks as b
from bot.ports import Json

if TYPE_CHECKING:
    from bot.research.insider_query import InsiderQuery

SHOW_ALL = "insiders_all"
"""action_id of *Show all*: its value is the question, asked again for the file."""
CHART = "insiders_chart"
"""action_id of *Chart*."""
CHART_SHARED = "insiders_chart_share"
"""action_id of *Chart to channel*."""


def buttons(query: InsiderQuery) -> tuple[Json, ...]:
    """*Show all* and *Chart* send a file to the asker's DM, *Chart to channel* where the question was asked."""
    value = json.dumps({"ticker": query.company.ticker, "days": query.days, "show": query.show, "name": query.name})
    return (
        b.button("Show all (file)", SHOW_ALL, value),
        b.button("Chart", CHART, value),
        b.button("Chart to channel", CHART_SHARED, value),
    )
