"""
What a dated sentence is about: kinds, and the words that say so (facts/catalysts.md, 5).

A cue is a noun or verb phrase that names a kind. Some cues say that something is due by themselves ("PDUFA date");
others need a word of the future beside them ("data", "results"). Cues of `NOT_KINDS` compete for a window like any other
and win it for nothing: market sizes, guidance, price targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

KINDS = MappingProxyType(
    {
        "pdufa": "FDA decision (PDUFA date)",
        "adcomm": "FDA advisory committee",
        "nda_acceptance": "filing accepted for review",
        "submission": "regulatory submission",
        "fda_meeting": "meeting with a regulator",
        "data_topline": "topline data",
        "data_interim": "interim data",
        "data_primary": "primary data",
        "data_readout": "data readout",
        "data_update": "data update",
        "trial_start": "trial start",
        "enrollment_complete": "enrolment complete",
        "dosing_complete": "dosing complete",
        "primary_completion": "primary completion (end of data collection, not a readout)",
        "conference": "conference or presentation",
        "earnings": "earnings",
        "deal_close": "deal closing",
        "deal_payment": "deal payment",
        "offering_close": "offering closing",
        "shareholder_meeting": "shareholder meeting",
        "vote": "vote",
        "index_change": "index change",
        "dividend": "dividend (ex, record or payment date)",
        "spin_off": "spin-off",
        "lock_up": "lock-up expiry",
        "product_launch": "product launch",
        "capacity": "capacity",
        "production": "production start",
        "delivery": "delivery",
        "survey": "survey or drilling",
        "study_publication": "study published",
        "permit": "permit or licence",
        "macro": "macro event",
    }
)
"""Every kind with its words for a card; "none" is no kind and never offered."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that names a kind, or claims a window for nothing (`kind` None)."""

    kind: str | None
    start: int
    end: int
    sure: bool
    """Whether the phrase alone says that something is due."""
    strength: int
    """Higher wins where two cues overlap."""


_DUE = (
    r"(?:expect|anticipat|plan|schedul|target|slated|project|forecast|due\b|on\s+track|intend|aim|will\b|should\b|guid|"
    r"set\s+(?:to|for)|to\s+be\s+(?:released|reported|announced|presented|published|shared)|remain|planned|readout|estimated|likely|pending|forthcoming|upcoming)"
)
_GAP = r"[^.;:]{0,70}?"
_NEAR = r"[^.;:,]{0,40}?"
_WIDE = r"[^;:]{0,150}?"
_APPLICATION = (
    r"(?:(?-i:\b(?:s?NDAs?|s?BLAs?|e?MAAs?|INDs?|A?NDAs?|CTAs?|PMAs?|IDEs?|HDEs?|EUAs?|JNDA|NDS)\b)|510\(k\)s?|De\s+Novo|"
    r"(?:new\s+drug|biologics?\s+licens\w+|marketing\s+authori[sz]ation|investigational\s+new\s+drug|clinical\s+trial|"
    r"premarket\s+approval|pre-market\s+approval|regulatory|abbreviated\s+new\s+drug|orphan\s+drug|fast\s+track|"
    r"breakthrough\s+therapy|accelerated\s+approval|marketing)\s+(?:application|submission|filing)s?)"
)
_TRIAL = (
    r"(?:clinical\s+(?:trial|study|studies|trials|evaluation|development|program)|"
    r"Phase\s+(?:[1-4]|I{1,3}V?)[abAB]?(?:\s?/\s?(?:[1-4]|I{1,3})[abAB]?)?|"
    r"trials?\b|stud(?:y|ies)\b|pivotal|registrational|first[- ]in[- ]human|cohorts?\b|arms?\b|dosing|patient\s+enrol+ment|enrol+ment|"
    r"enrol+ing|recruitment|recruiting|human\s+testing)"
)
_DATA = (
    r"(?:(?<!seismic\s)(?<!survey\s)data(?![- ](?:collection|room|cent(?:er|re)s?|analytics|storage|platform|process\w+|network|mining|privacy|moneti\w+|retail|lake|science|driven))|"
    r"results\b|assays\b|read-?outs?|findings|analys[ie]s|outcomes?)"
)
_RESULTS = (
    r"(?:(?:financial|operating|fiscal|quarterly|annual|earnings|full[- ]year|year[- ]end|quarter|half[- ]year|production\s+and\s+financial)\s+"
    r"(?:and\s+operating\s+)?results?|earnings|(?:(?:\w+-)?quarter|Q[1-4]|[1-4]Q(?:\d\d)?|year|half|FY\d*|20\d\d)\s+(?:\S+\s+){0,4}?results|"
    r"(?:its|the\s+company['’]s)\s+results)"
)
_DEAL = r"(?:transactions?|merger|acquisition|deal|business\s+combination|divestiture|sale|purchase|takeover|combination|closing|tender\s+offer|buyout|amalgamation|arrangement|agreement|disposition)"
_CLOSE = r"(?:clos(?:e[sd]?|ing)\b|complet(?:e[sd]?|ion|ing)\b|consummat\w+|finali[sz]\w+|conclude\w*)"
_OFFERING = r"(?:offering|private\s+placement|registered\s+direct|placement|financing|public\s+offering|tranche|PIPE|rights\s+issue|debentures?|notes?)"
_START = r"(?:initiat\w+|start\w*|begin\w*|commenc\w+|launch\w*|enter\w*|open(?:ing)?\b|advanc\w+|dose\b|dosing|kick\w*\s+off|mov\w+\s+into|activat\w+)"
_VERB_REPORT = r"(?:report|releas|announc|publish|issu|post|provid|host|hold|discuss|present|disclos|shar|fil|schedul)\w*"

