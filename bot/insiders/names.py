"""
Reporting owners' names: EDGAR files persons as LAST FIRST MIDDLE, a desk reads First Middle Last; entities stay.
"""

from __future__ import annotations

import re

_ENTITY_ANYWHERE = re.compile(
    r"""\b(?:llc|l\.l\.c|llp|l\.l\.p|l\.?p\.?(?=\s|$|,)|inc|incorporated|corp|corporation|trust|trusts|trustees|fund|funds|
    partners|partnership|holdings?|ltd|limited|plc|gmbh|n\.v|s\.a|s\.?a\.?r\.?l|s\.c\.a|b\.v|k\.k|pte|pty|foundation|
    associates|ventures?|advisors?|advisers?|management|managers|investments?|investors?|capital|equity|equities|
    enterprises?|bancorp|bancshares|bank|securities|company|companies|group|estate\sof|ministry|authority|university|
    endowment|esop|international|global|technologies|properties|resources|opportunit(?:y|ies)|insurance|pension|family|
    acquisition|acquisitions|offshore|overseas|onshore|spv|gp)(?![\w'])""",
    re.IGNORECASE | re.VERBOSE,
)
_ENTITY_AT_END = re.compile(r"\b(?:co|ag|sa|se|nv|bv|ab|oy|asa|as|kg|spa|lp|et al|n\.a)\.?$", re.IGNORECASE)
_ENTITY_SIGN = re.compile(r"[&\d]|\bof\b|^the\b", re.IGNORECASE)

_PARTICLES = frozenset(
    ["van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "los", "st", "st.",
     "saint", "ter", "ten", "vander", "bin", "ibn", "al", "el", "zu", "af", "mac", "san"]
)  # fmt: skip
_SUFFIXES = frozenset(
    ["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "cpa", "jd", "mba", "dvm", "dds", "facs", "cfa", "pharmd"]
)
_KEEP_UPPER = frozenset(["ii", "iii", "iv", "md", "phd", "cpa", "jd", "mba", "cfa"])


def is_entity(filed_name: str) -> bool:
    """True for a company, fund, trust or partnership by the words of its name."""
    name = filed_name.strip()
    return bool(_ENTITY_ANYWHERE.search(name) or _ENTITY_AT_END.search(name) or _ENTITY_SIGN.search(name))


def reading_name(filed_name: str, *, person: bool | None = None, signed: str = "") -> str:
    """
    "Beneski Benjamin Machinas" -> "Benjamin Machinas Beneski"; "GOLDEN PROPERTIES LTD." stays.

    `person` overrules the guess from the words: True for an owner who signs as an officer. `signed` is the form's
    signature line: it shows a name that was filed first name first, and a surname of two words.
    """
    name = " ".join(filed_name.split())
    if not name or (person is not True and (person is False or is_entity(name))):
        return name
    if person is True and _looks_incorporated(name):
        return name
    last, rest, suffixes = _as_signed(*_split(name), signed)
    words = [*rest, *last, *suffixes]
    if not rest:
        return " ".join(_case(word, shout=name.isupper()) for word in words)
    shout = name.upper() == name
    shown = [_case(word, shout=shout) for word in (*rest, *last)]
    return " ".join([*shown, *(_suffix(word) for word in suffixes)])


def _looks_incorporated(name: str) -> bool:
    return bool(re.search(r"\b(?:llc|l\.p|lp|inc|corp|ltd|trust|fund)\b\.?", name, re.IGNORECASE))


def _split(name: str) -> tuple[list[str], list[str], list[str]]:
    """Surname words, given words, suffixes."""
    if "," in name:
        head, _, tail = name.partition(",")
        tail_words = tail.replace(",", " ").split()
        given = [word for word in tail_words if not _is_suffix(word)]
        if given:
            suffixes = [word for word in tail_words if _is_suffix(word)]
            return head.split(), given, suffixes
        name = head + " " + " ".join(tail_words)
    words = name.split()
    suffixes = [word for position, word in enumerate(words) if position and _is_suffix(word)]
    words = [word for position, word in enumerate(words) if not position or word not in suffixes]
    surname = 1
    while surname < len(words) - 1 and words[surname - 1].casefold() in _PARTICLES:
        surname += 1
    return words[:surname], words[surname:], suffixes


def _as_signed(
    last: list[str], rest: list[str], suffixes: list[str], signed: str
) -> tuple[list[str], list[str], list[str]]:
    """The same words cut where the signature cuts them; as given where it has no such name."""
    signature = f" {_plain(signed)} "
    words = [*last, *rest]
    cuts = [len(last), *range(len(words))]
    for cut in cuts:
        if f" {_plain(' '.join([*words[cut:], *words[:cut]]))} " in signature:
            return words[:cut], words[cut:], suffixes
    return last, rest, suffixes


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold()))


def _is_suffix(word: str) -> bool:
    return word.casefold().strip(".,").replace(".", "") in _SUFFIXES


def _suffix(word: str) -> str:
    plain = word.casefold().strip(".,").replace(".", "")
    if plain in _KEEP_UPPER:
        return {"phd": "PhD"}.get(plain, plain.upper())
    return plain.capitalize() + ("." if word.endswith(".") else "")


def _case(word: str, *, shout: bool) -> str:
    """Title case for shouted names only; a written "McMahon" or "von" stays as it is."""
    if not shout:
        return word
    low = word.lower()
    if low in _PARTICLES and low not in {"st", "st.", "mac", "san", "saint", "al", "el"}:
        return low
    parts = re.split(r"([-'’.])", low)
    shown = "".join(part.capitalize() for part in parts)
    if shown.startswith("Mc") and len(shown) > 3:
        shown = "Mc" + shown[2:].capitalize()
    return shown
