"""The score by day as a picture, on the card and on its button."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.cards import sentiment as cards
from bot.cards.sentiment import no_chart
from bot.cards.showcase import sentiment as showcase
from bot.cards.showcase.texts import HOSTILE, RIGHT_TO_LEFT
from bot.charts.sentiment import trend_chart
from bot.clock import ManualClock
from bot.model import Score
from bot.research.sentiment import SentimentQuery, Trend
from bot.sample import SAMPLE_START
from bot.workspace.text import render_message
from tests.desk.harness import DeskHarness

TODAY = date(2026, 4, 20)
DAYS = [(TODAY - timedelta(days=back), 0.9 - back / 10) for back in range(15)]


def test_the_picture_is_three_phone_columns_wide():
    """
    1,080 by 720 pixels, whatever the scores are.
    """
    from PIL import Image

    picture = trend_chart("ALLO", DAYS, finding="Up", as_of=TODAY)
    assert Image.open(io.BytesIO(picture.png)).size == (1080, 720)


def _black(score: float):
    from PIL import Image

    png = trend_chart("A", [(TODAY, score)], finding="x", as_of=TODAY).png
    return Image.open(io.BytesIO(png)).convert("L").point(lambda level: 255 * (level < 180))


def test_the_bands_differ_in_more_than_colour():
    """
    In black and white a mark just over a band's floor has another form than one just under it.
    """
    from PIL import ImageChops

    def unlike(one: float, other: float) -> int:
        return sum(ImageChops.difference(_black(one), _black(other)).histogram()[128:])

    assert unlike(0.149, 0.151) > 2 * unlike(0.151, 0.153)
    assert unlike(-0.149, -0.151) > 2 * unlike(-0.151, -0.153)


def test_the_words_say_the_finding_and_the_ends():
    """
    What a person who cannot see the picture has to know, in order of day however the points came.
    """
    picture = trend_chart("ALLO", DAYS, finding="ALLO rises", as_of=TODAY, sample=True)
    assert picture.alt == (
        "ALLO sentiment by day. ALLO rises. Scores: 15 days, from −0.50 on 2026-04-06 to +0.90 on 2026-04-20, "
        "lowest −0.50, highest +0.90 (sample data)."
    )


@pytest.mark.parametrize("points", [[], DAYS[:1], [(TODAY, 1.0), (TODAY - timedelta(days=1), -1.0)]])
@pytest.mark.parametrize("name", ["EX$PL", HOSTILE, RIGHT_TO_LEFT, "漢字 🚀", r"\frac{ $6 _^"])
def test_any_name_and_any_number_of_points_make_a_picture(name, points):
    """
    No formula, no missing letter and no missing point is an error.
    """
    assert trend_chart(name, points, finding=name, as_of=TODAY).png.startswith(b"\x89PNG")


def _charts(card):
    return [block for block in card.blocks if block["type"] == "data_visualization"]


def test_the_card_shows_a_line_from_two_earlier_days_on():
    """
    Between the drivers and the stories; none with one earlier day, none on a short card; twenty points at most.
    """
    past = showcase._daily(30)
    for count, shown in ((0, 0), (1, 0), (2, 3), (19, 20), (30, 20)):
        trends = (Trend(7, None, None, past[-1:]), Trend(30, None, None, past[30 - count :]))
        report = dataclasses.replace(showcase.NORMAL, trends=trends)
        lines = _charts(cards.sentiment_card(report))
        assert [len(line["chart"]["series"][0]["data"]) for line in lines] == ([shown] if shown else [])
        assert not _charts(cards.sentiment_card(report, short=True))
    card = cards.sentiment_card(report)
    texts = [json.dumps(block, ensure_ascii=False) for block in card.blocks]
    order = [next(i for i, text in enumerate(texts) if word in text)
             for word in ("What moved it", "data_visualization", "*Stories*")]  # fmt: skip
    assert order == sorted(order)
    assert _charts(card)[0]["chart"]["series"][0]["data"][-1] == {
        "label": "20 Apr",
        "value": round(report.sentiment.score or 0.0, 2),
    }


@pytest.fixture
def desk() -> Iterator[DeskHarness]:
    """A desk whose clock stands at the sample's own moment."""
    harness = DeskHarness.start(clock=ManualClock(SAMPLE_START))
    yield harness
    harness.stop()


def _png(desk: DeskHarness, place: str):
    found = [file for message in desk.workspace.messages(place, user="@pm") for file in message.get("files", [])]
    return [file for file in found if file["name"].endswith("-sentiment-2026-04-20.png")]


def _remember(desk: DeskHarness, *scores: float) -> None:
    """Store readings of the days before, as earlier questions would have."""
    scorer = desk.deps.research.scorer
    for back, value in enumerate(scores, start=1):
        day = SAMPLE_START - timedelta(days=back)
        score = Score("ALLO", value, None, "medium", scorer.engine, scorer.version)
        desk.deps.storage.stories.put_ticker_score("ALLO", day.date(), "7d", score, stories=3, at=day)


def test_without_history_no_chart_is_offered(desk: DeskHarness):
    """
    No button; one on an older card, whose history is of another engine, answers with the first day.
    """
    _remember(desk, 0.1)
    (card,) = desk.replies("/sentiment ALLO")
    assert "[Share to channel]" in render_message(card)
    assert "[Chart" not in render_message(card)
    deps = desk.deps
    report = deps.research.sentiment(SentimentQuery.parse("ALLO 7d", deps.universe, deps.market.quote))
    assert no_chart(report).text == (
        "ALLO: history since 19 Apr 2026, and a chart needs readings of at least 2 earlier days."
    )


def test_the_chart_goes_to_the_asker_or_into_the_channel(desk: DeskHarness):
    """
    A PNG whose words say the finding; the card shows the line, too.
    """
    _remember(desk, 0.1, 0.2, -0.3)
    (card,) = desk.replies("/sentiment ALLO")
    score = re.search(r"mildly positive (\+0\.\d\d)", render_message(card))
    assert score is not None
    assert f"[line chart] ALLO score, −0.30 (17 Apr) to {score[1]} (20 Apr)" in render_message(card)
    desk.workspace.click("@pm", card, "sentiment_chart")
    desk.local.settle()
    (file,) = _png(desk, "@pm")
    assert desk.workspace.file_bytes(file["id"]).startswith(b"\x89PNG")
    assert f"ALLO mildly positive {score[1]}; {score[1]} vs own 7 d mean" in file["title"]
    assert not _png(desk, "#biotech")
    desk.workspace.click("@pm", card, "sentiment_chart_share")
    desk.local.settle()
    assert len(_png(desk, "#biotech")) == 1
