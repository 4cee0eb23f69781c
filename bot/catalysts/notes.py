"""
Desk notes: what is one, its shorthand spelled out, and the pieces it falls into.

"GLDX mtg w/ agency 4/16, nda nxt qtr" has no verb, no articles and no full words; the rules for prose read it once it is
spelled out, and its bare words and dates may be taken at their word. Places in the spelled text lead back to the typed one.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

LONGEST, SENTENCE = 180, 90
"""Characters of a line; what is longer is prose, and so is what is nearly so long and closes with a full stop."""
_GLUE = re.compile(
    r"\b(?:the(?!\s+end\s+of\b)(?<!end of the)|an?|(?<!end )of|its?|to|has|have|that|which|will|is|are|was|were|been|their)\b",
    re.IGNORECASE,
)
MOST_GLUE, TYPED_GLUE = 0.26, 0.34
"""Share of words that prose cannot do without: newspapers have a third, notes a tenth; what is typed small may have more."""
_TYPED = re.compile(r"\W*(?:[a-z]|\$?[A-Z][A-Z0-9]+\b|\d)")
"""How a note begins: with a ticker, a figure or a small letter."""
_SMALL = re.compile(r"\W*[a-z]")
_SEGMENT = re.compile(r"\s*(?:[,:](?=\s)|;|\n|\||->|=>|→|\s[-–—+&/]\s|\.\s|\bthen\b|\sper\s(?!share|unit))\s*")
"""What parts two matters of a note."""

_WORDS = {
    "w/in": "within", "w/": "with ", "w/o": "without", "mtg": "meeting", "mtgs": "meetings", "nxt": "next", "qtr": "quarter",
    "qtrs": "quarters", "wk": "week", "wks": "weeks", "yr": "year", "yrs": "years", "yr-end": "year-end", "mid-yr": "mid-year",
    "eoy": "the end of the year", "eoq": "the end of the quarter", "eom": "the end of the month", "ye": "year-end",
    "tgt": "target", "tgts": "targets", "tgting": "targeting", "tgtd": "targeted", "sched": "scheduled", "exp'd": "expected",
    "compl": "complete", "enrl": "enrollment", "enr": "enrollment", "enrol": "enrollment", "pt": "patient", "pts": "patients",
    "f/u": "follow-up", "rpt": "report", "rpts": "reports", "rpting": "reporting", "resub": "resubmission", "ext": "extension",
    "premkt": "before the open", "pre-mkt": "before the open", "postmkt": "after the close", "bmo": "before the open",
    "amc": "after the close", "tl": "topline", "conf": "conference", "hc": "healthcare", "pres": "presentation",
    "div": "dividend", "shld": "should", "til": "until", "tonite": "tonight", "nite": "night", "tmrw": "tomorrow",
    "tmw": "tomorrow", "nfp": "payrolls report", "r2k": "russell 2000", "spx": "S&P 500", "anncmt": "announcement",
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "weds": "Wednesday", "thu": "Thursday",
    "thur": "Thursday", "thurs": "Thursday", "fri": "Friday", "mos": "months", "prelim": "preliminary", "int": "interim",
    "recon": "reconstitution", "presser": "press conference", "dbl": "database lock", "fu": "follow-up", "q-end": "quarter-end",
    "cc": "conference call",
    "mo": "month",
    "feas": "feasibility", "pub": "publication", "s/h": "shareholder",
    "shldr": "shareholder", "shldrs": "shareholders", "sh": "shareholder",
    "rec": "record", "sub": "submission", "may": "May", "march": "March",
    "p1": "phase 1", "p2": "phase 2", "p3": "phase 3", "1h": "1H", "2h": "2H", "h1": "H1", "h2": "H2",
}  # fmt: skip
_CAPITALS = frozenset(
    re.findall(
        r"\w+",
        "fda ema mhra pmda nda snda bla sbla maa ind pma chmp dsmb idmc dmc fomc cpi ppi pce ecb boj boe opec fpi fpd lpi lplv "
        "asco ash esmo aacr eha sabcs jpm agm egm hsr ftc doj cma pea dfs fid pdufa ole acc aha ec eu easl aasld ats ada",
    )
)
"""What prose writes in capitals."""
_SHORT = re.compile(
    r"(?<![\w$/'’-])(?:w/(?:in|o)?(?![\w])|w/(?=[a-zA-Z])|[fs]/[uh]\b|exp'd\b|[a-z]+(?:-[a-z]+)*(?![\w'’])|(?:[12]h|h[12])(?!\w)|p[1-3](?![\w/])|"
    r"(?:Thurs?|Thu|Tues?|Weds?|Mon|Fri|YE|EOY|EOQ|[Rr]2[Kk]|TL|DBL|BMO|AMC)(?![\w.'’-]))|"
    r"(?:(?<=\bearly)|(?<=\bmid)|(?<=\blate)|(?<=\bend)|(?<=half of)|(?<=end of)|(?<=part of))"
    r"[- ]?['’]?(?:2[5-9]|3[01])(?![\w%/.,]\w|\w|%|\s(?:or|to)\s\d)|"
    r"(?<=[QHqh][1-4])\s(?:2[5-9]|3[01])(?![\w%/.,])|"
    r"(?<=\d)\s?(?:d|wks?|mos?|yrs?)(?=\s*(?:[.,;)]|$|\s(?!PFS|OS|DOR|ORR|f/u|pfs|os|data)))"
)
_UNITS = {"d": "days", "wk": "weeks", "wks": "weeks", "mo": "months", "mos": "months", "yr": "years", "yrs": "years"}
_MONTH = re.compile(
    r"[a-z]+\s*(?:$|[.,;)/@&+-]|\s\d)|"
    r"(?:(?<=mid )|(?<=in )|(?<=by )|(?<=of )|(?<=late )|(?<=early ))[a-z]+"
)
_ONLY = {
    "sub": re.compile(r"(?:(?<=A )|(?<=a )|(?<=IND )|(?<=ind )|(?<=rolling ))sub"),
    "pt": re.compile(r"pt(?!\s+(?:to|of|cut|raised|goes|lowered|at|\d\d|\$))"),
    "may": _MONTH,
    "march": _MONTH,
}
"""Where a word stands that is another thing elsewhere: a price target, a verb."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text with its shorthand spelled out, and where each piece stood."""

    text: str
    moves: tuple[tuple[int, int, int, int], ...] = ()
    """(start, end) in the spelled text and (start, end) as typed, of every piece that was changed, in order."""

    def typed(self, place: int, *, closing: bool = False) -> int:
        """The place in the typed text; inside a changed piece its beginning, or its end for the end of something."""
        shift = 0
        for start, end, first, last in self.moves:
            if place <= start:
                break
            if place < end:
                return last if closing else first
            shift = last - end
        return place + shift


