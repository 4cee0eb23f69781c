"""Frames of speech: whose a decision is, which date is old, what the head of a list says of all its items."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalysts import parse


def events(sentence, day):
    """(kind, first day, last day) of every event, in order of time."""
    found = parse(sentence, date.fromisoformat(day))
    return sorted((one.kind, str(one.window.start), str(one.window.end)) for one in found)


@pytest.mark.parametrize(
    ("day", "sentence", "expected"),
    [
        ("2026-05-11", "The Marketing Authorisation Application is under evaluation by the European Medicines Agency, "
         "with an opinion from "
         "its human medicines "
         "committee expected around year-end.", ("regulatory_decision", "2026-12-01", "2026-12-31")),
        ("2026-05-11", "An opinion of the Committee for Medicinal Products for Human Use is anticipated in late 2026.",
         ("regulatory_decision", "2026-09-01", "2026-12-31")),
        ("2026-05-11", "The 510(k) for the pump was submitted in April, and clearance is anticipated before year-end.",
         ("regulatory_decision", "2026-05-11", "2026-12-31")),
        ("2026-05-11", "Corvel submitted its 510(k) last month and anticipates a clearance decision from the FDA in "
         "the third quarter.",
         ("regulatory_decision", "2026-07-01", "2026-09-30")),
        ("2026-05-11", "Japan's drug regulator will rule on the antibody in July.",
         ("regulatory_decision", "2026-07-01", "2026-07-31")),
        ("2026-09-22", "A decision by the Food and Drug Administration, which had been due this week, is now not "
         "expected until late "
         "December.", ("pdufa", "2026-12-21", "2026-12-31")),
        ("2027-02-08", "The agency, which rejected the drug in 2025, has agreed to act on the new filing by Aug. 4.",
         ("pdufa", "2027-02-08", "2027-08-04")),
        ("2027-06-14", "The EU's drug agency expects to wrap up its safety review of the class in September.",
         ("regulatory_decision", "2027-09-01", "2027-09-30")),
        ("2025-09-15", "The agency set a review goal of 10 months, or June 28, 2026.", ("pdufa", "2026-06-28", "2026-06-28")),
        ("2026-09-22", "Braddock will ask the court to block the merger, and a ruling is expected in November.",
         ("permit", "2026-11-01", "2026-11-30")),
    ],
)  # fmt: skip
def test_a_decision_is_whose_it_is_however_they_are_named(day, sentence, expected):
    """Names in full count as their initials do; a device's review is no user-fee date, though it is the FDA's."""
    assert events(sentence, day) == [expected]


def test_a_decision_that_nobody_on_a_desk_waits_for_is_none():
    """A decision without a drug, a regulator or a court beside it."""
    assert events("A decision on his successor is expected in November.", "2026-09-22") == []


@pytest.mark.parametrize(
    ("day", "sentence", "expected"),
    [
        ("2026-03-03", "The biotech pushed back the readout of its trial from the second quarter of 2026 to the fourth.",
         [("data_readout", "2026-10-01", "2026-12-31")]),
        ("2026-03-16", "Celloria intends to submit a CTA in the second quarter and to dose the first participant in "
         "the fourth.",
         [("submission", "2026-04-01", "2026-06-30"), ("trial_start", "2026-10-01", "2026-12-31")]),
        ("2026-04-21", "The takeover, originally meant to close in June, is now expected to be completed in September.",
         [("deal_close", "2026-09-01", "2026-09-30")]),
        ("2026-09-02", "Topline data from the 412-patient Phase 2b VESPER trial are now anticipated in the first "
         "quarter of 2027, compared with prior guidance "
         "of the fourth quarter "
         "of 2026.", [("data_topline", "2027-01-01", "2027-03-31")]),
        ("2026-09-22", "ph2 readout slips again... was 4Q26, now 2Q27", [("data_readout", "2027-04-01", "2027-06-30")]),
        ("2026-11-10", 'data was supposed to be oct, now "by xmas"', [("data_readout", "2026-11-10", "2026-12-25")]),
        ("2025-09-15", "A readout that investors had penciled in for year-end will instead come in the first half of 2026.",
         [("data_readout", "2026-01-01", "2026-06-30")]),
        ("2026-11-10", "KLMQ pdufa pushed 3 mos to 3/14", [("pdufa", "2027-03-14", "2027-03-14")]),
    ],
)  # fmt: skip
def test_only_the_new_date_of_what_moved_is_offered(day, sentence, expected):
    """A later quarter may be called by its number alone; what was meant, guided or said before is old."""
    assert events(sentence, day) == expected


def test_an_old_date_is_the_slip_of_its_own_event():
    """Of two events in a sentence only the moved one says what it was."""
    found = parse("new deck says LPI in jan, topline 3q27 (prev 2q27)", date(2026, 11, 10))
    assert [(one.kind, one.previous and one.previous.phrase) for one in found] == [
        ("enrollment_complete", None),
        ("data_topline", "2q27"),
    ]


@pytest.mark.parametrize(
    ("day", "sentence", "expected"),
    [
        ("2027-02-16", "pdufas coming up: FLDQ 3/12 | ORRB 4/2 | KASQ 6/30",
         [("pdufa", "2027-03-12", "2027-03-12"), ("pdufa", "2027-04-02", "2027-04-02"), ("pdufa", "2027-06-30", "2027-06-30")]),
        ("2026-10-15", "next wk earnings: ARBQ tues amc, CXLM weds bmo",
         [("earnings", "2026-10-20", "2026-10-20"), ("earnings", "2026-10-21", "2026-10-21")]),
        ("2026-03-10", "TARQ: nda in, 74d letter in may, pdufa oct",
         [("nda_acceptance", "2026-05-01", "2026-05-31"), ("pdufa", "2026-10-01", "2026-10-31")]),
        ("2026-11-10", "SNDQ ASH oral 12/12 4pm, abstract out already", [("conference", "2026-12-12", "2026-12-12")]),
        ("2026-11-10", "r2k adds eff 12/18 close: MNPQ, QRSQ", [("index_change", "2026-12-18", "2026-12-18")]),
        ("2026-11-18", "WQRT deal close still Q1, s/h vote 1/19",
         [("deal_close", "2027-01-01", "2027-03-31"), ("shareholder_meeting", "2027-01-19", "2027-01-19")]),
        ("2027-02-08", "We now expect to report initial clinical data in the second half of 2027 and anticipate "
         "having final results in hand "
         "by mid-2028.", [("data_readout", "2027-02-08", "2028-08-31"), ("data_readout", "2027-07-01", "2027-12-31")]),
        ("2026-09-22", "Two late-stage trials will report in 2027: one in asthma in March.",
         [("data_readout", "2027-03-01", "2027-03-31")]),
        ("2026-05-11", "Closing of the second tranche of the financing is contingent on the readout and is expected "
         "in December.",
         [("offering_close", "2026-12-01", "2026-12-31")]),
        ("2026-09-16", "Cleared by the FDA on July 30, 2026, the pump is scheduled for U.S. commercial launch in "
         "January 2027 through a "
         "network of 40 clinics.", [("product_launch", "2027-01-01", "2027-01-31")]),
        ("2026-03-16", "Data have been accepted as an oral presentation at the European Lung Congress, taking place "
         "April 16-19, 2026.",
         [("conference", "2026-04-16", "2026-04-19")]),
        ("2026-05-11", "We expect to select the recommended Phase 2 dose in the third quarter and to open expansion "
         "cohorts by year end.",
         [("trial_start", "2026-05-11", "2026-12-31")]),
        ("2026-05-11", "KOL webinar to be held on May 27 to discuss unmet needs.",
         [("conference", "2026-05-27", "2026-05-27")]),
        ("2027-06-14", "Investors will have to wait until the second half of next year for the next data.",
         [("data_readout", "2028-07-01", "2028-12-31")]),
        ("2027-06-14", "An interim look at the data, planned for the spring of 2028, could stop the trial early.",
         [("data_interim", "2028-03-01", "2028-05-31")]),
        ("2025-09-15", "IOVQ guide: nsclc filing 2h26 launch 2h27",
         [("product_launch", "2027-07-01", "2027-12-31"), ("submission", "2026-07-01", "2026-12-31")]),
        ("2025-09-15", "The record date for the special meeting is September 24, 2025, and the meeting will be held "
         "on October 30, 2025.",
         [("shareholder_meeting", "2025-10-30", "2025-10-30")]),
        ("2025-09-15", "Submission of the NDA is anticipated in October, and if accepted, a decision would be "
         "expected around mid-2026.",
         [("pdufa", "2026-05-01", "2026-08-31"), ("submission", "2025-10-01", "2025-10-31")]),
        ("2027-06-14", "A verdict in the talc trial could come as soon as next week.",
         [("permit", "2027-06-21", "2027-06-27")]),
        ("2027-06-14", "The board has called a meeting for July 20 at which holders will decide on the bid.",
         [("shareholder_meeting", "2027-07-20", "2027-07-20")]),
        ("2026-04-20", "Aldgate's shareholders get their say on the bid on May 14.",
         [("shareholder_meeting", "2026-05-14", "2026-05-14")]),
        ("2026-04-20", "The court is expected to deliver its judgment on June 4.", [("permit", "2026-06-04", "2026-06-04")]),
        ("2026-04-20", "It hopes to have the pill on American pharmacy shelves by Christmas 2027.",
         [("product_launch", "2026-04-20", "2027-12-25")]),
        ("2026-04-20", "BBQ 1q 5/5 pre, ARNQ 5/6 post",
         [("earnings", "2026-05-05", "2026-05-05"), ("earnings", "2026-05-06", "2026-05-06")]),
        ("2026-04-20", "ck: ANXQ bla accept by 5/15", [("nda_acceptance", "2026-04-20", "2026-05-15")]),
        ("2027-06-14", "ZLDQ 6/30 adcomm cxld, pdufa still 9/12", [("pdufa", "2027-09-12", "2027-09-12")]),
        ("2027-06-14", "adcomm 6/30 postponed to 9/1 ZLDQ", [("adcomm", "2027-09-01", "2027-09-01")]),
        ("2026-09-22", "Whether the drug works will be known by Easter.", [("data_readout", "2026-09-22", "2027-03-28")]),
        ("2027-02-08", "The company is to begin human tests of its vaccine in the autumn.",
         [("trial_start", "2027-09-01", "2027-11-30")]),
    ],
)  # fmt: skip
def test_each_item_has_the_event_that_its_head_or_its_own_words_name(day, sentence, expected):
    """Lists under one head, nouns with their figures behind, conditions that are no event of their own."""
    assert events(sentence, day) == expected


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2027-02-05", "QRTX pdufa was 1/29, got the crl two days early"),
        ("2027-08-15", "Hallow must repay $600 million of bonds in March 2028 and a further $250 million in 2029."),
        ("2026-05-11", "The company will redeem all of its outstanding 6.5% senior notes on June 15, 2026."),
        ("2026-03-16", "Interest on the notes is payable on April 1 and October 1 of each year."),
        ("2026-09-22", "Sales are forecast to hit $1 billion in 2028, when a rival is due to reach the market."),
        ("2027-02-08", "An appeals court heard the case in January."),
        ("2027-02-08", "Advisers recommended approval in January."),
        ("2027-02-08", "Orders placed before June will be shipped from the new plant."),
        ("2027-02-08", "The bank expects the Fed to stand pat until September."),
        ("2026-03-16", "tax day 4/15 so flows weak"),
        ("2025-09-15", "Fenwick slipped 3% after a rival's drug won approval on Friday."),
        ("2025-09-15", "The data cutoff for the final analysis will be December 31, 2025."),
        ("2026-04-20", "The company said in January that it would file by March; it has not."),
        ("2027-06-14", "egm 7/2 cancelled, deal off"),
        ("2027-06-14", "The delayed report on the drug's safety is now due on July 1."),
    ],
)
def test_debt_and_what_is_over_is_no_event(day, sentence):
    """Repayments, what a month without a year tells as past, limits of what is meant."""
    assert events(sentence, day) == []
