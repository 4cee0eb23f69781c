"""
Was this sale forced by tax? Sell-to-cover has no transaction code; only the words of the filing say so.

A sentence speaks of sell-to-cover where a market sale is what pays a tax on an award (or its exercise price). Who governs
the purpose decides: shares *withheld* to pay tax are no sale; "no shares were sold" denies it; "partially" halves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from bot.insiders import tax_words as words
from bot.insiders.language import Note, Sentence

MOST_PURPOSES = 12
"""Of one sentence; real ones have two or three, a hostile one could have thousands."""
Payment = Literal["sale", "withholding", "denied", "unnamed"]
""""unnamed": a transaction paid the tax, and only its code tells which kind it was."""


@dataclass(frozen=True, slots=True)
class TaxReading:
    """What a note says about paying tax or an exercise price with shares."""

    payment: Payment
    quote: str
    explicit: bool = False
    """True where the words leave no choice: sell-to-cover, mandated, solely, automatic, not discretionary."""
    partial: bool = False
    """True where only a part of the sale pays tax."""
    exercise_only: bool = False
    """True where the exercise price, not tax, is paid."""
    all_sales: bool = False
    """True where the words speak of every sale the form reports."""
    mentions_sale: bool = False
    """Withholding: True where the same note also speaks of a sale."""


def read_taxes(note: Note) -> TaxReading | None:
    """What the note says about paying tax with shares; None where it says nothing. The strongest statement wins."""
    if not words.HINT.search(note.folded):
        return None
    masked = words.NOT_ABOUT_PAYING.sub(lambda hit: "~" * len(hit[0]), note.folded)
    best: TaxReading | None = None
    denied: TaxReading | None = None
    for sentence in note.sentences:
        text = masked[sentence.start : sentence.start + len(sentence.text)]
        reading = _read(note, Sentence(text, sentence.start))
        if reading is None:
            continue
        if reading.payment == "denied":
            denied = denied or reading
        elif best is None or _rank(reading) > _rank(best):
            best = reading
    if best is None:
        return denied
    if best.payment == "withholding":
        return replace(best, mentions_sale=_tells_of_a_sale(note.folded))
    if denied is not None and not best.explicit:
        return denied
    return replace(best, explicit=best.explicit or (not best.partial and bool(words.FORCED.search(note.folded))))


def _tells_of_a_sale(text: str) -> bool:
    """True where a sale is named and not denied ("no shares were sold", "not an open market sale")."""
    return any(
        not words.DENIED_BEFORE.search(text[max(0, hit.start() - 120) : hit.start()])
        for hit in islice(re.finditer(words.SALE, text), MOST_PURPOSES)
    )


def _rank(reading: TaxReading) -> int:
    return (4 if reading.payment == "sale" else 0) + (2 if reading.explicit else 0) + (0 if reading.partial else 1)


def _read(note: Note, sentence: Sentence) -> TaxReading | None:
    if not words.SENTENCE_HINT.search(sentence.text) or words.BALANCE.match(sentence.text):
        return None
    return (
        _by_term(note, sentence)
        or _by_purpose(note, sentence)
        or _by_means(note, sentence)
        or _by_force(note, sentence)
    )


def _made(
    note: Note, sentence: Sentence, payment: Payment, *, explicit: bool = False, strike: bool = False
) -> TaxReading:
    text = sentence.text
    sale = payment == "sale"
    partial = sale and bool(words.PARTIAL.search(text))
    return TaxReading(
        payment,
        note.quote(sentence.start, sentence.start + len(text)),
        explicit=explicit or (sale and not partial and bool(words.ONLY.search(text))),
        partial=partial,
        exercise_only=strike,
        all_sales=sale and bool(words.ALL_SALES.search(text)),
    )


def _by_term(note: Note, sentence: Sentence) -> TaxReading | None:
    """The term itself: "sell-to-cover"; "shares sold to cover." with nothing after it; "tax withholding sale"."""
    text = sentence.text
    hit = words.TERM.search(text)
    if not hit or words.COVERS_SOMETHING_ELSE.match(text, hit.end()):
        return None
    denied = bool(words.DENIED_BEFORE.search(text[: hit.start()]))
    return _made(note, sentence, "denied" if denied else "sale", explicit=not denied)


def _by_purpose(note: Note, sentence: Sentence) -> TaxReading | None:
    """A purpose ("to satisfy tax withholding obligations") and the action that governs it."""
    text = sentence.text
    result: TaxReading | None = None
    for purpose in islice(words.PURPOSE.finditer(text), MOST_PURPOSES):
        if re.match(r"\b(?:such|these|those|the\s)", purpose["what"]) and "tax" not in note.folded:
            continue
        strike = bool(re.search(words.STRIKE, purpose["what"]))
        strike = strike and not re.search(words.TAX, text[purpose.start() : purpose.end() + 120])
        reading = _governed(note, sentence, purpose, strike=strike)
        if reading is not None and (result is None or _rank(reading) > _rank(result)):
            result = reading
    return result


def _governed(note: Note, sentence: Sentence, purpose: re.Match[str], *, strike: bool) -> TaxReading | None:
    text = sentence.text
    action: re.Match[str] | None = None
    for action in words.ACTION.finditer(text, 0, purpose.start() + 1):  # noqa: B007 - the last one governs
        pass
    if action is None:
        return _announced(note, sentence, purpose, strike=strike)
    about_loan = words.LOAN.search(text, action.end(), purpose.end())
    if about_loan or words.PERSONAL.search(text, purpose.start(), purpose.end() + 20):
        return None
    if action.lastgroup == "sale":
        before, between = text[: action.start()], text[action.end() : purpose.start()]
        if words.DENIED_BEFORE.search(before) or words.DENIED_AFTER.search(between):
            return _made(note, sentence, "denied")
        either = re.search(r"(?:\bor|/)\s*$", before) and words.WITHHELD_WORD.search(before)
        return _made(note, sentence, "withholding" if either else "sale", strike=strike)
    if words.WITHHELD_THEN_SOLD.search(text):
        return _made(note, sentence, "sale", explicit=True, strike=strike)
    return _made(note, sentence, "withholding", strike=strike)


def _announced(note: Note, sentence: Sentence, purpose: re.Match[str], *, strike: bool) -> TaxReading | None:
    """The purpose comes first: "In order to satisfy the tax, 1,200 shares were sold"."""
    text = sentence.text
    later = words.ACTION.search(text, purpose.end(), purpose.end() + 220)
    if later is None:
        if words.DISPOSED.search(text, 0, purpose.start()):
            return _made(note, sentence, "sale" if words.MARKET.search(text) else "withholding", strike=strike)
        return _unnamed(note, sentence, purpose, strike=strike)
    if later.lastgroup == "sale":
        denied = words.DENIED_BEFORE.search(text[: later.start()])
        return _made(note, sentence, "denied" if denied else "sale", strike=strike)
    if words.WITHHELD_THEN_SOLD.search(text):
        return _made(note, sentence, "sale", explicit=True, strike=strike)
    return _made(note, sentence, "withholding", strike=strike)


def _unnamed(note: Note, sentence: Sentence, purpose: re.Match[str], *, strike: bool) -> TaxReading | None:
    """Neither sold nor withheld: "this transaction was made to cover withholding taxes"."""
    text = sentence.text
    trade = words.TRADE.search(text, 0, purpose.start())
    if trade is None or words.PERSONAL.search(text, purpose.start(), purpose.end() + 20):
        return None
    if words.DENIED_BEFORE.search(text[: trade.start()]) or words.DENIED_AFTER.search(text[: purpose.start()]):
        return _made(note, sentence, "denied")
    return _made(note, sentence, "unnamed", strike=strike)


def _by_means(note: Note, sentence: Sentence) -> TaxReading | None:
    """The tax comes first and the sale is its means: "taxes were paid through a sale of shares"."""
    text = sentence.text
    hit = words.MEANS.search(text)
    if not hit:
        return None
    if words.WITHHELD_WORD.search(text) and not words.WITHHELD_THEN_SOLD.search(text):
        return _made(note, sentence, "withholding")
    return _made(note, sentence, "denied" if words.DENIED_BEFORE.search(text[: hit.start("sale")]) else "sale")


def _by_force(note: Note, sentence: Sentence) -> TaxReading | None:
    """No word of tax, but a sale that the award's terms force upon its holder."""
    text = sentence.text
    if not (words.NO_CHOICE.search(text) and words.FORCED.search(text) and re.search(words.SALE, text)):
        return None
    if re.search(r"10b-?5|trading plan", text) or not words.AWARD.search(note.folded):
        return None
    if not re.search(r"\b(?:vest\w*|settle\w*|tax|withh\w*)", note.folded):
        return None
    return _made(note, sentence, "sale", explicit=True)
