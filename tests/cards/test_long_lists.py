"""A list longer than one of Slack's paragraphs loses no line."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime

import pytest

from bot.cards import blocks, catalyst_forms, catalysts, watchlist
from bot.cards.gallery import payload
from bot.cards.showcase import calendar
from bot.ports import CatalystChange, WatchEntry
from bot.research.calendar import Merged
from bot.workspace.blockkit import validate_message, validate_view
from bot.workspace.text import render_message

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_every_watched_name_is_shown_whole():
    """Forty names with long companies: each line comes out once, with its company and who added it."""
    tickers = [f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}X" for number in range(40)]
    entries = [WatchEntry(ticker, "U0LONGMEMBERID01", NOW) for ticker in tickers]
    names = {ticker: f"{ticker.title()} Immunotherapeutics and Cell Holdings plc" for ticker in tickers}
    text = render_message(payload(watchlist.listing(entries, names, now=NOW)))
    for ticker in tickers:
        assert text.count(f"{names[ticker]} · ") == 1


def test_an_unknown_name_is_an_empty_cell():
    """Only cells that a spreadsheet would run get an apostrophe; nothing is nothing."""
    rows = watchlist.as_csv([WatchEntry("QAAX", "U1", NOW)], {}).decode().splitlines()
    assert rows[1] == "QAAX,,,U1,2026-03-02T12:00:00+00:00"


def test_a_full_calendar_keeps_its_groups_and_counts_what_is_left_out():
    """Forty days and forty windows with long links: shown or counted under their own title, none of them lost."""
    url = "https://www.example.com/investors/press-releases/2026/04/20/a-long-title-of-a-press-release-about-a-drug"
    day, window = (dataclasses.replace(row, source=dataclasses.replace(row.source, url=url))
                   for row in (calendar.PDUFA, calendar.INTERIM))  # fmt: skip
    known = tuple(dataclasses.replace(day, id=number) for number in range(40))
    open_ = tuple(dataclasses.replace(window, id=number) for number in range(40, 80))
    over = tuple(dataclasses.replace(calendar.OVERDUE, id=number) for number in range(80, 92))
    agenda = dataclasses.replace(calendar.MANY, exact=known, estimated=open_, overdue=over)
    message = payload(catalysts.listing(agenda))
    assert validate_message(message) == []
    text = "\n".join(block["text"]["text"] for block in message["blocks"] if "text" in block)
    parts = re.split(r"\*(Known days|Estimated windows|Over, and nobody said what came of it)\*", text)[2::2]
    for part, rows in zip(parts, (known, open_, over), strict=True):
        shown = [int(number) for number in re.findall(r"^`(\d+)` ", part, re.MULTILINE)]
        assert shown == [row.id for row in rows][: len(shown)]
        more = re.search(r"and (\d+) more", part)
        assert len(shown) + int(more[1] if more else 0) == len(rows)


def test_a_long_history_and_a_long_refresh_lose_no_line():
    """What one paragraph does not hold goes into the next one; what no message holds is counted."""
    moved = "2027-02 (1 Feb 2027 to 28 Feb 2027) → 2027-06 (1 Jun 2027 to 30 Jun 2027)"
    changes = [(CatalystChange(number, "moved", moved, "source", NOW), calendar.INTERIM) for number in range(25)]
    text = render_message(payload(catalysts.history(changes, NOW, older=3)))
    assert text.count(moved) == 25
    assert "and 3 older changes" in text
    merged = Merged([dataclasses.replace(calendar.INTERIM, asset=f"arm {number}") for number in range(60)])
    message = payload(catalysts.refreshed(merged))
    assert validate_message(message) == []
    text = render_message(message)
    assert text.count("ALLO interim data, arm") == 40
    assert "and 20 more" in text


@pytest.mark.parametrize("length", [400, 2900, 5000])
def test_a_long_link_is_edited_whole_or_left_alone(length: int):
    """Saving the form of a catalyst whose link is long does not cut the link."""
    url = f"https://www.example.com/{'a' * length}"
    row = dataclasses.replace(calendar.INTERIM, source=dataclasses.replace(calendar.INTERIM.source, url=url))
    view = catalyst_forms.edit_view("{}", row)
    assert validate_view(view) == []
    (field,) = [block["element"] for block in view["blocks"] if block["block_id"] == "url"]
    assert field.get("initial_value") == (url if length < 3000 - 24 else None)


def test_paragraphs_break_between_lines():
    """Lines are kept whole and in order, in no more paragraphs than needed."""
    lines = [f"{number:03d} " + "x" * 1000 for number in range(7)]
    made = [block["text"]["text"].split("\n") for block in blocks.sections(lines)]
    assert [line for part in made for line in part] == lines
    assert [len(part) for part in made] == [2, 2, 2, 1]
