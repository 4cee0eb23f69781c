"""What stands around a name: a headline, a first name before it, words of the market beside it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from bot.tickers.nameindex import Strength, fold
from bot.tickers.words import FUNCTION_WORDS, Words

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_PREVIOUS = re.compile(r"([\w&.’'-]+)[ \u00a0]$")
_NEXT = re.compile(r"[ \u00a0]([\w&.’'-]+)")
TITLE_SHARE = 0.7
"""Share of long words in capitals from which a line is a headline."""
MAX_TITLE = 220
"""Characters of a first line that may be a title."""

_MARKET_AFTER = re.compile(
    r"(?:['’]s?)?[ ]+(?:shares?|stock|CEO|CFO|chief executive|chief financial|earnings|revenues?|sales|results|profits?|guidance|"
    r"shareholders?|investors|said it|said its|says it|reported|reports|announced|announces|posted|posts|unveiled|"
    r"unveils|expects|beat|beats|missed|misses|raised|raises|cuts?|rose|rises|fell|falls|gained|gains|jumped|jumps|surged|"
    r"surges|dropped|drops|slid|slides|soared|soars|tumbled|tumbles|climbed|climbs|rallied|sank|sinks|plunged|plunges|"
    r"slipped|slips|edged|eased|eases|advanced|advances|added|adds|lost|loses|dipped|dips|shed|sheds|tanked|tanks|spiked|"
    r"bought|buys|acquired|acquires|to (?:buy|acquire|report|cut|sell|pay|raise)|agreed to|is (?:buying|acquiring|cutting|up|down)|"
    r"was (?:up|down)|sued|warned|warns|traded|trades|trading|[1-4]Q|Q[1-4]|lays off|"
    r"(?:boosts|lifts|trims|lowers|tops|hikes|narrows|withdraws|reaffirms|reiterates|backs|pulls|suspends) (?:[\w.’'-]+ ){0,3}?"
    r"(?:guidance|outlook|forecasts?|dividend|view|estimates?|revenue|sales|profit|EPS|buyback)|"
    r"(?:wins?|won|gets|got|receives?|received|secures|secured|nabs|seeks) (?:\w+ )?(?:FDA|CHMP|EMA)|"
    r"(?:files|filed|submits|submitted) (?:an? )?(?:\w+ )?(?:NDA|BLA|sNDA|sBLA|MAA|IND))\b",
    re.IGNORECASE,
)
_STOCK_AFTER = re.compile(r"(?:['’]s?)?[ ](?:shares?|stock|CEO|CFO|chief executive|said it)\b")
"""Behind a word, what only a company has."""
_OWN_DRUG = re.compile(
    r"(?<=['’]s)[ ](?:[\w-]+ ){0,2}?[A-Za-z]?[a-z]{3,}(?:mab|nib|ciclib|rasib|parib|siran|nersen|glipron|glutide|leucel|"
    r"tecan|gepant|xaban|gliflozin|apine|lomide|avir)\b"
)
"""Behind a possessive, the stem of a drug's generic name: "Arrowhead's plozasiran"."""
_MARKET_BEFORE = re.compile(
    r"(?:shares? (?:of|in)|stock (?:of|in)|stake in|bought|acquire[sd]?|acquisition of|takeover of|merge[rs]? with|acquired by|"
    r"rivals?|"
    r"(?:chip|car|drug|plane|phone|automobile|device)?-?maker|giant|retailer|chipmaker|carmaker|drugmaker|insurer|"
    r"subsidiary of|unit of|owned by|upgraded?|downgraded?|initiated|coverage of)[ ](?:the )?$",
    re.IGNORECASE,
)
_COMMENT_AFTER = re.compile(
    r"(?:['’]s?)?[ ]+(?:said|says|has|had|is|was|will|plans?|and its|launched|launches|agreed|sells|"
    r"recalls|names|appoints|hires|discontinues|resumes|scraps|signs|sues|starts|initiates|upgrades|downgrades)\b"
)
_LISTED = re.compile(r"(?:,| and| or)[ ][A-Z]")
_PARTNERS = re.compile(r"(?:,?[ ](?:&[ ]|and[ ])?[A-Z][\w’'-]+){0,4},?[ ](?:LLP|P\.C\.)(?!\w)")
"""Behind a word, the rest of a partnership's name, which no exchange lists."""
_OTHER_BODY = frozenset(
    """
    university college school county city street avenue road river foundation institute hospital airport stadium park
    center centre museum church party police committee court act bay island beach lake valley state republic society
    association council union high forest fund family brothers theater theatre championship cup league library prize rainforest
    basin national mountain mountains peak creek trail canyon hills heights falls desert glacier islands township parish borough
    cathedral orchestra symphony festival zoo marathon derby regatta speedway raceway
    """.split()  # noqa: SIM905 - reads as a list
)
_VERB_OR_ADJECTIVE = frozenset(
    "act council court falls family fund high party police state union".split()  # noqa: SIM905
)
"""Of these, words that follow a company's name every day in lower case: "Nvidia falls 3%", "Starbucks union vote"."""
_SAME_NAME = frozenset({"chief", "executive", "phase", "inc", "corp", "holdings", "plc", "said"})
"""Words that stand behind a company's name in capitals and make no other name of it."""
_FOLLOWED = re.compile(r"(?<![\w-])([^\W\da-z_]\w*+) (?=([A-Z][a-z]{2,}))")
_CONFERENCE_WORDS = r"(?: (?:[A-Z0-9][\w&.’'-]{0,30}|and|&|in|on|of)){0,7}?"
_CONFERENCE = re.compile(
    rf"(?:['’]s)?{_CONFERENCE_WORDS} (?:Annual|Inaugural|Global|Health ?[Cc]are|Biotech|Biopharma|MedTech|Life Sciences?|Oncology|"
    rf"Genomics|Growth|Investors?|TMT|Technology){_CONFERENCE_WORDS} (?:Conference|Symposium|Forum)\b"
)
"""A bank's conference, at which somebody else presents: "the J.P. Morgan Healthcare Conference"."""
_IN_BRACKETS = re.compile(r"\(([A-Z]{2,5})s?\)")
MEDICAL = frozenset(
    """
    fda ema pdufa nda bla clinical patient patients trial trials drug drugs therapy therapies biotech biotechs phase vaccine
    vaccines oncology tumor tumors tumour tumours drugmaker drugmakers placebo gene disease neovascular retinal
    macular itt endpoint endpoints dosed efficacy randomized randomised medicine medicines mmhg
    """.split()  # noqa: SIM905 - reads as a list
)
"""Two of these make a text one about medicine."""
MEDICAL_IN = 3_000
"""Characters of a text in which they are looked for."""
_SHOUT = re.compile(r"[A-Z]{6}")
"""A word in capitals that is too long for a symbol: the sentence is shouted, and no list of symbols."""
_FALLS = re.compile(
    r" Falls (?:[\d$€£]|After|As|Amid|Below|Despite|For|From|On|Premarket|Sharply|Short|To|With)(?!\w{3})"
)
"""The verb in a headline that is written with capitals; "Niagara Falls" is not followed by these."""
_PRICE_TARGET = re.compile(
    r"(?:['’]s)?(?: price)? (?:(?:raised|lifted|hiked|boosted|upped|cut|lowered|trimmed|slashed|moved|goes|reduced|increased) )?"
    r"(?:to|from|at|of) (?:[A-Z]{0,3}[$€£¥])?\d"
)
"""What an analyst does to a target: "Target raised to $45"; the shop's own target is not written so."""
_TRADES = re.compile(
    r"\b(?:shares?|stocks?|upside|downside|long|short|price target|PT|multiple|valuation|equity|rall(?:y|ied)|rerat\w+|re-rat\w+|"
    r"outperform|overweight|underweight|buy|sell|hold|trad(?:e[sd]?|ing)|guid(?:e[sd]?|ance)|EPS|earnings|royalt\w+|"
    r"ticker|calls|puts|OW|UW|EW|up|down|gain(?:ed|s)?|fell|rose|jump(?:ed|s)?|drop(?:ped|s)?|slid|soared|plunged|beat|miss(?:ed)?)\b"
)
_SENTENCE_END = re.compile(r"[.!?][”\"')]?\s")
_LETTERS = re.compile(r"\w+")
_PAIR = re.compile(r"(?<!\w)([^\W\da-z_]\w*+\.?) (?=(\w++))")
"""A capitalised word and the word right after it."""


