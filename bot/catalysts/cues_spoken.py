"""Cues as people say them and as notes abbreviate them: "goes ex", "Ph2 asthma (3Q27)", "the verdict", "out on"."""

from __future__ import annotations

from bot.catalysts.cue_words import AGENCY, DATA, DUE, LOOSE, Row

_WHEN = (
    r"(?:[1-4]\s?Q|Q[1-4]|[12]\s?H|H[12]|FY\d|YE\d|20\d\d|(?:early|mid|late|end|year-?end|by|in|this|next|spring|summer|autumn|"
    r"fall|"
    r"winter|the\s+(?:first|second|third|fourth|last|week)|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\d{1,2}[\s/])"
)
"""How a date begins, right behind a word that is too plain to be a cue elsewhere."""
_AT = (
    r"(?=,?\s+(?:on|in|by|during|before|within|around|late|early|mid|this|next|tomorrow|as\s+(?:early|soon|late)|no|at|later|"
    r"sometime|toward|towards|"
    r"over|for|from)\b)"
)
_INDEX = (
    r"(?:(?-i:\b(?:DAX|MDAX|CAC\s40|SMI|AEX|BEL\s20|IBEX|OMX|TSX|ASX\s?\d+|SOX|TOPIX|STOXX|Stoxx|MSCI)\b)|Nasdaq(?:-|\s)(?:100|"
    r"Biotech\w*|Composite)|S&P\s\w|Russell|FTSE|Dow\b|"
    r"Nikkei|Hang\s+Seng|Sensex|Nifty|KOSPI)"
)
_BOARD = (
    r"(?:committee\s+of\s+the\s+(?:EMA|European\s+Medicines)|(?-i:\b(?:CHMP|CVMP|PRAC|COMP|NICE|ICER|HAS|G-BA|IQWiG|CADTH|"
    r"PBAC|SMC)\b)|Care\s+Excellence|Committee\s+for\s+Medicinal\s+Products)"
)
"""Bodies in Europe, Canada and Australia whose opinions decide on a drug or on who pays for it."""