_S, _W = True, False
_TABLE: tuple[tuple[str | None, bool, int, str], ...] = (
    # regulators
    ("pdufa", _S, 9, r"(?-i:PDUFA|BsUFA)|target\s+action\s+date|(?:FDA|user[- ]fee)\s+(?:goal|action|target)\s+date|goal\s+date"),
    ("pdufa", _W, 7, r"(?:(?-i:FDA|EMA|EC|MHRA|PMDA|CHMP)|European\s+Commission|approval|agency)(?:['’]s)?\s+(?:\w+\s+)?(?:decision|action|ruling|verdict|opinion)|(?:FDA|510\(k\)|EMA)\s+(?:\w+\s+)?clearance"),
    ("pdufa", _W, 5, rf"(?:(?-i:FDA|EMA|EC|MHRA|NDA|BLA)|marketing|full|accelerated|potential|conditional|drug|product)\s+approvals?\b{_NEAR}{_DUE}|(?:expect|anticipat|potential|possible|decide\s+on)\w*\s+(?:\S+\s+){{0,4}}?approval\b|(?:FDA|EMA)\s+(?:accelerated\s+|full\s+)?approval\s+(?:of|for|in|by)|decision\s+(?:is\s+)?(?:expected|anticipated|due)|(?:could|may|will|be|expected\s+to\s+be)\s+(?:be\s+)?approved\b|\bdecide\s+(?:on\s+)?whether\s+to\s+approve"),
    ("adcomm", _S, 9, r"advisory\s+committee(?:\s+meeting)?|\badcomm?\b|(?-i:ODAC|VRBPAC|PCNSDAC)|advisory\s+panel"),
    ("nda_acceptance", _W, 8, rf"(?:decide|decision|determination|notification|action)\s+on\s+(?:the\s+)?(?:filing\s+)?acceptance|(?:filing|application)\s+acceptance|acceptance\s+(?:of|for)\s+(?:(?:the|its|our|an?)\s+)?(?:\w+\s+){{0,3}}?(?:filing|review|{_APPLICATION})|Day[- ]74|{_APPLICATION}\s+acceptance|accept\w*\s+(?:the\s+)?(?:filing|application)\s+for\s+(?:review|filing)|acceptance\b(?=\s+(?:by|in|decision|expected|letter))"),
    ("submission", _W, 7, rf"(?:re-?)?(?:submit|submission|submitting|fil(?:e|ing)s?)\b{_GAP}{_APPLICATION}|{_APPLICATION}{_NEAR}\b(?:re-?)?(?:submi\w+|fil(?:ed?|ing|ings)\b)|(?:submit|file|filing|submission)\w*\s+(?:\w+\s+){{0,2}}for\s+(?:\w+\s+){{0,2}}(?:approval|clearance|authori[sz]ation|registration)|(?:rolling|regulatory|FDA|EMA|MHRA|marketing|harmoni[sz]ed)\s+(?:\S+\s+){{0,3}}?(?:re-?)?(?:submissions?|filings?)|(?:re)submission|(?:planned|potential|future|anticipated|first)\s+{_APPLICATION}(?:\s+application)?|(?:submit|submission|submitting)\w*{_NEAR}(?:to|with)\s+(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|EMA|MHRA|Food\s+and\s+Drug|Health\s+Canada|regulators)|submit\w*\s+(?:its|the|an?)\s+(?:\w+\s+){{0,2}}(?:findings|application|package|dossier)|\bapplications?\b{_NEAR}\b(?:submitted|filed)|\bfilings?\s+(?:is\s+|are\s+|was\s+)?(?:expected|anticipated|planned|targeted|slated)|\b(?:file|filing)\s+(?:an?|its|the|our)\s+{_APPLICATION}|{_APPLICATION}\s+(?:application|package)"),
    ("fda_meeting", _W, 8, rf"(?:FDA|EMA|regulatory|MHRA|PMDA|agency|Type\s+[A-D]|pre-?(?:NDA|BLA|IND|submission)|end[- ]of[- ]phase[- ](?:[1-3]|I{{1,3}})|EOP\s?[1-3]|scientific\s+advice|Pre-?Sub)\b[^.;:,]{{0,30}}?(?:meetings?|interactions?|feedback|consultations?|minutes|discussions?)|(?:meet(?:ing)?s?|engage|align\w*)\s+(?:\w+\s+){{0,2}}?with\s+(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|EMA|regulators|Food)|(?:EOP2|end[- ]of[- ]phase\s+2)"),
    # data
    ("data_topline", _W, 9, rf"[Tt]op-?\s?line(?:\s+(?:\w+\s+){{0,3}}?{_DATA})?"),
    ("data_interim", _W, 9, rf"interim\s+(?:\S+\s+){{0,4}}?(?:{_DATA}|read(?:out)?s?\b|look|report|update)|interim\s+(?-i:[A-Z]{{2,5}})\b|interim\s+(?:futility|efficacy|safety)|futility\s+(?:analysis|look)"),
    ("data_primary", _W, 8, rf"primary\s+(?:\S+\s+){{0,4}}?{_DATA}|primary\s+(?:end\s?point|(?-i:[A-Z]{{2,5}})\b|efficacy|analysis)|final\s+(?:overall\s+survival|OS)\s+(?:{_DATA})?"),
    ("primary_completion", _W, 9, r"primary\s+completion|study\s+completion\s+date"),
    ("data_update", _W, 8, rf"(?:updated|follow-?up|longer[- ]term|additional|further|new|more|mature|extended)\s+(?:\S+\s+){{0,5}}?(?:data|read-?outs?|clinical\s+results|safety\s+and\s+efficacy)\b|(?:data|clinical|pipeline|program|study|trial)\s+updates?|updates?\s+(?:on|from)\s+(?:\S+\s+){{0,4}}?(?:trial|study|studies|program|Phase|cohort|data|pipeline)"),
    ("data_readout", _S, 7, r"(?:data|trial|study|clinical|Phase\s+\S+)\s+read-?outs?|read-?outs?\b|reads?\s+out\b"),
    ("data_readout", _W, 4, rf"(?<!financial\s)(?<!market\s)(?<!quarterly\s)(?<!operating\s){_DATA}\b(?:[^.;:,]{{0,90}}?|,\s+(?:which\s+(?:is|are)\s+)?){_DUE}|(?:expect|anticipat)\w*\s+(?:\S+\s+){{0,5}}?{_DATA}\b(?!\s+(?:of\s+operations|for\s+the\s+(?:\w+\s+)?(?:quarter|year|half)))|(?:report|announce|releas|shar|disclos|present)\w*\s+(?:\S+\s+){{0,5}}?{_DATA}\b(?!\s+for\s+(?:the|its)\s+(?:\w+\s+){{0,2}}(?:quarter|year|half))|(?:Phase\s+\S+|clinical|trial|study|safety|efficacy|assay|drill|preliminary|initial|final|final\s+study|exploration|test|laboratory|first[- ]in[- ]human|pivotal|proof[- ]of[- ]concept|PoC|biomarker|dose[- ]escalation|survival|EFS|PFS|OS|MRD)\s+(?:data|results|findings|analysis)"),
    # trials
    ("trial_start", _W, 7, rf"{_START}(?:\s+of)?\b{_GAP}\b{_TRIAL}|{_TRIAL}{_GAP}\b(?:initiat(?:e[sd]?|ion|ing)|to\s+(?:start|begin|commence|initiate|launch)|start(?:ing|s)?\b|commenc\w+|begin(?:s|ning)?\b)|{_TRIAL}{_WIDE}\b(?:expected|anticipated|planned|scheduled|projected|set|slated|targeted)\s+to\s+(?:\w+\s+)?(?:start|begin|commence|initiate|open|launch|kick\s+off|get\s+under\s?way)|first[- ](?:patient|subject|participant|volunteer)s?[- ](?:\S+\s+){{0,3}}?(?:dos\w+|enrol\w+|treated|screened|in\b)|dos(?:e|ing)\s+(?:of\s+)?(?:the\s+)?first|(?-i:FPI)\b"),
    ("trial_start", _W, 4, rf"{_TRIAL}(?:(?!results|data\b|read-?out|findings|analysis|top-?line)[^.;:,]){{0,40}}?(?:anticipated|planned|expected|targeted|slated|scheduled)\b(?!\s+to)"),
    ("enrollment_complete", _W, 9, rf"(?:complet\w+|finish\w*|conclud\w+|clos\w+|full|finali[sz]\w+|reach\w*\s+(?:full|target))\s+(?:of\s+)?(?:\S+\s+){{0,4}}?(?:enrol+ment|accrual|recruitment|randomi[sz]ation|enrol+ing|recruiting|patient\s+(?:enrol+ment|accrual))|(?:enrol+ment|accrual|recruitment|randomi[sz]ation)\b{_GAP}\b(?:complet\w+|finish\w*|conclud\w+|close[ds]?|full)|fully\s+enrol+(?:ed)?|last\s+(?:patient|subject|participant)\s+(?:in\b|enrol\w+|randomi[sz]ed)|(?-i:LPI)\b"),
    ("dosing_complete", _W, 8, rf"(?:complet\w+|finish\w*|conclud\w+)\s+(?:of\s+)?(?:\S+\s+){{0,3}}?(?:dosing|treatment\b(?!\s+(?:center|facility|plant)))|dosing\b{_WIDE}\b(?:complet\w+|finish\w*|conclud\w+)|last\s+(?:patient|subject|participant)(?:['’]s)?\s+(?:last\s+)?(?:visit|dosed|dose|out\b|treated)|(?-i:LPLV)\b"),
    # conferences and earnings
    ("earnings", _W, 9, rf"{_VERB_REPORT}\s+(?:\S+\s+){{0,9}}?(?:{_RESULTS})\b(?!\s+(?:of|from)\s+(?:the\s+|its\s+|a\s+)?(?:\S+\s+){{0,2}}(?:Phase|trial|study|drill|analysis))|earnings\s+(?:conference\s+)?(?:call|release|report|date|webcast|announcement|results)|results\s+(?:conference\s+)?(?:call|release|webcast)|(?:financial|quarter(?:ly)?|year[- ]end|earnings|results)\s+(?:\S+\s+){{0,2}}?(?:conference\s+call|webcast)"),
    ("earnings", _W, 8, rf"(?:financial|operating|quarterly|annual|year[- ]end|quarter)\s+results\b[^.;:]{{0,60}}?(?:announced|released|reported|published|scheduled|expected|due)|(?:financial\s+results|earnings)\s+(?:on|for)\s+release"),
    ("earnings", _W, 5, r"(?:conference|investor|earnings|results)\s+call\b|(?:schedul|host|hold)\w*\s+(?:\S+\s+){0,6}?(?:conference\s+call|earnings\s+call|webcast\s+to\s+(?:review|discuss))"),
    ("conference", _W, 8, r"(?:present(?:ed|ing|ation|ations|s)?|poster|oral|abstract|showcas\w+|participat\w+|exhibit\w*|speak\w*|featured|host\w*)\b[^.;:]{0,110}?(?:conference\b(?!\s+call)|congress|symposium|summit|annual\s+(?:meeting|session)|meeting\b|forum|expo\b|convention|webinar|fireside\s+chat|investor\s+day|virtual\s+event|workshop)|(?:investor|analyst|R&D|capital\s+markets)\s+(?:(?:and|&)\s+\w+\s+)?(?:day|virtual\s+event|event)|fireside\s+chat|(?:late-?breaking|oral|poster)\s+presentation|[Hh]ealthcare\s+conference|(?:present(?:ed|ing|ation)?|data|at)\s+(?:\S+\s+){0,6}?(?-i:ASH|ASCO|ESMO|AACR|EHA|SABCS|SITC|ASGCT|CTAD|AAN|CES)\b|\bwill\s+present\s+at\b|(?:presentation|event|webinar|webcast|conference|summit|symposium|meeting|fireside\s+chat)\s+(?:is|will\s+be|are)\s+(?:\w+\s+)?(?:scheduled|set|held|taking|to\s+be)"),
    # deals
    ("deal_payment", _W, 8, r"(?:another|additional|further|remaining|second|final|first|next)\s+(?:payment|instal+ment|US)?\s?(?:of\s+)?(?:US|C)?[$€£]\s?[\d.,]+\s*(?:million|billion|M|B)?|milestone\s+payments?|(?:receive|pay|payment\s+of|payable)\s+(?:\S+\s+){0,3}?[$€£]\s?[\d.,]+|up-?front\s+payment|instal+ment\s+payment"),
    ("lock_up", _S, 9, r"lock-?\s?up\s+(?:\S+\s+){0,4}?(?:expir\w+|period|agreement|release|end\w*)|lock-?up\b"),
    ("offering_close", _W, 9, rf"{_OFFERING}\b{_WIDE}{_CLOSE}|(?:clos(?:e|ing)|complet\w+)\s+(?:of\s+)?(?:\S+\s+){{0,4}}?{_OFFERING}"),
    ("deal_close", _W, 7, rf"{_DEAL}\b{_GAP}{_CLOSE}|\b(?:merger|acquisition|transaction|business\s+combination|takeover|divestiture)\b{_WIDE}(?:expected|anticipated|on\s+track|scheduled)\s+to\s+(?:\w+\s+)?(?:close|complete|finali[sz]e|be\s+(?:completed|closed|finali[sz]ed))|(?:targeted|expected|anticipated|planned)\s+clos(?:e|ing)\b|{_CLOSE}\s+(?:of\s+)?(?:\S+\s+){{0,4}}?{_DEAL}|(?:first|initial|final|second)\s+closing|closing\s+(?:of|is|was|remains|expected|anticipated|date|to\s+occur)|(?:expected|anticipated|scheduled|targeted|on\s+track)\s+to\s+(?:\w+\s+)?(?:close|finali[sz]e|be\s+(?:closed|consummated|finali[sz]ed))\b|(?:close|complete|finali[sz]e)\s+(?:the\s+)?(?:previously\s+announced\s+)?{_DEAL}|{_DEAL}\b{_NEAR}(?:signed|executed)"),
    ("vote", _W, 8, r"(?:share|stock|unit)holders?['’]?\s+(?:\S+\s+){0,5}?vot\w+|(?:share|stock|unit)holder\s+vote|vote\s+(?:on|to\s+approve)|proxy\s+(?:vote|contest)"),
    ("shareholder_meeting", _W, 9, r"(?:annual|special|extraordinary)\s+(?:and\s+special\s+)?(?:general\s+)?meeting\s+of\s+(?:(?:its|the|our)\s+)?(?:share|stock|unit)holders|(?:share|stock|unit)holders?['’]?s?\s+meeting|(?:annual|extraordinary)\s+general\s+meeting|special\s+meeting\b|(?-i:\b(?:AGM|EGM|AGSM)\b)|court\s+meeting"),
    ("index_change", _W, 9, r"(?:add(?:ed|ition)?|join(?:s|ed|ing)?|inclu(?:ded|sion)|remov(?:ed|al)|delet(?:ed|ion)|mov(?:e|ing)|effective|entry)\b[^.;:]{0,70}?(?:Russell|S&P|MSCI|Nasdaq-?100|NASDAQ-?100|FTSE|Dow\s+Jones|index(?:es)?\b|indices)|(?:Russell|S&P|MSCI|FTSE|Nasdaq-?100)\s+(?:\S+\s+){0,3}?(?:reconstitution|rebalanc\w+|inclusion)|index\s+(?:rebalanc\w+|inclusion|reconstitution)"),
    ("dividend", _W, 9, r"ex-?\s?dividend|record\s+date|(?:dividend|distribution)s?\b[^.;:]{0,110}?(?:payable|paid|pay(?:ment)?|of\s+record|record)|(?:payable|paid|payment)\s+(?:date\s+)?[^.;:]{0,50}?(?:dividend|(?:share|stock|unit)holders\s+of\s+record)|(?:share|stock|unit)holders\s+of\s+record|dividends?\b"),
    ("spin_off", _W, 9, r"spin(?:ning)?[- ]?(?:off|out)s?\b|(?:planned|proposed|tax-free)\s+(?:separation|demerger)|demerger|separat\w+\s+(?:\S+\s+){0,4}?into\s+(?:two|three|an?\s+independent|a\s+separate)"),
    # products, plants, mines
    ("product_launch", _W, 6, r"\b(?:be|become)\s+(?:\w+\s+)?available\b|(?:commercial|product|market|U\.?S\.?|global|public|full|nationwide|European|retail|soft|beta|initial|official|planned|targeted)\s+(?:product\s+)?(?:launch\w*|roll-?\s?out|availability|release|introduction|entry|debut)|(?:launch|introduc|unveil|releas|debut|roll\w*\s+out|commerciali[sz]|bring|market)\w*\s+(?:of\s+)?(?:\S+\s+){0,6}?(?:product|platform|app\b|model|line|service|device|system|version|technology|solution|software|brand|drug|therapy|treatment|suite|kit|game|feature|chip|application|products|pillows?|mask|token|marketplace|website|store)\w*|(?:launch|roll-?out)\w*\b|commerciali[sz]ation|market\s+entry|(?:go(?:es|ing)?|be)\s+live\b|to\s+market\b|hit\s+(?:the\s+)?(?:shelves|market)|on\s+sale\b|first\s+commercial\s+sales?|commercial(?:ly)?\s+(?:sales|availab\w+)|availability\b"),
    ("production", _W, 8, r"(?:scheduled|slated|planned|targeted|ready)\s+for\s+(?:\w+\s+)?production|production\b[^.;:,]{0,60}?(?:is|are)\s+(?:expected|scheduled|anticipated|targeted|planned|slated)\s+to\s+(?:start|begin|commence|resume)|(?:restart|re-start|launch|reopen)\w*\s+(?:\S+\s+){0,9}?(?:production|mill|mine|smelter|refinery)\b|(?:first|commercial|initial|full(?:-scale)?|start\s+of|gold|lithium|copper|silver|oil|gas|methanol|serial|series|mass|volume)\s+(?:\S+\s+){0,3}?(?:production|manufactur\w+|pour|ore|oil\b)|(?:begin|start|commenc|restart|resum|initiat|ramp)\w*\s+(?:of\s+|up\s+|up\s+of\s+)?(?:\S+\s+){0,4}?(?:production|producing|manufactur\w+|mining|operations|blasting|processing|refining)|production\s+(?:start|restart|ramp|commenc\w+|begin\w*|is\s+(?:expected|anticipated|scheduled|targeted|planned)|expected|anticipated|targeted|scheduled|slated|decision)|produc(?:e|ing)\s+[\d,]+"),
    ("capacity", _W, 6, r"(?:complet|finish)\w*\s+(?:\S+\s+){0,4}?(?:facility|plant|construction|expansion|installation|build-?out|upgrad\w+)|installation\b(?=[^.;:,]{0,20}(?:planned|expected|scheduled|targeted))|(?:full|commercial)\s+operations?\b|into\s+construction|(?:come|coming|brought|bring|go)\s+(?:\S+\s+){0,2}?online|(?:fully\s+)?(?:operational|commission(?:ed|ing)|energi[sz]ed|installed|activated)|(?:production|manufacturing|generating|mining|refining|annual|nameplate|data\s+center)\s+capacity|capacity\s+(?:expan\w+|of|to|increase)|(?:double|triple|expand|increas|add)\w*\s+(?:\S+\s+){0,3}?capacity|(?:facility|plant|mill|factory|campus|mine|project|data\s+cent(?:er|re)|fab|unit|site|pipeline|station)s?\b[^.;:]{0,50}?(?:complet\w+|commission\w*|operational|open(?:s|ing|ed)?\b|start\s?-?up|online|mechanical\s+completion|construction)|(?:over|than|to|of|about|approximately|add|adding|deploy|deploying|install|installing)\s+[\d,.]+\s*(?:units|MW|GW|EH/s|exahash|dairies|stores|locations|megawatts|gigawatts|miners|satellites|tonnes|TPD)|construction,?\s+(?:\S+\s+){0,5}?(?:start|begin|complet|commenc)\w*|(?:begin|start|commence|complete)\s+construction|start[- ]?up\b|[\d,]+\s+(?:new-generation\s+)?(?:units|miners)"),
    ("delivery", _W, 7, r"(?:scheduled|slated|ready)\s+for\s+(?:shipment|delivery)|(?:begin|start|commenc|complet|expect)\w*\s+(?:\w+\s+){0,3}?(?:deliver(?:y|ies|ing)|ship(?:ping|ments?|s)?)\b|(?:first|initial|customer|vehicle)\s+(?:\w+\s+){0,2}?(?:deliver(?:y|ies)|shipments?)|(?:deliver(?:y|ies)|shipments?)\b[^.;:]{0,120}?(?:begin\w*|start\w*|expected|scheduled|commenc\w+|anticipated|complet\w+|into)|\bbe\s+(?:\w+\s+)?(?:delivered|shipped)\b|(?:to|will)\s+(?:deliver|ship)\s+(?:the|its|our|their|an?|first|initial|up)\b"),
    ("survey", _W, 9, r"seismic\s+(?:data|survey|program)"),
    ("survey", _W, 7, r"\bdrilling\b[^.;:,]{0,60}?(?:expected|anticipated|scheduled|planned|slated)\b|(?:scheduled|slated|planned)\s+for\s+drilling|(?:surveys?\b|(?:drill(?:ing)?|exploration|field|sampling|geophysical|work)\s+(?:program(?:me)?|campaign|season|holes?)s?|seismic\s+(?:data|survey|program)|(?:begin|start|commenc|resum)\w*\s+(?:\S+\s+){0,3}?drilling|drilling\s+(?:will|to|is|expected|scheduled|planned|begin\w*|start\w*|commenc\w+)|maiden\s+drill\w*|bulk\s+sampl\w+)"),
    ("study_publication", _W, 8, r"(?:pre-?)?(?:feasibility|scoping)\s+stud(?:y|ies)|(?-i:\b(?:DFS|PEA|BFS)\b)|preliminary\s+economic\s+assessment|(?:mineral\s+)?resource\s+(?:estimate|update)|maiden\s+(?:\S+\s+){0,2}?resource|technical\s+report|(?:peer-?reviewed|journal|study)\s+publication|(?:publish|publication)\w*\s+(?:\S+\s+){0,6}?(?:journal|paper|study|manuscript|peer)"),
    ("permit", _W, 7, r"\b(?:permit(?:s|ting)?|(?<!per\s)licen[cs](?:e|es|ing)|certifications?|zoning|environmental\s+approval|record\s+of\s+decision|CE\s+mark(?:ing)?)\b|(?:regulatory|government|FERC|FCC|court|antitrust|CFIUS|PUC|LCFS|pathway|environmental|building|final)\s+(?:\S+\s+){0,2}?(?:approvals?|clearance|decision|ruling|certification)|(?:issuance|grant)\s+of\s+(?:the\s+|a\s+)?(?:patent|permit|licen[cs]e)|final\s+investment\s+decision|(?-i:\bFID\b)|hearing\b"),
    ("macro", _S, 9, r"(?-i:\bFOMC\b)|(?-i:Fed|ECB|BoE|BOJ)(?:['’]s)?\s+(?:\w+\s+){0,3}?(?:meeting|decision|rate|policy)|(?:Federal\s+Reserve|Bank\s+of\s+(?:England|Japan|Canada)|central\s+bank)(?:['’]s)?\s+(?:\w+\s+){0,3}?(?:meeting|decision|rate|policy)|(?-i:\b(?:CPI|PPI|PCE)\b)|nonfarm\s+payrolls?|payrolls|jobs\s+report|consumer\s+price|rate\s+decision|\bGDP\b\s+(?:report|data|estimate|release)|OPEC\+?\s+meeting|Jackson\s+Hole"),
    # what claims a window for nothing
    (None, _S, 10, r"\b(?:market|industry|sector|spending|demand|consumption|segment|economy|space)\b[^.;]{0,160}?(?:(?:reach|grow|surpass|exceed|hit|expand|ris|climb|increas|doubl|generat|top|total|be\s+worth|be\s+valued)\w*)|\bCAGR\b|compound\s+annual\s+growth|(?:reach|grow|surpass|exceed|hit|expand|climb|swell|balloon)\w*\s+(?:\S+\s+){0,6}?(?:US|USD|C)?\s?[$€£]\s?[\d.,]+\s*(?:billion|trillion|million|bn|tn)|(?:billion|trillion)\s+(?:\w+\s+){0,4}?(?:market|industry|opportunity)|valued\s+at|worth\s+(?:\S+\s+){0,3}[$€£]|\b(?:projected|forecast(?:ed)?|estimated)\s+to\s+(?:more\s+than\s+)?(?:reach|grow|double|surge|jump|swell|soar|approach|surpass|exceed|expand|rise|increase|hit|climb|total)"),
    (None, _S, 9, r"\b(?:production|output)\s+(?:\w+\s+){0,3}?to\s+(?:rise|grow|increase|reach|climb)|fund\w*\s+(?:\S+\s+){0,4}?operations|sufficient\s+(?:cash|capital|to)|runway|trading\b[^.;:]{0,60}?(?:resume|commence|begin)|(?:resum|begin|commenc|start)\w*\s+trading|reverse\s+(?:stock|share)\s+split|split-adjusted|up-?list\w*|no\s+advisory\s+committee|compliance"),
    (None, _S, 8, r"price\s+(?:target|objective)|target\s+price|\bPT\s+of|upside\s+(?:potential\s+)?of|fair\s+value"),
    (None, _W, 7, r"\b(?:revenues?|sales|EBITDA|EPS|earnings\s+per\s+share|margins?|cap(?:ital\s+)?ex(?:penditures?)?|CapEx|cash\s+flows?|free\s+cash|profitab\w+|break-?even|guidance|run[- ]rate|operating\s+(?:expenses|costs|income)|net\s+(?:income|loss)|backlog|occupancy|bookings|same-store|growth|net\s+debt|AISC|GEOs?|production\s+guidance|runway|dilut\w+|cost\s+savings|synergies|tax\s+rate|head\s?count|outlook|momentum|recovery|rebound|expense\w*|pricing|demand|inflation|usage|volumes?|utili[sz]ation|turnover|profits?|deposits|loan\s+growth|book\s+value|cash\s+(?:position|balance|and\s+cash)|warrants?|expir(?:e|es|ing|ation))\b"),
    (None, _W, 6, r"\b(?:goal|vision|ambition|commitment|pledge|net[- ]zero|emissions?)\b|agreement\s+(?:runs|lasts|extends|expires)|\bleases?\b|\bmatur(?:e|es|ity|ing)\b|contract\s+(?:starting|through|until)|term\s+of|covenant|extend\w*\s+(?:its\s+)?(?:cash\s+)?runway|patents?\s+(?:\S+\s+){0,4}?(?:expir|through|until|protection)|exclusivity"),
    (None, _S, 9, r"Form\s+(?:10-?[KQ]|20-?F|8-?K|S-?\d|F-?\d|40-?F|6-?K)|annual\s+report|risk\s+factors|forward-looking|prospectus|registration\s+statement|copyright|©|SEDAR|management['’]s\s+discussion|shelf"),
)  # fmt: skip


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_COMPILED = tuple((kind, sure, strength, _compile(pattern)) for kind, sure, strength, pattern in _TABLE)

