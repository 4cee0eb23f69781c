"""Single expressions of time: what a writer writes and which window it is."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from bot.catalysts import Conventions
from bot.catalysts.grammar import find
from tests.shared import DATA, needs_shared

Row = tuple[str, str, str, str, str, str]

# fmt: off
EXPRESSIONS: list[Row] = [
    ("by mid-2027", "2026-11-20", "2026-11-20", "2027-08-31", "third-of-year", "by"),
    ("by early 2027", "2026-11-20", "2026-11-20", "2027-04-30", "third-of-year", "by"),
    ("mid-to-late 2027", "2026-11-20", "2027-05-01", "2027-12-31", "range", "within"),
    ("early-to-mid 2027", "2026-11-20", "2027-01-01", "2027-08-31", "range", "within"),
    ("YE28", "2026-11-20", "2028-12-01", "2028-12-31", "year-end", "around"),
    ("YE 2027", "2026-11-20", "2027-12-01", "2027-12-31", "year-end", "around"),
    ("at year-end 2027", "2026-11-20", "2027-12-01", "2027-12-31", "year-end", "around"),
    ("before year-end", "2026-05-04", "2026-05-04", "2026-12-31", "year", "by"),
    ("by the end of the year", "2026-05-04", "2026-05-04", "2026-12-31", "year", "by"),
    ("by the end of this year", "2026-05-04", "2026-05-04", "2026-12-31", "year", "by"),
    ("by year’s end", "2026-05-04", "2026-05-04", "2026-12-31", "year", "by"),
    ("no later than June 30 2027", "2026-11-20", "2026-11-20", "2027-06-30", "day", "by"),
    ("on or before June 30, 2027", "2026-11-20", "2026-11-20", "2027-06-30", "day", "by"),
    ("2Q27", "2026-11-20", "2027-04-01", "2027-06-30", "quarter", "within"),
    ("Q4", "2026-05-04", "2026-10-01", "2026-12-31", "quarter", "within"),
    ("4Q", "2026-05-04", "2026-10-01", "2026-12-31", "quarter", "within"),
    ("late Q3 2027", "2026-11-20", "2027-09-01", "2027-09-30", "third-of-quarter", "within"),
    ("the end of the third quarter of 2027", "2026-11-20", "2027-09-01", "2027-09-30", "third-of-quarter", "around"),
    ("by the end of the third quarter of 2027", "2026-11-20", "2026-11-20", "2027-09-30", "quarter", "by"),
    ("by the end of Q1 2027", "2026-11-20", "2026-11-20", "2027-03-31", "quarter", "by"),
    ("late in the first quarter of 2027", "2026-11-20", "2027-03-01", "2027-03-31", "third-of-quarter", "within"),
    ("early in the second half of 2027", "2026-11-20", "2027-07-01", "2027-08-31", "third-of-half", "within"),
    ("late 1H27", "2026-11-20", "2027-05-01", "2027-06-30", "third-of-half", "within"),
    ("mid-2H27", "2026-11-20", "2027-09-01", "2027-10-31", "third-of-half", "within"),
    ("the back half of 2027", "2026-11-20", "2027-07-01", "2027-12-31", "half", "within"),
    ("second half of next year", "2026-11-20", "2027-07-01", "2027-12-31", "half", "within"),
    ("the second quarter of next year", "2026-11-20", "2027-04-01", "2027-06-30", "quarter", "within"),
    ("early next year", "2026-11-20", "2027-01-01", "2027-04-30", "third-of-year", "within"),
    ("late next year", "2026-11-20", "2027-09-01", "2027-12-31", "third-of-year", "within"),
    ("next year", "2026-11-20", "2027-01-01", "2027-12-31", "year", "within"),
    ("next month", "2026-11-20", "2026-12-01", "2026-12-31", "month", "within"),
    ("early next month", "2026-11-20", "2026-12-01", "2026-12-10", "third-of-month", "within"),
    ("next quarter", "2026-11-20", "2027-01-01", "2027-03-31", "quarter", "within"),
    ("later this quarter", "2026-11-20", "2026-11-20", "2026-12-31", "quarter", "within"),
    ("this year", "2026-05-04", "2026-05-04", "2026-12-31", "year", "within"),
    ("later this year", "2026-05-04", "2026-05-04", "2026-12-31", "year", "within"),
    ("late this year", "2026-05-04", "2026-09-01", "2026-12-31", "third-of-year", "within"),
    ("late June/early July 2027", "2026-11-20", "2027-06-21", "2027-07-10", "range", "within"),
    ("March/April 2027", "2026-11-20", "2027-03-01", "2027-04-30", "range", "within"),
    ("June or July 2027", "2026-11-20", "2027-06-01", "2027-07-31", "range", "within"),
    ("2027-2028", "2026-11-20", "2027-01-01", "2028-12-31", "range", "within"),
    ("2027–2028", "2026-11-20", "2027-01-01", "2028-12-31", "range", "within"),
    ("between Q2 2027 and Q4 2027", "2026-11-20", "2027-04-01", "2027-12-31", "range", "within"),
    ("Q4 2026 or Q1 2027", "2026-11-20", "2026-10-01", "2027-03-31", "range", "within"),
    ("late 2026 or early 2027", "2026-11-20", "2026-09-01", "2027-04-30", "range", "within"),
    ("December 5-8, 2026", "2026-11-20", "2026-12-05", "2026-12-08", "range", "within"),
    ("from December 5 to December 8, 2026", "2026-11-20", "2026-12-05", "2026-12-08", "range", "within"),
    ("December 30, 2026 through January 3, 2027", "2026-11-20", "2026-12-30", "2027-01-03", "range", "within"),
    ("12 June 2027", "2026-11-20", "2027-06-12", "2027-06-12", "day", "on"),
    ("the 12th of June 2027", "2026-11-20", "2027-06-12", "2027-06-12", "day", "on"),
    ("13/6/2027", "2026-11-20", "2027-06-13", "2027-06-13", "day", "on"),
    ("June 2027", "2026-11-20", "2027-06-01", "2027-06-30", "month", "within"),
    ("6 Dec 26", "2026-11-20", "2026-12-06", "2026-12-06", "day", "on"),
    ("06-Dec-27", "2026-11-20", "2027-12-06", "2027-12-06", "day", "on"),
    ("3-6 Dec 27", "2026-11-20", "2027-12-03", "2027-12-06", "range", "within"),
    ("Dec 6, '27", "2026-11-20", "2027-12-06", "2027-12-06", "day", "on"),
    ("7 May 8am", "2026-11-20", "2027-05-07", "2027-05-07", "day", "on"),
    ("7 May 12 p.m. ET", "2026-11-20", "2027-05-07", "2027-05-07", "day", "on"),
    ("Q4 2026-Q1 2027", "2026-11-20", "2026-10-01", "2027-03-31", "range", "within"),
    ("H2 2026-H1 2027", "2026-11-20", "2026-07-01", "2027-06-30", "range", "within"),
    ("2027-Q3", "2026-11-20", "2027-07-01", "2027-09-30", "quarter", "within"),
    ("the June quarter of 2028", "2026-11-20", "2028-04-01", "2028-06-30", "quarter", "within"),
    ("in June", "2026-11-20", "2027-06-01", "2027-06-30", "month", "within"),
    ("in November", "2026-11-20", "2026-11-01", "2026-11-30", "month", "within"),
    ("mid-October", "2026-05-04", "2026-10-11", "2026-10-20", "third-of-month", "within"),
    ("the first half of June 2027", "2026-11-20", "2027-06-01", "2027-06-15", "half-month", "within"),
    ("end of June", "2026-05-04", "2026-06-21", "2026-06-30", "third-of-month", "around"),
    ("by late June 2027", "2026-11-20", "2026-11-20", "2027-06-30", "third-of-month", "by"),
    ("the week of June 7, 2027", "2026-11-20", "2027-06-07", "2027-06-13", "week", "within"),
    ("in six weeks", "2026-11-20", "2027-01-01", "2027-01-01", "day", "around"),
    ("in 12 to 18 months", "2026-11-20", "2027-11-20", "2028-05-20", "duration", "within"),
    ("within 90 days", "2026-11-20", "2026-11-20", "2027-02-18", "duration", "by"),
    ("within the next six months", "2026-11-20", "2026-11-20", "2027-05-20", "duration", "by"),
    ("over the next 12 months", "2026-11-20", "2026-11-20", "2027-11-20", "duration", "within"),
    ("in the coming months", "2026-11-20", "2026-11-20", "2027-05-20", "vague", "within"),
    ("over the next several quarters", "2026-11-20", "2026-11-20", "2027-11-20", "vague", "within"),
    ("in the near term", "2026-11-20", "2026-11-20", "2027-05-20", "vague", "within"),
    ("in the next few weeks", "2026-11-20", "2026-11-20", "2027-01-15", "vague", "within"),
    ("by Thanksgiving", "2026-08-10", "2026-08-10", "2026-11-26", "event", "by"),
    ("before Christmas", "2026-08-10", "2026-08-10", "2026-12-25", "event", "by"),
    ("at ASH 2026", "2026-08-10", "2026-12-12", "2026-12-15", "event", "within"),
    ("at ASCO in June 2027", "2026-08-10", "2027-06-04", "2027-06-08", "event", "within"),
    ("summer 2027", "2026-11-20", "2027-06-01", "2027-08-31", "season", "within"),
    ("winter 2026", "2026-05-04", "2026-12-01", "2027-02-28", "season", "within"),
    ("by summer 2027", "2026-11-20", "2026-11-20", "2027-08-31", "season", "by"),
    ("as early as next quarter", "2026-11-20", "2027-01-01", "2027-03-31", "quarter", "earliest"),
    ("no earlier than the second half of 2027", "2026-11-20", "2027-07-01", "2027-12-31", "half", "earliest"),
    ("after Q2 2027", "2026-11-20", "2027-07-01", "", "quarter", "after"),
    ("around the end of 2027", "2026-11-20", "2027-12-01", "2027-12-31", "year-end", "around"),
    ("in or around March 2027", "2026-11-20", "2027-03-01", "2027-03-31", "month", "around"),
    ("approximately mid-2027", "2026-11-20", "2027-05-01", "2027-08-31", "third-of-year", "around"),
    ("FY27", "2026-11-20", "", "", "fiscal", "within"),
    ("FY2027", "2026-11-20", "", "", "fiscal", "within"),
    ("Q2 FY27", "2026-11-20", "", "", "fiscal", "within"),
    ("second fiscal quarter", "2026-11-20", "", "", "fiscal", "within"),
    ("the first half of fiscal 2027", "2026-11-20", "", "", "fiscal", "within"),
    ("fiscal 2027", "2026-11-20", "", "", "fiscal", "within"),
    ("the third quarter of fiscal 2027", "2026-11-20", "", "", "fiscal", "within"),
    ("by the end of fiscal 2027", "2026-11-20", "", "", "fiscal", "by"),
    ("nine months ended September 30, 2025", "2026-11-20", "2025-01-01", "2025-09-30", "period", "past"),
    ("quarter ended June 30, 2026", "2026-11-20", "2026-04-01", "2026-06-30", "period", "past"),
    ("as of September 30, 2026", "2026-11-20", "2026-09-30", "2026-09-30", "day", "past"),
    ("Sept. 2027", "2026-11-20", "2027-09-01", "2027-09-30", "month", "within"),
    ("Tues., Feb. 2, 2027", "2026-11-20", "2027-02-02", "2027-02-02", "day", "on"),
    ("Q2 or Q3 of 2027", "2026-11-20", "2027-04-01", "2027-09-30", "range", "within"),
    ("second or third quarter of 2027", "2026-11-20", "2027-04-01", "2027-09-30", "range", "within"),
    ("the remainder of 2026", "2026-05-04", "2026-05-04", "2026-12-31", "year", "within"),
    ("later in 2026", "2026-05-04", "2026-05-04", "2026-12-31", "year", "within"),
    ("into the first half of 2027", "2026-11-20", "2027-01-01", "2027-06-30", "half", "within"),
    ("through the end of 2027", "2026-11-20", "2026-11-20", "2027-12-31", "year", "by"),
    ("through Q3 2027", "2026-11-20", "2026-11-20", "2027-09-30", "quarter", "by"),
    ("until June 2027", "2026-11-20", "2026-11-20", "2027-06-30", "month", "by"),
    ("prior to the end of the first quarter", "2026-11-20", "2026-11-20", "2027-03-31", "quarter", "by"),
    ("the first week of June 2027", "2026-11-20", "2027-06-01", "2027-06-07", "week", "within"),
    ("1Q 2027", "2026-11-20", "2027-01-01", "2027-03-31", "quarter", "within"),
    ("CY27", "2026-11-20", "2027-01-01", "2027-12-31", "year", "within"),
    ("calendar 2027", "2026-11-20", "2027-01-01", "2027-12-31", "year", "within"),
    ("Jan-27", "2026-11-20", "2027-01-01", "2027-01-31", "month", "within"),
    ("2027 year-end", "2026-11-20", "2027-12-01", "2027-12-31", "year-end", "around"),
    ("by 2Q27 at the latest", "2026-11-20", "2026-11-20", "2027-06-30", "quarter", "by"),
    ("the third week of June", "2026-05-04", "2026-06-15", "2026-06-21", "week", "within"),
    ("in H2", "2026-05-04", "2026-07-01", "2026-12-31", "half", "within"),
    ("second half of the year", "2026-05-04", "2026-07-01", "2026-12-31", "half", "within"),
    ("in the second half", "2026-05-04", "2026-07-01", "2026-12-31", "half", "within"),
    ("mid-year", "2026-05-04", "2026-05-01", "2026-08-31", "third-of-year", "within"),
    ("H1/27", "2026-11-20", "2027-01-01", "2027-06-30", "half", "within"),
    ("Q1/27", "2026-11-20", "2027-01-01", "2027-03-31", "quarter", "within"),
    ("2027 Q3", "2026-11-20", "2027-07-01", "2027-09-30", "quarter", "within"),
    ("2027 first half", "2026-11-20", "2027-01-01", "2027-06-30", "half", "within"),
    ("third-quarter", "2026-05-04", "2026-07-01", "2026-09-30", "quarter", "within"),
    ("first-half 2027", "2026-11-20", "2027-01-01", "2027-06-30", "half", "within"),
    ("Jan. 5", "2026-11-20", "2027-01-05", "2027-01-05", "day", "on"),
    ("January through March 2027", "2026-11-20", "2027-01-01", "2027-03-31", "range", "within"),
    ("New Year's Day", "2026-11-20", "2027-01-01", "2027-01-01", "event", "on"),
    ("by the Fourth of July", "2026-11-20", "2026-11-20", "2027-07-04", "event", "by"),
    ("2026/12/03", "2026-11-20", "2026-12-03", "2026-12-03", "day", "on"),
    ("3-Dec-2026", "2026-11-20", "2026-12-03", "2026-12-03", "day", "on"),
    ("Q3'2027", "2026-11-20", "2027-07-01", "2027-09-30", "quarter", "within"),
    ("2027H1", "2026-11-20", "2027-01-01", "2027-06-30", "half", "within"),
    ("third qtr 2027", "2026-11-20", "2027-07-01", "2027-09-30", "quarter", "within"),
    ("this coming Monday", "2026-11-20", "2026-11-23", "2026-11-23", "day", "on"),
    ("fiscal year-end 2027", "2026-11-20", "", "", "fiscal", "within"),
    ("second week of January", "2026-11-20", "2027-01-11", "2027-01-17", "week", "within"),
    ("winter 2026/27", "2026-11-20", "2026-12-01", "2027-02-28", "season", "within"),
    ("late Q4/early Q1", "2026-11-20", "2026-12-01", "2027-01-31", "range", "within"),
    ("by the end of next quarter", "2026-11-20", "2026-11-20", "2027-03-31", "quarter", "by"),
    ("next Friday", "2026-11-20", "2026-11-27", "2026-11-27", "day", "on"),
    ("the opening quarter of 2027", "2026-11-20", "2027-01-01", "2027-03-31", "quarter", "within"),
    ("the closing half of 2027", "2026-11-20", "2027-07-01", "2027-12-31", "half", "within"),
    ("the closing months of 2027", "2026-11-20", "2027-09-01", "2027-12-31", "third-of-year", "within"),
    ("the first two months of 2027", "2026-11-20", "2027-01-01", "2027-02-28", "range", "within"),
    ("as soon as January", "2026-11-20", "2027-01-01", "2027-01-31", "month", "earliest"),
    ("not until March 2027", "2026-11-20", "2027-03-01", "2027-03-31", "month", "earliest"),
    ("Q2 2027 or later", "2026-11-20", "2027-04-01", "2027-06-30", "quarter", "earliest"),
    ("by Friday", "2026-06-08", "2026-06-08", "2026-06-12", "day", "by"),
    ("no later than Wednesday", "2026-06-08", "2026-06-08", "2026-06-10", "day", "by"),
    ("before the open on Thursday", "2026-06-08", "2026-06-11", "2026-06-11", "day", "on"),
    ("the 2027 ASCO Annual Meeting", "2026-11-20", "2027-06-04", "2027-06-08", "event", "within"),
    ("ASH '26", "2026-08-10", "2026-12-12", "2026-12-15", "event", "within"),
    ("by the new year", "2026-11-20", "2026-11-20", "2026-12-31", "year", "by"),
    ("early in the new year", "2026-11-20", "2027-01-01", "2027-04-30", "third-of-year", "within"),
    ("late in the year", "2026-05-04", "2026-09-01", "2026-12-31", "third-of-year", "within"),
    ("next year's first quarter", "2026-02-04", "2027-01-01", "2027-03-31", "quarter", "within"),
    ("in the weeks ahead", "2026-11-20", "2026-11-20", "2027-01-15", "vague", "within"),
    ("late 2026/early 2027", "2026-11-20", "2026-09-01", "2027-04-30", "range", "within"),
    ("4Q26/1Q27", "2026-11-20", "2026-10-01", "2027-03-31", "range", "within"),
    ("May-June 2027", "2026-11-20", "2027-05-01", "2027-06-30", "range", "within"),
    ("8 to 12 June 2027", "2026-11-20", "2027-06-08", "2027-06-12", "range", "within"),
    ("the week of 8 June 2027", "2026-11-20", "2027-06-08", "2027-06-14", "week", "within"),
    ("summer or fall 2027", "2026-11-20", "2027-06-01", "2027-11-30", "range", "within"),
    ("the June 2027 quarter", "2026-11-20", "2027-04-01", "2027-06-30", "quarter", "within"),
    ("1HCY27", "2026-11-20", "2027-01-01", "2027-06-30", "half", "within"),
    ("F2Q27", "2026-11-20", "", "", "fiscal", "within"),
    ("in the second quarter of our fiscal year", "2026-11-20", "", "", "fiscal", "within"),
    ("the first half of the company's 2027 fiscal year", "2026-11-20", "", "", "fiscal", "within"),
    ("the third quarter of its fiscal year ending June 30, 2027", "2026-11-20", "2027-01-01", "2027-03-31", "quarter", "within"),
    ("Q1 of the fiscal year that ends in March", "2026-11-20", "2027-04-01", "2027-06-30", "quarter", "within"),
    ("the second half of its fiscal year ending September 30, 2027", "2026-11-20", "2027-04-01", "2027-09-30", "half", "within"),
    ("1Q27E", "2026-11-20", "2027-01-01", "2027-03-31", "quarter", "within"),
    ("2H27E", "2026-11-20", "2027-07-01", "2027-12-31", "half", "within"),
    ("inside six months", "2026-11-20", "2026-11-20", "2027-05-20", "duration", "by"),
    ("the first couple of months of next year", "2026-11-20", "2027-01-01", "2027-02-28", "range", "within"),
    ("mid-28.", "2026-11-20", "2028-05-01", "2028-08-31", "third-of-year", "within"),
    ("due on 2/18.", "2026-11-20", "2027-02-18", "2027-02-18", "day", "on"),
    ("2/8 AGM", "2026-11-20", "2027-02-08", "2027-02-08", "day", "on"),
    ("12.06.2027", "2026-11-20", "2027-06-12", "2027-06-12", "day", "on"),
    ("on or after June 12, 2027", "2026-11-20", "2027-06-12", "", "day", "after"),
]
NO_DATES: list[tuple[str, str]] = [
    ("responses in 7/19 patients, and on 5/17 scans", "2026-11-20"),
    ("growth in the low-to-mid-28 percent range, mid-28 percent", "2026-11-20"),
    ("Phase 2/3", "2026-11-20"),
    ("12-month PFS", "2026-11-20"),
    ("Form 10-K", "2026-11-20"),
    ("at 24 weeks", "2026-11-20"),
    ("for 12 months", "2026-11-20"),
    ("2,027 patients", "2026-11-20"),
    ("$2027", "2026-11-20"),
    ("Russell 2000", "2026-11-20"),
    ("the second cohort", "2026-11-20"),
    ("a fall in prices", "2026-11-20"),
    ("March on Washington", "2026-11-20"),
    ("505(b)(2)", "2026-11-20"),
    ("H1N1", "2026-11-20"),
    ("H2 receptor", "2026-11-20"),
    ("Type 2 diabetes", "2026-11-20"),
    ("Study 301", "2026-11-20"),
    ("over the past 12 months", "2026-11-20"),
    ("the last three quarters", "2026-11-20"),
    ("within 30 days of closing", "2026-11-20"),
    ("24 hours a day", "2026-11-20"),
    ("3-year survival", "2026-11-20"),
    ("a year ago", "2026-11-20"),
    ("May increase", "2026-11-20"),
    ("year-over-year", "2026-11-20"),
    ("quarter-over-quarter", "2026-11-20"),
    ("Monday Night Football", "2026-11-20"),
    ("COVID-19", "2026-11-20"),
    ("may", "2026-11-20"),
    ("7/12 of patients", "2026-11-20"),
    ("the second-order signal", "2026-11-20"),
    ("$1.73", "2026-11-20"),
    ("CD19", "2026-11-20"),
    ("SARS-CoV-2", "2026-11-20"),
    ("Section 505", "2026-11-20"),
    ("a 3:1 ratio", "2026-11-20"),
    ("24/7 support", "2026-11-20"),
    ("the first of its kind", "2026-11-20"),
    ("ISO 9001", "2026-11-20"),
    ("Form 8-K", "2026-11-20"),
    ("H2 antagonist", "2026-11-20"),
    ("Friday Night Lights", "2026-11-20"),
    ("the closing price", "2026-11-20"),
]
# fmt: on


def read(text: str, reference: str, **options: object) -> list[tuple[str, str, str, str]]:
    """The windows of a text as the shared tables write them."""
    found = find(text, date.fromisoformat(reference), **options)  # type: ignore[arg-type]
    return [
        (str(one.window.start or ""), str(one.window.end or ""), one.window.precision, one.window.direction)
        for one in found
    ]


@pytest.mark.parametrize(("expression", "reference", "start", "end", "precision", "direction"), EXPRESSIONS)
def test_expression_is_its_window(expression, reference, start, end, precision, direction):
    """Every form of the grammar gives one window with both ends, precision and direction."""
    assert read(expression, reference) == [(start, end, precision, direction)]


@pytest.mark.parametrize(("text", "reference"), NO_DATES)
def test_what_is_no_date_gives_nothing(text, reference):
    """Fractions, phases, durations, prices and words that only look like dates give no window."""
    assert read(text, reference) == []


@needs_shared("catalysts")
def test_shared_expressions_are_exact():
    """At least 97 % of the shared expressions have exactly the expected window, and none that is no date has one."""
    with (DATA / "catalysts" / "dates.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for row in rows:
        expected = [(row["start"], row["end"], row["precision"], row["direction"])]
        if read(row["expression"], row["reference_date"]) != ([] if row["precision"] == "none" else expected):
            wrong.append(row["expression"])
    assert len(wrong) <= 0.03 * len(rows), wrong


@pytest.mark.parametrize(
    ("text", "year_end", "start", "end"),
    [
        ("fiscal Q2 2027", "0926", "2027-01-01", "2027-03-31"),
        ("fiscal third quarter 2027", "0926", "2027-04-01", "2027-06-30"),
        ("fiscal third quarter 2027", "0630", "2027-01-01", "2027-03-31"),
        ("fiscal year 2027", "0131", "2026-02-01", "2027-01-31"),
        ("FY27", "1231", "2027-01-01", "2027-12-31"),
        ("Q1 FY27", "0103", "2027-01-01", "2027-03-31"),
        ("the first half of fiscal 2027", "0630", "2026-07-01", "2026-12-31"),
    ],
)
def test_fiscal_units_resolve_with_the_issuers_year_end(text, year_end, start, end):
    """A fiscal quarter, half or year follows the issuer's year end (SEC, MMDD); 52-week years end in the month before."""
    assert read(text, "2026-11-20", fiscal_year_end=year_end)[0][:2] == (start, end)


