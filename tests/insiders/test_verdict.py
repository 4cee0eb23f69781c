"""The line on top: the answer first, and never more than the filings say."""

from __future__ import annotations

import re
from datetime import date

from bot.insiders.verdict import verdict
from tests.insiders.build import DIRECTOR, HOLDER, Line
from tests.insiders.test_activity import COVER, activity, made, owner, payday

WIND = re.compile(
    r"confiden|bullish|bearish|signals? (?:confidence|trust)|strong|weak|optimis|pessimis|insider knows", re.IGNORECASE
)


def test_one_compensation_event_is_told_as_one():
    """
    Who, when, how much each, the share of the largest holder's holding, what was granted and what that dilutes.
    """
    said = verdict(activity(*payday()), outstanding=3_600_000)
    assert said == (
        "No discretionary signal: 3 executives, one compensation event on 3 Feb 2025; sold 100 to 300 shares each to cover "
        "tax, 1.0 % of the CEO's direct holding; 3 of them granted 36,000 options+shares = 1.0 % of shares outstanding"
    )


def test_without_a_share_count_there_is_no_dilution():
    """
    Left out, not guessed.
    """
    assert "outstanding" not in verdict(activity(*payday()))


def test_a_purchase_is_named_with_person_dollars_and_holding():
    """
    One buyer: role, name, dollars, what it added.
    """
    said = verdict(activity(made(Line("P", shares=10_000, price=2.8, post=25_000))))
    assert said == "Open-market buying: CEO Jane Doe bought $28,000 over 12 months; 66.7 % added to the holding"


def test_several_buyers_close_together_are_a_cluster():
    """
    How many of them within how many days.
    """
    buys = [
        made(Line("P", day=f"2025-03-0{n}"), accession=str(n), owners=owner(n, f"Roe A{n}", DIRECTOR)) for n in (3, 5)
    ]
    assert "2 insiders bought $20,000 over 12 months, within 3 days" in verdict(activity(*buys))


def test_selling_outside_a_plan_says_so():
    """
    And the share of the holding; n/a where no balance is filed.
    """
    assert verdict(activity(made(Line("S", post=9000)))).endswith("sold $10,000 over 12 months; 10.0 % of the holding")
    assert verdict(activity(made(Line("S")))).endswith("share of holding n/a")


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
    assert said == "No discretionary signal: CEO Jane Doe traded $10,000 under Rule 10b5-1 plans"


def test_a_purchase_from_the_issuer_is_no_open_market_signal():
    """
    Told apart from a buy in the market.
    """
    notes = {"F1": "Purchased in the Issuer's registered direct offering."}
    said = verdict(activity(made(Line("P", notes="F1"), notes=notes)))
    assert said.startswith("No open-market signal: CEO Jane Doe bought $10,000 from the issuer or in an offering")


def test_a_contradiction_is_announced_as_nothing():
    """
    Counted as needing a human, never as a buy.
    """
    said = verdict(activity(made(Line("P", side="D"))))
    assert "bought" not in said
    assert said.endswith("1 filing line needs a human look")


def test_outside_holders_give_no_verdict_on_the_company():
    """
    A fund's purchase is named as what it is.
    """
    said = verdict(activity(made(Line("P"), owners=owner(9, "Example Fund LP", HOLDER))))
    assert said == "No discretionary signal: only 1 purchase by an outside holder"


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