DUE = re.compile(
    r"(?<!-)\b(?:expect\w*|anticipat\w+|plan(?:s|ned|ning)?\b|schedul\w+|will\b|slated|target(?:s|ed|ing)?\b|aim(?:s|ed|ing)?\b|inten(?:d|t)\w*|"
    r"on\s+(?:track|schedule|pace)|set\s+(?:to|for)|due\b|hop(?:e|es|ing)\s+to|guid(?:e|es|ed|ing|ance)\b|project(?:s|ed|ing)\b|forecast\w*|upcoming|forthcoming|look\w*\s+forward|"
    r"should\b|could\b|would\b|may\b|might\b|potential\w*|seek(?:s|ing)?\b|prepar\w+\s+(?:to|for)|poised|to\s+(?:report|host|present|announce|close|launch|begin|commence|"
    r"initiate|submit|release|complete|start|join|discuss|file|hold|participate|be|ship|follow|provide|occur|take|publish|read)\b|estimat\w+|likely|positioned|progress\w+\s+toward|"
    r"remain\w*\s+on|subject\s+to|pending|ready\s+to|toward|advancing|support\w*|payable|effective|later\s+this|(?:is|are)\s+(?:launching|starting|beginning|commencing|hosting|presenting)|begins?\b|starts?\b|continu\w+\s+to|next\s+milestone|milestones?|catalysts?|eyes?\b|follow(?:ed)?\s+by|commit\w*\s+to)",
)
"""Words that look ahead."""

