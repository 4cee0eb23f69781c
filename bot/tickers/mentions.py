"""
Companies in a text, each with the words that name it, the evidence and how central it is. Pure: no network, no clock.

Evidence in the order of facts/articles.md, 4.4: exchange and symbol, publisher metadata, cashtag, the whole name, a
short name that is coined or supported elsewhere in the text, a bare symbol where something supports it. A word that could
be anything (ALL, Target, Columbia) counts only with support.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from bot.model import Company, Evidence, Mention
from bot.tickers import context, explicit
from bot.tickers.datelines import places
from bot.tickers.nameindex import (
    Entry,
    NameIndex,
    Strength,
    build,
    fold,
    index_of,
    keys_by_name,
    name_tokens,
    spellings,
    trimmed,
)
from bot.tickers.names import normalise_name
from bot.tickers.ranking import ranked
from bot.tickers.universe import Universe
from bot.tickers.words import DESCRIPTORS, DRUG_WORDS, FUNCTION_WORDS, PLACES, load_words

MAX_TEXT = 200_000
"""Characters that are searched; what follows in a longer text is left out."""

CAPITALISED = re.compile(
    r"(?<![\w@#.$])(?:(?:[A-Z]\.){2,}|[A-Z0-9À-ÖØ-Þ]\w*(?:['’]\w+)*|[a-z]{1,4}[A-Z]\w*(?:['’]s)?"
    r"|(?:argenx|lululemon|onsemi|trivago)(?:['’]s)?\b)",
    re.ASCII,
)
"""A word that may begin a name; some companies write theirs without a capital."""
CAPITALISED_WIDE = re.compile(CAPITALISED.pattern)
FORM = re.compile(
    r"(?:(?:[ \u00a0]*+,)?[ \u00a0]++(?:Inc|Incorporated|Corp|Corporation|Company|Co|Ltd|Limited|LLC|L\.?P|LLP|plc|PLC|[Nn]\.?[Vv]|"
    r"S\.?A|AG|SE|AB|ASA|S\.p\.A|SpA|GmbH|KGaA|Oyj|A/S|Bancorp)(?![\w])\.?)+"
)
PLACE_AFTER = re.compile(r"\.([A-Z]{1,2})(?!\w)")
"""Behind a symbol it names the exchange: "ALLO.AX"."""
AS_QUOTED = re.compile(r"[ ]?(?:[+−–-][ ]?[$]?\d|[$]\d|@[ ]?[$]?\d|\d+(?:\.\d+)?%)")
"""Behind a symbol, a move or a price: "ON +3%", "IT $410"."""
NOT_LETTERS = re.compile(r"[\W_]+")
LINK = re.compile(r"(?:https?://|www\.)\S+")
MAIL = re.compile(r"@[\w-]+\.[\w.]+")
QUOTED_ALIAS = re.compile(r"[ ,]{0,2}\((?:[^()\n]{0,80}?)[“\"‘']([A-Z][\w&.’' -]{1,30}?)[,”\"’']")
ROW_AFTER = re.compile(r"(?:\s\([^()\n]{1,24}\))?(?:,? (?:and|or|over|vs\.?|&|>|<) |, |/)")
ROW_BEFORE = re.compile(f"{ROW_AFTER.pattern}$")
"""Between two names of one row; a symbol may stand in brackets."""
ROW_REACH = 36
ON_MEDICINE = 2
"""Words of medicine and drug makers that make a text one about medicine."""
DOMAIN = ".com"
"""Behind a name it makes the company of it: "Amazon.com"."""
DEFINED_WORDS = frozenset(
    {"company", "we", "our", "us", "corporation", "group", "partnership", "issuer", "bank", "trust"}
)


def mentions(
    text: str, universe: Universe, *, hints: Sequence[str] = (), publisher: Sequence[str] = ()
) -> list[Mention]:
    """
    Every place in `text` that names a company, in order; they do not overlap.

    `hints` are symbols that a feed attaches to the story: they lower the evidence a bare symbol or a short name needs.
    `publisher` are symbols from the page's own metadata: they count as evidence like an explicit symbol. `rank` is one
    figure per company, 0 to 1. Explicit symbols that no list holds come back as unverified companies.
    """
    search = _Search(text[:MAX_TEXT], universe, hints, publisher)
    return search.run()


def subject(found: Sequence[Mention]) -> Company | None:
    """The company a text is about: the highest rank, the earliest where two are equal; None where none is named."""
    best = max(found, key=lambda mention: (mention.rank, -mention.start), default=None)
    return best.company if best else None


def companies(found: Iterable[Mention]) -> list[Company]:
    """The companies of a text, the subject first, each once."""
    order = sorted(found, key=lambda mention: (-mention.rank, mention.start))
    return list({identity(mention.company): mention.company for mention in order}.values())


def identity(company: Company) -> str:
    """What makes two companies one: the CIK, else the name's symbol and exchange."""
    return f"cik {company.cik}" if company.cik else f"{company.ticker} {'' if company.verified else company.exchange}"


