"""/sentiment: how the news reads on a ticker, and which words made it so."""

from __future__ import annotations

from bot.cards import common
from bot.cards import sentiment as cards
from bot.channel_settings import value
from bot.deps import Deps
from bot.errors import BadInput
from bot.registry import Action, Answer, Command, File, Request
from bot.research.sentiment import SentimentQuery, SentimentReport
from bot.sentiment.ticker import WINDOWS


def answer(request: Request, deps: Deps) -> Answer:
    """Visible to the asker, with *Share to channel*."""
    if request.text.strip().lower() in {"", "help"}:
        return Answer(common.usage(COMMAND), error=not request.text.strip())
    query = SentimentQuery.parse(request.text, deps.universe, deps.market.quote)
    report = deps.research.sentiment(query)
    short = value(deps.storage.settings.get(request.place), "verbosity") == "short"
    card = cards.sentiment_card(report, short=short)
    return Answer(common.shareable(card, request.row, *cards.buttons(report)))


def chart(request: Request, deps: Deps) -> Answer:
    """The scores by day as PNG, to the asker's DM."""
    report = _asked_again(request, deps)
    if len(cards.past(report)) < cards.LEAST_PAST:
        return Answer(cards.no_chart(report))
    return Answer(
        common.note(f"{report.company.ticker}: the scores by day were sent to your DM."), files=(_drawn(report),)
    )


def chart_to_channel(request: Request, deps: Deps) -> Answer:
    """The same PNG, into the channel where the question was asked."""
    report = _asked_again(request, deps)
    if len(cards.past(report)) < cards.LEAST_PAST:
        return Answer(cards.no_chart(report))
    note = common.note(f"{report.company.ticker}: the scores by day were shared here.")
    return Answer(note, files=(_drawn(report),), share_files=True)


def _asked_again(request: Request, deps: Deps) -> SentimentReport:
    """The question a button belongs to; its value is "TICKER window"."""
    words = request.value.split()
    if len(words) != 2 or words[1] not in WINDOWS:
        raise BadInput("This button is not known any more. Ask /sentiment again.")
    return deps.research.sentiment(SentimentQuery.parse(request.value, deps.universe, deps.market.quote))


def _drawn(report: SentimentReport) -> File:
    from bot.charts.sentiment import trend_chart

    ticker, today = report.company.ticker, report.day
    picture = trend_chart(
        ticker, cards.points(report), finding=cards.chart_finding(report), as_of=today, sample=report.source.sample
    )
    return File(f"{ticker}-sentiment-{today:%Y-%m-%d}.png", picture.png, picture.alt)


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

ACTIONS = (Action(cards.CHART, chart), Action(cards.CHART_SHARED, chart_to_channel))
