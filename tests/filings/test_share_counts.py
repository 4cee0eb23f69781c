from __future__ import annotations

from datetime import date

from tests.shared import needs_shared

pytestmark = needs_shared("edgar")


def test_shares_outstanding_come_from_the_cover_page(edgar):
    """
    Marvell: the newest cover-page count with its day and tag.
    """
    found = edgar.shares_outstanding(1835632)
    assert found is not None
    assert (found.shares, found.as_of) == (874_800_000, date(2026, 5, 21))
    assert found.tag == "dei:EntityCommonStockSharesOutstanding"


def test_shares_outstanding_fall_back_to_the_balance_sheet_and_say_so(edgar):
    """
    Alphabet files no cover-page count by class: the us-gaap tag stands in, by name.
    """
    found = edgar.shares_outstanding(1652044)
    assert found is not None
    assert (found.shares, found.as_of) == (12_116_000_000, date(2026, 3, 31))
    assert found.tag == "us-gaap:CommonStockSharesOutstanding"


def test_no_facts_is_none_never_zero(edgar):
    """
    A company without facts has an unknown share count.
    """
    assert edgar.shares_outstanding(42) is None
