"""
The forms of time expressions, as patterns: about sixty, the longest first; a matched span blocks later rules.

Patterns have no nested repeats, so that time grows with the length of the text only. Each rule says which kinds of words
must be near (`needs`, letters of `TRIGGERS`), so that a page without a month name never runs a month rule; after the
letters may stand words, one of which the stretch must hold.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from bot.catalysts import occasions, readers, relative
from bot.catalysts.spans import Unit

Reader = Callable[[re.Match[str], readers.View], Unit | None]

APOSTROPHE = "['’‘]"
YEAR = r"(?:19|20)\d\d(?![\d%]|[.,]\d|-\d{2}-)"
PLAIN_YEAR = r"(?:19|20)\d\d"
MONTH = (
    r"(?:Jan(?:uary|\b\.?)|Feb(?:ruary|\b\.?)|Mar(?:ch|\b\.?)|Apr(?:il|\b\.?)|May|Jun(?:e|\b\.?)|Jul(?:y|\b\.?)|"
    r"Aug(?:ust|\b\.?)|Sep(?:t(?:ember|\b\.?)|\b\.?)|Oct(?:ober|\b\.?)|Nov(?:ember|\b\.?)|Dec(?:ember|\b\.?)|"
    r"jan(?:uary)?\b|feb(?:ruary)?\b|mar\b|apr(?:il)?\b|june?\b|july?\b|aug(?:ust)?\b|sep(?:t(?:ember)?)?\b|oct(?:ober)?\b|"
    r"nov(?:ember)?\b|"
    r"dec(?:ember)?\b|JAN(?:UARY)?|FEB(?:RUARY)?|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPT(?:EMBER)?|OCTOBER|NOVEMBER|DECEMBER)"
)
FULL_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAY = rf"(?:{FULL_WEEKDAY}|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%/]|[QH]\d|[.,]\d|:\d|\s?[aApP]\.?[mM]\b)"
_SHORT_YEAR = rf"(?P<yy>2[4-9]|3\d)(?![\d%:]|[.,]\d|st|nd|rd|th|,?\s+{PLAIN_YEAR}|\s?[aApP]\.?[mM]\b)"
_DASH = r"\s?[-–—]\s?"
_ORDINAL = r"(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th|final|last|opening|closing|initial|penultimate)"
_CALENDAR = r"(?:calendar\s+(?:year\s+)?)?"
_OF_YEAR = (
    rf"(?:,?\s?(?:\s(?:of|in)\s+)?(?:the\s+)?(?P<fy>fiscal\s+(?:year\s+)?|FY\s?[-'’]?|calendar\s+(?:year\s+)?|CY\s?)?"
    rf"(?:['’‘]?(?P<year>{YEAR})|(?:[-'’‘]|(?<=FY)|(?<=CY))(?P<yy>\d\d)(?!\d))"
    r"|\s(?:of\s+)?(?P<rel>next|this|that|the\s+(?:same|following|coming|new|"
    r"current))\s+(?P<relfiscal>fiscal\s+)?(?:calendar\s+)?year)"
)
_N = (
    r"(?P<n>\d{1,3}|(?:a\s+couple\s+of|couple\s+of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"fifteen|eighteen|twenty|thirty|sixty|ninety))"
)
_TO_N = (
    r"(?:(?:\s?[-–—]\s?|\s+(?:to|or)\s+)(?P<m>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|eighteen))?"
)
_UNIT = r"(?P<unit>(?:calendar\s|business\s|trading\s|working\s)?(?:day|week|month|quarter|year)s?)"
_SEASON = r"(?P<season>spring|summer|fall|autumn|winter)"
_OWN_FISCAL = (
    rf"\s+(?:of|in)\s+(?:the|its|our|their|(?:the\s+)?\w+{APOSTROPHE}s?)\s+(?:(?P<year>{PLAIN_YEAR})\s+)?(?P<fiscal>fiscal)"
    rf"(?:\s+year)?(?![- ]end\b)(?:\s+(?P<named>{YEAR})|,?\s+(?:ending|(?:which|that)\s+ends)\s+(?:on\s+|in\s+)?"
    rf"(?P<month>{MONTH})(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+(?P<endyear>{YEAR}))?)?"
    rf"(?:,?\s+(?:which|that)\s+(?:begins|starts)\s+(?:on\s+|in\s+)?(?P<opens>{MONTH})(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+"
    rf"(?P<openyear>{YEAR}))?)?"
)
_NOT_FIGURES = r"(?!\s+(?:and|results|earnings|financial))"

_NO_YEAR = rf"(?!\s(?:of\s)?{PLAIN_YEAR})"
"""In "Q4 2026-Q1 2027" each quarter has the year behind it."""

WORD = re.compile(r"['’‘]\d\d(?!\d)|[^\W_]+(?:/\d{1,4}(?![^\W_]))*")
"""What is looked up in `TRIGGERS` and `FIGURES`."""
_MONTH_NAMES = (
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)
_MONTHS_TYPED = " ".join(name.lower() for name in _MONTH_NAMES.split() if name not in {"March", "May"})
"""As chats write them; "may" and "march" would be mostly verbs."""
_LETTERS: tuple[tuple[str, str], ...] = (
    ("M", f"{_MONTH_NAMES} {_MONTH_NAMES.upper()} {_MONTHS_TYPED}"),
    ("W", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday monday tuesday wednesday thursday friday tues wed weds thurs "
          "fri mon tue"),
    ("C", "ASH ASCO ESMO AACR EHA SABCS SITC ASGCT AAN ACC CTAD CES JPM JPMHC Healthcare Hematology Oncology Symposium Cancer "
          "Cardiology Neurology Alzheimer Electronics Gene Congress"),
    ("O", "fourth thanksgiving christmas xmas easter juneteenth halloween independence memorial "
          "labor presidents mlk luther veterans columbus "
          "election eve good"),
    ("Q", "quarter quarters qtr"),
    ("H", "half"),
    ("F", "fiscal fy cy"),
    ("R", "year years yearend midyear month months week weeks wk day days near nearer future w"),
    ("S", "spring summer fall autumn winter midsummer midwinter"),
    ("T", "today tonight tomorrow tmrw tmw yesterday shortly imminently evening afternoon"),
    ("E", "ye"),
    ("P", "mid"),
)  # fmt: skip
TRIGGERS: Mapping[str, str] = {word: letter for letter, words in _LETTERS for word in words.split()}
"""Words that may belong to an expression of time; which letters a stretch of text has decides which rules run on it."""
FIGURES: Mapping[str, str] = {
    "9999": "Y", "9q": "Q", "q9": "Q", "9q99": "Q", "q999": "Q", "q99999": "Q", "9q9999": "Q", "q9fy99": "FQ", "9q99f": "Q",
    "9qfy99": "FQ", "q9/99": "Q", "h9/99": "H", "cq9": "Q", "9h": "H", "h9": "H", "9h99": "H", "h999": "H", "h99999": "H",
    "9h9999": "H", "fy99": "F", "fy9999": "F", "fy99e": "F", "cy99": "F", "cy9999": "F", "ye99": "E", "ye9999": "E",
    "9/9": "D", "9/99": "D", "99/9": "D", "99/99": "D",
    "9/9/99": "N", "9/9/9999": "N", "99/9/99": "N", "99/9/9999": "N", "9/99/99": "N", "9/99/9999": "N", "99/99/99": "N",
    "99/99/9999": "N", "9999/99/99": "Y", "9999h9": "YH", "9999q9": "YQ", "9999/99": "Y", "9999/9999": "Y",
    "9hcy99": "H", "cy9h99": "H", "9qcy99": "Q", "cy9q99": "Q", "fq9": "FQ", "f9q99": "FQ", "f9q": "FQ", "fh9": "FH",
    "'99": "A", "’99": "A", "‘99": "A", "q9/q9": "Q", "9qf99": "Q",
    "9q99e": "Q", "9h99e": "H",
}  # fmt: skip
"""The same by shape, every figure a 9."""
LONGEST_FIGURE = 10

_I, _C = re.IGNORECASE, 0
_TABLE: tuple[tuple[str, int, Reader, str], ...] = (
        # quarters of a fiscal year that the text itself dates, before the day in them
        ("FQ", _I, readers.own_fiscal, rf"\b(?:{_ORDINAL}[- ]quarter|Q(?P<q>[1-4]))\b{_OWN_FISCAL}"),
        ("FH", _I, readers.own_fiscal, rf"\b(?P<ord>first|second)[- ](?P<half>half)\b{_OWN_FISCAL}"),
        # days
        ("Y", _C, readers.iso, r"(?<![\d.])(?P<y>20\d\d)[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>[0-3]\d)(?!\d)"),
        ("Y .20", _C, readers.iso, r"(?<![\d.])(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.(?P<y>20\d\d)(?!\.?\d)"),
        ("N", _C, readers.numeric, r"(?<![\d/])(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<y>20\d\d|\d\d)(?![\d/])"),
        ("D on by due until", _I, readers.short_day,
         r"(?:(?<=\bon )|(?<=\bby )|(?<=\bdue )|(?<=\buntil ))(?P<a>1[0-2]|0?[1-9])/(?P<b>1[3-9]|2\d|3[01])(?![\d/])"
         r"(?=\s*(?:[.,;)]|$)|\s+(?:and|at|after|before|amc|bmo|pre-?market|post-?market|in\s+the)\b)"),
        ("D", _I, readers.noted_day,
         r"(?:(?<![\w/.$%-])|(?<=\d[-–]))(?P<a>1[0-2]|0?[1-9])/(?P<b>3[01]|[12]\d|0?[1-9])(?:\s?[-–]\s?(?P<d2>3[01]|[12]\d|0?[1-9])(?!\d|/))?"
         r"(?![\d/%a-z]|\s*(?:\(\d|of\b|pts?\b|patients|subjects|respon|had\b|with\b))"),
        ("D q1 q2 q3 q4 earn print pdufa adcomm vote agm egm topline readout", _I, readers.short_day,
         r"(?<![\w/.$%-])(?<!of )(?P<a>1[0-2]|0?[1-9])/(?P<b>3[01]|[12]\d|0?[1-9])"
         r"(?=\s+(?:Q[1-4]\s+(?:print|earnings|results|call)|earnings|print|"
         r"PDUFA|AdComm|AGM|EGM|topline|readout|(?:merger\s+|deal\s+|shareholder\s+)?vote)\b)"),
        ("DR week", _I, readers.week_of_noted,
         r"\bweek\s+(?:of|beginning|starting)\s+(?P<a>1[0-2]|0?[1-9])/(?P<b>3[01]|[12]\d|0?[1-9])(?![\d/])"),
        ("MR", _C, readers.week_of,
            rf"(?:\bweeks?\s+(?:of|beginning|starting|commencing|ending)|\bw/c)\s+(?:{FULL_WEEKDAY},?\s+)?"
            rf"(?P<month>{MONTH})\s+(?P<d>{_DAY})(?:,?\s+(?P<year>{YEAR}))?"),
        ("MR", _C, readers.week_of,
            rf"(?:\bweeks?\s+(?:of|beginning|starting|commencing|ending)|\bw/c)\s+(?:{FULL_WEEKDAY},?\s+)?(?:the\s+)?"
            rf"(?P<d>{_DAY})\s+(?:of\s+)?(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?"),
        ("M", _C, readers.month_day,
         rf"(?:\b(?P<wd>{_WEEKDAY}),?\s+)?(?<![\w$.,-])(?<!Phase )(?P<d>{_DAY})(?:{_DASH}(?P<d2>{_DAY}))?"
         rf"(?P<gap>[\s-])(?P<month>{MONTH})(?P=gap){APOSTROPHE}?(?P<year>(?!))?{_SHORT_YEAR}"),
        ("M", _C, readers.month_day,
         rf"(?:\b(?P<wd>{_WEEKDAY}),?\s+(?:the\s+)?)?\b(?P<month>{MONTH})\s+(?P<d>{_DAY})"
         rf"(?:(?:{_DASH}|\s(?:to|through|and|&)\s)(?P<d2>{_DAY})(?!\s*{MONTH}))?(?:,?\s+(?:of\s+)?(?:(?P<year>{YEAR})|"
         rf"{APOSTROPHE}(?P<yy>\d\d)(?!\d)))?"),
        ("M", _C, readers.month_day,
         rf"(?:\b(?P<wd>{_WEEKDAY}),?\s+)?(?:the\s+)?(?<![\d$.,])\b(?P<d>{_DAY})(?:(?:{_DASH}|\s(?:to|through|and|"
         rf"&)\s)(?P<d2>{_DAY}))?\s+(?:of\s+)?(?P<month>{MONTH})"
         rf"(?:,?\s+(?P<year>{YEAR}))?(?!\s+\d{{1,2}}(?:,|\s(?!\s*[aApP]\.?[mM]\b)))"),
        ("M", _C, readers.month_day,
         rf"(?<![\w$.,-])(?P<wd>(?!))?(?P<d>{_DAY})-(?P<d2>(?!))?(?P<month>{MONTH})(?:-(?P<year>{YEAR})|(?![\w-]))"),
        # conferences and holidays
        ("CY", _C, relative.conference,
         rf"\b(?P<year>{PLAIN_YEAR})\s+(?:Annual\s+)?(?P<conference>{occasions.CONFERENCE.pattern})(?P<yy>(?!))?(?P<month>(?!))?"),
        ("C", _C, relative.conference,
         rf"(?P<conference>{occasions.CONFERENCE.pattern})(?:\s?{APOSTROPHE}(?P<yy>\d\d)(?!\d))?"
         rf"(?:,?\s+(?:in\s+|next\s+|this\s+)?(?P<month>{MONTH}))?(?:,?\s+(?:in\s+)?(?P<year>{YEAR}))?"),
        ("O", _I, relative.holiday,
         rf"\b(?P<holiday>{occasions.HOLIDAY.pattern})\b(?:,?\s+(?:of\s+)?(?:(?P<year>{YEAR})|(?P<rel>next|this)\s+year\b))?"),
        ("R new", _I, relative.holiday, rf"\b(?P<holiday>New\s+Year{APOSTROPHE}?s\s+(?:Day|Eve))\b(?:,?\s+(?P<year>{YEAR}))?"),
        # fiscal forms come before the calendar's
        ("F", _I, readers.year_end, rf"\b(?P<fiscal>fiscal)\s+year[- ]end\b(?:{_OF_YEAR})?"),
        ("FQ", _I, readers.quarter, rf"\b(?P<fiscal>fiscal)[- ](?:Q(?P<q>[1-4])|(?P<qq>[1-4])Q)\b(?:{_OF_YEAR})?"),
        ("FQ", _I, readers.quarter, rf"\b(?P<fiscal>fiscal)[- ](?:years?\s+)?{_ORDINAL}[- ]quarters?(?:{_OF_YEAR})?"),
        ("FQ", _I, readers.quarter, rf"\b{_ORDINAL}[- ](?P<fiscal>fiscal)[- ]quarters?(?:{_OF_YEAR})?"),
        ("FH", _I, readers.half, rf"\b(?P<ord>first|second)[- ](?P<fiscal>fiscal)[- ]half(?:{_OF_YEAR})?"),
        ("FH", _I, readers.half,
            r"\b(?P<fiscal>fiscal)[- ](?:H(?P<h>[12])|(?P<hh>[12])H|(?P<ord>first|"
            rf"second)[- ]half)(?:{_OF_YEAR})?"),
        ("FQ", _C, readers.short_quarter, r"\b(?P<q>[1-4])Q\s?(?P<fiscal>F(?:Y|iscal)?)\s?['’-]?(?:20)?(?P<yy>\d\d)\b"),
        ("FQ", _C, readers.short_quarter, r"\b(?P<fiscal>F)(?P<q>[1-4])Q\s?['’-]?(?:20)?(?P<yy>\d\d)\b"),
        ("FQ", _C, readers.quarter, rf"\b(?P<fiscal>F)(?:Q(?P<q>[1-4])|(?P<qq>[1-4])Q)\b(?:{_OF_YEAR})?"),
        ("Q", _C, readers.short_quarter,
         r"\b(?:CY)?(?P<q>[1-4])Q(?:CY)?(?P<fiscal>(?!))?\s?['’-]?(?:20)?(?P<yy>\d\d)(?!\d)(?:E\b)?"),
        ("H", _I, readers.short_half,
         r"\b(?:CY)?(?P<h>[12])H(?:CY)?(?P<fiscal>(?!))?\s?['’-]?(?:20)?(?P<yy>\d\d)(?!\d)(?:E\b)?"),
        ("Q", _C, readers.short_quarter, r"\b(?P<q>[1-4])Q(?P<fiscal>F)\s?['’-]?(?:20)?(?P<yy>\d\d)\b"),
        ("FQ", _C, readers.short_quarter,
         rf"\bQ(?P<q>[1-4])[\s-]?(?P<fiscal>FY)[\s-]?{APOSTROPHE}?(?:20)?(?P<yy>\d\d)\b"),
        ("FQ", _C, readers.short_quarter,
         rf"\b(?P<fiscal>FY)[\s-]?{APOSTROPHE}?(?:20)?(?P<yy>\d\d)[\s-]?Q(?P<q>[1-4])\b"),
        # year first: "2027 Q3", "2027's first half"
        ("YQ", _C, readers.quarter,
         rf"(?<![\w$])(?P<year>{PLAIN_YEAR})(?:{APOSTROPHE}s)?[\s-]?(?:Q(?P<q>[1-4])|(?P<qq>[1-4])Q)\b{_NO_YEAR}"),
        ("YH", _C, readers.half,
         rf"(?<![\w$])(?P<year>{PLAIN_YEAR})(?:{APOSTROPHE}s)?[\s-]?(?:H(?P<h>[12])|(?P<hh>[12])H)\b{_NO_YEAR}"),
        ("YQ", _I, readers.quarter,
            rf"(?<![\w$])(?P<year>{PLAIN_YEAR})(?:{APOSTROPHE}s)?\s(?P<ord>first|second|third|"
            rf"fourth)[- ]quarter\b{_NOT_FIGURES}"),
        ("YH", _I, readers.half,
         rf"(?<![\w$])(?P<year>{PLAIN_YEAR})(?:{APOSTROPHE}s)?\s(?P<ord>first|second)[- ]half\b{_NOT_FIGURES}"),
        ("RQ next this", _I, readers.quarter, rf"\b(?P<rel>next|this)\s+year{APOSTROPHE}s\s+{_ORDINAL}[- ]quarter\b{_NOT_FIGURES}"),
        ("RH next this", _I, readers.half,
         rf"\b(?P<rel>next|this)\s+year{APOSTROPHE}s\s+(?P<ord>first|second|opening|closing|front|back|latter|last)[- ]half\b"
         rf"{_NOT_FIGURES}"),
        # quarters
        ("MQ", _C, readers.named_quarter,
         rf"\b(?P<month>March|June|September|December)\s+[Qq]uarter,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR})"),
        ("MQ", _C, readers.named_quarter,
         rf"\b(?P<month>March|June|September|December)(?:,?\s+(?P<year>{YEAR}))?\s+[Qq]uarter(?!\w)(?:\s+of\s+(?P<rel>next|this|"
         rf"that|the\s+following)\s+year)?"),
        ("Q", _I, readers.short_quarter, r"\b(?P<q>[1-4])Q\s?(?P<fiscal>(?!))?\s?['’-]?(?:20)?(?P<yy>\d\d)(?!\d)"),
        ("Q", _I, readers.two_quarters,
         r"(?<!\bfrom\s)\b(?:the\s+)?(?P<a>first|second|third|1st|2nd|3rd|Q[123]|[123]Q)(?:\s?[-–/]\s?|,?\s+(?:and|or|to|"
         r"through)\s+(?:the\s+)?)"
         rf"(?P<b>second|third|fourth|2nd|3rd|4th|Q[234]|[234]Q)(?:[- ]quarters?|(?<=Q\d)|(?<=\dQ))(?:{_OF_YEAR})?"),
        ("Q", _C, readers.quarter, r"\bQ(?P<q>[1-4])/(?P<yy>\d\d)(?!\d)"),
        ("Q", _I, readers.quarter, rf"\b(?:Q(?P<q>[1-4])|(?P<qq>[1-4])Q)(?!\w)(?:{_OF_YEAR})?"),
        ("Q", _C, readers.quarter, rf"\bCQ(?P<q>[1-4])(?:{_OF_YEAR})?"),
        ("Q", _I, readers.quarter,
         rf"\b{_ORDINAL}[- ](?:calendar[- ])?(?:quarters?|qtr\.?)(?!\w)(?:{_OF_YEAR}|\s+of\s+the\s+(?:calendar\s+)?year)?"),
        ("Q", _I, readers.later_quarter,
         rf"(?:(?<=\bto the )|(?<=\bin the )|(?<=\buntil the )|(?<=\binto the ))(?P<ord>first|second|third|fourth)"
         rf"(?:{_OF_YEAR}|(?=\s*(?:[.,;)]|$)|\s+(?:because|after|as|due|and|owing)\b))"),
        # halves
        ("H", _C, readers.short_half, r"\b(?P<h>[12])H\s?(?P<fiscal>FY?)?\s?['’-]?(?:20)?(?P<yy>\d\d)(?!\d)"),
        ("H", _C, readers.short_half, r"\b(?P<fiscal>(?!))?H(?P<h>[12])['’/-]?(?P<yy>(?!0)\d\d)(?!\d)"),
        ("H", _C, readers.half, rf"\b(?:H(?P<h>[12])|(?P<hh>[12])H)(?!\w)(?:{_OF_YEAR})"),
        ("H", _C, readers.half, r"\b(?:H(?P<h>[12])|(?P<hh>[12])H)(?![\w-])(?!\s+(?:receptor|antagonist|blocker|histamine))"),
        ("H", _I, readers.half,
            rf"\b(?P<ord>first|second|1st|2nd|front|back|latter|last|opening|closing|final|initial)[- ]half(?:{_OF_YEAR}|"
            r"\s+of\s+the\s+(?:calendar\s+)?year)"),
        ("H", _I, readers.half, r"\b(?:the|this|its|our)\s+(?P<ord>first|second|front|back|latter|opening|"
            r"closing)\s+half\b(?!\s+of\b)"),
        # months
        ("MR", _I, readers.week_in,
            r"\b(?P<ord>second|third|fourth|last)\s+(?:full\s+)?week\s+(?:of|"
            rf"in)\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?"),
        ("MR", _I, readers.week_in,
         rf"\b(?P<ord>first|last|final)\s+(?P<count>two|couple\s+of)\s+weeks\s+(?:of|"
         rf"in)\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?"),
        ("R months", _I, readers.months_of,
         rf"\b(?P<ord>first|opening|last|final|closing)\s+(?P<n>couple\s+of|few|two|three|four|five|six|nine)\s+months\s+of\s+"
         rf"(?:(?P<year>{YEAR})|the\s+year\b|(?P<rel>next|this)\s+year\b)"),
        ("MY", _C, readers.month_unit, rf"\b(?P<month>{MONTH}),?\s+(?:of\s+)?(?:the\s+year\s+)?(?P<year>{YEAR})"),
        ("M", _C, readers.month_unit, rf"\b(?P<month>{MONTH})\s?[-'’]\s?(?P<yy>\d\d)(?!\d)"),
        ("MR", _C, readers.month_unit, rf"\b(?P<month>{MONTH})\s+(?:of\s+)?(?P<rel>next|this|that|the\s+(?:same|"
         rf"following))\s+year\b"),
        ("M", _C, readers.month_unit, rf"\b(?P<month>{MONTH})(?!\s?\d|\w|-(?!{MONTH})\w|{APOSTROPHE}s)(?=[\s.,;:)/–—'’\"”-]|$)"),
        # seasons
        ("SY", _I, readers.season,
         rf"\b(?P<season>winter)\s+(?:of\s+)?(?P<year>{PLAIN_YEAR})\s?[-–/]\s?(?:20)?\d\d(?!\d)"),
        ("S", _I, readers.season,
            rf"\b{_SEASON}(?:,?\s+(?:of\s+)?(?P<year>{YEAR})|\s?{APOSTROPHE}(?P<yy>\d\d)(?!\d)|"
            r"\s+of\s+(?P<rel>next|this|that|the\s+following)\s+year)"),
        ("S", _I, readers.season, rf"\b(?P<which>this|next|that|the\s+(?:coming|following)|coming|upcoming)\s+{_SEASON}\b"),
        ("S", _I, readers.plain_season,
            r"(?:(?<=\bby )|(?<=\bby the )|(?<=\bin )|(?<=\bin the )|(?<=\bduring )|(?<=\bduring the )|(?<=\bfor )|"
            r"(?<=\bfor the )|(?<=\buntil )|(?<=\buntil the )|(?<=\bbefore the )|(?<=\bsoon as the )|(?<=\bearly as the ))"
            r"(?P<season>spring|summer|autumn|winter|"
            r"fall(?=[,.;)'’\"”]|$))\b"),
        ("S", _I, readers.season,
         r"\b(?P<season>spring|summer|fall|autumn|winter)(?=(?:\s?[/–-]\s?|\s+(?:or|to)\s+(?:early\s+|late\s+)?)(?:spring|summer|"
         r"fall|autumn|winter)\b)"),
        ("S", _I, readers.noted_season, r"\b(?P<season>spring|summer|autumn|fall)(?=\s*(?:[.,;)]|$))"),
        ("S", _I, readers.season, rf"(?<=\bmid)(?P<season>summer|winter)\b(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?"),
        ("S", _I, readers.season, rf"(?:(?<=early )|(?<=late )|(?<=mid-)|(?<=end of )|(?<=end of the )){_SEASON}\b"),
        # years
        ("Y", _C, readers.years,
         rf"(?<![\w$£€.,/#+-])(?P<a>{PLAIN_YEAR})\s?[-–—/]\s?(?P<b>{PLAIN_YEAR}|\d\d)(?![\d%-]|[.,]\d)"),
        ("YR", _I, readers.year_end, rf"(?P<year>{YEAR})[- ](?:calendar\s+)?year[- ]end\b"),
        ("R end", _I, readers.year_end, rf"\byears?{APOSTROPHE}?s?[- ]end\b(?:{_OF_YEAR})?(?!\s+\d{{4}}\s+results)"),
        ("E", _I, readers.year_end, r"\bYE\s?[-'’]?(?:20)?(?P<yy>\d\d)\b"),
        ("R mid", _I, readers.mid_year, rf"\bmid(?:dle\s+of\s+the)?[- ]?year(?:{_OF_YEAR})?"),
        ("F", _I, readers.year_unit,
         rf"(?P<fiscal>\bfiscal)(?:[- ]+years?)?\s+(?:{APOSTROPHE}?(?P<yy>\d\d)(?!\d)|(?P<year>{YEAR}))"),
        ("F", _C, readers.year_unit, r"\b(?P<fiscal>FY)\s?[-'’]?(?:20)?(?P<yy>\d\d)(?!\d)(?:E\b)?"),
        ("F", _C, readers.year_unit, r"\bCY\s?[-'’]?(?:20)?(?P<yy>\d\d)(?!\d)"),
        # relative to the reference date
        ("R end close", _I, relative.end_of_this,
            r"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the|this|that|the\s+same)\s+(?:current\s+|calendar\s+)?(?P<unit>week|month|"
            r"year)\b(?!\s+(?:ended|ending))"),
        ("Q end close", _I, relative.end_of_this,
            r"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the|this|that|the\s+same)\s+(?:current\s+|calendar\s+)?(?P<unit>quarter|"
            r"half)\b(?!\s+(?:ended|ending))"),
        ("R end", _I, relative.end_of_this,
         r"(?:(?<=\bby )|(?<=\bbefore )|(?<=\bthrough )|(?<=\bby the )|(?<=\baround ))(?P<unit>month|week)[- ]end\b"),
        ("Q end", _I, relative.end_of_this,
         r"(?:(?<=\bby )|(?<=\bbefore )|(?<=\bthrough )|(?<=\bby the )|(?<=\baround )|"
         r"(?<=\bafter ))(?P<unit>quarter)[- ]end\b"),
        *((needs, _I, relative.end_of_this,
           rf"(?<=\bbefore the )(?P<unit>{units})(?=\s+(?:is\s+(?:out|over|done)|ends|closes|concludes)\b)")
          for needs, units in (("R before", "week|month|year"), ("Q before", "quarter"))),
        *((needs, _I, relative.part_of_this,
           r"(?:(?<=\blate in the )|(?<=\bearly in the )|(?<=\bmidway through the )|(?<=\bhalfway through the )|"
           r"(?<=\bpart of the )|"
           rf"(?<=\bmonths of the )|(?<=\bmiddle of the )|(?<=\bweeks of the ))(?P<unit>{units})\b")
          for needs, units in (("R late early way part months weeks middle", "month|year"),
                               ("Q late early way part weeks middle", "quarter"))),
        ("R new", _I, relative.end_of_this, r"(?:(?<=\bby )|(?<=\bby the )|(?<=\bbefore )|(?<=\bbefore the )|"
            r"(?<=\buntil the ))new\s+(?P<unit>year)\b(?!['’])"),
        ("R new", _I, relative.part_of_this, r"\b(?:the\s+)?(?:calendar\s+)?(?P<rel>new)\s+year\b(?!['’]s)"),
        ("R turn", _I, relative.end_of_this, r"\bthe\s+turn\s+of\s+the\s+(?P<unit>year)\b"),
        *((needs, _I, relative.next_unit, rf"\b(?:the\s+)?coming\s+(?P<unit>{units})\b(?!{APOSTROPHE}s)")
          for needs, units in (("R coming", "week|month"), ("Q coming", "quarter"))),
        *((needs, _I, relative.rest_of_this,
           rf"(?:(?<=\bin )|(?<=\bduring )|(?<=\bwithin ))the\s+current\s+(?:calendar\s+)?(?P<unit>{units})\b")
          for needs, units in (("R current", "month|year"), ("Q current", "quarter"))),
        ("R next", _I, relative.next_unit, rf"\bnext\s+(?:calendar\s+)?(?P<unit>week|wk|month|year)\b(?!{APOSTROPHE}s)"),
        ("Q next", _I, relative.next_unit, rf"\bnext\s+(?:calendar\s+)?(?P<unit>quarter)\b(?!{APOSTROPHE}s)"),
        ("H next", _I, relative.next_unit, rf"\bnext\s+(?:calendar\s+)?(?P<unit>half)\b(?!{APOSTROPHE}s)"),
        *((needs, _I, relative.rest_of_this,
           r"\b(?:(?:later|sometime|some\s+time|at\s+some\s+point|remainder\s+of|rest\s+of|balance\s+of|"
           r"back\s+end\s+of|later\s+in)\s+)?"
           rf"this\s+(?:calendar\s+|current\s+)?(?P<unit>{units})\b(?!{APOSTROPHE}s)")
          for needs, units in (("R this", "week|wk|month|year"), ("Q this", "quarter"), ("H this", "half"))),
        # counted from the window before
        *((needs, _I, relative.rest_of_this,
           rf"\b(?:(?:later\s+)?that|the\s+same)\s+(?P<unit>{units})\b(?!{APOSTROPHE}s)")
          for needs, units in (("R that same", "week|month|year"), ("Q that same", "quarter"))),
        *((needs, _I, relative.next_unit, rf"\bthe\s+following\s+(?P<unit>{units})\b(?!{APOSTROPHE}s)")
          for needs, units in (("R following", "week|month|year"), ("Q following", "quarter"), ("H following", "half"))),
        *((needs, _I, relative.rest_of_this,
           r"\b(?:later\s+in|remainder\s+of|rest\s+of|balance\s+of|within)\s+the\s+(?:current\s+|"
           rf"calendar\s+)?(?P<unit>{units})\b")
          for needs, units in (("R later rest remainder balance within", "week|month|year"),
                               ("Q later rest remainder balance within", "quarter"))),
        *((f"{letter} {words}", _I, relative.ahead, pattern)
          for letter in ("R", "Q")
          for words, pattern in (
              ("next coming following",
               r"\b(?P<lead>(?:in|within|over|during|for|throughout)\s+(?:the\s+)?)?(?:the\s+)?(?:next|"
               r"coming|following|upcoming)\s+"
               rf"{_N}{_TO_N}\s?[- ]{_UNIT}\b"),
              ("within inside than",
               r"\b(?P<lead>inside\s+(?:the\s+)?|within\s+(?:the\s+)?|in\s+(?:less|under|no\s+more)\s+than\s+)(?:about\s+|"
               r"approximately\s+)?"
               rf"{_N}{_TO_N}\s?[- ]{_UNIT}\b(?!\s+(?:of|after|following|from|prior|before))"),
          )),
        ("R", _I, relative.in_units,
         rf"\bin\s+(?:about\s+|approximately\s+|roughly\s+|around\s+)?{_N}{_TO_N}\s+{_UNIT}\b"
         rf"(?!{APOSTROPHE}|\s+(?:of|after|following|prior|before|to\b|treatment|with|for|and\b|old|or\b))"),
        ("R now today", _I, relative.in_units, rf"(?<!\w){_N}{_TO_N}\s+{_UNIT}\s+from\s+(?:now|today)\b"),
        *((needs, _I, relative.coming, pattern)
          for needs, units in (("R", "days|weeks|months"), ("Q coming next few several", "quarters"))
          for pattern in (
              r"\b(?:the\s+)?(?:coming|upcoming|next\s+(?:few|several|couple\s+of)|(?:several|few)\s+coming|"
              r"following\s+few)\s+"
              rf"(?:few\s+|several\s+)?(?P<unit>{units})\b",
              rf"\b(?:over|in|within)\s+(?:a\s+few|several|a\s+matter\s+of)\s+(?P<unit>{units})\b(?!\s+of)",
              rf"\bin\s+(?P<unit>{units})(?=[.,;)'’\"”]|$)",
          )),
        *((needs, _I, relative.coming, pattern)
          for needs, units in (("R ahead come within", "days|weeks|months|year"), ("Q ahead come within", "quarters"))
          for pattern in (
              rf"\b(?:in|over|during|for)\s+the\s+(?P<unit>{units})\s+(?:ahead|to\s+come)\b",
              rf"\bwithin\s+(?P<unit>{units})(?=[.,;)]|$|\s+(?:and|per|as|with|if|but|in|at|on|for)\b)",
          )),
        ("R coming", _I, relative.coming, r"\b(?:in|over|during)\s+the\s+coming\s+(?P<unit>year)\b(?!['’])"),
        ("R any", _I, relative.any_day, r"\bany\s+day(?:\s+now)?\b"),
        ("T", _I, readers.relative_day,
         rf"\b(?P<word>the\s+day\s+after\s+tomorrow|tomorrow|(?-i:tmrw|tmw)|yesterday|today|tonight|(?:later\s+)?this\s+(?:evening|"
         rf"afternoon))\b(?!{APOSTROPHE}s)"),
        ("W", _C, readers.weekday,
            rf"(?:\b(?P<which>[Nn]ext|[Tt]his\s+coming|coming|[Tt]his|[Ll]ast|[Oo]n)\s+(?:the\s+)?)?\b(?P<wd>{FULL_WEEKDAY})(?=\W|"
            rf"$)(?!,?\s+(?:the\s+)?(?:{MONTH}|\d{{1,2}}(?!\d|:|\s?[ap]m)))"),
        ("W", _I, readers.weekday,
         rf"\b(?:(?P<which>next|last)\s+)?(?P<wd>mon|tues?|weds?|thurs?|fri|{FULL_WEEKDAY})\b(?!\s+\d|[.'’]\w|-\d)"),
        ("T shortly imminently", _I, relative.shortly, r"\b(?:shortly|imminently)\b(?!\s+(?:after|before|following|"
            r"thereafter|there))"),
        ("R near", _I, relative.near_term,
            r"\b(?:(?:in|over|for)\s+the\s+(?:near(?:er)?[- ]term|(?:not[- ]too[- ]distant|near)\s+future)|"
            r"near[- ]term(?=[.,;:)]|$))"),
        # a bare year, last of all
        ("Y", _I, readers.bare_year,
         r"(?:(?<![\w$£€.,/#+-])|(?<=\bmid-)|(?<=\bend-)|(?<=early-)|"
         rf"(?<=\blate-)){_CALENDAR}(?P<year>{YEAR})(?![\w+]|/(?!\s?(?:early|mid|late|first|second|[1-4]?[QH]))|-\w|\s?%|"
         rf"\s+(?:patients|people|shares|"
         r"units|employees|subjects|participants|members|stores|homes|jobs|tons|tonnes|ounces|hours|mg|MW|"
         r"miles|Index|square)\b)"),
        ("A", _C, readers.short_year, rf"(?<!\w){APOSTROPHE}(?P<yy>\d\d)(?!\d)"),
        ("P", _I, readers.mid_short_year,
         r"(?<!-to-)(?<!\w)mid-(?P<yy>2[6-9]|3[0-5])(?=\s*(?:[,;)]|\.(?!\d)|$)|\s+(?:launch|data|read-?out|top-?line|filing|"
         r"start|BLA|NDA|PDUFA)\b)"),
)  # fmt: skip


@functools.cache
def rules() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str], Reader], ...]:
    """
    (letters a stretch must have, words of which it must hold one, pattern, reader), longest forms first; compiled at the
    first text, not at import.
    """
    return tuple(
        (needs.split()[0], tuple(needs.split()[1:]), re.compile(pattern, flags), reader)
        for needs, flags, reader, pattern in _TABLE
    )
