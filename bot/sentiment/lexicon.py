"""
The vocabulary of the rules: read once from the data files beside it, compiled into one trie, named by its hash.

`Role` (`bot.sentiment.roles`) says what a word does in a sentence; an `Entry` may play several roles ("lift" goes up
and ends a clinical hold).
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

from bot.sentiment.roles import NAMES, Role

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
    name = next(known for known in (" ".join(words[:2]), words[0]) if known in NAMES)
    role = NAMES[name]
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
