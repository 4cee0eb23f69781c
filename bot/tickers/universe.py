"""
The companies deskbot knows by symbol and name: the SEC's list of one day, and a few foreign lines that it lacks.

The SEC's order is kept, because it puts the main class and the larger company first (facts/articles.md, 4.1). Symbols
are written as the SEC and Yahoo write them, classes with a dash: BRK-B.
"""

from __future__ import annotations

import difflib
import functools
import gzip
import itertools
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.model import Company
from bot.tickers.names import is_legal_form, normalise_name

DATA = Path(__file__).parent / "data"
LIST_FILE = DATA / "sec_tickers.tsv.gz"
FOREIGN_FILE = DATA / "foreign.tsv"
ALIASES_FILE = DATA / "aliases.tsv"
PRODUCTS_FILE = DATA / "products.tsv"

_EXCHANGES = {"Q": "Nasdaq", "N": "NYSE", "C": "CBOE", "O": "OTC", "-": None}
_LISTED = frozenset({"Q", "N", "C"})
_TELLING = 5
"""Letters; shorter words are near too many names."""
_NEAR = 0.8
"""Of difflib's ratio: one letter wrong in five, or two exchanged in six."""
_LONG = 8
"""Letters; a shorter word is meant only where it has one slip: Chang is not Chain, Celgene not Clene."""
_CLASS = re.compile(r"(?<=\w)[./ ](?=\w{1,3}$)")
_PREFERRED = re.compile(r"-PR?([A-Z])$")

_HEAD = "# SEC list of "
_DAMAGED = "The symbol list that was fetched cannot be read, so the one that came with deskbot serves: run deskbot tickers update."
_ROW = re.compile(r"[^\t]+\t\d+\t[^\t]+\t[^\t]+")


@dataclass(frozen=True, slots=True)
class SymbolList:
    """The SEC's list of one day: a line "symbol, CIK, exchange's code, name" per symbol, in the SEC's order."""

    day: date
    lines: Sequence[str]
    fault: str = ""
    """Why the list that was fetched does not serve, in a sentence; empty where it does or there is none."""

    @property
    def symbols(self) -> frozenset[str]:
        """Each once."""
        return frozenset(line.partition("\t")[0] for line in self.lines)

    @classmethod
    def read(cls, path: Path) -> SymbolList:
        """What `write` wrote. Raises `OSError`, or `ValueError` where the file is no such list."""
        try:
            head, *lines = gzip.decompress(path.read_bytes()).decode().split("\n")
        except (EOFError, zlib.error) as error:
            raise ValueError("The ticker list is damaged.") from error
        if not head.startswith(_HEAD) or not lines or not all(map(_ROW.fullmatch, lines)):
            raise ValueError("This is no ticker list that deskbot made.")
        return cls(date.fromisoformat(head.removeprefix(_HEAD)), lines)

    def write(self, path: Path) -> None:
        """In one step: a deskbot that starts meanwhile reads the old list or the new one. Same list, same bytes."""
        text = "\n".join([f"{_HEAD}{self.day}", *self.lines])
        fresh = path.with_name(f"{path.name}.new")
        fresh.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        fresh.replace(path)


def newest_list(fetched: Path | None = None) -> SymbolList:
    """
    The list that ships, or the one that `deskbot tickers update` left at `fetched` where that is as new or newer.

    One that cannot be read leaves the one that ships, whose `fault` says so.
    """
    shipped = SymbolList.read(LIST_FILE)
    try:
        return max(SymbolList.read(fetched), shipped, key=lambda known: known.day) if fetched else shipped
    except FileNotFoundError:
        return shipped
    except (OSError, ValueError):
        return replace(shipped, fault=_DAMAGED)


