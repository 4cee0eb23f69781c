"""Dates counted from another date of the sentence, and sentences in which one date frames the rest."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalysts import parse, windows

PUBLISHED = date(2026, 11, 23)


def events(sentence: str, published: date = PUBLISHED) -> list[tuple[str, str, str]]:
    """(kind, first day, last day) of everything offered, in the sentence's order."""
    return [(one.kind, str(one.window.start), str(one.window.end)) for one in parse(sentence, published)]


# fmt: off
COUNTED: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("Primary completion is expected in September 2027, and results should follow by the end of that year.",
     [("primary_completion", "2027-09-01", "2027-09-30"), ("data_readout", "2026-11-23", "2027-12-31")]),
    ("Data are due in the second half of 2027 and the filing in the first half of the following year.",
     [("data_readout", "2027-07-01", "2027-12-31"), ("submission", "2028-01-01", "2028-06-30")]),
    ("Data are due in June 2027 and the filing the following month.",
     [("data_readout", "2027-06-01", "2027-06-30"), ("submission", "2027-07-01", "2027-07-31")]),
    ("Topline is due in April 2027 and approval that autumn.",
     [("data_topline", "2027-04-01", "2027-04-30"), ("pdufa", "2027-09-01", "2027-11-30")]),
    ("The filing is planned for March 2027, with approval in December of the same year.",
     [("submission", "2027-03-01", "2027-03-31"), ("pdufa", "2027-12-01", "2027-12-31")]),
    ("In 2027, Acme anticipates topline data, an IND by year-end and a Phase 3 start in October.",
     [("data_topline", "2027-01-01", "2027-12-31"), ("submission", "2026-11-23", "2027-12-31"),
      ("trial_start", "2027-10-01", "2027-10-31")]),
    ("The Phase 3 will kick off after Labor Day next year.", [("trial_start", "2027-09-07", "None")]),
    ("Cisco's report is due after Wednesday's close.", [("earnings", "2026-11-25", "2026-11-25")]),
    ("Holders of record as of December 18 receive the special dividend.", [("dividend", "2026-12-18", "2026-12-18")]),
    ("The court announced that the goal date had been set for July 23, 2027.", [("pdufa", "2027-07-23", "2027-07-23")]),
]
# fmt: on


@pytest.mark.parametrize(("sentence", "expected"), COUNTED)
def test_a_date_counts_from_what_stands_before_it(sentence, expected):
    """Read "that year" as the year just named, and "In 2027, ..." for all of its sentence."""
    assert events(sentence) == expected


def test_that_year_without_a_year_is_no_date():
    """A year that another sentence names is mostly one gone."""
    assert windows("By the end of that year it had 40 sites.", PUBLISHED) == []


def test_the_frame_ends_with_its_sentence():
    """The next sentence counts from the publish date again."""
    text = "In 2028, Acme anticipates topline data. It will file an IND by year-end."
    assert events(text)[1] == ("submission", "2026-11-23", "2026-12-31")


@pytest.mark.parametrize(
    ("published", "start"),
    [(date(2026, 5, 20), "2026-09-01"), (date(2026, 11, 23), "2027-09-01")],
)
def test_runway_does_not_take_the_next_date(published, start):
    """How long the money lasts claims its own date only; the last days of a season are no longer "in the autumn"."""
    ((kind, first, _),) = events("Cash gives a runway into 2030 and data in the autumn.", published)
    assert (kind, first) == ("data_readout", start)
