"""Sentences: which kind an announced date has, and what is none."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date

import pytest

from bot.catalysts import KINDS, parse, undated, windows
from tests.shared import DATA, SEEDS, needs_shared

PUBLISHED = date(2026, 11, 20)

# fmt: off
EVENTS: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("The FDA set a PDUFA goal date of March 28, 2027 for the resubmitted NDA.",
     [("pdufa", "2027-03-28", "2027-03-28")]),
    ("We continue to expect a decision from the FDA in the first quarter of 2027.",
     [("pdufa", "2027-01-01", "2027-03-31")]),
    ("The agency assigned a target action date of 30 June 2027 to the application.",
     [("pdufa", "2027-06-30", "2027-06-30")]),
    ("The Oncologic Drugs Advisory Committee will review the BLA on February 11, 2027.",
     [("adcomm", "2027-02-11", "2027-02-11")]),
    ("An AdComm is tentatively planned for the second quarter of 2027.",
     [("adcomm", "2027-04-01", "2027-06-30")]),
    ("The company expects the FDA to notify it of filing acceptance by mid-January 2027.",
     [("nda_acceptance", "2026-11-20", "2027-01-20")]),
    ("We plan to submit a BLA for lead candidate XT-204 in the second half of 2027.",
     [("submission", "2027-07-01", "2027-12-31")]),
    ("The rolling NDA submission is on track to be completed by year-end 2026.",
     [("submission", "2026-11-20", "2026-12-31")]),
    ("A resubmission is targeted for early 2027.",
     [("submission", "2027-01-01", "2027-04-30")]),
    ("IND filing remains on track for 1Q27.",
     [("submission", "2027-01-01", "2027-03-31")]),
    ("Management expects to file an MAA with the EMA in mid-2027.",
     [("submission", "2027-05-01", "2027-08-31")]),
    ("A Type C meeting with the FDA is scheduled for January 2027.",
     [("fda_meeting", "2027-01-01", "2027-01-31")]),
    ("The End-of-Phase 2 meeting is planned for the first half of 2027.",
     [("fda_meeting", "2027-01-01", "2027-06-30")]),
    ("Top-line results from the pivotal HORIZON study are expected in late 2027.",
     [("data_topline", "2027-09-01", "2027-12-31")]),
    ("Topline readout guided to 3Q27.",
     [("data_topline", "2027-07-01", "2027-09-30")]),
    ("The trial will report topline data in the coming weeks.",
     [("data_topline", "2026-11-20", "2027-01-15")]),
    ("An interim analysis of overall survival is anticipated in June 2027.",
     [("data_interim", "2027-06-01", "2027-06-30")]),
    ("Interim data from Part A are due before the end of the first quarter of 2027.",
     [("data_interim", "2026-11-20", "2027-03-31")]),
    ("The prespecified futility analysis is expected around mid-year 2027.",
     [("data_interim", "2027-05-01", "2027-08-31")]),
    ("Primary endpoint data are expected in the fourth quarter of 2027.",
     [("data_primary", "2027-10-01", "2027-12-31")]),
    ("Updated data from the dose-expansion cohort will be presented in spring 2027.",
     [("data_update", "2027-03-01", "2027-05-31")]),
    ("Longer-term follow-up data are anticipated in 2H27.",
     [("data_update", "2027-07-01", "2027-12-31")]),
    ("Initial data from the Phase 1 trial are expected in the second quarter of 2027.",
     [("data_readout", "2027-04-01", "2027-06-30")]),
    ("The Phase 2 study should read out in early 2028.",
     [("data_readout", "2028-01-01", "2028-04-30")]),
    ("Results of the proof-of-concept study are now anticipated in Q1 2027.",
     [("data_readout", "2027-01-01", "2027-03-31")]),
    ("The company intends to initiate a Phase 2 trial of AB-101 in lupus in the first quarter of 2027.",
     [("trial_start", "2027-01-01", "2027-03-31")]),
    ("First patient dosing is expected in December 2026.",
     [("trial_start", "2026-12-01", "2026-12-31")]),
    ("A registrational study is slated to begin in 2H 2027.",
     [("trial_start", "2027-07-01", "2027-12-31")]),
    ("Enrollment in the study is expected to be completed by mid-2027.",
     [("enrollment_complete", "2026-11-20", "2027-08-31")]),
    ("We anticipate full accrual in the third quarter of 2027.",
     [("enrollment_complete", "2027-07-01", "2027-09-30")]),
    ("The last patient is expected to be enrolled by the end of March 2027.",
     [("enrollment_complete", "2026-11-20", "2027-03-31")]),
    ("Dosing of the final cohort should conclude in April 2027.",
     [("dosing_complete", "2027-04-01", "2027-04-30")]),
    ("The data will be presented in an oral session at the ASH Annual Meeting on December 13, 2026.",
     [("conference", "2026-12-13", "2026-12-13")]),
    ("Management will present at the 45th Annual J.P. Morgan Healthcare Conference on January 12, 2027.",
     [("conference", "2027-01-12", "2027-01-12")]),
    ("Acme will host an R&D Day on March 9, 2027.",
     [("conference", "2027-03-09", "2027-03-09")]),
    ("The company will report third-quarter results on Thursday, December 3, before the market opens.",
     [("earnings", "2026-12-03", "2026-12-03")]),
    ("Costco is scheduled to release earnings on December 10 after the bell.",
     [("earnings", "2026-12-10", "2026-12-10")]),
    ("Acme will host a conference call to discuss its financial results on February 24, 2027.",
     [("earnings", "2027-02-24", "2027-02-24")]),
    ("The merger is expected to close in the first half of 2027, subject to regulatory approvals.",
     [("deal_close", "2027-01-01", "2027-06-30")]),
    ("The companies anticipate completing the transaction by the end of Q2 2027.",
     [("deal_close", "2026-11-20", "2027-06-30")]),
    ("The acquisition should be finalized no later than March 31, 2027.",
     [("deal_close", "2026-11-20", "2027-03-31")]),
    ("A second payment of $50 million is due in July 2027.",
     [("deal_payment", "2027-07-01", "2027-07-31")]),
    ("The offering is expected to close on November 24, 2026, subject to customary conditions.",
     [("offering_close", "2026-11-24", "2026-11-24")]),
    ("The private placement will close on or about December 1, 2026.",
     [("offering_close", "2026-12-01", "2026-12-01")]),
    ("Shareholders will vote on the merger at a special meeting on January 15, 2027.",
     [("shareholder_meeting", "2027-01-15", "2027-01-15")]),
    ("The annual meeting of stockholders is scheduled for May 20, 2027.",
     [("shareholder_meeting", "2027-05-20", "2027-05-20")]),
    ("Acme will join the S&P MidCap 400 effective before the open on December 21, 2026.",
     [("index_change", "2026-12-21", "2026-12-21")]),
    ("The dividend is payable on December 31, 2026 to holders of record on December 15, 2026.",
     [("dividend", "2026-12-31", "2026-12-31"), ("dividend", "2026-12-15", "2026-12-15")]),
    ("The stock goes ex-dividend on December 14.",
     [("dividend", "2026-12-14", "2026-12-14")]),
    ("The spin-off of the consumer unit is targeted for the second half of 2027.",
     [("spin_off", "2027-07-01", "2027-12-31")]),
    ("The lock-up period expires on February 16, 2027.",
     [("lock_up", "2027-02-16", "2027-02-16")]),
    ("Commercial launch in Europe is planned for summer 2027.",
     [("product_launch", "2027-06-01", "2027-08-31")]),
    ("The new platform will launch in the first quarter of next year.",
     [("product_launch", "2027-01-01", "2027-03-31")]),
    ("The plant is expected to be operational by the end of 2027.",
     [("capacity", "2026-11-20", "2027-12-31")]),
    ("First gold production is expected in Q3 2027.",
     [("capacity", "2027-07-01", "2027-09-30")]),
    ("Deliveries of the first aircraft are expected to begin in early 2028.",
     [("delivery", "2028-01-01", "2028-04-30")]),
    ("The drill program is scheduled to start in January 2027.",
     [("survey", "2027-01-01", "2027-01-31")]),
    ("A definitive feasibility study is expected to be published by mid-2027.",
     [("study_publication", "2026-11-20", "2027-08-31")]),
    ("The mining permit is expected in the second quarter of 2027.",
     [("permit", "2027-04-01", "2027-06-30")]),
    ("The next FOMC meeting is on December 8-9, 2026.",
     [("macro", "2026-12-08", "2026-12-09")]),
    ("CPI data for November is due on December 10.",
     [("macro", "2026-12-10", "2026-12-10")]),
    ("Enrollment should finish in 1H27, with topline data by year-end 2027 and a BLA submission in early 2028.",
     [("enrollment_complete", "2027-01-01", "2027-06-30"), ("data_topline", "2026-11-20", "2027-12-31"),
      ("submission", "2028-01-01", "2028-04-30")]),
    ("Topline data has been pushed back to the third quarter of 2027 from the first quarter of 2027.",
     [("data_topline", "2027-07-01", "2027-09-30")]),
    ("The readout was delayed to mid-2027 from late 2026.",
     [("data_readout", "2027-05-01", "2027-08-31")]),
    ("The company now expects to file its NDA in 2Q27 (previously 4Q26).",
     [("submission", "2027-04-01", "2027-06-30")]),
    ("The launch slipped from Q1 2027 to Q3 2027.",
     [("product_launch", "2027-07-01", "2027-09-30")]),
    ("Closing, originally expected in December 2026, is now anticipated in the first quarter of 2027.",
     [("deal_close", "2027-01-01", "2027-03-31")]),
    ("Looking ahead, key catalysts include Phase 3 topline data (2Q27), an NDA submission (4Q27) and potential approval (2H28).",
     [("data_topline", "2027-04-01", "2027-06-30"),
      ("submission", "2027-10-01", "2027-12-31"),
      ("pdufa", "2028-07-01", "2028-12-31")]),
    ("* Initiate Phase 2b trial in Q1 2027",
     [("trial_start", "2027-01-01", "2027-03-31")]),
    ("- Topline data: mid-2027",
     [("data_topline", "2027-05-01", "2027-08-31")]),
    ("PDUFA: 12 June 2027",
     [("pdufa", "2027-06-12", "2027-06-12")]),
    ("ALLO interim EFS mid-2027",
     [("data_interim", "2027-05-01", "2027-08-31")]),
    ("Acme expects to announce fourth-quarter and full-year 2026 results in late February 2027.",
     [("earnings", "2027-02-21", "2027-02-28")]),
    ("The company will release its Q4 2026 earnings after the market closes on Tuesday, February 9, 2027.",
     [("earnings", "2027-02-09", "2027-02-09")]),
    ("Walmart reports on Thursday, February 18, before the bell, with consensus EPS at $0.73.",
     [("earnings", "2027-02-18", "2027-02-18")]),
    ("First-half 2027 should bring interim results from the ongoing SUNRISE trial.",
     [("data_interim", "2027-01-01", "2027-06-30")]),
    ("By mid-2027, we expect to have completed enrollment in both Phase 3 studies.",
     [("enrollment_complete", "2026-11-20", "2027-08-31")]),
    ("In the second quarter of 2027, the company plans to meet with the FDA to discuss the registrational path.",
     [("fda_meeting", "2027-04-01", "2027-06-30")]),
    ("The Marketing Authorisation Application is expected to be submitted to the EMA in Q3 2027.",
     [("submission", "2027-07-01", "2027-09-30")]),
    ("The European Commission is expected to issue its decision in the first quarter of 2027.",
     [("regulatory_decision", "2027-01-01", "2027-03-31")]),
    ("A CHMP opinion is anticipated in January 2027.",
     [("regulatory_decision", "2027-01-01", "2027-01-31")]),
    ("Full data will be presented at an upcoming medical meeting in the first half of 2027.",
     [("conference", "2027-01-01", "2027-06-30")]),
    ("Abstracts have been accepted for poster presentation at the AACR Annual Meeting in April 2027.",
     [("conference", "2027-04-01", "2027-04-30")]),
    ("The transaction, valued at $1.2 billion, is expected to close in Q2 2027.",
     [("deal_close", "2027-04-01", "2027-06-30")]),
    ("Subject to shareholder approval, the takeover will complete by the end of January 2027.",
     [("deal_close", "2026-11-20", "2027-01-31")]),
    ("The registered direct offering is expected to close on or about November 23, 2026.",
     [("offering_close", "2026-11-23", "2026-11-23")]),
    ("The board declared a quarterly dividend of $0.25 per share, payable January 15, 2027.",
     [("dividend", "2027-01-15", "2027-01-15")]),
    ("Holders of record as of December 18, 2026 will receive the special dividend.",
     [("dividend", "2026-12-18", "2026-12-18")]),
    ("The separation is expected to be completed by the end of 2027, creating two public companies.",
     [("spin_off", "2026-11-20", "2027-12-31")]),
    ("Acme Corp. will replace Bolt Inc. in the S&P SmallCap 600 effective prior to the opening of trading on Monday, December 7.",
     [("index_change", "2026-12-07", "2026-12-07")]),
    ("The 180-day lock-up expires in mid-March 2027.",
     [("lock_up", "2027-03-11", "2027-03-20")]),
    ("The company plans to roll out the service nationwide by the third quarter of 2027.",
     [("product_launch", "2026-11-20", "2027-09-30")]),
    ("Mass production of the chip begins in the second half of 2027.",
     [("capacity", "2027-07-01", "2027-12-31")]),
    ("The refinery is scheduled to restart in February 2027.",
     [("capacity", "2027-02-01", "2027-02-28")]),
    ("The new 50 MW data center is expected to come online in the fourth quarter of 2027.",
     [("capacity", "2027-10-01", "2027-12-31")]),
    ("The first 10 buses will be delivered by summer 2027.",
     [("delivery", "2026-11-20", "2027-08-31")]),
    ("A maiden resource estimate is targeted for the first quarter of 2027.",
     [("study_publication", "2027-01-01", "2027-03-31")]),
    ("The Federal Reserve meets on December 8-9, 2026.",
     [("macro", "2026-12-08", "2026-12-09")]),
    ("Nonfarm payrolls are due on Friday, December 4.",
     [("macro", "2026-12-04", "2026-12-04")]),
    ("Dosing of the first patient in the Phase 1 study is anticipated early in the new year, in January 2027.",
     [("trial_start", "2027-01-01", "2027-01-31")]),
    ("Assuming positive data, we would expect to submit an sBLA by year-end 2027.",
     [("submission", "2026-11-20", "2027-12-31")]),
    ("Management pushed the expected topline readout to the second half of 2027.",
     [("data_topline", "2027-07-01", "2027-12-31")]),
    ("Data from Cohort B are expected at the end of the first quarter.",
     [("data_readout", "2027-03-01", "2027-03-31")]),
    ("The trial is expected to complete in the third quarter of 2027, with data to follow in early 2028.",
     [("data_readout", "2028-01-01", "2028-04-30")]),
    ("The special meeting of shareholders to approve the merger will be held on January 20, 2027.",
     [("shareholder_meeting", "2027-01-20", "2027-01-20")]),
    ("Regulators expect to issue the final permit in the spring of 2027.",
     [("permit", "2027-03-01", "2027-05-31")]),
    ("The FDA has extended the PDUFA date by three months to September 12, 2027.",
     [("pdufa", "2027-09-12", "2027-09-12")]),
    ("The FDA extended the review period; the new goal date is December 27, 2026.",
     [("pdufa", "2026-12-27", "2026-12-27")]),
    ("Corvex expects to hear by mid-January whether the NDA has been accepted for filing.",
     [("nda_acceptance", "2026-11-20", "2027-01-20")]),
    ("The agency granted a Type C meeting to discuss the primary endpoint, which will be held on January 27, 2027.",
     [("fda_meeting", "2027-01-27", "2027-01-27")]),
    ("A pre-BLA meeting is scheduled for December, with the BLA submission to follow in the first half of 2027.",
     [("fda_meeting", "2026-12-01", "2026-12-31"), ("submission", "2027-01-01", "2027-06-30")]),
    ("Final overall survival data are expected in 1H28.",
     [("data_readout", "2028-01-01", "2028-06-30")]),
    ("Full enrollment of VESTA-2 is targeted for 3Q27 and topline data for 2Q28.",
     [("enrollment_complete", "2027-07-01", "2027-09-30"), ("data_topline", "2028-04-01", "2028-06-30")]),
    ("In Q1 2027, the company will start its Phase 2 trial, and in Q3 2027 it will report interim data.",
     [("trial_start", "2027-01-01", "2027-03-31"), ("data_interim", "2027-07-01", "2027-09-30")]),
    ("Before the end of January, the operator expects to have brought 40 megawatts of new data-center capacity online.",
     [("capacity", "2026-11-20", "2027-01-31")]),
    ("The company will ask the FDA for approval in the first half of 2027.",
     [("submission", "2027-01-01", "2027-06-30")]),
    ("FERC is expected to rule on the certificate in February 2027.",
     [("permit", "2027-02-01", "2027-02-28")]),
    ("The tender offer expires at midnight on December 11, 2026.",
     [("deal_close", "2026-12-11", "2026-12-11")]),
    ("Headline data are due in January 2027.",
     [("data_topline", "2027-01-01", "2027-01-31")]),
    ("The interim report will be published on 18 February 2027.",
     [("earnings", "2027-02-18", "2027-02-18")]),
    ("The milestone payment of $25 million is expected in the first quarter of 2027.",
     [("deal_payment", "2027-01-01", "2027-03-31")]),
]
NOTHING: list[str] = [
    "The global oncology market is projected to reach $300 billion by 2028.",
    "Revenue is expected to be between $40 million and $45 million in the fourth quarter of 2026.",
    "For the third quarter of 2026, net loss was $12.4 million, compared with $10.1 million a year earlier.",
    "As of September 30, 2026, cash and equivalents totaled $88 million, sufficient to fund operations into 2028.",
    "The company expects its cash runway to extend into the second half of 2028.",
    "Median follow-up was 12 months and the 24-month overall survival rate was 61%.",
    "Patients received 300 mg every two weeks for 24 weeks.",
    "Analysts raised their 2027 price target to $45.",
    "In March 2026, the company announced positive topline data from its Phase 3 trial.",
    "The drug was approved by the FDA in June 2025.",
    "Management reiterated 2026 guidance of $2.10 to $2.20 in adjusted EPS.",
    "The notes mature in 2030 and bear interest at 4.5%.",
    "Patent protection is expected to last through 2041.",
    "The market for EV batteries is expected to grow at a CAGR of 18% from 2026 to 2030.",
    "Founded in 2012, the company employs 340 people.",
    "We anticipate that capital expenditures will decline in 2027.",
    "The annual report on Form 10-K for the year ended December 31, 2025 describes these risks.",
    "Shares have gained 40% since January 2026.",
    "The study enrolled 7/12 patients in the first cohort.",
    "Demand for uranium is expected to rise sharply through 2030.",
    "The company completed enrollment in its Phase 2 trial in October 2026.",
    "Full-year 2026 revenue should come in at the high end of the range.",
    "The lease runs until June 2029.",
    "She joined the board in May 2024 and will chair the audit committee.",
    "Inflation is expected to ease in 2027, economists said.",
    "The fund returned 12% over the past three years.",
    "Analysts expect earnings per share of $1.20 for the current quarter.",
    "SAN DIEGO, November 20, 2026 /PRNewswire/ -- Acme Therapeutics today announced a collaboration.",
    "Copyright 2026 Acme Inc. All rights reserved.",
    "The next 12-18 months will be important for the sector.",
    "The second-order effects may matter more than the headline.",
    "Sales rose 12% in the third quarter of 2026 from the second quarter of 2026.",
    "Wall Street expects revenue of $3.1 billion for the December quarter.",
    "The company ended the quarter with 1,200 employees and plans to hire 300 more in 2027.",
    "Bank of America expects copper to average $11,000 a tonne in 2027.",
    "The 2027 Incentive Plan reserves 5 million shares.",
    "On November 4, 2026, the company closed its previously announced acquisition of Bolt.",
    "Overall response rate was 45% at six months, and the 12-month PFS rate was 38%.",
    "Treatment continued for up to 24 months or until disease progression.",
    "The credit facility matures in June 2029.",
    "He served as chief financial officer from 2019 to 2024.",
    "Forward-looking statements speak only as of November 20, 2026.",
    "The company expects full-year 2027 capital expenditures of $200 million to $220 million.",
    "Global EV sales are forecast to surpass 25 million units by 2028.",
    "The Phase 3 trial enrolled 480 patients between March 2024 and October 2025.",
    "The patent expires in 2035.",
    "We believe our cash will fund operations through the first quarter of 2028.",
    "Net loss for the nine months ended September 30, 2026 was $35.2 million.",
    "Analyst Jane Roe kept a Buy rating and a $30 price target for year-end 2027.",
    "Oil demand will peak in 2030, the agency said.",
    "Two of 12 patients (2/12) relapsed after the second infusion.",
    "The warrants are exercisable until December 31, 2028.",
    "The agreement runs through December 2029 with automatic renewal.",
]
# fmt: on


def events(text: str, day: date = PUBLISHED) -> list[tuple[str, str, str]]:
    """(kind, start, end) of every catalyst of a text."""
    return [(one.kind, str(one.window.start), str(one.window.end)) for one in parse(text, day)]


@pytest.mark.parametrize(("sentence", "expected"), EVENTS)
def test_announced_event_has_its_kind_and_window(sentence, expected):
    """An announced date is offered with the kind its words name, and nothing else is."""
    assert sorted(events(sentence)) == sorted(expected)


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_no_catalyst_is_not_offered(sentence):
    """Forecasts, guidance, past events, boilerplate and treatment times are never offered, dates or not."""
    assert events(sentence) == []


def test_every_offered_kind_is_a_known_one():
    """Kinds are words of `KINDS`, which cards and storage share."""
    assert {kind for _, expected in EVENTS for kind, _, _ in expected} <= set(KINDS)


def shared_sentences() -> tuple[dict[tuple[str, str], set[tuple[str, str, str]]], list[tuple[str, str]]]:
    """The shared sentences: expected events of each, and those where nothing may be recorded."""
    positive: dict[tuple[str, str], set[tuple[str, str, str]]] = defaultdict(set)
    negative = []
    with (DATA / "catalysts" / "sentences.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (row["sentence"], row["reference_date"])
            if row["kind"] == "none":
                negative.append(key)
            else:
                positive[key].add((row["kind"], row["start"], row["end"]))
    return positive, negative


@needs_shared("catalysts")
def test_shared_sentences_have_kind_and_window():
    """At least 90 % of the shared events are found with kind and window."""
    positive, _ = shared_sentences()
    missed = [
        (event, text)
        for (text, day), expected in positive.items()
        for event in expected - set(events(text, date.fromisoformat(day)))
    ]
    assert len(missed) <= 0.1 * sum(map(len, positive.values())), missed


@needs_shared("catalysts")
def test_shared_negatives_are_not_offered():
    """Where nothing may be recorded, at most 5 % are offered."""
    _, negative = shared_sentences()
    offered = [text for text, day in negative if events(text, date.fromisoformat(day))]
    assert len(offered) <= 0.05 * len(negative), offered


@needs_shared("seeds")
def test_the_desk_note_gives_its_three_windows_and_the_filing():
    """The product's own note: accrual by end-2027, interim EFS mid-2027, primary EFS mid-2028, and a potential BLA."""
    note = (SEEDS / "000_34e8cfa5efc54bcd.txt").read_text(encoding="utf-8")
    day = date(2026, 4, 20)
    assert events(note, day) == [
        ("enrollment_complete", "2026-04-20", "2027-12-31"),
        ("data_interim", "2027-05-01", "2027-08-31"),
        ("data_primary", "2028-05-01", "2028-08-31"),
    ]
    assert [(one.kind, one.phrase) for one in undated(note, day)] == [
        ("submission", "potentially supporting a BLA submission")
    ]


