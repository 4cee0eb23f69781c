"""Any text at all: nothing raises, and what comes back is well formed."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalysts import KINDS, parse, undated, windows

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
WORDS = st.sampled_from(
    """
    by before after since the end of early mid late in Q1 Q3 2Q27 1H27 2027 2028 '27 FY27 fiscal quarter half year year-end
    mid-2027 June Sept. 31 30 12 12/6/2027 2026-11-20 March/April first second third summer winter Monday next this coming
    weeks months days within 90 12-18 to from and or - – / versus previously delayed expected topline data PDUFA date FDA
    submit NDA close merger earnings call Thanksgiving ASCO J.P. Morgan Healthcare Conference January today, tomorrow shortly
    $17 billion . , ; ( )
    """.split()  # noqa: SIM905 - reads as a text
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join), DAYS)
def test_words_of_dates_in_any_order_give_well_formed_windows(text, day):
    """Ends are in order, spans lie in the text in order, kinds are known."""
    found = windows(text, day)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.kind is None or one.kind in KINDS
        if one.window.start and one.window.end:
            assert one.window.start <= one.window.end
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400), DAYS, st.sampled_from([None, "0926", "1231", "0103"]))
def test_no_text_raises(text, day, year_end):
    """Control characters, other scripts and nonsense give an answer."""
    parse(text, day, fiscal_year_end=year_end)
    undated(text, day)


def test_the_same_text_gives_the_same_answer():
    """Same input, same answer."""
    text = "Topline data are due in Q1 2027, the PDUFA date is June 12, 2027."
    assert parse(text, date(2026, 11, 20)) == parse(text, date(2026, 11, 20))


def test_a_very_long_line_is_read_to_the_end():
    """A megabyte without a full stop is cut into pieces, not refused."""
    text = "word " * 30_000 + "The PDUFA date is June 12, 2027."
    assert [one.window.phrase for one in windows(text, date(2026, 11, 20))] == ["June 12, 2027"]


@pytest.mark.parametrize(
    "text",
    [
        "Ph. 3 data are due in mid-2027.",
        "A study at Mt. Sinai Hospital will read out in mid-2027.",
        "Est. PDUFA date is May 7, 2027.",
        "J.P. Morgan will report earnings on May 7, 2027.",
        "Dr. Reddy's expects topline data vs. placebo for approx. 300 patients in mid-2027.",
    ],
)
def test_a_sentence_is_quoted_whole(text):
    """An abbreviation cuts no sentence that a date comes from."""
    (found,) = parse(text, date(2026, 4, 20))
    assert found.sentence == text
