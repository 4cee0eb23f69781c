"""
An ownership filing (SEC Forms 3, 4, 5 and amendments) as plain data: what the document says, nothing inferred.

Every leaf of the schema is optional in practice, so every field here may be None or empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

Bucket = tuple[bool, str, bool | None, str, tuple[str, ...]]
_WHOSE = frozenset(["natureOfOwnership", "directOrIndirectOwnership"])


@dataclass(frozen=True, slots=True)
class Owner:
    """One reporting owner; identity is `cik`, the name changes its order and spelling over the years."""

    cik: int | None
    filed_name: str
    """As filed, in EDGAR's order: LAST FIRST MIDDLE."""
    name: str
    """In reading order; entities as filed."""
    director: bool = False
    officer: bool = False
    ten_percent: bool = False
    other: bool = False
    title: str = ""
    """The officer title, or what `otherText` or the remarks say instead of it; empty where nothing does."""
    entity: bool = False
    """True for a company, fund or trust."""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A footnote hung on one leaf of a row."""

    leaf: str
    id: str


@dataclass(frozen=True, slots=True)
class Row:
    """One transaction or holding. Shares and prices are as filed; prices in US dollars per share."""

    index: int | None
    """Document order, Table I then Table II, transactions only; None for a holding."""
    derivative: bool
    security: str = ""
    day: date | None = None
    deemed_day: date | None = None
    code: str = ""
    swap: bool = False
    shares: float | None = None
    price: float | None = None
    total_value: float | None = None
    acquired: bool | None = None
    """True for A, False for D, None where neither is filed."""
    timeliness: str = ""
    """E early, L late."""
    post_shares: float | None = None
    post_value: float | None = None
    direct: bool | None = None
    nature: str = ""
    strike: float | None = None
    exercisable: date | None = None
    expires: date | None = None
    underlying: str = ""
    underlying_shares: float | None = None
    notes: tuple[NoteRef, ...] = ()
    odd: tuple[str, ...] = ()
    """Leaves whose text is no number or date, quoted."""

    @property
    def bucket(self) -> Bucket:
        """What shares a balance: table, security, direct or indirect, and by whom ("See Footnote" plus which one)."""
        whose = tuple(note.id for note in self.notes if note.leaf in _WHOSE)
        return (self.derivative, self.security.casefold(), self.direct, self.nature.casefold(), whose)


@dataclass(frozen=True, slots=True)
class Filing:
    """One ownership document, with what its submission header adds where there was one."""

    form: str
    """3, 4, 5, with /A for an amendment; empty where the document does not say."""
    schema: str = ""
    period: date | None = None
    original_day: date | None = None
    """Amendments: when the original was filed."""
    plan_box: bool | None = None
    """The Rule 10b5-1 box (`aff10b5One`, on the forms since 2023-04-01); None where the form has none."""
    issuer_cik: int | None = None
    issuer_name: str = ""
    issuer_ticker: str = ""
    """As filed: may be "NONE", "NYSE: KRC" or a list. Never join on it."""
    owners: tuple[Owner, ...] = ()
    rows: tuple[Row, ...] = ()
    """Transactions."""
    holdings: tuple[Row, ...] = ()
    footnotes: dict[str, str] = field(default_factory=dict)
    remarks: str = ""
    recovered: bool = False
    """True where the XML was broken and had to be repaired."""
    accession: str = ""
    accepted: datetime | None = None
    """UTC."""
    filed: date | None = None
    """The filing date as EDGAR counts it (US Eastern)."""
    url: str = ""

    @property
    def amendment(self) -> bool:
        """True for 3/A, 4/A, 5/A."""
        return self.form.endswith("/A")

    @property
    def owner_ciks(self) -> tuple[int, ...]:
        """Known CIKs of the owners, in order of the document."""
        return tuple(owner.cik for owner in self.owners if owner.cik is not None)
