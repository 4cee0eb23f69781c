"""The buttons under an /insiders card. Light on purpose: the handlers are imported at start, the rules when first asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.cards import blocks as b
from bot.ports import Json

if TYPE_CHECKING:
    from bot.research.insiders import InsiderReport

SHOW_ALL = "insiders_all"
"""action_id of *Show all*: its value is the question, asked again for the file."""
CHART = "insiders_chart"
"""action_id of *Chart*."""
CHART_SHARED = "insiders_chart_share"
"""action_id of *Chart to channel*."""


def buttons(report: InsiderReport) -> tuple[Json, ...]:
    """
    *Show all* and *Chart* send a file to the asker's DM, *Chart to channel* where the question was asked; each stands only
    where its file would hold something.
    """
    query = report.query
    value = json.dumps({"ticker": query.company.ticker, "days": query.days, "show": query.show, "name": query.name})
    file = (b.button("Show all (file)", SHOW_ALL, value),) if report.events else ()
    charts = (b.button("Chart", CHART, value), b.button("Chart to channel", CHART_SHARED, value))
    return (*file, *(charts if report.activity.events else ()))
