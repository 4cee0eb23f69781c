"""/watchlist: the names a channel follows; digests, reminders and link filters read this list."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence

from bot.cards import common
from bot.cards import watchlist as cards
from bot.deps import Deps
from bot.errors import AmbiguousName, BadInput, DeskError, NotFoundAtSource
from bot.model import Company, Quote
from bot.ports import WatchEntry
from bot.registry import Action, Answer, Command, File, Request
from bot.research.names import MAX_QUERY, bare, resolve, resolve_traded, unlisted_symbol, without_market
from bot.tickers.names import is_legal_form, normalise_name

MAX_LIST = 500
"""Names one channel may watch."""
MAX_IMPORT = 300
LONGEST_NAME = 8
"""Words of a company's name; more in capitals are a list of symbols."""
MAX_ASKED = 20
"""Symbols that the list lacks and that the market source is asked for in one go; it takes about one a second."""
MAX_WORDS = 50
"""Words without a comma that are read as several names."""


def answer(request: Request, deps: Deps) -> Answer:
    """`add`, `remove`, `list`, `clear`, `import`, `export`; no word lists."""
    word, rest = [*request.text.split(maxsplit=1), "", ""][:2]  # a pasted column begins on a line of its own
    verb = word.lower() or "list"
    run = _VERBS.get(verb)
    if verb == "help":
        return Answer(common.usage(COMMAND))
    if run is None:
        raise BadInput("Use /watchlist add ALLO CLLS, remove ALLO, list, clear, import or export.")
    return run(request, deps, rest.strip())


def watch(request: Request, deps: Deps, companies: Sequence[Company]) -> tuple[Mapping[str, WatchEntry | None], int]:
    """Put them on the channel's list; (those that were on it before, how many it watches now)."""
    names = {company.ticker for company in companies}
    if len(names | {entry.ticker for entry in deps.storage.watchlist.list(request.place)}) > MAX_LIST:
        raise BadInput(f"A channel can watch {MAX_LIST} names. Remove some first.")
    tickers = [company.ticker for company in companies]
    unlisted = {one.ticker: one.name for one in companies if not one.verified and one.name != one.ticker}
    known = deps.storage.watchlist.add(request.place, tickers, user=request.user, at=deps.clock.now(), names=unlisted)
    return known, len(deps.storage.watchlist.list(request.place))


def _add(request: Request, deps: Deps, rest: str) -> Answer:
    if not rest:
        raise BadInput("Which names? For example: /watchlist add ALLO CLLS.")
    companies, refused = _companies(rest, deps)
    known, total = watch(request, deps, companies)
    return Answer(cards.added(companies, known, refused, total), error=not companies and bool(refused))


def _remove(request: Request, deps: Deps, rest: str) -> Answer:
    if not rest:
        raise BadInput("Which names? For example: /watchlist remove ALLO.")
    watched = {entry.ticker for entry in deps.storage.watchlist.list(request.place)}
    wanted: dict[str, None] = {}
    refused = []
    for phrase in _phrases(rest, deps):
        symbol = phrase.lstrip("$").upper()
        if symbol in watched:
            wanted[symbol] = None
            continue
        try:
            wanted[resolve(phrase, deps.universe).ticker] = None
        except AmbiguousName as error:
            meant = [company.ticker for company in error.candidates if company.ticker in watched]
            if len(meant) == 1:
                wanted[meant[0]] = None
            elif meant:
                refused.append(f"“{phrase[:60]}” could be {', '.join(meant)}: remove the one you mean.")
            else:
                refused.append(f"No company that goes by “{phrase[:60]}” is on the list.")
        except DeskError as error:
            refused.append(error.message)
    gone = deps.storage.watchlist.remove(request.place, list(wanted))
    absent = [ticker for ticker in wanted if ticker not in gone]
    return Answer(cards.removed(gone, absent, refused, len(watched) - len(gone)))


def _list(request: Request, deps: Deps, _rest: str) -> Answer:
    entries = deps.storage.watchlist.list(request.place)
    names = {ticker: company.name for ticker, company in _watched(entries, deps).items()}
    return Answer(cards.listing(entries, names, now=deps.clock.now()))


