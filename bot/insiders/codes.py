"""All codes but P, S and F: exercises, conversions, gifts, dispositions to the issuer, and what is only "other"."""

from __future__ import annotations

import re

from bot.insiders import kinds
from bot.insiders.awards import NO_AWARD, OPTION, RESTRICTED, UNITS, bought_from_issuer, classify_award
from bot.insiders.filing import Row
from bot.insiders.reading import RowReading
from bot.insiders.verdicts import Finding, review
from bot.model import InsiderClass

MEANING = {
    "A": "grant or award", "C": "conversion of a derivative security", "D": "disposition to the issuer",
    "E": "expiration of a short position", "G": "gift", "H": "expiration or cancellation of a long position",
    "I": "discretionary transaction in an employee plan", "J": "other, see its footnote", "K": "equity swap",
    "L": "small acquisition", "M": "exercise or settlement of a derivative", "O": "exercise out of the money",
    "U": "tender in a change of control", "W": "acquisition or disposition by will", "X": "exercise in the money",
    "Z": "voting trust",
}  # fmt: skip
"""SEC Form 4, General Instructions, transaction codes."""
_FORFEIT = re.compile(r"\bforfeit\w*|\bcancel\w*|\bnot\s+(?:earned|vest)|\brescind\w*|\breturn\w*\s+to")
_RETURNED = re.compile(r"\bshares\s+(?:\w+\s+){0,2}?(?:forfeited|returned\s+to\s+the\s+(?:issuer|company))\b")
_SETTLED = re.compile(r"\bsettlement\s+of\b|\bvest(?:ed|ing)\b|\bphantom|\bstock\s+units?")
_RIGHTS = re.compile(r"\bsubscription\s+rights?\b|\brights\s+offering")
_BONA_FIDE = re.compile(r"\bbona\s+fide\s+gift", re.IGNORECASE)


def classify_code(row: Row, reading: RowReading) -> Finding:
    """By code, with the footnotes' say where one code means several things."""
    rule = _RULES.get(row.code)
    if rule is not None:
        return rule(row, reading)
    if not row.code:
        return review("the transaction has no code", "no_code")
    return review(f"unknown transaction code {row.code[:8]!r}", "unknown_code")


def _plain(kind: InsiderClass, row: Row, *tags: str, discretionary: bool | None = False) -> Finding:
    return Finding(kind, f"code {row.code}: {MEANING[row.code]}", discretionary=discretionary, tags=tags)


def _exercise(row: Row, reading: RowReading) -> Finding:
    leg = reading.form.lookups.other_leg(row)
    partner = row if row.derivative and not leg else leg
    title = row.security if partner is None else partner.security
    units = bool(UNITS.search(title)) and not NO_AWARD.search(title)
    option = bool(OPTION.search(title))
    rights, source = reading.words(_RIGHTS, notes=reading.trade_notes)
    if rights or _RIGHTS.search(title.casefold()):
        said = rights or f"exercise of {title!r}"
        return Finding(InsiderClass.ISSUER_PURCHASE, said, source or "code", "medium", True, ("offering",))
    if row.code == "M" and not (option or units):
        words, source = reading.words(kinds.CONVERTING, notes=reading.trade_notes)
        if words:
            return Finding(InsiderClass.CONVERSION, words, source, "medium", tags=("coded_as_exercise",))
    settled = units or (partner is None and (reading.any(RESTRICTED) or reading.any(_SETTLED)))
    unit = row.code == "M" and not option and settled
    kind = InsiderClass.RSU_SETTLEMENT if unit else InsiderClass.OPTION_EXERCISE
    wrong_side = row.code == "M" and row.acquired is not None and row.acquired == (row.derivative and not leg)
    tags = ("contradicts_itself",) if wrong_side else ()
    hold, source = reading.words(kinds.NO_SHARES_SOLD)
    if hold and not unit and not row.derivative:
        return Finding(kind, hold, source, "high", True, ("exercise_and_hold", *tags))
    return _plain(kind, row, *tags)


def _gift(row: Row, reading: RowReading) -> Finding:
    charity, source = reading.words(kinds.CHARITY)
    if charity:
        return Finding(InsiderClass.GIFT, charity, source)
    own, source = reading.words(kinds.OWN_VEHICLE, notes=(*reading.trade_notes, *reading.general))
    if own and not _BONA_FIDE.search(own):
        return Finding(InsiderClass.TRANSFER, own, source, "medium", tags=("gift_code",))
    if _moved(row, reading):
        return Finding(InsiderClass.TRANSFER, _SAME_SHARES, tags=("gift_code",))
    for note in reading.trade_notes:
        if "gift" in note.folded or "no consideration" in note.folded:
            return Finding(InsiderClass.GIFT, note.quote(0, len(note.tidy)), note.source)
    return _plain(InsiderClass.GIFT, row)


