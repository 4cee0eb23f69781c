"""
The words that say what a dated sentence is about: one table of cues (facts/catalysts.md, 5).

A cue is a noun or verb phrase that names a kind. Some cues say that something is due by themselves ("PDUFA date");
others need a word of the future beside them ("data", "results"). Cues without a kind compete for a window like any other
and win it for nothing: market sizes, guidance, price targets.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass


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
    r"set\s+(?:to|for)|to\s+be\s+(?:released|reported|announced|presented|published|shared)|to\s+follow|remain|planned|"
    r"readout|estimated|likely|pending|forthcoming|upcoming)"
)
_GAP = r"[^.;:]{0,70}?"
_NEAR = r"[^.;:,]{0,40}?"
_WIDE = r"[^;:]{0,150}?"
_APPLICATION = (
    r"(?:(?-i:\b(?:s?NDAs?|s?BLAs?|e?MAAs?|INDs?|A?NDAs?|CTAs?|PMAs?|IDEs?|HDEs?|EUAs?|JNDA|NDS)\b)|"
    r"510\(k\)s?|De\s+Novo|"
    r"(?:new\s+drug|biologics?\s+licens\w+|marketing\s+authori[sz]ation|investigational\s+new\s+drug|clinical\s+trial|"
    r"premarket\s+approval|pre-market\s+approval|regulatory|abbreviated\s+new\s+drug|orphan\s+drug|fast\s+track|"
    r"breakthrough\s+therapy|accelerated\s+approval|marketing)\s+(?:application|submission|filing)s?)"
)
_TRIAL = (
    r"(?:clinical\s+(?:trial|study|studies|trials|evaluation|development|program)|"
    r"Phase\s+(?:[1-4]|I{1,3}V?)[abAB]?(?:\s?/\s?(?:[1-4]|I{1,3})[abAB]?)?|"
    r"trials?\b|stud(?:y|ies)\b|pivotal|registrational|first[- ]in[- ]human|cohorts?\b|arms?\b|dosing|"
    r"patient\s+enrol+ment|the\s+clinic\b|enrol+ment|"
    r"enrol+ing|recruitment|recruiting|human\s+testing)"
)
_DATA = (
    r"(?:(?<!seismic\s)(?<!survey\s)data(?![- ](?:collection|room|cent(?:er|re)s?|analytics|storage|"
    r"platform|process\w+|network|mining|privacy|moneti\w+|retail|lake|science|driven))|"
    r"results\b|assays\b|read-?outs?|findings|analys[ie]s|outcomes?)"
)
_RESULTS = (
    r"(?:(?:financial|operating|fiscal|quarterly|annual|earnings|full[- ]year|year[- ]end|quarter|"
    r"half[- ]year|production\s+and\s+financial)\s+"
    r"(?:and\s+operating\s+)?results?|earnings|(?:(?:\w+-)?quarter|Q[1-4]|[1-4]Q(?:\d\d)?|year|half|FY\d*|"
    r"20\d\d)\s+(?:\S+\s+){0,4}?results|"
    r"(?:its|the\s+company['’]s)\s+results)"
)
_DEAL = (
    r"(?:transactions?|merger|acquisition|deal|business\s+combination|divestiture|sale|purchase|takeover|"
    r"combination|closing|tender\s+offer|buyout|amalgamation|arrangement|agreement|disposition)"
)
_CLOSE = r"(?:clos(?:e[sd]?|ing)\b|complet(?:e[sd]?|ion|ing)\b|consummat\w+|finali[sz]\w+|conclude\w*)"
_OFFERING = (
    r"(?:offering|private\s+placement|registered\s+direct|placement|financing|public\s+offering|tranche|PIPE|"
    r"rights\s+issue|debentures?|notes?)"
)
_START = (
    r"(?:initiat\w+|start\w*|begin\w*|commenc\w+|launch\w*|enter\w*|open(?:ing)?\b|advanc\w+|dose\b|dosing|"
    r"kick\w*\s+off|mov\w+\s+into|activat\w+)"
)
_VERB_REPORT = (
    r"(?:report|releas|announc|publish|issu|post|provid|host|hold|discuss|present|disclos|shar|fil|schedul)\w*"
)
_S, _W = True, False
_TABLE: tuple[tuple[str | None, bool, int, str, str], ...] = (
    # regulators
    ("pdufa", _S, 9, "pdufa bsufa action goal",
     r"(?-i:PDUFA|BsUFA)|target\s+action\s+date|(?:FDA|user[- ]fee)\s+(?:goal|action|target)\s+date|goal\s+date"),
    ("pdufa", _W, 7, "decision action ruling verdict opinion clearance",
     r"(?:(?-i:FDA|EMA|EC|MHRA|PMDA|CHMP)|European\s+Commission|approval|"
     r"agency)(?:['’]s)?\s+(?:\w+\s+)?(?:decision|action|ruling|verdict|opinion)|(?:FDA|510\(k\)|"
     r"EMA)\s+(?:\w+\s+)?clearance"),
    ("pdufa", _W, 5, "approv decision",
     r"(?:(?-i:FDA|EMA|EC|MHRA|NDA|BLA)|marketing|full|accelerated|potential|conditional|drug|"
     rf"product)\s+approvals?\b{_NEAR}{_DUE}|(?:expect|anticipat|potential|possible|"
     r"decide\s+on)\w*\s+(?:\S+\s+){0,4}?approval\b|(?:FDA|EMA)\s+(?:accelerated\s+|"
     r"full\s+)?approval\s+(?:of|for|in|by)|decision\s+(?:from|by)\s+(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|EMA|European|agency|regulators?)|decision\s+(?:is\s+)?(?:expected|anticipated|due)|(?:could|may|"
     r"will|be|expected\s+to\s+be)\s+(?:be\s+)?approved\b|\bdecide\s+(?:on\s+)?whether\s+to\s+approve"),
    ("pdufa", _W, 5, "decision opinion ruling approval",
     r"\b(?:issue|render|make|reach|announce|deliver|rule)\w*\s+(?:(?:its|a|the)\s+)?(?:final\s+)?(?:decision|opinion|ruling)|"
     rf"\bapprovals?\b{_NEAR}{_DUE}|\bopinion\s+(?:is\s+)?(?:expected|anticipated)"),
    ("adcomm", _S, 9, "advisory adcom odac vrbpac pcnsdac",
     r"advisory\s+committee(?:\s+meeting)?|\badcomm?\b|(?-i:ODAC|VRBPAC|PCNSDAC)|advisory\s+panel"),
    ("nda_acceptance", _W, 8, "accept day-74 day 74",
     r"(?:decide|decision|determination|notification|action)\s+on\s+(?:the\s+)?(?:filing\s+)?acceptance|"
     r"(?:filing|application)\s+acceptance|acceptance\s+(?:of|for)\s+(?:(?:the|its|our|"
     rf"an?)\s+)?(?:\w+\s+){{0,3}}?(?:filing|review|{_APPLICATION})|Day[- ]74|{_APPLICATION}\s+acceptance|"
     r"accept\w*\s+(?:the\s+)?(?:filing|application)\s+for\s+(?:review|filing)|acceptance\b(?=\s+(?:by|in|"
     r"decision|expected|letter))"),
    ("submission", _W, 7, "submi fil nda bla ind applica maa",
     rf"(?:re-?)?(?:submit|submission|submitting|fil(?:e|ing)s?)\b{_GAP}{_APPLICATION}|"
     rf"{_APPLICATION}{_NEAR}\b(?:re-?)?(?:submi\w+|fil(?:ed?|ing|ings)\b)|(?:submit|file|filing|"
     r"submission)\w*\s+(?:\w+\s+){0,2}for\s+(?:\w+\s+){0,2}(?:approval|clearance|authori[sz]ation|"
     r"registration)|(?:rolling|regulatory|FDA|EMA|MHRA|marketing|"
     r"harmoni[sz]ed)\s+(?:\S+\s+){0,3}?(?:re-?)?(?:submissions?|filings?)|(?:re)submission|(?:planned|"
     rf"potential|future|anticipated|first)\s+{_APPLICATION}(?:\s+application)?|(?:submit|submission|"
     rf"submitting)\w*{_NEAR}(?:to|with)\s+(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|EMA|MHRA|Food\s+and\s+Drug|"
     r"Health\s+Canada|regulators)|submit\w*\s+(?:its|the|an?)\s+(?:\w+\s+){0,2}(?:findings|application|"
     rf"package|dossier)|\bapplications?\b[^.;:]{{0,50}}?\b(?:submitted|filed)|\bfilings?\s+(?:is\s+|are\s+|"
     r"was\s+)?(?:expected|anticipated|planned|targeted|slated)|\b(?:file|filing)\s+(?:an?|its|the|"
     rf"our)\s+{_APPLICATION}|{_APPLICATION}\s+(?:application|package)"),
    ("submission", _W, 7, "seek apply nda bla maa ind applica",
     r"\bseek(?:s|ing)?\s+(?:\w+\s+){0,3}(?:approval|clearance|authori[sz]ation)|\bapply\s+for\s+(?:\w+\s+){0,3}(?:approval|clearance)|"
     rf"{_APPLICATION}\s+(?:(?:is|are|remains?)\s+)?(?:\w+\s+){{0,2}}?(?:planned|expected|anticipated|on\s+track|targeted|slated)\b(?!\s+to\s+be\s+accepted)"),
    ("fda_meeting", _W, 8,
     "meeting interaction feedback consult minutes discussion meet engage align eop end-of-phase end "
     "of phase",
     r"(?:FDA|EMA|regulatory|MHRA|PMDA|agency|Type\s+[A-D]|pre-?(?:NDA|BLA|IND|submission)|"
     r"end[- ]of[- ]phase[- ](?:[1-3]|I{1,3})|EOP\s?[1-3]|scientific\s+advice|"
     r"Pre-?Sub)\b[^.;:,]{0,30}?(?:meetings?|interactions?|feedback|consultations?|minutes|discussions?)|"
     r"(?:meet(?:ing)?s?|engage|align\w*)\s+(?:\w+\s+){0,2}?with\s+(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|EMA|"
     r"regulators|Food)|(?:EOP2|end[- ]of[- ]phase\s+2)"),
    # data
    ("data_topline", _W, 9, "top-line topline top line",
     rf"[Tt]op-?\s?line(?:\s+(?:\w+\s+){{0,3}}?{_DATA})?"),
    ("data_interim", _W, 9, "interim futility",
     rf"interim\s+(?:\S+\s+){{0,4}}?(?:{_DATA}|read(?:out)?s?\b|look|report|update)|"
     r"interim\s+(?-i:[A-Z]{2,5})\b|interim\s+(?:futility|efficacy|safety)|futility\s+(?:analysis|look)"),
    ("data_primary", _W, 8, "primary final",
     rf"primary\s+(?:\S+\s+){{0,4}}?{_DATA}|primary\s+(?:end\s?point|(?-i:[A-Z]{{2,5}})\b|efficacy|analysis)|"
     rf"final\s+(?:overall\s+survival|OS)\s+(?:{_DATA})?"),
    ("primary_completion", _W, 9, "completion",
     r"primary\s+completion|study\s+completion\s+date"),
    ("data_update", _W, 8, "data update readout read-out results efficacy",
     r"(?:updated|follow-?up|longer[- ]term|additional|further|new|more|mature|"
     r"extended)\s+(?:\S+\s+){0,5}?(?:data(?![- ]cent)|read-?outs?|clinical\s+results|safety\s+and\s+efficacy)\b|"
     r"(?:data|clinical|pipeline|program|study|trial)\s+updates?|updates?\s+(?:on|"
     r"from)\s+(?:\S+\s+){0,4}?(?:trial|study|studies|program|Phase|cohort|data|pipeline)"),
    ("data_readout", _S, 7, "read",
     r"(?:data|trial|study|clinical|Phase\s+\S+)\s+read-?outs?|read-?outs?\b|reads?\s+out\b"),
    ("data_readout", _W, 4, "data results assay findings analys outcomes read",
     rf"(?<!financial\s)(?<!market\s)(?<!quarterly\s)(?<!operating\s){_DATA}\b(?:[^.;:,]{{0,90}}?|"
     rf",\s+(?:which\s+(?:is|are)\s+)?){_DUE}|(?:expect|"
     rf"anticipat)\w*\s+(?:\S+\s+){{0,5}}?{_DATA}\b(?!\s+(?:of\s+operations|"
     r"for\s+the\s+(?:\w+\s+)?(?:quarter|year|half)))|(?:report|announce|releas|shar|disclos|"
     rf"present)\w*\s+(?:\S+\s+){{0,5}}?{_DATA}\b(?!\s+for\s+(?:the|its)\s+(?:\w+\s+){{0,2}}(?:quarter|year|"
     r"half))|(?:Phase\s+\S+|clinical|trial|study|safety|efficacy|assay|drill|preliminary|initial|final|"
     r"final\s+study|exploration|test|laboratory|first[- ]in[- ]human|pivotal|proof[- ]of[- ]concept|PoC|"
     r"biomarker|dose[- ]escalation|survival|EFS|PFS|OS|MRD)\s+(?:data|results|findings|analysis)"),
    # trials
    ("trial_start", _W, 7,
     "trial stud phase clinical pivotal registrational first cohort arm dosing enrol recruit human fpi",
     rf"{_START}(?:\s+of)?\b{_GAP}\b{_TRIAL}|{_TRIAL}{_GAP}\b(?:initiat(?:e[sd]?|ion|ing)|to\s+(?:start|"
     r"begin|commence|initiate|launch)|start(?:ing|s)?\b|commenc\w+|begin(?:s|ning)?\b)|"
     rf"{_TRIAL}{_WIDE}\b(?:expected|anticipated|planned|scheduled|projected|set|slated|"
     r"targeted)\s+to\s+(?:\w+\s+)?(?:start|begin|commence|initiate|open|launch|kick\s+off|"
     r"get\s+under\s?way)|first[- ](?:patient|subject|participant|"
     r"volunteer)s?[- ](?:\S+\s+){0,3}?(?:dos\w+|enrol\w+|treated|screened|in\b)|dos(?:e|"
     r"ing)\s+(?:of\s+)?(?:the\s+)?first|(?-i:FPI)\b"),
    ("trial_start", _W, 4, "trial stud phase clinical pivotal registrational cohort arm dosing enrol recruit human",
     rf"{_TRIAL}(?:(?!results|data\b|read-?out|findings|analysis|top-?line)[^.;:,]){{0,40}}?(?:anticipated|"
     r"planned|expected|targeted|slated|scheduled)\b(?!\s+to)"),
    ("enrollment_complete", _W, 9, "enrol accrual recruit randomi last lpi",
     r"(?:complet\w+|finish\w*|conclud\w+|clos\w+|full|finali[sz]\w+|reach\w*\s+(?:full|"
     r"target))\s+(?:of\s+)?(?:\S+\s+){0,4}?(?:enrol+ment|accrual|recruitment|randomi[sz]ation|enrol+ing|"
     r"recruiting|patient\s+(?:enrol+ment|accrual))|(?:enrol+ment|accrual|recruitment|"
     rf"randomi[sz]ation)\b{_GAP}\b(?:complet\w+|finish\w*|conclud\w+|close[ds]?|full)|fully\s+enrol+(?:ed)?|"
     r"last\s+(?:patient|subject|participant)\s+(?:in\b|(?:\w+\s+){0,4}?(?:enrol\w+|randomi[sz]ed))|(?-i:LPI)\b"),
    ("dosing_complete", _W, 8, "dosing treatment last lplv",
     r"(?:complet\w+|finish\w*|conclud\w+)\s+(?:of\s+)?(?:\S+\s+){0,3}?(?:dosing|"
     rf"treatment\b(?!\s+(?:center|facility|plant)))|dosing\b{_WIDE}\b(?:complet\w+|finish\w*|conclud\w+)|"
     r"last\s+(?:patient|subject|participant)(?:['’]s)?\s+(?:last\s+)?(?:visit|dosed|dose|out\b|treated)|"
     r"(?-i:LPLV)\b"),
    # conferences and earnings
    ("earnings", _W, 9, "results earnings call webcast",
     rf"{_VERB_REPORT}\s+(?:\S+\s+){{0,9}}?(?:{_RESULTS})\b(?!\s+(?:of|from)\s+(?:the\s+|its\s+|"
     r"a\s+)?(?:\S+\s+){0,2}(?:Phase|trial|study|drill|analysis))|earnings\s+(?:conference\s+)?(?:call|"
     r"release|report|date|webcast|announcement|results)|results\s+(?:conference\s+)?(?:call|release|"
     r"webcast)|(?:financial|quarter(?:ly)?|year[- ]end|earnings|"
     r"results)\s+(?:\S+\s+){0,2}?(?:conference\s+call|webcast)"),
    ("earnings", _W, 8, "results earnings",
     r"(?:financial|operating|quarterly|annual|year[- ]end|quarter)\s+results\b[^.;:]{0,60}?(?:announced|"
     r"released|reported|published|scheduled|expected|due)|(?:financial\s+results|earnings)\s+(?:on|"
     r"for)\s+release"),
    ("earnings", _W, 5, "call webcast",
     r"(?:conference|investor|earnings|results)\s+call\b|(?:schedul|host|"
     r"hold)\w*\s+(?:\S+\s+){0,6}?(?:conference\s+call|earnings\s+call|webcast\s+to\s+(?:review|discuss))"),
    ("earnings", _W, 7, "report earnings",
     r"\b(?:reports|reporting|to\s+report)\b(?=\s+(?:on|after|before|next)\b)|earnings\s+(?:are|is)\s+(?:due|expected|scheduled)|"
     r"(?:first|second|third|fourth)-quarter\s+(?:results|report|numbers)\s+(?:are|is)\s+(?:due|expected|scheduled)"),
    ("conference", _W, 8,
     "present poster oral abstract showcas participat exhibit speak featured host day event chat "
     "conference ash asco esmo aacr eha sabcs sitc asgct ctad aan ces webinar webcast summit symposium "
     "meeting",
     r"(?:present(?:ed|ing|ation|ations|s)?|poster|oral|abstract|showcas\w+|participat\w+|exhibit\w*|"
     r"speak\w*|featured|host\w*)\b[^.;:]{0,110}?(?:conference\b(?!\s+call)|congress|symposium|summit|"
     r"annual\s+(?:meeting|session)|meeting\b|forum|expo\b|convention|webinar|fireside\s+chat|"
     r"investor\s+day|virtual\s+event|workshop)|(?:investor|analyst|R&D|capital\s+markets)\s+(?:(?:and|"
     r"&)\s+\w+\s+)?(?:day|virtual\s+event|event)|fireside\s+chat|(?:late-?breaking|oral|"
     r"poster)\s+presentation|[Hh]ealthcare\s+conference|(?:present(?:ed|ing|ation)?|data|"
     r"at)\s+(?:\S+\s+){0,6}?(?-i:ASH|ASCO|ESMO|AACR|EHA|SABCS|SITC|ASGCT|CTAD|AAN|CES)\b|"
     r"\bwill\s+present\s+at\b|(?:presentation|event|webinar|webcast|conference|summit|symposium|meeting|"
     r"fireside\s+chat)\s+(?:is|will\s+be|are)\s+(?:\w+\s+)?(?:scheduled|set|held|taking|to\s+be)"),
    # deals
    ("deal_payment", _W, 8, "payment receive pay $ € £ instal",
     r"(?:another|additional|further|remaining|second|final|first|next)\s+(?:payment|instal+ment|"
     r"US)?\s?(?:of\s+)?(?:US|C)?[$€£]\s?[\d.,]+\s*(?:million|billion|M|B)?|milestone\s+payments?|"
     r"(?:receive|pay|payment\s+of|payable)\s+(?:\S+\s+){0,3}?[$€£]\s?[\d.,]+|up-?front\s+payment|"
     r"instal+ment\s+payment"),
    ("spin_off", _W, 6, "separation", r"\b(?:the|planned|proposed|company['’]s)\s+separation\b"
     r"(?!\s+(?:plant|facility|process|anxiety))"),
    ("conference", _W, 6, "presentation", r"(?:deliver|give|host)\w*\s+(?:\S+\s+){0,5}?presentation\b"),
    ("lock_up", _S, 9, "lock",
     r"lock-?\s?up\s+(?:\S+\s+){0,4}?(?:expir\w+|period|agreement|release|end\w*)|lock-?up\b"),
    ("offering_close", _W, 9, "clos complet consummat finali conclude",
     rf"{_OFFERING}\b{_WIDE}{_CLOSE}|(?:clos(?:e|ing)|complet\w+)\s+(?:of\s+)?(?:\S+\s+){{0,4}}?{_OFFERING}"),
    ("deal_close", _W, 4, "closing", r"\bclosing\b(?!\s+(?:price|conditions?|costs?|bell))"),
    ("deal_close", _W, 7, "clos complet consummat finali signed executed",
     rf"{_DEAL}\b{_GAP}{_CLOSE}|\b(?:merger|acquisition|transaction|business\s+combination|takeover|"
     rf"divestiture)\b{_WIDE}(?:expected|anticipated|on\s+track|scheduled)\s+to\s+(?:\w+\s+)?(?:close|"
     r"complete|finali[sz]e|be\s+(?:completed|closed|finali[sz]ed))|(?:targeted|expected|anticipated|"
     rf"planned)\s+clos(?:e|ing)\b|{_CLOSE}\s+(?:of\s+)?(?:\S+\s+){{0,4}}?{_DEAL}|(?:first|initial|final|"
     r"second)\s+closing|closing\s+(?:of|is|was|remains|expected|anticipated|date|to\s+occur)|(?:expected|"
     r"anticipated|scheduled|targeted|on\s+track)\s+to\s+(?:\w+\s+)?(?:close|finali[sz]e|be\s+(?:closed|"
     r"consummated|finali[sz]ed))\b|(?:close|complete|"
     rf"finali[sz]e)\s+(?:the\s+)?(?:previously\s+announced\s+)?{_DEAL}|{_DEAL}\b{_NEAR}(?:signed|executed)"),
    ("vote", _W, 8, "vot proxy",
     r"(?:share|stock|unit)holders?['’]?\s+(?:\S+\s+){0,5}?vot\w+|(?:share|stock|unit)holder\s+vote|"
     r"vote\s+(?:on|to\s+approve)|proxy\s+(?:vote|contest)"),
    ("shareholder_meeting", _W, 9, "meeting agm egm agsm",
     r"(?:annual|special|extraordinary)\s+(?:and\s+special\s+)?(?:general\s+)?meeting\s+of\s+(?:(?:its|the|"
     r"our)\s+)?(?:share|stock|unit)holders|(?:share|stock|unit)holders?['’]?s?\s+meeting|(?:annual|"
     r"extraordinary)\s+general\s+meeting|special\s+meeting\b|(?-i:\b(?:AGM|EGM|AGSM)\b)|court\s+meeting"),
    ("index_change", _W, 9, "russell s&p msci nasdaq ftse dow ind",
     r"(?:add(?:ed|ition)?|replac\w+|join(?:s|ed|ing)?|inclu(?:ded|sion)|remov(?:ed|al)|delet(?:ed|ion)|mov(?:e|ing)|"
     r"effective|entry)\b(?:[^.;:]|\.(?=\s[a-z])){0,70}?(?:Russell|S&P|MSCI|Nasdaq-?100|NASDAQ-?100|FTSE|Dow\s+Jones|"
     r"index(?:es)?\b|indices)|(?:Russell|S&P|MSCI|FTSE|Nasdaq-?100)\s+(?:\S+\s+){0,3}?(?:reconstitution|"
     r"rebalanc\w+|inclusion)|index\s+(?:rebalanc\w+|inclusion|reconstitution)"),
    ("dividend", _W, 9, "dividend record distribution payable",
     r"ex-?\s?dividend|record\s+date|(?:dividend|distribution)s?\b[^.;:]{0,110}?(?:payable|paid|"
     r"pay(?:ment)?|of\s+record|record)|(?:payable|paid|payment)\s+(?:date\s+)?[^.;:]{0,50}?(?:dividend|"
     r"(?:share|stock|unit)holders\s+of\s+record)|(?:share|stock|unit)holders\s+of\s+record|dividends?\b"),
    ("spin_off", _W, 9, "spin separat demerg",
     r"spin(?:ning)?[- ]?(?:off|out)s?\b|(?:planned|proposed|tax-free)\s+(?:separation|demerger)|demerger|"
     r"separat\w+\s+(?:\S+\s+){0,4}?into\s+(?:two|three|an?\s+independent|a\s+separate)"),
    # products, plants, mines
    ("product_launch", _W, 6,
     "launch roll introduc unveil releas debut commerci bring market live shelves sale availab",
     r"\b(?:be|become)\s+(?:\w+\s+)?available\b|(?:commercial|product|market|U\.?S\.?|global|public|full|"
     r"nationwide|European|retail|soft|beta|initial|official|planned|"
     r"targeted)\s+(?:product\s+)?(?:launch\w*|roll-?\s?out|availability|release|introduction|entry|debut)|"
     r"(?:launch|introduc|unveil|releas|debut|roll\w*\s+out|commerciali[sz]|bring|"
     r"market)\w*\s+(?:of\s+)?(?:\S+\s+){0,6}?(?:product|platform|app\b|model|line|service|device|system|"
     r"version|technology|solution|software|brand|drug|therapy|treatment|suite|kit|game|feature|chip|"
     r"application|products|pillows?|mask|token|marketplace|website|store)\w*|(?:launch|roll-?out)\w*\b|"
     r"commerciali[sz]ation|market\s+entry|(?:go(?:es|ing)?|be)\s+live\b|to\s+market\b|"
     r"hit\s+(?:the\s+)?(?:shelves|market)|on\s+sale\b|first\s+commercial\s+sales?|"
     r"commercial(?:ly)?\s+(?:sales|availab\w+)|availability\b"),
    ("product_launch", _W, 6, "sell sale",
     r"\b(?:begin|start|commence)\w*\s+(?:\w+\s+){0,2}?(?:selling|sales)\b|commercial\s+debut"),
    ("production", _W, 8,
     "produc manufactur pour mining operations blasting processing refining ore oil mill mine smelter "
     "refinery",
     r"(?:scheduled|slated|planned|targeted|ready)\s+for\s+(?:\w+\s+)?production|"
     r"production\b[^.;:,]{0,60}?(?:is|are)\s+(?:expected|scheduled|anticipated|targeted|planned|"
     r"slated)\s+to\s+(?:start|begin|commence|resume)|(?:restart|re-start|launch|"
     r"reopen)\w*\s+(?:\S+\s+){0,9}?(?:production|mill|mine|smelter|refinery)\b|(?:first|commercial|initial|"
     r"full(?:-scale)?|start\s+of|gold|lithium|copper|silver|oil|gas|methanol|serial|series|mass|"
     r"volume)\s+(?:\S+\s+){0,3}?(?:production|manufactur\w+|pour|ore|oil\b)|(?:begin|start|commenc|restart|"
     r"resum|initiat|ramp)\w*\s+(?:of\s+|up\s+|up\s+of\s+)?(?:(?!and\b|in\b|\d)\S+\s+){0,4}?(?:production|producing|"
     r"manufactur\w+|mining|operations|blasting|processing|refining)|production\s+(?:start|restart|ramp|"
     r"commenc\w+|begin\w*|is\s+(?:expected|anticipated|scheduled|targeted|planned)|expected|anticipated|"
     r"targeted|scheduled|slated|decision)|produc(?:e|ing)\s+[\d,]+"),
    ("production", _W, 6, "restart resum reopen",
     r"(?:mine|mill|refinery|smelter|plant|reactor|facility|operations?|mining)\b[^.;:,]{0,50}?\b(?:restart\w*|resum\w+|reopen\w*)"),
    ("capacity", _W, 6, "capacity", r"\bcapacity\b(?=[^.;:,]{0,40}?(?:expected|reach|increas|expand))"),
    ("capacity", _W, 2, "expected", r"\bexpected\s+to\s+be\s+(?:completed|operational|installed|commissioned)\b"),
    ("capacity", _W, 6, "ground open",
     r"break(?:ing)?\s+ground|ground-?breaking|\bopen(?:s|ing)?\s+(?:of\s+)?(?:\S+\s+){0,5}?"
     r"(?:facility|plant|factory|store|restaurant|location|campus|centers?|operation|terminal|shredder)s?\b"),
    ("capacity", _W, 6,
     "online operational commission energi install activated capacity construction complet open start- "
     "up startup start up units mw gw eh/s exahash dairies stores locations watts miners satellites "
     "tonnes tpd operations upgrad finish",
     r"(?:complet|finish)\w*\s+(?:\S+\s+){0,4}?(?:facility|plant|construction|expansion|installation|"
     r"build-?out|upgrad\w+)|installation\b(?=[^.;:,]{0,20}(?:planned|expected|scheduled|targeted))|(?:full|"
     r"commercial)\s+operations?\b|into\s+construction|(?:come|coming|brought|bring|"
     r"go)\s+(?:\S+\s+){0,2}?online|(?:fully\s+)?(?:operational|commission(?:ed|ing)|energi[sz]ed|installed|"
     r"activated)|(?:production|manufacturing|generating|mining|refining|annual|nameplate|"
     r"data\s+center)\s+capacity|capacity\s+(?:expan\w+|of|to|increase)|(?:double|triple|expand|increas|"
     r"add)\w*\s+(?:\S+\s+){0,3}?capacity|(?:facility|plant|mill|factory|campus|mine|project|"
     r"data\s+cent(?:er|re)|fab|unit|site|pipeline|station)s?\b[^.;:]{0,50}?(?:complet\w+|commission\w*|"
     r"operational|open(?:s|ing|ed)?\b|start\s?-?up|online|mechanical\s+completion|construction)|(?:over|"
     r"than|to|of|about|approximately|add|adding|deploy|deploying|install|installing)\s+[\d,.]+\s*(?:units|"
     r"MW|GW|EH/s|exahash|dairies|stores|locations|megawatts|gigawatts|miners|satellites|tonnes|TPD)|"
     r"construction,?\s+(?:\S+\s+){0,9}?(?:start|begin|complet|commenc)\w*|(?:begin|start|commence|"
     r"complete)\s+construction|start[- ]?up\b|[\d,]+\s+(?:new-generation\s+)?(?:units|miners)"),
    ("delivery", _W, 7, "deliver ship",
     r"(?:scheduled|slated|ready)\s+for\s+(?:shipment|delivery)|(?:begin|start|commenc|complet|"
     r"expect)\w*\s+(?:\w+\s+){0,3}?(?:deliver(?:y|ies|ing)|ship(?:ping|ments?|s)?)\b|(?:first|initial|"
     r"customer|vehicle)\s+(?:\w+\s+){0,2}?(?:deliver(?:y|ies)|shipments?)|(?:deliver(?:y|ies)|"
     r"shipments?)\b[^.;:]{0,120}?(?:begin\w*|start\w*|expected|scheduled|commenc\w+|anticipated|complet\w+|"
     r"into)|\bbe\s+(?:\w+\s+)?(?:delivered|shipped)\b|(?:to|will)\s+(?:deliver|ship)\s+(?:the|its|our|"
     r"their|an?|first|initial|up)\b"),
    ("survey", _W, 7, "drilling", r"(?:slated|scheduled|planned|expected)\s+for\s+(?:\S+\s+){0,5}?drilling\b"),
    ("survey", _W, 8, "program campaign",
     r"(?:drill\w*|exploration)\s+(?:program(?:me)?|campaign)\b[^.;:,]{0,30}?\b(?:launch|begin|start|commenc)\w*"),
    ("survey", _W, 9, "seismic",
     r"seismic\s+(?:data|survey|program)"),
    ("survey", _W, 7, "survey drill campaign program season sampl hole",
     r"\bdrilling\b[^.;:,]{0,60}?(?:expected|anticipated|scheduled|planned|slated)\b|(?:scheduled|slated|"
     r"planned)\s+for\s+drilling|(?:surveys?\b|(?:drill(?:ing)?|exploration|field|sampling|geophysical|"
     r"work)\s+(?:program(?:me)?|campaign|season|holes?)s?|seismic\s+(?:data|survey|program)|(?:begin|start|"
     r"commenc|resum)\w*\s+(?:\S+\s+){0,3}?drilling|drilling\s+(?:will|to|is|expected|scheduled|planned|"
     r"begin\w*|start\w*|commenc\w+)|maiden\s+drill\w*|bulk\s+sampl\w+)"),
    ("study_publication", _W, 8, "feasibility scoping dfs pea bfs economic assessment resource technical publi",
     r"(?:pre-?)?(?:feasibility|scoping)\s+stud(?:y|ies)|(?-i:\b(?:DFS|PEA|BFS)\b)|"
     r"preliminary\s+economic\s+assessment|(?:mineral\s+)?resource\s+(?:estimate|update)|"
     r"maiden\s+(?:\S+\s+){0,2}?resource|technical\s+report|(?:peer-?reviewed|journal|study)\s+publication|"
     r"(?:publish|publication)\w*\s+(?:\S+\s+){0,6}?(?:journal|paper|study|manuscript|peer)"),
    ("permit", _W, 7,
     "permit licen certific zoning environmental record mark approv clearance decision ruling issuance "
     "grant fid hearing",
     r"\b(?:permit(?:s|ting)?|(?<!per\s)licen[cs](?:e|es|ing)|certifications?|zoning|"
     r"environmental\s+approval|record\s+of\s+decision|CE\s+mark(?:ing)?)\b|(?:regulatory|government|FERC|"
     r"FCC|court|antitrust|CFIUS|PUC|LCFS|pathway|environmental|building|"
     r"final)\s+(?:\S+\s+){0,2}?(?:approvals?|clearance|decision|ruling|certification)|(?:issuance|"
     r"grant)\s+of\s+(?:the\s+|a\s+)?(?:patent|permit|licen[cs]e)|final\s+investment\s+decision|"
     r"(?-i:\bFID\b)|hearing\b"),
    ("macro", _S, 9, "fomc cpi ppi pce payroll jobs inflation retail consumer gdp opec jackson",
     r"(?-i:\bFOMC\b)|(?-i:\b(?:CPI|PPI|PCE)\b)(?:\s+(?:data|report|release|print|reading|inflation))*|"
     r"nonfarm\s+payrolls?(?:\s+report)?|jobs\s+(?:report|data)|(?:inflation|retail\s+sales)\s+(?:data|report)|consumer\s+price\s+(?:index|report|data)|"
     r"\bGDP\b\s+(?:report|data|estimate|release)|OPEC\+?\s+meeting|Jackson\s+Hole"),
    ("macro", _W, 8, "fed ecb boe boj bank rate",
     r"(?:(?-i:\b(?:Fed|ECB|BoE|BOJ)\b)|Federal\s+Reserve|Bank\s+of\s+(?:England|Japan|Canada)|"
     r"central\s+bank)(?:['’]s)?\s+(?:\w+\s+){0,3}?(?:meets?\b|meeting|(?:rate\s+)?decision|policy\s+meeting)|rate\s+decision"),
    # what claims a window for nothing
    (None, _S, 10,
     "market industry sector spending demand consumption segment economy space cagr compound reach "
     "grow surpass exceed hit expand climb swell balloon billion trillion valued worth projected "
     "forecast estimated",
     r"\b(?:market|industry|sector|spending|demand|consumption|segment|economy|"
     r"space)\b[^.;]{0,160}?(?:(?:reach|grow|surpass|exceed|hit|expand|ris|climb|increas|doubl|generat|top|"
     r"total|be\s+worth|be\s+valued)\w*)|\bCAGR\b|compound\s+annual\s+growth|(?:reach|grow|surpass|exceed|"
     r"hit|expand|climb|swell|balloon)\w*\s+(?:\S+\s+){0,6}?(?:US|USD|C)?\s?[$€£]\s?[\d.,]+\s*(?:billion|"
     r"trillion|million|bn|tn)|(?:billion|trillion)\s+(?:\w+\s+){0,4}?(?:market|industry|opportunity)|"
     r"worth\s+(?:\S+\s+){0,3}[$€£]|\b(?:projected|forecast(?:ed)?|"
     r"estimated)\s+to\s+(?:more\s+than\s+)?(?:reach|grow|double|surge|jump|swell|soar|approach|surpass|"
     r"exceed|expand|rise|increase|hit|climb|total)"),
    (None, _S, 9,
     "production output operations sufficient runway trading split list advisory compliance form "
     "report risk forward prospectus registration copyright © sedar discussion shelf",
     r"\b(?:production|output)\s+(?:\w+\s+){0,3}?to\s+(?:rise|grow|increase|reach|climb)|"
     r"fund\w*\s+(?:\S+\s+){0,4}?operations|sufficient\s+(?:cash|capital|to)|runway|"
     r"trading\b[^.;:]{0,60}?(?:resume|commence|begin)|(?:resum|begin|commenc|start)\w*\s+trading|"
     r"reverse\s+(?:stock|share)\s+split|split-adjusted|up-?list\w*|no\s+advisory\s+committee|compliance"),
    (None, _S, 9, "replay recording archived available",
     r"\b(?:replay|recording|archived\s+webcast)\b|available\s+(?:until|through)\b"),
    (None, _W, 6, "complete conclude end finish",
     r"(?:trial|study)\b[^.;:,]{0,40}?(?:expected|anticipated|scheduled|slated)\s+to\s+(?:complete|conclude|end|finish)\b(?!\s+(?:\w+\s+)?enrol)"),
    (None, _S, 8, "price target pt upside fair",
     r"price\s+(?:target|objective)|target\s+price|\bPT\s+of|upside\s+(?:potential\s+)?of|fair\s+value"),
    (None, _W, 7, "",
     r"\b(?:revenues?|sales|EBITDA|EPS|earnings\s+per\s+share|margins?|cap(?:ital\s+)?ex(?:penditures?)?|"
     r"CapEx|cash\s+flows?|free\s+cash|profitab\w+|break-?even|guidance|run[- ]rate|operating\s+(?:expenses|"
     r"costs|income)|net\s+(?:income|loss)|backlog|occupancy|bookings|same-store|growth|net\s+debt|AISC|"
     r"GEOs?|production\s+guidance|runway|dilut\w+|cost\s+savings|synergies|tax\s+rate|head\s?count|outlook|"
     r"momentum|recovery|rebound|expense\w*|pricing|demand|inflation|usage|volumes?|utili[sz]ation|turnover|"
     r"profits?|deposits|loan\s+growth|book\s+value|cash\s+(?:position|balance|and\s+cash)|warrants?|"
     r"expir(?:e|es|ing|ation))\b"),
    (None, _W, 6, "",
     r"\b(?:goal|vision|ambition|commitment|pledge|net[- ]zero|emissions?)\b|agreement\s+(?:runs|lasts|"
     r"extends|expires)|\bleases?\b|\bmatur(?:e|es|ity|ing)\b|contract\s+(?:starting|through|until)|"
     r"term\s+of|covenant|extend\w*\s+(?:its\s+)?(?:cash\s+)?runway|patents?\s+(?:\S+\s+){0,4}?(?:expir|"
     r"through|until|protection)|exclusivity"),
    (None, _S, 9,
     "production output operations sufficient runway trading split list advisory compliance form "
     "report risk forward prospectus registration copyright © sedar discussion shelf",
     r"Form\s+(?:10-?[KQ]|20-?F|8-?K|S-?\d|F-?\d|40-?F|6-?K)|annual\s+report|risk\s+factors|forward-looking|"
     r"prospectus|registration\s+statement|copyright|©|SEDAR|management['’]s\s+discussion|shelf"),
)  # fmt: skip


def _needles(words: str) -> tuple[str, ...]:
    """Stems, one of which a sentence must hold for the pattern to have a chance; none where any sentence has it."""
    return tuple(words.replace("_", " ").split())


@functools.cache
def _compiled() -> tuple[tuple[str | None, bool, int, tuple[str, ...], re.Pattern[str]], ...]:
    """The table ready for use; compiled at the first sentence, not at import."""
    return tuple(
        (kind, sure, strength, _needles(needles), re.compile(pattern, re.IGNORECASE))
        for kind, sure, strength, needles, pattern in _TABLE
    )


LAST_RESORT = 2
"""Strength of a cue that counts only where the sentence has no other ("expected to be completed")."""


@functools.lru_cache(maxsize=64)
def cues(sentence: str) -> tuple[Cue, ...]:
    """
    Every cue of a sentence, in order; where two overlap the stronger stays, then the longer.

    The last sentences are remembered: a text is read for what is dated, then for what is not.
    """
    everything = list(_all(sentence))
    if any(cue.kind is not None and cue.strength > LAST_RESORT for cue in everything):
        everything = [cue for cue in everything if cue.strength > LAST_RESORT]
    found = sorted(everything, key=lambda cue: (-cue.strength, cue.start - cue.end))
    kept: list[Cue] = []
    for cue in found:
        if not any(cue.start < other.end and other.start < cue.end for other in kept):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda cue: cue.start))


def _all(sentence: str) -> Iterator[Cue]:
    lowered = sentence.lower()
    for kind, sure, strength, needles, pattern in _compiled():
        if needles and not any(map(lowered.__contains__, needles)):
            continue
        for found in pattern.finditer(sentence):
            yield Cue(kind, found.start(), found.end(), sure, strength)
