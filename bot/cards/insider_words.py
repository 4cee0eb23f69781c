"""Insider events in a desk's words: what each class is called, how a row reads, and the file behind *Show all*."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from bot.cards.text import NA, csv_cell, day, money, number, price
from bot.insiders.events import Event, first_shares, holding
from bot.insiders.flows import outside_market
from bot.insiders.roles import short_role
from bot.insiders.verdict import cost_only
from bot.model import InsiderClass, InsiderEvent

WHAT: Mapping[InsiderClass, str] = {
    InsiderClass.OPEN_MARKET_BUY: "Bought in the market",
    InsiderClass.OPEN_MARKET_SELL: "Sold in the market",
    InsiderClass.PLANNED_BUY: "Bought under a 10b5-1 plan",
    InsiderClass.PLANNED_SALE: "Sold under a 10b5-1 plan",
    InsiderClass.SELL_TO_COVER: "Sold to cover tax",
    InsiderClass.TAX_WITHHOLDING: "Withheld for tax",
    InsiderClass.ISSUER_PURCHASE: "Bought from the issuer",
    InsiderClass.GRANT: "Granted",
    InsiderClass.OPTION_EXERCISE: "Exercised options",
    InsiderClass.RSU_SETTLEMENT: "Share units settled",
    InsiderClass.GIFT: "Gift",
    InsiderClass.TRANSFER: "Transfer",
    InsiderClass.CONVERSION: "Conversion",
    InsiderClass.OTHER: "Other",
    InsiderClass.NEEDS_REVIEW: "Needs review",
}
GRANTED = {
    "option": "options", "rsu": "RSUs", "psu": "PSUs", "stock": "shares", "deferred": "deferred units",
    "dividend_equivalent": "dividend equivalents", "earned": "earned PSUs",
}  # fmt: skip
_NAMES: Mapping[InsiderClass, Mapping[str, str]] = {
    InsiderClass.OPEN_MARKET_SELL: {
        "forced_sale": "Forced sale", "offering": "Sold in an offering", "sold_to_issuer": "Sold to the issuer",
        "private_sale": "Sold privately",
    },
    InsiderClass.ISSUER_PURCHASE: {
        "employee_stock_purchase_plan": "Bought in the employee purchase plan",
        "private_placement": "Bought in a private placement", "public_offering": "Bought in an offering",
    },
    InsiderClass.OTHER: {"private_purchase": "Bought privately"},
}  # fmt: skip
"""By class and tag, where the footnote says more than the class."""
_BY_TITLE = frozenset([
    InsiderClass.OPEN_MARKET_BUY, InsiderClass.OPEN_MARKET_SELL, InsiderClass.PLANNED_BUY, InsiderClass.PLANNED_SALE,
    InsiderClass.ISSUER_PURCHASE,
])  # fmt: skip
_PLANNED = frozenset([InsiderClass.PLANNED_BUY, InsiderClass.PLANNED_SALE])
_NO_SHARE = re.compile(r"\bpreferred\b|\bpreference\b|\bwarrants?\b|\bnotes?\b|\bdebentures?\b", re.IGNORECASE)
_RANK = {kind: rank for rank, kind in enumerate(WHAT)}
ROLES = {"dealer": "Dealers", "ten_percent_owner": "10 % owners", "other_owner": "Other owners"}
_PLAIN = str.maketrans({"<": "‹", ">": "›", "\n": " ", "\r": " ", "\t": " ", "|": "¦"})


def cell(text: str, limit: int = 120) -> str:
    """Foreign text for a plain table cell: no markup characters, no control or direction characters, one line."""
    shown = "".join(char for char in " ".join(text.translate(_PLAIN).split()) if char.isprintable())
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def person(event: Event) -> str:
    """Name and short role ("David D Chang, CEO"); the title alone where the filing gives no name."""
    names = [name for name in event.summary.owners if name != NA]
    shown = names[0] if names else ""
    if len(names) > 1:
        shown += f" +{len(names) - 1}"
    role = short_role(event.summary.title)
    return cell(", ".join(part for part in (shown, role) if part), 90) or NA


def what(event: Event) -> str:
    """The class in words, with what else a trader has to know about it."""
    words = named(event.summary) + _of_plan(event)
    if event.summary.kind is InsiderClass.GRANT:
        words = "Earned PSUs" if event.grant == "earned" else f"Granted {GRANTED.get(event.grant, 'shares')}"
    extra = []
    if event.role != "insider":
        extra.append({"dealer": "dealer", "ten_percent_owner": "10 % owner"}.get(event.role, "owner"))
    tags = event.summary.tags
    if "exercise_cost" in tags and cost_only(event):
        words = words.replace("tax", "the exercise price")
    elif "exercise_cost" in tags:
        extra.append("part of it for the exercise price")
    if event.summary.kind in _BY_TITLE and _NO_SHARE.search(event.summary.security):
        extra.append(cell(event.summary.security, 50))
    if event.summary.kind is InsiderClass.OPEN_MARKET_BUY and "round_price" in tags:
        extra.append("one round price, so it may be an offering")
    if "exercise_and_sell" in tags:
        extra.append("all that was exercised")
    if "partial_tax" in tags:
        extra.append("part of it for tax")
    if event.summary.kind is InsiderClass.OPEN_MARKET_SELL and "block_trade" in tags:
        extra.append("footnote names a block trade")
    if "foreign_currency" in tags:
        extra.append("price not in US dollars")
    if "doubtful_price" in tags and event.summary.kind is not InsiderClass.NEEDS_REVIEW:
        extra.append("the filed price looks like a total")
    if event.summary.late:
        days = event.summary.lag_days
        extra.append(f"filed late, {days} business days" if days is not None else "filed late")
    return f"{words} ({', '.join(extra)})" if extra else words


def _of_plan(event: Event) -> str:
    """Like: of 12 Sep 2024; empty where no plan or no one day of adoption is told."""
    days = {line.row.adoption_date for line in event.lines} if event.summary.plan else set()
    adopted = days.pop() if len(days) == 1 else None
    return f" of {day(adopted)}" if adopted and event.summary.kind in _PLANNED else ""


def named(event: InsiderEvent) -> str:
    """The class in words, by the footnote's own name where it has one."""
    names = _NAMES.get(event.kind, {})
    return next((said for tag, said in names.items() if tag in event.tags), WHAT[event.kind])


