"""Fiscal quarters of an article, dated by the year end that the SEC has for the company it names."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.model import Article
from bot.research.link import analyse
from bot.sentiment import make_scorer
from bot.tickers import load_universe

TEXT = (
    "Apple Inc. (NASDAQ: AAPL) said it expects to launch the device in the third quarter of fiscal 2027. "
    "The company made no other comment on its plans for the product on Tuesday, two people familiar with them said."
)
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def dates(year_ends: dict[int, str | None], text: str = TEXT) -> list[tuple[date | None, date | None]]:
    article = Article("", "", "", text, published=NOW)
    report = analyse(
        article, url="", scorer=make_scorer("off"), universe=load_universe(), as_of=NOW, year_end=year_ends.get
    )
    return [(item.window.start, item.window.end) for _place, item in report.upcoming]


def test_a_fiscal_quarter_gets_the_days_of_the_company_named():
    """
    Apple's year ends on the last Saturday of September: its third fiscal quarter is April to June.
    """
    assert dates({320193: "0926"}) == [(date(2027, 4, 1), date(2027, 6, 30))]


def test_it_stays_open_where_the_year_end_is_unknown():
    """
    Unknown is not guessed: the window has no ends.
    """
    assert dates({}) == [(None, None)]


def test_a_quarter_that_turns_out_to_be_over_is_not_offered():
    """
    With a year that ends in March, the first quarter of fiscal 2027 ended in June 2026.
    """
    text = TEXT.replace("third quarter", "first quarter")
    assert dates({}, text) == [(None, None)]
    assert dates({320193: "0331"}, text) == []
