"""The drug, trial or project that a date is about, by the form of its name. Pure."""

from __future__ import annotations

import re

DRUG_KINDS = frozenset(
    {
        "pdufa", "regulatory_decision", "adcomm", "nda_acceptance", "submission", "fda_meeting", "data_topline",
        "data_interim", "data_primary", "data_readout", "data_update", "trial_start", "enrollment_complete",
        "dosing_complete", "primary_completion",
    }
)  # fmt: skip
"""Kinds that are about one drug or trial."""

_STEM = (
    "adol|camten|cerfont|ciclib|cillin|clax|clidine|copan|dotin|estrant|fermin|floxacin|fungin|fusp|gepant|"
    "gliflozin|glipron|gliptin|glitazar|grastim|kinra|limus|lisib|lukast|lutamide|luzole|mab|meline|milast|"
    "netant|nib|olone|orexant|orexton|oxetine|parib|penem|piprazole|pitant|pivat|pixant|platin|prant|prazan|prazole|"
    "relin|relix|rubicin|sentan|setron|sib|siran|tansine|taxel|tecan|tibant|tirom|trapib|trigine|"
    r"triptan|vaptan|vastatin|xaban|zomib|caine|[bdnt]ercept|[cfln]acept|tacept|cicept|"
    r"(?<!pep)(?<!nucleo)tide|leucel"
)
"""Ends of international non-proprietary names (WHO, "The use of stems in the selection of INN", 2018, and its later lists)."""
_OF_NAMES = "bart|cel|gene|imod|mig|pride|rsen|stat|tug|vec|vir"
"""Ends that companies' and persons' names have, too (Allogene, Petersen): in small letters only."""
_INN = rf"(?:[A-Z]?[a-z]{{3,}}(?:{_STEM})|[a-z]{{4,}}(?:{_OF_NAMES}))(?<!transgene)(?<!oncogene)(?<!thermostat)"
_CELLS = r"[A-Za-z][a-z]+-cel"
"""The short names of cell therapies: cema-cel, axi-cel."""
_NAMED = rf"\b(?:{_CELLS}|{_INN}(?: {_INN})?)\b"
_CODE = r"[A-Z]{2,5}-?\d{3,5}[A-Z]?"
_DRUG = re.compile(rf"(?P<named>{_NAMED})(?: \([^()]{{0,60}}\))?|\b(?P<code>{_CODE})\b")
"""A drug with the code that stands behind it, or a code alone."""
_ASSET = re.compile(
    rf"{_NAMED}|\b(?:[A-Z][A-Za-z]*(?:-[A-Za-z]+)*-?\d[\w-]*|[A-Z]{{2,}}[A-Za-z]*-\d[\w-]*|"
    r"[A-Z]{3,}-?\d+|[A-Z][a-z]+®|[A-Z]\w+(?=[®™]))"
)
_NO_ASSET = re.compile(
    r"^(?:Q\d|H\d|[1-4][QH]|FY|CY|YE|Phase|COVID|CAR-T|Form|GLP-?1|PD-?L?1|CD\d+|S&P|Type|Section|Regulation|"
    r"B2B|M&A|10-|8-|505|Covid|WKN|A\d{3}[A-Z]{2}|[A-Za-z-]+-(?:19|20)\d\d$)"
)


def asset_words(sentence: str, position: int) -> str:
    """The drug, trial or project name nearest to a place in a sentence; empty where there is none."""
    names = [found for found in _ASSET.finditer(sentence) if not _NO_ASSET.match(found.group())]
    if not names:
        return ""
    nearest = min(names, key=lambda found: (abs(found.start() - position), found.start()))
    return _plain(nearest.group())


def only_drug(text: str) -> str:
    """The one drug that a text names, however often; empty where it names none or several."""
    names: dict[str, str] = {}
    for found in _DRUG.finditer(text):
        name = _plain(found["named"] or found["code"])
        if not _NO_ASSET.match(name):
            names.setdefault(name.casefold(), name)
    return next(iter(names.values())) if len(names) == 1 else ""


def _plain(name: str) -> str:
    """Without signs of a brand; a name that only its sentence's beginning made large is small."""
    name = name.strip("®™")
    return name[:1].lower() + name[1:] if re.fullmatch(_NAMED, name) else name
