"""The calendar as a picture, and its button."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.cards.showcase import calendar as showcase
from bot.charts.catalysts import ROWS, timeline_chart
from bot.clock import ManualClock
from bot.model import Catalyst, Window
from bot.sample import SAMPLE_START
from bot.workspace.text import render_message
from tests.desk.harness import DeskHarness

TODAY = showcase.TODAY
EVERY = (
    showcase.PDUFA, showcase.EARNINGS, showcase.INTERIM, showcase.ENROLLED, showcase.OVERDUE, showcase.FISCAL, showcase.EVIL,
)  # fmt: skip


def _chart(*rows: Catalyst, until: date | None = None):
    return timeline_chart(rows, title="Catalysts", finding="The finding", as_of=TODAY, until=until)


def _window(start: date | None, end: date | None) -> Catalyst:
    return dataclasses.replace(showcase.INTERIM, window=Window(start, end, "range", "within", "then"))


@pytest.mark.parametrize("until", [None, TODAY + timedelta(days=30), TODAY + timedelta(days=365)])
def test_the_picture_is_three_phone_columns_wide(until):
    """
    1,080 by 720 pixels, also with foreign names, fiscal and overdue windows.
    """
    from PIL import Image

    assert Image.open(io.BytesIO(_chart(*EVERY, until=until).png)).size == (1080, 720)


def test_the_words_say_finding_days_windows_and_tiers():
    """
    The soonest first; a window stays a window, and what has no date is n/a.
    """
    assert _chart(showcase.FISCAL, showcase.EARNINGS, showcase.PDUFA, showcase.ENROLLED).alt == (
        "Catalysts. The finding. ALLO enrolled by 2027-12-31, tier B; CLLS PDUFA, lasme-cel on 2026-05-04, tier A; "
        "ALLO earnings 2026-05-07 to 2026-05-14, tier C; ALLO interim data date n/a, tier B."
    )


def test_tiers_differ_in_more_than_colour():
    """
    In black and white the three bars hold clearly different amounts of ink: full, hatched, dotted.
    """
    from PIL import Image

    ink = []
    for tier in ("C", "B", "A"):
        row = dataclasses.replace(_window(TODAY, TODAY + timedelta(days=60)), tier=tier)
        picture = Image.open(io.BytesIO(_chart(row, until=date(2026, 7, 1)).png)).convert("L")
        plot = picture.crop((400, 50, 1060, 540)).point(lambda level: 255 * (level < 200))
        ink.append(sum(plot.histogram()[128:]))
    assert ink[0] * 1.1 < ink[1] < ink[2] / 1.5


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, TODAY), (TODAY, None), (None, None), (date.min, date.max), (date.max, date.max), (date.min, date.min)],
)
@pytest.mark.parametrize("until", [None, TODAY + timedelta(days=90)])
def test_open_and_endless_windows_make_a_picture(start, end, until):
    """
    An open end, no date at all, the first and the last day of the calendar.
    """
    assert _chart(_window(start, end), until=until).png.startswith(b"\x89PNG")


def test_no_rows_make_a_picture_that_says_so():
    """
    Empty input is told, not raised.
    """
    picture = _chart()
    assert picture.png.startswith(b"\x89PNG")
    assert picture.alt == "Catalysts. The finding. Nothing to show."


def test_a_long_calendar_shows_the_soonest_and_counts_the_rest():
    """
    Two hundred rows: as many as can be read, the alt text stays short.
    """
    rows = [_window(TODAY + timedelta(days=n), TODAY + timedelta(days=n + 3)) for n in reversed(range(200))]
    alt = _chart(*rows).alt
    assert "2026-04-20 to 2026-04-23" in alt
    assert "; and 194 more" in alt
    assert len(alt) < 700
    assert ROWS < 20


@pytest.mark.parametrize("name", ["$x$ \\frac{", "漢字 🚀", "a\nb\x00\u202ec", "<!channel>" * 30])
def test_foreign_names_are_text(name):
    """
    No formula, no missing letter, no second line.
    """
    row = dataclasses.replace(showcase.FISCAL, ticker=name[:9], asset=name, window=showcase.EVIL.window)
    nowhere = dataclasses.replace(row, window=Window(None, None, "fiscal", "within", name))
    assert _chart(row, nowhere).png.startswith(b"\x89PNG")


@pytest.fixture
def desk() -> Iterator[DeskHarness]:
    """A desk whose clock stands at the sample's own moment."""
    harness = DeskHarness.start(clock=ManualClock(SAMPLE_START))
    yield harness
    harness.stop()


def _files(desk: DeskHarness, place: str):
    found = [file for message in desk.workspace.messages(place, user="@pm") for file in message.get("files", [])]
    return [file for file in found if file["name"].endswith(".png")]


def test_the_chart_shows_the_lists_own_range(desk: DeskHarness):
    """
    30 days of ALLO: what lies beyond or belongs to another name is not in it; to the DM, then to the channel.
    """
    for text in ("ALLO PDUFA cema-cel 4 May 2026", "CLLS earnings 5 May 2026", "ALLO interim EFS mid-2027"):
        desk.ask(f"/catalysts add {text}")
    (card,) = desk.replies("/catalysts 30 ALLO")
    desk.workspace.click("@pm", card, "catalysts_chart")
    desk.local.settle()
    (file,) = _files(desk, "@pm")
    assert desk.workspace.file_bytes(file["id"]).startswith(b"\x89PNG")
    assert file["title"].startswith(
        "ALLO catalysts, 20 Apr 2026 to 20 May 2026. 1 catalyst on a known day in the next 30 days for ALLO"
    )
    assert "ALLO PDUFA, cema-cel on 2026-05-04" in file["title"]
    assert "CLLS" not in file["title"]
    assert not _files(desk, "#biotech")
    desk.workspace.click("@pm", card, "catalysts_chart_share")
    desk.local.settle()
    assert len(_files(desk, "#biotech")) == 1


def test_an_empty_list_is_one_sentence(desk: DeskHarness):
    """
    Nothing is drawn or sent for a list whose only row is gone.
    """
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    (card,) = desk.replies("/catalysts 30")
    desk.ask("/catalysts remove 1")
    desk.workspace.click("@pm", card, "catalysts_chart")
    desk.local.settle()
    shown = render_message(desk.bot_messages()[-1])
    assert shown == "No catalyst in the next 30 days, so there is nothing to draw."
    assert not _files(desk, "@pm")