def test_one_sentence_may_hold_several_events():
    """Each window goes to the words it stands next to."""
    text = "The company expects to start dosing in January 2027 and to report topline data in 1H28."
    assert events(text) == [("trial_start", "2027-01-01", "2027-01-31"), ("data_topline", "2028-01-01", "2028-06-30")]


def test_the_title_and_the_first_sentence_announce_one_event():
    """The same kind and window twice in a text is offered once."""
    text = "Acme to Host Q3 2026 Earnings Call on December 3\n\nAcme will host a conference call on December 3, 2026."
    assert events(text) == [("earnings", "2026-12-03", "2026-12-03")]


def test_closing_is_an_offerings_where_the_text_is_about_an_offering():
    """An undecided "closing" takes its kind from the sentences before it."""
    offering = "Acme priced a public offering of 2,000,000 shares. Closing is expected on or about November 24, 2026."
    merger = "Acme agreed to a merger with Bolt. Closing is expected on or about November 24, 2026."
    assert events(offering) == [("offering_close", "2026-11-24", "2026-11-24")]
    assert events(merger) == [("deal_close", "2026-11-24", "2026-11-24")]


def test_asset_words_tell_two_events_apart():
    """The drug or trial nearest to the cue is kept with the event."""
    text = "Topline data for AB-101 are due in Q1 2027. Topline data for XY-202 are due in Q3 2027."
    assert [one.asset for one in parse(text, PUBLISHED)] == ["AB-101", "XY-202"]


