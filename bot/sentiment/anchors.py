"""
The names in a sentence as token ranges: those that were given, those "it" stands for, and rivals nobody asked about.

No name is detected here but rival subjects: generic ones of the vocabulary ("gold", "the Nasdaq") and capitalised words,
so that a finding about somebody unnamed is not forced on the only company that was asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from bot.sentiment.reading import Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words


class Anchor:
    """A name in the sentence: tokens [start, end), and the ticker it stands for (None: a rival without a name)."""

    __slots__ = ("end", "group", "key", "source", "start")

    def __init__(self, start: int, end: int, key: str | None) -> None:
        self.start = start
        self.end = end
        self.key = key
        self.group = 0
        self.source = False


def anchors_of(reading: Reading, places: Sequence[tuple[int, int, str]]) -> list[Anchor]:
    """Anchors for (start offset, end offset, ticker) in the sentence, in order; overlapping places keep the first."""
    starts = reading.starts
    count = len(reading.tokens)
    found: list[Anchor] = []
    for start, end, key in sorted(places) if len(places) > 1 else places:
        first = bisect_right(starts, start, 0, count) - 1
        if first < 0 or starts[first] + len(reading.tokens[first]) <= start:
            first += 1
        last = bisect_right(starts, end - 1, 0, count)
        if first >= count or first >= last or (found and first < found[-1].end):
            continue
        found.append(Anchor(first, last, key))
    return found


def referring(reading: Reading, key: str) -> list[Anchor]:
    """Anchors for "it" and "the company", taken to mean `key`."""
    if not reading.mask & Role.PRONOUN:
        return []
    return [Anchor(hit.start, hit.end, key) for hit in reading.hits if hit.roles & Role.PRONOUN]


def with_rivals(reading: Reading, named: list[Anchor]) -> list[Anchor]:
    """The named anchors and, between them, subjects nobody asked about."""
    taken: set[int] = set()
    for anchor in named:
        taken.update(range(anchor.start, anchor.end))
    found = list(named)
    if reading.mask & Role.SUBJECT:
        for hit in reading.hits:
            if hit.roles & Role.SUBJECT and not taken.intersection(range(hit.start, hit.end)):
                found.append(Anchor(hit.start, hit.end, None))
                taken.update(range(hit.start, hit.end))
    starts = {anchor.start: anchor for anchor in named}
    ends = {anchor.end: anchor for anchor in named}
    for run in _capitalised(reading, taken):
        if run.end in starts:  # "Bharti" before the "Airtel" that was asked for: one name
            starts[run.end].start = run.start
        elif run.start in ends:
            ends[run.start].end = run.end
        else:
            found.append(run)
    found.sort(key=lambda anchor: anchor.start)
    return found


def _capitalised(reading: Reading, taken: set[int]) -> list[Anchor]:
    """Runs of capitalised words the vocabulary does not know; in a title-case headline only those all in capitals."""
    text, starts, tokens = reading.text, reading.starts, reading.tokens
    upper = [text[place].isupper() for place in starts[: len(tokens)]]
    capitals = [index for index, capital in enumerate(upper) if capital and index not in taken]
    if not capitals:
        return []
    known = set(reading.nulls)
    title, weak, spoken = 0, Role.WEAK, _SPOKEN
    for hit in reading.hits:
        roles = hit.roles
        if roles & spoken:
            title += 1 if hit.start and upper[hit.start] else -1
        if roles != weak:
            start, end = hit.start, hit.end
            known.add(start)
            if end > start + 1:
                known.update(range(start, end))
    count = len(tokens)
    unknown = [
        index
        for index in capitals
        if index not in known
        and len(tokens[index]) > 1
        and not (index + 1 < count and (tokens[index + 1] in _NOT_COMPANIES or tokens[index + 1][0].isdigit()))
    ]
    if title > 0:
        unknown = [i for i in unknown if len(tokens[i]) > 2 and text[starts[i] : starts[i] + len(tokens[i])].isupper()]
    runs: list[Anchor] = []
    for index in unknown:
        if index == 0 and 1 not in unknown and tokens[0] in _COMMON_OPENERS:
            continue
        if runs and runs[-1].end == index:
            runs[-1].end = index + 1
        else:
            runs.append(Anchor(index, index + 1, None))
    return runs


_NOT_COMPANIES = words(
    "trial trials study studies phase program programme data patients therapy antibody inhibitor receptor mutation mutations "
    "positive negative expression vaccine tablets capsules injection platform device test assay cells cell regimen dose"
)
"""What follows the name of a trial, a drug or a target, which is nobody's rival ("the DAWN trial", "ZN-50")."""
_SPOKEN = Role.DIRECTION | Role.METRIC | Role.EVENT | Role.POLAR | Role.SURPRISE | Role.SOFT
"""Words that stand in small letters inside a sentence; capital letters on them mean a title-case headline."""


_COMMON_OPENERS = words(
    "the a an this that these those it its in on at for of to by from with and but as if when while after before "
    "why how what who where is are was were will can do does did has have had here there some many most all no not "
    "we you he she they our your his her their i my one two three four five six seven eight nine ten new shares "
    "analysts investors traders patients treatment median mean total net under over during since despite following "
    "enrollment interim overall safety data results management board markets market stocks"
)