def off_market(event: Event) -> bool:
    """A decision to buy or sell in which the market had no part, or a forced sale."""
    summary = event.summary
    bought = summary.kind is InsiderClass.ISSUER_PURCHASE and summary.discretionary is True
    return bought or "private_purchase" in summary.tags or outside_market(event)


def percent_held(event: Event) -> str:
    """The share of the holding that the trade moved: "1.8 %", "+66.7 %", "new" for the first shares; n/a where not filed."""
    value = event.summary.percent_of_holding
    if value is None and first_shares(event):
        return "new"
    if value is None or event.summary.kind in {
        InsiderClass.GRANT,
        InsiderClass.RSU_SETTLEMENT,
        InsiderClass.CONVERSION,
    }:
        return NA if event.summary.kind is not InsiderClass.GRANT else ""
    acquired = event.lines[0].row.row.acquired
    if 0 < value < 0.05:
        return "under 0.1 %"
    star = "*" if "balance_includes_unvested" in event.summary.tags else ""
    return f"{'+' if acquired else ''}{value:,.1f} %{star}"


def rows(events: Iterable[Event]) -> list[tuple[Event, list[str]]]:
    """
    Table rows, decisions first: person, what, day, shares, VWAP, dollars, share of holding. Awards of one person and
    day make one row.
    """
    found: list[tuple[Event, list[str]]] = []
    awards: dict[tuple[object, ...], int] = {}
    for event in sorted(events, key=_order):
        summary = event.summary
        if summary.kind is InsiderClass.GRANT:
            if event.grant == "dividend_equivalent":
                continue
            key = (event.who, summary.day, event.grant == "earned")
            if key in awards:
                row = found[awards[key]][1]
                row[1] += f" + {GRANTED.get(event.grant, 'shares')}"
                row[3] = f"{row[3]} + {number(summary.shares)}" if (row[3], summary.shares) != (NA, None) else NA
                continue
            awards[key] = len(found)
        found.append((event, [
            person(event), what(event), day(summary.day), number(summary.shares, _digits(summary.shares)),
            price(summary.vwap, digits=2) if summary.vwap is not None else _no_price(event), money(summary.dollars, digits=0)
            if summary.dollars is not None else _no_price(event), percent_held(event),
        ]))  # fmt: skip
    return found


def _order(event: Event) -> tuple[bool, int, int, float]:
    return (
        event.role != "insider",
        _RANK[event.summary.kind],
        -event.summary.day.toordinal(),
        -(event.summary.dollars or event.summary.shares or 0.0),
    )


def _digits(shares: float | None) -> int:
    return 0 if shares is None or shares == int(shares) or shares >= 1000 else 3


def _no_price(event: Event) -> str:
    """Nothing is paid for an award or a gift; elsewhere a missing price is unknown."""
    free = {
        InsiderClass.GRANT,
        InsiderClass.GIFT,
        InsiderClass.RSU_SETTLEMENT,
        InsiderClass.CONVERSION,
        InsiderClass.TRANSFER,
    }
    return "" if event.summary.kind in free else NA


HEAD = ("Person", "What", "Day", "Shares", "VWAP", "Dollars", "Of holding")
_COLUMNS = (
    "day", "owner", "title", "role", "class", "award", "discretionary", "confidence", "shares", "vwap_usd", "dollars_usd",
    "low_usd", "high_usd", "percent_of_holding", "held_before", "held_after", "security", "direct", "fills",
    "plan", "adoption_date", "filed_late", "lag_business_days", "tags", "evidence", "filings", "links",
)  # fmt: skip


def to_csv(events: Sequence[Event]) -> bytes:
    """Every event with its evidence, one line each; a cell that a spreadsheet would run as a formula is defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for event in events:
        summary, held = event.summary, holding(event.lines)
        writer.writerow([_safe(value) for value in (
            summary.day.isoformat(), "; ".join(summary.owners), summary.title, event.role, summary.kind.value, event.grant,
            summary.discretionary, summary.confidence, summary.shares, summary.vwap, summary.dollars, summary.low,
            summary.high, summary.percent_of_holding, held and held.before, held and held.after, summary.security, summary.direct,
            summary.fills, summary.plan, summary.adoption_date, summary.late, summary.lag_days, " ".join(summary.tags),
            summary.evidence,
            " ".join(summary.accessions), " ".join(summary.urls),
        )])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def _safe(value: object) -> str:
    if value is None:
        return "n/a"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return csv_cell(" ".join(str(value).split()))
