"""
What each transaction of a filing was, with the words that prove it (rules: SEC Form 4 General Instructions, code table).

Start from code and A/D; the row's own footnotes overrule; then words about the whole form (remarks, "the sales reported
on this Form 4"); then the Rule 10b5-1 box, which covers sales and purchases only. Sell-to-cover goes before planned,
planned before market; every other reading found stays as a tag.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.insiders import kinds
from bot.insiders.balances import Balance, balances
from bot.insiders.codes import classify_code
from bot.insiders.filing import Filing, Row
from bot.insiders.purchases import classify_purchase
from bot.insiders.reading import FormReading, RowReading
from bot.insiders.sales import classify_sale, classify_withholding
from bot.insiders.verdicts import Finding
from bot.model import Confidence, InsiderClass


@dataclass(frozen=True, slots=True)
class Classified:
    """One transaction with its class."""

    row: Row
    kind: InsiderClass
    discretionary: bool | None
    """True a decision, False not, None where the filing does not settle it."""
    confidence: Confidence
    evidence: str
    """The filing's own words, or the box, code or figures that decided."""
    evidence_from: str
    """"F2", "remarks", "box", "code", "balance"."""
    tags: tuple[str, ...] = ()
    plan: bool | None = None
    """Under a Rule 10b5-1 plan; None where the form predates the box and says nothing."""
    adoption_date: date | None = None
    percent_of_bucket: float | None = None
    """Of the same ownership bucket before the trade, 0 to 100; above 100 for a purchase that more than doubles it."""
    balance: Balance | None = None
    low: float | None = None
    high: float | None = None
    """The price range its footnote gives, US dollars."""


_BY_CODE = {"P": classify_purchase, "S": classify_sale, "F": classify_withholding}


@dataclass(frozen=True, slots=True)
class _Form:
    filing: Filing
    reading: FormReading
    around: dict[int, Balance] = field(default_factory=dict)


def classify(filing: Filing) -> tuple[Classified, ...]:
    """Every transaction of the filing, in document order. Never raises."""
    if not filing.rows:
        return ()
    form = _Form(filing, FormReading(filing), dict(balances(filing)))
    return tuple(_classify(form, row) for row in filing.rows)


def _classify(form: _Form, row: Row) -> Classified:
    reading = form.reading.row(row)
    finding = _BY_CODE.get(row.code, classify_code)(row, reading)
    balance = form.around.get(row.index) if row.index is not None else None
    low, high = _price_range(row, reading)
    return Classified(
        row=row,
        kind=finding.kind,
        discretionary=finding.discretionary,
        confidence="low" if form.filing.recovered and finding.confidence == "medium" else finding.confidence,
        evidence=finding.evidence,
        evidence_from=finding.source,
        tags=_tags(form, row, reading, finding),
        plan=finding.plan if finding.plan is not None else _box(form.filing, row),
        adoption_date=_adopted(row, finding),
        percent_of_bucket=_percent(row, balance),
        balance=balance,
        low=low,
        high=high,
    )


def _box(filing: Filing, row: Row) -> bool | None:
    """What the box says for a row that is no plan trade: False where it stands open, unknown before 2023."""
    if filing.plan_box is None or row.code in {"S", "P"}:
        return False if filing.plan_box is False else None
    return False


def _adopted(row: Row, finding: Finding) -> date | None:
    if finding.adopted is None or (row.day is not None and finding.adopted > row.day):
        return None
    return finding.adopted


def _percent(row: Row, balance: Balance | None) -> float | None:
    if balance is None or not balance.before or row.shares is None or row.code in {"A", "M", "C", "X"}:
        return None
    return round(row.shares / balance.before * 100, 4)


def _price_range(row: Row, reading: RowReading) -> tuple[float | None, float | None]:
    if row.price is None or _abroad(reading):
        return None, None
    for note in reading.all_notes:
        if not kinds.PRICE_BANDS.search(note.folded) and "rang" not in note.folded:
            continue
        for hit in kinds.PRICE_RANGE.finditer(note.folded):
            low, high = (float(text.replace(",", "")) for text in hit.groups())
            if low <= high and low * 0.98 <= row.price <= high * 1.02:
                return low, high
    return None, None


def _abroad(reading: RowReading) -> bool:
    """True where the form says that its prices are in another currency, and not that they were converted."""
    form = reading.form
    return any(
        form.matches(note, kinds.FOREIGN_PRICE) and not form.matches(note, kinds.INTO_DOLLARS)
        for note in (*reading.all_notes, *reading.general)
    )


def _tags(form: _Form, row: Row, reading: RowReading, finding: Finding) -> tuple[str, ...]:
    tags = list(finding.tags)
    if reading.words(kinds.INCLUDES_UNVESTED, notes=reading.holding_notes)[0]:
        tags.append("balance_includes_unvested")
    if _abroad(reading):
        tags.append("foreign_currency")
    if row.timeliness == "L":
        tags.append("reported_late")
    if row.odd:
        tags.append("unreadable_figure")
    if row.swap and "equity_swap" not in tags:
        tags.append("equity_swap")
    if form.filing.recovered:
        tags.append("repaired_xml")
    return tuple(dict.fromkeys(tags))