_SAME_SHARES = "the same shares leave one holding and enter another on the same form"


def _moved(row: Row, reading: RowReading) -> bool:
    """True where another line of the same code, day, security and count has the other side."""
    sides = {acquired for acquired, _price, _bucket in reading.form.lookups.alike(row.code, row)}
    return {True, False} <= sides and row.acquired is not None


def _disposition(row: Row, reading: RowReading) -> Finding:
    if row.acquired is True:
        return review("code D (disposition to the issuer) but marked acquired (A)", "contradicts_itself")
    own = reading.own_taxes()
    if own is not None and own[0].payment == "withholding":
        return Finding(InsiderClass.TAX_WITHHOLDING, own[0].quote, own[1], "medium", tags=("coded_as_disposition",))
    if own is not None and own[0].payment == "sale" and own[0].explicit:
        return Finding(InsiderClass.SELL_TO_COVER, own[0].quote, own[1], "medium", tags=("coded_as_disposition",))
    for pattern, tag in ((kinds.CASH_SETTLED, "cash_settled"), (kinds.MERGER, "merger"), (_FORFEIT, "forfeiture")):
        words, source = reading.words(pattern, notes=reading.trade_notes)
        if words:
            return Finding(InsiderClass.OTHER, words, source, tags=(tag,))
    return _plain(InsiderClass.OTHER, row, "to_issuer")


_OTHER = (
    (_RETURNED, InsiderClass.OTHER, "forfeiture"),
    (kinds.DISTRIBUTION, InsiderClass.TRANSFER, "distribution"),
    (kinds.OWN_VEHICLE, InsiderClass.TRANSFER, "own_vehicle"),
    (kinds.DOMESTIC, InsiderClass.TRANSFER, "domestic"),
    (kinds.INHERITANCE, InsiderClass.TRANSFER, "inheritance"),
    (kinds.DIVIDEND, InsiderClass.OTHER, "dividend_reinvestment"),
    (kinds.MERGER, InsiderClass.OTHER, "merger"),
    (kinds.CONVERTED, InsiderClass.OTHER, "conversion"),
)


def _other(row: Row, reading: RowReading) -> Finding:
    """Codes J and K: only the footnote says what it was."""
    if row.swap or row.code == "K" or kinds.SWAP.search(row.security.casefold()):
        words, source = reading.words(kinds.SWAP)
        return Finding(InsiderClass.OTHER, words or row.security, source or "code", tags=("equity_swap",))
    traded = _sold_or_bought(row, reading)
    if traded is not None:
        return traded
    for pattern, kind, tag in _OTHER:
        words, source = reading.words(pattern, notes=reading.trade_notes)
        if words:
            return Finding(kind, words, source, "medium", tags=(tag,))
    if row.shares and not row.price and _moved(row, reading):
        return Finding(InsiderClass.TRANSFER, _SAME_SHARES, "code", "medium", tags=("own_vehicle",))
    for note in reading.trade_notes:
        return Finding(InsiderClass.OTHER, note.quote(0, len(note.tidy)), note.source, "medium")
    return _plain(InsiderClass.OTHER, row)


def _sold_or_bought(row: Row, reading: RowReading) -> Finding | None:
    """A trade under a code that should hold none."""
    if row.acquired:
        return bought_from_issuer(row, reading) if row.price else None
    own = reading.own_taxes()
    if row.acquired is False and own is not None and own[0].payment == "sale" and own[0].explicit:
        return Finding(InsiderClass.SELL_TO_COVER, own[0].quote, own[1], "medium", tags=("coded_as_other",))
    return None


def _will(row: Row, _reading: RowReading) -> Finding:
    return _plain(InsiderClass.TRANSFER, row, "inheritance" if row.code == "W" else "voting_trust")


def _simple(row: Row, _reading: RowReading) -> Finding:
    return _plain(InsiderClass.OTHER, row, discretionary=None if row.code == "I" else False)


def _converted(row: Row, _reading: RowReading) -> Finding:
    return _plain(InsiderClass.CONVERSION, row)


_RULES = {
    "A": classify_award, "C": _converted, "D": _disposition, "G": _gift, "J": _other, "K": _other, "M": _exercise,
    "O": _exercise, "X": _exercise, "W": _will, "Z": _will, "E": _simple, "H": _simple, "I": _simple, "L": _simple,
    "U": _simple,
}  # fmt: skip
