"""Desk notes: shorthand, bare words and bare dates are read in them, and options, fractions and small talk are not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalysts import parse, windows
from bot.catalysts.notes import LONGEST, is_note, line_at, spell

WRITTEN = date(2026, 3, 10)
"""A Tuesday."""


def events(note: str) -> list[tuple[str, str, str]]:
    """(kind, first day, last day) of everything offered."""
    return sorted((one.kind, str(one.window.start), str(one.window.end)) for one in parse(note, WRITTEN))


# fmt: off
NOTES: list[tuple[str, list[tuple[str, str, str]]]] = [
    # weekdays, hours of the exchange, days in figures
    ("NVRA tl data thurs premkt", [("data_topline", "2026-03-12", "2026-03-12")]),
    ("QLMN rpts tues amc, street at -0.42", [("earnings", "2026-03-17", "2026-03-17")]),
    ("BLMN results due mon pre", [("earnings", "2026-03-16", "2026-03-16")]),
    ("cpi thurs 830, fomc next wed", [("macro", "2026-03-12", "2026-03-12"), ("macro", "2026-03-18", "2026-03-18")]),
    ("DLTN ex-div 3/19, pays 4/2", [("dividend", "2026-03-19", "2026-03-19"), ("dividend", "2026-04-02", "2026-04-02")]),
    ("FLXN cfo says deal closes wk of 4/6", [("deal_close", "2026-04-06", "2026-04-12")]),
    ("$KLVA pdufa 6/14, a Sunday", [("pdufa", "2026-06-14", "2026-06-14")]),
    # shorthand of units and words
    ("type c mtg mins due w/in 30d", [("fda_meeting", "2026-03-10", "2026-04-09")]),
    ("QVRT PMA sub by eoy, panel mid-27",
     [("adcomm", "2027-05-01", "2027-08-31"), ("submission", "2026-03-10", "2026-12-31")]),
    ("TNVX eop2 mtg apr, ph3 start 2h",
     [("fda_meeting", "2026-04-01", "2026-04-30"), ("trial_start", "2026-07-01", "2026-12-31")]),
    ("ZNTA: last pt dosed Aug-27, readout Q1 28",
     [("data_readout", "2028-01-01", "2028-03-31"), ("dosing_complete", "2027-08-01", "2027-08-31")]),
    # each matter has its own date; a list of places shares the word before it
    ("ENRX lock up 4/9, HSR expires fri, holder mtg 5/5",
     [("lock_up", "2026-04-09", "2026-04-09"), ("permit", "2026-03-13", "2026-03-13"),
      ("shareholder_meeting", "2026-05-05", "2026-05-05")]),
    ("BRDL launch: US Q3, EU Q4",
     [("product_launch", "2026-07-01", "2026-09-30"), ("product_launch", "2026-10-01", "2026-12-31")]),
    ("wk ahead: mon NVLT adcomm, wed cpi, thurs KRBN eps",
     [("adcomm", "2026-03-16", "2026-03-16"), ("earnings", "2026-03-12", "2026-03-12"),
      ("macro", "2026-03-11", "2026-03-11")]),
    ("KLVA adcom 5/12, briefing docs 5/8", [("adcomm", "2026-05-12", "2026-05-12")]),
    # ranges of days, patients as events, what moved up
    ("FOMC 4/28-29", [("macro", "2026-04-28", "2026-04-29")]),
    ("first pt dosed in BNTR ph1 nxt mo", [("trial_start", "2026-04-01", "2026-04-30")]),
    ("call w/ CFO: interim moved up to Q3, final 3Q27",
     [("data_interim", "2026-07-01", "2026-09-30"), ("data_readout", "2027-07-01", "2027-09-30")]),
    ("shldr mtg for AXTN 4/22, close 4/24",
     [("deal_close", "2026-04-24", "2026-04-24"), ("shareholder_meeting", "2026-04-22", "2026-04-22")]),
    ("510(k) nod on gen 3 hoped for by june", [("regulatory_decision", "2026-03-10", "2026-06-30")]),
    # what heads a list holds for it; slashes part matters too
    ("next week: mon SERA data, tues ppi, fri PYRO adcomm",
     [("adcomm", "2026-03-20", "2026-03-20"), ("data_readout", "2026-03-16", "2026-03-16"),
      ("macro", "2026-03-17", "2026-03-17")]),
    ("tonight: TOLL, VANE, MERC eps.", [("earnings", "2026-03-10", "2026-03-10")]),
    ("BRIO: ph3 start 2q28 / interim 1h29 / topline 2030",
     [("data_interim", "2029-01-01", "2029-06-30"), ("data_topline", "2030-01-01", "2030-12-31"),
      ("trial_start", "2028-04-01", "2028-06-30")]),
    ("HSR clock on the ADLR bid runs out 4/8", [("permit", "2026-04-08", "2026-04-08")]),
    ("heard ema validation for PHEN next month", [("nda_acceptance", "2026-04-01", "2026-04-30")]),
    # a calendar in capitals, seasons, calls
    ("CALENDAR - 4/2 RILO EGM, 4/9 FOMC, 4/10 TENX earnings",
     [("earnings", "2026-04-10", "2026-04-10"), ("macro", "2026-04-09", "2026-04-09"),
      ("shareholder_meeting", "2026-04-02", "2026-04-02")]),
    ("HLSN: ph3 #2 enrolling, LPI summer, 1q call apr 24",
     [("earnings", "2026-04-24", "2026-04-24"), ("enrollment_complete", "2026-06-01", "2026-08-31")]),
    # a date without a word of its own is the matter's before; a second place or part has its own
    ("dosing done in TALX SAD by may, MAD by aug",
     [("dosing_complete", "2026-03-10", "2026-05-31"), ("dosing_complete", "2026-03-10", "2026-08-31")]),
    ("boj 3/19 / nfp 4/3", [("macro", "2026-03-19", "2026-03-19"), ("macro", "2026-04-03", "2026-04-03")]),
    ('PLVX p3 data "2nd half of aug" per IR', [("data_readout", "2026-08-16", "2026-08-31")]),
    ("NVTA gen2 launch back half of 26", [("product_launch", "2026-07-01", "2026-12-31")]),
    # the old date beside the new one
    ("NUVR pushed topline from Q2 to Q4 26, ugh", [("data_topline", "2026-10-01", "2026-12-31")]),
    ("BRLN launch yr-end not mid-yr anymore", [("product_launch", "2026-12-01", "2026-12-31")]),
]
# fmt: on


@pytest.mark.parametrize(("note", "expected"), NOTES)
def test_a_note_is_read_as_a_desk_reads_it(note, expected):
    """Nouns and dates are enough in a note, in any order and with any shorthand."""
    assert events(note) == sorted(expected)


@pytest.mark.parametrize(
    "note",
    [
        "ORR 9/14 w/ 3 CRs, looks fine",
        "5/12 pts discontinued, mostly gr 1/2",
        "ph2 OS 14.2 vs 9/10 mo in 2 trials",
        "bot 50k KLVA apr 30 calls",
        "KLVA sep 45/50 call spread 2.10",
        "KLVA pt to 38 from 30, dec 28 view",
        "HY notes due 3/31 2029 trade at par",
        "not expecting any data this yr imo",
        "don't think data comes in 2027",
        "doubt they file in 2028",
        "feb data still being digested",
        "mgmt changed jan 25, new ceo ex LLY",
        "short KNDR into the print, cover by aug",
        "lets catch up thurs after the close",
        "HLTM cash thru mid-2029 after the deal",
        "zero chance they launch in 2027",
        "if FDA wants another trial its 2030",
        "they printed feb 12, nothing new since",
        "lunch w/ ARGN cfo weds",
        "model has them breakeven in 4q27",
    ],
)
def test_small_talk_is_no_event(note):
    """Fractions, options, price targets, what is denied, supposed or over give nothing."""
    assert events(note) == []


@pytest.mark.parametrize("note", [note for note, _ in NOTES])
def test_a_note_is_quoted_as_it_was_typed(note):
    """A window's phrase and places are those of the typed text, whatever was spelled out to read it."""
    for one in windows(note, WRITTEN):
        assert one.window.phrase == " ".join(note[one.start : one.end].split())
    assert all(one.sentence in note for one in parse(note, WRITTEN))


