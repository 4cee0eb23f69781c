"""
Company names as an index by first word, so that a page is searched in one pass (facts/articles.md, 4.3).

An index holds, for every first word, what may follow it and whom that names; the longest fit wins. It does the job of an
Aho-Corasick automaton with the standard library and is built in some 50 ms.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from bot.tickers.universe import Universe
from bot.tickers.words import DESCRIPTORS, DRUG_WORDS, HOLDERS, PLACES, Words, load_words


class Strength(IntEnum):
    """How much a name says by itself, weakest first."""

    MUTE = -2
    """An index, an exchange or a wire service: only its legal form or its symbol says that the company is meant."""
    SECTOR = -1
    """A word that begins one drug maker's name, and is a word or another's name, too: counts in a text on medicine."""
    WEAK = 0
    """An English word, a person, a place or a few letters: says nothing without support."""
    CAREFUL = 1
    """A famous company whose name is a word too: taken unless the text speaks against it."""
    WORDS = 2
    """Several words, each an English word: taken in running text, not in a headline."""
    SHORT = 3
    """A coined word that only one company begins with."""
    FULL = 4
    """The whole name, with a coined word in it."""


Entry = tuple[tuple[str, ...], Strength, int, bool]
"""The words after the first, the strength, the company's key, and whether it is the whole name."""

NEXT_WORD = re.compile(
    r"(?:[ \u00a0]?[-–&+/][ \u00a0]?|[ \u00a0]+(?:(?:and|&)[ \u00a0]+)?|[ \u00a0]*\n[ \u00a0]*(?!\n)|\.(?=\w))"
    r"((?:[A-Za-z]\.){2,}|\w+(?:['’]\w+)*)"
)
AFTER_INITIAL = re.compile(r"\.[ \u00a0]((?:[A-Za-z]\.){2,}|\w+(?:['’]\w+)*)")
HEALTH_WORDS = frozenset({"health", "healthcare", "medical", "scientific", "sciences", "diagnostics", "pathways"})
QUARTER = re.compile(r"[qh][1-4]|[1-4][qh]")
"""A part of a year: "Q2 revenue" is not Q2 Holdings'."""
CONNECTORS = frozenset({"of", "the", "de", "for", "in", "y", "et", "du", "la", "le", "del", "com"})
SOURCES = frozenset({"new york times", "thomson reuters", "new york times com"})
"""Companies that are nearly always named because they wrote something."""
MIN_COINED = 4
MIN_SHORT = 5
_UNLISTED = frozenset({None, "OTC"})
DOMINANT = 1500
"""Keys below this belong to the largest companies (the SEC's order): they own a first word that others share."""


@functools.lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """A word of a text as the index spells it: lower case, no accents, no apostrophes, no full stops."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.lower().replace("'", "").replace("’", "").replace(".", "")


@functools.lru_cache(maxsize=16_384)
def spellings(word: str) -> tuple[str, ...]:
    """How a word of a text may stand in the index: as written, and without the possessive."""
    if word.endswith(("'s", "’s", "'S", "’S")):
        return fold(word), fold(word[:-2])
    return (fold(word),)


@dataclass(frozen=True, slots=True)
class NameIndex:
    """First word -> what may follow, longest first."""

    entries: Mapping[str, list[Entry]]
    contested: frozenset[str] = frozenset()
    """Words that several in medicine begin with: alone they name nobody in a text on medicine."""

    def match(self, text: str, start: int, end: int) -> tuple[int, Entry] | None:
        """The longest name that begins with the word `text[start:end]`: where it ends, and its entry."""
        for first in spellings(text[start:end]):
            for entry in self.entries.get(first, ()):
                stop = follow(text, start, end, entry[0])
                if stop is not None:
                    return stop, entry
        return None

    def of_the_sector(self, written: str) -> Entry | None:
        """The drug maker whose name begins with this word, where it is a word or another company's name, too."""
        entries = (entry for first in spellings(written) for entry in self.entries.get(first, ()))
        return next((entry for entry in entries if entry[1] is Strength.SECTOR), None)