def test_the_next_fiscal_quarter_is_the_one_that_is_not_over():
    """Without a year a fiscal quarter is the next one of the issuer's own calendar."""
    assert read("fiscal Q2", "2026-11-20", fiscal_year_end="0926")[0][:2] == ("2027-01-01", "2027-03-31")


def test_an_end_that_is_no_month_and_day_is_refused():
    """A fiscal year end is MMDD; anything else is an error, not a guess."""
    with pytest.raises(ValueError, match="MMDD"):
        read("fiscal Q2", "2026-11-20", fiscal_year_end="1301")


def test_numeric_dates_follow_the_order_that_is_set():
    """6/12/2027 is June in US order and December otherwise; a day above 12 decides for itself."""
    abroad = Conventions(american_order=False)
    assert read("6/12/2027", "2026-11-20")[0][0] == "2027-06-12"
    assert read("6/12/2027", "2026-11-20", conventions=abroad)[0][0] == "2027-12-06"
    assert read("6/25/2027", "2026-11-20", conventions=abroad)[0][0] == "2027-06-25"


def test_vague_words_follow_the_conventions():
    """How long "coming weeks" is can be changed in one place."""
    short = Conventions(coming_weeks=4)
    assert read("in the coming weeks", "2026-11-20", conventions=short)[0][1] == "2026-12-18"


