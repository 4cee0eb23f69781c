"""Cues of last choice but one: plain words for an event ("panel", "the filing", "the restart"), weaker than any full name."""

from __future__ import annotations

from bot.catalysts.cue_words import AGENCY, APPLICATION, Row

_REGULATOR = (
    rf"(?:{AGENCY}|(?:Japanese|Chinese|European|U\.?S\.?|Canadian|British|Korean|health|drug)\s+(?:regulators?|authorit\w+|"
    rf"watchdog)|"
    r"Washington|Brussels|Tokyo|Beijing)"
)
_STUDY = r"(?:trial|study|studies|program(?:me)?|cohorts?|arms?|Phase\s+(?:[1-4]|I{1,3}V?)[ab]?(?:/\d)?|SAD|MAD)"
_ON = r"(?=\s+(?:on|in|by|during|before|within|around|late|early|mid|this|next|as|no|at|later|sometime|toward|for)\b)"

PLAIN: tuple[Row, ...] = (
    # regulators
    ("pdufa", False, 7,
     rf"{_REGULATOR}\b[^.;,]{{0,30}}?\b(?:to|will|could|should|may|might|must)\s+(?:\w+\s+)?(?:clear|approve|authori[sz]e|"
     rf"license|decide|rule|sign\s+off)\b|"
     rf"\b(?:verdict|decision|ruling|answer|word)\b(?!\s+(?:by|of)\s+(?:the\s+)?(?:court|judge|jury))[^.;,]{{0,60}}?\b(?:from|"
     rf"by|at)\s+(?:the\s+)?"
     rf"{_REGULATOR}\b"),
    ("pdufa", False, 9,
     rf"(?<!acceptance\s)(?<!filing\s)\b(?:verdict|decision|ruling|action)\s+on\s+(?:\S+\s+){{0,5}}?(?:{APPLICATION}|filing|"
     rf"submission|application|dossier|"
     rf"appeal|resubmission|drug|therapy|vaccine|"
     r"device|label|supplement)\b(?:\s+for\b)?"),
    ("pdufa", False, 5,
     r"\bfor\s+(?:its|the|a|an)\s+(?:\w+\s+)?(?:decision|action)\b|"
     r"\b(?:a|the|its|final)\s+(?:\w+\s+)?decision\s+(?:would|could|should|will|may|might|is)\s+(?:\w+\s+)?(?:come|due|follow|"
     r"arrive|made|fall|land)\b"),
    ("pdufa", False, 8, r"\bdecision\s+date\b"),
    ("fda_meeting", False, 10,
     rf"\b(?:answer|response|word|clarity|decision|agreement)\s+(?:from|with|by)\s+(?:the\s+)?{_REGULATOR}\s+(?:on|"
     rf"about)\s+(?:\S+\s+){{0,4}}?"
     r"(?:design|endpoint|protocol|path|requirements?|plan|study|trial)\b"),
    ("pdufa", False, 3,
     r"(?<!prior\s)(?<!antitrust\s)(?<!merger\s)(?<!mark\s)(?<!holder\s)(?<!holders\s)(?<!board\s)(?<!court\s)(?<!council\s)(?<!zoning\s)(?<!permit\s)(?<!planning\s)"
     r"\b(?:approvals?|authori[sz]ation|clearance)\b(?!\s+(?:sale|rate|process|rating|pathway|package|application|submission))"),
    ("adcomm", False, 8,
     r"(?-i:FDA|[Aa]gency)\b[^.;,]{0,50}?\bpanel\b(?!\s+of\s+(?:genes|antibod))|"
     r"\b(?:outside|independent|expert|external|drugs?|vaccines?|device)\s+(?:\w+\s+)?panel\b|"
     r"\bpanel\b(?=[^.;]{0,60}?\b(?:application|FDA|NDA|BLA|PMA|drug|device|vaccine|benefit|safety|data)\b)(?!\s+(?:size|"
     r"of\s+(?:genes|antibod)))|"
     r"\badvis[eo]rs\b(?=\s+(?:will|to|meet|vote|review|convene|weigh|are))"),
    ("nda_acceptance", False, 10,
     rf"\b(?:{APPLICATION}|filing|application|submission|dossier)\b[^.;,]{{0,30}}?\b(?:be|being)\s+(?:accepted|"
     rf"validated)\b(?:\s+by\s+(?:the\s+)?\w+)?"),
    ("nda_acceptance", False, 10,
     rf"\b(?:if|whether|that)\s+(?:the\s+)?(?:{AGENCY})\s+(?:will\s+|has\s+)?(?:file|filed|accept(?:s|ed)?)\b(?:\s+(?:the|its|"
     rf"our)\s+\S+)?|"
     r"\b(?:word|notice|notification|letter|communication)\s+(?:on|of|about|that|whether|regarding|"
     r"confirming)\b[^.;,]{0,40}?\b(?:acceptance|accepted|filing\s+of|"
     r"been\s+filed)\b"),
    ("submission", False, 3,
     rf"{APPLICATION}|\b(?:filing|submission|resubmission|dossier)\b(?!\s+(?:deadline|fee|season|status|date\s+with|"
     rf"with\s+the\s+SEC))"),
    ("fda_meeting", False, 5,
     rf"\bType\s+[A-D]\b(?!\s+(?:gas|gluc))|\b(?:feedback|alignment|agreement|guidance|clarity|input|"
     rf"responses?)\s+(?:\S+\s+){{0,3}}?"
     rf"(?:from|with|by)\s+(?:the\s+)?{_REGULATOR}|{_REGULATOR}(?:['’]s)?\s+(?:written\s+)?(?:feedback|responses?|input|"
     rf"guidance|minutes)\b"),
    ("fda_meeting", False, 8,
     r"(?<!\bto\sthe\s)(?<!\bof\sthe\s)\b(?:regulators|agency|FDA|EMA)\s+(?:\w+\s+){0,4}?meet(?:\s+again)?\b"),
    # data
    ("data_readout", False, 3, r"(?<!of\s)(?<!the\s)\b(?:clinical\s+|human\s+)?(?:data|readouts?)\b(?=\s+(?:in|"
     r"by|during|before|around|late|early|mid)\b)"),
    ("data_readout", False, 6,
     r"(?-i:\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*-\d\w*)\s+(?:is\s+(?:due|set)\s+to\s+|will\s+|should\s+)?(?:reports?|"
     r"reads?(?:\s+out)?)\b" + _ON),
    ("data_interim", False, 6,
     r"\bthe\s+interim\b(?!\s+(?:chief|C[EFO]O|dividend|report|results|accounts|figures|period|management|president|agreement|"
     r"order|government|chair))"),
    ("macro", False, 9, r"\bretail\s+sales\b(?=[^.;,$]{0,30}?\b(?:(?:come|are)\s+(?:out|due)|out|due)\b)"),
    ("data_update", False, 7,
     r"\b(?:\w+-(?:year|month|week)|clinical|interim\s+clinical|program|durability|safety|efficacy|longer-term|"
     r"long-term)\s+updates?\b|"
     r"\bupdates?\s+(?:on|from|for)\s+(?:\S+\s+){0,4}?(?:therapy|vaccine|drug|candidate|patients|dose|gene|treatment)\b"),
    # trials
    ("trial_start", False, 3, r"\bfirst[- ]in[- ]human\s+(?:trial|study|studies)"),
    ("trial_start", False, 7,
     rf"\b{_STUDY}\b[^.;,]{{0,60}}?\b(?:up\s+and\s+running|in\s+motion|off\s+the\s+ground|live)\b"),
    ("trial_start", False, 6,
     rf"\b{_STUDY}\s+(?:\w+\s+)?(?:start|initiation|launch|kick-?off|commencement)\b|"
     rf"\b(?:start|initiation|launch|kick-?off|commencement|beginning)\s+of\s+(?:(?!and\b)\S+\s+){{0,7}}?{_STUDY}\b"),
    # conferences and earnings
    ("conference", False, 6,
     r"\b(?:research|innovation|technology|oncology|pipeline|strategy|product|partner|immunology|neuroscience|business)\s+day\b"),
    ("conference", False, 5,
     r"\b(?:accepted|selected|presented|presentation|abstracts?|posters?|oral|spotlight|featured)\b[^.;]{0,80}?\b"
     r"(?:Meeting|Congress|Conference|Symposium|Forum|Summit|Week)\b(?:,\s+(?:which\s+)?(?:runs?|takes?\s+place|to\s+be\s+held|"
     r"held|being\s+held)\b)?"),
    ("conference", False, 6,
     r"\b(?:abstracts?|posters?|presentations?|orals?)\b[^.;]{0,60}?\b(?:accepted|selected|chosen|slated|planned)\s+(?:for|"
     r"at)\s+(?:the\s+)?"
     r"(?-i:[A-Z]{3,6}\b)(?:,\s+(?:which\s+)?(?:runs?|tak(?:es?|ing)\s+place|to\s+be\s+held|held|being\s+held)\b)?"),
    ("conference", False, 8,
     r"\b(?:describe|detail|lay\s+out|unveil)\w*\b[^.;]{0,60}?\bat\s+(?:an?|the)\s+"
     r"(?:[\w-]+\s+){0,3}?(?:meeting|conference|congress|gathering|symposium)\b"),
    ("conference", False, 4, r"\bposters?\b|\boral\s+(?:presentation|session)\b|\bScientific\s+Sessions\b"),
    ("conference", False, 4,
     r"\b(?:at|in|during)\s+(?:the|an?)\s+(?:\S+\s+){0,6}?(?:conference|congress|symposium|summit|forum)\b(?!\s+(?:call|cent))|"
     r"\bmeet\w*\s+(?:with\s+)?investors\s+(?:at|in)\b"),
    ("conference", False, 8,
     r"(?-i:\b(?:[A-Z][\w&.-]+\s+){1,6}(?:Conference|Congress|Symposium|Summit|Forum)\b)(?!\s+(?:Call|Center|Centre|Room))"),
    ("earnings", False, 6,
     r"\b(?:nine-month|half-year|half-yearly|six-month|three-month|interim|annual|full-year|first-half|quarterly)\s+"
     r"(?:accounts|results|figures|numbers|report|statement)\b(?!\s+(?:from|of)\s+(?:the\s+)?(?:\w+\s+)?(?:Phase|trial|study))"),
    ("earnings", False, 7,
     r"\b(?:results|numbers|earnings|figures)\b[^.;]{0,40}?\b(?:(?:after|before)\s+the\s+(?:bell|close|open|market)|"
     r"\w*day\s+(?:night|morning|evening|afternoon))|"
     r"\b(?:results|numbers|earnings|figures)\b(?=[^.;]{0,60}?\b(?:with|and)\s+(?:the|a)\s+(?:\w+\s+)?call\b)"),
    ("earnings", False, 6, r"(?<=\d\s)(?-i:AMC|BMO)\b(?=\s*(?:[.,;:)(]|$))"),
    ("earnings", False, 4,
     r"\breporting\s+(?:after|before)\s+(?:the\s+)?(?:close|open|bell|market)\b"),
    # deals
    ("deal_close", False, 4,
     r"\b(?:complet|clos|finaliz|finalis|conclud|consummat)(?:e|es|ing|ion|ure)\b(?=[^.;]{0,40}?\b(?:merger|acquisition|"
     r"takeover|buyout|divestment|"
     r"divestiture|disposal|deal|transaction|sale)\b)"),
    ("dividend", False, 9, r"\bex-?\s?(?:distribution|rights|entitlement)\b"),
    ("deal_close", False, 7, r"\bwrap(?:s|ping)?\s+up\s+(?:\S+\s+){0,6}?(?:purchase|acquisition|merger|sale|deal|"
     r"takeover|buyout|transaction)\b"),
    ("dividend", False, 8,
     r"\b(?:payout|distribution|dividend|per\s+share|a\s+share)\b[^.;]{0,60}?\bholders\s+of\s+record\b|"
     r"\b(?:special|interim|final|quarterly|monthly|cash)\s+(?:payout|distribution)\b"),
    ("dividend", False, 8,
     r"\b(?:holders|owners|investors)\b[^.;,]{0,60}?\b(?:get|receive|be\s+paid|collect)\b[^.;,]{0,30}?\b(?:a|per|each)\s+(?:share|unit)\b"),
    ("dividend", False, 8,
     r"\bpayment\b(?=\s+(?:date|on|in|follows|is\s+due|is\s+expected|will\s+be\s+made)\b)"),
    ("lock_up", True, 8, r"\b(?:shares|stock|stakes?|holders|founders|insiders|executives|directors|management|"
     r"investors)\b[^.;]{0,50}?"
     r"\blocked[- ](?:up|in)\b(?=[^.;]{0,30}\b(?:until|through|for|till)\b)"),
    ("spin_off", False, 8,
     r"\bseparat\w+\b[^.;]{0,60}?\b(?:into|as)\s+(?:an?\s+)?(?:\w+\s+){0,3}?(?:listed|public|stand-?alone|"
     r"independent)\s+(?:company|companies|entity|business)"),
    # products, plants, mines
    ("product_launch", False, 5,
     r"\b(?:debut|introduction|roll-?out)\b|\b(?:sell|selling|ship|offer)\w*\s+(?:\S+\s+){0,4}?(?:commercially|"
     r"to\s+(?:customers|the\s+public))\b"),
    ("capacity", False, 6,
     r"\b(?:plant|mill|mine|smelter|refinery|factory|facility|line|fab|reactor|terminal|furnace|kiln|unit|train|well|"
     r"pipeline)s?\s+(?:\w+\s+)?"
     r"(?:restarts?|reopens?|resumes?|starts\s+up|ramps?\s+up|comes\s+(?:back|online)|opens|start-?up)\b"),
    ("offering_close", False, 9,
     r"\b(?:shares|notes|units|securities|warrants|bonds)\s+(?:\S+\s+){0,3}?(?:be\s+)?delivered\b|"
     r"\bdeliver\s+the\s+(?:\w+\s+)?(?:shares|notes|units|securities|warrants|bonds)\b"),
    ("shareholder_meeting", False, 7,
     r"\b(?:(?:share|stock|unit)?holders|owners|investors)\b[^.;]{0,70}?\bat\s+(?:an?|the|its|their)\s+(?:\w+\s+)?meeting\b"),
    ("delivery", False, 6,
     r"\bhand(?:ed|s|ing)?\s+over\b|\bhandover\b"),
    ("survey", False, 8, r"\b(?:wells?|holes?)\b[^.;]{0,40}?\b(?:be|gets?)\s+(?:drilled|spudded)\b"),
    ("survey", False, 8,
     r"\b(?:drilling|drill\s+(?:program(?:me)?|rigs?|campaign))\b[^.;,]{0,40}?\b(?:restart|resum|return|mobili[sz]|kick)\w*|"
     r"\b(?:infill|step-out|diamond|exploration|RC|core)\s+drilling\b"),
    ("permit", False, 9,
     r"\bplanning\s+(?:committee|commission|board|inspector\w*)\b[^.;,]{0,30}?\b(?:votes?|decides?|rules?|meets?)\b"),
    ("permit", False, 8,
     r"\b(?:decision|ruling)\s+on\s+(?:\S+\s+){0,4}?(?:permit|licen[cs]e|lease|concession|consent|project|plan|merger|takeover|"
     r"acquisition|bid|deal)\b"),
    ("permit", False, 6,
     r"\b(?:planning|environmental|construction|operating|export|import|water|mining|land-use|site)\s+(?:consent|approval|"
     r"permission|authori[sz]ation|"
     r"permits?|licen[cs]es?)\b|\b(?:court|judge|tribunal|jury)\b[^.;,]{0,45}?\b(?:rul|decid|decision|judgment|"
     r"verdict|hear|argument)\w*|\b(?:oral|opening|closing)\s+arguments?\b"),
    ("macro", False, 7,
     r"(?-i:\b(?:Fed|ECB|BoE|BoJ|BOJ|OPEC\+?)\b)(?=\s+(?:on|next|this|in)\b)|"
     r"(?:(?-i:\b(?:Fed|ECB|BoE|BoJ|BOJ)\b)|Federal\s+Reserve|central\s+bank)(?:['’]s)?\s+(?:\w+\s+){0,3}?(?:announcement|"
     r"statement|policy|move|call)\b"),
)  # fmt: skip