def test_confidence_falls_with_hedges_and_vague_words():
    """A fixed day is high, a hedged or vague window low."""
    firm, hedged, vague = (
        parse(text, PUBLISHED)[0].confidence
        for text in (
            "The PDUFA date is June 12, 2027.",
            "The company could potentially launch the product in 2027.",
            "Topline data are expected in the coming weeks.",
        )
    )
    assert (firm, hedged, vague) == ("high", "low", "low")


def test_windows_lists_dates_without_a_kind_too():
    """`windows` gives every window; kind None where no cue stands."""
    found = windows("The next 12-18 months matter. The PDUFA date is June 12, 2027.", PUBLISHED)
    assert [(one.window.phrase, one.kind) for one in found] == [
        ("The next 12-18 months", None), ("June 12, 2027", "pdufa"),
    ]  # fmt: skip


def test_fiscal_quarters_stay_open_until_the_year_end_is_known():
    """A fiscal window has no ends without the issuer's year end, and ends with it."""
    text = "The new platform will launch in the third quarter of fiscal 2027."
    assert [one.window.start for one in parse(text, PUBLISHED)] == [None]
    assert [one.window.start for one in parse(text, PUBLISHED, fiscal_year_end="0926")] == [date(2027, 4, 1)]


# fmt: off
SEPTEMBER = date(2025, 9, 10)
AUTUMN: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("The Company anticipates receiving assay results from the first 12 holes in the coming weeks.",
     [("data_readout", "2025-09-10", "2025-11-05")]),
    ("NovaBay expects to hold its annual meeting of stockholders on November 20, 2025.",
     [("shareholder_meeting", "2025-11-20", "2025-11-20")]),
    ("Management expects commercial production at the Selkirk mine to begin in Q2 2026.",
     [("capacity", "2026-04-01", "2026-06-30")]),
    ("The company said it remains on track to complete its Phase 2 enrollment in the fourth quarter of 2025.",
     [("enrollment_complete", "2025-10-01", "2025-12-31")]),
    ("GreenTree will release its third quarter financial results before the market opens on Wednesday, November 5, 2025.",
     [("earnings", "2025-11-05", "2025-11-05")]),
    ("The first tranche of the private placement is expected to close on or about September 18, 2025.",
     [("offering_close", "2025-09-18", "2025-09-18")]),
    ("The reverse merger is anticipated to be completed by the end of the fourth quarter of 2025.",
     [("deal_close", "2025-09-10", "2025-12-31")]),
    ("Drilling is set to commence in early October.",
     [("survey", "2025-10-01", "2025-10-10")]),
    ("The updated preliminary economic assessment is due in the first half of 2026.",
     [("study_publication", "2026-01-01", "2026-06-30")]),
    ("Initial shipments of the X7 drone are slated for November 2025.",
     [("delivery", "2025-11-01", "2025-11-30")]),
    ("The company plans to launch its AI-powered trading app in the fourth quarter.",
     [("product_launch", "2025-10-01", "2025-12-31")]),
    ("The second phase of the solar facility should be commissioned by mid-2026.",
     [("capacity", "2025-09-10", "2026-08-31")]),
    ("Shares will begin trading ex-dividend on September 29, 2025.",
     [("dividend", "2025-09-29", "2025-09-29")]),
    ("CEO Jane Doe will present at the H.C. Wainwright Global Investment Conference on September 16, 2025.",
     [("conference", "2025-09-16", "2025-09-16")]),
    ("The FDA is expected to make a decision on the supplemental application by December 15, 2025.",
     [("pdufa", "2025-09-10", "2025-12-15")]),
    ("Patient dosing in the pivotal study is planned for the first quarter of 2026, with preliminary data "
     "anticipated by year-end 2026.",
     [("trial_start", "2026-01-01", "2026-03-31"),
      ("data_readout", "2025-09-10", "2026-12-31")]),
    ("The company expects to receive CE Mark approval in late 2025.",
     [("permit", "2025-09-01", "2025-12-31")]),
    ("A pre-IND meeting with the FDA has been scheduled for October 8, 2025.",
     [("fda_meeting", "2025-10-08", "2025-10-08")]),
    ("It anticipates filing its IND application for CT-101 in early 2026.",
     [("submission", "2026-01-01", "2026-04-30")]),
    ("The 510(k) submission is planned for the first quarter of 2026.",
     [("submission", "2026-01-01", "2026-03-31")]),
    ("The transaction is subject to customary conditions and is expected to close within 60 days.",
     [("deal_close", "2025-09-10", "2025-11-09")]),
    ("The spin-out is scheduled to be effective on October 1, 2025.",
     [("spin_off", "2025-10-01", "2025-10-01")]),
    ("The stock will be added to the Russell Microcap Index effective June 30, 2026.",
     [("index_change", "2026-06-30", "2026-06-30")]),
    ("Construction of the lithium plant is slated to start in spring 2026 and production is targeted for 2027.",
     [("capacity", "2026-03-01", "2026-05-31"),
      ("capacity", "2027-01-01", "2027-12-31")]),
    ("The company intends to publish the full study results in a peer-reviewed journal in the first half of 2026.",
     [("study_publication", "2026-01-01", "2026-06-30")]),
    ("A milestone payment of $10 million is payable upon first patient dosing, expected in Q1 2026.",
     [("trial_start", "2026-01-01", "2026-03-31")]),
]
AUTUMN_NOTHING: list[str] = [
    "The firm targets first revenue from the platform in 2026.",
    "The global drone market is projected to reach $58 billion by 2030.",
    "The company expects revenue growth of 20% in 2026.",
    "In the second quarter of 2025, revenue rose 14% to $12.1 million.",
    "Analysts project the AI chip sector will exceed $400 billion by 2030.",
    "The company had 45 employees as of June 30, 2025.",
    "BTIG set a $12 price target for the end of 2026.",
    "Data center electricity demand is expected to double by 2030.",
    "The warrants expire on September 12, 2030.",
    "The conference call replay will be available until September 24, 2025.",
    "For more than 20 years, since 2004, the company has served hospitals.",
    "The board extended the CEO's contract through 2028.",
    "Adjusted EBITDA is expected to turn positive in the second half of 2026.",
    "The company completed its acquisition of Delta Labs on August 28, 2025.",
]
# fmt: on


