"""Code P: a purchase is an open-market buy only where nothing says that it came from the issuer, a plan or a deal."""

from __future__ import annotations

import re

from bot.insiders import kinds
from bot.insiders.filing import Row
from bot.insiders.reading import RowReading
from bot.insiders.trades import (
    DEBT,
    OPTION,
    Trade,
    contradiction,
    crossed,
    look_at,
    money_problem,
    planned,
    unexplained,
)
from bot.insiders.verdicts import Finding, review
from bot.model import Confidence, InsiderClass

NOT_THIS = re.compile(r"\b(?:not|no|prior\s+to|since|before|after|following|lock-?up)\b(?:\W+\w+){0,4}\W*$")
_IPO = re.compile(
    r"\b(?:closing|completion|consummation)\s+of\s+(?:[\w']+\s+){0,3}?initial\s+public\s+offering|\bclosing\s+of\s+the\s+ipo\b"
)
_COUNTED = re.compile(r"\d{1,3}(?:,\d{3})+\s+(?:\w+\s+){0,3}?(?:were|was)\b")


def classify_purchase(row: Row, reading: RowReading) -> Finding:
    """The class of a row with code P."""
    trade = look_at(row, reading)
    for rule in _RULES:
        found = rule(trade)
        if found is not None:
            return found
    return review("no rule reads this purchase")  # the last rule always answers


def offering_words(reading: RowReading) -> tuple[str, str]:
    """Words that say this purchase came from the issuer or an offering; a deal still to come does not count."""
    for note in (*reading.trade_notes, *reading.general):
        if not reading.form.matches(note, kinds.OFFERING):
            continue
        for sentence in note.sentences:
            hit = kinds.OFFERING.search(sentence.text)
            if hit is None or kinds.FUTURE.search(sentence.text[: hit.end()]):
                continue
            if not NOT_THIS.search(sentence.text[: hit.start()]):
                return note.quote(sentence.start, sentence.start + len(sentence.text)), note.source
    return "", ""


def _market_words(trade: Trade) -> tuple[str, str]:
    return trade.reading.words(kinds.OPEN_MARKET, notes=(*trade.reading.trade_notes, *trade.reading.general))


def _from_issuer(trade: Trade) -> Finding | None:
    offer, source = offering_words(trade.reading)
    if not offer or (_market_words(trade)[0] and not _COUNTED.search(offer)):
        return None
    return Finding(InsiderClass.ISSUER_PURCHASE, offer, source, "high", True, (*offering_tags(offer), *trade.who))


def offering_tags(words: str) -> tuple[str, ...]:
    """What to call a purchase from the issuer, by the words that prove it."""
    folded = words.casefold()
    if kinds.PLACEMENT.search(folded):
        return ("offering", "private_placement")
    return ("offering", "public_offering") if kinds.PUBLIC_OFFERING.search(folded) else ("offering",)


def ipo_words(trade: Trade) -> tuple[str, str]:
    """Words by which the form's other lines call the day that of the initial public offering's closing, and where."""
    if _market_words(trade)[0]:
        return "", ""
    told = (
        trade.reading.form.row(other).words(_IPO) for other in trade.reading.form.lookups.telling(trade.row.day, "CMXJ")
    )
    return next((found for found in told if found[0]), ("", ""))


def _at_the_ipo(trade: Trade) -> Finding | None:
    """Bought on the day that the form's other lines call the closing of the initial public offering."""
    words, source = ipo_words(trade)
    if not words:
        return None
    return Finding(InsiderClass.ISSUER_PURCHASE, words, source, "medium", True, (*offering_tags(words), *trade.who))


def _through_a_plan(trade: Trade) -> Finding | None:
    """Dividend reinvestment, retirement and employee purchase plans: automatic, and not the open market."""
    if _market_words(trade)[0]:
        return None
    for pattern, kind, tag in (
        (kinds.DIVIDEND, InsiderClass.OTHER, "dividend_reinvestment"),
        (kinds.RETIREMENT, InsiderClass.OTHER, "retirement_plan"),
        (kinds.ESPP, InsiderClass.ISSUER_PURCHASE, "employee_stock_purchase_plan"),
    ):
        words, source = trade.reading.words(pattern, notes=trade.reading.trade_notes)
        if words:
            return Finding(kind, words, source, "medium", False, (tag, *trade.who))
    return None


def _no_common_share(trade: Trade) -> Finding | None:
    title = trade.row.security
    if DEBT.search(title) and not _market_words(trade)[0] and "preferred" not in title.casefold():
        said = f"the security is {title!r}, not a share"
        return Finding(InsiderClass.OTHER, said, "code", "high", True, ("debt", *trade.who))
    if trade.row.derivative and OPTION.search(title):
        said = f"purchase of {title!r}, a derivative"
        return Finding(InsiderClass.OTHER, said, "code", "medium", True, ("derivative_trade", *trade.who))
    return None


def _private(trade: Trade) -> Finding | None:
    words, source = trade.reading.words(kinds.PRIVATE, notes=trade.reading.trade_notes)
    if not words or _market_words(trade)[0]:
        return None
    return Finding(InsiderClass.OTHER, words, source, "medium", True, ("private_purchase", *trade.who))


def _planned(trade: Trade) -> Finding | None:
    return planned(InsiderClass.PLANNED_BUY, trade, trade.who)


def _round(trade: Trade) -> bool:
    """Many shares at one whole-dollar price, with no range given, look like an offering."""
    price, shares = trade.row.price or 0.5, trade.row.shares or 0.0
    priced = any(kinds.PRICE_BANDS.search(note.folded) for note in trade.reading.all_notes)
    return shares >= 10_000 and price == int(price) and not priced


def _market(trade: Trade) -> Finding:
    evidence, source = _market_words(trade)
    confidence: Confidence = "high"
    odd = trade.row.acquired is False
    extra = ["contradicts_itself"] if odd else []
    if not evidence:
        source = "code"
        evidence, confidence = unexplained(trade)
        if _round(trade):
            evidence, confidence = f"{evidence}; one round price, so it may be an offering", "medium"
            extra.append("round_price")
    return Finding(
        InsiderClass.OPEN_MARKET_BUY, evidence, source, "low" if odd else confidence, "dealer" not in trade.who,
        (*trade.who, *extra), trade.box_open,
    )  # fmt: skip


_RULES = (
    contradiction, crossed, _from_issuer, _at_the_ipo, _through_a_plan, _no_common_share, _private, money_problem, _planned,
    _market,
)  # fmt: skip