def _watched(entries: Sequence[WatchEntry], deps: Deps) -> dict[str, Company]:
    """By ticker: the company of the list, else what the market source called it when it was added."""
    return {
        entry.ticker: deps.universe.lookup(entry.ticker) or Company(entry.ticker, entry.name, verified=False)
        for entry in entries
    }


def _clear(request: Request, deps: Deps, rest: str) -> Answer:
    count = len(deps.storage.watchlist.list(request.place))
    if rest.lower() != "yes" and count:
        return Answer(cards.ask_clear(count))
    return Answer(cards.cleared(deps.storage.watchlist.clear(request.place)))


def _import(request: Request, deps: Deps, rest: str) -> Answer:
    if not rest:
        raise BadInput("Paste the symbols after import, with commas, spaces or new lines between them.")
    return _add(request, deps, rest)


def _export(request: Request, deps: Deps, _rest: str) -> Answer:
    entries = deps.storage.watchlist.list(request.place)
    if not entries:
        raise BadInput("This channel's watchlist is empty, so there is nothing to export. Add a name first.")
    content = cards.as_csv(entries, _watched(entries, deps))
    file = File("watchlist.csv", content, "Watchlist")
    return Answer(cards.exported(len(entries)), files=(file,))


def _clear_click(request: Request, deps: Deps) -> Answer:
    """Only the list that the card asked about: one that has grown or shrunk since is asked about anew."""
    count = len(deps.storage.watchlist.list(request.place))
    if not count:
        return Answer(common.note("The watchlist is empty."), replace=True)
    if request.value != str(count):
        return Answer(cards.ask_clear(count), replace=True)
    return Answer(cards.cleared(deps.storage.watchlist.clear(request.place)), replace=True)


_SEPARATORS = re.compile(r"[,;\n\r\t|]+")
_NUMBERED = re.compile(r"^\s*\d{1,3}[.)]\s+")
_CAPITALS = re.compile(r"\$?[A-Z]{1,6}(?:[.\-][A-Z]{1,2})?|\$[A-Za-z.\-]+")
_BETWEEN = frozenset({"and", "or", "&", "+", "/", "plus", "vs", "versus"})
_HEADINGS = frozenset({"ticker", "symbol"})


def _phrases(text: str, deps: Deps) -> list[str]:
    """Names with commas or new lines between them, or a table's column; else words, unless they are one name together."""
    phrases: list[str] = []
    for part in _column(text) or _parts(text, deps):
        words = part.split()
        one = without_market(part)
        if one == part and len(words) > 1 and all(map(_CAPITALS.fullmatch, words)) and not _is_name(part, words, deps):
            phrases += words
        else:
            phrases += _apart(one, deps) or [one]
    phrases = list(dict.fromkeys(phrases))
    if len(phrases) > MAX_IMPORT:
        raise BadInput(f"That is {len(phrases)} names; {MAX_IMPORT} at a time, please.")
    return phrases


def _column(text: str) -> list[str]:
    """The symbols of a pasted table whose first line is headings, as /watchlist export writes it; empty where it is none."""
    head, _, body = text.partition("\n")
    mark = next((mark for mark in ",\t;" if mark in head), ",")
    headings = [bare(cell).lower() for cell in head.split(mark)]
    column = next((index for index, cell in enumerate(headings) if cell in _HEADINGS), None)
    if column is None:
        return []
    rows = csv.reader(body.splitlines(), delimiter=mark)
    return [cell for row in rows if len(row) > column and (cell := bare(row[column]))]


def _parts(text: str, deps: Deps) -> list[str]:
    """Between the separators, without bullets, numbers and quotes; a legal form behind a comma is no name of its own."""
    parts = (bare(_NUMBERED.sub("", part)) for line in text.split('"') for part in _SEPARATORS.split(line))
    return [part for part in parts if part and not _only_form(part, deps)]


def _only_form(part: str, deps: Deps) -> bool:
    """The Inc. of "Apple, Inc."; AG and SE in capitals are symbols."""
    form = normalise_name(part)
    return bool(form) and is_legal_form(form) and not (part.isupper() and deps.universe.lookup(part))


