"""Cues of drugs and of reporting: regulators, data, trials, conferences, earnings."""

from __future__ import annotations

from bot.catalysts.cue_words import (
    AGENCY,
    APPLICATION,
    DATA,
    DUE,
    GAP,
    NEAR,
    RESULTS,
    START,
    TRIAL,
    VERB_REPORT,
    WIDE,
    Row,
)

DRUG: tuple[Row, ...] = (
    # regulators
    ("pdufa", True, 9,
     r"\b(?:PDUFA|BsUFA)|target\s+action\s+date|(?:FDA|user[- ]fee)\s+(?:goal|action|target)\s+date|goal\s+date|review\s+goal\b"),
    ("pdufa", False, 9,
     rf"{AGENCY}(?:['’]s?)?\s+(?:\S+\s+){{0,6}}?(?:(?<!filing\s)(?<!acceptance\s)decision|opinion|verdict|ruling)\b|"
     rf"(?<!filing\s)(?<!acceptance\s)\b(?:decision|opinion|ruling|verdict)\s+(?:from|by|of)\s+(?:\S+\s+){{0,2}}?{AGENCY}|"
     rf"{AGENCY}[^.;,]{{0,40}}?\b(?:complet|conclud|finish)\w*\s+(?:its|the)\s+review\b|"
     rf"(?<!filing\s)(?<!acceptance\s)\bdecisions?\s+on\s+(?:\S+\s+){{0,6}}?(?:{APPLICATION}|approval|approvability|"
     rf"authori[sz]ation)|"
     r"\b(?:target|goal|assigned|an|regulatory|new|revised|updated|extended)\s+action\s+date|\b(?:adopt|render|"
     r"hand\s+down)\w*\s+(?:an?|its|the)\s+"
     r"(?:\w+\s+){0,2}?opinion|(?-i:CHMP)\s+opinion|"
     rf"{AGENCY}(?:['’]s)?\s+(?:\w+\s+)?review\b[^.;,]{{0,50}}?\b(?:conclud|complet|end|finish)\w*|"
     rf"\breview\s+of\s+(?:\S+\s+){{0,5}}?(?:{APPLICATION}|"
     r"applications?|filing|submission|dossier|drug)\b[^.;,]{0,50}?\b(?:conclud|complet|end|finish|wrap)\w*(?:\s+up)?"),
    ("pdufa", False, 5,
     r"(?:(?-i:FDA|EMA|EC|MHRA|NDA|BLA)|marketing|full|accelerated|potential|conditional|drug|"
     rf"product)\s+approvals?\b{NEAR}{DUE}|(?:expect|anticipat|potential|possible|"
     r"decide\s+on)\w*\s+(?:\S+\s+){0,4}?approval\b|(?:FDA|EMA)\s+(?:accelerated\s+|"
     r"full\s+)?approval\s+(?:of|for|in|by)|(?<!filing\s)decision\s+(?:from|by)\s+(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|EMA|European|"
     r"agency|regulators?)|decision\s+(?:is\s+)?(?:expected|anticipated|due)|(?:could|may|"
     r"will|be|expected\s+to\s+be)\s+(?:be\s+)?approved\b|\bdecide\s+(?:on\s+)?whether\s+to\s+approve"),
    ("pdufa", False, 5,
     r"\b(?:issue|render|make|reach|announce|deliver|rule)\w*\s+(?:(?:its|a|the)\s+)?(?:final\s+)?(?:decision|opinion|ruling)|"
     rf"\bapprovals?\b{NEAR}{DUE}|\bopinion\s+(?:is\s+)?(?:expected|anticipated|due|scheduled|slated|likely)"),
    ("pdufa", False, 6,
     r"\b(?:receiv|obtain|gain|secur|win|get)\w*\s+(?:\w+\s+){0,3}?(?:approval|clearance|marketing\s+authori[sz]ation)\b"),
    ("adcomm", False, 9,
     r"\b(?:committee|panel)\s+(?:will|is\s+\w+\s+to)\s+(?:vote|meet|discuss|convene|review)\b"
     r"(?=[^.;]*\b(?:drug|NDA|BLA|application|therapy|safety|efficacy|benefit|FDA|vaccine)\b)"),
    ("adcomm", True, 9,
     r"advisory\s+committee(?:\s+meeting)?|\badcomm?\b|(?-i:ODAC|VRBPAC|PCNSDAC)|advisory\s+panel"),
    ("nda_acceptance", False, 9,
     rf"(?:whether|if)\s+(?:to\s+(?:accept|file)\b|[^.;,]{{0,50}}?\b(?:accept(?:s|ed)?|validated)\b(?!,))|"
     rf"{APPLICATION}[^.;,]{{0,40}}?\b(?:is|be|been)\s+(?:accepted|validated)\b|accept(?:s|ing)?\s+(?:\w+\s+){{0,3}}?{APPLICATION}|"
     r"\baccepted\s+for\s+(?:\w+\s+)?(?:review|filing)|filing\s+(?:decision|determination|letter|notification|communication)|"
     r"60-day\s+(?:filing|review|validation|acceptance)(?:\s+(?:review|period|decision))?|"
     rf"validation\s+(?:of|for)\s+(?:\w+\s+){{0,3}}?(?:{APPLICATION}|dossier|filing)|{APPLICATION}\s+validation"),
    ("nda_acceptance", False, 10,
     r"(?:decide|decision|determination|notification|action)\s+on\s+(?:the\s+)?(?:filing\s+)?acceptance|"
     r"(?:filing|application)\s+acceptance|acceptance\s+decision|acceptance\s+(?:of|for)\s+(?:(?:the|its|our|"
     rf"an?)\s+)?(?:\w+\s+){{0,3}}?(?:filing|review|{APPLICATION})|Day[- ]74|74[- ]?d(?:ays?)?\s+letter|"
     rf"{APPLICATION}\s+accept(?:ance)?\b|"
     r"accept\w*\s+(?:the\s+)?(?:filing|application)\s+for\s+(?:review|filing)|acceptance\b(?=\s+(?:by|in|"
     r"decision|expected|letter))"),
    ("submission", False, 7,
     rf"(?:re-?)?(?:submit|submission|submitting|fil(?:e|ing)s?)\b{GAP}{APPLICATION}|"
     r"\bfil(?:e|es|ing)\s+with\s+(?:the\s+)?(?:U\.?S\.?\s+)?(?-i:FDA|EMA|MHRA|PMDA|NMPA)\b|"
     rf"{APPLICATION}{NEAR}\b(?:re-?)?(?:submi\w+|fil(?:ed?|ing|ings)\b)|(?:submit|file|filing|"
     r"submission)\w*\s+(?:\w+\s+){0,2}for\s+(?:\w+\s+){0,2}(?:approval|clearance|authori[sz]ation|"
     r"registration)|(?:rolling|regulatory|FDA|EMA|MHRA|marketing|"
     r"harmoni[sz]ed)\s+(?:\S+\s+){0,3}?(?:re-?)?(?:submissions?|filings?)|(?:re)submission|(?:planned|"
     rf"potential|future|anticipated|first)\s+{APPLICATION}(?:\s+application)?|(?:submit|submission|"
     rf"submitting)\w*{NEAR}(?:to|with)\s+(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|EMA|MHRA|Food\s+and\s+Drug|"
     r"Health\s+Canada|regulators)|submit\w*\s+(?:its|the|an?)\s+(?:\w+\s+){0,2}(?:findings|application|"
     rf"package|dossier)|\bapplications?\b[^.;:]{{0,50}}?\b(?:submitted|filed|lodged|handed\s+in)|\bfilings?\s+(?:is\s+|are\s+|"
     r"was\s+|remains\s+)?(?:now\s+)?(?:expected|anticipated|planned|targeted|slated)|\b(?:file|filing)\s+(?:an?|its|the|"
     rf"our)\s+{APPLICATION}|{APPLICATION}\s+(?:application|package)"),
    ("submission", False, 7,
     r"\b(?:seek|request|pursue)(?:s|ing)?\s+(?:\w+\s+){0,3}(?:approval|clearance|authori[sz]ation)|"
     r"\b(?:apply|ask|asks|asking|applying)\s+(?:\w+\s+)?for\s+(?:\w+\s+){0,3}(?:approval|clearance)|"
     rf"{APPLICATION}\s+(?:(?:is|are|remains?)\s+)?(?:\w+\s+){{0,2}}?(?:planned|expected|anticipated|on\s+track|targeted|"
     rf"slated)\b(?!\s+to\s+be\s+accepted)"),
    ("fda_meeting", False, 10,
     r"(?:\bType\s+[A-D]|\bpre-?(?:NDA|BLA|IND|MAA|PMA|Sub(?:mission)?)|\bend[- ]of[- ]phase[- ]?(?:[1-3]|I{1,3})|"
     r"\bEOP-?\s?[1-3])\s+"
     r"(?:\w+\s+){0,2}?(?:meetings?|interactions?|feedback|consultations?|discussions?|minutes)|\bscientific\s+advice\b"),
    ("fda_meeting", False, 8,
     rf"\b(?:feedback|minutes|input|guidance|alignment|advice)\s+(?:from|with)\s+(?:the\s+)?(?:U\.?S\.?\s+)?{AGENCY}"),
    ("fda_meeting", False, 8,
     r"(?:FDA|EMA|regulatory|MHRA|PMDA|agency|Type\s+[A-D]|pre-?(?:NDA|BLA|IND|submission)|"
     r"end[- ]of[- ]phase[- ](?:[1-3]|I{1,3})|EOP\s?[1-3]|scientific\s+advice|"
     r"Pre-?Sub)\b[^.;:,]{0,30}?(?:meetings?|mtg|interactions?|feedback|consultations?|minutes|discussions?)|"
     r"(?:meet(?:ing)?s?|engage|align\w*|sit(?:s|ting)?\s+down)\s+(?:(?:\w+\s+){0,2}?with\s+)?(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|EMA|"
     r"agency\b|regulators|Food)|(?:EOP2|end[- ]of[- ]phase\s+2)"),
    ("pdufa", False, 8,
     rf"{AGENCY}[^.;]{{0,60}}?\b(?:to|will|should|would|must)\s+(?:decide|rule|act)\s+(?:on|whether|by|in)\b(?!\s+(?:to|"
     rf"it\s+will)\s+(?:accept|file))"),
    ("pdufa", False, 8,
     rf"{APPLICATION}\s+(?:clearance|nod|approval|sign-off|go-ahead)\b|clearance\s+(?:of|for)\s+(?:\w+\s+){{0,4}}?(?:{APPLICATION}|device|drug|test|system)|"
     r"(?:(?-i:FDA|EMA|PMDA|MHRA|EC|CHMP|NMPA)|Health\s+Canada|European\s+Commission)\s+(?:\S+\s+){0,4}?(?:rule|"
     r"decide)s?\s+(?:on|whether|by|in)\b"),
    ("submission", False, 8,
     r"\bask(?:s|ing)?\s+(?:the\s+)?(?-i:FDA|EMA|MHRA|PMDA)\s+(?:for|to\s+(?:approve|clear))|"
     r"\blodg(?:e|es|ing)\s+(?:\w+\s+){0,4}?(?:applications?|dossier|submission)|(?:supplemental|amended|"
     r"new)\s+(?:filing|submission|application)\b|"
     rf"(?:{APPLICATION}|application|dossier)\s+(?:will|should|is\s+(?:due|expected)\s+to)\s+go\s+to\b|"
     r"(?:response|respond)\w*\s+to\s+(?:the\s+)?(?:FDA|agency|CRL|complete\s+response|information\s+request)[^.;,]{0,30}"),
    ("submission", False, 7,
     r"\bre-?submit\w*|\b(?:to|will)\s+file\s+(?=(?:in|by|during|around|before|early|late|mid)\b)|"
     r"(?:\b[1-4]?[QH][1-4]?\d{0,2}|20\d\d|quarter|half|year-end)[ -]+filing\b(?!\s+(?:with\s+the\s+SEC|"
     r"season|deadline|status))"),
    ("adcomm", False, 9,
     r"\bpanel\s+(?:meeting|review|vote)|(?:outside|independent|expert)\s+advis[eo]rs\b|\boutside\s+experts\b|advis[eo]rs\s+to\s+the\s+(?:FDA|agency)|"
     r"(?-i:ACIP|VRBPAC)\b(?:\s+meeting)?"),
    # data
    ("data_topline", False, 9,
     rf"(?:[Tt]op-?\s?line|\bheadline(?=\s+(?:data|results|readout|findings)))(?:\s+(?:[\w-]+\s+){{0,3}}?{DATA})?"),
    ("data_topline", False, 9, r"reads?\s+out\s+(?:\w+\s+){0,2}?top-?line"),
    ("data_interim", False, 9,
     r"\binterim\s+(?:figures|numbers)\s+(?:from|of|in|on)\b(?=[^.;,]{0,40}\b(?:trial|study|patients|drug)\b)"),
    ("data_interim", False, 9,
     rf"(?:{DATA}\s+(?:from|of)\s+(?:(?:the|an?|its)\s+)?(?:[\w-]+\s+){{0,2}}?)?interim\s+(?:\S+\s+){{0,4}}?(?:{DATA}|read(?:out)?s?\b|look|report|update)|"
     r"interim\s+(?-i:[A-Z]{2,5})\b|interim\s+(?:futility|efficacy|safety)|futility\s+(?:analysis|look)|\binterim\s+review\b"),
    ("data_primary", False, 8,
     rf"(?:{DATA}\s+(?:from|of)\s+(?:(?:the|an?|its)\s+)?)?primary\s+(?:\S+\s+){{0,4}}?{DATA}|primary\s+(?:end\s?point|(?-i:[A-Z]{{2,5}})\b|efficacy|analysis)"),
    ("primary_completion", False, 9,
     r"\b(?:data(?:base)?)\s+lock\b|primary\s+completion|study\s+completion\s+date"),
    ("data_update", False, 8,
     r"(?:updated|follow-?up|longer[- ]term|additional|further|new|(?<!two\s)(?<!three\s)(?<!four\s)more|mature|"
     r"extended)\s+(?:(?!calls?\b|for\b|timeline|guidance|target|date\b|plans?\b|first\b|"
     r"initial\b)\S+\s+){0,5}?(?:data(?![- ]cent)|read-?outs?|clinical\s+results|safety\s+and\s+efficacy)\b|"
     r"(?:data|clinical|pipeline|program|study|trial)\s+updates?|updates?\s+(?:on|"
     r"from)\s+(?:\S+\s+){0,4}?(?:patients|participants|subjects|survival|efficacy|safety|durability|responses?|trial|study|"
     r"studies|"
     r"program|Phase|cohort|data|pipeline)"),
    ("data_update", False, 8, r"\bupdated\s+(?:(?!financial|operating)\w+\s+){0,2}?(?:results|findings)\b"),
    ("data_readout", True, 7,
     r"(?:data|trial|study|clinical|Phase\s+\S+)\s+read-?outs?|read-?outs?\b|reads?\s+out\b"),
    ("data_update", False, 8, r"\b(?:\d+-(?:month|year|week)|long(?:er)?-term)\s+follow-?up\b(?:\s+(?:data|results)\b)?"),
    ("submission", False, 6,
     r"(?<!\bof\s)(?<!\bof\sthe\s)(?<!\bon\sthe\s)(?<!\bfor\sthe\s)(?<!\bof\sits\s)"
     rf"{APPLICATION}[^.;:,]{{0,60}}?\s(?:is|are|remains?)\s+(?:now\s+|currently\s+)?(?:planned|expected|anticipated|slated|"
     rf"targeted|"
     r"scheduled|due|on\s+track)\b(?!\s+to\s+be\s+(?:accepted|validated|approved))"),
    ("submission", False, 8,
     rf"{APPLICATION}\b[^.;]{{0,110}}?\b(?:be|being)\s+(?:filed|submitted|lodged)\b|"
     rf"{APPLICATION},\s+which\b[^.;,]{{0,40}}?\b(?:submit|file)\b"),
    ("data_readout", False, 7, rf"{DATA}\b[^.;:]{{0,90}}?\b(?:be|become|becomes)\s+available\b"),
    ("data_readout", False, 8,
     rf"{DATA}\s+(?:(?:will|should|could|may|to|are|is|be|become|expected|anticipated)\s+){{1,5}}available\b"),
    ("data_readout", False, 4,
     rf"(?<!financial\s)(?<!market\s)(?<!quarterly\s)(?<!operating\s){DATA}\b(?:[^.;:,]{{0,90}}?|"
     rf"[^.;:,]{{0,60}}?,\s+(?:which\s+(?:is|are)\s+)?){DUE}|(?:expect|"
     rf"anticipat)\w*\s+(?:[^\s,;]+\s+){{0,5}}?{DATA}\b(?!\s+(?:of\s+operations|"
     r"for\s+the\s+(?:\w+\s+)?(?:quarter|year|half)))|(?:report|announce|releas|shar|disclos|"
     rf"publish|present)\w*\s+(?:\S+\s+){{0,5}}?{DATA}\b(?!\s+for\s+(?:the|its)\s+(?:\w+\s+){{0,2}}(?:quarter|year|"
     r"half))|(?:Phase\s+\S+|clinical|trial|study|safety|efficacy|assay|drill|preliminary|initial|final|"
     r"final\s+study|exploration|test|laboratory|first[- ]in[- ]human|pivotal|proof[- ]of[- ]concept|PoC|"
     r"biomarker|dose[- ]escalation|survival|EFS|PFS|OS|MRD|full|complete|early|first|mature|headline)\s+"
     r"(?:data|results|findings|analysis)"),
    # trials
    ("trial_start", False, 7,
     rf"{START}(?:\s+of)?\b{GAP}\b{TRIAL}|{TRIAL}{GAP}\b(?:initiat(?:e[sd]?|ion|ing)|to\s+(?:start|"
     r"begin|commence|initiate|launch)|start(?:ing|s)?\b|commenc\w+|begin(?:s|ning)?\b)|"
     rf"{TRIAL}{WIDE}\b(?:expected|anticipated|planned|scheduled|projected|set|slated|"
     r"targeted)\s+to\s+(?:\w+\s+)?(?:start|begin|commence|initiate|open|launch|kick\s+off|"
     r"get\s+under\s?way)|first[- ](?:patient|subject|participant|"
     r"volunteer)s?[- ](?:\S+\s+){0,3}?(?:dos\w+|enrol\w+|treated|screened|in\b)|dos(?:e|"
     r"ing)\s+(?:of\s+)?(?:the\s+)?first|(?-i:FPI|FPD|FIH)\b"),
    ("trial_start", False, 4,
     r"(?!(?:pivotal|registrational)\s+(?!trial|stud|program|cohort|phase))"
     rf"{TRIAL}(?:(?!results|data\b|read-?out|findings|analysis|top-?line)[^.;:,]){{0,40}}?(?:anticipated|"
     r"planned|expected|targeted|slated|scheduled)\b(?!\s+to)"),
    ("trial_start", False, 8,
     r"\bfirst\s+(?:cohort|group|patient|subject|participant|volunteer)s?\b[^.;,]{0,40}?\bbe\s+(?:dosed|treated|enrol+ed|"
     r"randomi[sz]ed|infused)\b|"
     r"\b(?:treat|dos|enrol+|screen|randomi[sz]|inject|implant|infus|recruit)(?:e|es|s|ing|ation|ment)?\s+(?:of\s+)?(?:(?:the|"
     r"its|our|a)\s+)?"
     r"first\b|\bfirst[- ]in[- ]human\s+(?:dosing|administration)"),
    ("trial_start", False, 8,
     rf"{TRIAL}(?:(?!results|data\b|read-?out|findings|analysis|top-?line)[^.;]){{0,80}}?\b(?:will|should|to|could)\s+(?:\w+\s+)?"
     r"(?:start|begin|commence|kick\s+off|open|get\s+going)\b|"
     rf"{TRIAL}[^.;:]{{0,60}}?\b(?:get|gets|be|is)\s+under\s?way|screening\s+of\s+(?:the\s+)?first|"
     rf"\bsites?\s+(?:\w+\s+){{0,5}}?activated|"
     r"(?:recruitment|enrol+ment)\s+(?:\w+\s+){0,3}?open(?:s|ing)?\b|first\s+(?:patient|subject|participant|"
     r"volunteer)s?\s+(?:\w+\s+){0,2}?(?:dosed|treated)"),
    ("enrollment_complete", False, 9,
     r"\benrol+(?:ed|ing)?\s+(?:all|(?:the|its|their)\s+(?:last|final))\b|\b(?:last|"
     r"final)\s+(?:\w+\s+){0,6}?(?:to\s+be\s+)?enrol+ed\b|\b(?:last|final)\s+(?:(?:patient|subject|participant)\s+)?enrol+ment\b|"
     r"\b\d+\s*(?:%|percent|per\s+cent)\s+enrol+(?:ed|ment)"),
    ("enrollment_complete", False, 9,
     r"(?:complet\w+|finish\w*|conclud\w+|stop\w*|wrap\w*\s+up|clos\w+|full|finali[sz]\w+|reach\w*\s+(?:full|"
     r"target))\s+(?:of\s+)?(?:\S+\s+){0,4}?(?:enrol+ment|accrual|recruitment|randomi[sz]ation|screening|enrol+ing|"
     r"recruiting|patient\s+(?:enrol+ment|accrual))|(?:enrol+ment|accrual|recruitment|"
     rf"randomi[sz]ation|screening)\b{GAP}\b(?:complet\w+|finish\w*|conclud\w+|wrap\w*\s+up|close[ds]?|(?<!,\s)full\b(?!\s+enrol))|"
     rf"fully\s+enrol+(?:ed)?|"
     r"last\s+(?:patient|subject|participant)\s+(?:in\b|(?:\w+\s+){0,4}?(?:enrol\w+|randomi[sz]ed))|(?-i:LPI)\b"),
    ("enrollment_complete", False, 9,
     r"\b(?:target|full)\s+(?:patient\s+)?(?:enrol+ment|accrual)\b[^.;]{0,60}?\b(?:reached|achieved|attained|met)\b|"
     r"\b(?:reach|achiev|hit|attain)\w*\s+(?:the\s+|its\s+)?(?:target|full)\s+(?:patient\s+)?(?:enrol+ment|accrual)\b"),
    ("dosing_complete", False, 8,
     r"(?:complet\w+|finish\w*|conclud\w+)\s+(?:of\s+)?(?:\S+\s+){0,3}?(?:dosing|"
     rf"treatment\b(?!\s+(?:center|facility|plant)))|dosing\b{WIDE}\b(?:complet\w+|finish\w*|conclud\w+)|"
     r"(?:last|final)\s+(?:patient|subject|participant)(?:['’]s)?,?\s+(?:last\s+)?(?:visit|dosed|dose|out\b|treated)|"
     r"(?-i:LPLV)\b"),
    ("dosing_complete", False, 9, r"\b(?:treatment|dosing)\s+of\s+(?:(?:the|its)\s+)?(?:last|final)\b"),
    ("dosing_complete", False, 9, r"complet\w*\s+dosing|finish\w*\s+dosing"),
    # conferences and earnings
    ("earnings", False, 9,
     rf"{VERB_REPORT}\s+(?:\S+\s+){{0,9}}?(?:{RESULTS})\b(?!\s+(?:of|from)\s+(?:the\s+|its\s+|"
     r"a\s+)?(?:\S+\s+){0,2}(?:Phase|trial|study|drill|analysis))|earnings\s+(?:conference\s+)?(?:call|"
     r"release|report|date|webcast|announcement|results)|results\s+(?:conference\s+)?(?:call|release|"
     r"webcast)|(?:financial|quarter(?:ly)?|year[- ]end|earnings|"
     r"results)\s+(?:\S+\s+){0,2}?(?:conference\s+call|webcast)"),
    ("earnings", False, 8,
     r"(?:financial|operating|quarterly|annual|year[- ]end|quarter)\s+results\b[^.;:]{0,60}?(?:announced|"
     r"released|reported|published|scheduled|expected|due)|(?:financial\s+results|earnings)\s+(?:on|"
     r"for)\s+release"),
    ("earnings", False, 5,
     r"(?:conference|investor|earnings|results)\s+call\b|\bcall\s+with\s+(?:investors|analysts|the\s+Street)\b|(?:schedul|host|"
     r"hold)\w*\s+(?:\S+\s+){0,6}?(?:conference\s+call|earnings\s+call|webcast\s+to\s+(?:review|discuss))"),
    ("earnings", False, 6,
     r"\b(?:quarter(?:ly)?|Q[1-4]|[1-4]Q|H[12]|[12]H|FY|annual|full-year|half-year)\s?(?:\d\d)?\s+(?:\d{4}\s+)?(?:earnings|"
     r"(?:financial\s+)?results|numbers|"
     r"figures)\b"),
    ("earnings", False, 4, r"\b(?:earnings|reporting|results)\s+season\b"),
    ("earnings", False, 7,
     r"\b(?:reports|reporting|to\s+report)\b(?=\s+(?:on|after|before|next)\b)|earnings\s+(?:are|is)\s+(?:due|expected|scheduled)|"
     r"(?:first|second|third|fourth)-quarter\s+(?:results|report|numbers)\s+(?:are|is)\s+(?:due|expected|scheduled)"),
    ("earnings", False, 9,
     r"\bearnings\s+(?:(?:will|are|is|to|should|expected|scheduled)\s+){1,4}(?:be\s+)?(?:released|reported|published|announced|"
     r"issued)\b"),
    ("earnings", False, 9,
     rf"{VERB_REPORT}\s+(?:\S+\s+){{0,3}}?results\s+for\s+(?:the|its|our)\s+(?:\S+\s+){{0,2}}(?:quarter|half|year|three|six|"
     rf"nine|fiscal)\b"),
    ("conference", False, 5,
     r"\bhost\w*\s+(?:an?\s+)?(?:\w+\s+){0,3}?(?:webcast|webinar|investor\s+event)\b"),
    ("conference", False, 8,
     r"(?:present(?:ed|ing|ation|ations|s)?|poster|oral|abstract|shown|shared|showcas\w+|participat\w+|exhibit\w*|"
     r"speak\w*|featured|host\w*)\b[^.;:]{0,110}?(?:conference\b(?!\s+call)|congress|symposium|summit|"
     r"annual\s+(?:meeting|session)|meeting\b|forum|expo\b|convention|webinar|fireside\s+chat|"
     r"investor\s+day|virtual\s+event|workshop)|(?:investor|analyst|R&D|capital\s+markets|KOL|expert)\s+(?:(?:and|"
     r"&)\s+\w+\s+)?(?:day|virtual\s+event|event)|fireside\s+chat|(?:late-?breaking|oral|"
     r"poster)\s+presentation|[Hh]ealthcare\s+conference|(?:present(?:ed|ing|ation)?|data|"
     r"at)\s+(?:\S+\s+){0,6}?(?-i:JPM|ASH|ASCO|ESMO|AACR|EHA|SABCS|SITC|ASGCT|CTAD|AAN|CES)\b|"
     r"\bwill\s+present\s+at\b|(?:presentation|event|webinar|webcast|conference|summit|symposium|meeting|"
     r"fireside\s+chat)\s+(?:is|will\s+be|are)\s+(?:\w+\s+)?(?:scheduled|set|held|taking|to\s+be)|"
     r"\b(?:webinar|symposium|teach-in|roundtable)\s+to\s+be\s+(?:held|hosted)"),
)  # fmt: skip
