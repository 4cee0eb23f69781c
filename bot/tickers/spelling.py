"""
Registrants' names as people write them: the SEC keeps two in five in capitals, "GILEAD SCIENCES, INC.".

How a word is spelled is learned from the names of the same list that are not in capitals; what is left is told by its
letters. Names in mixed case stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from bot.tickers.names import is_legal_form
from bot.tickers.words import load_words

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_DOT_COM = re.compile(r"(?<=\w)[ .]COM\b(?=$| (?:INC|LTD|GROUP))")
_INITIALS = re.compile(r"(?<= )[A-Z](?: [A-Z]){1,2}$")
_FIRST_INITIALS = re.compile(r"^[A-Z](?: [A-Z])+(?= [A-Z][a-z])")
_IRISH = re.compile(r"^O (?=[A-Z]{3})")
_VOWEL = re.compile(r"[AEIOUY]")
_SMALL = frozenset(["and", "at", "by", "da", "de", "di", "do", "dos", "for", "from", "in", "of", "on", "the", "y"])
_ORDINAL = frozenset({"ST", "ND", "RD", "TH"})
_CUT_SHORT = frozenset({"inc", "corp", "co", "cos", "ltd", "tbk", "bhd"})
"""Legal forms that are a word cut short; the others are initials."""
_NO_RULE = """
    JPMorgan UnitedHealth AstraZeneca PepsiCo NextEra ConocoPhillips MercadoLibre MetLife eBay AutoZone ResMed PulteGroup
    DaVita FactSet BlackBerry NuScale AllianceBernstein JetBlue AudioCodes GlobalFoundries FirstEnergy AvalonBay KeyCorp
    NiSource CenterPoint BioMarin PetroChina HealthEquity SolarEdge FuelCell LivePerson NeuroOne ICICI ING ICU ISS RPM SPDR
    KDDI NOV ATS GEO ABM PDF ANI TIM PCB DNA BBB TAT Best Penn Gyre Hain St
"""
"""Words whose capitals, or lack of them, their letters do not show; as press releases write them."""
_INITIALISM = 3
"""Letters: a shorter word that is no word anybody knows is read letter by letter."""
_AS_SYMBOL = 4
"""Letters up to which a made-up name that is its own symbol stays in capitals: CACI, SIGA."""


def in_capitals(name: str) -> bool:
    """Whether a name has no small letter but in its legal form: "PFIZER INC", "ELI LILLY & Co", "RTX Corp"."""
    words = [word for word in _WORD.findall(name) if not is_legal_form(word.lower())]
    return bool(words) and all(word.isupper() for word in words)


def learn_spellings(names: Iterable[str]) -> dict[str, str]:
    """Word in capitals -> as most of the names write it that are not in capitals. Long words in capitals teach nothing."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.isupper() or in_capitals(name):
            continue
        for word in _WORD.findall(name):
            if len(word) > 1 and (len(word) <= _AS_SYMBOL or not word.isupper()):
                seen[word.upper()][word] += 1
    learned = {word: spellings.most_common(1)[0][0] for word, spellings in seen.items()}
    learned = {word: spelled for word, spelled in learned.items() if not spelled.islower() or is_legal_form(spelled)}
    return {**learned, **{word.upper(): word for word in _NO_RULE.split()}}


def readable_name(name: str, ticker: str, spellings: Mapping[str, str], called: Iterable[str] = ()) -> str:
    """
    The name of "GILEAD SCIENCES, INC." is "Gilead Sciences, Inc."; one that begins with the surname is told as it is `called`
    ("schwab", "charles schwab"): "Charles Schwab Corp". A name that is not in capitals stays as it is.
    """
    if not in_capitals(name):
        return name
    text = _INITIALS.sub(_form, _DOT_COM.sub(".com", _IRISH.sub("O'", _given_name_first(name, called))))

    def spell(found: re.Match[str]) -> str:
        word = found.group()
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if not word.isupper() or len(word) == 1 or (len(word) == 2 and (before in {"&", "."} or after == "&")):
            return word
        if (word.lower() in _SMALL and before and after) or (before.isdigit() and word in _ORDINAL):
            return word.lower()
        return spellings.get(word) or _by_its_letters(word, ticker)

    return _FIRST_INITIALS.sub(lambda found: found[0].replace(" ", ".") + ".", _WORD.sub(spell, text))


def _given_name_first(name: str, called: Iterable[str]) -> str:
    """The SEC has surnames first, "HUNT J B TRANSPORT"; where people call it by the same words in another order, in theirs."""
    words = name.split()
    for said in (alias.upper().split() for alias in called):
        if said != words[: len(said)] and sorted(said) == sorted(words[: len(said)]):
            first = f"{said[0]}." if len(said[0]) == 1 < len(said[1]) else said[0]
            return " ".join([first, *said[1:], *words[len(said) :]])
    return name


def _form(found: re.Match[str]) -> str:
    """The SEC drops the marks of a legal form: "NOVO NORDISK A S", "HEINEKEN HOLDING N V"."""
    letters = found.group().split()
    if not is_legal_form("".join(letters).lower()):
        return found.group()
    return "A/S" if letters == ["A", "S"] else ".".join(letters) + "."


def _by_its_letters(word: str, ticker: str) -> str:
    """A word in capitals that no other name spells: an initialism stays, anything else begins with a capital."""
    words, low = load_words(), word.lower()
    known = not words.coined(low) or low in words.brands | words.careful | _CUT_SHORT
    vowels = _VOWEL.search(word)
    made_up = len(word) <= _INITIALISM or not vowels or (len(word) <= _AS_SYMBOL and word == ticker)
    if word in words.letters or (made_up and not known):
        return word
    if word.startswith("MC") and len(word) > _AS_SYMBOL and vowels:
        return f"Mc{word[2:].capitalize()}"
    head, mark, tail = word.partition("'")
    return f"{head}'{tail.capitalize()}" if mark and len(head) == 1 else word.capitalize()