class Universe:
    """
    Symbols and names of one dated list. Immutable once built; safe to share between threads.

    The name index is built at the first `search`, so that looking up a symbol stays cheap after a start.
    """

    def __init__(
        self,
        lines: Sequence[str],
        list_date: date,
        foreign: list[str] | None = None,
        aliases: Mapping[str, str] | None = None,
        products: Mapping[str, Sequence[str]] | None = None,
        fault: str = "",
    ) -> None:
        self.list_date = list_date
        """The day of the SEC list."""
        self.fault = fault
        """As `SymbolList.fault`."""
        self.aliases: Mapping[str, str] = dict(aliases or {})
        """Names people use that are no registrant's name (former names, short forms), normalised -> symbol."""
        self.products: Mapping[str, Sequence[str]] = dict(products or {})
        """Symbol -> names of medicines, devices and tests, in lower case."""
        self._lines: list[str] = [line for line in (*lines, *(foreign or ())) if line]
        self._by_symbol: dict[str, int] = {}
        for index, line in enumerate(self._lines):
            self._by_symbol.setdefault(line[: line.index("\t")], index)

    def __len__(self) -> int:
        return len(self._by_symbol)

    def lookup(self, symbol: str) -> Company | None:
        """
        The company with this symbol, or None. Any case; a leading "$" is dropped; "BRK.B", "BRK/B" and "BRK-B" are one,
        and so are "BAC.PRB" and "BAC-PB".
        """
        text = symbol.strip().removeprefix("$").upper()
        index = self._by_symbol.get(text)
        if index is None:
            text = _PREFERRED.sub(r"-P\1", _CLASS.sub("-", text))
            index = self._by_symbol.get(text)
        return None if index is None else self._company(index)

    def search(self, name: str, limit: int = 5) -> list[Company]:
        """
        Companies by name, best first, one line (the main class) per company.

        The exact name comes first, then names that begin with the words, then with the letters, then names that hold
        the words, then names that hold them in any order; within each, exchange-listed before OTC, then the list's
        order. Legal forms are ignored on both sides. Empty where nothing fits.
        """
        query = normalise_name(name)
        if is_legal_form(query):
            return []
        words = query.split()
        letters = len(query) > 1
        ranked: list[tuple[int, int, int]] = []
        for known, index, tier in self._names:
            if known == query:
                ranked.append((0, tier, index))
            elif known.startswith(query) and letters:
                ranked.append((1 if known[len(query)] == " " else 2, tier, index))
            elif f" {query} " in f" {known} ":
                ranked.append((3, tier, index))
            elif len(words) > 1 and all(f" {word}" in f" {known}" for word in words):
                ranked.append((4, tier, index))
        found = [self._company(index) for _, _, index in sorted(ranked)]
        alias = self.lookup(self.aliases[query]) if query in self.aliases else None
        if alias is not None:
            found = [alias, *(company for company in found if company.ticker != alias.ticker)]
        return found[: max(limit, 0)]

    def closest(self, name: str) -> Company | None:
        """
        The company whose name begins most like a normalised one of five letters or more that is misspelled behind its first
        letter ("alogene"); None where none is near.
        """
        count = len(name.split())
        heads: dict[str, int] = {}
        for known, index, _tier in self._names:
            if known[:1] == name[:1] and known.count(" ") >= count - 1:
                heads.setdefault(" ".join(known.split()[:count]), index)
        near = difflib.get_close_matches(name, heads, cutoff=_NEAR) if len(name) >= _TELLING else []
        meant = next((head for head in near if all(map(_may_be, name.split(), head.split()))), None)
        return self._company(heads[meant]) if meant else None

    def misspelled(self, symbol: str, limit: int = 5) -> list[Company]:
        """
        The listed companies whose symbols are one slip behind the first letter away and made of the same letters, in the
        list's order: ALLO for ALOO, AALLO or ALO. One letter that is another is too near to everything.
        """
        found = (
            index
            for _, index, tier in self._names
            if tier == 0 and (known := self.ticker_at(index))[:1] == symbol[:1] and set(known) == set(symbol)
            if _one_slip(symbol, known)
        )
        return [self._company(index) for index in itertools.islice(found, limit)]

    def exact(self, name: str) -> list[Company]:
        """Companies whose name this is, legal forms aside: usually one, two for the few names that two registrants have."""
        query = normalise_name(name)
        found = sorted((tier, index) for known, index, tier in self._names if known == query)
        return [self._company(index) for _, index in found]

    def larger(self, name: str) -> list[Company]:
        """Companies that the list has before the one so called and whose names go on: Vertex Pharmaceuticals, Vertex, Inc."""
        query = normalise_name(name)
        own = min(((tier, index) for known, index, tier in self._names if known == query), default=(0, 0))
        found = sorted((tier, index) for known, index, tier in self._names if known.startswith(f"{query} "))
        return [self._company(index) for tier, index in found if (tier, index) < own]

    def by_cik(self, cik: int) -> Company | None:
        """The main class of a registrant, or None."""
        index = self._main_class.get(cik)
        return None if index is None else self._company(index)

    def companies(self) -> Iterator[Company]:
        """The main class of every company, in the list's order; foreign lines last."""
        for _, index in self._one_per_company:
            yield self._company(index)

    def names(self) -> list[tuple[str, int]]:
        """(normalised name, key for `at`) of every company's main class, in the list's order: the index of mentions."""
        return self._one_per_company

    def at(self, key: int) -> Company:
        """The company behind a key of `names`."""
        return self._company(key)

    def ticker_at(self, key: int) -> str:
        """Only the symbol behind a key of `names`; cheaper than `at`."""
        line = self._lines[key]
        return line.partition("\t")[0]

    def _company(self, index: int) -> Company:
        ticker, cik, exchange, name = self._lines[index].split("\t")
        return Company(ticker, name, int(cik) if cik else None, _EXCHANGES.get(exchange, exchange) or None)

    @functools.cached_property
    def _main_class(self) -> Mapping[int, int]:
        """By CIK: exchange-listed before OTC, plain symbol before one with a suffix, then the list's order."""
        best: dict[int, tuple[bool, bool, int]] = {}
        for index, line in enumerate(self._lines):
            ticker, cik, exchange, _ = line.split("\t")
            if cik:
                rank = (exchange not in _LISTED, "-" in ticker, index)
                best[int(cik)] = min(rank, best.get(int(cik), rank))
        return {cik: rank[2] for cik, rank in best.items()}

    @functools.cached_property
    def _one_per_company(self) -> list[tuple[str, int]]:
        """(normalised name, line) of every company: main class by CIK, first line by name where there is no CIK."""
        rows = [(normalise_name(self._lines[index].split("\t")[3]), index) for index in self._main_class.values()]
        foreign: dict[str, int] = {}
        for index, line in enumerate(self._lines):
            _, cik, _, name = line.split("\t")
            if not cik:
                foreign.setdefault(normalise_name(name), index)
        return sorted((*rows, *foreign.items()), key=lambda row: row[1])

    @functools.cached_property
    def _names(self) -> list[tuple[str, int, int]]:
        """(normalised name, line, 0 for exchange-listed in the US or 1) of every company."""
        return [
            (name, index, int(self._lines[index].split("\t")[2] not in _LISTED))
            for name, index in self._one_per_company
        ]


