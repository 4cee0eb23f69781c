"""
Ownership XML (schemas X01 to X06) or a complete submission text -> `Filing`. Knows no network and no file system.

The document is hostile until read: its size is bounded, a document type declaration (and with it every entity) is
refused before parsing, bytes must be in the encoding they declare, and a document that ends early is an error, not a
shorter filing. Parsed strictly first, then once more with lxml's repair.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError
from xml.etree.ElementTree import XMLParser as StrictParser
from zoneinfo import ZoneInfo

from bot.errors import BadData
from bot.insiders.filing import Filing, NoteRef, Owner, Row
from bot.insiders.names import is_entity, reading_name
from bot.insiders.titles import title_of

MAX_SUBMISSION = 24_000_000
"""Bytes. Complete submissions carry scanned powers of attorney; the largest seen are a few MB."""
MAX_DOCUMENT = 6_000_000
"""Bytes of ownership XML: 30 transactions and 99 footnotes make about 0.3 MB."""
EASTERN = ZoneInfo("America/New_York")

_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?ownershipDocument[\s>/]")
_END = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?ownershipDocument\s*>")
_DECLARATION = re.compile(rb"<\?xml[^>]{0,300}?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WEB_PAGE = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_ACCEPTED = re.compile(rb"<ACCEPTANCE-DATETIME>\s*(\d{14})")
_ACCESSION = re.compile(rb"(?:ACCESSION NUMBER:|<ACCESSION-NUMBER>)\s*([\d-]{18,20})")
_FILED = re.compile(rb"(?:FILED AS OF DATE:|<FILING-DATE>)\s*(\d{8})")
_NUMBER = re.compile(r"[-+]?\d{1,18}(?:\.\d{0,12})?|\.\d{1,12}")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_TRUE = frozenset(["1", "true", "yes", "y", "on"])
_FALSE = frozenset(["0", "false", "no", "n", "off"])
_TABLES = {"nonDerivativeTable": False, "derivativeTable": True}
_NEVER_NEGATIVE = frozenset(["transactionShares", "transactionPricePerShare", "conversionOrExercisePrice"])
_GROUPS = frozenset(
    ["transactionCoding", "transactionAmounts", "postTransactionAmounts", "ownershipNature", "underlyingSecurity"]
)


def parse(content: bytes, *, url: str = "") -> Filing:
    """
    Read one filing: bare ownership XML, or the submission's .txt whose header adds accession and times.

    Raises `BadData` with what is wrong: too large, no ownership document, truncated, a document type declaration, bytes
    that are not in the declared encoding.
    """
    if len(content) > MAX_SUBMISSION:
        raise _bad(f"The file is larger than {MAX_SUBMISSION // 1_000_000} MB: no ownership filing is that large.")
    content = _narrow(content)
    document, encoding = _cut(content)
    root, recovered = _tree(document, encoding)
    if "}" in root.tag or ":" in root.tag:
        for element in root.iter():
            element.tag = _name(element.tag)
    header = content[: content.find(document[:64])] if len(content) > len(document) else b""
    filing = _Reader(root).filing()
    accepted, filed = _times(header)
    accession = _ACCESSION.search(header)
    return _replace(
        filing,
        recovered=recovered,
        accession=accession[1].decode() if accession else "",
        accepted=accepted,
        filed=filed,
        url=url,
    )


def _replace(filing: Filing, **changes: Any) -> Filing:
    for name, value in changes.items():
        object.__setattr__(filing, name, value)  # freshly built here, nobody else has seen it yet
    return filing


def _bad(message: str) -> BadData:
    return BadData(message, source="SEC EDGAR")


def _narrow(content: bytes) -> bytes:
    """Files in a declared wide encoding as UTF-8 bytes; a byte order mark alone is cut off."""
    if content.startswith(codecs.BOM_UTF8):
        return content[3:]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise _bad(f"The file begins as UTF-16 but is not: {error.reason} at byte {error.start}.") from None
        declared = re.search(r"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)""", text[:2000])
        if not declared or not declared[1].lower().startswith("utf-16"):
            said = declared[1] if declared else "no encoding"
            raise _bad(f"The file is UTF-16 but declares {said}: its encoding is wrong.")
        return (text[: declared.start(1)] + "UTF-8" + text[declared.end(1) :]).encode()
    if b"\x00" in content[:4000]:
        raise _bad("The file holds binary bytes: it is not text in the encoding it declares.")
    return content


