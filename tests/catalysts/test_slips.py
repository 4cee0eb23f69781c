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
        (
            "The spin-off should be completed in the first half of 2027, later than the year-end 2026 date given in March.",
            "spin_off",
            "first half of 2027",
            "year-end 2026",
        ),
        (
            "The general meeting of shareholders has been moved to January 21, 2027, from December 30.",
            "shareholder_meeting",
            "January 21, 2027",
            "December 30",
        ),
        ("The company now expects topline data in 2Q27 instead of 4Q26.", "data_topline", "2Q27", "4Q26"),
        ("Management had guided to topline data in 4Q26 but now sees 2Q27.", "data_topline", "2Q27", "4Q26"),
        (
            "Enrollment should finish in mid-2027, compared with its earlier target of the first quarter of 2027.",
            "enrollment_complete",
            "mid-2027",
            "first quarter of 2027",
        ),
        (
            "Once expected in Q1 2027, the launch is now planned for Q3 2027.",
            "product_launch",
            "Q3 2027",
            "Q1 2027",
        ),
        ("First production is expected in 2H27 (was 1H27).", "capacity", "2H27", "1H27"),
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


@pytest.mark.parametrize(
    "sentence",
    [
        "The topline readout once guided to 1Q27 has been put off, and the company gave no new timeline.",
        "The company withdrew its guidance for topline data in Q1 2027 and did not set a new date.",
        "The launch, planned for February 2027, has been postponed indefinitely.",
        "The December 15 advisory committee meeting has been cancelled.",
        "The company no longer expects a readout in Q1 2027.",
        "The FDA postponed the AdComm that had been set for December 10; no new date has been announced.",
    ],
)
def test_what_was_called_off_is_not_offered(sentence):
    """An event without a new date is no event, though its old date still lies ahead."""
    assert parse(sentence, PUBLISHED) == []