def _is_name(part: str, words: list[str], deps: Deps) -> bool:
    """Whether words in capitals are a company's name (DELTA AIR LINES), not a list of symbols with an AIR among them."""
    if "$" in part or len(part) > MAX_QUERY or len(words) > LONGEST_NAME:
        return False
    if deps.universe.lookup(part):  # BRK B
        return True
    if all(map(deps.universe.lookup, words)):
        return bool(deps.universe.exact(part))
    return bool(deps.universe.search(part, limit=1))


def _apart(phrase: str, deps: Deps) -> list[str]:
    """
    The names that stand in it one after the other, perhaps with "and" between them: Apple and Eli Lilly, allo clls,
    ALLO/CLLS. Empty where it is one name, or where a word belongs to none: then nothing is guessed.
    """
    words = [piece for word in phrase.split() for piece in _halves(word, deps)]
    if not 1 < len(words) <= MAX_WORDS or deps.universe.search(phrase, limit=1) or _one(phrase, deps):
        return []
    names: list[str] = []
    while words:
        if words[0].lower() in _BETWEEN:
            words = words[1:]
            continue
        sizes = range(min(len(words), LONGEST_NAME), 1, -1) if _begins_a_name(words, deps) else ()
        size = next((size for size in sizes if _one(" ".join(words[:size]), deps)), 1)
        names.append(" ".join(words[:size]))
        if size == 1 and not (_one(words[0], deps, doubt=True) or unlisted_symbol(words[0], deps.universe)):
            return []
        words = words[size:]
    return names


def _begins_a_name(words: Sequence[str], deps: Deps) -> bool:
    """Whether the first two stand in one company's name, or are a symbol with its market: else no longer name begins so."""
    two = bare(" ".join(words[:2]))
    return without_market(two) != two or bool(deps.universe.search(two, limit=1))


def _halves(word: str, deps: Deps) -> list[str]:
    """ALLO/CLLS is two symbols, BRK/B is one."""
    halves = word.split("/")
    return halves if all(halves) and not deps.universe.lookup(word) else [word]


def _one(phrase: str, deps: Deps, *, doubt: bool = False) -> bool:
    """Whether this is one company; with `doubt`, or a name that several have."""
    try:
        resolve(phrase, deps.universe)
    except AmbiguousName:
        return doubt
    except DeskError:
        return False
    return True


def _companies(text: str, deps: Deps) -> tuple[list[Company], list[str]]:
    """Resolved companies, and a sentence for each phrase that is none. One ambiguous name alone asks which."""
    phrases = _phrases(text, deps)
    found: dict[str, Company] = {}
    refused: list[str] = []
    left = iter(range(MAX_ASKED))

    def quote(ticker: str) -> Quote:
        if next(left, None) is None:
            raise NotFoundAtSource(f"{MAX_ASKED} such symbols are looked up at a time: add it again.")
        return deps.market.quote(ticker)

    for phrase in phrases:
        try:
            company = resolve_traded(phrase, deps.universe, quote)
            found[company.ticker] = company
        except AmbiguousName as error:
            if len(phrases) == 1:
                raise
            names = ", ".join(company.ticker for company in error.candidates[:4])
            several = f"“{phrase[:60]}” could be {names}: add the one you mean."
            refused.append(several if len(error.candidates) > 1 else error.message)
        except DeskError as error:
            refused.append(error.message)
    return list(found.values()), refused


_VERBS = {
    "add": _add, "remove": _remove, "rm": _remove, "delete": _remove, "list": _list, "show": _list,
    "clear": _clear, "import": _import, "export": _export,
}  # fmt: skip

COMMAND = Command(
    "/watchlist",
    usage="[add|remove|list|clear|import|export] [TICKER ...]",
    summary="Keep the names this channel follows",
    run=answer,
    examples=("/watchlist add ALLO CLLS", "/watchlist remove ALLO", "/watchlist import ALLO, CLLS, Gilead"),
    details="Tickers or company names, with spaces, commas, new lines or “and” between them; import takes a pasted table with "
    "a Ticker column, too, such as the CSV file that export sends you. A symbol that the list of companies lacks, "
    "such as a fund's (XBI), is looked up at the market source.",
)

ACTION = Action("watchlist_clear", _clear_click)