def _may_be(typed: str, meant: str) -> bool:
    """Whether a word of a name may be misspelled so."""
    return typed == meant or len(typed) >= _LONG or _one_slip(typed, meant)


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, too many or another, or two neighbours are exchanged."""
    same = next(
        (at for at, pair in enumerate(zip(typed, meant, strict=False)) if len(set(pair)) > 1),
        min(len(typed), len(meant)),
    )
    left, right = typed[same:], meant[same:]
    return left[1:] in {right, right[1:]} or left == right[1:] or left[1::-1] + left[2:] == right


def load_universe(fetched: Path | None = None) -> Universe:
    """The companies of `newest_list`, with the foreign lines, aliases and products that ship. About 10 ms a list; keep it."""
    newest = newest_list(fetched)
    products: dict[str, list[str]] = {}
    for name, symbol in (line.split("\t") for line in _rows(PRODUCTS_FILE)):
        products.setdefault(symbol, []).append(name)
    return Universe(newest.lines, newest.day, _rows(FOREIGN_FILE), load_aliases(), products, newest.fault)


def load_aliases() -> dict[str, str]:
    """What people say that is no registrant's name, normalised -> symbol."""
    return dict(line.split("\t")[:2] for line in _rows(ALIASES_FILE))


def _rows(path: Path) -> list[str]:
    """The lines of a small table that are neither empty nor comment."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
