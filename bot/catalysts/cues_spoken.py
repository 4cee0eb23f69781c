"""Cues as people say them and as notes abbreviate them: "goes ex", "Ph2 asthma (3Q27)", "the verdict", "out on"."""

from __future__ import annotations

from bot.catalysts.cue_words import AGENCY, DATA, Row

_WHEN = (
    r"(?:[1-4]\s?Q|Q[1-4]|[12]\s?H|H[12]|FY\d|YE\d|20\d\d|(?:early|mid|late|end|year-?end|by|in|this|next|spring|summer|autumn|fall|"
    r"winter|the\s+(?:first|second|third|fourth|last|week)|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\d{1,2}[\s/])"
)
"""How a date begins, right behind a word that is too plain to be a cue elsewhere."""
_AT = (
    r"(?=,?\s+(?:on|in|by|during|before|within|around|late|early|mid|this|next|tomorrow|as\s+(?:early|soon|late)|no|at|later|sometime|toward|towards|"
    r"over|for|from)\b)"
)
_INDEX = (
    r"(?:(?-i:\b(?:DAX|MDAX|CAC\s40|SMI|AEX|BEL\s20|IBEX|OMX|TSX|ASX\s?\d+|SOX|TOPIX|STOXX|MSCI)\b)|Nasdaq(?:-|\s)(?:100|Biotech\w*|Composite)|S&P\s\w|Russell|FTSE|Dow\b|"
    r"Nikkei|Hang\s+Seng|Sensex|Nifty|KOSPI)"
)
_BOARD = r"(?:(?-i:\b(?:CHMP|CVMP|PRAC|COMP|NICE|ICER|HAS|G-BA|IQWiG|CADTH|PBAC|SMC)\b))"
"""Bodies in Europe, Canada and Australia whose opinions decide on a drug or on who pays for it."""

