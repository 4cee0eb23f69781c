"""
Places that look like companies: the dateline of a press release ("HAYWARD, Calif., April 20, 2026 (GLOBE NEWSWIRE) --")
and towns with their state ("of Corning, N.Y.", "based in Hershey, Pennsylvania"). No word of them names a company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

_ABBREVIATED: Final = (
    r"(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|"
    r"Vt|Va|Wash|W\.\s?Va|Wis|Wyo|Ont|Que|Alta|Sask)\.|[NSR]\.\s?[HJMYCDI]\.(?!\sJohnson)|D\.\s?C\.|B\.\s?C\."
)
"""As the wires write states and provinces (Associated Press); no ticker looks so."""
_FULL: Final = (
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|"
    r"Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
    r"New\s(?:Hampshire|Jersey|Mexico|York|Brunswick|Zealand)|(?:North|South)\s(?:Carolina|Dakota|Korea)|Ohio|Oklahoma|Oregon|"
    r"Pennsylvania|Rhode\sIsland|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West\sVirginia|Wisconsin|Wyoming|Puerto\sRico|"
    r"Ontario|Quebec|Québec|British\sColumbia|Alberta|Manitoba|Saskatchewan|Nova\sScotia|Canada|United\sKingdom|England|Scotland|"
    r"Wales|Ireland|Northern\sIreland|U\.?K\.?|USA|Germany|France|Switzerland|Netherlands|The\sNetherlands|Belgium|Denmark|Sweden|Norway|"
    r"Finland|Iceland|Italy|Spain|Portugal|Austria|Poland|Luxembourg|Israel|Japan|China|India|Korea|Singapore|Taiwan|Australia|"
    r"Bermuda|Cayman\sIslands|Mexico|Brazil|Argentina|Greece|Cyprus|Malta|Monaco|UAE|Hong\sKong"
)
_POSTAL: Final = (
    r"A[BKLRZ]|BC|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ABDEINOST]|N[BCDEHJLMSVY]|O[HKNR]|P[AER]|QC|RI|S[CDK]|T[NX]|UT|V[AT]|"
    r"W[AIVY]"
)
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE: Final = rf"(?:{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:,?\s+\d{{4}})?)"
_STATE: Final = rf"(?:{_ABBREVIATED}|(?:{_FULL}|{_POSTAL})(?![\w.]))"
_CITY: Final = r"(?:[A-Z][\w.'’]{0,24}[ -]){0,3}[A-Z][\w'’]{0,24}"
_CITIES: Final = rf"{_CITY}(?:,\s{_STATE})?(?:(?:,?\sand|\s[/&]|\s[-–—])\s{_CITY}(?:,\s{_STATE})?){{0,2}}"
_SHOUTED: Final = r"(?:[A-Z][A-Z.'’]{0,24}[ -]){0,3}[A-Z][A-Z'’]{1,24}"
_DASH: Final = r"\s*(?:--|[-–—])"

_WIRE = re.compile(
    r"[(/]\s?(?:GLOBE\s?NEWSWIRE|BUSINESS\s?WIRE|PR\s?Newswire|ACCESS\s?(?:WIRE|Newswire)|Newsfile|CNW|Marketwired|EQS|NEWSWIRE|"
    r"Reuters\)|AP\)|TheNewswire|Cision)"
)
_REACH: Final = 110
"""Characters before the wire's name in which its dateline stands."""
_LINE = re.compile(rf"(?:^|(?<=\n))[ \t*_“\"(]*(?P<place>{_CITIES}),?{_DASH}?\s*(?:{_DATE},?)?[\s(/–—-]*$")
_AFTER_TITLE = re.compile(rf"(?<![\w.])(?P<place>{_SHOUTED}(?:,\s{_STATE})?),?{_DASH}?\s*(?:{_DATE},?)?[\s(/–—-]*$")
_PLAIN_LINE = re.compile(
    rf"^[ \t]*(?P<place>{_SHOUTED},\s{_STATE}),?\s*(?:\(?{_DATE}\)?,?)?(?:{_DASH}|\s*[(/])", re.MULTILINE
)
"""A dateline without a wire: the town in capitals, its state, and a dash."""
_TOWN = re.compile(rf"(?<![\w.$@#'’])(?P<place>{_CITY},\s(?:{_ABBREVIATED}))")
_SEAT = re.compile(
    r"\b(?:(?:based|headquartered|located|offices?|plants?|facilit(?:y|ies)|factory|sites?|campus|warehouse|laborator(?:y|ies)|held|"
    rf"hospital)\s(?:in|at)|near|outside)\s(?P<place>{_CITY},\s(?:{_FULL}|{_POSTAL})(?![\w.]))"
)
_MOST_WIRES: Final = 40


def places(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of the text that are towns, datelines and the wires they name; they may overlap."""
    for wire in islice(_WIRE.finditer(text), _MOST_WIRES):
        yield wire.span()
        begin = max(0, wire.start() - _REACH, text.rfind("\n", 0, wire.start()) + 1)
        before = text[begin : wire.start()]
        at_line = begin == 0 or text[begin - 1] == "\n"
        found = (_LINE.match(before) if at_line else None) or _AFTER_TITLE.search(before)
        if found is not None:
            yield begin + found.start("place"), begin + found.end("place")
    for pattern in (_PLAIN_LINE, _TOWN, _SEAT) if "," in text else ():
        for found in pattern.finditer(text):
            yield found.span("place")
