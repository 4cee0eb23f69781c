"""Cues that claim a window for nothing: market sizes, guidance, price targets, boilerplate."""

from __future__ import annotations

from bot.catalysts.cue_words import Row

CLAIMS: tuple[Row, ...] = (
    # what claims a window for nothing
    (None, True, 10,
     r"\b(?:market|industry|sector|spending|demand|consumption|segment|economy|"
     r"space)\b[^.;]{0,160}?\b(?:(?:reach|grow|surpass|exceed|hit|expand|ris|climb|increas|doubl|generat|top|"
     r"total|be\s+worth|be\s+valued)\w*)|\bCAGR\b|compound\s+annual\s+growth|(?:reach|grow|surpass|exceed|"
     r"hit|expand|climb|swell|balloon)\w*\s+(?:\S+\s+){0,6}?(?:US|USD|C)?\s?[$€£]\s?[\d.,]+\s*(?:billion|"
     r"trillion|million|bn|tn)|(?:billion|trillion)\s+(?:\w+\s+){0,4}?(?:market|industry|opportunity)|"
     r"worth\s+(?:\S+\s+){0,3}[$€£]|\b(?:projected|forecast(?:ed)?|"
     r"estimated)\s+to\s+(?:more\s+than\s+)?(?:reach|grow|double|surge|jump|swell|soar|approach|surpass|"
     r"exceed|expand|rise|increase|hit|climb|total)"),
    (None, True, 9,
     r"\b(?:production|output)\s+(?:\w+\s+){0,3}?to\s+(?:rise|grow|increase|reach|climb)|"
     r"\b(?:production|output)\b[^.;,]{0,40}?\b(?:lower|higher|below|above|unchanged|flat)\b|"
     r"trading\b[^.;:]{0,60}?(?:resume|commence|begin)|(?:resum|begin|commenc|start)\w*\s+trading|"
     r"reverse\s+(?:stock|share)\s+split|split-adjusted|up-?list\w*|no\s+advisory\s+committee|compliance"),
    (None, False, 11,
     r"\bupdates?\s+(?:on|about|regarding|following|after)\s+(?:\S+\s+){0,4}?(?:meeting|discussions?|feedback|outcome|next\s+steps)\b"),
    (None, False, 3, r"\b(?:an?|further|another|its)\s+updates?\b"),
    (None, False, 9,
     r"fund\w*\s+(?:\S+\s+){0,4}?operations|sufficient\s+(?:cash|capital|to)|runway"),
    (None, True, 10,
     r"holders\s+of\s+record\b[^.;]{0,60}?\b(?:entitled(?!\s+to\s+receive)|eligible|attend|vote)\b|record\s+date\s+(?:for|of)\s+(?:\S+\s+){0,6}?"
     r"(?:meeting|vote|AGM|EGM)\b|record\s+date\b[^.;]{0,40}?\b(?:to\s+(?:vote|determine\s+(?:\S+\s+){0,5}?(?:vote|notice)))"),
    (None, False, 10, r"\bas\s+the\s+record\s+date\b(?![^.;]*\b(?:dividend|distribution)\b)"),
    (None, False, 11,
     r"\b(?:not|no|without|n['’]t|nor)\s+(?:\w+\s+){0,4}?(?:advisory\s+(?:committee|panel)|adcomm?)\b(?:\s+meeting)?"),
    (None, False, 7,
     r"\b(?:buy-?\s?backs?|repurchases?)\s+(?:\w+\s+)?(?:authori[sz]ations?|program(?:me)?s?|plans?|mandates?)\b|"
     r"\bauthori[sz]ation\s+to\s+(?:repurchase|buy\s+back)\b"),
    (None, False, 8,
     r"\b(?:chances?|odds|probability|likelihood)\s+of\s+(?:\S+\s+){0,4}?(?:approval|success|launch|deal|default|cut|recession)\b"),
    (None, True, 9,
     r"\b(?:replay(?:ed)?|recording|archived\s+webcast|webcast\s+archive)\b|available\s+(?:until|through)\b"),
    (None, False, 6,
     r"(?:trial|study)\b[^.;:,]{0,40}?(?:expected|anticipated|scheduled|slated)\s+to\s+(?:complete|conclude|end|"
     r"finish)\b(?!\s+(?:\w+\s+)?enrol)"),
    (None, True, 9,
     r"\b(?:results|findings|outcome)\s+of\s+(?:(?:the|its|an?)\s+)?(?:[\w-]+\s+){0,2}?(?:audit|vote|election|probe|investigation|inquiry|poll|"
     r"referendum|tender)\b"),
    (None, True, 10,
     r"\b(?:redeem|repay|refinanc|retir|pay(?:s|ing)?\s+(?:down|off))\w*\s+(?:[^.;]|\.\d){0,60}?\b(?:notes|bonds|debt|debentures|loans?|borrowings|facility)\b"
     r"(?:\s+and\s+(?:an?\s+)?(?:further|another|additional)\s+[$€£][\d.,]+\s*\w*|[^.;]{0,60}?\b(?:further|another)\s+[$€£][\d.,]+\s*\w*)?|"
     r"\b(?:recommended\s+(?:Phase\s+\S+\s+)?dose|RP2D)\b"),
    (None, True, 10, r"\bdata\s+cut-?\s?off\b(?:\s+(?:date\s+)?for\s+(?:\S+\s+){0,4}?analysis)?"),
    (None, True, 10, r"\binterest\s+(?:on|under)\s+(?:\S+\s+){0,6}?(?:payable|accru\w+|paid)\b"),
    (None, True, 9, r"\b(?:notes|bonds|converts?|convertibles?|debentures|loans?)\s+(?:(?:is|are|falls?|comes?)\s+)?due\b"),
    (None, True, 8,
     r"price\s+(?:target|objective)|target\s+price|\bPT\s+of|upside\s+(?:potential\s+)?of|fair\s+value"),
    (None, False, 7,
     r"\b(?:revenues?|sales|EBITDA|EPS|earnings\s+per\s+share|margins?|cap(?:ital\s+)?ex(?:penditures?)?|"
     r"CapEx|cash\s+flows?|free\s+cash|profitab\w+|break-?even|"
     r"(?<!topline\s)(?<!top-line\s)(?<!readout\s)(?<!timing\s)(?<!data\s)(?<!filing\s)(?<!enrollment\s)(?<!launch\s)(?<!prior\s)(?<!previous\s)(?<!earlier\s)guidance\b(?!\s+(?:for|on)\s+(?:(?:the|its|our)\s+)?"
     r"(?:\S+\s+){0,3}?(?:read-?outs?|data|top-?line|filing|submission|launch|enrol+ment|closing)\b)|"
     r"run[- ]rate|operating\s+(?:expenses|"
     r"costs|income)|net\s+(?:income|loss)|backlog|occupancy|bookings|same-store|growth|net\s+debt|AISC|"
     r"GEOs?|production\s+guidance|runway|dilut\w+|cost\s+savings|synergies|tax\s+rate|head\s?count|outlook|"
     r"momentum|recovery|rebound|expense\w*|pricing|demand|inflation|usage|volumes?|utili[sz]ation|turnover|"
     r"profits?|deposits|loan\s+growth|book\s+value|cash\s+(?:position|balance|and\s+cash)|warrants?|"
     r"expir(?:e|es|ing|ation))\b"),
    (None, False, 6,
     r"\b(?:goal(?!\s+date|\s+is\s+to)|vision|ambition|commitment|pledge|net[- ]zero|emissions?)\b|agreement\s+(?:runs|lasts|"
     r"extends|expires)|\bleases?\b|\bmatur(?:e|es|ity|ing)\b|contract\s+(?:starting|through|until)|"
     r"term\s+of|covenant|extend\w*\s+(?:its\s+)?(?:cash\s+)?runway|patents?\s+(?:\S+\s+){0,4}?(?:expir|"
     r"through|until|protection)|exclusivity"),
    (None, True, 9,
     r"\b10-[KQ]\b|Form\s+(?:10-?[KQ]|20-?F|8-?K|S-?\d|F-?\d|40-?F|6-?K)|annual\s+report|risk\s+factors|forward-looking|"
     r"prospectus|registration\s+statement|copyright|©|SEDAR|management['’]s\s+discussion|shelf"),
)  # fmt: skip