def _initials(words: str, letters: str) -> bool:
    """Whether the letters are the first ones of the last words, in order; a word or two may be skipped."""
    firsts = iter(word[0].upper() for word in re.split(r"[\s-]+", words.strip())[-len(letters) - 2 :] if word)
    return all(letter in firsts for letter in letters)


class Lines:
    """Which lines of a text are headlines, found once each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, bool] = {}
        self._surnames: frozenset[str] | None = None
        first = text.find("\n")
        head = text[:first] if first >= 0 else ""
        is_title = 0 < len(head.strip()) <= MAX_TITLE and not head.rstrip().endswith((".", ":", ";"))
        self.title_end = len(head) if is_title else 0
        """Where the title ends; 0 where the text has none."""

    @functools.cached_property
    def defined(self) -> frozenset[str]:
        """Abbreviations that the text explains: "intent-to-treat (ITT)"."""
        return frozenset(
            found[1]
            for found in _IN_BRACKETS.finditer(self._text)
            if _initials(self._text[max(0, found.start() - 80) : found.start()], found[1])
        )

    @functools.cached_property
    def medical(self) -> int:
        """How many different words of medicine the text has."""
        eyes = "wet AMD" in self._text or "dry AMD" in self._text
        return eyes + len(MEDICAL.intersection(_LETTERS.findall(self._text[:MEDICAL_IN].lower())))

    @functools.cached_property
    def followed(self) -> Mapping[str, set[str]]:
        """What stands, capitalised, behind each capitalised word, in small letters."""
        found: dict[str, set[str]] = {}
        for pair in _FOLLOWED.finditer(self._text):
            found.setdefault(pair[1], set()).add(fold(pair[2]))
        return found

    def headline(self, position: int) -> bool:
        """Whether most long words of this line are in capitals, so that a capital says nothing."""
        start = self._text.rfind("\n", 0, position) + 1
        known = self._known.get(start)
        if known is None:
            end = self._text.find("\n", position)
            line = self._text[start : min(end if end >= 0 else len(self._text), start + 400)]
            long = [word for word in _WORD.findall(line) if len(word) > 3]
            prose = line.rstrip(" ”\"'’)").endswith((".", ",", ";"))
            known = not prose and len(long) >= 3 and sum(word[0].isupper() for word in long) >= TITLE_SHARE * len(long)
            self._known[start] = known
        return known

    def surnames(self, words: Words) -> frozenset[str]:
        """The words that stand after a given name somewhere; looked for once, however many names ask."""
        if self._surnames is None:
            self._surnames = frozenset(
                found[2] for found in _PAIR.finditer(self._text) if fold(found[1]) in words.first
            )
        return self._surnames


class Place:
    """One stretch of a text and what surrounds it; everything is looked up when asked for."""

    def __init__(self, text: str, start: int, end: int, lines: Lines, words: Words) -> None:
        self.text, self.start, self.end, self.lines, self.words = text, start, end, lines, words

    @functools.cached_property
    def previous(self) -> str:
        """The word right before, one space away; empty at the start of a line or after a comma."""
        found = _PREVIOUS.search(self.text, max(0, self.start - 30), self.start)
        return found.group(1) if found else ""

    @functools.cached_property
    def following(self) -> str:
        """The word right after, one space away."""
        found = _NEXT.match(self.text, self.end)
        return found.group(1) if found else ""

    @property
    def headline(self) -> bool:
        """See `Lines.headline`."""
        return self.lines.headline(self.start)

    @functools.cached_property
    def initial(self) -> bool:
        """Whether it begins a sentence, where a capital says nothing."""
        before = self.text[max(0, self.start - 4) : self.start].rstrip(" “\"'‘(\u00a0*#>-–—•")
        return not before or before[-1] in ".!?:\n•"

    @functools.cached_property
    def after_name(self) -> bool:
        """Whether a capitalised word stands right before, as in "Larry Page" or "Big Apple"."""
        word = self.previous
        return bool(word) and word[0].isupper() and not word.endswith(".") and word.lower() not in FUNCTION_WORDS

    @functools.cached_property
    def after_first_name(self) -> bool:
        """Whether a given name, an initial or a title stands right before."""
        if not self.previous[:1].isupper():
            return False  # "shares rose. Ford", "sue Apple"
        word = fold(self.previous)
        return word in self.words.first or (len(self.previous) == 2 and self.previous[1] == "." and word.isalpha())

    @property
    def before_name(self) -> bool:
        """Whether a capitalised word follows: "Apple Hospitality", "Ford Foundation"."""
        word = self.following
        return bool(word) and word[0].isupper() and word.lower().rstrip(".,") not in FUNCTION_WORDS

    @functools.cached_property
    def other_body(self) -> bool:
        """Whether what follows makes it a place, an institution or a law firm: "Ford Foundation", "Latham & Watkins LLP"."""
        if _PARTNERS.match(self.text, self.end):
            return True
        word = fold(self.following)
        if word not in _OTHER_BODY:
            return False
        if self.following.islower() and (word in _VERB_OR_ADJECTIVE or self.owns):
            return False
        return not (word == "falls" and _FALLS.match(self.text, self.end))

    def begins_another(self, tokens: tuple[str, ...]) -> bool:
        """Whether the word begins another name somewhere than this one: "Atrium Health" is not Atrium Therapeutics."""
        word = _LETTERS.match(self.text, self.start, self.end)
        longer = self.lines.followed.get(word.group(), set()) if word else set()
        return not longer <= {*tokens, *FUNCTION_WORDS, *_SAME_NAME}

    @property
    def conference(self) -> bool:
        """Whether it only gives its name to a conference."""
        return bool(_CONFERENCE.match(self.text, self.end))

    @property
    def stands_alone(self) -> bool:
        """Whether nothing ties the words to a longer name; a headline says nothing about that."""
        if self.after_first_name or self.other_body:
            return False
        return self.headline or not (self.after_name and self.previous.isalpha() and not self.previous.isupper())

    @functools.cached_property
    def market(self) -> bool:
        """Whether the words beside it speak of a company's stock, results or deals."""
        return bool(
            _MARKET_AFTER.match(self.text, self.end)
            or _OWN_DRUG.match(self.text, self.end)
            or _MARKET_BEFORE.search(self.text, max(0, self.start - 24), self.start)
        )

    @property
    def listed(self) -> bool:
        """Whether another capitalised name follows after a comma or "and": "Visa and Mastercard"."""
        return bool(_LISTED.match(self.text, self.end)) and not self.headline

    @property
    def owns(self) -> bool:
        """Whether something is its own: "Lilly's orforglipron". A word that is no name rarely owns anything."""
        written = self.text[self.start : self.end]
        return written.endswith(("'s", "’s"))

    @property
    def price_target(self) -> bool:
        """Whether it is what an analyst sets: "Target raised to $45"."""
        return self.text[self.start : self.end].lower() == "target" and bool(_PRICE_TARGET.match(self.text, self.end))

    @property
    def comment(self) -> bool:
        """Whether it says or does something."""
        return bool(_COMMENT_AFTER.match(self.text, self.end))

    @property
    def trades(self) -> bool:
        """Whether its sentence uses the words of the market, and is not shouted."""
        start = self.text.rfind(". ", max(0, self.start - 300), self.start) + 1
        start = max(start, self.text.rfind("\n", 0, self.start) + 1)
        end = _SENTENCE_END.search(self.text, self.end, self.end + 300)
        sentence = self.text[start : end.start() if end else self.end + 300]
        letters = sum(character.isalpha() for character in sentence)
        shouted = sum(character.isupper() for character in sentence) > letters / 2 and bool(_SHOUT.search(sentence))
        return not shouted and bool(_TRADES.search(sentence))


