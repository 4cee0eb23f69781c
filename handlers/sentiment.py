"""/sentiment: how the news reads on a ticker, and which words made it so."""

from __future__ import annotations

from bot.cards import common
from bot.cards import sentiment as cards
from bot.channel_settings import value
from bot.deps import Deps
from bot.registry import Answer, Command, Request
from bot.research.sentiment import SentimentQuery


def answer(request: Request, deps: Deps) -> Answer:
    """Visible to the asker, with *Share to channel*."""
    if request.text.strip().lower() in {"", "help"}:
        return Answer(common.usage(COMMAND), error=not request.text.strip())
    query = SentimentQuery.parse(request.text, deps.universe)
    report = deps.research.sentiment(query)
    short = value(deps.storage.settings.get(request.place), "verbosity") == "short"
    return Answer(common.shareable(cards.sentiment_card(report, short=short), request.row))


COMMAND = Command(
    "/sentiment",
    usage="TICKER [24h|7d|30d]",
    summary="Score the news on a ticker, with the phrases that moved the score",
    run=answer,
    examples=("/sentiment ALLO", "/sentiment $ALLO 24h", "/sentiment Cellectis 30d"),
    details=(
        "The score runs from −1 to +1. Its size has a name: below 0.15 neutral, from 0.15 mildly, from 0.40 "
        "moderately, from 0.70 strongly. Newer stories weigh more, repeats of one story less; below three distinct "
        "stories the reading is marked thin. A ticker without evidence shows n/a, never 0."
    ),
    needs_ticker=True,
)
