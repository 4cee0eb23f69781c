"""The day from which an article's "tomorrow" and "Friday" count: its own zone's, not UTC's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.articles.page import parse_page
from bot.cards.link import link_card
from bot.research.link import LinkReport, analyse
from bot.sentiment import make_scorer
from bot.tickers import load_universe
from tests.links.site import FILLER, article

LATE = datetime(2026, 4, 21, 1, tzinfo=UTC)
"""21:00 of 20 April, a Monday, in New York."""
ALLOGENE = "Allogene Therapeutics (NASDAQ: ALLO)"


def read(published: str, when: str, who: str = ALLOGENE) -> LinkReport:
    """A page of that hour that says when a company reports."""
    page = article(
        "A date is set", f"{who} will report its first quarter results {when}.", *FILLER, published=published
    )
    found = parse_page(page, "https://news.example/a")
    return analyse(found, url="", scorer=make_scorer("off"), universe=load_universe(), as_of=LATE)


def due(report: LinkReport) -> list[date | None]:
    """The days that are offered."""
    return [item.window.start for _place, item in report.upcoming]


@pytest.mark.parametrize("published", ["2026-04-20T20:30:00-04:00", "2026-04-21T00:30:00Z", "1776731400"])
@pytest.mark.parametrize(
    ("when", "day"),
    [("tomorrow", 21), ("on Tuesday", 21), ("on Friday", 24), ("later today", 20)],
)
def test_an_evening_article_counts_from_its_own_evening(published, when, day):
    """Published at 20:30 in New York, 00:30 of the next day in UTC: "tomorrow" is the 21st, "Tuesday" not a week later."""
    report = read(published, when)
    assert due(report) == [date(2026, 4, day)]
    assert "dates count from 20 Apr 2026" in str(link_card(report, "0" * 20).blocks)


@pytest.mark.parametrize(
    ("published", "who", "day"),
    [
        ("2026-04-21T00:30:00Z", "Roche Holding", 22),
        ("2026-04-21T08:30:00+09:00", ALLOGENE, 22),
        ("2026-04-21T00:00:00Z", ALLOGENE, 22),
        ("2026-04-21", ALLOGENE, 22),
        ("2026-04-20T10:00:00Z", ALLOGENE, 21),
        ("", ALLOGENE, 21),
    ],
)
def test_other_days_stay_as_the_page_has_them(published, who, day):
    """A company that is not listed in New York, a stated zone, a bare day; without any date the reader's evening counts."""
    assert due(read(published, "tomorrow", who)) == [date(2026, 4, day)]


@pytest.mark.parametrize(("symbol", "filed"), [("ALL", "ASX:ALL"), ("CLE", "ASX:CLE")])
def test_a_foreign_symbol_of_no_list_is_marked_and_not_offered(symbol, filed):
    """Neither scored nor filed as the American company of these letters, nor as another exchange's; the card says why."""
    report = read("2026-04-20T10:00:00+10:00", "on Friday", f"Aristocrat Leisure (ASX: {symbol}) had a record year and")
    assert [item.ticker for _place, item in report.upcoming] == [filed]
    assert "ALL" not in report.scores
    card = str(link_card(report, "0" * 20).blocks)
    assert f"*{filed}* (not in the list of tickers)" in card
    assert "Add" not in card
