from __future__ import annotations

import tracemalloc
from datetime import UTC, date, datetime

import pytest

from bot.errors import BadData
from bot.insiders.parse import MAX_SUBMISSION, parse
from tests.insiders.build import OFFICER, Line, document
from tests.shared import DATA, needs_shared

HOLDING = b"<nonDerivativeHolding><securityTitle><value>Held</value></securityTitle></nonDerivativeHolding>"


def test_a_row_carries_its_figures_and_its_footnotes():
    """
    Shares, price, side, balance, bucket, and the leaf each footnote hangs on.
    """
    filing = parse(
        document(
            Line("S", shares="1,500.5", price="$12.25", post=9000, notes="F1", nature="By trust", nature_note="F2")
        )
    )
    row = filing.rows[0]
    assert (row.shares, row.price, row.acquired, row.post_shares, row.direct) == (1500.5, 12.25, False, 9000, False)
    assert {(note.leaf, note.id) for note in row.notes} == {("transactionShares", "F1"), ("natureOfOwnership", "F2")}


def test_rows_count_in_document_order_table_one_then_two_without_holdings():
    """
    The index that `analyse form4` prints.
    """
    raw = document(Line("M", strike=None), Line("S"), Line("M", side="D", derivative=True, strike=2)).replace(
        b"<nonDerivativeTable>", b"<nonDerivativeTable>" + HOLDING
    )  # fmt: skip
    filing = parse(raw)
    assert [(row.index, row.code, row.derivative) for row in filing.rows] == [
        (0, "M", False),
        (1, "S", False),
        (2, "M", True),
    ]
    assert [row.security for row in filing.holdings] == ["Held"]


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("true", True), ("TRUE", True), ("0", False), ("false", False), ("", None)]
)
def test_the_plan_box_is_true_false_or_unknown(text, value):
    """
    Filers write it four ways; a form without it says nothing.
    """
    assert parse(document(Line("S"), box=text)).plan_box is value
    assert parse(document(Line("S"))).plan_box is None


def test_dates_with_a_zone_suffix_are_days():
    """
    "2024-07-19-05:00" is 19 July 2024.
    """
    assert parse(document(Line("S", day="2024-07-19-05:00"))).rows[0].day == date(2024, 7, 19)


def test_unreadable_figures_are_unknown_and_quoted_never_zero():
    """
    "N/A" shares are None, and the row says what stood there.
    """
    row = parse(document(Line("S", shares="N/A", day="soon"))).rows[0]
    assert row.shares is None
    assert row.day is None
    assert "transactionShares 'N/A'" in row.odd


def test_every_leaf_is_optional():
    """
    The emptiest document is a filing without anything.
    """
    filing = parse(b"<ownershipDocument></ownershipDocument>")
    assert (filing.form, filing.rows, filing.issuer_cik, filing.plan_box) == ("", (), None, None)
    bare = parse(
        b"<ownershipDocument><nonDerivativeTable><nonDerivativeTransaction/></nonDerivativeTable></ownershipDocument>"
    )
    assert bare.rows[0].code == ""


@pytest.mark.parametrize(
    ("header", "accession", "filed"),
    [
        (b"<ACCEPTANCE-DATETIME>20250110160730\nACCESSION NUMBER:\t\t0001127602-25-001055\nFILED AS OF DATE:\t\t20250110\n",
         "0001127602-25-001055", date(2025, 1, 10)),
        (b"<SUBMISSION>\n<ACCESSION-NUMBER>0001562180-25-000280<TYPE>4<FILING-DATE>20250108",
         "0001562180-25-000280", date(2025, 1, 8)),
    ],
)  # fmt: skip
def test_submission_headers_give_accession_and_filing_day(header, accession, filed):
    """
    Both header dialects the SEC serves.
    """
    filing = parse(header + b"<XML>" + document(Line("S")) + b"</XML></TEXT></DOCUMENT>")
    assert (filing.accession, filing.filed) == (accession, filed)


def test_header_times_are_eastern_and_become_utc():
    """
    16:07:30 in New York in January is 21:07:30 UTC.
    """
    filing = parse(b"<ACCEPTANCE-DATETIME>20250110160730\n" + document(Line("S")))
    assert filing.accepted == datetime(2025, 1, 10, 21, 7, 30, tzinfo=UTC)


def test_a_namespace_changes_nothing():
    """
    Prefixed or defaulted, the tags are the same tags.
    """
    raw = document(Line("S")).replace(b"<ownershipDocument>", b'<ownershipDocument xmlns="urn:x">')
    assert parse(raw).rows[0].code == "S"


def test_broken_markup_is_repaired_and_said():
    """
    A stray ampersand and an unclosed leaf: read all the same, marked as repaired.
    """
    raw = document(Line("S")).replace(b"Example Corp", b"Example & Corp <br")
    filing = parse(raw)
    assert filing.recovered
    assert filing.rows[0].code == "S"