SPOKEN: tuple[Row, ...] = (
    # regulators
    ("pdufa", False, 9,
     rf"\b{AGENCY}['’]s(?:\s+(?:\w+\s+){{0,2}}?(?:verdict|answer|word)\b|{_AT})|"
     rf"\bfate\b[^.;]{{0,60}}?\bdecided\b|\bdecided\s+by\s+(?:the\s+)?{AGENCY}"),
    ("pdufa", False, 9,
     rf"(?:{_BOARD}|(?:EMA|agency)(?:['’]s)?\s+(?:human\s+medicines\s+)?committee)[^.;,]{{0,50}}?\b(?:votes?|view|opinion|"
     rf"recommendation|"
     r"(?:final\s+)?guidance|appraisal|rul(?:es?|ing)|decides?|decision)\b"),
    ("pdufa", False, 5,
     rf"\b(?:expect|anticipat|await|forese|look\w*\s+for|see)\w*\s+(?:a|an|the|its|their)\s+(?:\w+\s+)?(?:decision|"
     rf"verdict)\b{_AT}"),
    ("pdufa", False, 5, r"(?<=\bwith\s)(?:an?|the)\s+(?:\w+\s+)?(?:verdict|ruling|decision|answer)\b(?!\s+(?:to|that)\b)"),
    ("pdufa", False, 6,
     r"\b(?:decision|verdict)\s+in\s+(?:Japan|Europe|China|Canada|Britain|Switzerland|the\s+(?:US|EU|UK|United))\b"),
    ("pdufa", False, 9, r"\bthe\s+action\s+date\b"),
    ("pdufa", False, LOOSE,
     rf"(?<!filing\s)(?<!acceptance\s)\b(?:decision|opinion|verdict|ruling|answer|recommendation|clearance)\b(?:\s+(?:from|by|of)\s+(?:[^\s,;]+\s+){{1,6}}?|"
     rf"\s+)(?:,\s+which\b[^,;]{{3,50}},\s+)?(?:(?:is|would|could|should|may|might|now|be|then|still)\s+){{0,3}}{DUE}"),
    ("pdufa", False, 7,
     r"\b(?:be|become)\s+licensed\b(?!\s+(?:to|out|from))|\blicensure\b"),
    ("submission", False, 8,
     rf"\bbe\s+(?:filed|submitted|lodged)\s+(?:with|to)\s+(?:the\s+)?{AGENCY}"),
    ("pdufa", False, 6, rf"\b(?:should|will|could|to)\s+be\s+cleared\b{_AT}"),
    # data
    ("data_readout", False, 5,
     rf"(?<!financial\s)(?<!quarterly\s)(?<!annual\s)(?<!year\s)(?<!quarter\s)(?<!earnings\s)(?<!half\s)(?<!production\s)(?<!sales\s)"
     rf"\b(?<!-)(?:data|results|read-?outs?)\b(?=\s*(?:\(|,\s|:\s|[–—|]\s?|-\s)\s*(?:expected\s+|due\s+|in\s+)?{_WHEN})|"
     r"(?<!-)\b(?:data|read-?outs?|top-?line)\b(?=\s+(?:[1-4]\s?Q(?:\d\d)?|Q[1-4](?:\d\d)?|[12]\s?H\d+|H[12])\b)"),
    ("data_readout", False, 8,
     r"(?<!financial\s)(?<!quarterly\s)(?<!annual\s)\bdeliver\w*\s+(?:(?!financial|quarterly)[\w-]+\s+){0,3}?(?:data|results|"
     r"read-?outs?)\b"),
    ("data_readout", False, 3,
     rf"(?<!financial\s)(?<!quarterly\s)(?<!operating\s)\b(?:data|results)\s+(?:from|on|"
     rf"in)\s+(?!{_WHEN})(?:[^\s,;]+\s+){{1,7}}?(?=(?:in|by|late|early|mid|"
     rf"this|next)\s+{_WHEN}|{_WHEN}\d)"),
    ("data_readout", False, 3,
     rf"\bPh(?:ase)?\.?\s?(?:[1-4]|I{{1,3}})[ab]?(?:/[1-4][ab]?)?\b(?:(?!start|initiat|begin|enrol|dosing|meeting|"
     rf"FPI)[^.;:,()]){{0,45}}?"
     rf"(?=\s*\((?:expected\s+|due\s+)?{_WHEN})"),
    ("data_readout", False, 7,
     rf"\b(?:trials?|study|studies|arms?|cohorts?|extension|programme?s?|Phase\s+\S+)\s+(?:(?:is|are)\s+(?:due\s+|set\s+)?to\s+|to\s+|"
     rf"will\s+|should\s+)?reports?\b{_AT}"),
    ("data_readout", False, 7,
     rf"\b(?:first|next|second|early|initial|fresh)\s+(?:look|cut|peek|glimpse)\s+(?:at|of|into)\s+(?:\S+\s+){{0,4}}?{DATA}\b"),
    ("data_readout", False, 7,
     r"\b(?:bring|brings|get|gets|have|has)\s+(?:us\s+)?(?:\S+\s+){0,4}?(?:data|results|read-?outs?)\s+in\s+hand\b|"
     r"\bwhen\s+(?:we|investors|holders|it)\s+(?:get|gets|see|have|expect)s?\s+(?:\S+\s+){0,4}?(?:data|results|read-?outs?)\b"),
    ("data_readout", False, 8,
     r"\b(?:safety|efficacy|survival|response|biomarker|end\s?points?|pharmacokinetics?|PK)\b[^.;:,]{0,60}?\bavailable\b"),
    ("data_update", False, 8,
     r"\b(?:survival|OS|PFS|DFS|EFS|data|results)\b[^.;:,]{0,40}?\b(?:to\s+(?:be\s+)?|be\s+|become\s+)(?:fully\s+)?mature\b"),
    ("data_readout", False, 10,
     r"\b(?:verdict(?!\s+in\b)|answers?|outcome|word|news)\s+(?:from|of|in|on)\s+(?:(?:the|its|an?)\s+)?(?:[\w-]+\s+){0,3}?(?:trial|study|studies)\b"),
    ("data_readout", False, 5,
     rf"(?<=\bwith\s)(?:[\w-]+\s+){{0,3}}?(?:data|results|read-?outs?)(?:\s+(?:to\s+follow|due|expected|anticipated|coming|likely))?{_AT}"),
    ("data_readout", False, 5,
     r"(?:\b(?:learn|find\s+out|know)\s+(?:whether|if|how)|^whether)\b[^.;,]{0,50}?\b(?:works?|helps?|slows?|prevents?)\b"),
    ("data_readout", False, 6,
     r"\banswers?\s+(?:on|about|for)\s+(?:\S+\s+){0,6}?(?:drug|vaccine|therapy|treatment|trial|study|antibody|pill|programme?)\b"),
    ("data_update", False, 4,
     rf"\blong(?:er)?[- ]term\s+(?:safety|efficacy|extension|follow-up){_AT}"),
    ("pdufa", False, 6,
     r"\b(?:label|approval|EU|U\.?S\.?|UK|Japan(?:ese)?|China|Chinese|European|Canadian)\s+decision\b"),
    # trials
    ("trial_start", False, 8,
     rf"\bfirst\s+(?:eye|patient|subject|participant|volunteer|child|adult|infant|case|surgery|procedure|implant(?:ation)?|dosing|"
     rf"injection|infusion)s?\b[^.;,]{{0,25}}?\b(?:receiv\w*|injected|implanted|operated|treated|dosed|given)\b|"
     rf"\bfirst\s+(?:dosing|"
     rf"implant(?:ation)?){_AT}"),
    ("trial_start", False, 10,
     r"\b(?:recruitment|enrol+ment|randomi[sz]ation|screening)\s+(?:(?:is|are)\s+(?:expected|due|set|planned|scheduled)\s+to|"
     r"will|should|"
     r"to)\s+(?:start|begin|open|commence)\b"),
    ("enrollment_complete", False, 9,
     rf"\b(?:and|then)\s+(?:(?:expects?|hopes?|plans?|aims?)\s+)?(?:to\s+)?(?:finish|complete|conclude|end|wrap\s+up)(?:es|"
     rf"s)?\b{_AT}"),
    ("dosing_complete", False, 9,
     r"\b(?:patients?|subjects?|participants?|volunteers?|cohorts?)\s+(?:will|should)\s+have\s+(?:all\s+)?(?:been\s+(?:dosed|"
     r"treated)|"
     r"(?:completed|finished)\s+(?:dosing|treatment|therapy|follow-up))\b"),
    # conferences and earnings
    ("conference", False, 5,
     r"\bpresent(?:s|ing)?\s+at\s+(?:the\s+)?(?-i:[A-Z])\w+|\binvestor\s+conferences\b|"
     r"\b(?:give|gives|giving|deliver|delivers)\s+(?:a|an|the)\s+(?:\w+\s+)?(?:talk|lecture|keynote|address)\b"),
    ("earnings", False, 3, r"(?<=[\s\d])earnings\b(?=\s*(?:[;.]|$))"),
    ("conference", False, 8,
     r"(?-i:\b[A-Z]{3,6}\s+(?:oral|poster|LBA|presentation|talk|abstract)s?\b)(?=\s*(?:[;.,()]|$|\d+/|\w+day\b))"),
    ("conference", False, 5, r"\b(?:host|hold|stage)\w*\s+(?:an?|its|the)\s+(?:[\w-]+\s+){0,4}?event\b"),
    ("conference", False, 6,
     r"\b(?:hold|host|stage|run|plan|schedul)\w*\s+(?:\S+\s+){0,6}?webinar\b|"
     r"\babstracts?\b[^.;,]{0,30}?\b(?:go(?:es)?\s+live|(?:be|are|is)\s+(?:published|released|posted|unveiled|online))\b"),
    ("earnings", False, 7,
     rf"\b(?:earnings|numbers|figures)\b(?=\s*(?:[:|(–—]|-\s)\s*{_WHEN})|"
     rf"\b(?:numbers|earnings)\s+(?:\S+\s+){{0,7}}?(?:arrive|arrives|land|lands|drop|drops|come|comes|follow|follows|"
     rf"are\s+out|are\s+due)\b{_AT}"),
    ("earnings", False, 9,
     r"\b(?:\w+-quarter|quarterly|Q[1-4]|half-year|full-year|nine-month|annual|interim)\s+(?:sales|revenues?|figures|numbers|"
     r"accounts)\s+(?:are|is|(?:will|to)\s+be)\s+(?:due|out|"
     r"expected|published|released|reported|announced)\b"),
    ("earnings", False, 6,
     r"(?<!\bto\s)\b(?:reports?|prints)\b(?=\s+(?:(?:on\s+)?(?:\w+day|(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
     r"nov|dec)\w*"
     r"\.?(?:\s+\d|\b(?!\s)))|(?:on\s+)?\d{1,2}/\d|tonight|today|tomorrow|next\s+(?:week|month)|(?:this|next)\s+\w+day)(?:\b|"
     r"(?<=\d)))"),
    ("earnings", False, 7,
     rf"\bupdates?\s+(?:the\s+)?(?:market|investors|shareholders|the\s+City)\s+on\s+(?:\w+\s+){{0,3}}?(?:trading|sales)\b{_AT}"),
    # deals, shareholders, indices
    ("deal_close", False, 6,
     rf"(?<!which\s)\b(?:parties|compan(?:y|ies)|boards|both\s+sides|buyers?|sellers?|acquirers?|it|they)\s+(?:now\s+|"
     rf"still\s+)?(?:hope|"
     rf"expect|aim|plan|"
     rf"intend|want)s?\s+to\s+complete\b{_AT}"),
    ("vote", False, 8,
     r"\bask\w*\s+(?:(?:its|their|the)\s+)?(?:(?:share|stock|unit)?holders|investors|owners)\s+to\s+(?:back|approve|support|endorse)\b"
     r"(?:[^.;,]{0,40}?\b(?:merger|deal|takeover|plan|sale|split)\b)?"),
    ("vote", False, 8,
     r"\bput\s+to\s+(?:a\s+vote\s+(?:of|by)\s+)?(?:the\s+|its\s+)?(?:(?:share|stock|unit)holders|investors|owners)\b|"
     r"\bput\s+to\s+a\s+vote\b"),
    ("spin_off", False, 8,
     r"\b(?:separation|hiving\s+off|flotation|listing)\s+of\s+(?:(?:the|its|our)\s+)?(?:\S+\s+){1,4}?(?:arm|unit|business|division|"
     r"segment|subsidiary)\b"),
    ("index_change", False, 9,
     rf"\b(?:join|leav|enter|drop|fall|exit|mov|go|remov|add|replac|promot|relegat)\w*\s+(?:\w+\s+){{0,3}}?(?:the\s+)?{_INDEX}|"
     rf"(?:{_INDEX}|Nasdaq)\S*\s+(?:\S+\s+){{0,2}}?(?:rebalanc\w+|reconstitution|reshuffled?|entry|inclusion|deletion|add(?:s|itions?)?\b|joiners?\b|delet\w+)"),
    ("dividend", False, 8,
     rf"\b(?:goes?|going|trades?|trading|marked|turns?)\s+ex\b(?:-\w+)?{_AT}|\bgo(?:es)?\s+ex\s+(?=\w+day\b)"),
    ("dividend", False, 3, r"\bpay-?outs?\b"),
    ("deal_close", False, 8,
     r"\b(?:the|tender|exchange|takeover|mandatory|['’]s)\s+offer\b[^.;,]{0,40}?\b(?:expir\w*|laps\w*|end\w*|clos\w*|"
     r"(?:remains?|stays?)\s+open)|\bgo[- ]shop(?:\s+period)?\b"
     r"(?:[^.;,]{0,20}\b(?:expir|end)\w*)?"),
    ("lock_up", False, 9,
     r"\brestrictions?\s+on\b[^.;,]{0,50}?\b(?:shares|sales|selling|stock)\b[^.;,]{0,40}?\b(?:laps|expir|fall|end|lift|releas)\w*|"
     r"\bquiet\s+period\b(?:[^.;,]{0,30}?\b(?:laps|expir|end)\w*)?"),
    ("product_launch", False, 7,
     r"\b(?:patients|customers|consumers|drivers|users|fans|buyers|doctors|shoppers)\s+(?:(?:will|should|are)\s+be\s+able\s+to|"
     r"can|will)\s+"
     r"(?:get|buy|order|pre-?order|use|book|download|try)\b"),
    ("dividend", False, 7,
     rf"\bon\s+the\s+(?:share\s+)?register\b{_AT}|\bon\s+the\s+register\s+at\s+(?:the\s+)?close\b"),
    ("spin_off", False, 8, r"\bseparately\s+listed\s+(?:company|business|entity)\b|"
     r"\bbecomes?\s+an?\s+(?:independent|stand-?alone|separate)\s+(?:\w+\s+)?company\b"),
    # products, permits, the economy
    ("product_launch", False, 2, rf"\b(?:come|comes|be|is)\s+out\b{_AT}"),
    ("product_launch", False, 6, rf"(?<!\bwas\s)(?<!\bwere\s)\bon\s+the\s+market\b{_AT}"),
    ("permit", False, 7,
     r"\b(?:issue|grant|award|receive)\w*\s+(?:the|its|a|an)\s+(?:\w+\s+){0,2}?(?:certificate|licen[cs]e|permit|consent)\b"),
    ("macro", False, 6, r"\bgo(?:es)?\s+to\s+the\s+polls\b|\breferendum\b|\b(?:general|presidential|federal|midterm|"
     r"snap)\s+elections?\b"),
    ("macro", False, 7, r"(?-i:\b(?:Fed|FOMC|ECB|BoE|BoJ|BOJ|RBA|SNB)\b)[^.;,]{0,60}?\bmeeting\b"),
    ("macro", True, 9,
     r"\b(?:payrolls|(?:Fed|FOMC|ECB|BoE|RBA)\s+minutes|PMIs?|GDP\s+(?:figures|numbers|data|growth)|inflation\s+(?:figures|"
     r"numbers)|"
     r"jobless\s+claims|unemployment\s+(?:figures|rate))\b(?=[^.;,$%]{0,45}?\b(?:out|due|follow|follows|published|released|come|"
     r"comes|"
     r"land|lands|arrive)\b)|"
     r"(?<=day['’]s\s)payrolls\b|"
     r"(?-i:\b(?:Fed|ECB|BoE|BOE|BoJ|BOJ|RBA|RBNZ|SNB|PBoC|Riksbank|Norges\s+Bank)\b)\s+(?:(?:sets?|decides?\s+on|"
     r"fixes)\s+(?:interest\s+)?rates?|"
     r"(?:next\s+)?meets?)\b|"
     r"\b(?:policymakers|rate[- ]setters|central\s+bankers)\s+(?:next\s+|will\s+|are\s+to\s+)?(?:meet|gather|decide)\b"),
)  # fmt: skip