@pytest.mark.parametrize(("sentence", "expected"), AUTUMN)
def test_small_company_news_is_read_as_written(sentence, expected):
    """Releases of small companies, seen from another day."""
    assert sorted(events(sentence, SEPTEMBER)) == sorted(expected)


@pytest.mark.parametrize("sentence", AUTUMN_NOTHING)
def test_small_company_news_offers_nothing_else(sentence):
    """Forecasts, contracts, replays and counts of small companies are no catalysts."""
    assert events(sentence, SEPTEMBER) == []


# fmt: off
BUILDS: list[tuple[str, list[tuple[str, str, str]]]] = [
    # a head keeps its window from what describes it
    ("Headline results from the registrational Phase 3 LUMEN study of tovarexin are anticipated in the third quarter of 2027.",
     [("data_topline", "2027-07-01", "2027-09-30")]),
    ("The carve-out of the seeds arm into a stand-alone listed company, subject to final board approval, is due in mid-2027.",
     [("spin_off", "2027-05-01", "2027-08-31")]),
    # a window before its noun
    ("Analysts model a 2Q27 readout and a 4Q27 filing.",
     [("data_readout", "2027-04-01", "2027-06-30"), ("submission", "2027-10-01", "2027-12-31")]),
    # agencies and their nouns, active, passive and nominal
    ("Swissmedic's decision on the application is expected by mid-2027.", [("regulatory_decision", "2026-11-20", "2027-08-31")]),
    ("The CHMP should adopt its opinion in the second quarter of 2027.", [("regulatory_decision", "2027-04-01", "2027-06-30")]),
    ("The agency assigned an action date of August 3, 2027.", [("pdufa", "2027-08-03", "2027-08-03")]),
    ("The marketing application to the agency, once planned for late 2026, is now expected to be filed in May 2027.",
     [("submission", "2027-05-01", "2027-05-31")]),
    ("Feedback from the FDA on the trial design is expected in January 2027.", [("fda_meeting", "2027-01-01", "2027-01-31")]),
    # a milestone told with a participle is still to come
    ("We are targeting a CTA in 1H 2027 and first subject dosed in 2H 2027.",
     [("submission", "2027-01-01", "2027-06-30"), ("trial_start", "2027-07-01", "2027-12-31")]),
    ("Survival data from the extension should now be available in October 2027.",
     [("data_readout", "2027-10-01", "2027-10-31")]),
    ("The interim analysis was conducted as planned on November 12, 2026.", []),
    # closings, sales, services
    ("The close was brought forward to December 18, 2026.", [("deal_close", "2026-12-18", "2026-12-18")]),
    ("First sales in Austria are planned for May 2027.", [("product_launch", "2027-05-01", "2027-05-31")]),
    ("The ferry is due to enter service in the summer of 2027.", [("capacity", "2027-06-01", "2027-08-31")]),
    # the record date of a meeting pays nothing
    ("The record date for the special meeting is December 7, 2026.", []),
    ("Holders of record on December 7, 2026 are entitled to vote at the meeting.", []),
]
# fmt: on


