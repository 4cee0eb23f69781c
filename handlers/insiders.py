"""/insiders: what a company's officers, directors and large holders did, read from the filings themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.cards import common
from bot.cards.insider_buttons import CHART, CHART_SHARED, SHOW_ALL, buttons
from bot.channel_settings import value
from bot.deps import Deps
from bot.errors import BadInput
from bot.registry import Action, Answer, Command, File, Request

if TYPE_CHECKING:
    from bot.research.insider_query import InsiderQuery
    from bot.research.insiders import InsiderReport, Stage

# The rules, the card and the charts are imported when first asked for: their patterns take 0.2 s to compile.


def answer(request: Request, deps: Deps) -> Answer:
    """Visible to the asker, with *Share to channel*; what is still being read replaces it."""
    if request.text.strip().lower() in {"", "help"}:
        return Answer(common.usage(COMMAND), error=not request.text.strip())
    return _stage(request, deps, _parsed(request.text, deps), "first")


def _parsed(text: str, deps: Deps) -> InsiderQuery:
    from bot.research.insider_query import InsiderQuery

    return InsiderQuery.parse(text, deps.universe, deps.market.quote, deps.clock.now())


def show_all(request: Request, deps: Deps) -> Answer:
    """Every event of the question as a CSV file, to the asker's DM."""
    from bot.cards.insider_words import to_csv

    report = _ask(deps, _query(request, deps), "window")
    ticker = report.company.ticker
    name = f"{ticker}-insiders-{report.activity.as_of:%Y-%m-%d}.csv"
    title = f"{ticker}: {len(report.events)} insider events with evidence and links"
    file = File(name, to_csv(report.events), f"{title}{' (sample data)' if report.source.sample else ''}")
    return Answer(common.note(f"{title}: sent to your DM."), files=(file,))


def chart(request: Request, deps: Deps) -> Answer:
    """The timeline as PNG, to the asker's DM."""
    file, ticker = _drawn(request, deps)
    return Answer(common.note(f"{ticker}: the insiders' timeline was sent to your DM."), files=(file,))


def chart_to_channel(request: Request, deps: Deps) -> Answer:
    """The timeline as PNG, into the channel where the question was asked."""
    file, ticker = _drawn(request, deps)
    note = common.note(f"{ticker}: the insiders' timeline was shared here.")
    return Answer(note, files=(file,), share_files=True)


def _drawn(request: Request, deps: Deps) -> tuple[File, str]:
    from bot.charts.insiders import insider_chart

    report = _ask(deps, _query(request, deps), "window")
    ticker, today = report.company.ticker, report.activity.as_of
    picture = insider_chart(
        ticker,
        report.activity.events,
        report.bars,
        finding=report.verdict,
        as_of=today,
        sample=report.source.sample,
    )
    return File(f"{ticker}-insiders-{today:%Y-%m-%d}.png", picture.png, picture.alt), ticker


def _stage(request: Request, deps: Deps, query: InsiderQuery, stage: Stage) -> Answer:
    from bot.cards.insiders import insiders_card

    report = _ask(deps, query, stage)
    short = value(deps.storage.settings.get(request.place), "verbosity") == "short"
    card = common.shareable(insiders_card(report, short=short), request.row, *buttons(report))
    following = report.next
    if following is None:
        return Answer(card)
    return Answer(card, later=lambda: _stage(request, deps, query, following))


def _ask(deps: Deps, query: InsiderQuery, stage: Stage) -> InsiderReport:
    from bot.research.insiders import insiders

    return insiders(
        query, filings=deps.filings, market=deps.market, storage=deps.storage, clock=deps.clock, universe=deps.universe,
        stage=stage,
    )  # fmt: skip


def _query(request: Request, deps: Deps) -> InsiderQuery:
    """The question a button belongs to."""
    try:
        asked = json.loads(request.value)
        ticker, days = str(asked["ticker"]), int(asked["days"])
        show, name = str(asked["show"]), str(asked["name"])
    except (ValueError, KeyError, TypeError):
        raise BadInput("This button is not known any more. Ask /insiders again.") from None
    words = [ticker, name, f"{days}d", *([show] if show in {"buys", "sales", "all"} else [])]
    return _parsed(" ".join(word for word in words if word), deps)


COMMAND = Command(
    "/insiders",
    usage="TICKER [90d|buys|sales|all|NAME]",
    summary="Read the insiders' own filings: what was a decision, what was payroll, with the words that prove it",
    run=answer,
    examples=("/insiders ALLO", "/insiders ALLO 90d", "/insiders ALLO sales", "/insiders ALLO Chang"),
    details=(
        "Forms 3, 4 and 5 are read themselves. Only open-market trades of officers and directors count as decisions: plan "
        "trades, sells-to-cover, withheld shares, awards, gifts, purchases from the issuer or in an offering, private and "
        "forced sales and dealers stand apart. A share of a holding means the same holding before the trade; where the filing "
        "gives no balance, the line of a payday says of which earlier day's holding it is a share. Rows "
        "that contradict themselves are never announced; they are listed for a human look. "
        "What a filing does not give is n/a, never 0."
    ),
    needs_ticker=True,
)

ACTIONS = (Action(SHOW_ALL, show_all), Action(CHART, chart), Action(CHART_SHARED, chart_to_channel))