def bare_symbol(company: Company) -> str:
    """As a text writes it: an unverified "ASX:ALL" is ALL there."""
    return company.ticker.rpartition(":")[2]


class _Waiting(NamedTuple):
    """A stretch of text that is a company if it stands in a row with one."""

    start: int
    end: int
    company: Company
    evidence: Evidence
    entry: Entry | None = None


class _Search:
    """One text on its way through the passes. Spans that are taken block later passes."""

    def __init__(self, text: str, universe: Universe, hints: Sequence[str], publisher: Sequence[str]) -> None:
        self.text = text
        self.universe = universe
        self.index = index_of(universe)
        self.words = load_words()
        self.lines = context.Lines(text)
        self.found: list[Mention] = []
        self.supported: dict[str, Company] = {}
        self.aliases: list[tuple[str, Company]] = []
        self.makers = 0
        self.weak: list[tuple[int, int, Entry]] = []
        self.mask = bytearray(len(text))
        self.owners: dict[str, Company] = {}
        self.seen: set[str] = set()
        self.hinted: set[str] = set()
        self.published: set[str] = set()
        for symbols, known in ((hints, self.hinted), (publisher, self.published)):
            for symbol in symbols:
                company = universe.lookup(symbol)
                if company is not None:
                    known.add(self._support(company))

    def run(self) -> list[Mention]:
        """All passes, the surest evidence first."""
        if not self.text:
            return []
        self._leave_out_addresses_and_places()
        self._explicit()
        pattern = CAPITALISED if self.text.isascii() else CAPITALISED_WIDE
        tokens = [found.span() for found in pattern.finditer(self.text)]
        self._names(tokens)
        self._supported(tokens)
        self._in_rows()
        self._symbols(tokens)
        self._products()
        self.found.sort(key=lambda mention: mention.start)
        return ranked(
            self.text, self.found, title_end=self.lines.title_end, hinted=self.hinted, published=self.published
        )

    # Passes ---------------------------------------------------------------------------------------------------------

    def _explicit(self) -> None:
        """Symbols given outright, and the names they stand beside."""
        places = [
            *explicit.pairs(self.text, self.universe),
            *explicit.named_symbols(self.text, self.universe),
            *explicit.cashtags(self.text, self.universe),
        ]
        for place in places:
            if self._free(place.start, place.end):
                evidence = Evidence.CASHTAG if place.cashtag else Evidence.EXCHANGE
                self._take(place.company, place.start, place.end, evidence)
                if place.name:
                    self.aliases.append((place.name, place.company))

    def _names(self, tokens: list[tuple[int, int]]) -> None:
        """Names of the list, longer ones first; what is too weak alone waits for support."""
        matches: list[tuple[int, int, Entry]] = []
        done = 0
        for start, end in self._known(tokens, self.index):
            if start < done:
                continue
            match = self.index.match(self.text, start, end)
            if match is not None and self._free(start, match[0]):
                matches.append((start, *match))
                done = match[0]
        for start, end, entry in sorted(matches, key=self._order):
            self._judge(start, end, entry)

    def _order(self, match: tuple[int, int, Entry]) -> int:
        """
        Names of several words first, then single words with a legal form, then single words; last the letters that mean
        something in medicine, when it is known what the text is about.
        """
        if self.text[match[0] : match[1]] in self.words.medical:
            return 3
        return 0 if match[2][0] else 1 if FORM.match(self.text, match[1]) else 2

    def _known(self, tokens: list[tuple[int, int]], index: NameIndex) -> Iterator[tuple[int, int]]:
        """The words that begin a name of this index."""
        for start, end in tokens:
            word = self.text[start:end]
            if word.isalnum() and word.isascii():
                if word.lower() in index.entries:
                    yield start, end
            elif any(spelling in index.entries for spelling in spellings(word)):
                yield start, end

    def _judge(self, start: int, end: int, entry: Entry) -> None:
        """Take a name, or keep it for later."""
        rest, strength, key, whole = entry = self._meant(start, end, entry)
        form = FORM.match(self.text, end)
        if not rest and not form and (self._abbreviates(start, end, key) or self._contested(start, end, strength)):
            self.weak.append((start, end, entry))
            return
        place = context.Place(self.text, start, end, self.lines, self.words)
        if not rest:
            strength = context.spelled(self.text[start:end], strength, self.words)
        if not rest and self.text[end : end + len(DOMAIN)].lower() == DOMAIN:
            strength, end = Strength.FULL, end + len(DOMAIN)
        if form is not None and whole and not (strength is Strength.WEAK and place.after_name):
            strength, end = Strength.FULL, form.end()
        elif form is not None and strength < Strength.FULL:
            strength = Strength.WEAK
        company = self.universe.at(self._of_form(key, form.group()) if form is not None and whole else key)
        owner = None if rest or form else self.owners.get(fold(self.text[start:end].split("'")[0].split("’")[0]))
        own_name = whole and identity(company) in self.seen  # "Apple" where the text names Apple Inc., too
        if owner is not None and identity(owner) != identity(company) and place.stands_alone and not own_name:
            self._take(owner, start, end, Evidence.SHORT_NAME)
        elif not place.conference and (
            context.speaks(place, strength, single=not rest) or self._in_sector(place, entry)
        ):
            self._take(company, start, end, Evidence.NAME if whole else Evidence.SHORT_NAME)
            self._defined(end, company)
        else:
            self.weak.append((start, end, entry))

    def _abbreviates(self, start: int, end: int, key: int) -> bool:
        """Whether the letters stand for something else here: explained so by the text, or meaning something in medicine."""
        letters = self.text[start:end].replace("’", "'").removesuffix("'s")
        if not letters.isupper() or identity(self.universe.at(key)) in self.supported:
            return False
        if letters in self.lines.defined:
            return True
        if letters not in self.words.medical or not self._medicine():
            return False
        return not context.stock_of(context.Place(self.text, start, end, self.lines, self.words))

    def _meant(self, start: int, end: int, entry: Entry) -> Entry:
        """In a text on medicine, "Rocket" is the drug maker and not the launcher."""
        if entry[0] or entry[1] not in {Strength.WEAK, Strength.CAREFUL}:
            return entry
        maker = self.index.of_the_sector(self.text[start:end])
        if maker is None or maker[2] == entry[2] or identity(self.universe.at(entry[2])) in self.supported:
            return entry
        return maker if self._on_medicine() else entry

    def _contested(self, start: int, end: int, strength: Strength) -> bool:
        """In a text on medicine, "Compass" alone may be one of two and is surely no broker of houses."""
        words = spellings(self.text[start:end])
        return strength < Strength.SHORT and not self.index.contested.isdisjoint(words) and self._on_medicine()

    def _in_sector(self, place: context.Place, entry: Entry) -> bool:
        """Whether a word that begins a drug maker's name is that company here."""
        _rest, strength, key, _whole = entry
        if strength is not Strength.SECTOR or not self._on_medicine():
            return False
        return context.trades_as(place) and not place.begins_another(
            name_tokens(normalise_name(self.universe.at(key).name))
        )

    def _makes_drugs(self, place: context.Place, key: int) -> bool:
        maker = self.index.of_the_sector(self.text[place.start : place.end])
        return maker is not None and maker[2] == key

    def _on_medicine(self) -> bool:
        """Whether the text is about medicine."""
        return self._medicine() >= ON_MEDICINE

    def _medicine(self) -> int:
        """How much speaks of medicine: words, and the drug makers that the text names."""
        return self.lines.medical + self.makers

    def _of_form(self, key: int, form: str) -> int:
        """Of companies with one name the one that has this legal form: Merck KGaA is not Merck & Co."""
        letters = NOT_LETTERS.sub("", form).lower()
        same = keys_by_name(self.universe).get(normalise_name(self.universe.at(key).name), ())
        fits = [k for k in same if NOT_LETTERS.sub("", self.universe.at(k).name).lower().endswith(letters)]
        return fits[0] if fits and key not in fits else key

    def _defined(self, end: int, company: Company) -> None:
        """'... Inc. ("Paltalk", the "Company")' makes Paltalk a name of the company."""
        quoted = QUOTED_ALIAS.match(self.text, end)
        if quoted is not None and normalise_name(quoted.group(1)) not in DEFINED_WORDS:
            self.aliases.append((quoted.group(1), company))

    def _supported(self, tokens: list[tuple[int, int]]) -> None:
        """Short names, symbols and defined names of the companies that are in the text for certain."""
        for start, end, (_rest, _strength, key, whole) in self.weak:
            company = self.universe.at(key)
            place = context.Place(self.text, start, end, self.lines, self.words)
            if identity(company) in self.supported and self._free(start, end) and place.stands_alone:
                self._take(company, start, end, Evidence.NAME if whole else Evidence.SHORT_NAME)
        forms: dict[tuple[str, ...], tuple[Company, Evidence]] = {}
        for name, company in self.aliases:
            self._add_forms(forms, name, company, written=True)
        for company in self.supported.values():
            self._add_forms(forms, company.name, company, written=False)
        if not forms:
            return
        known, named = list(forms.items()), frozenset(self.seen)
        index = build((words, Strength.SHORT, key, False) for key, (words, _value) in enumerate(known))
        for start, end in self._known(tokens, index):
            match = index.match(self.text, start, end)
            if match is None or not self._free(start, match[0]):
                continue
            words, (company, evidence) = known[match[1][2]]
            if evidence is Evidence.SYMBOL:
                symbol = self.text[start : match[0]].replace("’", "'").removesuffix("'s")
                if symbol != bare_symbol(company):
                    continue
                if identity(company) in named and not self._is_symbol(symbol, start, match[0]):
                    continue
            elif len(words) == 1:
                place = context.Place(self.text, start, match[0], self.lines, self.words)
                if not place.stands_alone:
                    continue
            self._take(company, start, match[0], evidence)

    def _in_rows(self) -> None:
        """Names too weak alone, in a row with a company: "CRISPR, Sana and Intellia", "Alphabet, Meta and Amazon"."""
        waiting = []
        for start, end, weak in self.weak:
            if weak[1] is not Strength.MUTE and self._free(start, end):
                entry = self._meant(start, end, weak)
                evidence = Evidence.NAME if entry[3] else Evidence.SHORT_NAME
                waiting.append(_Waiting(start, end, self.universe.at(entry[2]), evidence, entry))
        self._along_rows(waiting, self.found)

    def _fits(self, one: _Waiting, *, beside: bool) -> bool:
        """Whether a bare symbol, or a weak name, is its company: in a row, a name also in a text on its sector."""
        if one.entry is None:
            return beside
        place = context.Place(self.text, one.start, one.end, self.lines, self.words)
        return (beside and self._fits_a_row(place, one.entry)) or self._in_sector(place, one.entry)

    def _along_rows(self, waiting: Sequence[_Waiting], known: Sequence[Mention]) -> None:
        """
        Take what fits, told whether it stands in a row with what is known. Each one taken makes the row longer, so the text is
        walked to and fro until nothing is added: a row of any length takes two walks.
        """
        ends, starts = {mention.end for mention in known}, {mention.start for mention in known}
        while waiting:
            left = []
            for one in waiting:
                if self._fits(one, beside=self._beside(one.start, one.end, ends, starts)):
                    self._take(one.company, one.start, one.end, one.evidence)
                    ends.add(one.end)
                    starts.add(one.start)
                else:
                    left.append(one)
            if len(left) == len(waiting):
                return
            waiting = left[::-1]

    def _fits_a_row(self, place: context.Place, entry: Entry) -> bool:
        """Whether the name may be a company between companies: famous, a drug maker among such, or written as its symbol."""
        _rest, strength, key, _whole = entry
        fits = (
            strength in {Strength.CAREFUL, Strength.WORDS}
            or (self._makes_drugs(place, key) and self._on_medicine())
            or self.text[place.start : place.end].upper() == self.universe.ticker_at(key) not in self.words.acronyms
        )
        return fits and place.stands_alone and not place.before_name

    def _is_symbol(self, symbol: str, start: int, end: int) -> bool:
        """Whether the symbol of a company that the text names is one here: ON, IT and AI are words, too."""
        if symbol not in self.words.acronyms and self.words.coined(symbol.lower()):
            return True
        bracket = self.text[max(0, start - 1) : start] == "(" and self.text[end : end + 1] == ")"
        place = context.Place(self.text, start, end, self.lines, self.words)
        return bracket or place.market or AS_QUOTED.match(self.text, end) is not None

    def _add_forms(
        self, forms: dict[tuple[str, ...], tuple[Company, Evidence]], name: str, company: Company, *, written: bool
    ) -> None:
        """What a company that is in the text may be called besides."""
        tokens = name_tokens(normalise_name(name))
        while tokens and tokens[0] in FUNCTION_WORDS:
            tokens = tokens[1:]
        if written:
            tokens, certain = self._cut_to_name(tokens, company)
            if tokens and len(tokens[0]) > 1:
                forms.setdefault(tokens, (company, Evidence.NAME if len(tokens) > 1 else Evidence.SHORT_NAME))
            if not certain:
                return
        short = trimmed(tokens)
        for words in {short, short[:1]}:
            if words and self._may_shorten(words):
                forms.setdefault(words, (company, Evidence.SHORT_NAME))
        symbol = bare_symbol(company)
        if len(symbol) > 1 and symbol.isalpha():
            forms.setdefault((symbol.lower(),), (company, Evidence.SYMBOL))

    def _cut_to_name(self, tokens: tuple[str, ...], company: Company) -> tuple[tuple[str, ...], bool]:
        """
        The name proper at the end of the words before a bracket ("Receives License for MAX Power Mining (CSE: MAXX)"), and
        whether it is certain enough to be shortened: it begins like the listed name, or with a coined word.
        """
        listed = name_tokens(normalise_name(company.name))
        if company.verified and listed and listed[0] in tokens:
            return tokens[len(tokens) - 1 - tokens[::-1].index(listed[0]) :], True
        certain = bool(tokens) and len(tokens) <= MAX_WRITTEN and self.words.coined(tokens[0])
        return tokens, certain and not any(word.isdigit() for word in tokens)

    def _may_shorten(self, words: tuple[str, ...]) -> bool:
        """Whether these first words of a name can stand for the company that the text has named."""
        if len(words) > 1:
            return True
        word = words[0]
        if len(word) < MIN_FORM or word in self.words.generic or word in DESCRIPTORS or word in FUNCTION_WORDS:
            return False
        return word not in self.words.first and word not in PLACES

    def _symbols(self, tokens: list[tuple[int, int]]) -> None:
        """
        Bare symbols that nothing supports: long ones beside words of the market; in a text that writes several companies
        so all long ones, and short ones in a row with such.
        """
        for start, end, company in self._bare(tokens, MIN_BARE):
            if context.Place(self.text, start, end, self.lines, self.words).trades:
                self._take(company, start, end, Evidence.SYMBOL)
        if len({identity(mention.company) for mention in self._as_symbols()}) < IN_SYMBOLS:
            return
        for start, end, company in self._bare(tokens, MIN_BARE):
            self._take(company, start, end, Evidence.SYMBOL)
        waiting = [_Waiting(*place, Evidence.SYMBOL) for place in self._bare(tokens, MIN_IN_ROW)]
        self._along_rows(waiting, self._as_symbols())

    def _as_symbols(self) -> list[Mention]:
        return [mention for mention in self.found if mention.evidence in AS_SYMBOLS]

    def _bare(self, tokens: list[tuple[int, int]], least: int) -> Iterator[tuple[int, int, Company]]:
        """Words in capitals, of `least` letters or more, that are listed symbols and nothing else as far as is known."""
        for start, end in tokens:
            word = self.text[start:end]
            if least <= len(word) <= MAX_BARE and word.isalpha() and word.isupper() and self._free(start, end):
                if word in self.words.acronyms or word in self.lines.defined or not self.words.coined(word.lower()):
                    continue
                company = self.universe.lookup(word)
                elsewhere = PLACE_AFTER.match(self.text, end)
                if elsewhere is not None and elsewhere[1] not in explicit.AMERICAN_PLACES:
                    continue
                if company is not None and company.exchange not in {None, "OTC"}:
                    yield start, end, company

    def _beside(self, start: int, end: int, ends: AbstractSet[int], starts: AbstractSet[int]) -> bool:
        """Whether the words stand in a row with a company that ends or begins at one of these places."""
        before = ROW_BEFORE.search(self.text, max(0, start - ROW_REACH), start)
        after = ROW_AFTER.match(self.text, end, end + ROW_REACH)
        return (before is not None and before.start() in ends) or (after is not None and after.end() in starts)

    def _products(self) -> None:
        """Medicines and devices of a hinted company that the text does not name otherwise: Keytruda is Merck's."""
        for key in self.hinted - self.seen:
            company = self.supported[key]
            names = "|".join(map(re.escape, self.universe.products.get(company.ticker, ())))
            for found in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", self.text, re.IGNORECASE) if names else ():
                if self._free(*found.span()):
                    self._take(company, *found.span(), Evidence.PRODUCT)

    def _leave_out_addresses_and_places(self) -> None:
        if "http" in self.text or "www." in self.text:
            for found in LINK.finditer(self.text):
                self._block(*found.span())
        if "@" in self.text:
            for found in MAIL.finditer(self.text):
                start = max(self.text.rfind(" ", 0, found.start()), self.text.rfind("\n", 0, found.start())) + 1
                self._block(start, found.end())
        for start, end in places(self.text):
            self._block(start, end)

    # Spans ----------------------------------------------------------------------------------------------------------

    def _free(self, start: int, end: int) -> bool:
        return not any(self.mask[start:end])

    def _block(self, start: int, end: int) -> None:
        self.mask[start:end] = b"\x01" * (end - start)

    def _support(self, company: Company) -> str:
        """Count a company as one that is in the text for certain; what makes it one, as `identity` says."""
        key = identity(company)
        if key not in self.supported:
            self.supported[key] = company
            drugs = not DRUG_WORDS.isdisjoint(normalise_name(company.name).split())
            self.makers += drugs or company.ticker in self.universe.products
        return key

    def _take(self, company: Company, start: int, end: int, evidence: Evidence) -> None:
        key = self._support(company)
        company = self.supported[key]
        if key not in self.seen:
            self.seen.add(key)
            first = normalise_name(company.name).split(" ", 1)[0]
            if self._may_shorten((first,)):
                self.owners.setdefault(first, company)
        self._block(start, end)
        self.found.append(Mention(company, start, end, self.text[start:end], evidence))


MIN_FORM = 3
"""Letters a first word needs to stand for a company that the text has named."""
MAX_WRITTEN = 4
"""Words of a name before a bracket; a longer one has the words of a headline in it."""
AS_SYMBOLS = frozenset({Evidence.SYMBOL, Evidence.CASHTAG})
IN_SYMBOLS = 2
"""Companies written as bare symbols that make a note in symbols of a text."""
MIN_IN_ROW = 3
"""Letters of a bare symbol in a row with others."""
MIN_BARE, MAX_BARE = 4, 5
"""Letters of a bare symbol that is taken without support; shorter ones are abbreviations more often than not."""
