"""
What purchases, sales and withholdings (codes P, S, F) have in common: who trades, under which plan, at which figures.

Rules live in `purchases` and `sales`: lists of small functions, tried in order; the first that answers decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.insiders import kinds
from bot.insiders.balances import settles
from bot.insiders.filing import Filing, Row
from bot.insiders.plans import PlanReading
from bot.insiders.reading import RowReading
from bot.insiders.verdicts import Finding, review
from bot.model import Confidence, InsiderClass

DEBT = re.compile(r"\b(?:notes?|debentures?|bonds?|loans?|indebtedness|convertible\s+debt)\b|%", re.IGNORECASE)
OPTION = re.compile(r"\b(?:call|put|options?|futures?|swap|forward|right\s+to\s+(?:buy|sell))\b", re.IGNORECASE)
TOO_DEAR = 2_000_000.0
"""US dollars per share; the dearest listed share is below a million, so this is a total in the price field."""
DEAR_COMMON = 25_000.0
"""US dollars; of all common shares only Berkshire Hathaway's class A cost more."""
_BERKSHIRE = 1067983
"""Its CIK."""
_COMMON = re.compile(r"\bcommon\b|\bordinary\b|\bshares?\s+of\s+beneficial\b", re.IGNORECASE)
_NOT_COMMON = re.compile(
    r"\bpreferred\b|\bpreference\b|\bunits?\b|\bwarrants?\b|\bnotes?\b|%|\bdebentures?\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Trade:
    """One row with everything the rules ask of it."""

    filing: Filing
    row: Row
    reading: RowReading
    who: tuple[str, ...]
    """"dealer", "ten_percent_owner" or "other_owner"; empty for officers and directors."""
    plan: tuple[PlanReading, str] | None
    """Plan words of the row, else of the form, else the box, and where they stand."""

    @property
    def planned(self) -> bool:
        """True under a Rule 10b5-1 plan."""
        return self.plan is not None and not self.plan[0].denied

    @property
    def box_open(self) -> bool | None:
        """False for `plan` where the form has the box and it is not checked."""
        return False if self.filing.plan_box is False else None


def look_at(row: Row, reading: RowReading) -> Trade:
    """Gather what the rules ask."""
    filing = reading.form.filing
    return Trade(filing, row, reading, _who(filing, row, reading), _plan(filing, reading))


def contradiction(trade: Trade) -> Finding | None:
    """A purchase marked disposed, a sale or withholding marked acquired, where the balance does not settle it."""
    row = trade.row
    if row.acquired is None or row.acquired == (row.code == "P") or (row.code == "F" and row.derivative):
        return None
    previous, alone = trade.reading.form.line_before(row)
    settled = settles(row, previous, alone=alone)
    if settled is not None and settled != row.acquired:
        return None
    side = "acquired (A)" if row.acquired else "disposed (D)"
    also = "" if settled is None else ", and the balance agrees with the mark"
    return review(f"code {row.code} but marked {side}{also}", "contradicts_itself", *trade.who)


def crossed(trade: Trade) -> Finding | None:
    """Sold by one holding and bought by another on the same form, in one trade: nothing reached the market."""
    row = trade.row
    other_side = "S" if row.code == "P" else "P"
    if not row.shares or not any(
        price == row.price and bucket != row.bucket
        for _acquired, price, bucket in trade.reading.form.lookups.alike(other_side, row)
    ):
        return None
    said = "one holding on this form sells what another buys: the same day, count and price"
    return Finding(InsiderClass.TRANSFER, said, "code", "medium", False, ("between_own_holdings", *trade.who))


def money_problem(trade: Trade) -> Finding | None:
    """Figures that cannot be a trade of shares at a price."""
    row = trade.row
    if not row.shares:
        worth = row.total_value or row.price
        said = f"no share count; the price field holds {worth:,.0f}" if worth else "no share count"
        if row.code == "P":
            return Finding(InsiderClass.OTHER, said, "code", "medium", None, ("no_share_count", *trade.who))
        return review(said, "no_share_count", *trade.who)
    if not row.price and not any(ref.leaf == "transactionPricePerShare" for ref in row.notes):
        said = "no price, and no footnote that gives one" if row.price is None else "a price of 0: nothing was paid"
        return review(said, "no_price", *trade.who)
    said = _swapped(trade, row.shares, row.price or 0.0) or _a_total_by_its_range(trade, row.shares, row.price or 0.0)
    return review(said, "figures_look_swapped", *trade.who) if said else None


def _swapped(trade: Trade, shares: float, price: float) -> str:
    """Words for a total in the price field, or the price in the shares field; empty where the figures fit."""
    row = trade.row
    if price > TOO_DEAR or too_dear(trade.filing, row):
        return f"a price of {price:,.0f} per share: it looks like a total"
    if not price:
        return ""
    if shares == price and shares != int(shares):
        return f"shares and price are the same figure ({shares:g})"
    previous, _alone = trade.reading.form.line_before(row)
    if row.post_shares is not None and previous is not None and previous.post_shares is not None:
        change = abs(row.post_shares - previous.post_shares)
        if abs(change - price) < 0.5 < abs(change - shares) and price == int(price) and price > 1:
            return f"the balance moved by {change:,.0f}, which is the price field, not the shares"
    if shares != int(shares) and price == int(price) and price >= 1_000 and price > shares * 5:
        return f"{shares:g} shares at {price:,.0f}: the figures look swapped"
    return ""


def too_dear(filing: Filing, row: Row) -> bool:
    """Whether the price of a common share is one that no such share has: a total stands in its field."""
    common = not row.derivative and bool(_COMMON.search(row.security)) and not _NOT_COMMON.search(row.security)
    return common and (row.price or 0.0) > DEAR_COMMON and filing.issuer_cik != _BERKSHIRE


def _a_total_by_its_range(trade: Trade, shares: float, price: float) -> str:
    """Words for a price far above the range of prices that its footnote gives, and that is a total at such a price."""
    for note in trade.reading.all_notes:
        if not kinds.PRICE_BANDS.search(note.folded):
            continue
        for hit in kinds.PRICE_RANGE.finditer(note.folded):
            low, high = (float(text.replace(",", "")) for text in hit.groups())
            if 0 < low <= high < price / 2 and low * 0.9 <= price / shares <= high * 1.1:
                return f"a price of {price:,.2f} per share where its footnote has {low:g} to {high:g}: it looks like a total"
    return ""


def planned(kind: InsiderClass, trade: Trade, tags: tuple[str, ...]) -> Finding | None:
    """The planned class, where the trade is under a plan."""
    if trade.plan is None or not trade.planned:
        return None
    said, source = trade.plan
    confidence: Confidence = "medium" if source == "box" or not said.named else "high"
    return Finding(kind, said.quote, source, confidence, False, tags, plan=True, adopted=said.adopted)


def unexplained(trade: Trade) -> tuple[str, Confidence]:
    """What is said of a trade that nothing explains away, and how sure that is."""
    row, filing = trade.row, trade.filing
    if filing.plan_box is False:
        return f"code {row.code}, the Rule 10b5-1 box is open, no word of plan, tax or offering", "high"
    if trade.reading.all_notes:
        return f"code {row.code}; no footnote or remark speaks of a plan, tax or offering", "high"
    return f"code {row.code}; the form says no more", "medium"


def _plan(filing: Filing, reading: RowReading) -> tuple[PlanReading, str] | None:
    """Plan words of the row, then of the form, then the box; a denial in words closes the matter."""
    said = reading.own_plan() or reading.form_plan()
    if said is None and filing.plan_box:
        return PlanReading("the Rule 10b5-1 box is checked"), "box"
    return said


def _who(filing: Filing, row: Row, reading: RowReading) -> tuple[str, ...]:
    """Tags that set dealers and 10 % owners apart from people who run the company."""
    if not filing.owners or any(owner.officer or owner.director for owner in filing.owners):
        return ()
    if _is_dealer(filing, row, reading):
        return ("dealer",)
    return ("ten_percent_owner",) if any(owner.ten_percent for owner in filing.owners) else ("other_owner",)


def _is_dealer(filing: Filing, row: Row, reading: RowReading) -> bool:
    """A broker-dealer at work: its name or its words say so, or it sold on the day exactly what it had bought."""
    if not any(owner.entity for owner in filing.owners):
        return False
    if any(kinds.DEALER_NAME.search(owner.filed_name) for owner in filing.owners):
        return True
    bought = reading.form.moved(row.day, "P")
    return reading.any(kinds.DEALER_WORDS, everywhere=True) or (
        bought > 0 and bought == reading.form.moved(row.day, "S")
    )
