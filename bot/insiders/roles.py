"""Officer titles as a desk says them: "President and Chief Executive Officer" is the CEO."""

from __future__ import annotations

import re

_SHORT = (
    (re.compile(r"\bchief\s+executive|\bceo\b", re.IGNORECASE), "CEO"),
    (re.compile(r"\bchief\s+(?:financial|fin\.?)|\bcfo\b", re.IGNORECASE), "CFO"),
    (re.compile(r"\bchief\s+operating|\bcoo\b", re.IGNORECASE), "COO"),
    (re.compile(r"\bchief\s+(?:technical|technology|tech)\b|\bcto\b", re.IGNORECASE), "CTO"),
    (re.compile(r"\bchief\s+medical|\bcmo\b", re.IGNORECASE), "CMO"),
    (re.compile(r"\bchief\s+scien\w+|\bcso\b", re.IGNORECASE), "CSO"),
    (re.compile(r"\bchief\s+accounting|\bcao\b", re.IGNORECASE), "CAO"),
    (re.compile(r"\bgeneral\s+counsel|\bchief\s+legal|\bclo\b", re.IGNORECASE), "GC"),
    (re.compile(r"\bchair(?:man|woman|person)?\b", re.IGNORECASE), "Chair"),
    (re.compile(r"\bpresident\b(?!.*\bvice)", re.IGNORECASE), "President"),
    (re.compile(r"^director$", re.IGNORECASE), "director"),
)
OFFICES = frozenset(short for _pattern, short in _SHORT)
"""The short forms: CEO, CFO, ..."""
_NOT_THE_OFFICE = re.compile(
    r"\b(?:vice|deputy)[-\s]+chair\w*|\b(?:former|deputy|assistant|associate)\b(?:(?!\band\b)[^,;&/])*|\b\w+\s+emerit\w+",
    re.IGNORECASE,
)
"""A vice chair is not the chair, a former CEO not the CEO, a deputy general counsel not the GC."""
_VICE = re.compile(r"\bvice\b|\b[es]?vp\b", re.IGNORECASE)


_OFFICE = re.compile(
    r"\b(?:off\w*|chief|pres\w*|vice|[es]?vp|c[efot]o|cao|cso|cmo|dir\w*|chair\w*|\w*founder|counsel|sec\w*|treas\w*|controller|"
    r"principal|head|manager|member|partner|interim|acting|p[ef]o)\b|^\s*of\s+(?:the\s+)?(?:company|issuer|corporation|board)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;/&()+]|\band\b|\s-|[–—]", re.IGNORECASE)
_OFFICER = re.compile(r"^\s*off\w*\.?", re.IGNORECASE)
_PERSONAL = frozenset(["Chair", "director"])


def short_role(title: str) -> str:
    """The usual short form; the title itself where there is none, or where the office is that of a division."""
    held = _NOT_THE_OFFICE.sub(" ", title)
    for pattern, short in _SHORT:
        found = pattern.search(held)
        if found and not (short == "President" and _VICE.search(title)):
            return title if short not in _PERSONAL and _of_a_part(held[found.end() :]) else short
    return title


def _of_a_part(rest: str) -> bool:
    """Whether what follows an office is no further office: "CEO, North America" is not the company's CEO."""
    said = next((part for part in _BETWEEN.split(_OFFICER.sub("", rest)) if part.strip(" .*-")), "")
    return bool(said) and not _OFFICE.search(said)