PAST = re.compile(
    r"(?<!\bbe )(?<!\bbeing )\b(?:was|were|had|has\s+been|have\s+been|received|announced|completed|reported|achieved|entered|dosed|approved|granted|"
    r"closed|launched|signed|acquired|raised|issued|presented|published|declared|sold|filed|submitted|initiated|began|started|"
    r"released|delivered|recorded|ended|increased|decreased|grew|rose|fell|declined|showed|demonstrated|met|resulted|paid|"
    r"opened|resumed|conducted|continued|remained|commenced|became|came|went|led|used|shared|delayed|appeared|attended|spent|filled|reached|hit|ran|saw|appointed|joined|won|secured|established|expanded|generated|held|hosted|marked|took|made|said|noted|highlighted)\b"
)
"""Verbs that look back."""


def cues(sentence: str) -> list[Cue]:
    """Every cue of a sentence; where two overlap the stronger stays, then the longer."""
    found = sorted(_all(sentence), key=lambda cue: (-cue.strength, cue.start - cue.end))
    kept: list[Cue] = []
    for cue in found:
        if not any(cue.start < other.end and other.start < cue.end and _rivals(cue, other) for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)


def _rivals(cue: Cue, other: Cue) -> bool:
    """Overlapping cues exclude each other, unless one spans far more than the other (a long frame around a short cue)."""
    return True


def _all(sentence: str) -> Iterator[Cue]:
    for kind, sure, strength, pattern in _COMPILED:
        for found in pattern.finditer(sentence):
            yield Cue(kind, found.start(), found.end(), sure, strength)
