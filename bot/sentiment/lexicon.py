"""
The vocabulary of the rules: read once from the data files beside it, compiled into one trie, named by its hash.

`Role` says what a word does in a sentence; an `Entry` may play several roles ("lift" goes up and ends a clinical hold).
The file format is described at the top of `data/grammar.txt`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

DATA = Path(__file__).parent / "data"
FILES = (
    "grammar.txt",
    "desk.txt",
    "directions.txt",
    "metrics.txt",
    "relations.txt",
    "events.txt",
    "polar.txt",
    "leanings.txt",
    "boilerplate.txt",
)
"""In order of precedence: what an earlier file says about a word stands."""

SENTIBIGNOMICS = "sentibignomics.csv"
FACTORS = "factors.csv"


class Role:
    """What a word does. Plain integers, combined as bits: the scan of a sentence is the hot loop of this room."""

    NEGATOR = 1
    STOPPER = 1 << 1
    HEDGE = 1 << 2
    CONDITIONAL = 1 << 3
    SAY = 1 << 4
    LEVEL = 1 << 5
    VERSUS = 1 << 6
    FROM = 1 << 7
    THAN = 1 << 8
    STRONG = 1 << 9
    BREAK = 1 << 10
    SOFT = 1 << 11
    COMMA = 1 << 12
    OPEN = 1 << 13
    CLOSE = 1 << 14
    UNIT = 1 << 15
    PRONOUN = 1 << 16
    DIRECTION = 1 << 17
    METRIC = 1 << 18
    EVENT = 1 << 19
    POLAR = 1 << 20
    SURPRISE = 1 << 21
    EXPECTATION = 1 << 22
    HIGH = 1 << 23
    SUBJECT = 1 << 24
    FLAT = 1 << 25
    APPROVE = 1 << 26
    SOCIAL = 1 << 27
    RELATION = 1 << 28
    NUMBER = 1 << 29
    NULL = 1 << 30
    WEAK = 1 << 31
    AGENT = 1 << 32
    BOILERPLATE = 1 << 33
    RATING = 1 << 34
    STATISTIC = 1 << 35
    FRAME = 1 << 36
    LEAN = 1 << 37
    KIN = 1 << 38

    WALL = STRONG | BREAK | COMMA
    """What a search for a neighbour does not look across."""
    VALUED = EVENT | POLAR | SURPRISE | HIGH | APPROVE | FLAT | SOCIAL | WEAK


_NAMES = {
    "negator": Role.NEGATOR,
    "stopper": Role.STOPPER,
    "hedge": Role.HEDGE,
    "conditional": Role.CONDITIONAL,
    "say": Role.SAY,
    "level": Role.LEVEL,
    "versus": Role.VERSUS,
    "from": Role.FROM,
    "than": Role.THAN,
    "strong break": Role.STRONG,
    "break": Role.BREAK,
    "soft break": Role.SOFT,
    "comma": Role.COMMA,
    "open": Role.OPEN,
    "close": Role.CLOSE,
    "unit": Role.UNIT,
    "pronoun": Role.PRONOUN,
    "up": Role.DIRECTION,
    "down": Role.DIRECTION,
    "metric": Role.METRIC,
    "event": Role.EVENT,
    "approve": Role.APPROVE,
    "polar": Role.POLAR,
    "surprise": Role.SURPRISE,
    "expectation": Role.EXPECTATION,
    "high": Role.HIGH,
    "subject": Role.SUBJECT,
    "flat": Role.FLAT,
    "social": Role.SOCIAL,
    "relation": Role.RELATION,
    "null": Role.NULL,
    "agent": Role.AGENT,
    "rating": Role.RATING,
    "statistic": Role.STATISTIC,
    "frame": Role.FRAME,
    "lean": Role.LEAN,
    "kin": Role.KIN,
    "boilerplate": Role.BOILERPLATE,
}


@dataclass(slots=True)
class Entry:
    """A word or phrase and the parts it can play. Values are -1 to 1; 0 where a part has none."""

    words: str
    roles: int = 0
    value: float = 0.0
    """What it says by itself (event, judgement, surprise)."""
    direction: float = 0.0
    """Up or down, with its strength."""
    metric: float = 0.0
    """1: up is good for the holder; -1: up is bad; 0.5: a price."""
    scale: float = 1.0
    """What a unit multiplies by."""
    left: float = 0.0
    """A relation's meaning for the doer."""
    right: float = 0.0
    """A relation's meaning for the one it is done to."""
    flags: frozenset[str] = frozenset()
    frames: tuple[tuple[float, float, float, frozenset[str]], ...] = ()
    """What a verb's frame means for its subject, its object and the name behind one of its prepositions."""
    lean: float = 0.0
    """What it says where no other rule has read it."""
    kin: float = 0.0
    """What news of another company counts for one called so: a rival's loss is a gain."""
    rating: float = 0.0
    """An analyst's rating or a call to trade: above 0 buy, below 0 sell, 0 hold."""
    wall: float = 0.0
    """What attribution pays for crossing it, in tokens."""
    factor: float = 1.0
    """What its findings count, fitted on the training parts; 1 where they say too little about it."""
    boilerplate: float = 0.0
    """How strongly it marks a sentence as no news; 1 suffices."""
    kinds: frozenset[str] = frozenset()
    """Which boilerplate."""


