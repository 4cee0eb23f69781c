"""Codes S and F: who forced the sale? Tax goes before a plan, a plan before the market; F is withholding unless sold."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.insiders import kinds
from bot.insiders.filing import Row
from bot.insiders.purchases import NOT_THIS, ipo_words
from bot.insiders.reading import RowReading
from bot.insiders.tax_words import OTHER_TAX
from bot.insiders.taxes import TaxReading
from bot.insiders.trades import OPTION, Trade, contradiction, crossed, look_at, money_problem, planned, unexplained
from bot.insiders.verdicts import Finding
from bot.model import Confidence, InsiderClass

_CASHED_OUT = re.compile(
    r"\b(?:pursuant\s+to|in\s+connection\s+with|upon|at)\b[^;]{0,60}?\b(?:merger|tender\s+offer|business\s+combination)\b"
    r"[^;]{0,200}?\b(?:cancel+ed|converted|exchanged|right\s+to\s+receive|tendered|cashed)"
)
_NO_MARKET = (
    (kinds.FORCED_SALE, "forced_sale"), (kinds.SOLD_IN_OFFERING, "offering"), (kinds.SOLD_TO_ISSUER, "sold_to_issuer"),
    (kinds.SOLD_PRIVATELY, "private_sale"),
)  # fmt: skip
NO_MARKET = frozenset(tag for _pattern, tag in _NO_MARKET)
"""Tags of sales that the market had no part in, or the owner no say."""
_NET_EXERCISE = re.compile(r"\bnet[- ](?:share[- ])?exercise|\bcashless(?:ly)?\b")
_LOCK_UP = re.compile(r"\block-?up\b")
_ACQUIRED = re.compile(r"acquired|purchased|received|bought|obtained|issued")
_VERBS = re.compile(
    r"\b(acquired|purchased|received|bought|obtained|issued|sold|sales?|sell|selling|disposed|disposition|liquidated)\b"
)


def classify_sale(row: Row, reading: RowReading) -> Finding:
    """The class of a row with code S."""
    trade = look_at(row, reading)
    tags = _tags(trade)
    for rule in (_contradiction, _crossed, _covered, _withheld, _cashed_out, _planned, _unreadable):
        found = rule(trade, tags)
        if found is not None:
            return found
    return _market(trade, tags)


def classify_withholding(row: Row, reading: RowReading) -> Finding:
    """The class of a row with code F: withheld, unless its own footnote says that the shares were sold."""
    found = contradiction(look_at(row, reading))
    if found is not None:
        return found
    own = reading.own_taxes()
    if own is None:
        return _unexplained_withholding(row, reading)
    taxes, source = own
    if taxes.payment == "sale" and not taxes.partial:
        sure: Confidence = (
            "high"
            if taxes.explicit or any(kinds.PRICE_BANDS.search(note.folded) for note in reading.all_notes)
            else "medium"
        )
        return Finding(InsiderClass.SELL_TO_COVER, taxes.quote, source, sure, False, ("coded_as_withholding",))
    tags = ("exercise_cost",) if taxes.exercise_only else ()
    return Finding(InsiderClass.TAX_WITHHOLDING, taxes.quote, source, "high", False, tags)


def _unexplained_withholding(row: Row, reading: RowReading) -> Finding:
    """Code F without words: the exercise price, where the shares given up are worth just that; else tax or price."""
    worth = (row.shares or 0.0) * (row.price or 0.0)
    paid = reading.form.lookups.costing(row.day, worth, within=row.price or 0.0)  # whole shares are given up
    if paid is not None:
        said = f"worth ${worth:,.0f}, the exercise price of {paid.shares:,.0f} at ${paid.price:,.10g}"
        return Finding(InsiderClass.TAX_WITHHOLDING, said, tags=("exercise_cost",))
    for exercise in reading.form.lookups.telling(row.day, "MX"):
        words, source = reading.form.row(exercise).words(_NET_EXERCISE)
        if words and "tax" not in words.casefold():
            return Finding(InsiderClass.TAX_WITHHOLDING, words, source, "medium", False, ("exercise_cost",))
    return Finding(InsiderClass.TAX_WITHHOLDING, "code F: shares withheld for tax or the exercise price")


def _tags(trade: Trade) -> tuple[str, ...]:
    """Everything else the form says about the sale."""
    reading, row = trade.reading, trade.row
    tags = [*trade.who]
    tags += [tag for tag, _words, _source in _off_market(trade)]
    for pattern, tag in ((kinds.BLOCK_TRADE, "block_trade"), (OTHER_TAX, "tax_motive")):
        if any(reading.form.matches(note, pattern) for note in reading.trade_notes):
            tags.append(tag)
    moved = {code: reading.form.moved(row.day, code) for code in "MXFS"}
    exercised = 0.0 if moved["F"] else moved["M"] + moved["X"]
    if exercised and reading.form.lookups.options and moved["S"] >= exercised * 0.995:
        tags.append("exercise_and_sell")
    own = reading.own_taxes()
    if own is not None and own[0].partial:
        tags.append("partial_tax")
    return tuple(tags)


def _off_market(trade: Trade) -> list[tuple[str, str, str]]:
    """(tag, words, source) of each way in which the market had no part in the sale, or the owner no say."""
    market = trade.reading.words(kinds.OPEN_MARKET, notes=trade.reading.trade_notes)[0]
    found = []
    for pattern, tag in _NO_MARKET:
        words, source = _told_of_the_sale(trade, pattern)
        if words and (tag == "forced_sale" or not market):
            found.append((tag, words, source))
    if not found and (told := ipo_words(trade))[0]:  # locked up, but for what the offering itself sells
        found.append(("offering", *told))
    return found


def _told_of_the_sale(trade: Trade, pattern: re.Pattern[str]) -> tuple[str, str]:
    """(sentence, source) where a footnote says this of the sale itself: not what it was not, nor how the shares came."""
    for note in trade.reading.trade_notes:
        if not trade.reading.form.matches(note, pattern):
            continue
        for sentence in note.sentences:
            if _LOCK_UP.search(sentence.text):
                continue
            for hit in pattern.finditer(sentence.text):
                before = sentence.text[: hit.start()]
                verbs = _VERBS.findall(before)
                if not NOT_THIS.search(before) and not (verbs and _ACQUIRED.fullmatch(verbs[-1])):
                    return note.quote(sentence.start, sentence.start + len(sentence.text)), note.source
    return "", ""


def _contradiction(trade: Trade, _tags: tuple[str, ...]) -> Finding | None:
    return contradiction(trade)


def _crossed(trade: Trade, _tags: tuple[str, ...]) -> Finding | None:
    return crossed(trade)


def _covered(trade: Trade, tags: tuple[str, ...]) -> Finding | None:
    """Sell-to-cover. Selling all that was exercised pays more than tax, so weak words do not make that a cover."""
    cover = _cover(trade)
    if cover is None:
        return None
    taxes, source = cover
    whole = "exercise_and_sell" in tags
    if whole and not taxes.explicit:
        return None
    extra = (("planned_sale_10b5_1",) if trade.planned else ()) + (("exercise_cost",) if taxes.exercise_only else ())
    own = any(note.source == source for note in trade.reading.notes)
    sure: Confidence = "low" if whole else "high" if own or taxes.explicit else "medium"
    found = Finding(InsiderClass.SELL_TO_COVER, taxes.quote, source, sure, False, (*extra, *tags))
    if trade.plan is not None and trade.planned:
        return replace(found, plan=True, adopted=trade.plan[0].adopted)
    return found


def _cover(trade: Trade) -> tuple[TaxReading, str] | None:
    """The statement that makes it a cover; the row's own footnotes go before words about the form."""
    own = trade.reading.own_taxes()
    if own is not None and own[0].payment != "withholding":
        return own if own[0].payment in {"sale", "unnamed"} and not own[0].partial else None
    told = trade.reading.form_taxes()
    if told is None or told[0].partial:
        return None
    own_plan = trade.planned and trade.reading.own_plan() is not None
    return None if own_plan and not told[0].all_sales else told


