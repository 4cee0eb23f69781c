"""Whose decision a cue means: the FDA's on a drug, for which a PDUFA date is set, or another regulator's or a device's."""

from __future__ import annotations

import re

OTHER = "regulatory_decision"
_LAND = r"Europe|Japan|China|Canada|Britain|Switzerland|Australia|(?:South\s+)?Korea|Brazil|(?:the\s+)?(?:EU|UK|United\s+Kingdom)"
_OF_A_LAND = r"European|EU|UK|Japanese|Chinese|Canadian|British|Swiss|Australian|Korean|Brazilian"
_NAMED = re.compile(
    r"(?P<fda>\bFDA\b|\bFood\s+and\s+Drug\b|(?P<drug>\b(?:PDUFA|BsUFA|s?BLAs?)\b)|(?-i:\bUS\b|\bU\.S\.)|\bWashington\b)|"
    r"\b(?:EMA|CHMP|CVMP|PRAC|MHRA|PMDA|NMPA|TGA|MHLW|ANVISA|Swissmedic|IQWiG|CADTH|PBAC|(?-i:EC|NICE|G-BA|HAS|COMP|SMC|ICER)|"
    r"Health\s+Canada|European\s+(?:Commission|Medicines)|Ministry\s+of\s+Health|Brussels|Tokyo|Beijing|"
    r"Medicinal\s+Products|Medical\s+Devices\s+Agency|Medical\s+Products\s+Admin\w+|Therapeutic\s+Goods|Care\s+Excellence|(?-i:CMS|NCD))\b|"
    rf"\bin\s+(?:{_LAND})\b|\b(?:{_OF_A_LAND}|(?:{_LAND})['’]s)\s+(?:\w+\s+)?(?:regulat|agenc|authori|approv|decision|nod\b|green|clear|sign|go-ahead|"
    r"watchdog|opinion|verdict|ruling|review|licen)|"
    r"(?P<apart>\b(?:510\(?k\b|De\s+Novo|PMAs?|pre-?market|device|IND|EUAs?|emergency\s+use|clearance|cleared)\b)|"
    r"\b(?P<either>s?NDAs?|new\s+drug\s+application)\b",
    re.IGNORECASE,
)
"""Regulators, and what the FDA decides without a PDUFA date: devices, INDs, emergency use."""
_GOAL = re.compile(r"\b(?:PDUFA|BsUFA|user[- ]fee|goal\s+date|action\s+date)", re.IGNORECASE)


def decision(sentence: str, start: int, end: int) -> str:
    """The kind of a decision told at `start` to `end`: by whose it is and what on, as named nearest; `pdufa` where nobody is."""
    if _GOAL.search(sentence, start, end):
        return "pdufa"
    nearest: dict[str, int] = {}
    for found in _NAMED.finditer(sentence):
        distance = max(found.start() - end, start - found.end(), 0)
        for group in (name for name, words in (found.groupdict() or {}).items() if words):
            nearest[group] = min(distance, nearest.get(group, distance))
        if found.lastgroup is None:
            nearest["abroad"] = min(distance, nearest.get("abroad", distance))
    on_drug = min((nearest[group] for group in ("drug", "either") if group in nearest), default=_FAR)
    abroad = nearest.get("abroad", _FAR) <= nearest.get("fda", _FAR - 1)
    return OTHER if abroad or nearest.get("apart", _FAR) <= min(on_drug, _FAR - 1) else "pdufa"


_FAR = 1 << 30
"""Further than any sentence is long."""


def is_abroad(sentence: str, context: str) -> bool:
    """Whether a sentence that names nobody goes on about another regulator than the FDA, or about a device."""
    return not _NAMED.search(sentence) and decision(context, len(context), len(context)) == OTHER