def _cut(content: bytes) -> tuple[bytes, str]:
    """The ownership document inside, and its encoding."""
    start = _ROOT.search(content)
    if not start:
        if _WEB_PAGE.search(content[:2000]):
            raise _bad("This is a web page, not an ownership filing.")
        if not content.strip():
            raise _bad("The file is empty.")
        raise _bad("There is no ownership document (Form 3, 4 or 5 XML) in this file.")
    end = _END.search(content, start.end())
    if not end:
        raise _bad("The ownership document ends before its closing tag: the file is truncated.")
    document = content[start.start() : end.end()]
    if len(document) > MAX_DOCUMENT:
        raise _bad(f"The ownership document is larger than {MAX_DOCUMENT // 1_000_000} MB.")
    before = content[max(0, start.start() - 4000) : start.start()]
    if (b"<!" in document and _DOCTYPE.search(document)) or _DOCTYPE.search(before):
        raise _bad("The document declares its own document type or entities; ownership filings never do. Not read.")
    declarations = _DECLARATION.findall(before)
    declared = _ENCODING.search(declarations[-1]) if declarations else None
    return document, declared[1].decode() if declared else "utf-8"


def _tree(document: bytes, encoding: str) -> tuple[Element, bool]:
    try:
        text = document.decode(encoding)
    except LookupError:
        raise _bad(f"The document declares an encoding nobody knows ({encoding[:40]!r}).") from None
    except (UnicodeDecodeError, ValueError) as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise _bad(f"The document is not in the encoding it declares ({encoding[:40]}){where}.") from None
    clean = text.encode("utf-8", "replace")
    parser = StrictParser(encoding="utf-8")  # noqa: S314 - entities and document types are refused above
    try:
        parser.feed(clean)
        return parser.close(), False
    except (ParseError, ValueError):
        return _repaired(clean), True


def _repaired(document: bytes) -> Element:
    """Second try for broken XML: lxml skips what it cannot read; entities, DTDs and the network stay off."""
    from lxml import etree

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or _name(root.tag) != "ownershipDocument":
        raise _bad("The ownership document is not XML, and could not be repaired.")
    return cast("Element", root)  # lxml's element answers the same calls


def _name(tag: object) -> str:
    """A tag without its namespace; comments and instructions have none."""
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1] if isinstance(tag, str) else ""


