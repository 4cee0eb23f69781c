"""The figures of /sentiment's reasons, as they are shown, make the score in its first line; what else the card says of them."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.cards.common import scored_by
from bot.cards.quotes import quote_words
from bot.cards.sentiment import buttons, sentiment_card
from bot.cards.showcase.sentiment import driver, report, reports
from bot.model import Quote, Source
from bot.research.sentiment import MIXED, Trend

_FIGURE = re.compile(r"^[+−]\d\.\d\d|^0\.00", re.MULTILINE)


def _figure(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


@pytest.mark.parametrize("state", [state for state, one in reports().items() if one.sentiment.score is not None])
def test_the_lines_add_up_to_the_score(state: str):
    """In every state of the gallery, to the last digit."""
    card = sentiment_card(reports()[state])
    (why,) = [b["text"]["text"] for b in card.blocks if b["type"] == "section" and "What moved" in b["text"]["text"]]
    score = re.search(r"as parts of (\S+)", why)
    assert score is not None
    assert score[1] in card.text
    assert sum(map(_figure, _FIGURE.findall(why))) == _figure(score[1])


@pytest.mark.parametrize(("count", "told"), [(4, "1 smaller story"), (6, "net of 3 smaller stories")])
def test_what_is_left_out_is_counted(count: int, told: str):
    """Three lines each way, and how many stories the last line stands for."""
    titles = ("Alpha wins", "Beta gains", "Gamma sells", "Delta signs", "Epsilon buys", "Zeta hires")[:count]
    card = sentiment_card(report(*((title, 0.5) for title in titles), drivers=(driver("wins", 0.5),)))
    assert f" {told}" in str(card.blocks)


def test_the_footer_names_the_engine_and_not_its_hashes():
    """Names and numbers; the rules alone, and versions mixed within one reading, are told as such."""
    assert scored_by("rules + net", "rules-6-69c2658be0+net-7-a8076ffc+stack-659cbfa3") == "Scored by rules 6 + net-7"
    assert scored_by("rules", "rules-6-69c2658be0") == "Scored by rules 6"
    assert scored_by("rules; rules + net", MIXED) == f"Scored by rules; rules + net ({MIXED})"


def test_another_companys_figure_is_said_to_be_of_these_stories():
    """It is not that company's own reading."""
    others = (("CLLS", 0.88, 3), ("BMY", -0.2, 1), ("PFE", None, 0))
    card = sentiment_card(dataclasses.replace(reports()["normal"], others=others))
    assert "Also told of: CLLS +0.88 in these 3 stories, BMY −0.20 in 1 of these stories, PFE n/a" in str(card.blocks)


def test_a_chart_is_offered_where_there_is_a_line_to_draw():
    """Two earlier days, as the chart itself asks for."""
    one = reports()["normal"]
    past = tuple((date(2026, 4, number), 0.1) for number in (15, 16))
    for points, offered in ((past, 2), (past[:1], 0), ((), 0)):
        trends = (Trend(7, None, points[0][0] if points else None, points),)
        assert len(buttons(dataclasses.replace(one, trends=trends))) == offered


def test_a_last_close_has_its_day():
    """Where the source says of which; the time of asking is no day of a close."""
    now = datetime(2026, 4, 20, 12, 45, tzinfo=UTC)
    asked = Source("Yahoo", None, now)
    quote = Quote("ALLO", 2.24, "USD", asked, 2.17, "pre", extended_price=2.91, extended_as_of=now)
    assert quote_words(quote, now).endswith("last close $2.24")
    friday = dataclasses.replace(asked, as_of=datetime(2026, 4, 17, 20, 0, 1, tzinfo=UTC))
    assert quote_words(dataclasses.replace(quote, source=friday), now).endswith("last close $2.24 (17 Apr 2026)")
