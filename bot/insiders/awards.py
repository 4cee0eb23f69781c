"""Code A: an award, unless a price and the words (or the holder) say that it was bought from the issuer."""

from __future__ import annotations

import re

from bot.insiders import kinds
from bot.insiders.filing import Row
from bot.insiders.purchases import offering_tags
from bot.insiders.reading import RowReading
from bot.insiders.verdicts import Finding, review
from bot.model import InsiderClass

UNITS = re.compile(
    r"\brestricted|\brsus?\b|\bpsus?\b|\bprsus?\b|\bperformance|\bphantom|\bdeferred|\bunits?\b|\bshare\s+rights|"
    r"\bdividend|\bawards?\b",
    re.IGNORECASE,
)
NO_AWARD = re.compile(
    r"\b(?:partnership|ltip|op|common|llc|limited|profits?|class|holdings?)\s+units?\b", re.IGNORECASE
)
OPTION = re.compile(
    r"\boptions?\b|\bright\s+to\s+(?:buy|purchase)|\bwarrants?\b|\bstock\s+appreciation|\bsars?\b", re.IGNORECASE
)
RESTRICTED = re.compile(r"\brestricted\s+(?:stock|share)?\s*units?|\brsus?\b|\brestricted\s+(?:stock|shares)")
_BOUGHT = re.compile(
    r"\b(?:warrants?|notes?|debentures?|convertible|preferred|swap|bonds?|call|put|forward)\b", re.IGNORECASE
)
_BUYING = re.compile(r"\b(?:purchas(?:ed?|es|ing)|subscri\w+|bought|acquired\s+from)\b")
_PERFORMANCE = re.compile(r"\bperformance|\bpsus?\b|\bprsus?\b|\bearned\b|\bachievement")
_EARNED = re.compile(
    r"(?<!\bif )(?<!\bwhen )(?<!\bbe )\bearned\b|\bcertif(?:ied|ication)\b|"
    r"\b(?:vesting|settlement)\s+of\b[^.;]{0,60}\b(?:performance|psus?|prsus?)\b"
)
_NOT_YET = re.compile(
    r"\b(?:may|will|can|could|to|shall|would)\s+(?:be\s+)?(?:earn|vest)|\bsubject\s+to\b[^.;]{0,40}\b(?:attain|achieve)|\bup\s+to\b"
)
_DIRECTOR_PAY = re.compile(
    r"\bretainer|\bdirectors?'?\s+(?:fees|compensation)|\bin\s+lieu\s+of\b|\bfees\b|\bdeferr?(?:ed|al)\b|\bphantom"
)
_AWARDED = re.compile(
    r"\brestricted\s+(?:stock|share)|\brsus?\b|\bpsus?\b|\bphantom|\bawards?\b|\bawarded\b|\bgranted\b|\bvest\w*|\bretainer|"
    r"\bfees\b|\bin\s+lieu\s+of\b|\bdirector\s+compensation"
)
AWARD_TITLE = re.compile(
    r"\brestricted|\brsus?\b|\bpsus?\b|\bperformance|\bphantom|\bdeferred|\bstock\s+units?|\bawards?\b"
)
_INCLUDED = re.compile(r"\b(?:includes?|excludes?|included\s+in|excluded\s+from)\b", re.IGNORECASE)
_FORFEIT = re.compile(r"\bforfeit\w*|\bcancel\w*|\bnot\s+(?:earned|vest)|\brescind\w*")


def classify_award(row: Row, reading: RowReading) -> Finding:
    """The class of a row with code A."""
    if row.acquired is False:
        words, source = reading.words(_FORFEIT)
        if words:
            return Finding(InsiderClass.OTHER, words, source, "medium", tags=("forfeiture",))
        return review("code A but marked disposed (D)", "contradicts_itself")
    return bought_from_issuer(row, reading) or _split(row, reading) or _no_award(row, reading) or _grant(row, reading)


def grant_kind(row: Row, reading: RowReading) -> str:
    """
    Which award: "option", "rsu", "psu", "earned" (performance shares granted before), "dividend_equivalent", "deferred"
    (units, fees) or "stock".
    """
    title = row.security.casefold()
    if "dividend" in title or any(
        reading.form.matches(note, kinds.DIVIDEND_EQUIVALENT) for note in reading.trade_notes
    ):
        return "dividend_equivalent"
    if OPTION.search(title):
        return "option"
    words = " ".join(note.folded for note in reading.trade_notes)
    if _PERFORMANCE.search(title) or _PERFORMANCE.search(words):
        now = any(_EARNED.search(note.folded) and not _NOT_YET.search(note.folded) for note in reading.trade_notes)
        return "earned" if now else "psu"
    if RESTRICTED.search(title) or RESTRICTED.search(words):
        return "rsu"
    return "deferred" if re.search(r"\bunits?\b", title) or _DIRECTOR_PAY.search(title + words) else "stock"


