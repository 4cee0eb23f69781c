"""The /insiders card in states that once read wrong: unknown dollars, outside holders, rows for a human."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.cards.insider_buttons import buttons
from bot.cards.insider_words import percent_held, what
from bot.cards.insiders import insiders_card
from bot.insiders.filing import Filing
from bot.insiders.parse import parse
from bot.insiders.verdict import verdict
from bot.model import InsiderClass as Kind
from bot.model import Source
from bot.ports import Message
from bot.research.insider_query import InsiderQuery, Show
from bot.research.insiders import InsiderReport, _chosen
from tests.insiders.build import HOLDER, OFFICER, Line, document
from tests.insiders.sec import COMPANY
from tests.insiders.test_activity import activity, made, owner

NOW = datetime(2025, 3, 31, 16, tzinfo=UTC)
FUND = owner(9, "Example Fund LP", HOLDER)


def report(*filings: Filing, days: int = 365, show: Show = "key", back: date = date(2024, 1, 1)) -> InsiderReport:
    """As the research room hands it on."""
    query, found = InsiderQuery(COMPANY, days, show), activity(*filings)
    return InsiderReport(
        query, found, _chosen(found, query), verdict(found, days=days), Source("SEC EDGAR", None, NOW), NOW,
        len(filings), len(filings), back, None, (),
    )  # fmt: skip


def words(message: Message) -> str:
    """Everything its sections and context lines say."""
    texts = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    return "\n".join([*texts, *(item["text"] for block in message.blocks for item in block.get("elements", ()))])


def test_net_dollars_without_any_price_are_unknown():
    """
    n/a, never $0.
    """
    sale = made(Line("S", price=None, price_note="F1"), notes={"F1": "The price will be furnished upon request."})
    said = words(insiders_card(report(sale)))
    assert "30 d: n/a (1 seller, 1 without price)" in said
    assert "$0" not in said


@pytest.mark.parametrize("show", ["key", "buys", "sales", "all"])
@pytest.mark.parametrize("short", [True, False])
def test_no_paragraph_is_empty(show, short):
    """
    Slack refuses a card with an empty section: nobody would get an answer.
    """
    card = insiders_card(report(made(Line("P", side="D")), show=show), short=short)
    assert all(block["text"]["text"] for block in card.blocks if block["type"] == "section")


def test_rows_for_a_human_are_those_of_the_window():
    """
    The verdict's count and the list are of the same days.
    """
    old = made(Line("P", side="D", day="2024-05-01"))
    assert "human look" not in words(insiders_card(report(old, days=30)))
    assert "1 May 2024" in words(insiders_card(report(old)))


def test_outside_holders_are_told_as_far_back_as_was_read():
    """
    In part: since that day, not "in 365 d"; older than the year: not at all.
    """
    bought = made(Line("P", day="2025-03-20"), owners=FUND)
    assert "10 % owners, apart: bought $10 k, sold $0 since 18 Mar 2025" in words(
        insiders_card(report(bought, back=date(2025, 3, 18)))
    )
    assert "10 % owners, apart: bought $10 k, sold $0 in 365 d" in words(insiders_card(report(bought)))
    assert "apart" not in words(insiders_card(report(made(Line("P", day="2024-02-20"), owners=FUND))))


def test_a_sale_that_is_no_plain_market_sale_says_so():
    """
    An underwritten offering and a private sale have the code of a market sale.
    """
    for note, said in (
        ("Sold to the underwriters in the Issuer's secondary public offering.", "Sold in an offering"),
        ("Sold in a privately negotiated transaction.", "Sold privately"),
        ("The Issuer repurchased these shares from the reporting person.", "Sold to the issuer"),
        ("Sold by the lender under a margin call.", "Forced sale"),
        ("Sold in a block trade.", "Sold in the market (footnote names a block trade)"),
    ):
        (event,) = activity(made(Line("S", notes="F1"), notes={"F1": note})).events
        assert what(event) == said


def test_deals_off_the_market_are_told_apart_from_the_net_by_name():
    """
    An offering, a placement and a forced sale beside one sale in the market: only that one is in the net.
    """
    notes = {
        "F1": "Purchased in the Issuer's underwritten public offering.",
        "F2": "Purchased in a private placement.",
        "F3": "Sold by the lender to satisfy a margin call.",
    }
    lines = (Line("P", notes="F1"), Line("P", notes="F2"), Line("S", shares=500, notes="F3"), Line("S", shares=100))
    said = words(insiders_card(report(made(*lines, notes=notes))))
    assert "30 d: *−$1,000* (1 seller)" in said
    named = "bought in an offering $10 k, bought in a private placement $10 k, forced sale $5,000"
    assert "Off the market, not in the net, 365 days: " in said
    assert set(named.split(", ")) == set(said.split("not in the net, 365 days: ")[1].split("\n")[0].split(", "))
    assert "Forced sale: “Sold by the lender to satisfy a margin call.”" in said


def test_only_the_filings_words_are_quoted_as_such():
    """
    The larger fill has no footnote: what deskbot says of it is no quotation.
    """
    notes = {"F1": "These sales were not made pursuant to a Rule 10b5-1 trading plan."}
    mixed = made(Line("S", shares=10, notes="F1"), Line("S", shares=1000), notes=notes)
    assert "code S" not in words(insiders_card(report(mixed)))


def test_shares_kept_for_an_exercise_price_are_not_called_tax():
    """
    Alone, and beside shares withheld for tax.
    """
    notes = {"F1": "Shares withheld in payment of the exercise price.", "F2": "Shares withheld to pay taxes."}
    cost, tax = Line("F", notes="F1"), Line("F", notes="F2")
    (alone,) = activity(made(cost, notes=notes)).events
    (both,) = activity(made(cost, tax, notes=notes)).events
    assert what(alone) == "Withheld for the exercise price"
    assert what(both) == "Withheld for tax (part of it for the exercise price)"


def test_dividend_equivalents_alone_are_told_as_such():
    """
    They have no row; "no transactions" and "1 award" would contradict each other and the filing.
    """
    paid = made(Line("A", price=0, notes="F1"), notes={"F1": "Dividend equivalent rights accrued on RSUs."})
    said = words(insiders_card(report(paid)))
    assert "only 1 dividend equivalent" in said
    assert "Only dividend equivalents in the last 365 days" in said


def test_a_purchase_of_warrants_names_them():
    """
    50,000 at $0.13 beside 50,000 at $8 explains itself.
    """
    note = {"F1": "Purchased from the Issuer in a private placement."}
    warrants = Line("P", price=0.125, derivative=True, security="Warrants (right to buy)", notes="F1")
    (event,) = activity(made(warrants, notes=note)).events
    assert what(event) == "Bought in a private placement (Warrants (right to buy))"


def test_a_button_stands_only_where_its_file_would_hold_something():
    """
    No filings: neither list nor chart; a sale, asked for buys: a chart, but no list.
    """
    sale = made(Line("S"))
    offered = [
        [button["action_id"] for button in buttons(one)] for one in (report(), report(sale, show="buys"), report(sale))
    ]
    charts = ["insiders_chart", "insiders_chart_share"]
    assert offered == [[], charts, ["insiders_all", *charts]]


def test_strike_and_vesting_that_no_filing_gives_are_one_line():
    """
    Two option awards without either, one with its strike.
    """
    lines = [Line("A", price=None, derivative=True, strike=strike, security="Stock Option") for strike in (None, 2.5)]
    said = words(insiders_card(report(made(*lines), made(lines[0], accession="b", owners=owner(2, "Roe Ann")))))
    assert said.count("strike") == 1
    assert "strike $2.50, vesting n/a" in said
    assert "Strike and vesting of 2 option awards: n/a, not in the filings" in said


def test_what_the_closing_of_an_ipo_sells_and_nets_is_no_market_sale_and_no_tax():
    """
    Tesla's form of July 2010: preferred shares convert at the closing, a warrant is net exercised, shares are sold at $17.
    """
    notes = {"F1": "Automatically converted upon the closing of the Issuer's initial public offering.",
             "F2": "The warrant was automatically net exercised."}  # fmt: skip
    found = activity(made(
        Line("C", price=None, notes="F1"), Line("X", price=None, notes="F2"), Line("F", shares=217, price=17), Line("S", price=17),
        notes=notes,
    ))  # fmt: skip
    said = {event.summary.kind: what(event) for event in found.events}
    assert said[Kind.OPEN_MARKET_SELL] == "Sold in an offering"
    assert said[Kind.TAX_WITHHOLDING] == "Withheld for the exercise price"
    assert found.net[30].sold == 0


def test_vesting_is_told_by_its_schedule():
    """
    "Upon vesting, one share is received" says nothing of when; the next footnote does.
    """
    notes = {"F1": "Upon vesting, the holder receives one share for each unit.",
             "F2": "The units vest in equal annual installments over three years."}  # fmt: skip
    units = made(Line("A", price=None, derivative=True, security="Restricted Stock Units", notes="F1 F2"), notes=notes)
    assert activity(units).granted.grants[0].vesting == notes["F2"]


def test_each_plan_sale_names_its_own_plan():
    """
    A sale in March under the plan of December stands beside one in June under a later plan: each says its day.
    """
    first = {"F1": "Sold under a Rule 10b5-1 trading plan adopted on December 14, 2023."}
    later = {"F1": "Sold under a Rule 10b5-1 trading plan adopted on September 12, 2024."}
    found = activity(
        made(Line("S", notes="F1", day="2024-06-03"), notes=first), made(Line("S", notes="F1"), notes=later)
    )
    assert [what(event) for event in found.events] == [
        "Sold under a 10b5-1 plan of 12 Sep 2024", "Sold under a 10b5-1 plan of 14 Dec 2023",
    ]  # fmt: skip


def test_a_small_part_of_a_holding_is_not_nothing():
    """
    1,000 of 4 million shares are under 0.1 %, not 0.0 %; the first shares of an account have no percentage.
    """
    small, first = (activity(made(Line(code, post=post))).events[0] for code, post in (("S", 4e6), ("P", 1000)))
    assert (percent_held(small), percent_held(first)) == ("under 0.1 %", "new")


def form3(*lines: Line, day: str = "2025-03-03", form: str = "3", **more: object) -> Filing:
    """A first statement: the lines are holdings."""
    body = document(*lines, form=form, period=day, **more).replace(b"Transaction>", b"Holding>")  # type: ignore[arg-type]
    body = body.replace(b"FollowingHolding>", b"FollowingTransaction>")
    return replace(parse(body), filed=date.fromisoformat(day), url="https://example.com/3")


def test_a_new_insider_is_told_with_what_he_holds():
    """
    A Form 3 has no transaction: who came, in what role, with how many shares, since when, and where that stands.
    """
    fund = form3(Line("", post=18_600_000), owners=FUND)
    said = words(insiders_card(report(fund)))
    form = "<https://example.com/3|Form 3>"
    assert f"New insiders: Example Fund LP (10 % owner) holds 18.60 M shares since 3 Mar 2025 ({form})\n" in said
    assert "New insiders" not in words(insiders_card(report(fund, days=20)))
    assert "New insiders" not in words(insiders_card(report(fund, show="sales")))


def test_a_group_that_files_the_same_shares_is_told_once():
    """
    The fund, its general partner and their joint form state one holding; a 3/A takes its original's place.
    """
    both = (*FUND, *owner(8, "Example GP LLC", HOLDER))
    joint = form3(Line("", post=500), Line("", post=500, nature="By fund"), owners=both)
    alone = form3(Line("", post=500, nature="By fund"), owners=owner(7, "Roe Max", HOLDER))
    assert "Example Fund LP +2 (10 % owner) holds 500 shares since" in words(insiders_card(report(joint, alone)))
    again = form3(Line("", post=70), owners=FUND, form="3/A")
    said = words(insiders_card(report(form3(Line("", post=60), owners=FUND), replace(again, accession="2"))))
    assert "holds 70 shares" in said
    assert "holds 60" not in said


def test_what_a_first_statement_leaves_out_is_not_made_up():
    """
    No count is n/a; options alone are no shares; a form without any holding says so; the rest of many is counted.
    """
    officers = [form3(owners=owner(number, f"Doe {number}")) for number in range(20, 25)]
    options = form3(
        Line("", derivative=True, security="Option", post=900), owners=owner(30, "Roe Ann", OFFICER), day="2025-03-04"
    )
    unknown = form3(Line(""), owners=owner(31, "Poe Kim", OFFICER), day="2025-03-05")
    said = words(insiders_card(report(*officers, options, unknown)))
    assert "Kim Poe (CEO) holds shares n/a since" in said
    assert "Ann Roe (CEO) holds no shares but options, warrants or convertibles since" in said
    assert "holds no shares since 3 Mar 2025" in said
    assert "; 4 more\n" in said


def test_a_range_told_instead_of_a_count_is_quoted_for_whom_it_is_told():
    """
    The count stays n/a; a footnote on it that gives shares is the filing's word, once for all it speaks of.
    """
    notes = {"F1": "Between 22,900 to 35,700 shares were sold by each of two officers.", "F2": "Granted; no count."}
    sales = [
        made(
            Line("S", shares=None, price=None, notes="F1"), Line("A", shares=None, notes="F2"), notes=notes, owners=who
        )
        for who in (owner(2, "Roe Ann"), owner(3, "Poe Kim"))
    ]
    said = words(insiders_card(report(*sales)))
    people = said.split(f"• Shares n/a: “{notes['F1']}” (")[1].split(")")[0]
    assert {"Ann Roe, CEO", "Kim Poe, CEO"} == set(re.findall(r"\w+ \w+, CEO", people))
    assert "no count" not in said
    counted = made(Line("S", shares=5, notes="F1"), notes=notes)
    assert "Shares n/a" not in words(insiders_card(report(counted)))
