from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.errors import SourceDown
from bot.filings import tables
from tests.filings.replay import RECORDED
from tests.shared import needs_shared

pytestmark = needs_shared("edgar")


def test_the_feed_gives_each_filing_once_with_its_issuer(edgar):
    """
    Each filing stands there at least twice, as (Issuer) and (Reporting); the issuer's CIK is kept.
    """
    refs = edgar.latest()
    assert len({ref.accession for ref in refs}) == len(refs) < 60
    carvana = next(ref for ref in refs if ref.issuer_cik == 1690820)
    assert carvana.url.endswith(
        f"/Archives/edgar/data/1690820/{carvana.accession.replace('-', '')}/{carvana.accession}.txt"
    )


def test_the_feed_leaves_out_what_only_begins_with_four(edgar, sec):
    """
    `type=4` is a prefix match: 424B2, 497, 40-APP and 425 come along and are dropped.
    """
    sec.pages["0"] = "type4_2025-12-12T1804_start1600.xml"
    assert {ref.form for ref in edgar.latest()} <= {"3", "4", "5", "3/A", "4/A", "5/A"}


def test_feed_times_are_eastern_and_become_utc(edgar):
    """
    18:04 in New York in December is 23:04 UTC.
    """
    newest = edgar.latest()[0]
    assert newest.accepted is not None
    assert newest.accepted.tzinfo is UTC
    assert newest.accepted.replace(second=0) == datetime(2025, 12, 12, 23, newest.accepted.minute, tzinfo=UTC)


def test_reading_on_until_the_watermark_takes_the_next_pages(edgar, sec):
    """
    A page of noise alone does not end the reading: its oldest entry counts, whatever its form.
    """
    sec.pages = {
        "0": "type4_2025-12-12T1804_start0000.xml",
        "100": "type4_2025-12-12T1804_start1600.xml",
        "200": "type4_2025-12-12T1804_start0700.xml",
    }
    first = tables.feed((RECORDED / "getcurrent" / sec.pages["0"]).read_bytes(), "x")
    refs = edgar.latest(newer_than=datetime(2025, 12, 12, 13, 0, tzinfo=UTC))
    assert len(refs) > len(first[0])
    assert len(sec.asked) >= 3


def test_two_polls_a_minute_apart_overlap_without_doubling(edgar, sec, clock):
    """
    The second poll brings the new filings and the old accessions are the same objects' keys.
    """
    sec.pages["0"] = "alltypes_2025-12-12T180234_start0000.xml"
    first = {ref.accession for ref in edgar.latest()}
    sec.pages["0"] = "alltypes_2025-12-12T180331_start0000.xml"
    sec.override = lambda request: _unconditional(sec, request)
    clock.advance(seconds=57)
    second = {ref.accession for ref in edgar.latest()}
    assert first & second
    assert second - first


def test_an_apology_page_instead_of_the_feed_is_an_error_in_words(edgar, sec):
    """
    HTML with 503 never reaches the parser.
    """
    from werkzeug import Response

    page = (RECORDED / "getcurrent/start5100_503.html").read_bytes()
    sec.override = lambda _request: Response(page, status=503, content_type="text/html")
    with pytest.raises(SourceDown, match="503"):
        edgar.latest()


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


def _unconditional(sec, request):
    from werkzeug import Response

    name = sec.pages[request.args.get("start", "0")]
    return Response((RECORDED / "getcurrent" / name).read_bytes())


def test_a_filing_day_that_is_none_does_not_end_the_feed():
    """
    The time the entry carries stands in.
    """
    entry = (
        b"<entry><title>4 - Example Corp (0000000077) (Issuer)</title><id>urn:0000000077-25-000001</id>"
        b"<updated>2025-03-11T16:05:00-04:00</updated><category term='4'/>"
        b"<summary>&lt;b&gt;Filed:&lt;/b&gt; 2025-13-45</summary></entry>"
    )
    refs, _oldest = tables.feed(b"<feed xmlns='http://www.w3.org/2005/Atom'>" + entry + b"</feed>", "https://x")
    assert [ref.filed for ref in refs] == [date(2025, 3, 11)]
