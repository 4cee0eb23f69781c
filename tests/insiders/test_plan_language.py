"""
The language of Rule 10b5-1 plans: named or not, stated or denied, and when they were adopted.

The sentences in `wordings_plans.txt` were written for these tests; "plan -" is a plan whose date is not disclosed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.insiders.classify import classify
from bot.model import InsiderClass
from tests.insiders.build import Line, classes, filing, one

WORDINGS = [
    line.split(": ", 1)
    for line in (Path(__file__).parent / "wordings_plans.txt").read_text(encoding="utf-8").splitlines()
]
PLANNED = [(words, kind.split()[1]) for kind, words in WORDINGS if kind != "no"]
NOT_PLANNED = [words for kind, words in WORDINGS if kind == "no"]


@pytest.mark.parametrize(("words", "adopted"), PLANNED)
def test_a_plan_is_found_with_its_adoption_date_or_without(words, adopted):
    """
    Any case, any dash, with or without the rule's number; a date that belongs to something else is left alone.
    """
    row = one(Line("S", day="2026-01-05"), words)
    assert row.kind is InsiderClass.PLANNED_SALE
    assert row.plan is True
    assert row.adoption_date == (None if adopted == "-" else date.fromisoformat(adopted))
    assert row.discretionary is False


@pytest.mark.parametrize("words", NOT_PLANNED)
def test_other_plans_and_denials_are_no_trading_plan(words):
    """
    Incentive plans, terminated or future plans, the issuer's buyback, and "not pursuant to".
    """
    assert one(Line("S", day="2026-01-05"), words).kind is InsiderClass.OPEN_MARKET_SELL


def test_the_box_alone_makes_a_plan_without_a_date():
    """
    No word on the form, the box checked: planned, medium confidence, date not disclosed.
    """
    row = one(Line("S"), box="1")
    assert (row.kind, row.plan, row.adoption_date, row.confidence) == (InsiderClass.PLANNED_SALE, True, None, "medium")
    assert row.evidence_from == "box"


def test_the_box_says_nothing_about_other_codes():
    """
    It also stands on forms whose other rows are M, F or C.
    """
    lines = (Line("M", price=None), Line("F"), Line("C", price=None), Line("G", price=0), Line("S"))
    assert classes(*lines, box="1") == [
        "option_exercise", "tax_withholding", "conversion", "gift", "planned_sale_10b5_1",
    ]  # fmt: skip


def test_words_that_deny_the_plan_beat_the_box():
    """
    A box can be checked by mistake; a sentence is not.
    """
    row = one(Line("S"), "This sale was not made pursuant to a Rule 10b5-1 trading plan.", box="1")
    assert row.kind is InsiderClass.OPEN_MARKET_SELL
    assert "plan_denied" in row.tags


def test_a_footnote_about_all_sales_reaches_the_rows_it_does_not_hang_on():
    """
    Filers often hang "The sales reported on this Form 4 ..." on the first row only.
    """
    notes = {
        "F1": "The sales reported on this Form 4 were effected pursuant to a Rule 10b5-1 trading plan.",
        "F2": "Prices.",
    }
    assert set(classes(Line("S", notes="F1"), Line("S", notes="F2"), notes=notes)) == {"planned_sale_10b5_1"}


def test_a_footnote_about_this_sale_stays_on_its_row():
    """
    "This sale" is one sale.
    """
    notes = {"F1": "This sale was effected pursuant to a Rule 10b5-1 trading plan."}
    assert classes(Line("S", notes="F1"), Line("S"), notes=notes, box="0") == [
        "planned_sale_10b5_1",
        "open_market_sell",
    ]


def test_purchases_have_plans_too():
    """
    A planned buy is no decision of the day.
    """
    row = one(Line("P"), "Purchased pursuant to a Rule 10b5-1 trading plan adopted on June 2, 2023.", box="1")
    assert (row.kind, row.discretionary, row.adoption_date) == (InsiderClass.PLANNED_BUY, False, date(2023, 6, 2))


def test_an_adoption_date_after_the_trade_is_no_adoption_date():
    """
    It belongs to something else.
    """
    row = one(Line("S", day="2024-01-05"), "Sold pursuant to a Rule 10b5-1 plan adopted on May 1, 2024.")
    assert (row.kind, row.adoption_date) == (InsiderClass.PLANNED_SALE, None)


def test_the_plan_is_unknown_before_the_box_existed():
    """
    A form of 2019 without a word on plans does not say that there was none; one of 2024 with an open box does.
    """
    assert one(Line("S", day="2019-05-01")).plan is None
    assert one(Line("S"), box="0").plan is False


def test_plan_words_in_remarks_reach_every_sale():
    """
    Row footnotes hold only prices; the plan stands in the remarks.
    """
    found = classify(
        filing(
            Line("S"), Line("S"), remarks="The sales were made pursuant to a Rule 10b5-1 plan adopted on March 7, 2024."
        )
    )
    assert {row.kind for row in found} == {InsiderClass.PLANNED_SALE}
    assert {row.adoption_date for row in found} == {date(2024, 3, 7)}
