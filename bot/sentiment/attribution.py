"""
Which finding is about whom: clause first, then the nearest name, subjects before objects; sources get none.

The names come in as token ranges (`bot.sentiment.anchors`).
"""

from __future__ import annotations

from bisect import bisect_right

from bot.sentiment.anchors import Anchor, with_rivals
from bot.sentiment.families import comparison
from bot.sentiment.lexicon import load
from bot.sentiment.reading import Finding, Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

_JOINERS = frozenset(
    {",", "and", "&", "or", "(", ")", "inc", "corp", "ltd", "plc", "co", "nv", "sa", "ag", "oyj", "o", "n"}
)
_BY_SOURCE = frozenset(
    {"analyst", "analysts", "strategist", "strategists", "economist", "economists", "broker", "brokerage"}
)

_BY_VERBS = words("downgraded upgraded rated reported cited managed underwritten")


def attribute(reading: Reading, named: list[Anchor], *, rivals: bool = True) -> dict[str, list[tuple[Finding, float]]]:
    """Findings with their values per ticker. A ticker that none is about has no entry."""
    if not reading.findings:
        return {}
    anchors = with_rivals(reading, named) if rivals else named
    if len(anchors) == 1:
        return _only(reading, anchors)
    _group(reading, anchors)
    _mark_sources(reading, anchors)
    keys_of: dict[int, list[str]] = {}
    for anchor in anchors:
        if anchor.key is not None and not anchor.source:
            keys = keys_of.setdefault(anchor.group, [])
            if anchor.key not in keys:
                keys.append(anchor.key)
    result: dict[str, list[tuple[Finding, float]]] = {}
    if not keys_of:
        return result
    candidates = [anchor for anchor in anchors if not anchor.source]
    walls = _walls(reading)
    for finding in reading.findings:
        for group, value in _receivers(reading, finding, candidates, walls):
            for key in keys_of.get(group, ()):
                result.setdefault(key, []).append((finding, value))
    if reading.mask & Role.KIN:
        _by_kin(reading, named, result)
    return result


def _by_kin(reading: Reading, named: list[Anchor], result: dict[str, list[tuple[Finding, float]]]) -> None:
    """A name nothing is said of, called "rival" or "licensor" of the others: what is said of them holds for it by kinship."""
    for hit in reading.hits:
        if not hit.roles & Role.KIN:
            continue
        for anchor in named:
            gap = hit.start - anchor.end
            near = 0 <= anchor.start - hit.end <= 1 or gap == 0 or (gap == 1 and reading.tokens[anchor.end] == ",")
            if not near or anchor.key is None or anchor.source or anchor.key in result:
                continue
            share = hit.entry.kin
            told = [(finding, share * finding.value) for finding in reading.findings if not finding.relation]
            if told:
                result[anchor.key] = told


def _only(reading: Reading, anchors: list[Anchor]) -> dict[str, list[tuple[Finding, float]]]:
    """One name and no other: everything is about it, unless it only speaks."""
    _mark_sources(reading, anchors)
    anchor = anchors[0]
    if anchor.source or anchor.key is None:
        return {}
    own: list[tuple[Finding, float]] = []
    for finding in reading.findings:
        if not finding.relation:
            own.append((finding, finding.value))
        else:
            if finding.rule == comparison.NAME or anchor.end <= finding.at:
                value = finding.left
            else:
                value = finding.right if anchor.start >= finding.start else 0.0
            if value:
                own.append((finding, value))
    return {anchor.key: own} if own else {}


def _receivers(
    reading: Reading, finding: Finding, anchors: list[Anchor], walls: list[tuple[int, float]]
) -> list[tuple[int, float]]:
    if finding.relation:
        left = _nearest(finding, anchors, walls, side=-1)
        right = _nearest(finding, anchors, walls, side=1)
        if right is not None and left is not None and right.start - finding.end > OBJECT:
            right = None
        if left is None and finding.rule == comparison.NAME:
            left, right = right, None  # "58% versus 17%: X's tablet"
        pairs = ((left, finding.left), (right, finding.right))
        return [(anchor.group, value) for anchor, value in pairs if anchor is not None and value]
    if finding.moves:
        for anchor in anchors:
            gap = anchor.start - finding.end
            inside = finding.at < anchor.start and anchor.end <= finding.end  # "raises TCS target price"
            if (
                inside
                or gap == 0
                or (gap == 1 and reading.tokens[finding.end] in _ABOUT and finding.end - finding.at > 1)
            ):
                return [(anchor.group, finding.value)]
    best = _nearest(finding, _clause(finding, anchors, walls), walls)
    return [] if best is None else [(best.group, finding.value)]


