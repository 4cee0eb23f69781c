"""A form's notes, each read once: what a row's own footnotes say, and what is said about the whole form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.insiders import kinds
from bot.insiders.filing import Bucket, Filing, Row
from bot.insiders.language import Note, read_note
from bot.insiders.lookups import Lookups
from bot.insiders.plans import PlanReading, read_plan
from bot.insiders.taxes import TaxReading, read_taxes

_OWNERSHIP = frozenset(["natureOfOwnership", "directOrIndirectOwnership", "ownershipNature"])
_BALANCE = frozenset(["sharesOwnedFollowingTransaction", "valueOwnedFollowingTransaction", "postTransactionAmounts"])
_COUNTED = {"transactionShares"}
_COUNT = re.compile(r"(?<![\d$.,])(\d{1,3}(?:,\d{3})+|\d{2,9})(?![\d,]*\.?\d*\s*%)(?!\.\d)")


class FormReading:
    """Reads a filing's notes lazily, each text once however many rows point to it."""

    def __init__(self, filing: Filing) -> None:
        self.filing = filing
        self.lookups = Lookups(filing)
        self._notes: dict[str, Note] = {}
        self._taxes: dict[str, TaxReading | None] = {}
        self._plans: dict[str, PlanReading | None] = {}
        self._general: tuple[Note, ...] | None = None
        self._by_code: dict[str, tuple[Note, ...]] = {}
        self._matches: dict[tuple[str, int], bool] = {}
        self._moved: dict[tuple[date | None, str], float] | None = None
        self._lines: dict[int, tuple[Row | None, bool]] | None = None

    def note(self, key: str) -> Note | None:
        """A footnote by id, or "remarks"."""
        if key not in self._notes:
            text = self.filing.remarks if key == "remarks" else self.filing.footnotes.get(key, "")
            if not text:
                return None
            self._notes[key] = read_note(key, text)
        return self._notes[key]

    def taxes(self, note: Note) -> TaxReading | None:
        """What this note says about tax."""
        if note.source not in self._taxes:
            self._taxes[note.source] = read_taxes(note)
        return self._taxes[note.source]

    def plan(self, note: Note) -> PlanReading | None:
        """What this note says about a plan."""
        if note.source not in self._plans:
            self._plans[note.source] = read_plan(note)
        return self._plans[note.source]

    def matches(self, note: Note, pattern: re.Pattern[str]) -> bool:
        """True where the note matches the pattern."""
        key = (note.source, id(pattern))  # hashing a pattern costs more than most searches
        found = self._matches.get(key)
        if found is None:
            hints = kinds.HINTS.get(key[1])
            hopeful = hints is None or any(hint in note.folded for hint in hints)
            found = self._matches[key] = hopeful and bool(pattern.search(note.folded))
        return found

    def with_code(self, code: str) -> tuple[Note, ...]:
        """The footnotes of every transaction with this code, each once."""
        if code not in self._by_code:
            ids = dict.fromkeys(ref.id for row in self.filing.rows if row.code == code for ref in row.notes)
            self._by_code[code] = tuple(note for key in ids if (note := self.note(key)) is not None and note.telling)
        return self._by_code[code]

    def moved(self, day: date | None, code: str) -> float:
        """Table I shares moved under this code on this day."""
        if self._moved is None:
            self._moved = {}
            for row in self.filing.rows:
                if not row.derivative:
                    key = (row.day, row.code)
                    self._moved[key] = self._moved.get(key, 0.0) + (row.shares or 0.0)
        return self._moved.get((day, code), 0.0)

    def line_before(self, row: Row) -> tuple[Row | None, bool]:
        """The row's predecessor in its ownership bucket, and whether the row is the bucket's only one."""
        if self._lines is None:
            self._lines = {}
            last: dict[Bucket, Row] = {}
            count = Counter(other.bucket for other in self.filing.rows if other.post_shares is not None)
            for other in self.filing.rows:
                if other.post_shares is not None and other.index is not None:
                    bucket = other.bucket
                    self._lines[other.index] = (last.get(bucket), count[bucket] == 1)
                    last[bucket] = other
        return self._lines.get(-1 if row.index is None else row.index, (None, False))

    def row(self, row: Row) -> RowReading:
        """The row's notes."""
        return RowReading(self, row)

    @property
    def general(self) -> tuple[Note, ...]:
        """The remarks and footnotes that hang on no row: they speak of the form."""
        if self._general is None:
            used = {ref.id for row in (*self.filing.rows, *self.filing.holdings) for ref in row.notes}
            keys = ["remarks", *(key for key in self.filing.footnotes if key not in used)]
            self._general = tuple(note for key in keys if (note := self.note(key)) is not None)
        return self._general