def spell(text: str) -> Spelled:
    """The text with the shorthand of its notes spelled out; prose stays as it is."""
    pieces: list[str] = []
    moves: list[tuple[int, int, int, int]] = []
    size = done = 0
    place = 0
    for line in text.splitlines(keepends=True):
        if len(line) <= LONGEST:
            for found in _SHORT.finditer(line) if is_note(line.strip()) else ():
                full = _full(line, found)
                if full is None:
                    continue
                first, last = place + found.start(), place + found.end()
                pieces += [text[done:first], full]
                size += first - done
                moves.append((size, size + len(full), first, last))
                size, done = size + len(full), last
        place += len(line)
    return Spelled("".join((*pieces, text[done:])), tuple(moves)) if moves else Spelled(text)


def _full(line: str, found: re.Match[str]) -> str | None:
    """What a piece of shorthand stands for; None where it is none."""
    word = found.group().lower()
    bare = word.lstrip(" -'’")
    if bare.isdigit():
        return f"{' ' if word[0] == ' ' else '-'}20{bare}"
    if bare in _UNITS and line[found.start() - 1 : found.start()].isdigit():
        return f" {_UNITS[bare]}"
    only = _ONLY.get(word)
    if only is not None and not only.match(line, found.start()):
        return None
    return word.upper() if word in _CAPITALS and found.group().islower() else _WORDS.get(word)


@functools.lru_cache(maxsize=256)
def is_note(line: str) -> bool:
    """Whether a line or sentence is written as notes are: short, with nearly no words that only hold others together."""
    if len(line) > (SENTENCE if line.endswith(".") else LONGEST) or not _TYPED.match(line):
        return False
    most = TYPED_GLUE if _SMALL.match(line) else MOST_GLUE
    return len(_GLUE.findall(line)) <= most * len(line.split())


def line_at(text: str, start: int, end: int) -> str:
    """The line that a stretch of text stands in; of one that is longer than notes are, enough to be none."""
    first = text.rfind("\n", max(0, start - LONGEST), start) + 1 or max(0, start - LONGEST)
    stop = text.find("\n", end, end + LONGEST)
    return text[first : stop if stop >= 0 else end + LONGEST].strip()


def matter(sentence: str, place: int) -> tuple[int, int]:
    """(start, end) of the piece of a note that a place lies in."""
    return next(piece for piece in reversed(segments(sentence)) if piece[0] <= place or not piece[0])


@functools.lru_cache(maxsize=64)
def segments(sentence: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of the pieces of a note that each speak of one matter."""
    result, start = [], 0
    for found in _SEGMENT.finditer(sentence):
        result.append((start, found.start()))
        start = found.end()
    return (*result, (start, len(sentence)))
