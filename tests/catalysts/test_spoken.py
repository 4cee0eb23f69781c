"""Dates as people say them and as notes abbreviate them: the month before the event, passive voice, lists, plain words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalysts import parse

PUBLISHED = date(2026, 10, 20)


def events(sentence: str) -> list[tuple[str, str, str]]:
    """(kind, first day, last day) of everything offered."""
    return sorted((one.kind, str(one.window.start), str(one.window.end)) for one in parse(sentence, PUBLISHED))


# fmt: off
SPOKEN: list[tuple[str, list[tuple[str, str, str]]]] = [
    # the date stands first
    ("In December the company joins the Nasdaq-100.", [("index_change", "2026-12-01", "2026-12-31")]),
    ("By March we plan to file the NDA.", [("submission", "2026-10-20", "2027-03-31")]),
    ("January brings the first look at the biomarker data.", [("data_readout", "2027-01-01", "2027-01-31")]),
    ("December: topline in gout.", [("data_topline", "2026-12-01", "2026-12-31")]),
    ("10/29 earnings; 11/18 PDUFA; Dec 7 AHA oral.",
     [("conference", "2026-12-07", "2026-12-07"), ("earnings", "2026-10-29", "2026-10-29"),
      ("pdufa", "2026-11-18", "2026-11-18")]),
    # notes: each date is of what stands before its bracket
    ("Catalysts: Ph2 gout (Nov), Ph3 psoriasis (1Q27), BLA filing in gMG (2H27).",
     [("data_readout", "2026-11-01", "2026-11-30"), ("data_readout", "2027-01-01", "2027-03-31"),
      ("submission", "2027-07-01", "2027-12-31")]),
    ("MAD data (Q1 2027), Phase 2a start (Q2 2027)",
     [("data_readout", "2027-01-01", "2027-03-31"), ("trial_start", "2027-04-01", "2027-06-30")]),
    ("Next milestone: data Q3 2027.", [("data_readout", "2027-07-01", "2027-09-30")]),
    ("Hearing-loss programme: hearing data from cohort 3 in December", [("data_readout", "2026-12-01", "2026-12-31")]),
    ("(1) topline data in Q4 2026, (2) NDA filing in Q2 2027",
     [("data_topline", "2026-10-01", "2026-12-31"), ("submission", "2027-04-01", "2027-06-30")]),
    # regulators and data in plain words
    ("November brings the FDA's verdict.", [("pdufa", "2026-11-01", "2026-11-30")]),
    ("The PDUFA date has been pushed back three months to 22 December 2026.",
     [("pdufa", "2026-12-22", "2026-12-22")]),
    ("The CHMP votes on 12 November.", [("regulatory_decision", "2026-11-12", "2026-11-12")]),
    ("We want the biologics licence application with the agency by January.",
     [("submission", "2026-10-20", "2027-01-31")]),
    ("Survival data are expected to mature in 2028.", [("data_update", "2028-01-01", "2028-12-31")]),
    ("Early efficacy from six patients should be available in February.", [("data_readout", "2027-02-01", "2027-02-28")]),
    ("The trial will deliver results in May 2027.", [("data_readout", "2027-05-01", "2027-05-31")]),
    ("Funding extends well past the mid-2027 readout.", [("data_readout", "2027-05-01", "2027-08-31")]),
    ("Recruitment will start in Q2 next year and finish in Q1 2028.",
     [("enrollment_complete", "2028-01-01", "2028-03-31"), ("trial_start", "2027-04-01", "2027-06-30")]),
    ("The first eye will be injected in November.", [("trial_start", "2026-11-01", "2026-11-30")]),
    ("A decision in Japan should come in March 2027.", [("regulatory_decision", "2027-03-01", "2027-03-31")]),
    ("The pump should get its clearance by summer.", [("regulatory_decision", "2026-10-20", "2027-08-31")]),
    ("- 4Q26: complete enrolment, Phase 3 SUMMIT", [("enrollment_complete", "2026-10-01", "2026-12-31")]),
    ("The study is to appear in the Lancet in January.", [("study_publication", "2027-01-01", "2027-01-31")]),
    # companies and the economy
    ("Sorrel reports today after the close.", [("earnings", "2026-10-20", "2026-10-20")]),
    ("Earnings: Oct 29, pre-market", [("earnings", "2026-10-29", "2026-10-29")]),
    ("Third-quarter sales are due on Thursday.", [("earnings", "2026-10-22", "2026-10-22")]),
    ("The retailer updates the market on Christmas trading on 7 January.", [("earnings", "2027-01-07", "2027-01-07")]),
    ("The stock goes ex tomorrow.", [("dividend", "2026-10-21", "2026-10-21")]),
    ("The stock drops out of the DAX on 23 November.", [("index_change", "2026-11-23", "2026-11-23")]),
    ("Separation of the diagnostics arm should be complete by June.", [("spin_off", "2026-10-20", "2027-06-30")]),
    ("The study completes enrolment this quarter.", [("enrollment_complete", "2026-10-20", "2026-12-31")]),
    ("Norges Bank meets on 5 November.", [("macro", "2026-11-05", "2026-11-05")]),
    ("The Fed minutes are published on November 18.", [("macro", "2026-11-18", "2026-11-18")]),
    ("Policymakers next meet on October 27-28.", [("macro", "2026-10-27", "2026-10-28")]),
    # chats and abbreviations
    ("any view on SRPT into the adcom 1/21?", [("adcomm", "2027-01-21", "2027-01-21")]),
    ("pdufa for tarlatamab sBLA is 2/14 btw", [("pdufa", "2027-02-14", "2027-02-14")]),
    ("lockup on KLAR comes off 3/9, size it", [("lock_up", "2027-03-09", "2027-03-09")]),
    ("reminder VKTX ph3 vanquish data 1q27", [("data_readout", "2027-01-01", "2027-03-31")]),
    ("mdgl pdufa jun 14 fwiw", [("pdufa", "2027-06-14", "2027-06-14")]),
    ("MRNA r&d day thurs", [("conference", "2026-10-22", "2026-10-22")]),
    ("RVMD topline next wk per CEO", [("data_topline", "2026-10-26", "2026-11-01")]),
    ("ex-div tmrw, 38c", [("dividend", "2026-10-21", "2026-10-21")]),
    ("Ph3 start YE27.", [("trial_start", "2027-12-01", "2027-12-31")]),
    ("Key dates: 4Q26 - DMC futility check; 1Q27 - FPI in Ph3.",
     [("data_interim", "2026-10-01", "2026-12-31"), ("trial_start", "2027-01-01", "2027-03-31")]),
    ("24-Feb FY26 results; 18-Mar CMD; 12-May AGM",
     [("conference", "2027-03-18", "2027-03-18"), ("earnings", "2027-02-24", "2027-02-24"),
      ("shareholder_meeting", "2027-05-12", "2027-05-12")]),
    ("29-Apr 1Q27 results", [("earnings", "2027-04-29", "2027-04-29")]),
    # bare words, where a sentence has nothing fuller
    ("The first cars will roll off the line at the end of the summer.", [("capacity", "2027-08-01", "2027-08-31")]),
    ("Stockholders of record as of the close on March 15 are entitled to receive the dividend.",
     [("dividend", "2027-03-15", "2027-03-15")]),
    ("FedEx is up next, with numbers on December 17.", [("earnings", "2026-12-17", "2026-12-17")]),
    ("Jury selection starts on January 28 in the talc case.", [("permit", "2027-01-28", "2027-01-28")]),
    ("The game has been delayed to March 26, 2027.", [("product_launch", "2027-03-26", "2027-03-26")]),
    ("The Fed's dot plot comes with the statement on December 9.", [("macro", "2026-12-09", "2026-12-09")]),
    ("Keurig's offer for JDE remains open until January 31.", [("deal_close", "2026-10-20", "2027-01-31")]),
    ("Merck KGaA is hoping for a green light from Washington in the spring.", [("pdufa", "2027-03-01", "2027-05-31")]),
    # which of two kinds
    ("The U.S. regulator is due to rule on the obesity pill by Dec. 20.", [("pdufa", "2026-10-20", "2026-12-20")]),
    ("Trial is scheduled to commence on June 7, 2027 in the District Court of Delaware.",
     [("permit", "2027-06-07", "2027-06-07")]),
    # seasons
    ("Approval is expected by the spring.", [("pdufa", "2026-10-20", "2027-05-31")]),
    ("Approval is due next autumn.", [("pdufa", "2027-09-01", "2027-11-30")]),
]
NOTHING: list[str] = [
    "In March, the company reported positive Phase 2 data.",
    "In September the FDA approved the drug.",
    "By March they had 22 sites, and the company moved its readout up by three quarters.",
    "The company has no plans to file for approval in 2027.",
    "The programme will not enter the clinic in 2027.",
    "No decision has been made on whether to start a Phase 3 trial next year.",
    "The company declined to say whether results would come in 2027.",
    "There can be no assurance that the offering will close in November or at all.",
    "Either party may terminate the agreement if closing has not occurred by 30 June 2027.",
    "The milestone would be payable if approval is obtained before 2029.",
    "We previously expected topline data in the first quarter of 2027.",
    "Two readouts this year have failed.",
    "No interim analysis will take place in 2027.",
    "Whether the company will file in 2027 is anyone's guess.",
    "The survey polled 60 physicians in August.",
    "With cash into 2029, the company is funded through its Phase 3 readout.",
    "The drug is approved but cannot launch in the second half of 2027.",
    "Swinbrook Bio, written off in spring, delivers the best lupus data of the year.",
    "They had bought it for a launch this year; the plant needs two.",
    "Had the trial been stopped at the interim in June, the company would have saved $20 million.",
    "Unless the data impress in June, which we doubt, the shares will stay under pressure.",
    "The FDA's decision in March surprised Wall Street.",
    "The data, due in June, never came.",
    "The trial enrolled its last patient in February.",
    "The board rejected the bid of January 4.",
    "The judge threw out the case on September 28.",
    "The company abandoned plans to list its unit in 2027.",
    "It is too early to say whether there will be a launch in 2027.",
    "The company did not reiterate its guidance for data in 2026.",
    "We estimate a 35 % chance of approval by 2029.",
    "The guidance does not include any contribution from the launch before 2028.",
    "Biosimilars will take share of the sales by 2028.",
    "ORR was 7/12 at the meeting.",
    # bare words that name no event
    "Nobody at the company would say whether the launch is still on for next year.",
    "Please submit questions by December 20.",
    "The next review of this rating is due by June 2027.",
    "Fed's Bullard sees China slowing in the first quarter due to the virus.",
    "As of this news release, we expect to reach six Bitcoin per day by the end of June.",
    "TMW brings its clients unparalleled brand awareness at launch.",
    "He will remain chairman until the 2028 annual meeting.",
    "Production is expected to be 10 % lower in January.",
    "The company must repay $30 million by June 30, 2027.",
    "The webcast can be replayed until January 30, 2027.",
]
# fmt: on


@pytest.mark.parametrize(("sentence", "expected"), SPOKEN)
def test_plain_words_and_notes_give_their_dates(sentence, expected):
    """What a person or a note says of a date is read like a release."""
    assert events(sentence) == sorted(expected)


@pytest.mark.parametrize("sentence", NOTHING)
def test_told_denied_and_conditional_dates_are_not_offered(sentence):
    """A past, denied or contractual date is nothing to add."""
    assert events(sentence) == []


def test_the_slip_in_brackets_is_the_old_date():
    """A note's "(from 1Q27)" is where the event stood before."""
    (one,) = parse("Ph3 readout moves to 2Q27 (from 1Q27).", PUBLISHED)
    assert (str(one.window.start), one.previous and str(one.previous.start)) == ("2027-04-01", "2027-01-01")
