"""Yahoo's own insider summary beside ours: seven "buys" where the filings hold none."""

from __future__ import annotations

import json
from datetime import date

from bot.insiders.activity import analyse
from bot.insiders.parse import parse
from bot.model import InsiderClass as Kind
from tests.shared import DATA, needs_shared

RECORDED = "holders_api_institutionOwnership-fundOwnership-majorHoldersBreakdown-insiderTransactions-insiderHolders-netSharePurchaseActivity_AAPL.json"  # noqa: E501


@needs_shared("form4")
@needs_shared("yahoo")
def test_yahoo_counts_apples_vests_as_purchases_and_we_do_not():
    """
    Yahoo: 7 purchases, 578,678 shares, net +225,071 in six months. The filings: no open-market purchase at all; the
    four large "purchases" of 1 October 2025 are settlements of share units, share for share.
    """
    body = json.loads((DATA / "yahoo/yfinance-rs" / RECORDED).read_text(encoding="utf-8"))
    yahoo = body["quoteSummary"]["result"][0]
    summary = yahoo["netSharePurchaseActivity"]
    assert (summary["buyInfoCount"]["raw"], summary["buyInfoShares"]["raw"]) == (7, 578_678)
    assert summary["netInfoShares"]["raw"] == 225_071

    filings = [parse(path.read_bytes()) for path in sorted((DATA / "form4/xml").glob("AAPL_2025-*.xml"))]
    ours = analyse(filings, issuer_cik=320193, as_of=date(2025, 10, 17))
    assert not [event for event in ours.events if event.summary.kind is Kind.OPEN_MARKET_BUY]
    assert ours.net[365].bought == 0
    settled = {event.summary.shares for event in ours.events if event.summary.kind is Kind.RSU_SETTLEMENT}
    counted = {
        row["shares"]["raw"] for row in yahoo["insiderTransactions"]["transactions"] if not row.get("transactionText")
    }
    assert settled == {277_206, 92_403}
    assert settled <= counted
    planned = sum(event.summary.shares or 0 for event in ours.events if event.summary.kind is Kind.PLANNED_SALE)
    assert planned == 129_963 + 47_125 + 43_013 + 34_821
