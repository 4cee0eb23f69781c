"""The timeline as a picture: readable on a phone, told in words as well."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest

from bot.charts.insiders import _level, insider_chart
from bot.model import Bar
from tests.insiders.build import Line
from tests.insiders.test_activity import TODAY, activity, made

CLOSES = [Bar(TODAY - timedelta(days=back), 10 + back / 100) for back in range(365, -1, -1)]


def _pixels(png: bytes):
    from PIL import Image

    return Image.open(io.BytesIO(png))


def test_the_picture_is_three_phone_columns_wide():
    """
    1,080 pixels: at 360 the 20-point letters are 9 pixels high.
    """
    found = activity(made(Line("P")))
    picture = insider_chart("EXPL", found.events, CLOSES, finding="One buy", as_of=TODAY)
    assert _pixels(picture.png).size == (1080, 720)


def test_buys_and_sales_differ_in_more_than_colour():
    """
    In greys the two charts still differ: the markers point up and down.
    """
    charts = [
        insider_chart("EXPL", activity(made(Line(code))).events, CLOSES, finding="x", as_of=TODAY).png for code in "PS"
    ]
    buy, sale = (_pixels(png).convert("1").tobytes() for png in charts)
    assert buy != sale


def test_a_trade_before_a_split_is_marked_on_the_line():
    """
    Closes are adjusted for the split, the filed price is not: $118 then is the $11.80 of the line.
    """
    found = activity(made(Line("S", day="2024-09-30", price=118)), made(Line("S", day="2025-03-03", price=10.3)))
    levels = {event.summary.vwap: _level(event, CLOSES) for event in found.events}
    assert levels == {118: pytest.approx(11.82), 10.3: 10.3}


def test_the_words_say_finding_price_and_marks():
    """
    What a person who cannot see the picture has to know.
    """
    found = activity(made(Line("P"), Line("S", day="2025-03-04"), Line("F")))
    picture = insider_chart("EXPL", found.events, CLOSES, finding="Mixed", as_of=TODAY)
    assert picture.alt == (
        "EXPL insiders, 12 months. Mixed. Close from $13.65 on 2024-03-31 to $10.00 on 2025-03-31. "
        "Marks: 1 bought, 1 sold, 1 for tax."
    )


@pytest.mark.parametrize("closes", [[], CLOSES])
@pytest.mark.parametrize("lines", [(), (Line("S", price=None),)])
def test_missing_prices_or_trades_still_make_a_picture(closes, lines):
    """
    Nothing known is said in the picture, not raised.
    """
    found = activity(*([made(*lines)] if lines else []))
    picture = insider_chart("EXPL", found.events, closes, finding="Nothing", as_of=TODAY)
    assert picture.png.startswith(b"\x89PNG")


def test_a_dollar_sign_or_markup_in_a_title_is_text():
    """
    A chart's library would read "$...$" as a formula and fail on a broken one.
    """
    found = activity(made(Line("P")))
    picture = insider_chart("EX$PL", found.events, CLOSES, finding=r"bought $5 and \frac{ $6 _^", as_of=TODAY)
    assert picture.png.startswith(b"\x89PNG")


def test_nothing_of_this_machine_is_written_into_the_picture():
    """
    No software name, no date.
    """
    found = activity(made(Line("P")), as_of=date(2025, 3, 31))
    assert b"matplotlib" not in insider_chart("EXPL", found.events, CLOSES, finding="x", as_of=TODAY).png.lower()
