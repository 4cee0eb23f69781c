"""Officer titles: from the field, or from the remarks where the field says "See Remarks"."""

from __future__ import annotations

import re

_ELSEWHERE = re.compile(
    r"^\W*(?:please\s+)?see\s+(?:the\s+)?(?:remarks?|footnotes?|explanation|below|note)\b", re.IGNORECASE
)
_NO_TITLE = re.compile(r"\b(?:form|filed|filing|pursuant|sold)\b", re.IGNORECASE)
_SAID = re.compile(
    r"(?:officer|full|complete|executive|reporting\s+person'?s?|job|exact)?\s*titles?\s*(?:\(s\))?\s*(?:is|are|:|-|–|—|=)+\s*"
    r"[\"“]?(?P<title>[A-Z][^.;\"”]{2,120})",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:chief|president|officer|counsel|secretary|treasurer|chair(?:man|woman|person)?|controller|vice|evp|svp|vp|"
    r"ceo|cfo|coo|cto|cmo|cso|head of|general manager|managing director|director)\b",
    re.IGNORECASE,
)


def title_of(officer_title: str, other_text: str, remarks: str, *, officer: bool) -> str:
    """The best title the filing gives; empty where it gives none."""
    field = " ".join(officer_title.split())
    if field and not _ELSEWHERE.match(field):
        return field
    if (officer or field) and remarks:
        found = _from_remarks(remarks)
        if found:
            return found
    other = " ".join(other_text.split())
    return "" if _ELSEWHERE.match(other) else other


def _from_remarks(remarks: str) -> str:
    said = _SAID.search(remarks)
    if said and _OFFICE.search(said["title"]):
        return said["title"].strip(" ,")
    first = re.split(r"(?<=[a-z])\.\s|;", remarks, maxsplit=1)[0].strip(" .*()")
    if len(first) <= 120 and _OFFICE.search(first) and not _NO_TITLE.search(first):
        return first
    return ""