class RowReading:
    """What the notes say about one row."""

    def __init__(self, form: FormReading, row: Row) -> None:
        self.form = form
        self.row = row
        ids: dict[str, set[str]] = {}
        for ref in row.notes:
            ids.setdefault(ref.id, set()).add(ref.leaf)
        self.all_notes: tuple[Note, ...] = tuple(note for key in ids if (note := form.note(key)) is not None)
        """All of the row's own footnotes."""
        self.notes: tuple[Note, ...] = tuple(note for note in self.all_notes if note.telling)
        """Those that say more than prices."""
        self.trade_notes: tuple[Note, ...] = tuple(
            note for note in self.notes if ids[note.source] - _OWNERSHIP - _BALANCE
        )
        """Those that hang on more than the holder and the balance."""
        self.holding_notes: tuple[Note, ...] = tuple(note for note in self.notes if ids[note.source] != _COUNTED)
        """Those that may speak of the holding: a note on the count alone says what the trade was made of."""

    @property
    def general(self) -> tuple[Note, ...]:
        """Notes about the whole form."""
        return self.form.general

    def any(self, pattern: re.Pattern[str], *, everywhere: bool = False) -> bool:
        """True where one of the row's notes (or the form's, with `everywhere`) matches."""
        return any(self.form.matches(note, pattern) for note in (*self.notes, *(self.general if everywhere else ())))

    def words(self, pattern: re.Pattern[str], *, notes: Iterable[Note] | None = None) -> tuple[str, str]:
        """(sentence, source) of the first note that matches; two empty strings where none does."""
        for note in self.notes if notes is None else notes:
            if self.form.matches(note, pattern):
                return kinds.find(pattern, note), note.source
        return "", ""

    def own_taxes(self) -> tuple[TaxReading, str] | None:
        """The strongest tax statement of the row's own footnotes."""
        found = [(reading, note.source) for note in self.notes if (reading := self.form.taxes(note)) is not None]
        order = {"sale": 0, "denied": 1, "withholding": 2, "unnamed": 3}
        return min(
            found, key=lambda item: (order[item[0].payment], item[0].partial, not item[0].explicit), default=None
        )

    def own_plan(self) -> tuple[PlanReading, str] | None:
        """The strongest plan statement of the row's own footnotes; a statement goes before a denial."""
        found = [(reading, note.source) for note in self.notes if (reading := self.form.plan(note)) is not None]
        return min(found, key=lambda item: (item[0].denied, not item[0].named, item[0].adopted is None), default=None)

    def form_taxes(self) -> tuple[TaxReading, str] | None:
        """A tax-forced sale stated for the whole form, or in another sale's footnote about all sales."""
        for note in self.general:
            reading = self.form.taxes(note)
            if reading is not None and reading.payment == "sale" and self._meant(reading.quote):
                return reading, note.source
        for note in self._others():
            reading = self.form.taxes(note)
            if reading is not None and reading.payment == "sale" and reading.all_sales:
                return reading, note.source
        return None

    def form_plan(self) -> tuple[PlanReading, str] | None:
        """A plan stated for the whole form, or in another trade's footnote about all trades."""
        denied: tuple[PlanReading, str] | None = None
        for note in self.general:
            reading = self.form.plan(note)
            if reading is None:
                continue
            if reading.denied:
                denied = reading, note.source
            elif self._meant(reading.quote):
                return reading, note.source
        for note in self._others():
            reading = self.form.plan(note)
            if reading is not None and not reading.denied and reading.all_trades:
                return reading, note.source
        return denied

    def _others(self) -> Iterable[Note]:
        """Footnotes of the form's other rows with the same code."""
        own = {note.source for note in self.notes}
        return (note for note in self.form.with_code(self.row.code) if note.source not in own)

    def _meant(self, quote: str) -> bool:
        """False where the words count shares of other rows of this code and not of this one."""
        counts = {float(text.replace(",", "")) for text in _COUNT.findall(quote)}
        return self.row.shares in counts or counts.isdisjoint(self.form.lookups.counts(self.row.code))