def spelled(word: str, strength: Strength, words: Words) -> Strength:
    """A single name's strength as it is written here: few letters count only in capitals, a word in capitals shouts."""
    word = word.replace("’", "'").removesuffix("'s")
    lower = word.lower()
    if lower in words.platforms:
        return min(Strength.WEAK, strength)
    if word.isupper() and lower in words.careful and len(word) <= SHOUTED:
        return Strength.WEAK
    if lower.upper() in words.letters and not word.isupper():
        return Strength.WEAK
    return strength


SHOUTED = 5
"""Letters up to which a famous name that is a word (GAP, META) is taken for an abbreviation when in capitals."""


def speaks(place: Place, strength: Strength, *, single: bool) -> bool:
    """Whether a name of this strength, standing here, names its company without any support."""
    other_body = strength is Strength.MUTE or place.after_first_name or place.other_body
    named = place.after_name and not place.headline and place.previous.isalpha()
    if strength is Strength.FULL:
        branded = fold(place.text[place.start : place.end].split("'")[0].split("’")[0]) in place.words.brands
        return not (single and (other_body or (named and not branded)))
    if other_body or strength is Strength.SECTOR:
        return False
    if strength is Strength.WORDS:
        return not place.headline and not (place.after_name and place.before_name)
    if named or (place.after_name and not place.headline and strength is not Strength.SHORT):
        return False
    if strength is Strength.CAREFUL:
        return _careful(place)
    return strength is Strength.SHORT or (
        place.market
        and not place.before_name
        and not (single and _ordinary(place))
        and not _lower_elsewhere(place)
        and not _person_elsewhere(place)
    )


