"""The line on top: the answer first, and never more than the filings say."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.cards.insider_words import what
from bot.insiders.roles import short_role
from bot.insiders.verdict import payday as in_full
from bot.insiders.verdict import verdict
from tests.insiders.build import DIRECTOR, HOLDER, OFFICER, Line
from tests.insiders.test_activity import COVER, activity, made, owner, payday

WIND = re.compile(
    r"confiden|bullish|bearish|signals? (?:confidence|trust)|strong|weak|optimis|pessimis|insider knows", re.IGNORECASE
)


def test_a_payday_is_no_decision_and_told_in_one_clause():
    """
    That nobody decided comes first; who sold for tax, when and for how much; its details are the card's.
    """
    said = verdict(activity(*payday()))
    assert (
        said
        == "No discretionary signal: no open-market buys or sells in 12 months; 3 executives sold for tax on 3 Feb 2025 ($1,200)"
    )


def test_a_payday_in_full_is_one_event():
    """
    Who, when, how much each, the share of the largest holder's holding and what was granted.
    """
    found = activity(*payday())
    assert in_full(found, found.compensation[0]) == (
        "3 Feb 2025: 3 executives, one compensation event; sold 100 to 300 shares each to cover tax ($1,200), 1.0 % of the "
        "CEO's direct holding; they were granted 36,000 options+shares"
    )


def test_sales_for_tax_are_dated_by_the_sales():
    """
    Shares vest on Monday and are sold for their tax on Wednesday.
    """
    vested = [made(Line("M", price=None, day="2025-02-03"), Line("S", price=2, notes="F1", day="2025-02-05"), notes=COVER,
                   accession=str(n), owners=owner(n, f"Roe Ann{n}")) for n in (1, 2)]  # fmt: skip
    assert "2 executives sold for tax on 5 Feb 2025 ($4,000)" in verdict(activity(*vested))


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ("buys", "No open-market buys in 12 months"),
        ("sales", "No open-market sells in 12 months; 3 executives sold for tax on 3 Feb 2025 ($1,200)"),
    ],
)
def test_a_question_for_one_side_is_answered_on_that_side(side, said):
    """
    Nobody who asks for buys is told of tax sales and grants.
    """
    assert verdict(activity(*payday()), side=side) == said


def test_the_other_sides_decisions_do_not_answer():
    """
    A purchase and a sale: each question gets its own.
    """
    both = activity(
        made(Line("P"), accession="a"), made(Line("S", shares=300), accession="b", owners=owner(2, "Roe Ann"))
    )
    assert verdict(both, side="buys").startswith("Open-market buying: CEO Jane Doe bought $10,000")
    assert verdict(both, side="sales").startswith("Open-market selling outside any plan: CEO Ann Roe sold $3,000")


def test_a_purchase_is_named_with_person_dollars_and_holding():
    """
    One buyer: role, name, dollars, what it added.
    """
    said = verdict(activity(made(Line("P", shares=10_000, price=2.8, post=25_000))))
    assert said == "Open-market buying: CEO Jane Doe bought $28,000 on 3 Mar 2025; 66.7 % added to the holding"


def test_several_buyers_close_together_are_a_cluster():
    """
    How many of them within how many days.
    """
    buys = [
        made(Line("P", day=f"2025-03-0{n}"), accession=str(n), owners=owner(n, f"Roe A{n}", DIRECTOR)) for n in (3, 5)
    ]
    assert "2 insiders bought $20,000 over 12 months, within 3 days (last on 5 Mar 2025)" in verdict(activity(*buys))


def test_selling_outside_a_plan_says_so():
    """
    And the share of the holding; n/a where no balance is filed.
    """
    assert verdict(activity(made(Line("S", post=9000)))).endswith("sold $10,000 on 3 Mar 2025; 10.0 % of the holding")
    assert verdict(activity(made(Line("S")))).endswith("share of holding n/a")


def test_warrants_are_no_shares_and_only_means_all_there_was():
    """
    1,000 shares and 100 warrants for one unknown price are 1,000 shares; what the list has no room for is counted.
    """
    warrants = Line("P", price=None, shares=100, derivative=True, security="Warrants", notes="F1")
    words = {"F1": "Purchased in a private placement with the Issuer."}
    unit = made(Line("P", price=None, notes="F1"), warrants, notes=words)
    assert "bought 1,000 shares (price n/a) from the issuer" in verdict(activity(unit))
    kinds = [Line("A", price=None), Line("G", price=0), Line("F"), Line("J", price=None), Line("C", price=0)]
    dividend = Line("A", shares=2, price=0, derivative=True, security="Dividend Equivalent Rights")
    assert verdict(activity(made(*kinds, dividend))).endswith(
        "only 1 award, 1 gift, 1 tax withholding, 1 other transaction, 2 more"
    )


def test_a_round_price_and_the_first_shares_of_an_account_are_told():
    """
    75,000 at $49.00 on the day of an IPO may come from the offering; nothing was held before, so no percentage.
    """
    said = verdict(activity(made(Line("P", shares=75_000, price=49, post=75_000))))
    assert said == (
        "Open-market buying: CEO Jane Doe bought $3.7 m on 3 Mar 2025 (one round price, so it may be an offering); "
        "the first shares in that account"
    )


def test_performance_shares_earned_are_no_new_grant():
    """
    What was granted three years ago vests now: no part of what was granted, or of its dilution; a new award is one.
    """
    notes = {"F1": "Shares earned under a performance stock award granted in September 2022.",
             "F2": "Performance stock units that may be earned upon the attainment of goals; up to 200% may vest."}  # fmt: skip
    earned = activity(made(Line("A", price=0, notes="F1"), notes=notes))
    assert verdict(earned).endswith("only 1 performance award earned")
    assert (what(earned.events[0]), earned.granted.grants) == ("Earned PSUs", ())
    new = activity(made(Line("A", price=0, notes="F2"), notes=notes))
    assert what(new.events[0]) == "Granted PSUs"


def test_buying_and_selling_are_mixed_with_the_net():
    """
    Both sides and the difference.
    """
    both = [made(Line("P"), accession="a"), made(Line("S", shares=300), accession="b", owners=owner(2))]
    assert "Mixed" in (said := verdict(activity(*both)))
    assert said.endswith("net +$7,000")


def test_a_plan_sale_is_no_decision():
    """
    Named with its dollars.
    """
    said = verdict(activity(made(Line("S"), box="1")))
    assert said == (
        "No discretionary signal: no open-market buys or sells outside Rule 10b5-1 plans in 12 months; "
        "CEO Jane Doe sold $10,000 under such plans on 3 Mar 2025"
    )


def test_a_purchase_from_the_issuer_is_no_open_market_signal():
    """
    Told apart from a buy in the market.
    """
    notes = {"F1": "Purchased in the Issuer's registered direct offering."}
    said = verdict(activity(made(Line("P", notes="F1"), notes=notes)))
    assert said == (
        "No open-market buys or sells in 12 months; CEO Jane Doe bought $10,000 from the issuer or in an offering on 3 Mar 2025"
    )


def test_a_contradiction_is_announced_as_nothing():
    """
    Counted as needing a human, never as a buy.
    """
    said = verdict(activity(made(Line("P", side="D"))))
    assert "bought" not in said
    assert said == "1 filing line needs a human look; no other insider transactions in 12 months"
    award = Line("A", price=None, security="Restricted Stock Units", derivative=True)
    mixed = verdict(activity(made(Line("P", side="D"), award)))
    assert mixed == "No open-market buys or sells in 12 months; only 1 award; 1 filing line needs a human look"


def test_outside_holders_give_no_verdict_on_the_company():
    """
    A fund's purchase is named as what it is.
    """
    said = verdict(activity(made(Line("P"), owners=owner(9, "Example Fund LP", HOLDER))))
    assert (
        said
        == "No discretionary signal: no open-market buys or sells in 12 months; only 1 purchase by an outside holder"
    )


def test_nothing_is_said_as_nothing():
    """
    No transactions in the window, and no filings at all, are two things.
    """
    assert verdict(activity(made(Line("P", day="2024-01-03"))), days=90) == "No insider transactions in 90 days"
    empty = activity(since=date(2024, 1, 1))
    assert verdict(empty) == "No insider transactions in 12 months: no Form 3, 4 or 5 since 1 Jan 2024"


def test_a_partial_reading_says_how_far_it_goes():
    """
    A first answer from the newest filings is marked.
    """
    said = verdict(activity(made(Line("S"))), reads_back_to=date(2025, 2, 1))
    assert said.endswith("(so far, filings since 1 Feb 2025)")


def test_no_verdict_says_what_filings_cannot_say():
    """
    No mood, no motive, in any of them.
    """
    cover = activity(made(Line("S", notes="F1"), notes=COVER))
    for sample in (activity(*payday()), activity(made(Line("P"))), activity(made(Line("S"))), cover):
        assert not WIND.search(verdict(sample))


# Words that were wrong ----------------------------------------------------------------------------------------------

PRIVATE = {"F1": "Purchased in a private placement from the Issuer."}
NO_PRICE = {"F1": "The price will be furnished upon request."}


def test_who_files_alone_and_then_with_a_trust_is_one_person():
    """
    The same seller on two forms is no second insider.
    """
    alone = made(Line("S"), accession="a")
    joint = made(
        Line("S", day="2025-03-05"), accession="b", owners=((1001, "Doe Jane", OFFICER), (1002, "Doe Family Trust", ""))
    )
    found = activity(alone, joint)
    assert found.net[30].sellers == 1
    assert "CEO Jane Doe sold $20,000" in verdict(found)


def test_a_cluster_that_reaches_out_of_the_window_is_not_told():
    """
    One buyer in 30 days is not two of them.
    """
    early = made(Line("P", day="2025-02-20"), accession="a", owners=owner(1, "Doe Jane"))
    late = made(Line("P", day="2025-03-12"), accession="b", owners=owner(2, "Roe Ann", DIRECTOR))
    assert "within" not in verdict(activity(early, late), days=30)
    assert "within 21 days" in verdict(activity(early, late), days=90)


def test_a_cluster_counts_people_not_names():
    """
    Ann Roe alone and Ann Roe with a partner are one buyer.
    """
    buys = [
        made(Line("P", day="2025-03-03"), accession="a", owners=owner(1, "Doe Jane")),
        made(Line("P", day="2025-03-04"), accession="b", owners=owner(2, "Roe Ann")),
        made(Line("P", day="2025-03-05"), accession="c", owners=(*owner(3, "Poe Alan"), *owner(2, "Roe Ann"))),
    ]
    (cluster,) = activity(*buys).clusters
    assert (cluster.insiders, cluster.owners) == (2, ("Jane Doe", "Ann Roe"))


def test_an_insiders_own_derivative_trade_is_not_an_outside_holders():
    """
    Warrants bought by the CEO: a decision of an insider, but not in the shares.
    """
    said = verdict(activity(made(Line("P", derivative=True, security="Common Stock Warrants", price=1))))
    assert said == "No open-market buys or sells of shares in 12 months; only 1 purchase of a derivative"


def test_a_private_purchase_is_no_missing_decision():
    """
    It was the insider's own decision: only the market had no part in it.
    """
    notes = {"F1": "Bought from another stockholder in a privately negotiated transaction."}
    assert verdict(activity(made(Line("P", notes="F1"), notes=notes))).startswith("No open-market buys or sells in")


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("Sold in the Issuer's underwritten secondary offering.", "in an offering"),
        ("Sold by the lender to satisfy a margin call.", "in forced sales"),
        ("Sold pursuant to a court order.", "in forced sales"),
        ("Sold in privately negotiated transactions.", "privately"),
        ("Sold to the Issuer.", "to the issuer"),
    ],
)
def test_a_sale_off_the_market_is_no_open_market_selling(words, how):
    """
    The footnote says how; no net dollars come from it.
    """
    found = activity(made(Line("S", notes="F1"), notes={"F1": words}))
    assert f"open-market buys or sells in 12 months; CEO Jane Doe sold $10,000 {how}" in verdict(found)
    assert (found.net[30].sold, found.net[30].sellers) == (0, 0)


@pytest.mark.parametrize(
    "words",
    [
        "The shares sold had been acquired in the initial public offering.",
        "The shares sold were acquired in a private placement in 2020.",
        "Sold after the expiry of the lock-up agreement with the underwriters.",
        "This sale was not the result of a margin call.",
        "Some of the reporting person's shares are pledged as security for a margin loan.",
        "Sold on the open market after the closing of the public offering.",
    ],
)
def test_words_of_deals_that_are_not_the_sale_leave_it_in_the_market(words):
    """
    How the shares came, what it was not, and what is only pledged.
    """
    assert activity(made(Line("S", notes="F1"), notes={"F1": words})).net[30].sold == 10_000


def test_an_unknown_count_is_never_zero_shares():
    """
    $60,000,000 of notes without a share count.
    """
    notes = Line("P", security="2.5% Convertible Notes", shares=None, price=60_000_000, notes="F1", price_note="F1")
    said = verdict(activity(made(notes, notes=PRIVATE)))
    assert "bought securities (count and price n/a) from the issuer" in said


def test_a_total_in_the_price_field_is_no_price_per_share():
    """
    1,000 shares "at" $52,000,000 are not 52 billion dollars.
    """
    found = activity(made(Line("P", shares=1000, price=52_000_000, notes="F1"), notes=PRIVATE))
    assert "bought 1,000 shares (price n/a)" in verdict(found)
    summary = found.events[0].summary
    assert (summary.vwap, summary.dollars, summary.high) == (None, None, None)


def test_without_any_price_the_net_is_unknown():
    """
    n/a, never $0.
    """
    sale = made(Line("S", price=None, price_note="F1"), notes=NO_PRICE)
    buy = made(Line("P", price=None, price_note="F1"), notes=NO_PRICE, owners=owner(2, "Roe Ann"))
    assert verdict(activity(sale, buy)).endswith("net n/a")


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("CEO Asset & Wealth Management",) * 2, ("President & CEO, Walmart U.S.",) * 2, ("President, Oncology",) * 2,
        ("Chief Operating Officer - Europe",) * 2, ("CFO, Americas",) * 2, ("CEO, President, Director", "CEO"),
        ("Chief Executive Officer (PEO)", "CEO"), ("Chief Financial Offcr & Treas", "CFO"), ("CEO and Co-Founder", "CEO"),
        ("Chief Executive Officer of the Company", "CEO"), ("EVP, Chief Financial Officer.", "CFO"),
    ],
)  # fmt: skip
def test_the_head_of_a_division_is_not_the_companys(title, short):
    """
    JPMorgan's "CEO Asset & Wealth Management" is shown with her whole title.
    """
    assert short_role(title) == short


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Vice Chairman", "Vice Chairman"), ("Vice Chair and CEO", "CEO"), ("Former Chief Executive Officer",) * 2,
        ("Deputy General Counsel",) * 2, ("Executive Vice President and CFO", "CFO"), ("Chairman Emeritus",) * 2,
        ("SVP, Associate General Counsel and Secretary",) * 2, ("President and former CFO", "President"),
    ],
)  # fmt: skip
def test_a_former_or_deputy_officer_is_not_the_officer(title, short):
    """
    The vice chair's trade is not the chair's.
    """
    assert short_role(title) == short