@pytest.mark.parametrize(("sentence", "expected"), BUILDS)
def test_heads_and_builds_decide_the_kind(sentence, expected):
    """Nominal, passive and adjectival builds give the kind of their head noun."""
    assert sorted(events(sentence, PUBLISHED)) == sorted(expected)


# fmt: off
IN_PASSING: list[tuple[str, list[tuple[str, str, str]]]] = [
    # what stands between subject and verb
    ("The pivotal trial of XT-204, cleared by the agency in June 2026, will begin in the first quarter of 2027.",
     [("trial_start", "2027-01-01", "2027-03-31")]),
    ("Acme, which raised $80 million in October, plans to file the NDA in 2Q27.",
     [("submission", "2027-04-01", "2027-06-30")]),
    ("The readout – the last subject came off drug in September – is expected in January 2027.",
     [("data_readout", "2027-01-01", "2027-01-31")]),
    ("Results for its lead antibody, XT-9, should arrive in the spring of 2027.",
     [("data_readout", "2027-03-01", "2027-05-31")]),
    ("The merger, subject to a vote by Bolt's shareholders on January 14, 2027, should be completed in March 2027.",
     [("shareholder_meeting", "2027-01-14", "2027-01-14"), ("deal_close", "2027-03-01", "2027-03-31")]),
    ("The rolling submission, started in July, should be finished in the first quarter of 2027.",
     [("submission", "2027-01-01", "2027-03-31")]),
    # a noun and what only says whose it is
    ("Findings from the first-in-human study are expected in February 2027.",
     [("data_readout", "2027-02-01", "2027-02-28")]),
    ("A pre-IND meeting is set for December, with the start of the Phase 3 trial to follow in 1H27.",
     [("fda_meeting", "2026-12-01", "2026-12-31"), ("trial_start", "2027-01-01", "2027-06-30")]),
    ("The verdict on the supplemental application is awaited in May 2027.",
     [("pdufa", "2027-05-01", "2027-05-31")]),
    # words for what is to come
    ("Closing of the divestment is foreseen for the second quarter of 2027.",
     [("deal_close", "2027-04-01", "2027-06-30")]),
    ("The offering memorandum aside, topline is pencilled in for late January 2027.",
     [("data_topline", "2027-01-21", "2027-01-31")]),
    ("A special meeting to vote on the share split was adjourned until December 4, 2026.",
     [("shareholder_meeting", "2026-12-04", "2026-12-04")]),
    # conditions that must come true first
    ("The interim look takes place once 60 events have occurred, likely in March 2027.",
     [("data_interim", "2027-03-01", "2027-03-31")]),
    ("Dosing of the last subject is planned for January 2027.",
     [("dosing_complete", "2027-01-01", "2027-01-31")]),
    ("Topline results would be available in the first half of 2027.",
     [("data_topline", "2027-01-01", "2027-06-30")]),
    ("Filings in Canada and Japan are planned for the second quarter of 2027 and the third quarter of 2027, respectively.",
     [("submission", "2027-04-01", "2027-06-30"), ("submission", "2027-07-01", "2027-09-30")]),
    ("The goal date, which had been December 20, 2026, is now March 20, 2027.",
     [("pdufa", "2027-03-20", "2027-03-20")]),
    ("Friday's jobs report may set the tone.", [("macro", "2026-11-27", "2026-11-27")]),
    # notes and headings
    ("Q2 2027: initiate the Phase 2 trial of XT-204 in gout", [("trial_start", "2027-04-01", "2027-06-30")]),
    ("PDUFA 2/19; adcomm (Jan).", [("pdufa", "2027-02-19", "2027-02-19"), ("adcomm", "2027-01-01", "2027-01-31")]),
    ("Management said NDA filing by mid-2027 and launch in 1H28.",
     [("submission", "2026-11-20", "2027-08-31"), ("product_launch", "2028-01-01", "2028-06-30")]),
    ("Numbers are out Tuesday night.", [("earnings", "2026-11-24", "2026-11-24")]),
    # what is no event
    ("Of 19 patients 2/12 relapsed; the PDUFA fee is due.", []),
    ("Following the Type B meeting in August, the plan stands.", []),
    ("The device, first sold in 2019, won clearance on November 2.", []),
    ("A decision typically follows within 67 days.", []),
    ("Half-year figures for the six months to June 30 were restated.", []),
]
# fmt: on