def _clause(finding: Finding, anchors: list[Anchor], walls: list[tuple[int, float]]) -> list[Anchor]:
    """The names in the finding's own clause; where it has none, the sentence's first name, its subject."""
    start, end = 0, 1 << 30
    for place, cost in walls:
        if cost >= HARD:
            if place < finding.at:
                start = place
            elif place >= finding.end:
                end = place
                break
    if not start:
        return anchors
    own = [anchor for anchor in anchors if start <= anchor.start < end]
    return own or anchors[:1]


HARD = 12.0
"""Walls from this cost on end a clause."""


def _nearest(finding: Finding, anchors: list[Anchor], walls: list[tuple[int, float]], side: int = 0) -> Anchor | None:
    best: Anchor | None = None
    least = 1e9
    at = finding.at
    for anchor in anchors if len(anchors) <= NEIGHBOURS else _around(anchors, at):
        if anchor.end <= at:
            if side > 0:
                continue
            near, far = anchor.end, at
            cost = float(at - anchor.end)
        elif anchor.start >= finding.start:
            if side < 0:
                continue
            near, far = at, anchor.start
            cost = (anchor.start - at) * 1.3 + (0.0 if side else RIGHT_COST)
        else:
            continue
        if cost < least:
            for place, wall in walls:
                if near <= place < far:
                    cost += wall
                elif place >= far:
                    break
            if cost < least:
                least = cost
                best = anchor
    return best


NEIGHBOURS = 12
"""Names looked at around a finding; a sentence with more is a list."""


def _around(anchors: list[Anchor], at: int) -> list[Anchor]:
    place = bisect_right(anchors, at, key=lambda anchor: anchor.start)
    return anchors[max(0, place - NEIGHBOURS // 2) : place + NEIGHBOURS // 2]


OBJECT = 5
"""Tokens between a verb and the name it is done to, at most, where another name does it."""
_ABOUT = words("on for of")
"""After "cuts estimates" and the like, what the name is joined with that they are about."""
RIGHT_COST = 2.0
"""What a name to the right of a finding costs beside one to the left: subjects stand first."""


def _walls(reading: Reading) -> list[tuple[int, float]]:
    return [(hit.start, hit.entry.wall) for hit in reading.hits if hit.entry.wall]


def _group(reading: Reading, anchors: list[Anchor]) -> None:
    """Names joined by commas and "and" share what is said of them."""
    tokens = reading.tokens
    group = 0
    for index, anchor in enumerate(anchors):
        if index:
            between = tokens[anchors[index - 1].end : anchor.start]
            if not (len(between) <= 3 and between and all(word in _JOINERS for word in between)):
                group += 1
        anchor.group = group


def _mark_sources(reading: Reading, anchors: list[Anchor]) -> None:
    """Who only speaks of others: "according to X", "analysts at X", "X analysts", ": X" at the end."""
    tokens = reading.tokens
    count = len(tokens)
    agents = load().agents
    for anchor in anchors:
        start, end = anchor.start, anchor.end
        if (tokens[start] if end == start + 1 else " ".join(tokens[start:end])) in agents:
            anchor.source = True
            continue
        before = tokens[anchor.start - 1] if anchor.start else ""
        second = tokens[anchor.start - 2] if anchor.start > 1 else ""
        after = tokens[anchor.end] if anchor.end < count else ""
        if (
            (before == "to" and second == "according")
            or (before in {"at", "from", "with"} and second in _BY_SOURCE)
            or after in _BY_SOURCE
            or (
                before == "by"
                and second in {"downgraded", "upgraded", "rated", "reported", "cited", "managed", "underwritten"}
            )
            or (before == "at" and after in {"said", "says", "wrote"})
        ):
            anchor.source = True
        elif anchor.end == count or (anchor.end == count - 1 and tokens[-1] in "),"):
            colon = next(
                (i for i in range(anchor.start - 1, max(-1, anchor.start - 9), -1) if tokens[i] in ":–—"), None
            )
            if (
                (colon is not None and colon > 0 and not any(f.start > colon for f in reading.findings))
                or before in {"says", "say"}
                or (before == "," and second == "says")
            ):
                anchor.source = True
