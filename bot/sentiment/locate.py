"""Where a target named by a person stands in a text: the name itself, $TICKER, (NASDAQ: TICKER), short forms of a name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.model import Company, Evidence, Mention
from bot.sentiment.lexicon import load
from bot.tickers.words import DESCRIPTORS, FUNCTION_WORDS, load_words

_FORMS = re.compile(
    r"[\s,]+(?:inc|corp|corporation|company|co|ltd|limited|plc|llc|nv|n\.v|s\.?a|ag|se|ab|oyj|asa|group|holdings?)\.?$",
    re.IGNORECASE,
)
_TICKER = re.compile(r"\$[A-Za-z]{1,5}(?:[.-][A-Za-z]{1,2})?|[A-Z]{1,5}(?:[.-][A-Z]{1,2})?")
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Thai to Khmer, kana, Han, Hangul: there a name stands without a space beside other words."""
_HAS_SPACELESS = re.compile(f"[{_SPACELESS}]")
_LETTER = r"[^\W_]"
"""What may not stand beside a name."""
_APOSTROPHE = re.compile("['’‘]")
_GENITIVE = re.compile("['’‘]s?$")
_GAP = r"(?:[^\S\n]+\n?|\n)[^\S\n]*"
"""White space between the words of a name: a line may break there, a paragraph may not."""
_UNIT_OF = re.compile(
    r"(?<!\S)(?P<unit>[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){0,4}), (?:(?:which|that) is )?"
    r"(?:owned by|(?:an? |the )?(?:wholly[ -]owned )?(?:unit|part|subsidiary|arm|division|affiliate) of) (?:the )?$"
)
"""A business told of as its owner's: what happens to it happens to the owner."""
_AROUND_NAME = " ,.;:!?\"'“”‘’()[]"
"""What a name copied out of a text may carry along."""
MAX_PLACES = 200
_REACH = 120
"""Characters before a name in which its business is looked for."""
SHORT_SYMBOL = 3
"""Letters up to which a symbol in lower case is sooner a word ("on", "all", "now")."""
SHORT_NAME = 3
"""Letters up to which a name is looked for as whole words only."""


def is_ticker(target: str) -> bool:
    """Does the target look like a symbol ("ALLO", "$allo", "BRK.B") rather than a name?"""
    return _TICKER.fullmatch(target.strip()) is not None


def stands(text: str, name: str) -> bool:
    """Does `name` stand in `text` as it is written?"""
    return bool(name) and any(_matches(_whole(name), text, 0))


def place_of(text: str, phrase: str, ticker: str) -> tuple[int, int] | None:
    """The first place of a phrase that stands for `ticker` in another text: a symbol as it is, a name in any case."""
    symbol = phrase.isupper() and phrase.lstrip("$") == ticker
    for pattern, flags in [(_whole(phrase), 0)] if symbol else _cases(phrase):
        for match in _matches(pattern, text, flags):
            return match.span()
    return None


def locate(text: str, target: str) -> list[Mention]:
    """
    Every place of `target` in `text`, in order, as mentions of a company of that name; empty where it does not occur.

    Whole words only. A symbol is looked for in capitals first, then in any case unless it may be a word; a name in any case,
    then without its legal form; at last a name in the plural or before a capital ("#AcmeShares").
    """
    wanted = target.strip()
    bare = wanted.lstrip("$")
    if not bare:
        return []
    symbol = is_ticker(wanted)
    company = Company(bare.upper() if symbol else wanted, wanted, verified=False)
    for pattern, flags in _symbol_attempts(wanted) if symbol else _name_attempts(wanted):
        found = list(itertools.islice(_matches(pattern, text, flags), MAX_PLACES))
        if found:
            return [_mention(company, text, *match.span()) for match in found]
    plain = wanted.strip(_AROUND_NAME)
    return locate(text, plain) if plain != wanted else []


