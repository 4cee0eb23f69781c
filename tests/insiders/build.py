"""Small ownership documents for tests: one line per row, footnotes by key."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from bot.insiders.classify import Classified, classify
from bot.insiders.filing import Filing
from bot.insiders.parse import parse


@dataclass(frozen=True)
class Line:
    """A row as a test writes it; `notes` hang on the shares, `nature` makes it indirect."""

    code: str
    side: str | None = None
    shares: str | float | None = 1000
    price: str | float | None = 10
    notes: str = ""
    security: str = "Common Stock"
    day: str = "2025-03-03"
    post: float | None = None
    derivative: bool = False
    strike: float | None = None
    nature: str = ""
    nature_note: str = ""
    balance_note: str = ""
    price_note: str = ""
    timeliness: str = ""
    underlying: str = ""


SIDES = {"P": "A", "S": "D", "F": "D", "A": "A", "M": "A", "C": "A", "G": "D", "D": "D", "J": "D", "X": "A"}
OFFICER = "<isDirector>0</isDirector><isOfficer>1</isOfficer><officerTitle>Chief Executive Officer</officerTitle>"
DIRECTOR = "<isDirector>1</isDirector>"
HOLDER = "<isTenPercentOwner>1</isTenPercentOwner>"


def document(
    *lines: Line,
    notes: dict[str, str] | None = None,
    remarks: str = "",
    box: str | None = None,
    owners: tuple[tuple[int, str, str], ...] = ((1001, "Doe Jane", OFFICER),),
    form: str = "4",
    period: str = "2025-03-03",
    original: str = "",
    issuer: int = 77,
) -> bytes:
    """The document's bytes."""
    tables = {False: "", True: ""}
    for line in lines:
        tables[line.derivative] += _row(line)
    parts = [
        '<?xml version="1.0"?><ownershipDocument><schemaVersion>X0508</schemaVersion>',
        f"<documentType>{form}</documentType><periodOfReport>{period}</periodOfReport>",
        f"<dateOfOriginalSubmission>{original}</dateOfOriginalSubmission>" if original else "",
        f"<issuer><issuerCik>{issuer:010d}</issuerCik><issuerName>Example Corp</issuerName>",
        "<issuerTradingSymbol>EXPL</issuerTradingSymbol></issuer>",
        *(
            f"<reportingOwner><reportingOwnerId><rptOwnerCik>{cik:010d}</rptOwnerCik><rptOwnerName>{escape(name)}"
            f"</rptOwnerName></reportingOwnerId><reportingOwnerRelationship>{relation}</reportingOwnerRelationship></reportingOwner>"
            for cik, name, relation in owners
        ),
        f"<aff10b5One>{box}</aff10b5One>" if box is not None else "",
        f"<nonDerivativeTable>{tables[False]}</nonDerivativeTable><derivativeTable>{tables[True]}</derivativeTable>",
        "<footnotes>", *(f'<footnote id="{key}">{escape(text)}</footnote>' for key, text in (notes or {}).items()), "</footnotes>",
        f"<remarks>{escape(remarks)}</remarks></ownershipDocument>",
    ]  # fmt: skip
    return "".join(parts).encode()


def _row(line: Line) -> str:
    kind = "derivativeTransaction" if line.derivative else "nonDerivativeTransaction"
    side = line.side or SIDES.get(line.code, "A")
    strike = (
        f"<conversionOrExercisePrice><value>{line.strike}</value></conversionOrExercisePrice>"
        if line.strike is not None
        else ""
    )
    post = f"<value>{line.post}</value>" if line.post is not None else ""
    held = "I" if line.nature else "D"
    return (
        f"<{kind}><securityTitle><value>{escape(line.security)}</value></securityTitle>{strike}"
        f"<transactionDate><value>{line.day}</value></transactionDate>"
        f"<transactionCoding><transactionFormType>4</transactionFormType><transactionCode>{line.code}</transactionCode></transactionCoding>"
        f"<transactionTimeliness><value>{line.timeliness}</value></transactionTimeliness>"
        f"<transactionAmounts>{_leaf('transactionShares', line.shares, line.notes)}"
        f"{_leaf('transactionPricePerShare', line.price, line.price_note)}"
        f"<transactionAcquiredDisposedCode><value>{side}</value></transactionAcquiredDisposedCode></transactionAmounts>"
        f"<postTransactionAmounts><sharesOwnedFollowingTransaction>{post}{_ids(line.balance_note)}</sharesOwnedFollowingTransaction>"
        f"</postTransactionAmounts>{_underlying(line)}<ownershipNature><directOrIndirectOwnership><value>{held}</value></directOrIndirectOwnership>"
        f"{_leaf('natureOfOwnership', line.nature or None, line.nature_note)}</ownershipNature></{kind}>"
    )


def _underlying(line: Line) -> str:
    if not line.underlying:
        return ""
    title, shares = (
        _leaf("underlyingSecurityTitle", line.underlying, ""),
        _leaf("underlyingSecurityShares", line.shares, ""),
    )
    return f"<underlyingSecurity>{title}{shares}</underlyingSecurity>"


def _leaf(name: str, value: object, notes: str) -> str:
    inner = f"<value>{escape(str(value))}</value>" if value is not None else ""
    return f"<{name}>{inner}{_ids(notes)}</{name}>"


def _ids(notes: str) -> str:
    return "".join(f'<footnoteId id="{key}"/>' for key in notes.split())


def filing(*lines: Line, **more: object) -> Filing:
    """Parsed."""
    return parse(document(*lines, **more))  # type: ignore[arg-type]


def classes(*lines: Line, **more: object) -> list[str]:
    """Each row's class."""
    return [row.kind.value for row in classify(filing(*lines, **more))]


def one(line: Line, note: str = "", **more: object) -> Classified:
    """A single row with one footnote F1."""
    from dataclasses import replace

    found = classify(filing(replace(line, notes="F1" if note else ""), notes={"F1": note} if note else {}, **more))
    return found[0]
