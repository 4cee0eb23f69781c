"""Editing a catalyst: what a field already said is kept, an hour is taken, a confirmation stays."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.model import Catalyst, Source, Window
from bot.ports import Place
from bot.sample import SAMPLE_START
from tests.desk.harness import DeskHarness

TRIAL = Catalyst(
    "ALLO", "primary_completion", Window(date(2027, 2, 1), date(2027, 2, 28), "month", "around", "2027-02"), "",
    Source("ClinicalTrials.gov", "https://clinicaltrials.gov/study/NCT1", SAMPLE_START), "low", "C", asset="NCT1",
)  # fmt: skip


def place(desk: DeskHarness) -> Place:
    return Place(desk.workspace.space.state.team_id, desk.workspace.channel("#biotech").id)


def put(desk: DeskHarness, row: Catalyst) -> int:
    return desk.deps.storage.catalysts.add(place(desk), row, user="source", at=SAMPLE_START)[0]


def edit(desk: DeskHarness, number: int, **values: str) -> Catalyst:
    """Open the form of this number, change these fields, submit; the one open row after that."""
    desk.workspace.command("@pm", "#biotech", f"/catalysts edit {number}")
    desk.local.settle()
    desk.workspace.submit("@pm", values=values).wait()
    assert desk.workspace.errors("@pm") == {}
    desk.local.settle()
    (row,) = desk.deps.storage.catalysts.list(place(desk), since=date(2026, 1, 1))
    return row


@pytest.mark.parametrize(
    "window",
    [
        TRIAL.window,
        Window(date(2026, 6, 1), date(2026, 6, 1), "day", "around", "2 business days before 2026-06-03"),
        Window(date(2026, 1, 1), date(2026, 3, 31), "quarter", "within", "1Q26"),
    ],
)
def test_a_note_may_be_added_whatever_the_date_looks_like(desk: DeskHarness, window: Window):
    """A source's own form of a date, and one that is over, need not be typed anew to change another field."""
    number = put(desk, dataclasses.replace(TRIAL, window=window))
    row = edit(desk, number, note="asked the company")
    assert (row.id, row.note, row.window) == (number, "asked the company", window)


def test_an_hour_added_to_a_known_day_is_kept(desk: DeskHarness):
    """The day stays the same row and gets its hour; another field edited later does not lose it."""
    desk.ask("/catalysts add ALLO earnings 7 May")
    row = edit(desk, 1, when="7 May 4:30pm ET")
    assert (row.id, row.time) == (1, datetime(2026, 5, 7, 20, 30, tzinfo=UTC))
    assert edit(desk, 1, note="after the close").time == row.time
    assert edit(desk, 1, when="7 May 5pm ET").time == datetime(2026, 5, 7, 21, 0, tzinfo=UTC)


def test_an_edit_keeps_the_confirmation(desk: DeskHarness):
    """A corrected name does not open the date to a source's estimates again."""
    number = put(desk, TRIAL)
    desk.ask(f"/catalysts confirm {number}")
    assert edit(desk, number, asset="ALPHA3").note.startswith("confirmed by")


def test_words_typed_the_same_on_another_day_mean_another_day(desk: DeskHarness):
    """An untouched field keeps its window although "in two weeks" would be other days by now."""
    desk.ask("/catalysts add ALLO vote in 2 weeks")
    desk.workspace.clock.advance(timedelta(days=3))
    assert edit(desk, 1, note="proxy sent").window.start == date(2026, 5, 4)


def test_a_persons_date_is_not_laid_at_the_sources_door(desk: DeskHarness):
    """Another window typed over a source's is the desk's word, without the source's link and sentence."""
    number = put(desk, dataclasses.replace(TRIAL, sentence="Completion is estimated for February 2027."))
    row = edit(desk, number, when="June 2027")
    assert (row.supersedes, row.window.phrase, row.source.name, row.source.url) == (
        number,
        "June 2027",
        "the desk",
        None,
    )
    assert row.sentence == ""


def test_a_move_keeps_the_hour_that_was_typed(desk: DeskHarness):
    """What add understands, move understands; the answer shows the hour. A number of any length is no crash."""
    desk.ask("/catalysts add ALLO earnings 7 May 4:30pm ET")
    shown = desk.ask("/catalysts move 1 12 May 8am London")
    (row,) = desk.deps.storage.catalysts.list(place(desk), since=date(2026, 1, 1))
    assert row.time == datetime(2026, 5, 12, 7, 0, tzinfo=UTC)
    assert (
        "to 12 May 2026 at 07:00 UTC. It is number 2 now. That is 03:00 on Tuesday 12 May 2026, America/New_York."
        in shown
    )
    assert "made a mistake" not in desk.ask("/catalysts " + "9" * 5000)