def with_unit(text: str, place: tuple[int, int], others: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A name's place with its business ahead of it ("Janssen, a unit of Johnson & Johnson"), unless that is one of `others`."""
    found = _UNIT_OF.search(text, max(0, place[0] - _REACH), place[0])
    if found is None or any(start < found.end("unit") and found.start() < end for start, end in others):
        return place
    return found.start(), place[1]


def settled(places: Sequence[Mention], known: Sequence[Mention]) -> list[Mention]:
    """
    The target's places beside the other companies of the text. A known company that stands where the target does is the
    target, in whatever form it is named elsewhere; a place within another company's longer name is none.
    """
    from bot.tickers.mentions import identity

    company = places[0].company
    shared = [(place, mention) for place in places for mention in known if _overlap(place, mention)]
    whole = [pair for pair in shared if _covers(*pair)]
    same = {identity(mention.company) for _, mention in whole or shared}
    others = [mention for mention in known if identity(mention.company) not in same]
    own = [place for place in places if not any(_overlap(place, mention) for mention in others)]
    forms = [
        replace(mention, company=company, rank=1.0)
        for mention in known
        if identity(mention.company) in same and not any(_overlap(place, mention) for place in own)
    ]
    return [*own, *forms, *others]


def _matches(pattern: str, text: str, flags: int) -> Iterator[re.Match[str]]:
    """Where a pattern of this module stands in `text`."""
    if not text.isascii() and _HAS_SPACELESS.search(text):
        pattern = pattern.replace(_LETTER, rf"[^\W_{_SPACELESS}]")
    return re.finditer(pattern, text, flags)


def _whole(name: str) -> str:
    """A pattern for `name` as whole words, with any apostrophe and any white space but a blank line between them."""
    return rf"(?<!{_LETTER}){_words(name)}(?!{_LETTER})"


def _words(name: str) -> str:
    return _GAP.join(_APOSTROPHE.sub("['’‘]", re.escape(word)) for word in name.split())


def _symbol_attempts(wanted: str) -> Iterator[tuple[str, int]]:
    """Patterns for a symbol, the surest first."""
    symbol = wanted.lstrip("$").upper()
    cashtag, bare = _whole(f"${symbol}"), _whole(symbol)
    if wanted.startswith("$"):
        yield cashtag, 0
    if len(symbol) > 1 or not _ordinary(symbol):  # "A" begins many a sentence
        yield bare, 0
    yield cashtag, re.IGNORECASE
    if len(symbol) > 1:
        yield _inflected(symbol), 0
    if len(symbol) > SHORT_SYMBOL and not _ordinary(symbol):
        yield bare, re.IGNORECASE


def _name_attempts(name: str) -> Iterator[tuple[str, int]]:
    """Patterns for a name and its shorter forms, the surest first."""
    while True:
        yield from _cases(name)
        if sum(map(str.isalpha, name)) > SHORT_NAME:
            yield _inflected(name), 0
        short = _FORMS.sub("", name)
        if short in {"", name}:
            return
        name = short


def _cases(name: str) -> Iterator[tuple[str, int]]:
    """Patterns for a name as it is written, then in any case; "Target" is no price target."""
    yield _whole(name), 0
    if name[0].isupper() and _ordinary(name):
        yield _whole(name.upper()), 0
    else:
        yield _whole(name), re.IGNORECASE


def _inflected(name: str) -> str:
    """A pattern for `name` before the "s" of a plural or a genitive, or before a capital ("#AcmeShares")."""
    behind = rf"s(?!{_LETTER})" if name.isupper() else r"(?:e?s)?(?![a-z])"
    return rf"(?<!{_LETTER}){_words(name)}(?={behind})"


def _ordinary(word: str) -> bool:
    """May this be a word of the language as well as a name?"""
    low, known = word.lower(), load_words()
    if low in known.brands:
        return False
    return any(low in words for words in (FUNCTION_WORDS, DESCRIPTORS, known.common, known.generic, load().first))


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _covers(place: Mention, mention: Mention) -> bool:
    """Does the place hold the whole name, its legal form and a genitive aside?"""
    name = _FORMS.sub("", _GENITIVE.sub("", mention.phrase))
    return place.start <= mention.start and mention.start + len(name) <= place.end


def _mention(company: Company, text: str, start: int, end: int) -> Mention:
    phrase = text[start:end]
    evidence = Evidence.CASHTAG if text[max(0, start - 1) : start + 1].startswith("$") else Evidence.NAME
    return Mention(company, start, end, phrase, evidence, rank=1.0)
