"""/insiders through real Bolt on the local workspace: asked, shared, shown in full, drawn."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from bot.workspace.text import render_message
from tests.desk.harness import DeskHarness


@pytest.fixture(scope="module")
def desk() -> Iterator[DeskHarness]:
    """One desk for all of them: starting one takes longer than asking it."""
    harness = DeskHarness.start()
    yield harness
    harness.stop()


def _files(desk: DeskHarness, place: str, ending: str):
    found = [file for message in desk.workspace.messages(place, user="@pm") for file in message.get("files", [])]
    return [file for file in found if file["name"].endswith(ending)]


def test_the_first_line_is_the_answer(desk: DeskHarness):
    """
    Allogene's payday of February 2026: one event, nobody decided to sell, figures as public.
    """
    shown = desk.ask("/insiders ALLO")
    first = shown.splitlines()[0]
    assert first == (
        "ALLO insiders: no discretionary signal: no open-market buys or sells in 12 months; "
        "5 executives sold for tax on 2 Feb 2026 (at least $184,544)"
    )
    assert "2 Feb 2026: 5 executives, one compensation event; sold 7,549 to 95,269 shares each to cover tax" in shown
    assert "2.26 M options+RSUs" in shown
    assert shown.count("of 3 Feb 2025") == 1
    assert "strike n/a" not in shown
    assert "Strike and vesting of 5 option awards: n/a, not in the filings" in shown
    assert "$171,484" in shown
    assert "$13,060" in shown
    assert "sample data" in shown
    assert "confidence" not in shown


def test_show_all_sends_the_file_to_the_asker(desk: DeskHarness):
    """
    Every event with its evidence, as CSV in the DM; the channel sees nothing.
    """
    (card,) = desk.replies("/insiders ALLO")
    desk.workspace.click("@pm", card, "insiders_all")
    desk.local.settle()
    (file,) = _files(desk, "@pm", ".csv")
    rows = list(csv.DictReader(io.StringIO(desk.workspace.file_bytes(file["id"]).decode("utf-8-sig"))))
    ceo = next(row for row in rows if row["owner"] == "David D Chang" and row["class"] == "sell_to_cover")
    assert (ceo["shares"], ceo["dollars_usd"], ceo["percent_of_holding"]) == ("95269", "171484.2", "n/a")
    assert (ceo["held_before"], ceo["held_after"]) == ("n/a", "n/a")
    assert "tax withholding" in ceo["evidence"]
    assert not _files(desk, "#biotech", ".csv")


def test_the_chart_goes_to_the_asker_with_words_for_what_it_shows(desk: DeskHarness):
    """
    A PNG whose title says the finding.
    """
    (card,) = desk.replies("/insiders ALLO")
    desk.workspace.click("@pm", card, "insiders_chart")
    desk.local.settle()
    (file,) = _files(desk, "@pm", ".png")
    assert desk.workspace.file_bytes(file["id"]).startswith(b"\x89PNG")
    assert "No discretionary signal: no open-market buys or sells" in file["title"]


def test_the_chart_can_be_shared_into_the_channel(desk: DeskHarness):
    """
    The same picture, for everybody.
    """
    (card,) = desk.replies("/insiders ALLO 90d")
    desk.workspace.click("@pm", card, "insiders_chart_share")
    desk.local.settle()
    (file,) = _files(desk, "#biotech", ".png")
    assert desk.workspace.file_bytes(file["id"]).startswith(b"\x89PNG")


def test_share_posts_the_card_the_asker_saw(desk: DeskHarness):
    """
    Once, without the asker's buttons.
    """
    (card,) = desk.replies("/insiders ALLO")
    desk.workspace.click("@pm", card, "share")
    desk.local.settle()
    shown = render_message(desk.bot_messages("#biotech")[-1])
    assert shown.startswith("ALLO insiders: no discretionary signal: no open-market buys or sells")
    assert "Shared by" in shown
    assert "[Show all" not in shown
    assert "/insiders ALLO all" in shown


def test_person_and_window_narrow_the_question(desk: DeskHarness):
    """
    One name, a month, and what the sample does not hold.
    """
    chang = desk.ask("/insiders ALLO Chang")
    assert "Beneski" not in chang
    assert "Net open-market trades in filings that name Chang" in chang
    assert "Clusters" not in chang
    assert "none of the 6 filings read is by somebody of that name or office" in desk.ask("/insiders ALLO Chnag")
    assert "no insider transactions in 30 days" in desk.ask("/insiders ALLO 30d")
    assert desk.ask("/insiders ALLO buys").splitlines()[0] == "ALLO insiders: no open-market buys in 12 months"
    assert "sample data hold insider filings of Allogene" in desk.ask("/insiders PFE")
