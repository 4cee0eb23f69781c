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
_NOT_THE_OFFICE = re.compile(
    r"\b(?:vice|deputy)[-\s]+chair\w*|\b(?:former|deputy|assistant|associate)\b(?:(?!\band\b)[^,;&/])*|\b\w+\s+emerit\w+",
    re.IGNORECASE,
)
"""A vice chair is not the chair, a former CEO not the CEO, a deputy general counsel not the GC."""
_VICE = re.compile(r"\bvice\b|\b[es]?vp\b", re.IGNORECASE)


def short_role(title: str) -> str:
    """The usual short form; the title itself where there is none."""
    held = _NOT_THE_OFFICE.sub(" ", title)
    for pattern, short in _SHORT:
        if pattern.search(held) and not (short == "President" and _VICE.search(title)):
            return short
    return title


def top_executive(title: str) -> bool:
    """True for the CEO and CFO, whose own trades weigh most."""
    return short_role(title) in {"CEO", "CFO"}
