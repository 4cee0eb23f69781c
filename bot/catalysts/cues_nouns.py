"""Cues by what writers call an event when they do not use its usual name: nouns and verbs of each kind, second choice."""

from __future__ import annotations

from bot.catalysts.cue_words import AGENCY, APPLICATION, DATA, Row

_DUE_VERB = (
    r"(?:will|should|to|could|is|are|was|now|would|can|may|expect\w*|anticipat\w*|plan\w*|aim\w*|hope\w*|intend\w*)"
)
_SUBJECT = (
    r"(?:patients?|subjects?|participants?|volunteers?|child(?:ren)?|adults?|women|men|boys|girls|people|infants?)"
)
_GO = (
    r"(?:get(?:s|ting)?\s+(?:going|under\s?way|started|off\s+the\s+ground)|kick(?:s|ing)?\s+off|open(?:s|ing)?\b|"
    r"start(?:s|ing)?\b|"
    r"begin(?:s|ning)?\b|commenc\w+|launch(?:es|ing)?\b)"
)
_AROUND = (
    r"(?=\s+(?:on|in|by|during|before|within|around|late|early|mid|this|next|as|no|at|from|later|sometime|toward)\b)"
)

NOUNS: tuple[Row, ...] = (
    # regulators
    ("pdufa", True, 10,
     r"(?:prescription\s+drug\s+)?user[- ]fee(?:\s+act)?(?:\s+\([^)]{3,9}\))?\s+(?:goal|target|action|"
     r"decision)?\s*(?:action\s+)?date|"
     r"user[- ]fee\s+(?:deadline|timetable|clock|goal)"),
    ("pdufa", False, 8,
     rf"\b(?:regulatory|agency|regulator['’]?s?|FDA|EMA)\S*\s+action\b|\baction\s+on\s+(?:\S+\s+){{0,4}}?(?:{APPLICATION}|"
     rf"applications?|submission|filing)|"
     rf"{AGENCY}\s+(?:now\s+)?has\s+until\b(?![^.;]*\b(?:accept|file)\b)|\bhas\s+until\b(?=[^.;]{{0,60}}\bto\s+(?:act|decide|"
     rf"rule|respond)(?![^.;]*\b(?:accept|file)\b))"),
    ("pdufa", False, 7,
     r"\b(?:FDA|EMA|EU|U\.?S\.?|European|Japanese|Chinese|regulatory|regulator['’]s|agency|marketing)\s+(?:nod|green\s+light|"
     r"sign-off|go-ahead)\b"),
    ("pdufa", False, 6,
     r"\b(?:priority|standard|six-month|ten-month|6-month|10-month|FDA|agency|regulatory)\s+review\b[^.;]{0,60}?\bdecision\b|"
     r"\b(?:FDA|EMA|agency|standard|priority|regulatory|ten-month|six-month|10-month|6-month)(?:['’]s)?\s+review\s+(?:clock|"
     r"period|cycle|"
     r"timeline|goal|is\s+(?:due|expected|scheduled|set)\s+to\s+(?:be\s+)?(?:complete|end|finish|conclude)\w*)"),
    ("pdufa", False, 6,
     r"\b(?:marketing|conditional|emergency\s+use|full|EU|European)\s+authori[sz]ation\b(?!\s+(?:application|submission|filing|"
     r"holder|"
     r"request))"),
    ("adcomm", False, 9,
     r"\b(?:panel|committee|group)\s+of\s+(?:\w+\s+)?(?:outside|independent|external|expert)\s*(?:experts?|advis[eo]rs?|"
     r"specialists?)?|"
     r"\bpanel\s+of\s+(?:experts|advis[eo]rs)|\bFDA\s+(?:panel|advis[eo]rs?)\b|"
     r"\b(?:Drugs?|Therapies|Products|Devices|Vaccines?|Biologics?)\s+(?:Advisory\s+)?(?:Committee|Panel)\b"
     r"(?:[^.;,]{0,20}?\b(?:vote|meet|convene|discuss|review|consider)\b)?"),
    ("adcomm", True, 10,
     r"advisory\s+(?:panel|committee)\b[^.;,]{0,25}?\b(?:to|will|should)\s+(?:vote|meet|convene|discuss|review|consider|weigh|"
     r"debate)\b"
     r"(?:\s+on)?"),
    ("nda_acceptance", False, 10,
     rf"\bacceptance\s+of\s+(?:(?:the|its|our|an?)\s+)?(?:\w+\s+){{0,3}}?(?:{APPLICATION}|application|dossier|submission|filing)|"
     r"\b(?:about|on|regarding|of)\s+acceptance\b|\bacceptance\s+within\b|"
     rf"\baccept\w*\s+(?:(?:the|its|our|an?)\s+)?(?:\w+\s+){{0,2}}?(?:{APPLICATION}|application|dossier|submission)\b|"
     r"\b(?:refuse-to-file|filing\s+communication|file\s+the\s+application)\b"),
    ("submission", False, 8,
     r"\b(?:regulatory|registration|marketing|approval|filing|submission)\s+(?:dossier|package)\b|"
     r"\b(?:fil|submit|lodg|refil|send|turn|hand|put)\w*\s+(?:in\s+)?(?:(?:the|its|our|an?)\s+)?(?:\w+\s+){0,3}?"
     r"(?:dossier|module|marketing\s+application|supplement\b)|"
     r"\b(?:re-?)?fil(?:e|ing)\s+for\s+(?:\S+\s+){0,6}?(?:approval|clearance|authori[sz]ation|registration)"),
    ("submission", False, 6,
     r"\b(?:NDA|BLA|MAA|IND|CTA|PMA|drug|marketing|label|global|U\.?S\.?|EU|European|Japanese)\s+(?:filing|submission)s?\b|"
     rf"\b(?:filing|submission)s?\s+(?:for|of|in)\s+(?:\S+\s+){{0,8}}?(?={_DUE_VERB}\b)"),
    ("submission", False, 8,
     rf"{APPLICATION}[^.;,]{{0,50}}?\b(?:go(?:es)?|be)\s+in(?:to\s+the\s+(?:FDA|agency|EMA))?\b{_AROUND}"),
    ("submission", False, 9,
     r"\bsubmit\w*\s+(?:(?:the|its|these|some)\s+)?(?:additional|updated|further|supplemental|new)\s+(?:\w+\s+){0,3}?(?:data|findings|"
     r"analys\w+|information)\b"),
    ("submission", False, 7,
     r"\b(?:re-?file|re-?submit)\b" + _AROUND),
    ("capacity", False, 7, r"\b(?:go(?:es|ing)?|com(?:e|es|ing)|put|enter(?:s|ing)?|be)\s+(?:back\s+)?(?:in|"
     r"into)\s+operation\b"),
    ("fda_meeting", False, 7,
     rf"\b(?:seek|request|obtain|get|receive|discuss)\w*\s+(?:the\s+)?{AGENCY}(?:['’]s)?\s+(?:\w+\s+)?(?:advice|input|guidance|"
     rf"feedback|views?|comments)\b"),
    ("fda_meeting", False, 9,
     r"\b(?:meet|sit|discuss|engag|talk|consult|confer)(?:s|ing|e|"
     r"es)?\s+(?:down\s+)?(?:\S+\s+){0,6}?with\s+(?:the\s+)?(?:U\.?S\.?\s+)?"
     r"(?:(?:Review\s+)?Division\b|agency|regulators?|FDA|EMA|PMDA|MHRA|BfArM|CHMP|NMPA|authorit\w+|Health\s+Canada)|"
     rf"\b(?:meeting|discussion|interaction|consultation|talks|dialogue|"
     rf"face-to-face)s?\s+(?:\w+\s+)?with\s+(?:the\s+)?(?:U\.?S\.?\s+)?"
     rf"(?:{AGENCY}|(?:Review\s+)?Division\b|authorit\w+)|"
     r"\b(?:INTERACT|pre-?submission|protocol\s+assistance|parallel\s+advice)\s+(?:meeting|advice|procedure)?"),
    # data
    ("data_interim", False, 9,
     r"\b(?:second|third|next|planned|final|pre-?specified|first)\s+interim\b(?!\s+(?:chief|ceo|cfo|dividend))"
     rf"(?:\s+(?:\w+\s+){{0,3}}?(?:{DATA}|read\b|look\b))?|"
     r"(?-i:\bI?DMC|DSMB)\s+(?:\w+\s+)?(?:review|meeting|recommendation|look|readout|decision)\b|"
     r"\b(?:data\s+)?(?:safety\s+)?monitoring\s+(?:committee|board)(?:['’]s)?\s+(?:\w+\s+){0,2}?(?:review|recommendation|"
     r"meeting|look)\b|"
     r"\bfutility\s+(?:bar|hurdle|threshold|boundary|check|test|assessment|review|readout|data)|\binterim\s+(?:data\s+)?(?:cut|"
     r"peek|assessment|review)"),
    ("data_interim", False, 9,
     r"(?:(?-i:\bI?DMC|DSMB)|\b(?:monitoring|independent)\s+(?:committee|board))\b[^.;,]{0,50}?\b(?:review|report|meet|look|convene|"
     r"assess|recommend)\w*"
     r"(?:\s+(?:\S+\s+){0,4}?(?:data|results)(?:\s+from\s+(?:\S+\s+){0,3}?(?:cohorts?|patients|group))?)?"),
    ("data_update", False, 8,
     r"\b(?:(?:one|two|three|four|five|six|nine|twelve|\d+)-(?:month|year|week)|longer|extended|additional|further)\s+"
     r"(?:of\s+)?(?:follow-?\s?up|durability|extension)(?:\s+(?:data|results))?\b(?!\s+(?:period|visit))|"
     r"\b(?:(?:open-label|long-term)\s+)?extension\s+(?:(?:study|trial|phase)\s+)?(?:data|results|readout|update)|"
     r"\b(?:new|next|second|fresh|later)\s+data\s+cut\b|\bmature\s+(?:\w+\s+){0,3}?(?:data|results)|\bdurability\s+(?:data|"
     r"results|update)"),
    ("data_readout", False, 5, r"\b(?:end\s?points?|survival|data|samples|results)\b[^.;]{0,60}?\bbe\s+analy[sz]ed\b"),
    ("data_update", False, 6, r"(?-i:\bOLE)\b(?!\s+(?:start|enrol|begin|dos))"),
    ("data_readout", False, 9,
     rf"{DATA}\b[^.;:]{{0,60}}?\b(?:be\s+made|made)\s+available\b"),
    ("data_readout", False, 7,
     rf"(?<!financial\s)(?<!quarterly\s)(?<!operating\s)(?<!year\s)(?<!quarter\s)(?<!annual\s){DATA}\b"
     r"(?!\s+(?:for|of)\s+(?:the|its)\s+(?:\S+\s+){0,3}(?:quarter|year|half|months))[^.;:]{0,90}?\b(?:be|being)\s+"
     r"(?:unveiled|revealed|disclosed|made\s+public|announced|released|reported|shared)\b"),
    ("data_readout", False, 7,
     r"\bunblind(?:ed|ing|s)?\b(?!\s+(?:interim|data\s+monitoring))"),
    ("data_readout", False, 4,
     rf"\b(?:first|initial|early|new|full|more|preliminary|clinical|human|patient|cohort|safety|efficacy|biomarker|imaging|PK|"
     rf"survival|"
     rf"preclinical|in\s+vivo|NHP|dose-ranging|dose-escalation|Phase\s+\S+|pivotal|(?:early|mid|late)-stage|registrational)\s+"
     rf"(?:\w+\s+){{0,2}}?{DATA}\b"),
    ("data_readout", False, 4,
     rf"\b(?:see|sees|look\s+for|looks\s+for|looking\s+for|waits\s+for|waiting\s+for|await|awaits|"
     rf"awaiting)\s+(?:\S+\s+){{0,5}}?{DATA}\b"),
    ("data_readout", False, 5,
     rf"(?<!financial\s)(?<!quarterly\s){DATA}\s+(?:could|should|may|might|will)\s+(?:\w+\s+)?(?:hit|drop|arrive|land|come|"
     rf"print)\b"),
    ("data_readout", False, 5,
     r"(?<!its\s)(?<!their\s)\b(?:first|initial|early|preliminary)\s+look\s+at\b|\b(?:initial|preliminary|early|human|"
     r"clinical)\s+(?:\w+\s+)?"
     r"(?:(?-i:PoC|POC|ORR|PFS|EFS|MRD|DOR|PK)\b|proof[- ]of[- ]concept)(?!\s+(?:trial|study|studies|data|results|analys))"),
    # trials
    ("trial_start", False, 8,
     r"\b(?:trials?|stud(?:y|ies)|program(?:me)?|cohorts?|arms?|part\s+[A-D]|extension|Phase\s+\S+)\b"
     r"(?:(?!results|data\b|read-?out|findings|analysis|top-?line|enrol+ment\s+(?:complet|clos))[^.;,]){0,70}?\b"
     r"(?:get(?:s|ting)?\s+(?:going|under\s?way|started|off\s+the\s+ground)|kick(?:s|ing)?\s+off|starts|begins|commences|opens|"
     r"be\s+opened)\b"),
    ("trial_start", False, 8,
     r"\b(?:screening|enrol+ment|recruitment|randomi[sz]ation|dosing|vaccination|treatment)\b(?!\s+(?:and\s+)?(?:period|complet))"
     rf"(?:(?!complet|finish|clos)[^.;,]){{0,50}}?\b{_GO}|"
     r"\b(?:start|begin|commence|initiate|open)(?:s|ing)?\s+(?:patient\s+|participant\s+|subject\s+)?(?:screening|enrol+(?:ment|"
     r"ing)|"
     r"recruit(?:ment|ing)|dosing|randomi[sz](?:ation|ing))\b(?!\s+(?:of\s+)?(?:the\s+)?(?:last|final))"),
    ("trial_start", False, 7,
     r"\b(?:dosing|enrol+ment|recruitment|the\s+(?:\w+\s+)?(?:trial|study))\b[^.;,]{0,30}?\b(?:to|will|should|could|may|"
     r"expect\w*)\s+(?:\w+\s+)?"
     r"(?:resume|restart)\b|\b(?:resume|restart)\w*\s+(?:patient\s+)?(?:dosing|enrol+ment|enrolling|recruitment|"
     r"the\s+(?:\w+\s+)?(?:trial|study))\b"),
    ("trial_start", False, 8,
     rf"\bfirst\s+(?:\w+\s+)?{_SUBJECT}\s+(?:\S+\s+){{0,3}}?(?:be\s+|to\s+be\s+|is\s+|are\s+)?(?:dosed|enrol+ed|treated|"
     rf"randomi[sz]ed|infused|"
     rf"injected|implanted|recruited|vaccinated)\b|\bfirst\s+(?:patient|subject|participant)\s+(?:visit|in|dose|dosing)\b|"
     rf"\b(?:dose|treat|enrol+|randomi[sz]e|infuse|recruit)(?:s|ing)?\s+(?:its|the|our|a)?\s*first\b"),
    ("trial_start", False, 6,
     r"\b(?:enter(?:s|ing)?|be\s+in|move\w*\s+into|reach(?:es)?|go(?:es)?\s+into|(?:tak|mov|bring|push|"
     r"advanc)\w*\s+(?:\S+\s+){1,4}?into)\s+(?:the\s+clinic|(?:late|mid)-stage\s+(?:testing|trials|development)|"
     r"human\s+(?:testing|trials|"
     r"studies)|clinical\s+(?:testing|trials|studies|development)|Phase\s+(?:[1-4]|I{1,3}))\b"),
    ("enrollment_complete", False, 10,
     r"\b(?:randomi[sz]ation|enrol+ment|recruitment|accrual|inclusion)\s+of\s+(?:the\s+|all\s+)?(?:\S+\s+){0,3}?(?:last|final|"
     r"all|remaining)\b"
     rf"(?:\s+\d+)?(?:\s+\w+)?\s+{_SUBJECT}|"
     rf"\b(?:last|final|all)\s+(?:the\s+)?(?:of\s+(?:(?:the|its|our)\s+)?)?(?:\d+\s+)?(?:\w+\s+){{0,2}}?{_SUBJECT}\b[^.;,]{{0,50}}?"
     r"\b(?:enrol+ed|randomi[sz]ed|recruited|in\s+the\s+"
     r"(?:study|trial)|com(?:e|ing)\s+in|join\w*|enter\w*|included|accrued|on\s+board)\b|"
     rf"\b(?:enrol+|recruit|randomi[sz]e|accrue)(?:s|ing)?\s+(?:the\s+|its\s+|our\s+)?(?:last|final|remaining|all)\b|"
     r"\b(?:enrol+ment|recruitment|accrual)\s+(?:(?:is|was|will\s+be|to\s+be)\s+)?(?:done|wraps?|wrapped)\b|"
     r"\bfully\s+(?:accrued|recruited|randomi[sz]ed)\b|\blast\s+(?:patient|subject|participant)[- ]in\b|\b(?:left|"
     r"remaining)\s+to\s+(?:be\s+)?(?:enrol+|recruit)\w*|"
     r"\b(?:enrol+ment|recruitment)\s+(?:target|goal)\b|"
     r"\b(?:close|closing)\s+(?:the\s+(?:study|trial)\s+)?to\s+(?:new\s+|further\s+)?(?:enrol+ment|accrual|patients|recruitment)|"
     r"\b(?:enrol+ment|recruitment|accrual)\b[^.;,]{0,60}?\b(?:be\s+done|be\s+through|draw\s+to\s+a\s+close|end(?:s|ed)?\b)"),
    ("enrollment_complete", False, 8, r"\b(?:cohorts?|arms?|trial|study|part\s+[A-D])\b[^.;,]{0,30}?\bfull\b(?!\s+(?:data|"
     r"results|year))"),
    ("dosing_complete", False, 11,
     rf"\b(?:dosing|treatment|infusion|injection|vaccination)\s+of\s+(?:the\s+|its\s+)?(?:last|final)\s+(?:\w+\s+)?{_SUBJECT}"),
    ("dosing_complete", False, 10,
     rf"\b(?:last|final)[\s-]+(?:(?:study\s+|maintenance\s+|scheduled\s+|planned\s+|booster\s+)?(?:dose|infusion|injection|"
     rf"administration|treatment\s+visit)s?\b|"
     rf"{_SUBJECT}(?:['’]s)?\b[^.;,]{{0,40}}?\b(?:final|last)\s+(?:dose|infusion|injection|visit|treatment|follow-up)\b|"
     rf"{_SUBJECT}\b[^.;,]{{0,40}}?\bcomplet\w*\s+(?:\S+\s+){{0,3}}?(?:visit|treatment|follow-up)|"
     rf"{_SUBJECT}\b[^.;,]{{0,20}}?\b(?:dosed|treated|infused|injected|vaccinated)\b|"
     rf"{_SUBJECT}[- ,]+(?:last[- ](?:visit|dose)|out\b|off\s+(?:drug|treatment)))|"
     r"\b(?:treatment|dosing)\s+(?:phase|period|portion)\b[^.;,]{0,50}?\b(?:end|complet|conclud|finish|clos|wrap)\w*|"
     rf"\b(?:all|every|both)\s+(?:\S+\s+){{0,3}}?(?:{_SUBJECT}|cohorts?)\b[^.;,]{{0,40}}?\b(?:complet|"
     rf"finish)\w*\s+(?:\S+\s+){{0,2}}?"
     r"(?:treatment|dosing|therapy)"),
    # conferences and earnings
    ("conference", False, 9,
     r"\b(?:posters?|abstracts?|presentations?|papers?)\b[^.;]{0,90}?\b(?:accepted|selected)\s+(?:for|at|by)\s+(?:\S+\s+){0,8}?"
     r"(?:congress|meeting|conference|symposium|session)\b(?:,\s+to\s+be\s+held)?|\blate-?\s?breakers?\b|\bkeynote\b"),
    ("conference", False, 9,
     r"\bpresent(?:s|ed|ing)?\s+(?:\S+\s+){0,8}?at\s+(?:the\s+)?(?:\d{4}\s+|\d+(?:st|nd|rd|th)\s+)?(?-i:[A-Z]{3,}\b)(?:\s+(?:\w+\s+)?(?:meeting|congress|conference|symposium)\b)?|"
     r"\b(?:present|speak|appear|attend|participat|exhibit|feature)\w*\s+(?:at|in)\s+(?:\S+\s+){0,9}?"
     r"(?:conference|congress|forum|summit|symposium|expo|week|roadshow|show|fair|seminar|panel)\b"),
    ("conference", False, 7,
     r"(?-i:\bCMD\b)|\b(?:capital\s+markets|investor|analyst|science|R&D|technology|pipeline|strategy)\s+(?:day|meeting|"
     r"update\s+event|teach-in|"
     r"open\s+house|"
     r"seminar)\b|\bteach-in\b"),
    ("earnings", False, 8,
     r"\b(?:post|publish|unveil|release|report|announce|issue|present|deliver|turn)(?:s|es|ing)?\s+(?:in\s+)?(?:(?:its|the|"
     r"their|our)\s+)?(?:\S+\s+){0,4}?"
     r"(?:(?:\w+-)?quarter(?:ly)?|Q[1-4]|half-year|interim|annual|full-year|nine-month|fiscal)\s+(?:\S+\s+){0,2}?"
     r"(?:numbers|figures|results|report|earnings|accounts)\b(?!\s+(?:from|of)\s+(?:the\s+)?(?:\w+\s+)?(?:Phase|trial|study))|"
     r"\b(?:trading|sales|Q[1-4]|[1-4]Q|quarterly)\s+(?:statement|update|print)\b"),
    ("earnings", False, 9,
     r"\b(?:results|figures|accounts|numbers)\s+(?:for|of)\s+(?:(?:the|its|our)\s+)?(?:\S+\s+){0,3}?(?:quarter|half|half-year|"
     r"(?<=for\s)20\d\d|year|(?:three|six|nine|"
     r"twelve)\s+months)\b(?!\s+(?:follow-up|extension))|\b(?:quarter(?:ly)?|Q[1-4]|half-year|full-year|"
     r"interim)\s+(?:results\s+)?call\b"),
    # deals
    ("deal_close", False, 7,
     r"\b(?:deal|transaction|merger|acquisition|sale|takeover|divestment|disposal|divestiture|buy-?out|purchase|"
     r"combination)\b[^.;]{0,70}?\b"
     r"(?:go(?:es)?\s+through|take\s+effect|be\s+(?:done|effective|sealed)|change\s+hands|wrap(?:s|ped)?\s+up)\b"),
    ("deal_payment", False, 8,
     r"[$€£]\s?[\d.,]+\s*(?:million|billion|m|bn)?\b[^.;,]{0,40}?\b(?:falls?|is|are|becomes?|be)\s+(?:due|payable)\b|"
     r"\b(?:earn-?out|deferred\s+consideration|contingent\s+(?:payment|consideration)|milestone\s+payment|instal+ment|"
     r"second\s+tranche\s+of\s+the\s+(?:purchase|consideration))\b"),
    ("offering_close", False, 8,
     r"\b(?:rights\s+issue|subscription\s+(?:period|window)|placing|share\s+sale|bond\s+sale|convertible|units|"
     r"notes)\b[^.;]{0,60}?\b"
     r"(?:clos(?:e|es|ing)\b|settle[sd]?\b|(?<!the\s)ends?\b|expires?|runs\s+(?=(?:from|until|through|to)\b))"),
    ("shareholder_meeting", False, 7, r"\b(?:special|annual|extraordinary|general|holder)\s+mtg\b"),
    ("shareholder_meeting", False, 7,
     r"\bmeeting\b(?=[^.;]{0,40}?\bat\s+which\s+(?:\w+\s+)?(?:(?:share|stock|unit)?holders|investors|owners)\b)|"
     r"\bmeeting\s+of\s+(?:the\s+|its\s+|our\s+)?(?:\w+\s+)?(?:share|stock|unit|note|bond)holders\b|"
     r"\b(?:annual|special|general|extraordinary|shareholders?|stockholders?|unitholders?|scheme)['’]?\s+(?:\w+\s+)?meeting\b"
     r"(?!\s+of\s+the\s+(?:American|European|Society|International|World))"),
    ("vote", False, 4, r"(?<=\d\s)vote\b|\b(?:deal|merger|takeover|proxy|holder|investor|the)\s+vote\b"),
    ("vote", False, 8, r"\bvotes?\s+(?:by|of|from)\s+(?:\S+\s+){0,3}?(?:share|stock|unit)?holders\b"),
    ("shareholder_meeting", False, 9,
     r"\b(?:its|our|their|(?:the\s+)?company['’]s)\s+(?:\d{4}\s+)?(?:virtual\s+)?annual\s+meeting\b"),
    ("spin_off", False, 8, r"\bsplit\w*\s+(?:itself\s+|up\s+)?(?:\S+\s+){0,3}?into\s+(?:two|three)\b|"
     r"\bbreak-?up\s+of\b"),
    ("lock_up", False, 9,
     r"\b(?:insiders|holders|founders|employees|executives|directors|backers|sponsors?|investors)\b[^.;,]{0,30}?\b(?:can|may|"
     r"able\s+to|"
     r"free\s+to|allowed\s+to)\s+(?:start\s+|begin\s+)?sell(?:ing)?\b"),
    ("spin_off", False, 8, r"\bspun[- ](?:off|out)\b"),
    ("spin_off", False, 8,
     r"\b(?:split-off|split-up|carve-?out)\b|\b(?:separate|list|float|IPO|hive\s+off)(?:s|ing)?\s+(?:of\s+)?(?:(?:the|its|"
     r"our)\s+)?(?:\S+\s+){1,4}?"
     r"(?:unit|business|division|arm|subsidiary|segment)\b|\bdistribut(?:e|"
     r"ion)\s+(?:of\s+)?(?:\S+\s+){0,6}?shares\s+(?:\S+\s+){0,10}?"
     r"to\s+(?:its\s+|our\s+|existing\s+)?(?:share|stock)?holders"),
    # products, plants, mines
    ("product_launch", False, 7,
     r"\b(?:reach|hit|arriv|land|appear)\w*\s+(?:at\s+|in\s+|on\s+)?(?:\S+\s+){0,3}?(?:pharmac\w+|stores?|shelves|showrooms?|"
     r"dealer\w*|"
     r"clinics|hospitals|customers|consumers|retailers?|patients\s+(?:in|by))\b|\b(?:due|be|available|expected|stocked)\s+(?:in|"
     r"at|on)\s+(?:\w+\s+)?"
     r"(?:pharmacies|stores|shelves|showrooms|dealerships)\b|\bgo(?:es)?\s+on\s+sale\b|\bon\s+(?:\w+\s+){1,3}?shelves\b|"
     r"\bfirst\s+(?:commercial\s+)?(?:customers?|users?|prescriptions?|bookings?)\b"),
    ("product_launch", False, 7,
     r"\bbring(?:s|ing)?\s+[^.;,]{1,60}?\bto\s+(?:[\w.]+\s+)?(?:showrooms|stores|shelves|dealer\w*|pharmac\w+|customers|patients|consumers)\b"),
    ("product_launch", False, 5,
     r"\b(?:commercially|generally)\s+available\b|\bgeneral\s+availability\b|\bready\s+for\s+(?:launch|market|sale)\b"),
    ("capacity", False, 8,
     r"\b(?:production|manufacturing|output|smelting|mining|milling|refining|assembly|operations)\b[^.;]{0,60}?\b(?:will|should|"
     r"could|is\s+to|are\s+to|"
     r"expected\s+to|scheduled\s+to|slated\s+to|due\s+to|set\s+to)\s+(?:\w+\s+)?(?:start|begin|commence|resume|ramp|restart)\b"),
    ("capacity", False, 7,
     r"\b(?:com(?:e|es|ing)|go(?:es|ing)?|be|is|are|brought|bring(?:s|ing)?)\s+(?:\S+\s+){0,4}?(?:back\s+)?on[- ](?:line|"
     r"stream)\b"),
    ("capacity", False, 7,
     r"\bfirst\s+(?:steel|silicon|wafers?|cells?|cars?|vehicles?|batches|batch|product|metal|ingots?|tonnes?|pour|feed|steam|"
     r"light|electrons|"
     r"electricity|hydrogen|cathode|anode|concentrate|cargo(?:es)?|fuel|chips?|panels?|modules?)\b(?!\s+(?:deliver|ship))|"
     r"\bswitch(?:ed)?\s+on\b|\b(?:mechanical\s+completion|hot\s+commissioning|commissioning|plant\s+start|nameplate)\b|"
     r"\b(?:plant|mill|mine|smelter|refinery|factory|facility|line|fab|reactor|terminal|site|campus|project|furnace|kiln|unit)\b"
     r"[^.;,]{0,60}?\b(?:up\s+and\s+running|run(?:s|ning)?\s+at|fired?\s+up|start(?:s|ed)?\s+up|on\s?stream|be\s+ready|"
     r"in\s+operation|"
     r"start\s+(?:operating|production|producing)|begin\s+(?:operating|production|producing))\b"),
    ("delivery", False, 7,
     r"\b(?:be\s+|are\s+)?hand(?:ed|s)?\s+(?:over\s+)?to\s+(?:the\s+|its\s+)?\w+|\bhand-?over\s+of\b|\btak(?:e|es|"
     r"ing)\s+delivery\b|"
     r"\b(?:ships?|vessels?|aircraft|jets?|trains?|buses|ferr(?:y|ies)|satellites?|locomotives|turbines?|units|vehicles|trucks|"
     r"systems?)\b"
     r"[^.;,]{0,40}?\barriv(?:e|es|ing)\b|\bdeliver(?:y|ies)\s+of\s+(?:the\s+)?(?:\S+\s+){0,4}?\w+"),
    ("survey", False, 9,
     r"\bdrilling\b[^.;,]{0,40}?\b(?:gets?\s+(?:going|under\s?way)|starts?|begins?|commences?|resumes?|kicks?\s+off)\b|\bspud\w*\b|"
     r"\b(?:drill\s+)?rigs?\b[^.;,]{0,40}?\b(?:arriv|mobili[sz]|start|turn)\w*|"
     r"\b(?:survey|sampling|trenching|mapping)\b[^.;,]{0,40}?\b(?:gets?\s+under\s?way|starts?|begins?|commences?|will|scheduled|"
     r"planned)\b"),
    ("study_publication", False, 10,
     r"\b(?:publication|publish\w*|appear\w*)\b[^.;,]{0,90}?\b(?:journal|Lancet|Nature|NEJM|peer-reviewed)\b|"
     r"\b(?:manuscript|paper|article)\b(?:,\s+which)?[^.;,]{0,50}?\b(?:publi\w+|appear\w*|print)\b"),
    ("macro", False, 9,
     r"\b(?:consumer|producer)\s+price\s+ind(?:ex|ices)\b|\b(?:jobs|employment|payrolls?|unemployment|inflation)\s+(?:report|"
     r"data|figures|numbers|"
     r"print|reading|release)\b|\b(?:Fed|FOMC|ECB|BoE)\s+minutes\b|\bminutes\s+of\s+the\s+(?:\S+\s+){0,4}?meeting\b|"
     r"\b(?:interest[- ])?rate\s+(?:decision|announcement|verdict|setting)\b"),
)  # fmt: skip