WALLS = (
    (Role.STRONG, 12.0),
    (Role.BREAK, 14.0),
    (Role.COMMA, 4.0),
    (Role.SOFT, 3.0),
    (Role.SAY, 3.0),
    (Role.CLOSE, 0.5),
)
"""What lies between a name and a word about it, and how far apart it puts them."""


@dataclass(slots=True)
class Node:
    """One step of the trie: the entry that ends here, and the words that may follow."""

    entry: Entry | None = None
    following: dict[str, Node] | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled vocabulary. `first` maps a word to its node; `digest` changes when any data file does."""

    first: dict[str, Node]
    digest: str
    entries: int = field(default=0)
    agents: frozenset[str] = frozenset()
    """Public bodies: they act on companies, news about a company is not about them."""


@cache
def load() -> Lexicon:
    """Read and compile the data files; once per process."""
    table: dict[tuple[str, ...], Entry] = {}
    digest = hashlib.sha256()
    for name in FILES:
        content = (DATA / name).read_bytes()
        digest.update(content)
        for head, phrase in _sections(content.decode()):
            for form in expand(phrase):
                _merge(table, form, head)
    weak = (DATA / SENTIBIGNOMICS).read_bytes()
    digest.update(weak)
    _merge_weak(table, weak.decode())
    factors = (DATA / FACTORS).read_bytes()
    digest.update(factors)
    for line in factors.decode().splitlines()[1:]:
        phrase, _, factor = line.rpartition(",")
        entry = table.get(tuple(phrase.split()))
        if entry is not None:
            entry.factor = float(factor)
    for known in table.values():
        known.wall = next((cost for role, cost in WALLS if known.roles & role), 0.0)
    first: dict[str, Node] = {}
    for form, known in table.items():
        _insert(first, form, known)
    agents = frozenset(
        entry.words for entry in table.values() if entry.roles & Role.AGENT and "firm" not in entry.flags
    )
    return Lexicon(first, digest.hexdigest()[:10], len(table), agents)


def expand(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every wording a line of a data file stands for: choices, optional parts, regular inflections."""
    if phrase in {"(", ")"}:
        yield (phrase,)
        return
    parts: list[list[tuple[str, ...]]] = []
    for choice, optional, word in re.findall(r"\(([^)]*)\)(\??)|([^\s()]+)", phrase):
        if choice:
            options = [form for option in choice.split("|") for form in expand(option)]
            parts.append([*options, ()] if optional else options)
        else:
            stem, _, kind = word.partition("~")
            forms = [stem] if not kind else (_verb_forms(stem) if kind == "v" else _noun_forms(stem))
            parts.append([(form,) for form in forms])
    for combination in product(*parts):
        yield tuple(word for part in combination for word in part)