SPOKEN: tuple[Row, ...] = (
    # regulators
    ("pdufa", False, 9, "verdict fate answer word",
     rf"\b{AGENCY}(?:['’]s)\s+(?:\w+\s+){{0,2}}?(?:verdict|answer|word)\b|"
     rf"\bfate\b[^.;]{{0,60}}?\bdecided\b|\bdecided\s+by\s+(?:the\s+)?{AGENCY}"),
    ("pdufa", False, 9, "vote final_guidance recommendation opinion appraisal",
     rf"(?:{_BOARD}|(?:EMA|agency)(?:['’]s)?\s+(?:human\s+medicines\s+)?committee)[^.;,]{{0,50}}?\b(?:votes?|opinion|recommendation|"
     r"(?:final\s+)?guidance|appraisal|rul(?:es?|ing)|decides?|decision)\b"),
    ("pdufa", False, 5, "decision verdict ruling",
     rf"\b(?:expect|anticipat|await|forese|look\w*\s+for|see)\w*\s+(?:a|an|the|its|their)\s+(?:\w+\s+)?(?:decision|verdict)\b{_AT}"),
    ("pdufa", False, 6, "decision verdict",
     r"\b(?:decision|verdict)\s+in\s+(?:Japan|Europe|China|Canada|Britain|Switzerland|the\s+(?:US|EU|UK|United))\b"),
    ("pdufa", False, 9, "action_date", r"\bthe\s+action\s+date\b"),
    ("pdufa", False, 7, "licens",
     r"\b(?:be|become)\s+licensed\b(?!\s+(?:to|out|from))|\blicensure\b"),
    ("submission", False, 8, "filed_with submitted_to lodged_with filed_in",
     rf"\bbe\s+(?:filed|submitted|lodged)\s+(?:with|to)\s+(?:the\s+)?{AGENCY}"),
    ("pdufa", False, 6, "cleared", rf"\b(?:should|will|could|to)\s+be\s+cleared\b{_AT}"),
    # data
    ("data_readout", False, 5, "data results read findings",
     rf"(?<!financial\s)(?<!quarterly\s)(?<!annual\s)(?<!year\s)(?<!quarter\s)(?<!earnings\s)(?<!half\s)(?<!production\s)(?<!sales\s)"
     rf"\b(?<!-)(?:data|results|read-?outs?)\b(?=\s*(?:\(|,\s|:\s|[–—|]\s?|-\s)\s*(?:expected\s+|due\s+|in\s+)?{_WHEN})|"
     r"(?<!-)\b(?:data|read-?outs?|top-?line)\b(?=\s+(?:[1-4]\s?Q|Q[1-4]|[12]\s?H\d|H[12])\b)"),
    ("data_readout", False, 8, "deliver",
     r"(?<!financial\s)(?<!quarterly\s)(?<!annual\s)\bdeliver\w*\s+(?:(?!financial|quarterly)[\w-]+\s+){0,3}?(?:data|results|read-?outs?)\b"),
    ("data_readout", False, 3, "data results",
     rf"(?<!financial\s)(?<!quarterly\s)(?<!operating\s)\b(?:data|results)\s+(?:from|on|in)\s+(?!{_WHEN})(?:[^\s,;]+\s+){{1,7}}?(?=(?:in|by|late|early|mid|"
     rf"this|next)\s+{_WHEN}|{_WHEN}\d)"),
    ("data_readout", False, 3, "ph1 ph2 ph3 phase ph_",
     rf"\bPh(?:ase)?\.?\s?(?:[1-4]|I{{1,3}})[ab]?(?:/[1-4][ab]?)?\b(?:(?!start|initiat|begin|enrol|dosing|meeting|FPI)[^.;:,()]){{0,45}}?"
     rf"(?=\s*\((?:expected\s+|due\s+)?{_WHEN})"),
    ("data_readout", False, 7, "report",
     rf"\b(?:trial|study|studies|arm|cohort|extension|programme?|Phase\s+\S+)\s+(?:(?:is|are)\s+(?:due\s+|set\s+)?to\s+|to\s+|will\s+|should\s+)?reports?\b{_AT}"),
    ("data_readout", False, 7, "look cut peek glimpse",
     rf"\b(?:first|next|second|early|initial|fresh)\s+(?:look|cut|peek|glimpse)\s+(?:at|of|into)\s+(?:\S+\s+){{0,4}}?{DATA}\b"),
    ("data_readout", False, 7, "data results",
     r"\b(?:bring|brings|get|gets|have|has)\s+(?:us\s+)?(?:\S+\s+){0,4}?(?:data|results|read-?outs?)\s+in\s+hand\b|"
     r"\bwhen\s+(?:we|investors|holders|it)\s+(?:get|gets|see|have|expect)s?\s+(?:\S+\s+){0,4}?(?:data|results|read-?outs?)\b"),
    ("data_readout", False, 8, "available",
     r"\b(?:safety|efficacy|survival|response|biomarker|end\s?points?|pharmacokinetics?|PK)\b[^.;:,]{0,60}?\bavailable\b"),
    ("data_update", False, 8, "mature",
     r"\b(?:survival|OS|PFS|DFS|EFS|data|results)\b[^.;:,]{0,40}?\b(?:to\s+(?:be\s+)?|be\s+|become\s+)(?:fully\s+)?mature\b"),
    ("data_readout", False, 6, "answer",
     r"\banswers?\s+(?:on|about|for)\s+(?:\S+\s+){0,6}?(?:drug|vaccine|therapy|treatment|trial|study|antibody|pill|programme?)\b"),
    ("data_update", False, 4, "long-term long_term longer",
     rf"\blong(?:er)?[- ]term\s+(?:safety|efficacy|extension|follow-up){_AT}"),
    # trials
    ("trial_start", False, 8, "first",
     rf"\bfirst\s+(?:eye|patient|subject|participant|volunteer|child|adult|infant|case|surgery|procedure|implant(?:ation)?|dosing|"
     rf"injection|infusion)s?\b[^.;,]{{0,25}}?\b(?:receiv\w*|injected|implanted|operated|treated|dosed|given)\b|\bfirst\s+(?:dosing|"
     rf"implant(?:ation)?){_AT}"),
    ("trial_start", False, 10, "recruitment enrol randomi screening",
     r"\b(?:recruitment|enrol+ment|randomi[sz]ation|screening)\s+(?:(?:is|are)\s+(?:expected|due|set|planned|scheduled)\s+to|will|should|"
     r"to)\s+(?:start|begin|open|commence)\b"),
    ("enrollment_complete", False, 9, "finish complet conclud end_ ends_ wrap",
     rf"\b(?:and|then)\s+(?:to\s+)?(?:finish|complete|conclude|end|wrap\s+up)(?:es|s)?\b{_AT}"),
    ("dosing_complete", False, 9, "have",
     r"\b(?:patients?|subjects?|participants?|volunteers?|cohorts?)\s+(?:will|should)\s+have\s+(?:all\s+)?(?:been\s+(?:dosed|treated)|"
     r"(?:completed|finished)\s+(?:dosing|treatment|therapy|follow-up))\b"),
    # conferences and earnings
    ("conference", False, 5, "present conferences talk lecture keynote address",
     r"\bpresent(?:s|ing)?\s+at\s+(?:the\s+)?(?-i:[A-Z])\w+|\binvestor\s+conferences\b|"
     r"\b(?:give|gives|giving|deliver|delivers)\s+(?:a|an|the)\s+(?:\w+\s+)?(?:talk|lecture|keynote|address)\b"),
    ("earnings", False, 3, "earnings", r"(?<=[\s\d])earnings\b(?=\s*(?:[;.]|$))"),
    ("conference", False, 8, "oral poster lba", r"(?-i:\b[A-Z]{3,6}\s+(?:oral|poster|LBA)s?\b)(?=\s*(?:[;.,)]|$))"),
    ("conference", False, 6, "webinar abstract",
     r"\b(?:hold|host|stage|run|plan|schedul)\w*\s+(?:\S+\s+){0,6}?webinar\b|"
     r"\babstracts?\b[^.;,]{0,30}?\b(?:go(?:es)?\s+live|(?:be|are|is)\s+(?:published|released|posted|unveiled|online))\b"),
    ("earnings", False, 7, "earnings results numbers figures",
     rf"\b(?:earnings|numbers|figures)\b(?=\s*(?:[:|(–—]|-\s)\s*{_WHEN})|"
     rf"\b(?:numbers|earnings)\s+(?:\S+\s+){{0,7}}?(?:arrive|arrives|land|lands|drop|drops|come|comes|follow|follows|"
     rf"are\s+out|are\s+due)\b{_AT}"),
    ("earnings", False, 9, "sales figures numbers",
     r"\b(?:\w+-quarter|quarterly|Q[1-4]|half-year|full-year|annual|interim)\s+(?:sales|figures|numbers|accounts)\s+(?:are|is)\s+(?:due|out|"
     r"expected|published)\b"),
    ("earnings", False, 6, "report",
     r"(?<!\bto\s)\breports?\b(?=\s+(?:tonight|today|tomorrow|next\s+(?:week|month)|(?:(?:this|next)\s+)?\w+day)\b)"),
    ("earnings", False, 7, "update",
     rf"\bupdates?\s+(?:the\s+)?(?:market|investors|shareholders|the\s+City)\s+on\s+(?:\w+\s+){{0,3}}?(?:trading|sales)\b{_AT}"),
    # deals, shareholders, indices
    ("deal_close", False, 6, "complete close",
     rf"\b(?:parties|compan(?:y|ies)|boards|both\s+sides|buyers?|sellers?|acquirers?|it|they)\s+(?:now\s+|still\s+)?(?:hope|expect|aim|plan|"
     rf"intend|want)s?\s+to\s+complete\b{_AT}"),
    ("vote", False, 8, "put", r"\bput\s+to\s+(?:a\s+vote\s+(?:of|by)\s+)?(?:the\s+|its\s+)?(?:share|stock|unit)holders\b|"
     r"\bput\s+to\s+a\s+vote\b"),
    ("spin_off", False, 8, "separation demerger",
     r"\b(?:separation|hiving\s+off|flotation|listing)\s+of\s+(?:(?:the|its|our)\s+)?(?:\S+\s+){1,4}?(?:arm|unit|business|division|"
     r"segment|subsidiary)\b"),
    ("index_change", False, 9,
     "dax cac smi aex bel ibex omx tsx asx sox topix nikkei hang sensex nifty kospi nasdaq s&p russell ftse dow stoxx msci",
     rf"\b(?:join|leav|enter|drop|fall|exit|mov|go|remov|add|replac|promot|relegat)\w*\s+(?:\w+\s+){{0,3}}?(?:the\s+)?{_INDEX}|"
     rf"(?:{_INDEX}|Nasdaq)\S*\s+(?:\S+\s+){{0,2}}?(?:rebalanc\w+|reconstitution|reshuffle|entry|inclusion|deletion)"),
    ("dividend", False, 8, "ex",
     rf"\b(?:goes?|going|trades?|trading|marked|turns?)\s+ex\b(?:-\w+)?{_AT}|\bgo(?:es)?\s+ex\s+(?=\w+day\b)"),
    ("dividend", False, 7, "register",
     rf"\bon\s+the\s+(?:share\s+)?register\b{_AT}|\bon\s+the\s+register\s+at\s+(?:the\s+)?close\b"),
    ("spin_off", False, 8, "separately_listed", r"\bseparately\s+listed\s+(?:company|business|entity)\b"),
    # products, permits, the economy
    ("product_launch", False, 6, "market", rf"(?<!\bwas\s)(?<!\bwere\s)\bon\s+the\s+market\b{_AT}"),
    ("permit", False, 7, "certificate licence license permit consent",
     r"\b(?:issue|grant|award|receive)\w*\s+(?:the|its|a|an)\s+(?:\w+\s+){0,2}?(?:certificate|licen[cs]e|permit|consent)\b"),
    ("macro", True, 9, "payroll minutes pmi gdp inflation unemployment rate policym setters bankers jobless meets fed",
     r"\b(?:payrolls|(?:Fed|FOMC|ECB|BoE|RBA)\s+minutes|PMIs?|GDP\s+(?:figures|numbers|data|growth)|inflation\s+(?:figures|numbers)|"
     r"jobless\s+claims|unemployment\s+(?:figures|rate))\b(?=[^.;,$%]{0,45}?\b(?:out|due|follow|follows|published|released|come|comes|"
     r"land|lands|arrive)\b)|"
     r"(?<=day['’]s\s)payrolls\b|"
     r"(?-i:\b(?:Fed|ECB|BoE|BOE|BoJ|BOJ|RBA|RBNZ|SNB|PBoC|Riksbank|Norges\s+Bank)\b)\s+(?:(?:sets?|decides?\s+on|fixes)\s+(?:interest\s+)?rates?|"
     r"(?:next\s+)?meets?)\b|"
     r"\b(?:policymakers|rate[- ]setters|central\s+bankers)\s+(?:next\s+|will\s+|are\s+to\s+)?(?:meet|gather|decide)\b"),
)  # fmt: skip
