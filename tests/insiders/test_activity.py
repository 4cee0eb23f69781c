"""From filings to what a desk reads: events, flows, clusters, paydays, amendments, joint reports, lag."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.insider_words import what
from bot.insiders.activity import analyse
from bot.insiders.balances import Balance
from bot.insiders.business_days import is_business_day, lag
from bot.insiders.events import holding
from bot.insiders.filing import Filing
from bot.insiders.flows import ClusterRule, clusters
from bot.insiders.routine import History, habit
from bot.model import Bar
from bot.model import InsiderClass as Kind
from tests.insiders.build import DIRECTOR, HOLDER, OFFICER, Line, filing

TODAY = date(2025, 3, 31)
COVER = {"F1": "Shares sold to cover tax withholding obligations upon the vesting of restricted stock units."}


def made(*lines: Line, accession: str = "", filed: date | None = None, **more: object) -> Filing:
    """A filing as the reading room hands it on."""
    built = filing(*lines, **more)
    return replace(built, accession=accession, filed=filed, url=f"https://example.com/{accession}" if accession else "")


def owner(cik: int, name: str = "Doe Jane", relation: str = OFFICER) -> tuple[tuple[int, str, str], ...]:
    """One owner."""
    return ((cik, name, relation),)


def activity(*filings: Filing, as_of: date = TODAY, issuer: int = 77, **more: object):
    """Summed up for the test issuer."""
    return analyse(filings, issuer_cik=issuer, as_of=as_of, **more)  # type: ignore[arg-type]


def test_fills_of_one_day_are_one_event_with_vwap_dollars_and_range():
    """
    Three fills: shares add up, the price is weighted, the range spans the footnotes' bands.
    """
    notes = {
        "F1": "Weighted average price; sold in multiple transactions at prices ranging from $9.50 to $10.40, inclusive."
    }
    lines = (
        Line("S", shares=100, price=10, post=900, price_note="F1"),
        Line("S", shares=200, price=11, post=700),
        Line("S", shares=100, price=12, post=600),
    )
    (event,) = activity(made(*lines, notes=notes, accession="a")).events
    found = event.summary
    assert (found.shares, found.dollars, found.vwap, found.fills) == (400, 4400, 11, 3)
    assert (found.low, found.high) == (9.5, 12)
    assert found.percent_of_holding == 40.0


def test_who_converts_as_he_sells_still_holds_the_class_he_converted_from():
    """
    250 of 1,000 class B shares become class A and are sold: 25 % of the holding, not all of it; a trust's are its own.
    """
    lines = (
        Line("C", shares=250, price=0, post=250, security="Class A Common Stock"),
        Line("S", shares=100, post=150, security="Class A Common Stock"),
        Line("S", shares=150, post=0, security="Class A Common Stock"),
        Line("C", "D", 100, 0, derivative=True, security="Class B", underlying="Class A Common Stock", post=900),
        Line("C", "D", 150, 0, derivative=True, security="Class B", underlying="Class A Common Stock", post=750),
        Line(
            "C",
            "D",
            9,
            0,
            derivative=True,
            security="Class B",
            underlying="Class A Common Stock",
            post=91,
            nature="Trust",
        ),
    )
    sale = next(event for event in activity(made(*lines)).events if event.summary.kind is Kind.OPEN_MARKET_SELL)
    assert sale.summary.percent_of_holding == 25.0
    assert holding(sale.lines) == Balance(1000, 750)


def test_a_day_split_over_several_filings_is_one_event():
    """
    48 trades on two forms of the same owner: one event, both filings linked.
    """
    first = made(*[Line("S", shares=10, post=1000 - 10 * n) for n in range(1, 31)], accession="a")
    second = made(*[Line("S", shares=10, post=700 - 10 * n) for n in range(1, 19)], accession="b")
    (event,) = activity(first, second).events
    assert (event.summary.shares, event.summary.fills, event.summary.accessions) == (480, 48, ("a", "b"))
    assert event.summary.percent_of_holding == 48.0


def test_the_same_accession_twice_counts_once():
    """
    The feed names a filing twice; the list and the feed overlap.
    """
    found = activity(made(Line("P"), accession="a"), made(Line("P"), accession="a"))
    assert found.filings == 1
    assert found.net[30].bought == 10_000


def test_another_issuers_trades_are_left_out():
    """
    A company's own list also holds what it traded in other companies.
    """
    assert activity(made(Line("P"), accession="a", issuer=78)).events == ()


def test_an_exercise_counts_one_leg():
    """
    The gain in Table I and the loss in Table II are one event of 1,000 shares.
    """
    lines = (Line("M", price=4), Line("M", side="D", derivative=True, strike=4, security="Stock Option"))
    (event,) = activity(made(*lines)).events
    assert (event.summary.kind, event.summary.shares) == (Kind.OPTION_EXERCISE, 1000)


@pytest.mark.parametrize(
    ("lines", "kind", "shares"),
    [
        ((Line("G", notes="F1"), Line("G", "A", nature="By GRAT", notes="F1")), Kind.TRANSFER, 1000),
        ((Line("J", price=0), Line("J", "A", price=0, nature="By LLC")), Kind.TRANSFER, 1000),
        ((Line("J", shares=3000, notes="F2"), Line("J", "A", shares=12, notes="F2", nature="GP")), Kind.TRANSFER, 3000),
        ((Line("C", "D", security="Class B"), Line("C", "A", security="Class A")), Kind.CONVERSION, 1000),
        ((Line("X", "D", derivative=True, security="Warrants"), Line("X", "A", derivative=True, security="Class B")),
         Kind.OPTION_EXERCISE, 1000),
    ],
)  # fmt: skip
def test_what_leaves_one_holding_and_enters_another_counts_once(lines, kind, shares):
    """
    A gift to an own trust, a distribution, a conversion within one table: never the sum of both sides.
    """
    notes = {"F1": "Transfer to a grantor retained annuity trust.", "F2": "Pro rata distribution to limited partners."}
    (event,) = activity(made(*lines, notes=notes)).events
    assert (event.summary.kind, event.summary.shares) == (kind, shares)


def test_securities_with_prices_of_their_own_have_no_common_vwap():
    """
    Common and preferred bought on one day; par values in titles tell nothing apart.
    """
    common = Line("P", shares=1000, price=10, security="Common Stock, $0.01 par value")
    preferred = Line("P", shares=500, price=25, security="Series A Preferred Stock")
    found = activity(made(common, preferred), made(replace(common, security="Common Stock"))).events
    assert {(event.summary.shares, event.summary.vwap) for event in found} == {(2000, 10), (500, 25)}


@pytest.mark.parametrize(("line", "period", "slip"), [
    (Line("P", day="2052-03-03"), "2025-03-03", "dated 2052-03-03, after 2025-03-31,"),
    (Line("P", day=""), "", "without a date"),
])  # fmt: skip
def test_a_transaction_that_fits_no_window_is_told(line, period, slip):
    """
    A slip in the date does not make a purchase vanish without a word.
    """
    found = activity(made(line, accession="a", period=period))
    assert found.events == ()
    assert found.unread == (f"a: a transaction {slip} is left out",)


@pytest.mark.parametrize("line", [Line("S", shares=-1000), Line("S", price=-10)])
def test_a_negative_figure_is_unreadable(line):
    """
    No form sells minus 1,000 shares: a person has to look.
    """
    found = activity(made(line))
    assert [event.summary.kind for event in found.events] == [Kind.NEEDS_REVIEW]
    assert "unreadable_figure" in found.events[0].summary.tags
    assert found.net[30].sold == 0


# Amendments ---------------------------------------------------------------------------------------------------------


def test_an_amendment_takes_the_place_of_its_original():
    """
    1,055,000 options become 1,000,000; nothing is added up.
    """
    line = Line("A", shares=1_055_000, price=None, derivative=True, strike=9, security="Stock Option")
    original = made(line, accession="a", filed=date(2025, 3, 4))
    amended = made(
        replace(line, shares=1_000_000), accession="b", filed=date(2025, 3, 10), form="4/A", original="2025-03-04"
    )
    found = activity(original, amended)
    assert [event.summary.shares for event in found.events] == [1_000_000]
    assert "4/A of 10 Mar 2025 replaces the 4 of 4 Mar 2025" in found.amendments[0]


def test_an_amendment_of_some_lines_leaves_the_others():
    """
    The sale is restated, the award of the same form stands.
    """
    sale = Line("S", shares=500)
    original = made(sale, Line("A", price=0), accession="a", filed=date(2025, 3, 4))
    amended = made(replace(sale, shares=550), accession="b", filed=date(2025, 3, 6), form="4/A", original="2025-03-04")
    found = {event.summary.kind: event.summary.shares for event in activity(original, amended).events}
    assert found == {Kind.OPEN_MARKET_SELL: 550, Kind.GRANT: 1000}


@pytest.mark.parametrize(
    ("restated", "shares"),
    [
        (Line("S", shares=550, price=11), 1550),
        (Line("S", shares=500, price=11.5), 1500),
        (Line("S", shares=500, price=11), 500),
        (Line("S", shares=1500, price=10), 1500),
        (Line("S", shares=1500, price=10.33), 1500),
    ],
)
def test_an_amendment_that_corrects_one_of_several_sales_leaves_the_others(restated, shares):
    """
    One figure of one line is another: that line only. Repeated unchanged or added up: the form is restated whole.
    """
    first = made(
        Line("S", shares=1000, price=10), Line("S", shares=500, price=11), accession="a", filed=date(2025, 3, 4)
    )
    fixed = made(restated, accession="b", form="4/A", original="2025-03-04", filed=date(2025, 3, 10))
    assert sum(event.summary.shares or 0 for event in activity(first, fixed).events) == shares


def test_a_second_amendment_takes_the_place_of_the_first_and_of_what_that_left():
    """
    One line corrected, then the whole form, or the same line once more: nothing counts twice.
    """
    fills = [Line("S", shares=1000, price=10, post=9000), Line("S", shares=500, price=11, post=8500)]
    first = made(*fills, accession="a", filed=date(2025, 3, 4))
    line = Line("S", shares=550, price=11, post=8450)
    again = Line("S", shares=560, price=11, post=8440)
    fixed = made(line, accession="b", form="4/A", original="2025-03-04", filed=date(2025, 3, 10))
    for lines in ((fills[0], again), (again,)):
        last = made(*lines, accession="c", form="4/A", original="2025-03-04", filed=date(2025, 3, 12))
        (event,) = activity(first, fixed, last).events
        assert event.summary.shares == 1560


def test_an_amendment_of_one_lines_code_does_not_double_it():
    """
    A sale that was a withholding: the same count, day and balance.
    """
    first = made(Line("S", post=9000), Line("S", shares=400, post=8600), accession="a", filed=date(2025, 3, 4))
    fixed = made(
        Line("F", shares=400, post=8600), accession="b", form="4/A", original="2025-03-04", filed=date(2025, 3, 10)
    )
    found = {event.summary.kind: event.summary.shares for event in activity(first, fixed).events}
    assert found == {Kind.OPEN_MARKET_SELL: 1000, Kind.TAX_WITHHOLDING: 400}


def test_an_amendment_of_one_lines_day_does_not_double_it():
    """
    The sale was on the day before: the same shares at the same price count once, the withholding stands.
    """
    original = made(Line("S"), Line("F", shares=10), accession="a", filed=date(2025, 3, 5))
    amended = made(
        Line("S", day="2025-02-28"), accession="b", filed=date(2025, 3, 10), form="4/A", original="2025-03-05"
    )
    found = activity(original, amended)
    assert found.net[90].sold == 10_000
    assert {event.summary.kind: event.summary.day.day for event in found.events} == {
        Kind.OPEN_MARKET_SELL: 28,
        Kind.TAX_WITHHOLDING: 3,
    }


def test_an_amendment_that_adds_what_was_omitted_takes_nothing_away():
    """
    The first sale stays, the forgotten one comes to it.
    """
    original = made(Line("S"), accession="a", filed=date(2025, 3, 5))
    amended = made(
        Line("S", shares=500, day="2025-03-04"), accession="b", filed=date(2025, 3, 10), form="4/A",
        original="2025-03-05", remarks="Filed to report a sale that was inadvertently omitted from the original Form 4.",
    )  # fmt: skip
    found = activity(original, amended)
    assert found.net[30].sold == 15_000
    assert found.amendments == ()


@pytest.mark.parametrize("turned", [False, True])
def test_an_amendment_of_one_of_two_forms_of_a_day_replaces_that_one(turned):
    """
    Thirty fills on the first form, two on the second, which is amended: the thirty stay.
    """
    first = made(*[Line("S", shares=10, post=1000 - 10 * n) for n in range(30)], accession="a", filed=date(2025, 3, 5))
    second = made(*[Line("S", shares=10, post=700 - 10 * n) for n in range(2)], accession="b", filed=date(2025, 3, 5))
    amended = made(
        *[Line("S", shares=10, price=11, post=700 - 10 * n) for n in range(2)], accession="c", filed=date(2025, 3, 9),
        form="4/A", original="2025-03-05",
    )  # fmt: skip
    originals = (second, first) if turned else (first, second)
    assert activity(*originals, amended).net[30].sold == 30 * 100 + 2 * 110


def test_an_amendment_of_somebody_else_changes_nothing():
    """
    The owner's CIK has to be the same.
    """
    original = made(Line("S"), accession="a", filed=date(2025, 3, 4))
    other = made(Line("S"), accession="b", filed=date(2025, 3, 6), form="4/A", original="2025-03-04", owners=owner(5))
    assert len(activity(original, other).events) == 2


def test_an_amendment_without_its_original_stands_alone():
    """
    The original may lie before the reading range.
    """
    assert len(activity(made(Line("S"), accession="b", form="4/A", original="2024-01-04")).events) == 1


# Joint reports ------------------------------------------------------------------------------------------------------


def test_a_funds_sale_that_its_director_reports_too_counts_once():
    """
    The fund holds directly, the director indirectly: same day, shares, price and balance.
    """
    line = Line("P", shares=5000, price=20, post=80_000)
    fund = made(line, accession="a", owners=owner(9, "Example Fund LP", HOLDER))
    director = made(replace(line, nature="By fund"), accession="b", owners=owner(8, "Roe Ann", DIRECTOR))
    found = activity(fund, director)
    assert found.net[30].bought == 100_000
    (event,) = found.events
    assert event.summary.owner_ciks == (8, 9)
    assert event.role == "insider"


def test_a_joint_form_that_tells_a_sale_twice_counts_it_once():
    """
    Direct for the fund and, with the same balance, indirect for its director; another balance is another holding.
    """
    both = (*owner(9, "Example Fund LP", HOLDER), *owner(2, "Smith John", DIRECTOR))
    direct, again = Line("S", shares=500, post=9500), Line("S", shares=500, post=9500, nature="See footnote")
    (event,) = activity(made(direct, again, owners=both)).events
    assert (event.summary.shares, event.summary.dollars, event.summary.percent_of_holding) == (500, 5000, 5.0)
    assert activity(made(direct, replace(again, post=8000), owners=both)).events[0].summary.shares == 1000
    assert activity(made(direct, again)).events[0].summary.shares == 1000
    assert activity(made(again, replace(again, nature="By Fund II"), owners=both)).events[0].summary.shares == 1000


def test_two_funds_with_the_same_figures_stay_two():
    """
    Each holds directly: equal numbers are no proof of one trade.
    """
    line = Line("P", shares=5000, price=20, post=80_000)
    funds = [made(line, accession=str(n), owners=owner(n, f"Example Fund {n} LP", HOLDER)) for n in (1, 2)]
    assert len(activity(*funds).events) == 2


def test_equal_awards_of_two_directors_stay_two():
    """
    A board's members get the same units on the same day.
    """
    line = Line("A", shares=5000, price=0, post=5000)
    board = [made(line, accession=str(n), owners=owner(n, f"Roe {n}", DIRECTOR)) for n in (1, 2, 3)]
    assert len(activity(*board).events) == 3


# Flows and clusters -------------------------------------------------------------------------------------------------


def test_net_is_open_market_trades_of_insiders_only():
    """
    A buy and a sale count; plan, tax, award, gift, issuer purchase, dealer and 10 % owner do not.
    """
    mine = made(
        Line("P", shares=100, price=10, day="2025-03-20"), Line("S", shares=50, price=20, day="2025-03-21"),
        Line("F"), Line("A", price=0), Line("G", price=0), Line("S", notes="F1"), Line("P", notes="F2", day="2025-03-10"),
        notes={**COVER, "F2": "Purchased in the Issuer's public offering."}, accession="a",
    )  # fmt: skip
    bank = made(Line("P", shares=7, price=10), accession="b", owners=owner(2, "CITIGROUP INC", HOLDER))
    fund = made(Line("P", shares=9, price=10), accession="c", owners=owner(3, "Example Fund LP", HOLDER))
    found = activity(mine, bank, fund)
    flow = found.net[30]
    assert (flow.bought, flow.sold, flow.net, flow.buyers, flow.sellers) == (1000, 1000, 0, 1, 1)
    assert found.outside["ten_percent_owner"].bought == 90
    assert found.outside["dealer"].bought == 70


def test_windows_end_today_and_begin_their_days_ago():
    """
    A buy 30 days old is outside the 30-day window; 29 days old is inside.
    """
    old, new = Line("P", day="2025-03-01"), Line("P", day="2025-03-02")
    found = activity(made(old, accession="a"), made(new, accession="b"))
    assert found.net[30].bought == 10_000
    assert found.net[90].bought == 20_000


def test_a_trade_without_a_price_is_counted_as_unpriced_not_as_nothing():
    """
    The price stands only in a footnote's words.
    """
    notes = {"F1": "The price will be furnished upon request."}
    found = activity(made(Line("P", price=None, price_note="F1"), notes=notes))
    assert (found.net[30].bought, found.net[30].unpriced, found.net[30].buyers) == (0, 1, 1)


@pytest.mark.parametrize("code", ["P", "S"])
def test_a_total_in_the_price_field_is_no_dollars(code):
    """
    1,000 shares at $10,500 where the share closed at $10.20: for a person to look at, and in no figure.
    """
    closes = [Bar(date(2025, 3, 1), 9.8), Bar(date(2025, 3, 3), 10.2)]
    found = activity(made(Line(code, price=10_500)), closes=closes)
    (event,) = found.review
    assert (event.summary.vwap, event.summary.dollars) == (None, None)
    assert "10,500.00 per share where the share cost about 10.20: it looks like a total" in event.summary.evidence
    assert (found.net[30].bought, found.net[30].sold, found.net[30].unpriced) == (0, 0, 0)
    plain = activity(made(Line(code, price=10.5)), closes=closes)
    assert plain.events[0].summary.dollars == 10_500


def test_without_closes_the_other_trades_show_a_total():
    """
    Two others paid about $10; shares withheld for tax keep their class and lose their dollars.
    """
    others = made(Line("S", day="2025-03-05"), Line("S", price=11, day="2025-03-06"), accession="a")
    found = activity(others, made(Line("F", shares=600, price=6_300), accession="b"))
    (withheld,) = [event for event in found.events if event.summary.kind is Kind.TAX_WITHHOLDING]
    assert (withheld.summary.vwap, withheld.summary.dollars) == (None, None)
    assert what(withheld) == "Withheld for tax (the filed price looks like a total)"


def test_a_price_from_before_a_split_is_no_total():
    """
    Closes are adjusted: 3,000 shares at $1,200 where the adjusted close is $120; class A at 1,500 times class B.
    """
    closes = [Bar(date(2025, 3, 3), 120.0)]
    assert activity(made(Line("P", shares=3000, price=1200)), closes=closes).net[30].bought == 3_600_000
    dear = Line("P", shares=2, price=180_000, security="Class A Common Stock")
    assert activity(made(dear, issuer=1067983), closes=closes, issuer=1067983).net[30].bought == 360_000


@pytest.mark.parametrize(
    ("words", "sold"),
    [
        ("The price is reported in Canadian dollars.", 0),
        ("Weighted average price in Swiss francs.", 0),
        ("The price in Column 4 was in Canadian dollars and was converted to U.S. dollars.", 10_000),
        ("Reported price is the U.S. dollar equivalent of NOK 123.", 10_000),
    ],
)
def test_a_price_in_another_currency_is_no_dollars(words, sold):
    """
    Canadian dollars are not added up as US dollars; a converted price is one.
    """
    found = activity(made(Line("S", price_note="F1"), notes={"F1": words}))
    assert (found.net[30].sold, found.net[30].unpriced) == (sold, 0 if sold else 1)
    assert found.events[0].summary.vwap == (10 if sold else None)


def test_a_strike_in_another_currency_is_unknown():
    """
    C$5.40 is no strike of $5.40.
    """
    option = Line("A", price=0, derivative=True, strike=5.4, security="Stock Option", price_note="F1")
    found = activity(made(option, notes={"F1": "The exercise price is stated in Canadian dollars."})).granted
    assert [grant.strike for grant in found.grants] == [None]


def test_a_cluster_is_distinct_buyers_within_the_rules_days():
    """
    Two insiders within ten days; a third purchase by the first one adds no insider.
    """
    buys = [
        made(Line("P", day="2025-03-03"), accession="a", owners=owner(1, "Doe Jane")),
        made(Line("P", day="2025-03-05"), accession="b", owners=owner(1, "Doe Jane")),
        made(Line("P", day="2025-03-12"), accession="c", owners=owner(2, "Roe Ann", DIRECTOR)),
    ]
    (cluster,) = activity(*buys).clusters
    assert (cluster.first, cluster.last, cluster.dollars) == (date(2025, 3, 3), date(2025, 3, 12), 30_000)
    assert cluster.owners == ("Jane Doe", "Ann Roe")
    events = activity(*buys).events
    assert clusters(events, ClusterRule(insiders=3)) == ()
    assert clusters(events, ClusterRule(days=7)) == ()
    assert clusters(events, ClusterRule(dollars=50_000)) == ()


def test_joint_filers_are_one_buyer():
    """
    A fund and its three partners on one form make no cluster.
    """
    group = tuple((n, f"Roe {n}", DIRECTOR) for n in (1, 2, 3))
    assert activity(made(Line("P"), owners=group)).clusters == ()


# Paydays and grants -------------------------------------------------------------------------------------------------


def payday(day: str = "2025-02-03") -> list[Filing]:
    """Three executives: awards, and sales to cover."""
    return [
        made(
            Line("A", shares=1000 * n, price=0, day=day), Line("S", shares=100 * n, price=2, notes="F1", day=day, post=9900 * n),
            Line("A", shares=5000 * n, price=None, day=day, derivative=True, strike=2.5, security="Stock Option", notes="F2"),
            notes={**COVER, "F2": "The option vests in 48 equal monthly installments."},
            accession=f"{day} {n}", owners=owner(n, f"Roe Ann{n}"), filed=date.fromisoformat(day),
        )
        for n in (1, 2, 3)
    ]  # fmt: skip


def test_several_insiders_paid_on_one_day_are_one_event():
    """
    Three sales are one compensation event, not a wave of selling.
    """
    found = activity(*payday())
    (event,) = found.compensation
    assert (len(event.owners), len(event.covered), event.cover_range) == (3, 3, (100, 300))
    assert event.granted.known_shares == 36_000
    assert event.granted.percent_of(3_600_000) == 1.0
    assert event.last_year is None


def test_shares_sold_for_tax_the_day_after_the_vest_are_the_same_payday():
    """
    The vest on Monday, the sale on Tuesday: one event, not two; a week later it is one of its own.
    """

    def paid(sold: str) -> int:
        forms = [
            made(
                Line("M", price=0, notes="F2"), Line("S", shares=400, notes="F1", day=sold),
                notes={**COVER, "F2": "Vesting of restricted stock units."}, accession=str(n), owners=owner(n, f"Roe A{n}"),
            )
            for n in (1, 2)
        ]  # fmt: skip
        return len(activity(*forms).compensation)

    assert (paid("2025-03-04"), paid("2025-03-11")) == (1, 2)


def test_tax_sold_on_two_days_stays_two_paydays():
    """
    One person's sales of two days would read as those of two people.
    """
    forms = [
        made(
            Line("F"),
            Line("S", notes="F1", day="2025-03-04"),
            notes=COVER,
            accession=str(n),
            owners=owner(n, f"Roe A{n}"),
        )
        for n in (1, 2)
    ]
    found = activity(*forms).compensation
    assert [(len(event.covered), len(event.withheld)) for event in found] == [(2, 0), (0, 2)]


def test_the_same_week_a_year_earlier_is_pointed_out():
    """
    The recurring vest.
    """
    newest = activity(*payday(), *payday("2024-02-05")).compensation[0]
    assert newest.last_year == date(2024, 2, 5)


def test_grants_carry_strike_and_vesting_words_and_leave_dividend_equivalents_out():
    """
    What the headline adds up is what somebody decided to award.
    """
    extra = made(
        Line("A", shares=28.5, price=0, derivative=True, security="Dividend Equivalent Rights"),
        accession="z",
        owners=owner(4),
    )
    found = activity(*payday(), extra).granted
    assert dict(found.by_kind) == {"option": 30_000, "stock": 6000}
    option = next(grant for grant in found.grants if grant.kind == "option")
    assert (option.strike, option.vesting) == (2.5, "The option vests in 48 equal monthly installments.")


def test_each_strike_of_a_day_is_an_award_of_its_own():
    """
    50,000 options at $10 and 50,000 at $15 are not 100,000 at $10.
    """
    option = Line("A", shares=50_000, price=None, derivative=True, strike=10, security="Stock Option")
    found = activity(made(option, replace(option, strike=15))).granted
    assert [(grant.shares, grant.strike) for grant in found.grants] == [(50_000, 10), (50_000, 15)]
    assert (found.known_shares, found.owners) == (100_000, 1)


def test_one_unknown_count_makes_the_total_unknown_but_keeps_the_known_part():
    """
    n/a, and at least so many.
    """
    found = activity(made(Line("A", shares=None, price=0)), made(Line("A", price=0), owners=owner(2))).granted
    assert (found.shares, found.known_shares) == (None, 1000)


# Lag ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("traded", "filed", "days"),
    [
        ("2025-03-03", "2025-03-03", 0), ("2025-03-03", "2025-03-05", 2), ("2025-02-28", "2025-03-04", 2),
        ("2025-02-14", "2025-02-19", 2), ("2024-12-24", "2024-12-27", 2), ("2025-07-03", "2025-07-08", 2),
        ("2025-11-26", "2025-12-01", 2), ("2025-03-03", "2025-03-20", 13),
    ],
)  # fmt: skip
def test_lag_counts_business_days(traded, filed, days):
    """
    Weekends, Presidents' Day, Christmas, Independence Day and Thanksgiving do not count.
    """
    assert lag(date.fromisoformat(traded), date.fromisoformat(filed)) == days


def test_observed_holidays():
    """
    4 July 2026 is a Saturday: the Friday before is free; Juneteenth only since 2021.
    """
    assert not is_business_day(date(2026, 7, 3))
    assert not is_business_day(date(2023, 1, 2))
    assert not is_business_day(date(2021, 12, 31))
    assert not is_business_day(date(2025, 6, 19))
    assert is_business_day(date(2019, 6, 19))


def test_a_sale_first_reported_at_the_years_end_is_late():
    """
    Form 5 has until February for gifts, not for what belonged on a Form 4.
    """
    for code, late in (("S", True), ("G", False)):
        form = made(Line(code, day="2024-06-03"), form="5", accession="a", filed=date(2025, 2, 10))
        assert activity(form).events[0].summary.late is late


@pytest.mark.parametrize(
    ("filed", "timeliness", "form", "code", "late"),
    [
        (date(2025, 3, 5), "", "4", "S", False), (date(2025, 3, 6), "", "4", "S", True), (date(2025, 3, 20), "E", "4", "S", False),
        (date(2025, 3, 5), "L", "4", "S", True), (date(2025, 3, 20), "", "5", "G", False), (None, "", "4", "S", False),
    ],
)  # fmt: skip
def test_late_is_after_two_business_days_or_by_the_filers_own_flag(filed, timeliness, form, code, late):
    """
    Early by choice is not late; Form 5 has its own time; an unknown filing day is not late.
    """
    (event,) = activity(made(Line(code, timeliness=timeliness, price=1), filed=filed, form=form)).events
    assert event.summary.late is late


# People and habits --------------------------------------------------------------------------------------------------


def test_one_cik_with_two_spellings_is_one_person():
    """
    The spelling most filings use is shown.
    """
    names = ["Page Lawrence", "Page Lawrence", "Lawrence Page"]
    found = activity(*[
        made(Line("P", day=f"2025-03-{10 + n}"), accession=str(n), owners=owner(7, name)) for n, name in enumerate(names)
    ])  # fmt: skip
    assert {event.summary.owners for event in found.events} == {("Lawrence Page",)}
    assert found.net[30].buyers == 1


def test_routine_is_the_same_month_in_each_of_three_years_before():
    """
    Cohen, Malloy and Pomorski; without three years of history there is no answer.
    """
    march = [date(year, 3, 10) for year in (2022, 2023, 2024)]
    full = History(since=date(2021, 1, 1), trades=tuple(march))
    assert habit(date(2025, 3, 3), full) == "routine"
    assert habit(date(2025, 4, 3), full) == "opportunistic"
    assert habit(date(2025, 3, 3), replace(full, trades=tuple(march[1:]))) == "opportunistic"
    assert habit(date(2025, 3, 3), replace(full, since=date(2023, 1, 1))) is None
    assert habit(date(2025, 3, 3), None) is None


def test_habits_are_unknown_until_the_history_is_read():
    """
    n/a, then by event.
    """
    buy = made(Line("P"), owners=owner(5))
    assert activity(buy).habits == {}
    history = {5: History(date(2020, 1, 1), (date(2024, 3, 1), date(2023, 3, 1), date(2022, 3, 1)))}
    assert activity(buy, history=history).habits == {0: "routine"}
