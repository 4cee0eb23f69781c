"""Cues of deals, shareholders, products, plants, mines and the economy."""

from __future__ import annotations

from bot.catalysts.cue_words import CLOSE, DEAL, GAP, NEAR, OFFERING, WIDE, Row

COMPANY: tuple[Row, ...] = (
    # deals
    ("deal_payment", False, 8,
     r"(?:another|additional|further|remaining|second|final|first|next)\s+(?:payment|instal+ment|"
     r"US)?\s?(?:of\s+)?(?:US|C)?[$€£]\s?[\d.,]+\s*(?:million|billion|M|B)?|milestone\s+payments?|"
     r"milestone\s+of\s+(?:US|C)?[$€£]|"
     r"\b(?:receive|pay|payment\s+of|payable)\s+(?:\S+\s+){0,3}?[$€£]\s?[\d.,]+|up-?front\s+payment|"
     r"instal+ment\s+payment"),
    ("spin_off", False, 9,
     r"\b(?:separation|separat\w+|carve-?out)\b[^.;]{0,80}?\b(?:stand-?alone|independent|publicly[- ]traded|separately\s+listed)"
     r"(?:\s+(?:listed\s+|public\s+)?(?:company|companies|business))?"),
    ("spin_off", False, 6, r"\b(?:the|planned|proposed|company['’]s)\s+separation\b"
     r"(?!\s+(?:plant|facility|process|anxiety))"),
    ("conference", False, 6, r"(?:deliver|give|host)\w*\s+(?:\S+\s+){0,5}?presentation\b"),
    ("lock_up", True, 9,
     r"lock-?\s?up\s+(?:\S+\s+){0,4}?(?:expir\w+|period|agreement|release|end\w*)|lock-?up\b"),
    ("offering_close", False, 9,
     r"\bpricing\s+of\s+(?:the|its)\s+(?:IPO|initial\s+public\s+offering|offering)\b|"
     r"\b(?:IPO|initial\s+public\s+offering)\s+(?:is\s+)?(?:pricing|prices)\b"),
    ("offering_close", False, 9,
     rf"{OFFERING}\b[^.;:]{{0,40}}?\b(?:settle|expire)[sd]?\b|\b(?:IPO|"
     rf"initial\s+public\s+offering)\b[^.;:]{{0,40}}?\bto\s+(?:price|list|close)\b"),
    ("offering_close", False, 9,
     rf"{OFFERING}\b{WIDE}{CLOSE}|(?:clos(?:e|ing)|complet\w+)\s+(?:of\s+)?(?:\S+\s+){{0,4}}?{OFFERING}"),
    ("deal_close", False, 8,
     rf"tender(?:\s+offer)?\b[^.;]{{0,40}}?\bexpir\w+|{DEAL}\b[^.;:,]{{0,40}}?\b(?:wrapped\s+up|sealed)\b|\b(?:wrap\s+up|"
     rf"seal)\s+(?:the\s+|its\s+)?{DEAL}"),
    ("offering_close", False, 8,
     r"\b(?:delivery|settlement)\s+of\s+(?:the\s+)?(?:\w+\s+){0,2}?(?:placing|offering|rights\s+issue|shares|notes|units|"
     r"securities|warrants|bonds)\b"),
    ("deal_close", False, 8, r"\b(?:outside|long-?stop|drop-dead)\s+date\b"),
    ("deal_close", False, 7,
     r"\b(?:arrangement|scheme|merger|combination|amalgamation|acquisition|reorgani[sz]ation|takeover)\b[^.;:,]{0,40}?\b"
     r"(?:become\w*\s+effective|take\s+effect)\b"),
    ("deal_close", False, 5,
     r"\b(?:expect|anticipate|plan|intend|aim)s?\s+to\s+close\b(?=\s+(?:on|in|by|during|before|within|around|late|early|mid|"
     r"this|next)\b)"),
    ("deal_close", False, 5,
     r"(?<!after\s)(?<!before\s)(?<!at\s)(?<!market)(?<!market\s)\b(?:the|its|a|deal|targeted|expected|planned|anticipated|"
     r"projected)"
     r"\s+close\b(?!\s+of\s+(?:business|trading|market|the\s+(?:market|day|quarter|year)|play|\w+day|"
     r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*))(?!\s*[,.]?\s+on\s+\w+day)"),
    ("deal_close", False, 4, r"\bclosing\b(?!\s+(?:price|conditions?|costs?|bell))"),
    ("deal_close", False, 7,
     rf"{DEAL}\b{GAP}{CLOSE}|\b(?:merger|acquisition|transaction|business\s+combination|takeover|"
     rf"divestiture)\b{WIDE}(?:expected|anticipated|on\s+track|scheduled)\s+to\s+(?:\w+\s+)?(?:close|"
     r"complete|finali[sz]e|be\s+(?:completed|closed|finali[sz]ed))|(?:targeted|expected|anticipated|"
     rf"planned)\s+clos(?:e|ing)\b|{CLOSE}\s+(?:of\s+)?(?:\S+\s+){{0,4}}?{DEAL}|(?:first|initial|final|"
     r"second)\s+closing|closing\s+(?:of|is|was|remains|expected|anticipated|date|to\s+occur)|(?:expected|"
     r"anticipated|scheduled|targeted|on\s+track)\s+to\s+(?:\w+\s+)?(?:close|finali[sz]e|be\s+(?:closed|"
     r"consummated|finali[sz]ed))\b|(?:close|complete|"
     rf"finali[sz]e)\s+(?:the\s+)?(?:previously\s+announced\s+)?{DEAL}|{DEAL}\b{NEAR}(?:signed|executed)"),
    ("vote", False, 9, r"\bapproval\s+(?:by|of|from)\s+(?:the\s+|its\s+)?(?:\w+\s+)?(?:share|stock|unit)holders"),
    ("shareholder_meeting", False, 8, r"\b(?:share|stock|unit)holders\s+(?:will\s+|are\s+to\s+)?meet\b"),
    ("vote", False, 8,
     r"\bvoting\s+(?:closes|ends|opens|deadline|cut-?off|on)\b|(?:share|stock|unit)holders?['’]?\s+(?:\S+\s+){0,5}?vot\w+|(?:share|"
     r"stock|unit)holder\s+vote|(?:holders|investors|owners)\s+(?:\w+\s+)?(?:their|a)\s+say\s+on\b|"
     r"vote\s+(?:on|to\s+approve)|proxy\s+(?:vote|contest)"),
    ("shareholder_meeting", False, 9,
     r"(?:annual|special|extraordinary|general|ordinary)\s+(?:and\s+special\s+)?(?:general\s+)?meeting\s+of\s+(?:(?:its|the|"
     r"our)\s+)?(?:share|stock|unit)holders|(?:share|stock|unit)holders?['’]?s?\s+meeting|(?:annual|"
     r"extraordinary)\s+general\s+meeting|special\s+meeting\b(?:\s+to\s+(?:vote|decide)\s+on)?|(?-i:\b(?:AGM|EGM|AGSM)\b)|"
     r"court\s+meeting"),
    ("index_change", False, 8,
     r"\b(?:MSCI|FTSE\s+Russell|S&P\s+Dow\s+Jones|STOXX|Deutsche\s+B(?:ö|oe)rse)\b[^.;,]{0,25}?\b(?:publish|announce)\w*"),
    ("index_change", False, 9,
     r"(?:add(?:ed|ition)?|enter(?:s|ed|ing)?|promot\w+|drop(?:ped|s)?|exit\w*|leav(?:e|es|ing)|replac\w+|join(?:s|ed|ing)?|"
     r"inclu(?:ded|sion)|remov(?:ed|al)|delet(?:ed|"
     r"ion)|mov(?:e|ing)|"
     r"effective|entry)\b(?:[^.;:]|\.(?=\s[a-z])){0,70}?(?:Russell|S&P|MSCI|Nasdaq-?100|NASDAQ-?100|FTSE|Dow\s+Jones|benchmark|"
     r"index(?:es)?\b|indices)|(?:Russell|S&P|MSCI|FTSE|Nasdaq-?100)\s+(?:\S+\s+){0,3}?(?:reconstitution|"
     r"rebalanc\w+|inclusion)|index\s+(?:rebalanc\w+|inclusion|reconstitution)|"
     r"(?:MSCI|FTSE|S&P|Russell)\b[^.;,]{0,30}?\breview\b|(?-i:\b(?:MSCI|FTSE\s+Russell|STOXX))\b[^.;,]{0,40}?\b"
     r"(?:implement\w*|changes?|deletions?|additions?)\b"),
    ("dividend", False, 5,
     r"\bthe\s+(?:\w+\s+)?distribution\b(?=\s+(?:is|will|date|in|on|by)\b)"),
    ("dividend", False, 9,
     r"\bex-?\s?div(?:idend)?\b|\bex-?\s?date\b|record\s+date|(?:dividend|distribution)s?\b(?:(?!AGM|"
     r"annual\s+general)[^.;:]){0,110}?(?:payable|paid|"
     r"pay(?:ment)?|of\s+record|record)|(?:payable|paid|payment)\s+(?:date\s+)?[^.;:]{0,50}?(?:dividend|"
     r"(?:share|stock|unit)holders\s+of\s+record)|(?:share|stock|unit)holders\s+of\s+record|dividends?\b"),
    ("spin_off", False, 9,
     r"spin(?:ning)?[- ]?(?:off|out)s?\b|\blist\w*\s+(?:the\s+|its\s+)?(?:\S+\s+){0,4}?as\s+(?:a|an)\s+(?:separate|"
     r"independent|standalone)|(?:planned|proposed|tax-free)\s+(?:separation|demerger)|demerger|"
     r"separat\w+\s+(?:\S+\s+){0,4}?into\s+(?:two|three|an?\s+independent|a\s+separate)"),
    # products, plants, mines
    ("product_launch", False, 6,
     r"\b(?:be|become)\s+(?:\w+\s+)?available\b|(?:commercial|product|market(?!ing)|U\.?S\.?|global|public|full|"
     r"nationwide|European|retail|soft|beta|initial|official|planned|"
     r"targeted)\s+(?:product\s+)?(?:launch\w*|roll-?\s?out|availability|release|introduction|entry|debut)|"
     r"(?:launch|introduc|unveil|releas|debut|roll\w*\s+out|commerciali[sz]|bring|"
     r"market(?!ing\s+(?:appl|auth)))\w*\s+(?:of\s+)?(?:\S+\s+){0,6}?(?:product|platform|app\b|model|line|service|device|system|"
     r"version|technology|solution|software|brand|drug|therapy|treatment|suite|kit|game|feature|chip|"
     r"application|products|pillows?|mask|token|marketplace|website|store)\w*|(?:launch|roll-?out)\w*\b|"
     r"commerciali[sz]ation|market\s+entry|(?:go(?:es|ing)?|be)\s+live\b|to\s+market\b|"
     r"(?:hit|reach|enter)\s+(?:the\s+)?(?:\w+\s+)?(?:shelves|market)\b|on\s+sale\b|first\s+(?:commercial\s+|product\s+)?sales?\b|"
     r"commercial(?:ly)?\s+(?:sales|availab\w+)|availability\b"),
    ("product_launch", False, 8,
     r"\bsales\s+(?:of|in)\s+[^.;,$]{0,50}?\b(?:begin|start|commence)\b|"
     r"\b(?:first|initial)\s+(?:commercial\s+|product\s+|retail\s+)?sales?\b(?!\s+(?:of\s+)?(?:quarter|half))"),
    ("product_launch", False, 7,
     r"\b(?:make|making|have)\s+(?:\S+\s+){1,6}?(?:commercially\s+)?available\b"),
    ("product_launch", False, 6,
     r"\brolled\s+out\b(?!\s+of)|\b(?:opens?|debuts?|premieres?|arrives?)\s+in\s+(?:theat(?:er|re)s|cinemas)|\bunveil\w*\b"),
    ("product_launch", False, 6,
     r"\b(?:will|to|should|could)\s+be\s+(?:sold|marketed|stocked)\s+(?:in|by|through|at|to|under)\b"),
    ("product_launch", False, 5, r"\b(?:to|will)\s+(?:introduce|commerciali[sz]e)\b"),
    ("product_launch", False, 6,
     r"\b(?:begin|start|commence)\w*\s+(?:\w+\s+){0,2}?(?:selling|sales)\b|commercial\s+debut"),
    ("capacity", False, 8,
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
    ("capacity", False, 6,
     r"\b(?:restart|reopening|resumption)\s+of\b|(?:mine|mill|refinery|smelter|plant|reactor|facility|operations?|"
     r"mining)\b[^.;:,]{0,50}?\b(?:restart\w*|resum\w+|"
     r"reopen\w*)"),
    ("capacity", False, 6, r"\bcapacity\b(?=[^.;:,]{0,40}?(?:expected|reach|increas|expand))"),
    ("capacity", False, 6,
     r"\b(?:back\s+online|on\s+stream|brought\s+(?:\S+\s+){0,8}?online|bring(?:ing)?\s+(?:\S+\s+){0,8}?online)\b"),
    ("capacity", False, 8,
     r"\b(?:full|design|nameplate|planned|maximum)\s+(?:\w+\s+)?(?:capacity|output)\b|(?:data\s+cent(?:er|re)|plant|"
     r"facility|campus|mine|MW|"
     r"megawatts?|line|site)\b[^.;]{0,40}?\bgo(?:es|ing)?\s+live\b"),
    ("capacity", False, 8,
     r"\b(?:begin|start|commenc)\w*\s+(?:operating|making|building|assembling|producing|pumping|processing|smelting)\b|"
     r"\bproduc\w+\s+(?:its|the|their)\s+first\b(?!\s+(?:\w+\s+)?(?:data|results))|"
     r"\broll\w*\s+off\s+the\s+(?:\w+\s+)?line|\bramp-?\s?up\b|\bwork\s+on\s+(?:\S+\s+){1,8}?(?:begin|start|commence)s?\b|"
     r"\b(?:first|initial)\s+output\b|"
     r"\bfirst\s+(?:concentrate|gold|copper|silver|lithium|uranium|oil|gas|LNG|coal)\b"),
    ("product_launch", False, 7, r"\bpre-?orders?\s+(?:will\s+)?(?:open|start|begin)\w*"),
    ("delivery", False, 6, r"\bships\s+(?=(?:on|in|by|to|from|next|this)\b)"),
    ("capacity", False, 8, r"\b(?:pour|produce|ship|export)\w*\s+(?:its\s+|the\s+)?first\s+(?:gold|copper|"
        r"silver|lithium|ore|oil|gas|concentrate|uranium|LNG)"),
    ("capacity", False, 9,
     r"\b(?:enter|re-?enter|entering|enters|entry|put|placed?|go|goes|going|come|comes|coming|be|are|"
     r"return)\s+(?:back\s+)?(?:in)?(?:to)?\s*"
     r"(?:commercial\s+|revenue\s+|full\s+|regular\s+)?service\b|\bin-service\b(?:\s+date)?|"
     r"\bcommercial\s+operations?(?:\s+dates?)?\b|\bfirst\s+power\b|(?-i:\bCOD\b)"),
    ("capacity", False, 2, r"\bexpected\s+to\s+be\s+(?:completed|operational|installed|commissioned)\b"),
    ("capacity", False, 6,
     r"break(?:ing)?\s+ground|ground-?breaking|\bopen(?:s|ing)?\s+(?:of\s+)?(?:\S+\s+){0,5}?"
     r"(?:facility|plant|factory|store|restaurant|location|campus|centers?|centres?|complex|hub|mine|fab|gigafactory|warehouse|"
     r"hotel|hospital|branch|operation|terminal|shredder)s?\b"),
    ("capacity", False, 6,
     r"(?:complet|finish)\w*\s+(?:\S+\s+){0,4}?(?:facility|plant|mill|mine|smelter|refinery|factory|line|construction|"
     r"expansion|installation|"
     r"build-?out|upgrad\w+)|installation\b(?=[^.;:,]{0,20}(?:planned|expected|scheduled|targeted))|(?:full|"
     r"commercial)\s+operations?\b|into\s+construction|(?:come|coming|brought|bring|"
     r"go)\s+(?:\S+\s+){0,2}?online|(?:fully\s+)?(?:operational|commission(?:ed|ing)|energi[sz]ed|installed|"
     r"activated)|(?:production|manufacturing|generating|mining|refining|annual|nameplate|"
     r"data\s+center)\s+capacity|capacity\s+(?:expan\w+|of|to|increase)|(?:double|triple|expand|increas|"
     r"add)\w*\s+(?:\S+\s+){0,5}?capacity|(?:facility|plant|mill|factory|campus|mine|project|"
     r"data\s+cent(?:er|re)|fab|unit|site|pipeline|station)s?\b[^.;:]{0,50}?(?:complet\w+|commission\w*|"
     r"operational|open(?:s|ing|ed)?\b|start\s?-?up|online|mechanical\s+completion|construction)|(?:over|"
     r"than|to|of|about|approximately|add|adding|deploy|deploying|install|installing)\s+[\d,.]+\s*(?:units|"
     r"MW|GW|EH/s|exahash|dairies|stores|locations|megawatts|gigawatts|miners|satellites|tonnes|TPD)|"
     r"construction,?\s+(?:\S+\s+){0,14}?(?:start|begin|complet|commenc)\w*|(?:begin|start|commence|"
     r"complete)\s+construction|start[- ]?up\b|[\d,]+\s+(?:new-generation\s+)?(?:units|miners)"),
    ("delivery", False, 7, r"\bhand(?:s|ing)?\s+(?:over\s+)?(?:the\s+|its\s+)?(?:first|second|third|final|\d+)\b"),
    ("delivery", False, 7,
     r"(?:scheduled|slated|ready)\s+for\s+(?:shipment|delivery)|(?:begin|start|commenc|complet|"
     r"expect)\w*\s+(?:\w+\s+){0,3}?(?:deliver(?:y|ies|ing)|ship(?:ping|ments?|s)?)\b|(?:first|initial|"
     r"customer|vehicle)\s+(?:\w+\s+){0,2}?(?:deliver(?:y|ies)|shipments?)|(?:deliver(?:y|ies)|"
     r"shipments?)\b[^.;:,]{0,120}?(?:begin\w*|start\w*|expected|scheduled|commenc\w+|anticipated|complet\w+|"
     r"into)|\bbe\s+(?:\w+\s+)?(?:delivered|shipped)\b|(?:to|will)\s+(?:deliver|ship)\s+"
     r"(?!(?:[\w-]+\s+){1,4}?(?:judg\w+|verdict|ruling|opinion|decision|presentation|speech|keynote|address|results|data|report)\b)(?:the|its|our|"
     r"their|an?|first|initial|up)\b"),
    ("survey", False, 7, r"(?:slated|scheduled|planned|expected)\s+for\s+(?:\S+\s+){0,5}?drilling\b"),
    ("survey", False, 7, r"\bdrilling\s+(?:of|on|at)\b"),
    ("survey", False, 8,
     r"(?:drill\w*|exploration)\s+(?:program(?:me)?|campaign)\b[^.;:,]{0,30}?\b(?:launch|begin|start|commenc)\w*"),
    ("survey", False, 9,
     r"seismic\s+(?:data|survey|program)"),
    ("survey", False, 7,
     r"\bdrilling\b[^.;:,]{0,60}?(?:expected|anticipated|scheduled|planned|slated)\b|(?:scheduled|slated|"
     r"planned)\s+for\s+drilling|(?:surveys?\b|(?:drill(?:ing)?|exploration|field|sampling|geophysical|"
     r"work)\s+(?:program(?:me)?|campaign|season|holes?)s?|seismic\s+(?:data|survey|program)|(?:begin|start|"
     r"commenc|resum)\w*\s+(?:\S+\s+){0,3}?drilling|drilling\s+(?:will|to|is|expected|scheduled|planned|"
     r"begin\w*|start\w*|commenc\w+)|maiden\s+drill\w*|bulk\s+sampl\w+)"),
    ("study_publication", False, 8,
     r"(?:(?:results|findings|outcome|completion|publication|release)\s+of\s+(?:(?:the|its|an?)\s+)?(?:[\w-]+\s+){0,3}?)?"
     r"(?:pre-?)?(?:feasibility|scoping)\s+stud(?:y|ies)|(?-i:\b(?:DFS|PEA|BFS)\b)|"
     r"preliminary\s+economic\s+assessment|(?:mineral\s+)?resource\s+(?:estimate|update)|"
     r"maiden\s+(?:\S+\s+){0,2}?resource|technical\s+report|(?:peer-?reviewed|journal|study)\s+publication|"
     r"(?:publish|publication)\w*\s+(?:\S+\s+){0,6}?(?:journal|paper|study|manuscript|peer)"),
    ("permit", False, 7,
     r"\b(?:permit(?:s|ting)?|(?<!per\s)licen[cs](?:e|es|ing)(?!\s+appl)|certifications?|zoning|"
     r"environmental\s+approval|record\s+of\s+decision|CE\s+mark(?:ing)?)\b|(?:regulatory|government|FERC|"
     r"FCC|court|antitrust|CFIUS|PUC|LCFS|pathway|environmental|building|"
     r"final)\s+(?:\S+\s+){0,2}?(?:approvals?|clearance|decision|ruling|certification)|(?:issuance|"
     r"grant)\s+of\s+(?:the\s+|a\s+)?(?:patent|permit|licen[cs]e)|final\s+investment\s+decision|"
     r"(?-i:\bFID\b)|(?<!anticipate\s)(?<!expect\s)(?<!to\s)\bhearing\b(?!\s+(?:from|back|about|whether|by|on\s+acc))"),
    ("permit", False, 9,
     r"(?:European\s+Commission|(?-i:\b(?:EU|EC|CMA|FTC|DOJ|SAMR))|regulators?|watchdog)\b[^.;]{0,50}?\bdeadline\b"),
    ("permit", False, 9,
     r"(?:Justice\s+Department|Department\s+of\s+Justice|Federal\s+Trade\s+Commission|(?-i:\b(?:FTC|DOJ|CMA))|"
     r"\b(?:competition|antitrust|merger)\s+(?:authorit\w+|watchdog|regulators?|enforcers?|commission)|\bjudge|\bcourt|tribunal)"
     r"[^.;,]{0,30}?\b(?:has|have)\s+until\b"),
    ("permit", False, 9,
     r"\bwaiting\s+period\b[^.;,]{0,60}?\b(?:expir|end|laps|run\s+out)\w*|(?-i:\bHSR)\s+(?:Act\s+)?clearance\b|"
     r"\bdecision\s+(?:by|from|of)\s+(?:the\s+)?(?-i:FTC|DOJ|CMA)\b|"
     r"(?-i:\b(?:FTC|DOJ|CMA))(?:['’]s)?\s+(?:\w+\s+){0,4}?(?:decision|outcome|findings|verdict)\b"),
    ("permit", False, 9,
     r"\btrial\b(?=[^.;,]{0,30}\b(?:case|lawsuit|suit|court|jury|antitrust)\b)|(?:jury|bench|court)\s+trial|"
     r"(?:judge|court|tribunal|FERC|FTC)\s+(?:\S+\s+){0,4}?(?:rule|decide)s?\b"),
    ("permit", False, 9,
     r"\b(?:board|council|commission(?:ers)?|county|city|committee|authority|supervisors|town)\b[^.;,]{0,30}?\b(?:vote|decide|"
     r"rule)s?\s+on\s+"
     r"(?:\S+\s+){0,5}?(?:permit|licen[cs]e|zoning|plan|application|project|certificate|proposal)\b"),
    ("permit", False, 9,
     r"\b(?:ruling|judgment|verdict)\s+(?:(?:by|from|of|in)\s+(?:(?:the|an?)\s+)?(?:[\w-]+\s+){0,2}?(?:court|judge|jury|tribunal|case|"
     r"lawsuit|trial)|is)\b|(?:FERC|FCC|court|judge|EU|European\s+Commission|CMA|FTC|"
     r"DOJ|CFIUS|council|"
     r"commission(?:ers)?|ministry|regulators?)\s+(?:\S+\s+){0,4}?(?:to\s+)?(?:rule|decide|vote)s?\s+(?:on|"
     r"whether)\b(?!\s+(?:the\s+)?(?:new\s+drug|marketing|"
     r"drug|NDA|BLA|MAA))"),
    ("macro", True, 9,
     r"(?-i:\bFOMC\b)|(?-i:\b(?:CPI|PPI|PCE)\b)(?:\s+(?:data|report|release|print|reading|inflation))*|"
     r"nonfarm\s+payrolls?(?:\s+report)?|jobs\s+(?:report|data)|(?:inflation|retail\s+sales)\s+(?:data|report)|"
     r"(?:consumer|producer)\s+price(?:\s+(?:index|report|data)|s\s+(?:are|is|for))|"
     r"\bGDP\b\s+(?:report|data|estimate|release)|OPEC\+?\s+(?:\w+\s+)?meet(?:ing|s)?\b|(?-i:\b(?:ISM|"
     r"PMI)\b)(?:\s+(?:\w+\s+)?(?:index|survey|data|report|reading))?|Jackson\s+Hole"),
    ("macro", False, 8,
     r"(?:(?-i:\b(?:Fed|ECB|BoE|BOJ)\b)|Federal\s+Reserve|Bank\s+of\s+(?:England|Japan|Canada)|"
     r"central\s+bank)(?:['’]s)?\s+(?:\w+\s+){0,3}?(?:meets?\b|meeting|(?:rate\s+)?decision|policy\s+meeting)|rate\s+decision"),
)  # fmt: skip
