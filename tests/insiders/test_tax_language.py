"""
The language of tax-forced sales, as filers write it and as they might: each sentence stands for a family.

The sentences in `wordings_tax.txt` were written for these tests; no rule needs any of them word for word.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.insiders.classify import classify
from bot.model import InsiderClass
from tests.insiders.build import Line, classes, filing, one

WORDINGS = [
    line.split(": ", 1)
    for line in (Path(__file__).parent / "wordings_tax.txt").read_text(encoding="utf-8").splitlines()
]
COVERED, PARTLY, WITHHELD, NOT_FORCED = (
    [words for kind, words in WORDINGS if kind == wanted] for wanted in ("cover", "partly", "withheld", "market")
)


@pytest.mark.parametrize("words", COVERED)
def test_a_sale_that_pays_tax_is_sell_to_cover(words):
    """
    Explicit words suffice alone: no exercise or vest has to stand on the form.
    """
    row = one(Line("S"), words)
    assert row.kind is InsiderClass.SELL_TO_COVER
    assert row.discretionary is False
    assert row.evidence in words
    assert row.evidence_from == "F1"


@pytest.mark.parametrize("words", [words for words in COVERED if "ispos" not in words])
def test_the_same_words_under_code_f_are_sell_to_cover_too(words):
    """
    Allogene coded the same sale F in 2023 and S in 2025.
    """
    assert one(Line("F"), words).kind is InsiderClass.SELL_TO_COVER


def test_a_transaction_that_pays_tax_is_what_its_code_says():
    """
    "This transaction" is a sale under S and a withholding under F.
    """
    words = "This transaction was executed to cover the payment of withholding taxes upon the vesting of RSUs."
    kinds = [one(Line(code), words).kind for code in "SF"]
    assert kinds == [InsiderClass.SELL_TO_COVER, InsiderClass.TAX_WITHHOLDING]


@pytest.mark.parametrize("words", PARTLY)
def test_a_sale_that_pays_tax_in_part_stays_a_decision(words):
    """
    "Partially to satisfy" is tagged and not called cover.
    """
    row = one(Line("S"), words)
    assert row.kind is InsiderClass.OPEN_MARKET_SELL
    assert row.discretionary is True


@pytest.mark.parametrize("words", WITHHELD)
def test_shares_given_up_to_the_issuer_are_withheld(words):
    """
    Nothing was sold, whatever other words the note uses.
    """
    row = one(Line("F"), words)
    assert row.kind is InsiderClass.TAX_WITHHOLDING
    assert row.discretionary is False


@pytest.mark.parametrize("words", NOT_FORCED)
def test_tax_words_that_force_nothing_leave_a_market_sale(words):
    """
    Planning, boilerplate, denials, other taxes, and "cover" that covers something else.
    """
    row = one(Line("S"), words)
    assert row.kind in {InsiderClass.OPEN_MARKET_SELL, InsiderClass.PLANNED_SALE}


def test_f_without_any_words_is_withholding():
    """
    The code alone suffices.
    """
    assert one(Line("F")).kind is InsiderClass.TAX_WITHHOLDING


def test_f_for_an_exercise_price_is_tagged():
    """
    A warrant's price paid in shares is no tax.
    """
    row = one(Line("F"), "Shares withheld in payment of the exercise price of the warrant.")
    assert row.kind is InsiderClass.TAX_WITHHOLDING
    assert "exercise_cost" in row.tags


def test_a_cashless_exercise_coded_as_a_sale_is_no_sale():
    """
    The issuer keeps some of the warrant's shares as the price: nothing went to the market.
    """
    note = (
        "The warrant was exercised on a cashless basis, resulting in the Issuer withholding 2,000 of the warrant shares to "
        "pay the exercise price and issuing the remaining 8,000 shares."
    )
    row = one(Line("S"), note)
    assert (row.kind, "exercise_cost" in row.tags) == (InsiderClass.TAX_WITHHOLDING, True)


@pytest.mark.parametrize(
    "words",
    [
        "Sold under a Rule 10b5-1 plan to satisfy tax obligations, diversification and liquidity needs.",
        "Shares sold to pay the exercise price and taxes, and the remainder sold for personal liquidity.",
    ],
)
def test_a_sale_with_other_purposes_beside_tax_is_no_cover(words):
    """
    Tax is only the first in the list.
    """
    assert one(Line("S"), words).kind is not InsiderClass.SELL_TO_COVER


def test_selling_all_that_was_exercised_needs_more_than_weak_words():
    """
    100 % of the exercised options sold is exercise-and-sell: "to pay taxes" does not make it a cover.
    """
    lines = (
        Line("M", price=2), Line("S", notes="F1"), Line("M", side="D", derivative=True, strike=2, security="Stock Option"),
    )  # fmt: skip
    sold = classify(filing(*lines, notes={"F1": "Sold to pay taxes."}))[1]
    assert (sold.kind, "exercise_and_sell" in sold.tags) == (InsiderClass.OPEN_MARKET_SELL, True)
    part = classify(filing(lines[0], Line("S", shares=400, notes="F1"), lines[2], notes={"F1": "Sold to pay taxes."}))[
        1
    ]
    assert part.kind is InsiderClass.SELL_TO_COVER


def test_a_note_on_the_balance_does_not_speak_of_the_sale():
    """
    "Includes shares ... net of shares sold for taxes" explains what is held afterwards.
    """
    note = "Includes 300 shares acquired under the ESPP and excludes shares previously sold to cover taxes."
    row = classify(filing(Line("S", balance_note="F1"), notes={"F1": note}))[0]
    assert row.kind is InsiderClass.OPEN_MARKET_SELL


def test_remarks_speak_for_every_sale_and_a_rows_own_words_go_first():
    """
    Remarks cover both rows; a row with a plan of its own stays planned.
    """
    remarks = "The sales were made to cover tax withholding obligations upon vesting of restricted stock units."
    assert classes(Line("S"), Line("S"), remarks=remarks) == ["sell_to_cover", "sell_to_cover"]
    notes = {"F1": "Sold pursuant to a Rule 10b5-1 trading plan adopted on May 1, 2024."}
    assert classes(Line("S", notes="F1"), Line("S"), notes=notes, remarks=remarks) == [
        "planned_sale_10b5_1",
        "sell_to_cover",
    ]


def test_remarks_that_count_shares_speak_of_that_row_only():
    """
    "The sale of 400 shares was to cover taxes" says nothing of the other 5,000.
    """
    remarks = "The sale of 400 shares on this form was made to cover tax withholding obligations."
    assert classes(Line("S", shares=400), Line("S", shares=5000), remarks=remarks) == [
        "sell_to_cover",
        "open_market_sell",
    ]


def test_cover_goes_before_plan_and_the_plan_stays_as_a_tag():
    """
    One sale can be both; tax governs.
    """
    row = one(
        Line("S"), "Sold under a Rule 10b5-1 plan adopted on May 1, 2024 solely to satisfy tax withholding obligations."
    )
    assert row.kind is InsiderClass.SELL_TO_COVER
    assert "planned_sale_10b5_1" in row.tags
    assert row.plan is True
    assert str(row.adoption_date) == "2024-05-01"
