"""How newspapers and releases turn a sentence: who moved what from when, who meets whom, whose results, what was told then."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalysts import parse

PUBLISHED = date(2026, 9, 15)
"""A Tuesday."""


def events(sentence: str) -> list[tuple[str, str, str]]:
    """(kind, first day, last day) of everything offered."""
    return sorted((one.kind, str(one.window.start), str(one.window.end)) for one in parse(sentence, PUBLISHED))


# fmt: off
TURNS: list[tuple[str, list[tuple[str, str, str]]]] = [
    # an old date behind "from", whatever the verb
    ("The company bumped its readout to mid-2027 from late 2026, blaming slow recruitment in Europe.",
     [("data_readout", "2027-05-01", "2027-08-31")]),
    ("The launch, planned for October 1, has been put off until December.", [("product_launch", "2026-12-01", "2026-12-31")]),
    ("We believe data from the first cohort, expected by year-end, will support an IND amendment in early 2027.",
     [("data_readout", "2026-09-15", "2026-12-31"), ("submission", "2027-01-01", "2027-04-30")]),
    # one verb, two places
    ("Apex will start selling the device in Japan on Oct. 12 and in Europe by the end of November.",
     [("product_launch", "2026-09-15", "2026-11-30"), ("product_launch", "2026-10-12", "2026-10-12")]),
    # dates in brackets belong to the item before them
    ("Milestones include completion of enrollment in the CLARITY study (Q2 2027), initiation of a Phase 1 study of LX-22 (Q3 2027) "
     "and topline results from CLARITY (Q4 2027).",
     [("data_topline", "2027-10-01", "2027-12-31"), ("enrollment_complete", "2027-04-01", "2027-06-30"),
      ("trial_start", "2027-07-01", "2027-09-30")]),
    # a year before a colon holds for what follows
    ("Two more readouts are slated for 2027: colitis in the spring and Crohn's disease in the fall.",
     [("data_readout", "2027-03-01", "2027-05-31"), ("data_readout", "2027-09-01", "2027-11-30")]),
    # results are of the kind of what they are of
    ("Results of the definitive feasibility study are to be published in the third quarter of 2027.",
     [("study_publication", "2027-07-01", "2027-09-30")]),
    ("Results from the primary analysis are expected in the second quarter of 2027.",
     [("data_primary", "2027-04-01", "2027-06-30")]),
    ("Results from the study will be published in The Lancet Oncology in March 2027.",
     [("study_publication", "2027-03-01", "2027-03-31")]),
    ("Interim figures from the cancer study are pencilled in for April.", [("data_interim", "2027-04-01", "2027-04-30")]),
    ("The company unveils early-stage results next month.", [("data_readout", "2026-10-01", "2026-10-31")]),
    ("The verdict from the pivotal study will be in hand by March.", [("data_readout", "2026-09-15", "2027-03-31")]),
    ("The FDA extended its review to look at new data, resulting in a new PDUFA goal date of March 27, 2027.",
     [("pdufa", "2027-03-27", "2027-03-27")]),
    # two verbs, the second without a subject
    ("Work on the terminal starts next month and should be finished by 2029.",
     [("capacity", "2026-09-15", "2029-12-31"), ("capacity", "2026-10-01", "2026-10-31")]),
    ("Construction is to begin in spring 2027 and complete by summer 2028.",
     [("capacity", "2026-09-15", "2028-08-31"), ("capacity", "2027-03-01", "2027-05-31")]),
    ("After its scale-up with Kindeva Delivery, Nutri expects to begin a liability study in early 2027 and file an NDA in 2028.",
     [("submission", "2028-01-01", "2028-12-31"), ("trial_start", "2027-01-01", "2027-04-30")]),
    ("The stock may rise: Cardil will release topline data for its Phase 2 trial in early June, which, if positive, "
     "has the potential to move the group.", [("data_topline", "2027-06-01", "2027-06-10")]),
    # who decides, who meets, who asks
    ("The U.S. Justice Department has until Oct. 30 to decide whether to challenge the merger.",
     [("permit", "2026-09-15", "2026-10-30")]),
    ("Chinese regulators have promised a decision on the tie-up by the end of the year.",
     [("permit", "2026-09-15", "2026-12-31")]),
    ("Advisers to the FDA meet on Dec. 3 to discuss the vaccine, and a final decision is expected by the end of January.",
     [("adcomm", "2026-12-03", "2026-12-03"), ("pdufa", "2026-09-15", "2027-01-31")]),
    ("Brightwell plans to meet the agency before year-end to discuss an accelerated pathway.",
     [("fda_meeting", "2026-09-15", "2026-12-31")]),
    ("Executives said the company would ask for accelerated approval in the second quarter of 2027.",
     [("submission", "2027-04-01", "2027-06-30")]),
    ("The last volunteers are to be dosed in November, with results in the first half of 2027.",
     [("data_readout", "2027-01-01", "2027-06-30"), ("dosing_complete", "2026-11-01", "2026-11-30")]),
    ("Dravin's Phase 2 results in gout are due in weeks.", [("data_readout", "2026-09-15", "2026-11-10")]),
    ("Holders of the preferred stock will get 43 cents a share on Dec. 31.", [("dividend", "2026-12-31", "2026-12-31")]),
    ("Consumer prices for August are due on Wednesday, followed by quarterly numbers from Morwen on Thursday.",
     [("earnings", "2026-09-17", "2026-09-17"), ("macro", "2026-09-16", "2026-09-16")]),
    ("Mechanical completion is scheduled for the first quarter of 2028, with start-up in July.",
     [("capacity", "2028-01-01", "2028-03-31"), ("capacity", "2028-07-01", "2028-07-31")]),
    ("The planning committee votes on the quarry on Oct. 17.", [("permit", "2026-10-17", "2026-10-17")]),
    ("The sale to Marsk is to be put to investors on Oct. 24.", [("shareholder_meeting", "2026-10-24", "2026-10-24")]),
    ("Its scientists will describe the results at a meeting of cardiologists in New Orleans on Nov. 8.",
     [("conference", "2026-11-08", "2026-11-08")]),
    ("The annual general meeting is scheduled for May 12, 2027; the record date is March 20, 2027.",
     [("shareholder_meeting", "2027-05-12", "2027-05-12")]),
    ("Acme plans to submit additional data to the agency in mid-2027.", [("submission", "2027-05-01", "2027-08-31")]),
    ("Ambrel and Tovic will ask shareholders to back their merger on Oct. 8.",
     [("shareholder_meeting", "2026-10-08", "2026-10-08")]),
    ("The Labor Department will release its August consumer price report on Wednesday.",
     [("macro", "2026-09-16", "2026-09-16")]),
    ("Brightline plans to bring its cheapest car yet to U.S. showrooms in March 2028.",
     [("product_launch", "2028-03-01", "2028-03-31")]),
    ("Long-term follow-up data from the MERIT study will be reported in the second half of 2027.",
     [("data_update", "2027-07-01", "2027-12-31")]),
    ("Treatment of the final cohort is expected to conclude in November 2027.",
     [("dosing_complete", "2027-11-01", "2027-11-30")]),
    ("The well, 120 miles off Namibia, will be drilled in the fourth quarter.", [("survey", "2026-10-01", "2026-12-31")]),
    ("The board set Oct. 7 as the date of the special meeting and Sept. 22 as the record date.",
     [("shareholder_meeting", "2026-10-07", "2026-10-07")]),
    ("Not until the fourth quarter will investors learn whether the vaccine works.",
     [("data_readout", "2026-10-01", "2026-12-31")]),
    ("Interim data from the ongoing Phase 2 study are expected in mid-2027, with final data by the end of 2028.",
     [("data_interim", "2027-05-01", "2027-08-31"), ("data_readout", "2026-09-15", "2028-12-31")]),
    # what was told then, beside what is to come
    ("S&P Dow Jones Indices said late Friday that Lornwick will join the S&P 500 before the open on Monday, Sept. 21.",
     [("index_change", "2026-09-21", "2026-09-21")]),
    ("Roster slid 6% on Monday after saying its lupus data would arrive in the third quarter of 2027.",
     [("data_readout", "2027-07-01", "2027-09-30")]),
    ("Cytora, whose vaccine failed in January, expects interim data from a second trial in mid-November.",
     [("data_interim", "2026-11-11", "2026-11-20")]),
    ("The Type A meeting is expected in October, to discuss the deficiencies cited in the September 8 letter.",
     [("fda_meeting", "2026-10-01", "2026-10-31")]),
]
# fmt: on


@pytest.mark.parametrize(("sentence", "expected"), TURNS)
def test_each_date_goes_to_its_own_event(sentence, expected):
    """Every dated event of a sentence, with its own kind and window, and no other."""
    assert events(sentence) == sorted(expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "If the agency were ever to ask for another study, approval could slip well beyond 2028, one analyst warned.",
        "In the event of a delay beyond March 2027, a fee of $10 million is payable.",
        "The company has said in the past that approval could come in 2026.",
        "The shares are suspended until the results of the audit, expected on Friday.",
        "A webcast archive will be accessible for 90 days, until February 10, 2027.",
        "The $400 million of senior notes due in 2033 trade at par.",
    ],
)
def test_what_is_supposed_or_long_said_is_no_event(sentence):
    """Suppositions, clauses of contracts, what was said before, archives and debt."""
    assert events(sentence) == []


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        ("Monday: CPI data\nTuesday: KLVA AdComm\nThursday: NVRA earnings",
         [("adcomm", "2026-09-22", "2026-09-22"), ("earnings", "2026-09-17", "2026-09-17"), ("macro", "2026-09-21", "2026-09-21")]),
        ("March 12: KLVA AdComm\nMarch 17: QLMN earnings\nApril 2: RILO EGM",
         [("adcomm", "2027-03-12", "2027-03-12"), ("earnings", "2027-03-17", "2027-03-17"),
          ("shareholder_meeting", "2027-04-02", "2027-04-02")]),
        ("The FOMC will meet on\nMay 5 - 7, 2027 in Chicago.", [("macro", "2027-05-05", "2027-05-07")]),
    ],
)  # fmt: skip
def test_each_day_that_heads_a_line_has_the_events_of_that_line(calendar, expected):
    """The calendar of a morning note: no event goes to the day of the next line; a wrapped line is none."""
    assert events(calendar) == expected
