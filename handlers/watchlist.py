"""/watchlist: the names a channel follows; digests, reminders and link filters read this list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.cards import common
from bot.cards import watchlist as cards
from bot.deps import Deps
from bot.errors import AmbiguousName, BadInput, DeskError
from bot.model import Company
from bot.ports import WatchEntry
from bot.registry import Action, Answer, Command, File, Request
from bot.research.names import MAX_QUERY, resolve, without_market

MAX_LIST = 500
"""Names one channel may watch."""
MAX_IMPORT = 300
LONGEST_NAME = 8
"""Words of a company's name; more in capitals are a list of symbols."""


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
    known = deps.storage.watchlist.add(request.place, tickers, user=request.user, at=deps.clock.now())
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
            if meant:
                wanted[meant[0]] = None
            else:
                refused.append(f"No company that goes by “{phrase[:60]}” is on the list.")
        except DeskError as error:
            pieces = _symbols(phrase, deps)
            wanted.update(dict.fromkeys(company.ticker for company in pieces))
            refused += [] if pieces else [error.message]
    gone = deps.storage.watchlist.remove(request.place, list(wanted))
    absent = [ticker for ticker in wanted if ticker not in gone]
    return Answer(cards.removed(gone, absent, refused, len(watched) - len(gone)))


def _list(request: Request, deps: Deps, _rest: str) -> Answer:
    entries = deps.storage.watchlist.list(request.place)
    names = {entry.ticker: company.name for entry in entries if (company := deps.universe.lookup(entry.ticker))}
    return Answer(cards.listing(entries, names, now=deps.clock.now()))


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
    content = cards.as_csv(entries, {entry.ticker: deps.universe.lookup(entry.ticker) for entry in entries})
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
_CAPITALS = re.compile(r"\$?[A-Z]{1,6}(?:[.\-][A-Z]{1,2})?|\$[A-Za-z.\-]+")


def _phrases(text: str, deps: Deps) -> list[str]:
    """Names with commas or new lines between them; else words, unless they make one company name together."""
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    phrases: list[str] = []
    for part in parts:
        words = part.split()
        one = without_market(part)
        if one == part and len(words) > 1 and all(map(_CAPITALS.fullmatch, words)) and not _is_name(part, words, deps):
            phrases += words
        else:
            phrases.append(one)
    phrases = list(dict.fromkeys(phrases))
    if len(phrases) > MAX_IMPORT:
        raise BadInput(f"That is {len(phrases)} names; {MAX_IMPORT} at a time, please.")
    return phrases


def _is_name(part: str, words: list[str], deps: Deps) -> bool:
    """Whether words in capitals are a company's name (DELTA AIR LINES), not a list of symbols with an AIR among them."""
    if "$" in part or len(part) > MAX_QUERY or len(words) > LONGEST_NAME:
        return False
    if all(map(deps.universe.lookup, words)):
        return bool(deps.universe.exact(part))
    return bool(deps.universe.search(part, limit=1))


def _symbols(phrase: str, deps: Deps) -> list[Company]:
    """The companies of words that are all symbols, typed in lower case perhaps; empty where one is none."""
    pieces = phrase.split()
    if not 1 < len(pieces) <= 50:
        return []
    found = [deps.universe.lookup(piece.lstrip("$")) for piece in pieces]
    return [company for company in found if company] if all(found) else []


def _companies(text: str, deps: Deps) -> tuple[list[Company], list[str]]:
    """Resolved companies, and a sentence for each phrase that is none. One ambiguous name alone asks which."""
    phrases = _phrases(text, deps)
    found: dict[str, Company] = {}
    refused: list[str] = []
    for phrase in phrases:
        try:
            company = resolve(phrase, deps.universe)
            found[company.ticker] = company
        except AmbiguousName as error:
            if len(phrases) == 1:
                raise
            names = ", ".join(company.ticker for company in error.candidates[:4])
            refused.append(f"“{phrase[:60]}” could be {names}: add the one you mean.")
        except DeskError as error:
            pieces = _symbols(phrase, deps)
            found.update({company.ticker: company for company in pieces})
            refused += [] if pieces else [error.message]
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
    details="Tickers or company names, with commas or new lines between names of several words. "
    "Export sends you a CSV file.",
)

ACTION = Action("watchlist_clear", _clear_click)