def stock_of(place: Place) -> bool:
    """Whether its stock, its chief or something of its own stands right behind it."""
    return place.owns or bool(_STOCK_AFTER.match(place.text, place.end))


def trades_as(place: Place) -> bool:
    """Whether the words beside it make a company of a word: its stock, its results, something of its own."""
    if not place.stands_alone or (place.before_name and not place.owns):
        return False
    if _lower_elsewhere(place) or _person_elsewhere(place):
        return False
    return stock_of(place) or (place.market and not _ordinary(place))


def _careful(place: Place) -> bool:
    """Whether a famous name that is a word, too, is the company here."""
    if place.price_target or (_person_elsewhere(place) and not place.market):
        return False
    says = place.market or place.listed or place.owns or (place.comment and not place.before_name)
    return says or not (place.headline or place.initial or place.before_name)


def _ordinary(place: Place) -> bool:
    """Whether it begins a name, but stands beside words of the market every day: "Home sales rose", "Dollar gains"."""
    return fold(place.text[place.start : place.end].split("'")[0].split("’")[0]) in place.words.ordinary


def _person_elsewhere(place: Place) -> bool:
    """Whether the same word stands after a given name somewhere, as a surname."""
    word = _LETTERS.match(place.text, place.start, place.end)
    return word is not None and word.group() in place.lines.surnames(place.words)


def _lower_elsewhere(place: Place) -> bool:
    """Whether the same word occurs in lower case, as the plain word that it is."""
    return f" {place.text[place.start : place.end].lower()} " in place.text