def follow(text: str, start: int, end: int, rest: tuple[str, ...]) -> int | None:
    """Where the words `rest` end if they stand right after `text[start:end]`; the last may carry a possessive."""
    for index, word in enumerate(rest):
        found = NEXT_WORD.match(text, end)
        if found is None and end - start <= 2:
            found = AFTER_INITIAL.match(text, end)
        if found is None:
            return None
        written = found.group(1)
        last = index == len(rest) - 1
        if word not in (spellings(written) if last else (fold(written),)):
            return None
        if written.islower() and word not in CONNECTORS and text[found.start()] != ".":
            return None
        start, end = found.span(1)
    return end


def name_tokens(normalised: str) -> tuple[str, ...]:
    """The words of a normalised name as they are followed in a text: "and" stands for "&" and is left out."""
    return tuple(word for word in normalised.split() if word != "and")


def build(names: Iterable[tuple[tuple[str, ...], Strength, int, bool]]) -> NameIndex:
    """An index over (words, strength, key, whole name), longest names first under each first word."""
    entries: dict[str, list[Entry]] = {}
    for words, strength, key, whole in names:
        entries.setdefault(words[0], []).append((words[1:], strength, key, whole))
    for found in entries.values():
        if len(found) > 1:
            found.sort(key=_first)
    return NameIndex(entries)


def _first(entry: Entry) -> tuple[int, bool, int, int]:
    """Longer names first; then the whole name of a large company, the surer name, the larger company."""
    rest, strength, key, whole = entry
    return -len(rest), not (whole and key < DOMINANT), -strength, key


@functools.lru_cache(maxsize=2)
def index_of(universe: Universe) -> NameIndex:
    """The index of a universe, built once."""
    words = load_words()
    names = [(name_tokens(name), key) for name, key in universe.names() if not _second_line(name, key, universe)]
    owners: dict[str, list[int]] = {}
    for tokens, key in names:
        if tokens:
            owners.setdefault(tokens[0], []).append(key)
    rows: list[tuple[tuple[str, ...], Strength, int, bool]] = []
    for tokens, key in names:
        if tokens:
            leads = owners[tokens[0]][0] == key and (len(owners[tokens[0]]) == 1 or key < DOMINANT)
            rows.extend(_rows(tokens, key, words, leads=leads))
    rows.extend(_aliases(universe, words))
    makers, contested = _of_medicine(names, universe)
    rows.extend(
        ((word,), Strength.SECTOR, key, False)
        for word, key in makers.items()
        if (len(word) >= MIN_COINED or (len(word) == MIN_COINED - 1 and words.coined(word)))
        and word.isalpha() and word.upper() not in words.acronyms and word not in words.generic | PLACES | DESCRIPTORS
    )  # fmt: skip
    return NameIndex(build(rows).entries, contested)


def _of_medicine(
    names: Sequence[tuple[tuple[str, ...], int]], universe: Universe
) -> tuple[dict[str, int], frozenset[str]]:
    """First words that only one listed drug maker has, and those that it shares with another in medicine."""
    makers: dict[str, list[int]] = {}
    others: set[str] = set()
    for tokens, key in names:
        if universe.at(key).exchange in _UNLISTED:
            continue
        if DRUG_WORDS.intersection(tokens[1:]):
            makers.setdefault(tokens[0], []).append(key)
        elif HEALTH_WORDS.intersection(tokens[1:]) or universe.ticker_at(key) in universe.products:
            others.add(tokens[0])
    contested = frozenset(word for word, keys in makers.items() if len(keys) > 1 or word in others)
    return {word: keys[0] for word, keys in makers.items() if word not in contested}, contested


def _second_line(name: str, key: int, universe: Universe) -> bool:
    """Whether it is the over-the-counter one of two registrants with one name: "Rio Tinto" is the listed plc."""
    same = keys_by_name(universe)[name]
    if len(same) == 1 or universe.at(key).exchange not in _UNLISTED:
        return False
    return any(universe.at(other).exchange in {"Nasdaq", "NYSE", "CBOE"} for other in same)


