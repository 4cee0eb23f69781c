"""A moved date: the new window is offered and knows the old one, which is not an event."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalysts import parse, windows

PUBLISHED = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("sentence", "kind", "new", "old"),
    [
        ("Management now guides to topline in 1H27 versus 4Q26 previously.", "data_topline", "1H27", "4Q26"),
        ("The company now expects to file its NDA in 2Q27 (previously 4Q26).", "submission", "2Q27", "4Q26"),
        ("The launch slipped from Q1 2027 to Q3 2027.", "product_launch", "Q3 2027", "Q1 2027"),
        ("The readout was delayed to mid-2027 from late 2026.", "data_readout", "mid-2027", "late 2026"),
        (
            "Closing, originally expected in December 2026, is now anticipated in the first quarter of 2027.",
            "deal_close",
            "first quarter of 2027",
            "December 2026",
        ),
        (
            "Topline data has been pushed back to the third quarter of 2027 from the first quarter of 2027.",
            "data_topline",
            "third quarter of 2027",
            "first quarter of 2027",
        ),
    ],
)
def test_a_moved_date_supersedes_the_old_one(sentence, kind, new, old):
    """Only the new window is offered; the old one comes with it as what it replaces."""
    found = parse(sentence, PUBLISHED)
    assert [(one.kind, one.window.phrase) for one in found] == [(kind, new)]
    assert found[0].previous is not None
    assert found[0].previous.phrase == old


def test_the_old_window_is_listed_without_a_kind():
    """`windows` keeps the old date, so that nothing of the sentence is hidden, but gives it no kind."""
    found = windows("Management now guides to topline in 1H27 versus 4Q26 previously.", PUBLISHED)
    assert [(one.window.phrase, one.kind) for one in found] == [("1H27", "data_topline"), ("4Q26", None)]


def test_two_dates_of_two_events_are_no_slip():
    """A second date alone makes no slip."""
    found = parse("Topline data are due in Q1 2027 and the BLA submission is planned for Q4 2027.", PUBLISHED)
    assert [one.previous for one in found] == [None, None]