def _sections(content: str) -> Iterator[tuple[str, str]]:
    head = ""
    lines = [line for line in content.split("\n") if not line.startswith("#")]
    for piece in re.split(r"(?m)^(\[[^\]]+\])$", "\n".join(lines)):
        if piece.startswith("["):
            head = piece[1:-1]
            continue
        quoted = piece.replace("','", "\0")
        for raw in quoted.replace("\n", " ").split(","):
            phrase = " ".join(raw.split()).replace("\0", ",")
            if phrase:
                yield head, phrase


def _verb_forms(stem: str) -> list[str]:
    forms = [stem, _s_form(stem)]
    if stem.endswith("e"):
        forms += [stem + "d", stem[:-1] + "ing"]
    elif stem.endswith("y") and stem[-2:-1] not in "aeiou":
        forms += [stem[:-1] + "ied", stem + "ing"]
    else:
        forms += [stem + "ed", stem + "ing"]
        if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]|.*[^aeiou][aeiou][lpt]", stem):
            forms += [stem + stem[-1] + "ed", stem + stem[-1] + "ing"]
    return forms


def _noun_forms(stem: str) -> list[str]:
    return [stem, _s_form(stem)]


def _s_form(stem: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", stem):
        return stem + "es"
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return stem[:-1] + "ies"
    return stem + "s"


_PLAIN = {Role.UNIT: "scale", Role.RATING: "rating", Role.KIN: "kin"}
"""Roles whose one number stands in one field."""


def _merge(table: dict[tuple[str, ...], Entry], form: tuple[str, ...], head: str) -> None:
    """Add what one section says about a wording to what earlier sections said; the earlier value of a part stands."""
    words = head.split()
    name = next(known for known in (" ".join(words[:2]), words[0]) if known in _NAMES)
    role = _NAMES[name]
    rest = words[len(name.split()) :]
    numbers = [float(word) for word in rest if re.fullmatch(r"-?[\d.]+(?:e\d+)?", word)]
    flags = frozenset(word for word in rest if word.isalpha())
    entry = table.get(form)
    if entry is None:
        entry = table[form] = Entry(" ".join(form))
    if role & (Role.VALUED | Role.LEAN):
        if entry.roles & (Role.VALUED | Role.NULL | Role.LEAN):
            return
        number = numbers[0] if numbers else 0.0
        entry.value, entry.lean = (0.0, number) if role == Role.LEAN else (number, 0.0)
    elif role == Role.DIRECTION:
        if entry.direction:
            return
        entry.direction = numbers[0] * (1 if name == "up" else -1)
    elif role == Role.METRIC:
        if entry.metric:
            return
        entry.metric = {"good": 1.0, "bad": -1.0, "price": 0.5}[rest[0]]
    elif role == Role.BOILERPLATE:
        entry.roles |= role
        entry.boilerplate, entry.kinds = numbers[0], flags
        return
    elif role == Role.FRAME:
        entry.roles |= role
        entry.frames += ((numbers[0], numbers[1], numbers[2], flags),)
        return
    elif role == Role.RELATION:
        entry.left, entry.right = numbers
    elif role in _PLAIN:
        setattr(entry, _PLAIN[role], numbers[0])
    entry.roles |= role
    entry.flags |= flags


def _merge_weak(table: dict[tuple[str, ...], Entry], content: str) -> None:
    """SentiBigNomics: only words our own files say nothing about."""
    for line in content.splitlines()[1:]:
        term, _, score = line.rpartition(",")
        form = tuple(term.strip('"').lower().replace("-", " ").split())
        if form and form not in table and abs(float(score)) >= WEAK_FLOOR:
            table[form] = Entry(" ".join(form), Role.WEAK, float(score))


WEAK_FLOOR = 0.6
"""SentiBigNomics scores smaller than this are noise on news (measured on the training parts)."""


def _insert(first: dict[str, Node], form: tuple[str, ...], entry: Entry) -> None:
    node = first.setdefault(form[0], Node())
    for word in form[1:]:
        if node.following is None:
            node.following = {}
        node = node.following.setdefault(word, Node())
    node.entry = entry