def _rows(
    tokens: tuple[str, ...], key: int, words: Words, *, leads: bool
) -> Iterable[tuple[tuple[str, ...], Strength, int, bool]]:
    """A company's name and what it may be shortened to; `leads` where no other company owns the first word."""
    first = tokens[0]
    yield tokens, full_strength(tokens, words), key, True
    if len(tokens) == 1:
        return
    plain = trimmed(tokens, HOLDERS)
    if len(plain) < len(tokens) and (len(plain) > 1 or leads):
        strength = full_strength(plain, words)
        if strength is Strength.WORDS and key >= DOMINANT:
            strength = Strength.WEAK
        if strength is Strength.FULL and len(plain) == 1:
            strength = Strength.SHORT if len(first) >= MIN_SHORT else Strength.WEAK
        yield plain, strength, key, True
    shorter = trimmed(tokens, DESCRIPTORS)
    if 1 < len(shorter) < len(plain):
        yield shorter, _short_strength(shorter, words), key, False
    if len(tokens) > 2 and key < DOMINANT and tokens[1] not in CONNECTORS and not PLACES.intersection(tokens[:2]):
        yield tokens[:2], _short_strength(tokens[:2], words), key, False
    if leads and first in words.careful:
        yield (first,), Strength.CAREFUL, key, False
    elif leads and len(first) >= MIN_SHORT and words.coined(first):
        yield (first,), Strength.SHORT, key, False
    elif leads and key < DOMINANT and len(first) >= MIN_COINED and first not in words.generic | PLACES | DESCRIPTORS:
        yield (first,), Strength.WEAK, key, False


def _short_strength(tokens: tuple[str, ...], words: Words) -> Strength:
    strength = full_strength(tokens, words)
    return Strength.SHORT if strength is Strength.FULL else min(strength, Strength.WEAK)


@functools.lru_cache(maxsize=2)
def keys_by_name(universe: Universe) -> Mapping[str, Sequence[int]]:
    """Normalised whole name -> the keys of those who have it; two for very few."""
    found: dict[str, list[int]] = {}
    for name, key in universe.names():
        found.setdefault(name, []).append(key)
    return found


def full_strength(tokens: tuple[str, ...], words: Words) -> Strength:
    """What a whole name says by itself."""
    if len(tokens) > 1:
        if " ".join(tokens) in SOURCES:
            return Strength.MUTE
        telling = tokens[-1] in DRUG_WORDS or any(
            len(word) > 2 and (words.coined(word) or (word in words.proper and word not in PLACES)) for word in tokens
        )
        return Strength.FULL if telling else Strength.WORDS
    word = tokens[0]
    if word in words.indices or QUARTER.fullmatch(word):
        return Strength.MUTE
    if word.upper() in words.letters:
        return Strength.SHORT
    if word in words.careful and word not in words.brands:
        return Strength.CAREFUL
    return Strength.FULL if len(word) >= MIN_COINED and words.coined(word) else Strength.WEAK


def trimmed(tokens: tuple[str, ...], droppable: AbstractSet[str] = DESCRIPTORS) -> tuple[str, ...]:
    """A name without what its company does: ("goldman", "sachs", "group") loses "group"; one word stays."""
    end = len(tokens)
    while end > 1 and (tokens[end - 1] in droppable or (end < len(tokens) and tokens[end - 1] in CONNECTORS)):
        end -= 1
    return tokens[:end]


def _aliases(universe: Universe, words: Words) -> Iterable[tuple[tuple[str, ...], Strength, int, bool]]:
    by_ticker: dict[str, int] = {}
    wanted = {*universe.aliases.values(), *words.letters}
    for _name, key in universe.names():
        ticker = universe.ticker_at(key)
        if ticker in wanted:
            by_ticker.setdefault(ticker, key)
    for alias, ticker in universe.aliases.items():
        tokens = name_tokens(alias)
        if ticker in by_ticker and tokens:
            strength = Strength.SHORT if len(tokens) > 1 else max(full_strength(tokens, words), Strength.CAREFUL)
            yield tokens, strength, by_ticker[ticker], True
    for letters in words.letters:
        if letters in by_ticker:
            yield (letters.lower(),), Strength.SHORT, by_ticker[letters], True
