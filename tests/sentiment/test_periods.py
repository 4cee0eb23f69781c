"""Dates of which one takes the other's place: what is read, and what the sentence model is told of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sentiment.hints import told
from bot.sentiment.periods import moves

LATER = [
    ("Topline is due in 2028 rather than 2027", "2028 later rather"),
    ("Readout slips to 2027 from 2026", "2027 later from"),
    ("Filing moved from Q3 2026 to early 2027", "early 2027 later"),
    ("The launch, originally set for H1'27, is now H2'27.", "H2'27 later."),
    ("Opens in the second half instead of the first half of 2027", "second half later instead"),
    ("Decision goes to 14 June 2027 from 14 March 2027", "14 June 2027 later from"),
    ("Not in 2026 but in 2028", "2028 later"),
    ("To January from November", "January later from"),
    ("Due next year rather than this year", "next year later rather"),
    ("Cash lasts into 1H29 (previously 2H28)", "1H29 later (previously"),
]
EARLIER = [
    ("Planned for June, now for March", "March earlier"),
    ("Data are now due 3Q26, not 1Q27", "3Q26 earlier, not"),
    ("Generics in 2027, not 2034", "2027 earlier, not"),
    ("It closes in Dec. 2026 instead of spring 2027", "Dec. 2026 earlier instead"),
]
NEITHER = [
    "Sales rose from 2025 to 2026",
    "Revenue in Q3 2026 was above that of Q3 2025",
    "The study began in January and not in the clinic; it may end",
    "It fell 12% to 20 from 30",
    "Due in 2027 rather than in June",
    "The second half is now stronger than the market of March",
    "Next year rather than 2027",
]


@pytest.mark.parametrize(("text", "expected"), [*LATER, *EARLIER])
def test_the_new_date_is_told(text: str, expected: str) -> None:
    """The word stands behind the new date, whichever comes first in the text."""
    assert expected in told(text)


@pytest.mark.parametrize("text", NEITHER)
def test_spans_and_comparisons_are_no_moves(text: str) -> None:
    """What merely names two times is left alone."""
    assert not moves(text.lower())
    assert "later" not in told(text)


def test_how_far_a_date_moves() -> None:
    """In years, from the middle of the periods."""
    (move,) = moves("due in q1 2028, not q3 2027")
    assert move.years == pytest.approx(0.5)


@given(st.text(alphabet=st.sampled_from("qh1234 20267'-,.()mayfromtonowrather thannotearly"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No exception, and every date lies in the text in order."""
    for move in moves(text.lower()):
        for period in (move.new, move.old):
            assert 0 <= period.start < period.end <= len(text)
