"""Dates of which one takes the other's place: what is read, and what the sentence model is told of it."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sentiment.families import timing
from bot.sentiment.hints import told
from bot.sentiment.lexicon import load
from bot.sentiment.periods import has_two, moves
from bot.sentiment.reading import read
from bot.sentiment.tokens import lowered, tokenize

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
    ("Break-even now FY28, formerly FY27", "FY28 later, formerly"),
    ("First revenue slips to 2Q FY27 from 4Q FY26", "2Q FY27 later from"),
    ("Launch 2029E (prior: 2028E)", "2029E later (prior"),
    ("Launch YE27 rather than mid-2027", "YE27 later rather"),
    ("Restart pushed to Oct-27 from Mar-27", "Oct-27 later from"),
    ("Commissioning in 2027/28 rather than 2026/27", "2027/28 later rather"),
    ("Topline Q1/Q2 2027, not Q3/Q4 2026", "2027 later, not"),
    ("Pushed to the back half of 2027 from the front half", "back half of 2027 later from"),
    ("Delayed to late summer 2027 from early spring 2027", "summer 2027 later from"),
    ("Moved from March to May", "May later"),
    ("Due on October 21st, not July 21st", "October 21st later, not"),
    ("Deferred from 30 June 2026 to 31 March 2027", "31 March 2027 later"),
    ("Readout slips 2H26 -> 1H27", "1H27 later"),
    ("Filing won't come in 2026 but in 2027", "2027 later"),
    ("NDA in H2 2027 versus prior guidance of H1 2027", "H2 2027 later versus"),
    ("NDA in 2H27 vs 1H27 previously", "2H27 later vs"),
    ("Deliveries begin in 2028; the original target was 2026", "2028 later; the"),
    ("Launch 1H28 (was 2H27)", "1H28 later (was"),
    (
        "Pushed into the first quarter of 2028, from an earlier forecast of mid-2027",
        "first quarter of 2028 later, from",
    ),
    ("Doors open the following spring, not in July", "following spring later, not"),
    ("First half of next year rather than the second half of this year", "next year later rather"),
    ("First doses in late 2027, not this autumn", "2027 later, not"),
    ("Launch in H2 rather than H1 2027", "H2 later rather"),
    ("Handover this fall rather than this spring", "fall later rather"),
]
EARLIER = [
    ("Planned for June, now for March", "March earlier"),
    ("Data are now due 3Q26, not 1Q27", "3Q26 earlier, not"),
    ("Generics in 2027, not 2034", "2027 earlier, not"),
    ("Due by June instead of next spring", "June earlier instead"),
    (
        "Exhausted in February 2027, not, as reported in August, in the fourth quarter of 2027",
        "February 2027 earlier, not",
    ),
    ("This December instead of the first half of the year after", "December earlier instead"),
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
    "Shut for maintenance in July, it will not be back before November",
    "Store closures in 2026 will not affect 2027",
    "Q2 call after, not before, the market on August 6",
    "Sales were $5m in Q2 2025 and are now $6m in Q2 2026",
    "Approved as expected in 2025, it is now on sale in 2026",
    "Topline is expected in June; the company now plans to file an NDA in December",
    "In May 2026, the previously announced March 2025 sale closed",
    "Growth accelerated from Q1 to Q2",
    "Margins slipped from 2025 to 2026",
    "Tariffs start in 2027, not on 1 August",
    "Pulled forward to this December from autumn 2027",
    "The shortage was to end in June. The list now says 1Q28",
    "Unblinded in late 2027, not December",
    "The launch was put back from April to November, or from November to April",
    "Acme redeemed its 2027 notes rather than its 2029 notes",
    "Refinanced with notes due 2032; there are now no maturities until 2030",
    "Gold slips to $2045 from $2070",
    "ABC-2047 rather than ABC-2031 was chosen",
    "Dosing moved from Q2W to Q4W",
    "H1N1 rather than H3N2 dominated",
    "Shares fall, not rise, in spring",
]


@pytest.mark.parametrize(("text", "expected"), [*LATER, *EARLIER])
def test_the_new_date_is_told(text: str, expected: str) -> None:
    """The word stands behind the new date, whichever comes first in the text."""
    assert expected in told(text)
    assert has_two(tokenize(lowered(text))[0])


@pytest.mark.parametrize("text", NEITHER)
def test_spans_and_comparisons_are_no_moves(text: str) -> None:
    """What merely names two times is left alone."""
    assert not moves(text.lower())
    assert "later" not in told(text)


def test_how_far_a_date_moves() -> None:
    """In years, from the middle of the periods."""
    (move,) = moves("due in q1 2028, not q3 2027")
    assert move.years == pytest.approx(0.5)


def test_the_rule_knows_what_is_better_late() -> None:
    """A longer runway is good, cash flow sooner is good, and what is good for some and bad for others is not judged."""

    def said(text: str) -> float:
        reading = read(text, load())
        timing.apply(reading)
        return sum(finding.value for finding in reading.findings)

    assert said("The launch is due in 2028 rather than 2027") < 0
    assert said("The runway is into 2028 rather than 2027") > 0
    assert said("LOE is due in 2028 rather than 2027") > 0
    assert said("Free cash flow is due in 2028 rather than 2027") == 0
    assert said("The launch is due in fiscal Q3 rather than fiscal Q2") < 0
    assert said("The rival is due in 2028 rather than 2027") == 0
    assert said("The fiscal year ends in December rather than June") == 0


@pytest.mark.parametrize(
    "text", ["2027/", "q1 of in the fiscal ", "not, as ", "in may ", "the fall ", "from 2026 to ", "now q1 -> "]
)
def test_a_long_text_costs_no_more_per_character(text: str) -> None:
    """80 kB of one pattern take less than 40 times the time of 4 kB."""

    def seconds(size: int) -> float:
        low = "now " + text * (size // len(text))
        start = process_time()
        moves(low)
        return process_time() - start

    assert min(seconds(80_000) for _ in range(3)) < 40 * max(min(seconds(4_000) for _ in range(3)), 0.001)


@given(st.text(alphabet=st.sampled_from("qh1234 20267'-/,.()mayfromtonowrather thannotearly"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No exception, and every date lies in the text in order."""
    for move in moves(text.lower()):
        for period in (move.new, move.old):
            assert 0 <= period.start < period.end <= len(text)
