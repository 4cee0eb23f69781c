"""The figures of /sentiment's reasons, as they are shown, make the score in its first line."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from bot.cards.sentiment import sentiment_card
from bot.cards.showcase.sentiment import driver, report, reports

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
