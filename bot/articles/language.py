"""The language of a text by its script and its commonest words; two letters. Pure."""

from __future__ import annotations

import re
from collections import Counter

_WORDS = {
    "en": "the of and to in that is for with was on are said from by has have its this which will",
    "de": "der die und das von mit den ist für im sich auf ein eine nicht des dem auch als werden wird",
    "fr": "le les des et une est dans pour que qui sur par pas du au avec ce sont cette aux",
    "es": "el los las del que una por con para como más su al se fue son este esta pero",
    "it": "il di che della per una con del sono gli nel alla più dei anche delle come dal",
    "pt": "o os do da que um uma não para com dos mais no na em foi pelo pela são também",
    "nl": "de het een van en dat zijn voor met niet aan ook bij wordt door naar heeft uit",
    "sv": "och att det som för med är på av den inte ett har till från om var vid",
}
_OF_WORD = {
    word: [code for code, words in _WORDS.items() if word in words.split()]
    for words in _WORDS.values()
    for word in words.split()
}


def guess_language(text: str) -> str | None:
    """None for a text too short or too strange to tell."""
    head = text[:3000]
    if _OTHER_SCRIPT.search(head) and (code := _by_script(head)):
        return code
    tokens = re.findall(r"[^\W\d_]+", head.lower())
    votes = Counter(code for token in tokens for code in _OF_WORD.get(token, ()))
    if len(tokens) < 20 or not votes:
        return None
    best, count = votes.most_common(1)[0]
    return best if count / len(tokens) > 0.08 else None


_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def _by_script(text: str) -> str | None:
    letters = sum(map(str.isalpha, text)) or 1
    return next((code for code, script in _SCRIPTS if len(script.findall(text)) / letters > 0.2), None)