def _withheld(trade: Trade, tags: tuple[str, ...]) -> Finding | None:
    """Coded as a sale, described as withholding, with no word of a sale."""
    own = trade.reading.own_taxes()
    if own is None or own[0].payment != "withholding" or own[0].mentions_sale or trade.planned:
        return None
    cost = ("exercise_cost",) if own[0].exercise_only else ()
    return Finding(InsiderClass.TAX_WITHHOLDING, own[0].quote, own[1], "medium", False, ("coded_as_sale", *cost, *tags))


def _cashed_out(trade: Trade, tags: tuple[str, ...]) -> Finding | None:
    words, source = trade.reading.words(_CASHED_OUT, notes=trade.reading.trade_notes)
    if not words or trade.planned:
        return None
    return Finding(InsiderClass.OTHER, words, source, "medium", False, ("merger", *tags))


def _planned(trade: Trade, tags: tuple[str, ...]) -> Finding | None:
    return planned(InsiderClass.PLANNED_SALE, trade, tags)


def _unreadable(trade: Trade, tags: tuple[str, ...]) -> Finding | None:
    if trade.row.derivative and OPTION.search(trade.row.security):
        said = f"sale of {trade.row.security!r}, a derivative"
        return Finding(InsiderClass.OTHER, said, "code", "medium", True, ("derivative_trade", *tags))
    return money_problem(trade)


def _market(trade: Trade, tags: tuple[str, ...]) -> Finding:
    evidence, confidence = unexplained(trade)
    source, plan = "code", trade.box_open
    if not NO_MARKET.isdisjoint(tags):
        _tag, evidence, source = _off_market(trade)[0]
    if trade.plan is not None and trade.plan[0].denied:
        evidence, source, confidence, plan = trade.plan[0].quote, trade.plan[1], "high", False
        tags = (*tags, "plan_denied")
    if trade.row.acquired is True:
        confidence, tags = "low", (*tags, "contradicts_itself")
    decided = False if "dealer" in tags else None if "forced_sale" in tags else True
    return Finding(InsiderClass.OPEN_MARKET_SELL, evidence, source, confidence, decided, tags, plan)
