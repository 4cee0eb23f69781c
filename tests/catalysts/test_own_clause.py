"""What a date or a call is about is what its own clause says, once, and in no address of a page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.catalysts import parse, to_catalyst, undated
from bot.model import Source

DAY = date(2026, 5, 10)


def told(text: str, day: date = DAY) -> list[tuple[str, str, str]]:
    """(kind, first day, last day) of what is offered."""
    return [(one.kind, str(one.window.start), str(one.window.end)) for one in parse(text, day)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Merck will host a conference call on June 20 to discuss the acquisition.", []),
        (
            "Merck to acquire Terns in a deal to close in the third quarter, accretive to earnings by 2029.\n\n"
            "Merck will hold an investor call on May 20, 2026, to discuss the transaction.",
            ["deal_close"],
        ),
        ("The Phase 3 trial was stopped. The company will host a conference call today at 8:30 a.m. ET.", []),
        ("Management will host a conference call on May 21, 2026 to discuss the topline data.", []),
        ("Acme will host a conference call on June 5, 2026 to discuss its first quarter results.", ["earnings"]),
        ("Acme Schedules Q1 2026 Conference Call for June 5.", ["earnings"]),
        (
            "Acme Reports First Quarter 2026 Results\n\nSales grew.\n\nAcme will host a conference call today at 8:30 a.m.",
            ["earnings"],
        ),
        (
            "Acme Reports First Quarter 2026 Financial Results\n\n" + "Sales of the drug grew a little. " * 60 + "\n\n"
            "The company will hold a conference call on May 12, 2026 to discuss these results.",
            ["earnings"],
        ),
    ],
)
def test_a_call_is_earnings_only_where_figures_are_told(text: str, kinds: list[str]):
    """A call on a deal, on data or on a stopped trial is none; the release's title says it for the call at its end."""
    assert [kind for kind, _, _ in told(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Acme expects to complete enrollment of AMPLITUDE in the second half of 2026 and to file for accelerated approval.",
        "Acme plans to complete enrollment of the interim analysis cohort in 2H26 and file for accelerated approval.",
    ],
)
def test_each_verb_takes_the_date_of_its_own_clause(text: str):
    """What follows "and to" without a date has none: it is expected without one."""
    assert told(text) == [("enrollment_complete", "2026-07-01", "2026-12-31")]
    assert [item.kind for item in undated(text, DAY)] == ["submission"]


def test_a_date_behind_each_verb_is_that_verbs():
    """Each clause with its own date keeps it."""
    text = "Acme expects to complete enrollment in 2H26 and to submit an NDA in the first half of 2027."
    assert told(text) == [
        ("enrollment_complete", "2026-07-01", "2026-12-31"),
        ("submission", "2027-01-01", "2027-06-30"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The company would cut another $1.5 billion of costs by the end of 2027.",
        "Acme will pay down another $2 billion of debt by the end of 2027.",
        "Dividend of 17p declared for Q1 2026; 70p expected for full year 2026.",
        "The dividend is expected for fiscal year 2026.",
        "Following a Type A meeting with the FDA on May 1, Acme will give an update in June.",
        "Acme had a Type A meeting with the FDA and expects to provide an update in June.",
    ],
)
def test_what_is_only_beside_a_date_is_no_event(text: str):
    """Savings are no payment, the period of a figure is no date, news after a meeting is no second meeting."""
    assert told(text) == []


def test_a_payment_and_a_meeting_keep_their_dates():
    """The rules above take nothing from what is paid, declared or met on a day."""
    assert (
        told("Acme will receive another $5 million upfront payment from its partner in June 2026.")[0][0]
        == "deal_payment"
    )
    assert told("The dividend of 17p is payable on July 9, 2026.") == [("dividend", "2026-07-09", "2026-07-09")]
    text = "A Type A meeting with the FDA is scheduled for May 20, with an update in June."
    assert told(text) == [("fda_meeting", "2026-05-20", "2026-05-20")]


def test_what_two_sentences_date_is_offered_once_and_narrow():
    """The wider window of one application goes; two applications, and two drugs, are two."""
    wide, narrow = "Acme plans to submit the NDA for ALX-100 by year-end 2026.", "The NDA for ALX-100 is due in 4Q26."
    for text in (f"{wide} {narrow}", f"{narrow} {wide}"):
        assert told(text) == [("submission", "2026-10-01", "2026-12-31")]
    assert len(told(f"{wide} The MAA for ALX-100 is due in 4Q26.")) == 2
    assert len(told(f"{wide} The NDA for ALX-200 is due in 4Q26.")) == 2


def test_the_words_of_an_address_are_not_read():
    """A link's path names no event and no date; the sentence keeps the link as it was written."""
    link = "https://www.acme.com/news/company-prepares-for-nda-submission-in-4q26"
    for text in (f"Read more at {link}.", "Acme plans more (acme.com/expected-bla-submission-2h26)."):
        assert (told(text), undated(text, DAY)) == ([], [])
    (found,) = parse(f"The NDA for ALX-100 is due in 4Q26 ({link}).", DAY)
    assert link in found.sentence


def test_the_days_of_a_conference_are_an_estimate():
    """They are from a table that no organiser has confirmed: tier C, low confidence, and a note; written days are the text's."""
    source = Source("Example Wire", "https://example.com/a", datetime(2026, 5, 10, tzinfo=UTC))
    for text, tier in (("Acme will present data at ASCO 2026.", "C"), ("Acme will present data on May 30, 2026.", "B")):
        row = to_catalyst(parse(text, DAY)[0], ticker="ACME", source=source)
        assert row.tier == tier
        assert ("estimate" in row.note) is (tier == "C")