def test_the_phrase_is_the_writers_own():
    """The window keeps the words as written, the direction word included, on one line."""
    found = find("Data are due by the end\nof the third quarter of 2027, we think.", date(2026, 11, 20))
    assert [one.window.phrase for one in found] == ["by the end of the third quarter of 2027"]


def test_a_date_before_a_noun_of_its_own_keeps_no_direction():
    """A date as in "ahead of the April 30, 2027 PDUFA date" names that day, not a deadline."""
    assert read("ahead of the April 30, 2027 PDUFA date", "2026-11-20") == [("2027-04-30", "2027-04-30", "day", "on")]


def test_a_repeated_day_just_gone_is_not_moved_a_year_ahead():
    """A weekday with its day decides the year, also for a day a few days back."""
    assert read("Thursday, November 12", "2026-11-20")[0][0] == "2026-11-12"


def test_the_week_of_a_day_that_its_year_lacks_is_no_week():
    """29 February without a year, in a text of a year that has none, is no crash."""
    assert read("the week of February 29", "2026-11-20") == []
    assert read("the week of February 29", "2028-01-10")[0][:2] == ("2028-02-29", "2028-03-06")


def test_words_of_an_address_are_no_dates():
    """Links are full of words; none of them is a date."""
    assert read("See https://example.com/2027/06/12/q3-2027-results for more", "2026-11-20") == []
