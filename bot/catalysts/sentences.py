"""Where sentences begin and end, by rule: abbreviations of months, companies and times of day end none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.catalysts.rules import FULL_WEEKDAY, MONTH

_DAY_HEAD = (
    rf"(?:{FULL_WEEKDAY}|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?|{MONTH}\s\d|\d{{1,2}}/\d)"
    r"[^\n:;]{0,16}(?::|\s[-–—])\s(?!\d)"
)
"""What stands before the events of a day in a calendar: "Tuesday:", "March 12:", "Tues 3/17 -"."""
_END = re.compile(rf"[.!?][”\"’')\]]{{0,2}}(?=\s)|\n\s*\n|\n(?=\s*(?:(?:[*•●#-]|\d+\.)\s|{_DAY_HEAD}))")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Inc|Corp|Co|Ltd|LLC|plc|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|No|Nos|vs|"
    r"[Aa]pprox|[Ee]st|[Ee]xp|Fig|Mt|Ft|Vol|Ph|al|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|a\.m|p\.m|e\.g|i\.e|U\.S|U\.K|adj|"
    r"Bros|Cos|Gen|Gov|Sen|Rep|Rev|Hon|Ave|Blvd|Dept|Univ|Assn|Intl)$"
)
_STARTS = re.compile(
    r"\s+[“\"'(*]?(?:The|This|These|Those|That|In|It|Its|We|Our|As|For|On|At|An?|But|However|And|If|Their|He|She|They|"
    r"With|By|To|After|"
    r"While|When|Under|Upon|During|Since|Once|Management|Shares|Analysts|Investors|Following|Based|According|Additionally)\s"
)
_GOES_ON = re.compile(r"(?<=\.\.)\.\s+[a-z]")
"""An ellipsis in the middle of a thought: "slips again... was 4Q26"."""
_NEVER_ENDS = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|vs|Mr|Ms|Dr|St)$")
MAX_SENTENCE = 1_200
"""Characters; a longer stretch without an end is cut, so that no text takes long."""


def spans(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence, in order, without the white space around."""
    start = 0
    for found in _END.finditer(text):
        end = found.end()
        if found.group().startswith(".") and not _ends(text, found.start()):
            continue
        yield from _pieces(text, start, end)
        start = end
    yield from _pieces(text, start, len(text))


def _ends(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` ends a sentence; after an abbreviation only a word that begins sentences says so."""
    if _GOES_ON.match(text, stop):
        return False
    word = _ABBREVIATION.search(text, max(0, stop - 12), stop)
    if word is None:
        return True
    if _NEVER_ENDS.search(text, max(0, stop - 8), stop):
        return False
    return len(word.group().strip("(“\"' \n\t")) > 1 and _STARTS.match(text, stop + 1) is not None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield start, cut
        start = cut
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        yield start + left, start + len(piece.rstrip())
