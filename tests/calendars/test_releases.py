"""Dates in 8-K press releases, through a filings port."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from bot.calendars.releases import Releases, exhibits, plain
from bot.errors import SourceDown
from bot.model import Company, FilingRef, Source, SourceHealth
from bot.ports import Lane, SharesOutstanding
from tests.sources.clock import TestClock

ACME = Company("ACME", "Acme Biologics, Inc.", 5)
RELEASE = """<SEC-DOCUMENT>
<DOCUMENT>
<TYPE>8-K
<TEXT><html><body>Item 8.01. The launch is planned for June 2027.</body></html></TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<TEXT><html><head><title>June 2026</title></head><body><p>Acme&nbsp;Biologics today reported progress.</p>{body}
<p>{filler}</p><p>Forward-Looking Statements</p><p>We may launch in 2029.</p></body></html></TEXT>
</DOCUMENT>
"""


def release(body: str) -> bytes:
    """A complete submission with a cover page and one exhibit."""
    return RELEASE.format(body=body, filler="Nothing more. " * 60).encode()


class Shelf:
    """A filings port with these 8-Ks."""

    def __init__(self, *contents: tuple[str, tuple[str, ...], bytes]) -> None:
        self.contents = {
            f"0000000005-26-{number:06d}": (date.fromisoformat(day), items, content)
            for number, (day, items, content) in enumerate(contents)
        }
        self.asked: list[str] = []
        self.down = False
        self.year_end: str | None = None

    def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> Sequence[FilingRef]:
        del lane
        assert cik == 5
        assert "8-K" in forms
        refs = [
            FilingRef(accession, "8-K", day, datetime(day.year, day.month, day.day, 12, tzinfo=UTC), f"https://sec/{accession}",
                      items=items)
            for accession, (day, items, _content) in self.contents.items()
            if day >= since
        ]  # fmt: skip
        return sorted(refs, key=lambda ref: ref.filed, reverse=True)

    def source(self, cik: int) -> Source:
        return Source("SEC EDGAR", f"https://sec/{cik}", datetime(2026, 6, 1, tzinfo=UTC))

    def document(self, ref: FilingRef, *, lane: Lane = Lane.PERSON) -> bytes:
        del lane
        self.asked.append(ref.accession)
        if self.down:
            raise SourceDown(source="SEC EDGAR")
        return self.contents[ref.accession][2]

    def cached(self, ref: FilingRef) -> bytes | None:
        del ref
        return None

    def latest(self, *, lane: Lane = Lane.SCHEDULED) -> Sequence[FilingRef]:
        del lane
        return ()

    def shares_outstanding(self, cik: int, *, lane: Lane = Lane.PERSON) -> SharesOutstanding | None:
        del cik, lane
        return None

    def fiscal_year_end(self, cik: int, *, lane: Lane = Lane.PERSON) -> str | None:
        del cik, lane
        return self.year_end

    def health(self) -> Sequence[SourceHealth]:
        return ()


def read(shelf: Shelf, since: str = "2026-06-01"):
    return Releases(shelf, TestClock()).catalysts(ACME, since=date.fromisoformat(since))


def test_a_release_gives_its_dated_catalysts_with_the_filing_as_source():
    """The exhibit is read, not the cover page nor the boilerplate; the filing day is the reference date."""
    shelf = Shelf(("2026-05-20", ("8.01", "9.01"), release("<p>Topline data are expected in the first quarter.</p>")))
    (row,) = read(shelf)
    assert (row.kind, row.window.start, row.tier) == ("data_topline", date(2027, 1, 1), "B")
    assert row.source.url == "https://sec/0000000005-26-000000"
    assert row.source.as_of.date() == date(2026, 5, 20)
    assert row.sentence == "Topline data are expected in the first quarter."


def test_the_newest_release_has_the_word():
    """Two releases date one event; only the newer date is given."""
    shelf = Shelf(
        ("2026-04-10", ("8.01",), release("<p>Topline data are expected in the third quarter of 2026.</p>")),
        ("2026-05-20", ("8.01",), release("<p>Topline data are now expected in the first quarter of 2027.</p>")),
    )
    assert [row.window.start for row in read(shelf)] == [date(2027, 1, 1)]


def test_one_release_may_announce_two_events_of_a_kind():
    """A second readout of the same release is another event, unless it is the first one said again."""
    said = "Topline data from the Phase 2 trial are expected in mid-2027."
    other = "Topline data from the Phase 3 trial are expected in the first half of 2028."
    shelf = Shelf(("2026-05-20", ("8.01",), release(f"<p>{said}</p><p>{other}</p><p>Topline data: August 2027.</p>")))
    assert [row.window.phrase for row in read(shelf)] == ["mid-2027", "first half of 2028"]


def test_a_fiscal_quarter_is_dated_by_the_companys_year_end():
    """The SEC's list that named the release also says when the fiscal year ends."""
    shelf = Shelf(("2026-05-20", ("8.01",), release("<p>The product launch is expected in fiscal Q2 2027.</p>")))
    shelf.year_end = "0926"
    (row,) = read(shelf)
    assert (row.window.start, row.window.end) == (date(2027, 1, 1), date(2027, 3, 31))


def test_only_press_release_items_of_the_last_weeks_are_read():
    """A change of officers holds no release; an old filing is not opened again."""
    shelf = Shelf(
        ("2026-05-20", ("5.02",), release("<p>Topline data are expected in 2027.</p>")),
        ("2026-01-10", ("8.01",), release("<p>Topline data are expected in 2027.</p>")),
    )
    assert read(shelf) == []
    assert shelf.asked == []


def test_what_is_over_is_left_out():
    """A window that ended before `since` is no coming event."""
    shelf = Shelf(("2026-04-10", ("8.01",), release("<p>The offering is expected to close on April 14, 2026.</p>")))
    assert read(shelf) == []


def test_a_company_without_a_registrant_number_has_no_filings():
    """No CIK, no question."""
    shelf = Shelf()
    assert Releases(shelf, TestClock()).catalysts(Company("ROG.SW", "Roche"), since=date(2026, 6, 1)) == []


def test_a_source_that_is_down_says_so():
    """Nothing could be read: the error is the source's, for the caller to name."""
    shelf = Shelf(("2026-05-20", ("8.01",), release("<p>Topline data are expected in 2027.</p>")))
    shelf.down = True
    with pytest.raises(SourceDown):
        read(shelf)


def test_markup_becomes_lines():
    """Paragraphs, entities and line breaks become text; scripts and styles go."""
    page = "<DOCUMENT><TYPE>EX-99.1\n<TEXT><style>p{}</style><p>A&amp;B&nbsp;said</p><div>two<br>three</div></TEXT></DOCUMENT>"
    assert list(exhibits(page)) == ["A&B said\n\ntwo\n\nthree"]


@pytest.mark.parametrize("junk", ["<style ", "<script>", "<", "<p"])
def test_broken_markup_takes_no_longer_than_its_length(junk: str):
    """An exhibit of openings that never close is read at once, and what stands before them is kept."""
    began = time.perf_counter()
    assert plain("<p>Data are due in 2027.</p>" + junk * 60_000).startswith("Data are due in 2027.")
    assert time.perf_counter() - began < 2