@pytest.mark.parametrize(
    ("title", "other", "remarks", "shown"),
    [
        ("See Remarks", "", "Title: Senior Vice President of Quality", "Senior Vice President of Quality"),
        ("see remarks", "", "Chief Scientific Officer and EVP, Research", "Chief Scientific Officer and EVP, Research"),
        ("", "Former Officer", "", "Former Officer"),
        ("CFO", "", "Title: something else", "CFO"),
        ("See Remarks", "", "Exhibit 24 - Power of Attorney", ""),
    ],
)
def test_titles_are_found_where_the_filer_put_them(title, other, remarks, shown):
    """
    "See Remarks" is no title.
    """
    relation = f"<isOfficer>1</isOfficer><officerTitle>{title}</officerTitle><otherText>{other}</otherText>"
    filing = parse(document(Line("S"), owners=((1, "Doe Jane", relation),), remarks=remarks))
    assert filing.owners[0].title == shown


# Hostile files ------------------------------------------------------------------------------------------------------


def _bomb() -> bytes:
    entities = "".join(
        f'<!ENTITY e{i} "{"&e" + str(i - 1) + ";" if i else "ha"}{"&e" + str(i - 1) + ";" if i else "ha"}">'
        for i in range(40)
    )
    return f"<?xml version='1.0'?><!DOCTYPE x [{entities}]><ownershipDocument><remarks>&e39;</remarks></ownershipDocument>".encode()


HOSTILE = {
    "a bomb of entities": (_bomb, "document type or entities"),
    "a local file by entity": (
        lambda: b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><ownershipDocument><remarks>&f;</remarks></ownershipDocument>',
        "document type or entities",
    ),
    "an entity inside": (
        lambda: b'<ownershipDocument><!ENTITY f SYSTEM "http://127.0.0.1/"><remarks/></ownershipDocument>', "document type",
    ),
    "a file cut in the middle": (lambda: document(Line("S"))[:-200], "truncated"),
    "a submission cut in the middle": (lambda: b"<SEC-DOCUMENT>x\n<XML>" + document(Line("S"))[:600], "truncated"),
    "bytes that are not UTF-8": (lambda: document(Line("S")).replace(b"Example", b"Ex\xff\xfeample"), "encoding it declares"),
    "an encoding nobody knows": (
        lambda: document(Line("S")).replace(b'"1.0"?>', b'"1.0" encoding="x-klingon"?>'), "nobody knows",
    ),
    "UTF-16 that says UTF-8": (
        lambda: document(Line("S")).decode().replace('"1.0"?>', '"1.0" encoding="UTF-8"?>').encode("utf-16"), "encoding is wrong",
    ),
    "UTF-16 without a mark": (lambda: document(Line("S")).decode().encode("utf-16-le"), "binary bytes"),
    "an error page": (lambda: b"<!DOCTYPE html><html><body>Rate</body></html>", "web page"),
    "a PDF": (lambda: b"%PDF-1.4 \x00\x01\x02", "binary bytes"),
    "nothing": (lambda: b"", "empty"),
    "a text": (lambda: b"no filing here", "no ownership document"),
    "too large": (lambda: b" " * (MAX_SUBMISSION + 1), "larger than"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_clear_error_in_bounded_memory(name):
    """
    Nothing is expanded, fetched or half-read; the message says what is wrong.
    """
    make, words = HOSTILE[name]
    content = make()
    tracemalloc.start()
    try:
        with pytest.raises(BadData, match=words):
            parse(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


def test_declared_encodings_are_read():
    """
    Latin-1 that says so, and UTF-16 that says so, are fine.
    """
    latin = document(Line("S"), owners=((1, "Núñez José", OFFICER),)).decode()
    for encoding in ("ISO-8859-1", "UTF-16"):
        raw = latin.replace('"1.0"?>', f'"1.0" encoding="{encoding}"?>').encode(encoding)
        assert parse(raw).owners[0].name == "José Núñez"


def test_ten_thousand_levels_of_nesting_do_not_kill_the_reader():
    """
    Deep nesting ends in a filing or an error, never in a crash.
    """
    raw = b"<ownershipDocument><remarks>" + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</remarks></ownershipDocument>"
    assert parse(raw).rows == ()


@needs_shared("form4")
def test_every_recorded_filing_is_read():
    """
    369 documents and ten full submissions of 2009 to 2025: no error, and both shapes of one filing agree.
    """
    for path in sorted((DATA / "form4/xml").glob("*.xml")):
        filing = parse(path.read_bytes())
        assert filing.issuer_cik, path.name
        assert filing.owners, path.name
        assert not filing.recovered, path.name
    for path in sorted((DATA / "form4/sgml").glob("*.txt")):
        full = parse(path.read_bytes())
        bare = parse((DATA / "form4/xml" / f"{path.stem}.xml").read_bytes())
        assert (full.rows, full.footnotes, full.owners) == (bare.rows, bare.footnotes, bare.owners)
        assert full.accession
        assert full.filed
