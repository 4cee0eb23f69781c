"""When two catalysts are one event, and what becomes of a candidate."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.catalysts import dedupe_key, parse, same_event, to_catalyst
from bot.model import Source, Window

SOURCE = Source("Example Wire", "https://example.com/a", datetime(2026, 11, 20, 12, tzinfo=UTC))


def window(start: str | None, end: str | None, phrase: str = "") -> Window:
    """A window with these ends."""
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return Window(first, last, "range", "within", phrase)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("2027-01-01", "2027-03-31"), ("2027-03-31", "2027-06-30"), True),
        (("2027-01-01", "2027-03-31"), ("2027-04-01", "2027-06-30"), False),
        (("2027-05-01", None), ("2028-01-01", "2028-01-31"), True),
        (("2027-05-01", None), ("2027-01-01", "2027-04-30"), False),
        ((None, "2027-05-01"), ("2027-05-01", None), True),
    ],
)
def test_windows_overlap_when_they_share_a_day(first, second, expected):
    """Ends count as inside; an open end has no limit; the order does not matter."""
    assert window(*first).overlaps(window(*second)) is expected
    assert window(*second).overlaps(window(*first)) is expected


def test_windows_without_ends_overlap_only_their_own_words():
    """Two fiscal quarters that nobody can place are one only if they are written alike."""
    assert window(None, None, "fiscal Q2").overlaps(window(None, None, "Fiscal Q2"))
    assert not window(None, None, "fiscal Q2").overlaps(window(None, None, "fiscal Q3"))
    assert not window(None, None, "fiscal Q2").overlaps(window("2027-01-01", "2027-03-31"))


def proposal(text: str, ticker: str = "ALLO"):
    """The first candidate of a text as a catalyst."""
    candidate = parse(text, date(2026, 11, 20), ticker=ticker)[0]
    return to_catalyst(candidate, ticker=ticker, source=SOURCE, cik=1737287)


def test_a_candidate_becomes_a_proposed_catalyst_of_the_companys_words():
    """Kind, window, sentence, asset and source carry over; the tier is B and nobody has accepted it yet."""
    catalyst = proposal("Topline data for AB-101 are due in Q1 2027.")
    assert (catalyst.kind, catalyst.asset, catalyst.tier, catalyst.status) == (
        "data_topline",
        "AB-101",
        "B",
        "proposed",
    )
    assert catalyst.window.phrase == "Q1 2027"
    assert catalyst.source is SOURCE


def test_a_slip_is_told_in_the_note():
    """The note says which date the new one replaces."""
    assert proposal("The NDA filing is now expected in 2Q27 (previously 4Q26).").note == "was 4Q26"


def test_same_event_needs_company_kind_asset_and_a_common_day():
    """One event told twice is one; another asset, kind, company or window is another."""
    first = proposal("Topline data for AB-101 are due in Q1 2027.")
    again = proposal("Topline data for AB-101 are due in the first half of 2027.")
    assert same_event(first, again)
    assert dedupe_key(first) == dedupe_key(again)
    assert same_event(first, replace(again, asset=""))
    assert not same_event(first, replace(again, asset="XY-202"))
    assert not same_event(first, replace(again, kind="data_interim"))
    assert not same_event(first, replace(again, cik=None, ticker="CLLS"))
    assert not same_event(first, replace(again, window=window("2028-01-01", "2028-03-31")))


def test_a_long_sentence_is_cut_at_a_word():
    """A row keeps at most 500 characters of a sentence."""
    words = "and more of the same words again and again " * 20
    catalyst = proposal(f"Topline data are due in Q1 2027 {words}.")
    assert len(catalyst.sentence) <= 500
    assert catalyst.sentence.endswith("…")
