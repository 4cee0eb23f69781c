"""
Footnote text as the rules read it: folded to plain lower case with every character in place, cut into sentences.

Offsets into the folded text are offsets into the tidy text, so that a rule's hit can be quoted in the filing's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 8_000
"""Characters of one note that are read; EDGAR allows about 1,000 to 2,000."""

_FOLD = (
    {ord(dash): "-" for dash in "‐‑‒–—―−﹘﹣－"}
    | {ord(mark): "'" for mark in "‘’‛`´"}
    | {ord(m): '"' for m in "“”„‟«»"}
)
_BREAK = re.compile(r"(?<=[.;!?])[\"')]*\s+(?=\S)|\s*(?:\n|•)\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:inc|corp|co|ltd|llc|mr|mrs|ms|dr|no|nos|jr|sr|st|vs|approx|sec|art|pub|dist|dep|ser|est|cl|par|i\.e|e\.g|"
    r"l\.p|n\.a|u\.s|p\.l\.c|s\.a|n\.v|d\.b\.a|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[a-z])\.$"
)

_TELLING = (
    "tax", "withh", "cover", "mandat", "discretion", "volunt", "volition", "payroll", "plan", "10b", "trading", "selling",
    "program", "arrangement", "offer", "underwrit", "placement", "subscri", "agreement", "from the ", "sold to the ", "issued",
    "privat",
    "block", "broker", "market", "dealer", "hedg", "margin", "swap", "merger", "combination", "acqui", "consideration",
    "escrow", "conver", "exchanged", "exchange of", "exchange offer", "exchange agree", "exchange ratio", "redeem",
    "redempt", "distribut", "trust", "gift", "charit", "donat", "foundation", "estate", "spouse", "divorce", "inherit",
    "transfer", "contribut", "llc", "partnership", "pledge", "foreclos", "court",
    "by will", "will or", "ipo", "pipe", "raise", "financ", "negotiat", "registered direct", "bought deal",
    "repurchase", "involuntar", "lender", "receiver", "creditor", "bankrupt", "espp", "e.s.p.p", "sharesave", "423", "16b-3(c)",
    "dividend", "vest", "rsu", "psu", "restricted", "award", "grant", "option", "unit", "exercis",
    "settle", "fee", "retainer", "forfeit", "cancel", "401", "stock split", "sale of", "includes", "form 4", "change in",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the folded text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote or the remarks."""

    source: str
    """"F2" or "remarks"."""
    tidy: str
    """The filing's words, white space collapsed."""
    folded: str
    """The same length, lower case, plain dashes and quotes."""
    telling: bool
    """False for a note that only explains its prices, as most do."""
    sentences: tuple[Sentence, ...]
    """Empty where the note is not telling."""

    def quote(self, start: int, end: int, limit: int = 320) -> str:
        """The filing's own words between two offsets, cut at `limit` characters."""
        words = self.tidy[start:end].strip(" ;")
        return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + "…"


def read_note(source: str, text: str) -> Note:
    """Fold a footnote or the remarks."""
    tidy = " ".join(text[: LONGEST * 2].split())[:LONGEST]
    folded = tidy.translate(_FOLD).lower()
    if len(folded) != len(tidy):  # a few letters grow in lower case
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in tidy.translate(_FOLD))
    telling = any(word in folded for word in _TELLING)
    return Note(source, tidy, folded, telling, tuple(_sentences(folded)) if telling else ())


def _sentences(folded: str) -> list[Sentence]:
    found: list[Sentence] = []
    start = 0
    for gap in _BREAK.finditer(folded):
        if folded[gap.start() - 1] == "." and _ABBREVIATION.search(folded, max(0, gap.start() - 12), gap.start()):
            continue
        found.append(Sentence(folded[start : gap.start()], start))
        start = gap.end()
    found.append(Sentence(folded[start:], start))
    return found