def _times(header: bytes) -> tuple[datetime | None, date | None]:
    """Acceptance (header times are US Eastern) in UTC, and the filing date."""
    accepted: datetime | None = None
    filed: date | None = None
    found = _ACCEPTED.search(header)
    if found:
        try:
            local = datetime.strptime(found[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=EASTERN)
            accepted = local.astimezone(UTC)
        except ValueError:
            accepted = None
    day = _FILED.search(header)
    if day:
        try:
            filed = date.fromisoformat(f"{day[1][:4].decode()}-{day[1][4:6].decode()}-{day[1][6:].decode()}")
        except ValueError:
            filed = None
    return accepted, filed


def read_number(text: str) -> float | None:
    """A count or price as filed: "1,234.5", "$1.73"; None for anything else."""
    plain = text.strip().replace(",", "").lstrip("$").strip()
    return float(plain) if plain and _NUMBER.fullmatch(plain) else None


def read_day(text: str) -> date | None:
    """A date as filed, zone suffix ignored ("2024-07-19-05:00"); None for anything else."""
    found = _ISO_DAY.match(text.strip())
    if found:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        found = _US_DAY.match(text.strip())
        if not found:
            return None
        month, day, year = int(found[1]), int(found[2]), int(found[3])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_flag(text: str | None) -> bool | None:
    """0, 1, true, false in any case; None where empty."""
    plain = (text or "").strip().lower()
    return True if plain in _TRUE else False if plain in _FALSE else None


class _Reader:
    """Walks one parsed document once."""

    def __init__(self, root: Element) -> None:
        self._children: dict[str, list[Element]] = {}
        for child in root:
            self._children.setdefault(child.tag, []).append(child)

    def filing(self) -> Filing:
        issuer = {leaf.tag: _text(leaf) for leaf in self._first("issuer")}
        footnotes = {
            note.get("id", ""): " ".join("".join(note.itertext()).split()) for note in self._first("footnotes")
        }
        remarks = " ".join(" ".join("".join(part.itertext()) for part in self._children.get("remarks", ())).split())
        signed = " | ".join(_text(leaf) for part in self._children.get("ownerSignature", ()) for leaf in part)
        rows: list[Row] = []
        holdings: list[Row] = []
        for table, derivative in _TABLES.items():
            for element in self._children.get(table, ()):
                for item in element:
                    kind = item.tag
                    if kind.endswith("Transaction"):
                        rows.append(_row(item, index=len(rows), derivative=derivative))
                    elif kind.endswith("Holding"):
                        holdings.append(_row(item, index=None, derivative=derivative))
        return Filing(
            form=self._leaf("documentType").upper().removeprefix("FORM").strip(),
            schema=self._leaf("schemaVersion"),
            period=read_day(self._leaf("periodOfReport")),
            original_day=read_day(self._leaf("dateOfOriginalSubmission")),
            plan_box=read_flag(self._leaf("aff10b5One")),
            issuer_cik=_cik(issuer.get("issuerCik", "")),
            issuer_name=issuer.get("issuerName", ""),
            issuer_ticker=issuer.get("issuerTradingSymbol", ""),
            owners=tuple(_owner(element, remarks, signed) for element in self._children.get("reportingOwner", ())),
            rows=tuple(rows),
            holdings=tuple(holdings),
            footnotes=footnotes,
            remarks=remarks,
        )

    def _first(self, name: str) -> Iterable[Element]:
        found = self._children.get(name)
        return found[0] if found else ()

    def _leaf(self, name: str) -> str:
        found = self._children.get(name)
        return _text(found[0]) if found else ""


def _text(leaf: Element) -> str:
    """The text of a leaf: in its <value> child, or its own."""
    for child in leaf:
        if child.tag == "value":
            return (child.text or "").strip()
    return (leaf.text or "").strip()


def _cik(text: str) -> int | None:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 10 else None


def _owner(element: Element, remarks: str, signed: str) -> Owner:
    leaves = {leaf.tag: _text(leaf) for part in element for leaf in part}
    officer = bool(read_flag(leaves.get("isOfficer")))
    filed_name = " ".join(leaves.get("rptOwnerName", "").split())
    relation = {
        "director": bool(read_flag(leaves.get("isDirector"))),
        "ten_percent": bool(read_flag(leaves.get("isTenPercentOwner"))),
        "other": bool(read_flag(leaves.get("isOther"))),
    }
    name = reading_name(filed_name, person=True if officer else None, signed=signed)
    return Owner(
        cik=_cik(leaves.get("rptOwnerCik", "")),
        filed_name=filed_name,
        name=name,
        officer=officer,
        title=title_of(leaves.get("officerTitle", ""), leaves.get("otherText", ""), remarks, officer=officer),
        entity=name == filed_name and is_entity(filed_name),
        **relation,
    )


def _row(element: Element, *, index: int | None, derivative: bool) -> Row:
    values: dict[str, str] = {}
    notes: list[NoteRef] = []
    for part in element:
        if part.tag == "footnoteId":
            notes.append(NoteRef("row", part.get("id", "")))
            continue
        group = part.tag in _GROUPS
        for item in part if group else (part,):
            name = item.tag
            if name == "footnoteId":
                notes.append(NoteRef(part.tag, item.get("id", "")))
                continue
            text = item.text
            for child in item:
                if child.tag == "value":
                    text = child.text
                elif child.tag == "footnoteId":
                    notes.append(NoteRef(name, child.get("id", "")))
            if text and (text := text.strip()):
                values.setdefault(name, text)
    return _build(values, tuple(notes), index=index, derivative=derivative)


def _build(values: dict[str, str], notes: tuple[NoteRef, ...], *, index: int | None, derivative: bool) -> Row:
    odd: list[str] = []

    def number(name: str) -> float | None:
        text = values.get(name, "")
        value = read_number(text) if text else None
        if value is not None and value < 0 and name in _NEVER_NEGATIVE:
            value = None
        if text and value is None:
            odd.append(f"{name} {text[:40]!r}")
        return value

    def day(name: str) -> date | None:
        text = values.get(name, "")
        value = read_day(text) if text else None
        if text and value is None:
            odd.append(f"{name} {text[:40]!r}")
        return value

    side = values.get("transactionAcquiredDisposedCode", "").strip().upper()
    held = values.get("directOrIndirectOwnership", "").strip().upper()
    return Row(
        index=index,
        derivative=derivative,
        security=" ".join(values.get("securityTitle", "").split()),
        day=day("transactionDate"),
        deemed_day=day("deemedExecutionDate"),
        code=values.get("transactionCode", "").strip().upper(),
        swap=bool(read_flag(values.get("equitySwapInvolved"))),
        shares=number("transactionShares"),
        price=number("transactionPricePerShare"),
        total_value=number("transactionTotalValue"),
        acquired=True if side == "A" else False if side == "D" else None,
        timeliness=values.get("transactionTimeliness", "").strip().upper()[:1],
        post_shares=number("sharesOwnedFollowingTransaction"),
        post_value=number("valueOwnedFollowingTransaction"),
        direct=True if held == "D" else False if held == "I" else None,
        nature=" ".join(values.get("natureOfOwnership", "").split()),
        strike=number("conversionOrExercisePrice"),
        exercisable=day("exerciseDate"),
        expires=day("expirationDate"),
        underlying=" ".join(values.get("underlyingSecurityTitle", "").split()),
        underlying_shares=number("underlyingSecurityShares"),
        notes=notes,
        odd=tuple(odd),
    )