@pytest.mark.parametrize(
    "text",
    [
        "The company plans to report topline data from the trial in the third quarter of 2027.",
        "Wed to a partner, the firm may march on in the fall.",
        "FDA approval of the drug is expected to be the first of its kind, the company said in a statement.",
    ],
)
def test_prose_stays_as_it_is(text):
    """Only notes are spelled out: a sentence with articles and verbs is read by the rules for prose."""
    assert not is_note(text)
    assert spell(text).text == text


def test_each_line_of_a_calendar_has_its_own_matter():
    """Three dates below each other, each before its event: none takes the event of the line above."""
    assert events("3/12 KLVA adcom\n3/17 QLMN eps\n4/2 RILO EGM") == [
        ("adcomm", "2026-03-12", "2026-03-12"),
        ("earnings", "2026-03-17", "2026-03-17"),
        ("shareholder_meeting", "2026-04-02", "2026-04-02"),
    ]


def test_of_a_page_on_one_line_only_what_decides_is_looked_at():
    """However long the line, each of its dates costs the same; a short line is taken whole."""
    page = "grade 3/4 and " * 10_000
    around = line_at(page, 70_000, 70_003)
    assert LONGEST < len(around) < 3 * LONGEST
    assert not is_note(around)
    assert line_at("one\n two 3/4 \nthree", 9, 12) == "two 3/4"
    assert line_at("two 3/4", 4, 7) == "two 3/4"