def _grant(row: Row, reading: RowReading) -> Finding:
    kind = grant_kind(row, reading)
    pattern = kinds.DIVIDEND if kind == "dividend_equivalent" else kinds.EQUITY_AWARD
    words, source = reading.words(pattern, notes=reading.trade_notes)
    said = words or f"code A: grant or award, {row.security or 'no title'}"
    return Finding(InsiderClass.GRANT, said, source or "code", tags=(kind, "psu") if kind == "earned" else (kind,))


def _split(row: Row, reading: RowReading) -> Finding | None:
    words, source = reading.words(kinds.STOCK_SPLIT, notes=reading.trade_notes)
    if not words or row.price or reading.words(_AWARDED, notes=reading.trade_notes)[0]:
        return None
    return Finding(InsiderClass.OTHER, words, source, "medium", tags=("stock_split",))


def _no_award(row: Row, reading: RowReading) -> Finding | None:
    """Merger consideration, or shares that no award's words explain and no officer or director holds."""
    title = row.security.casefold()
    if AWARD_TITLE.search(title) or OPTION.search(title):
        return None
    merger, source = reading.words(kinds.MERGER, notes=reading.trade_notes)
    if merger and not reading.words(_AWARDED, notes=reading.trade_notes)[0]:
        return Finding(InsiderClass.OTHER, merger, source, "medium", tags=("acquisition_consideration",))
    if grant_kind(row, reading) != "stock" or reading.words(kinds.EQUITY_AWARD, notes=reading.trade_notes)[0]:
        return None
    owners = reading.form.filing.owners
    outsider = not any(owner.officer or owner.director for owner in owners)
    if row.price and (row.direct is False or outsider):
        why = "held indirectly" if row.direct is False else "by no officer or director"
        said = f"code A at ${row.price:,.10g} {why}, no word of an award"
        return Finding(InsiderClass.ISSUER_PURCHASE, said, "code", "medium", True)
    if outsider and owners and all(owner.entity for owner in owners):
        words, source = reading.words(kinds.DISTRIBUTION)
        return Finding(InsiderClass.OTHER, words or "code A to an entity, no word of an award", source or "code", "low")
    return None


def bought_from_issuer(row: Row, reading: RowReading) -> Finding | None:
    """Code A or J that is a purchase: its words say so, or a bought kind of security has a price."""
    for note in reading.trade_notes:
        if not reading.form.matches(note, kinds.OFFERING) or reading.form.matches(note, kinds.ESPP):
            continue
        for sentence in note.sentences:
            hit = kinds.OFFERING.search(sentence.text)
            if hit is None or kinds.FUTURE.search(sentence.text[: hit.start()]):
                continue
            buying = bool(_BUYING.search(sentence.text))
            if buying or (row.price and not kinds.EQUITY_AWARD.search(sentence.text)):
                quote = note.quote(sentence.start, sentence.start + len(sentence.text))
                return Finding(InsiderClass.ISSUER_PURCHASE, quote, note.source, "high", True, offering_tags(quote))
    words, source = _employee_plan(row, reading)
    if words:
        tags = ("employee_stock_purchase_plan",)
        return Finding(InsiderClass.ISSUER_PURCHASE, words, source, "medium", False, tags)
    if row.derivative and row.price and _BOUGHT.search(row.security) and not UNITS.search(row.security):
        said = f"{row.security!r} at ${row.price:,.10g}"
        return Finding(InsiderClass.ISSUER_PURCHASE, said, "code", "medium", True)
    return None


def _employee_plan(row: Row, reading: RowReading) -> tuple[str, str]:
    """
    Words that the shares came out of an employee purchase plan, and where. Where no price is filed, nothing may speak of
    an award; what a holding or the line includes of such shares is no purchase.
    """
    words, source = reading.words(kinds.ESPP, notes=reading.trade_notes)
    if not words and row.price and not reading.trade_notes:
        words, source = reading.words(kinds.ESPP, notes=reading.general)
    if not words or _INCLUDED.search(words):
        return "", ""
    award = UNITS.search(row.security) or OPTION.search(row.security)
    if not row.price and (award or reading.words(_AWARDED, notes=reading.trade_notes)[0]):
        return "", ""
    return words, source