@pytest.mark.parametrize(("sentence", "expected"), IN_PASSING)
def test_the_main_clause_is_read_without_what_is_said_in_passing(sentence, expected):
    """Asides, modifiers and conditions neither hide an announced date nor lend theirs to it."""
    assert sorted(events(sentence)) == sorted(expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "Marrowby Bio said on Monday that its pivotal trial passed a planned interim analysis.",
        "The agency's approval on Thursday of a rival's copy changes little for the drug's launch.",
        "Shares of Tolland Pharma fell on Friday after the drug's approval.",
        "Corley Metals has locked in power at 41 euros through 2030, half of what it pays today.",
    ],
)
def test_a_weekday_behind_its_verb_is_the_one_just_past(sentence: str):
    """News of the day is told with a weekday; nothing of it is still to come."""
    assert parse(sentence, date(2026, 4, 20)) == []


def test_a_weekday_that_is_planned_is_offered():
    """The same weekday behind what is still to come."""
    (one,) = parse("Topline data will be announced on Monday.", date(2026, 4, 17))
    assert (one.kind, one.window.start) == ("data_topline", date(2026, 4, 20))


# fmt: off
PLAINLY: list[tuple[str, list[tuple[str, str, str]]]] = [
    # whose event the date is: a condition's, a launch's behind data, a conference's that only bounds it
    ("If the Phase 2 data are positive, the company intends to initiate a Phase 3 program in the second half of 2027.",
     [("trial_start", "2027-07-01", "2027-12-31")]),
    ("After the strong results the company plans a launch in Canada in April 2027.",
     [("product_launch", "2027-04-01", "2027-04-30")]),
    ("Data in Q2, filing in Q3, launch in Q4.",
     [("data_readout", "2027-04-01", "2027-06-30"), ("submission", "2027-07-01", "2027-09-30"),
      ("product_launch", "2027-10-01", "2027-12-31")]),
    ("We will share topline results at or before the J.P. Morgan Healthcare Conference in January.",
     [("data_topline", "2026-11-20", "2027-01-14")]),
    ("We expect an acceptance decision on the BLA by mid-January 2027.",
     [("nda_acceptance", "2026-11-20", "2027-01-20")]),
    ("A Class 2 resubmission would put the new action date in mid-August.", [("pdufa", "2027-08-11", "2027-08-20")]),
    ("The MAA is under review, with an opinion due at CHMP's 22-25 February meeting.",
     [("regulatory_decision", "2027-02-22", "2027-02-25")]),
    ("MSCI will implement the changes as of the close of November 30, 2026.",
     [("index_change", "2026-11-30", "2026-11-30")]),
    ("The new timeline calls for first data in spring 2028.", [("data_readout", "2028-03-01", "2028-05-31")]),
    ("A special dividend is proposed to the AGM on 6 May, with payment on 12 May.",
     [("shareholder_meeting", "2027-05-06", "2027-05-06"), ("dividend", "2027-05-12", "2027-05-12")]),
    ("Guidance for the pivotal readout has been narrowed to February 2027.",
     [("data_readout", "2027-02-01", "2027-02-28")]),
    ("We plan to submit the NDA in March and, if priority review is granted, launch in the fourth quarter of 2027.",
     [("submission", "2027-03-01", "2027-03-31"), ("product_launch", "2027-10-01", "2027-12-31")]),
    ("We guide to pivotal data in the first half of our fiscal year 2028, which begins July 1, 2027.",
     [("data_readout", "2027-07-01", "2027-12-31")]),
    ("Results are due in January, followed by an NDA filing in March.",
     [("data_readout", "2027-01-01", "2027-01-31"), ("submission", "2027-03-01", "2027-03-31")]),
    ("Topline data are expected in December 2027, with an NDA filing to follow in Q2.",
     [("data_topline", "2027-12-01", "2027-12-31"), ("submission", "2028-04-01", "2028-06-30")]),
    ("We expect the readout in 1Q27, ahead of the Street's 2Q27.", [("data_readout", "2027-01-01", "2027-03-31")]),
    ("It hopes to have topline by the end of 2026 and to file with the FDA in the first half of 2027.",
     [("data_topline", "2026-11-20", "2026-12-31"), ("submission", "2027-01-01", "2027-06-30")]),
    # words for an event
    ("Trial sites in Europe will be activated next month.", [("trial_start", "2026-12-01", "2026-12-31")]),
    ("The underwriters expect to deliver the shares on December 4.", [("offering_close", "2026-12-04", "2026-12-04")]),
    ("Final patient enrolment is now forecast for Feb/Mar 2027.", [("enrollment_complete", "2027-02-01", "2027-03-31")]),
    ("Last patient, last visit is projected for March.", [("dosing_complete", "2027-03-01", "2027-03-31")]),
    ("The Street is waiting for the CONQUER-AF data on Nov. 30", [("data_readout", "2026-11-30", "2026-11-30")]),
    ("Part B opens for enrolment in Q2, with preliminary ORR in H2 2027.",
     [("trial_start", "2027-04-01", "2027-06-30"), ("data_readout", "2027-07-01", "2027-12-31")]),
    ("A decision from the FTC is expected on December 9.", [("permit", "2026-12-09", "2026-12-09")]),
    ("The HSR waiting period expires at 11:59 p.m. ET on December 3, 2026.", [("permit", "2026-12-03", "2026-12-03")]),
    ("Voting closes at 5:00 p.m. London time on Thursday 26 November.", [("vote", "2026-11-26", "2026-11-26")]),
    ("The scheme is expected to become effective on 4 December.", [("deal_close", "2026-12-04", "2026-12-04")]),
    ("Pricing of the IPO is expected on December 3.", [("offering_close", "2026-12-03", "2026-12-03")]),
    ("Settlement of the placing is expected on 2 December (T+2).", [("offering_close", "2026-12-02", "2026-12-02")]),
    ("Two abstracts were accepted for AACR, taking place April 17-22 in Orlando.",
     [("conference", "2027-04-17", "2027-04-22")]),
    ("Earnings: NVRX Jan 27 AMC, call 5 p.m.", [("earnings", "2027-01-27", "2027-01-27")]),
    ("Next are the TRIUMPH-4 readout (1Q27E), then PDUFA on 9/30.",
     [("data_readout", "2027-01-01", "2027-03-31"), ("pdufa", "2027-09-30", "2027-09-30")]),
    # a fiscal window beside the date that says when it is
    ("Japan's MHLW is likely to grant approval before fiscal year-end in March 2027.",
     [("regulatory_decision", "2027-03-01", "2027-03-31")]),
    # what "not" leaves standing
    ("An FDA decision is unlikely before June 2027.", [("pdufa", "2027-06-01", "2027-06-30")]),
    ("The FDA does not plan an advisory committee ahead of the June 5, 2027 PDUFA date.",
     [("pdufa", "2027-06-05", "2027-06-05")]),
    ("The company does not expect data in 2026; the readout is now due in the second quarter of 2027.",
     [("data_readout", "2027-04-01", "2027-06-30")]),
    ("The inspection is not expected to delay the PDUFA date of March 3, 2027.", [("pdufa", "2027-03-03", "2027-03-03")]),
]
DENIED: list[str] = [
    # said not to come
    "The company does not expect to report further data in 2027.",
    "No further interim analyses are planned for 2027.",
    "It is unlikely that the trial will finish enrolling this year.",
    # how long the money or a mandate lasts
    "We believe our runway extends through multiple data readouts and into 2028.",
    "Cash is sufficient to fund operations through the topline readout and into the fourth quarter of 2028.",
    "Management reiterated that cash will last into 2028, past the pivotal data.",
    "Its cash will last only until October, before the readout is due.",
    "The buyback authorisation of $500 million runs through December 2028.",
    # over
    "The lock-up expired on October 12 without incident.",
    "A peer's stock doubled in June after its readout.",
    "The readout missed, and management cut 40% of staff in March.",
    "A year ago the agency delayed its decision by three months, to February.",
    "The FDA's target action date remains unchanged, as stated in February.",
]
# fmt: on


@pytest.mark.parametrize(("sentence", "expected"), PLAINLY)
def test_the_event_that_the_words_name_gets_the_date(sentence, expected):
    """Conditions, bounds and neighbours do not take a date from the event it is given for."""
    assert sorted(events(sentence)) == sorted(expected)


@pytest.mark.parametrize("sentence", DENIED)
def test_what_will_not_come_or_is_over_is_not_offered(sentence):
    """A denied or past event, and the reach of money, give no date to add."""
    assert events(sentence) == []


def test_what_will_not_come_is_nobodys_earlier_date():
    """A year in which no interim is planned is no slip of the decision beside it."""
    (one,) = parse("No interim look is planned for 2027 and the PDUFA date is June 5, 2028.", PUBLISHED)
    assert (one.kind, one.previous) == ("pdufa", None)


def test_a_day_bounded_by_the_end_of_a_month_opens_at_once():
    """A question behind the month is no noun that the month describes: "by the end of April whether"."""
    (one,) = parse("We will know by the end of April whether the filing has been accepted.", PUBLISHED)
    assert (str(one.window.start), str(one.window.end), one.window.direction) == ("2026-11-20", "2027-04-30", "by")
