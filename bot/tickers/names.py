"""
Company names reduced to what people call them: no legal form, no state tag, no punctuation.

An own list of legal forms, because the libraries measured leave "NOVO NORDISK A S" and "AMAZON COM" as they are
(facts/articles.md, 4.3).
"""

from __future__ import annotations

import re
import unicodedata

_TAG = re.compile(r"\s*(?:[/\\]\s*[A-Za-z .]{0,7}[/\\]?|\([A-Z]{2}\))\s*$")
"""What the SEC hangs on a registrant's name: "/DE/", "/ADR", " / MA", "/NEW", "(DE)"."""
_REGISTRANT_TAG = re.compile(
    r"\s*(?:[/\\](?![A-Z] (?:CORP|INC|LTD)\b)\s*[A-Za-z .]{0,16}[/\\]?|\((?:[A-Z]{2}|[A-Z][a-z]+ Islands)\)"
    r"|(?i:(?<=inc|orp)|(?<=inc\.|orp\.))\s?(?:DE|MD|NV))\s*$"
)
"""As in the SEC's list, where it may be longer or without a slash: "/Cayman Islands/", "Inc.DE"; DATA I/O CORP has none."""
_RECEIPT = re.compile(r"\s*/\s*ADR/?$")
_SLASH_FORM = re.compile(r"\b(A/S|S/A|SA/NV)(?=\W|$)", re.IGNORECASE)
_INITIALS = re.compile(r"(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_FORMS = frozenset(
    """
    inc incorporated corp corporation co company cos ltd limited llc lp llp lllp plc sa ag nv se ab asa as spa kgaa gmbh
    oyj oy bv kk pte pty sarl sas sab cv tbk bhd berhad adr ads com pjsc psc jsc ao sgps
    """.split()  # noqa: SIM905 - reads as a list
)
_LONGEST_INITIALS = 3


def registrant_name(name: str) -> str:
    """The name as the SEC has it, without the tag behind the slash: "VERTEX PHARMACEUTICALS INC / MA" loses "/ MA"."""
    name = _RECEIPT.sub("", name) or name
    return (
        name if _SLASH_FORM.search(name) and not name.rstrip().endswith("/") else _REGISTRANT_TAG.sub("", name) or name
    )


def is_legal_form(words: str) -> bool:
    """Whether a normalised name is nothing but a legal form ("inc", "co ltd"): no name at all."""
    return all(word in _FORMS for word in words.split())


def normalise_name(name: str) -> str:
    """
    The name in lower-case words without accents, punctuation, leading "the" and trailing legal forms.

    "Moody's Corp /DE/" and "MOODYS" are both "moodys"; "Merck & Co., Inc." is "merck"; never empty unless the name
    has no letter or digit.
    """
    text = _SLASH_FORM.sub(" ", name)
    text = _TAG.sub("", text) or text
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "").replace("&", " and ")
    text = _INITIALS.sub("", text)
    words = _NOT_WORD.sub(" ", text).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(_without_form(words))


def _without_form(words: list[str]) -> list[str]:
    """Cut legal forms off the end, again and again, but never the whole name."""
    while len(words) > 1:
        if words[-1] == "cv" and words[-2] == "de" and len(words) > 2:
            words = words[:-2]
        elif words[-1] in _FORMS or words[-1] in {"and", "the"}:
            words = words[:-1]
        else:
            cut = _initials_form(words)
            if not cut:
                return words
            words = words[:-cut]
    return words


def _initials_form(words: list[str]) -> int:
    """How many single letters at the end spell a legal form: "novo nordisk a s" has 2."""
    for count in range(_LONGEST_INITIALS, 1, -1):
        tail = words[-count:]
        if len(words) > count and all(len(word) == 1 for word in tail) and "".join(tail) in _FORMS:
            return count
    return 0
