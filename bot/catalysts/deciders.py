"""Whose decision a cue means: the FDA's on a drug, for which a PDUFA date is set, or another regulator's or a device's."""

from __future__ import annotations

import re

OTHER = "regulatory_decision"
_LAND = r"Europe|Japan|China|Canada|Britain|Switzerland|Australia|(?:South\s+)?Korea|Brazil|(?:the\s+)?(?:EU|UK|United\s+Kingdom)"
_OF_A_LAND = r"European|EU|UK|Japanese|Chinese|Canadian|British|Swiss|Australian|Korean|Brazilian"
_NAMED = re.compile(
    r"(?P<fda>\bFDA\b|\bPDUFA\b|\bBsUFA\b|\bs?BLAs?\b|(?-i:\bUS\b|\bU\.S\.)|\bWashington\b)|"
    r"\b(?:EMA|CHMP|CVMP|PRAC|MHRA|PMDA|NMPA|TGA|MHLW|ANVISA|Swissmedic|IQWiG|CADTH|PBAC|(?-i:EC|NICE|G-BA|HAS|COMP|SMC|ICER)|"
    r"Health\s+Canada|European\s+(?:Commission|Medicines)|Ministry\s+of\s+Health|Brussels|Tokyo|Beijing)\b|"
    rf"\bin\s+(?:{_LAND})\b|\b(?:{_OF_A_LAND})\s+(?:\w+\s+)?(?:regulat|authori|approv|decision|nod\b|green|clear|sign|go-ahead|"
    r"watchdog|opinion|verdict|ruling|review|licen)|"
    r"\b(?:510\(?k\)?|De\s+Novo|PMAs?|pre-?market|device|IND|EUAs?|emergency\s+use|clearance|cleared)\b",
    re.IGNORECASE,
)
"""Regulators, and what the FDA decides without a PDUFA date: devices, INDs, emergency use."""
_GOAL = re.compile(r"\b(?:PDUFA|BsUFA|user[- ]fee|goal\s+date|action\s+date)", re.IGNORECASE)


def decision(sentence: str, start: int, end: int) -> str:
    """The kind of a decision told at `start` to `end`: by who is named nearest; `pdufa` where nobody is."""
    if _GOAL.search(sentence, start, end):
        return "pdufa"
    named = [
        (max(found.start() - end, start - found.end(), 0), found["fda"] is not None)
        for found in _NAMED.finditer(sentence)
    ]
    return OTHER if named and not min(named)[1] else "pdufa"


def is_abroad(sentence: str, context: str) -> bool:
    """Whether a sentence that names nobody goes on about another regulator than the FDA."""
    named = [found["fda"] is not None for found in _NAMED.finditer(context)]
    return not _NAMED.search(sentence) and bool(named) and not named[-1]
