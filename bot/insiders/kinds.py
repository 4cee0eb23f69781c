"""
Words that tell apart what one transaction code lumps together: offerings, mergers, own trusts, dividends, dealers.

Patterns over folded text; `find` gives the sentence that matched, for quoting.
"""

from __future__ import annotations

import re

from bot.insiders.language import Note

OFFERING = re.compile(
    r"""\b(?:(?:public|registered|follow-?on|underwritten|best\s+efforts|primary|secondary|direct|rights|concurrent|debt|
        unit|equity|common\s+stock|securities|share|reg(?:ulation)?\s+a\+?|ipo)\s+offerings?|initial\s+public\s+offering|ipo\b|
        registered\s+direct|underwriters?|private\s+placements?|privately\s+placed|pipe\s+(?:financing|transaction|investment)|
        subscription\s+(?:agreement|rights?|right)|subscribed\s+for|securities\s+purchase\s+agreement|
        (?:stock|share|unit|note|warrant|preferred\s+stock|common\s+stock|forward|standby|private\s+placement)\s+purchase\s+agreement|
        pipe\b|bought\s+deal|(?:capital|equity)\s+raise|series\s+\w\s+(?:\w+\s+)?financing|regulation\s+d\s+offering|
        offerings?\s+of\s+(?:\w+\s+){0,3}?(?:stock|shares|units|securities|warrants)|
        (?:issuer|company|registrant)'s\s+(?:\w+\s+){0,2}?offering\b(?!\s+(?:period|date))|
        in\s+(?:an?\s+|such\s+|this\s+)?offering\b(?!\s+(?:period|date))|
        investment\s+agreement|backstop|rights?\s+offering|over-?subscription|directed\s+share\s+program|
        public\s+offering\s+price|price\s+to\s+(?:the\s+)?public|offering\s+price|financing\s+(?:round|transaction)|
        closing\s+of\s+the\s+offering|prospectus|at-the-market\s+offering|the\s+offering\b(?!\s+(?:period|date)))
    |\b(?:purchased|acquired|bought|issued|purchases?|sold)\b[^;]{0,60}?\b(?:directly\s+)?(?:from|by)\s+
        (?:the\s+)?(?:issuer|company|registrant)\b(?!'s\s+(?:transfer|former|plan))
    |\b(?:direct(?:ly)?|private)\s+(?:purchase|transaction|sale|issuance)\s+(?:\w+\s+){0,3}?(?:with|from|by)\s+the\s+(?:issuer|company)\b
    |\bissued\s+by\s+the\s+(?:issuer|company)\b""",
    re.VERBOSE,
)
"""A purchase from the issuer, or in an offering."""
OPEN_MARKET = re.compile(
    r"\bopen[-\s]market\b|\bon\s+the\s+(?:open\s+market|new\s+york\s+stock\s+exchange|nyse|nasdaq|tsx|toronto|london)|"
    r"\bordinary\s+brokerage|\bbroker(?:age)?\s+transactions?\b|\bmarket\s+purchases?\b"
)
PRICE_BANDS = re.compile(
    r"\bmultiple\s+(?:transactions|trades)\b|\bweighted[-\s]average\b|\bprices?\s+rang(?:ed|ing)\b"
)
PRIVATE = re.compile(
    r"\bnegotiated\s+(?:transaction|sale|purchase)|\b(?:issuer|company)'s\s+former\b|\bprivate(?:ly)?[-\s](?:negotiated|transaction|sale|purchase|resale|block|agreement|arranged)|\boff-?market\b|"
    r"\bblock\s+trade|\b(?:in|into|through|pursuant\s+to|under)\s+(?:\w+\s+){0,3}?tender\s+offer|\b(?:purchased|acquired)\s+from\s+(?:an?\s+)?(?:existing|former|another|unaffiliated|third|other|estate|selling)"
)
MERGER = re.compile(
    r"\bmergers?\b|\bmerger\s+agreement|\bbusiness\s+combination|\breorgani[sz]ation|\bacquisition\s+of\s+(?:the\s+)?(?:issuer|[A-Za-z]+)|"
    r"\bearn-?out|\btransaction\s+consideration|\bmerger\s+consideration|\bscheme\s+of\s+arrangement|\bspin-?off|\bspun\s+off|"
    r"\bexchange\s+(?:offer|agreement|ratio)|\bcontingent\s+(?:payment|value)|\bdomesticat|\bescrow|\bcontribution\s+agreement|\btender\s+offer"
)
DIVIDEND = re.compile(
    r"\bdividend[-\s]+equivalents?|\breinvest(?:ed|ment)\s+of\s+(?:\w+\s+){0,3}?dividends?|\bdividend\s+re-?investment|\bdrip\b|"
    r"\bdividends?\s+(?:were\s+|was\s+)?(?:automatically\s+)?reinvest|\bstock\s+dividend|\bpaid[-\s]in[-\s]kind|\bpik\b"
)
DIVIDEND_EQUIVALENT = re.compile(
    r"^\W*(?:represents?\s+|reflects?\s+|consists?\s+of\s+|these\s+|the\s+|acquired\s+|\d[\d,.]*\s+|shares\s+|units\s+|additional\s+|accrued\s+|"
    r"restricted\s+|stock\s+|share\s+|phantom\s+|deferred\s+|performance\s+|acquisition\s+of\s+|accrual\s+of\s+|credit(?:ed|ing)?\s+(?:of\s+)?|rsus?\s+|"
    r"quarterly\s+|through\s+|under\s+|resulting\s+from\s+|pursuant\s+to\s+)*(?:reinvest\w*\s+of\s+)?(?:cash\s+)?dividend[-\s]+(?:equivalents?|reinvest)|"
    r"\b(?:accrued|acquired|issued|received|credited|granted|earned|awarded)\b[^;]{0,80}?\b(?:dividend[-\s]+equivalents?|reinvest\w*\s+of\s+(?:\w+\s+)?dividend|drip\b)"
)
STOCK_SPLIT = re.compile(
    r"\b(?:received|acquired|issued|distributed|resulting)\s+(?:\w+\s+){0,3}?(?:in|as|from|pursuant\s+to|through|upon|because\s+of)\s+"
    r"(?:[\w%-]+\s+){0,6}?(?:stock|share)\s+(?:split|dividend)\b"
)
"""Shares that a split or a stock dividend added: nobody was given anything."""
OWN_VEHICLE = re.compile(
    r"""\bgrat\b|\bgrantor\s+retained|\bestate[-\s]planning|\bannuity\s+(?:payment|trust)|\bqualified\s+personal
    |\b(?:revocable|living)\s+(?:\w+\s+){0,2}?trust\b
    |\bno\s+(?:change|effect)\s+(?:in|on)\s+(?:\w+\s+){0,3}?(?:pecuniary|beneficial)|\bchange\s+(?:only\s+)?in\s+(?:the\s+)?form\b
    |\b(?:form|nature)\s+of\s+(?:beneficial\s+)?ownership|\b16a-13\b|\bmere\s+change
    |\b(?:trust|llc|limited\s+liability\s+company|partnership|entity|account|vehicle)s?\b[^;]{0,80}?\b(?:of|for|in|over)\s+which\s+(?:the\s+)?(?:reporting\s+person|he|she|mr|ms|mrs|dr)\b
        [^;]{0,60}?\b(?:trustee|grantor|settlor|manag\w+|member|owner|beneficiary|general\s+partner)
    |\b(?:reporting\s+person|his|her|their)(?:'s)?\s+(?:own\s+|family\s+|personal\s+|wholly[-\s]owned\s+|\w+\s+)?(?:trust|revocable|living|llc|limited\s+partnership|estate)
    |\bheld\s+(?:directly\s+)?by\s+the\s+reporting\s+person\s+(?:to|and\s+transferred)|\bnow\s+(?:held|owned)\s+(?:directly|indirectly)""",
    re.VERBOSE,
)
CHARITY = re.compile(
    r"\bcharit\w*|\bdonat\w*|\bdonor|\bfoundation|\bnon-?profit|\b501\s?\(c\)|\bphilanthrop\w*|\buniversity\b|\bschool\b|\bchurch\b|"
    r"\bcommunity\s+fund"
)
DISTRIBUTION = re.compile(
    r"\bpro[-\s]?rata\b|\bin[-\s]kind\b|\bdistribut(?:ion|ed|ions|es)\b[^;]{0,90}?\b(?:partners?|members?|stockholders|shareholders|"
    r"beneficiar|limited|trust|investors)|\bwithout\s+(?:additional\s+)?consideration|\bfor\s+no\s+(?:additional\s+)?consideration"
)
DOMESTIC = re.compile(
    r"\bdivorce|\bdomestic\s+relations|\bmarital\s+(?:settlement|property)|\bdissolution\s+of\s+marriage"
)
INHERITANCE = re.compile(
    r"\binherit\w*|\bwill\s+or\s+(?:the\s+)?laws\s+of\s+descent|\bestate\s+of\b|\bbequest|\bdecedent|\bby\s+will\b"
)
ESPP = re.compile(
    r"\bemployees?'?\s+(?:stock|share)\s+purchase|\be\.?s\.?p\.?p\b|\bsharesave|\bpayroll\s+deductions?|"
    r"(?<!10b5-1 )(?<!10b5-1 stock )(?<!10b5-1 share )\b(?:stock\s+)?purchase\s+plan\b|"
    r"\bsection\s+423\b|\b16b-3\(c\)|\bpurchas\w+\b[^;.]{0,60}?\b(?:employees?'?|associates?'?)\s+(?:stock|share)\s+(?:plan|program|scheme)\b|"
    r"\bpurchased?\b[^;.]{0,60}?\b85\s?%\s+of\s+(?:the\s+)?(?:\w+\s+){0,2}?market\s+(?:value|price)"
)
"""Employee purchase plans, by name or by what only they have (Internal Revenue Code section 423, SEC Rule 16b-3(c))."""
RETIREMENT = re.compile(
    r"\b401\s?\(?k\)?|\bretirement\s+(?:savings|plan)|\bsavings\s+plan|\bdeferred\s+compensation\s+plan|\besop\b"
)
CONVERTED = re.compile(
    r"\b(?:convert(?:ed|s|ible)?|conversion|exchanged?|redeem(?:ed|able)?|redemption)\b[^;]{0,110}?\b(?:class|series|common|preferred|"
    r"ordinary|shares|units|stock|notes?)\b"
)
CONVERTING = re.compile(
    r"^\W*(?:represents|reflects|this\s+transaction\s+represents)?\s*(?:the\s+)?(?:automatic(?:ally)?\s+)?(?:conversion|exchange|redemption)\s+of\b|\b(?:automatically\s+)?converted\s+into\b"
)
CASH_SETTLED = re.compile(
    r"\b(?:settled|payable|paid|settlement)\s+(?:\w+\s+){0,3}?(?:in|for|solely\s+in|only\s+in)\s+cash|\bcash[-\s]settle"
)
SWAP = re.compile(
    r"\bswaps?\b|\btotal\s+return\b|\bcash-settled\s+(?:equity|derivative)|\bforward\s+(?:sale|contract|purchase)|\bcollar\b"
)
DEALER_WORDS = re.compile(
    r"\bbroker-?dealer|\bmarket[-\s]mak\w+|\bhedging\s+(?:activit|transact|position|arrangement)|\bhedges?\s+(?:its|their)\b|\bprincipal\s+trading|\bfacilitat\w+\s+(?:of\s+)?(?:client|customer)|\bclient\s+facilitation|"
    r"\berror\s+account|\b(?:ordinary|normal|regular)\s+course\s+of\s+(?:its|their|the)\s+(?:\w+\s+){0,3}business|\briskless\s+principal|"
    r"\bdesignated\s+market|\bunderwriting\s+(?:business|activit)"
)
DEALER_NAME = re.compile(
    r"\b(?:bank\s+of\s+america|merrill|citigroup|citibank|goldman\s+sachs|morgan\s+stanley|jpmorgan|j\.?p\.?\s+morgan|barclays|ubs|"
    r"credit\s+suisse|deutsche\s+bank|wells\s+fargo|nomura|jefferies|cantor|hsbc|bnp\s+paribas|societe\s+generale|royal\s+bank|rbc|"
    r"toronto[-\s]dominion|bmo|macquarie|mizuho|susquehanna|citadel\s+securities|virtu|jane\s+street|raymond\s+james|stifel|"
    r"oppenheimer\s*&|securities\s+(?:llc|inc|corp|ltd)|broker)",
    re.IGNORECASE,
)
FORCED_SALE = re.compile(
    r"\bmargin\s+(?:calls?|requirements?|deficienc\w+|maintenance)\b|\b(?:satisfy|meet|cover)\b[^;.]{0,40}?\bmargin\s+loan|"
    r"\bforeclos\w*|\bforced\s+(?:sales?|liquidation)|\binvoluntar\w+|\bpledge\w*\b[^;.]{0,60}?\b(?:sold|sale)\b|"
    r"\b(?:sold|sales?|liquidat\w+)\b[^;.]{0,60}?\b(?:by|direction\s+of|pledged\s+to)\s+(?:the|an?|its|his|her|their)\s+(?:\w+\s+){0,2}?"
    r"(?:lenders?|pledgee|secured\s+part(?:y|ies)|receiver|creditors?)\b|"
    r"\bcourt[-\s]order|\border(?:ed)?\s+(?:of|by|from)\s+(?:the|a)\s+(?:[\w.]+\s+){0,3}?court\b|\bbankruptcy\s+(?:court|trustee)"
)
"""The lender or a court sold, or made the owner sell; a pledge alone forces nothing."""
SOLD_IN_OFFERING = re.compile(
    r"\b(?:public|registered|follow-?on|underwritten|primary|secondary|equity|common\s+stock|share|marketed)\s+offerings?\b|\bipo\b|"
    r"\b(?:to|by|through)\s+(?:the\s+|an?\s+|such\s+)?(?:\w+\s+){0,2}?underwriters?\b|\bunderwriters?'?s?\s+(?:option|exercis\w+)|"
    r"\bunderwriting\s+(?:agreement|discounts?|commissions?)|\bover-?allotment|\bgreenshoe|\bbought\s+deal|"
    r"\b(?:the|such|this|an|in)\s+offering\b(?!\s+(?:period|date))|\b(?:issuer|company|registrant)'s\s+(?:\w+\s+){0,2}?offering\b"
)
SOLD_PRIVATELY = re.compile(
    r"\bprivate(?:ly)?[-\s](?:negotiated|transactions?|sales?|resale|block|agreement|arranged|placements?)|\bprivately\b|\boff-?market\b|"
    r"\bnegotiated\s+(?:transaction|sale)|\b(?:stock|share|securities|unit)\s+purchase\s+agreement|"
    r"\b(?:in|into|through|pursuant\s+to|under)\s+(?:\w+\s+){0,3}?tender\s+offer"
)
SOLD_TO_ISSUER = re.compile(
    r"\bsold\s+(?:[\d,]+\s+)?(?:shares\s+)?(?:back\s+|directly\s+)?to\s+the\s+(?:issuer|company|registrant)\b(?!'s)|"
    r"\b(?:issuer|company)\s+(?:has\s+)?repurchased\b|\brepurchased\b[^;.]{0,40}?\bby\s+the\s+(?:issuer|company)\b|"
    r"\brepurchase\s+agreement\b"
)
BLOCK_TRADE = re.compile(r"\bblock\s+(?:trade|sale)")
PLACEMENT = re.compile(r"\bprivate\s+placements?|\bprivately\s+placed|\bpipe\b")
PUBLIC_OFFERING = re.compile(
    r"\bofferings?\b|\bipo\b|\bunderwriters?\b|\bprospectus|\bdirected\s+share|\bregistered\s+direct|\bbought\s+deal|\brights\b"
)
FUTURE = re.compile(
    r"\b(?:committed|intends?|expected|expects|agreed|plans|will)\b[^;]{0,60}?\b(?:to\s+)?(?:purchase|acquire|buy|close)"
)
EQUITY_AWARD = re.compile(
    r"\b(?:restricted|rsus?|psus?|performance[-\s](?:based|stock|share|unit)|phantom|deferred|dsus?|awards?|granted?|grants|vest\w*|"
    r"director\s+compensation|retainer|fees|incentive|compensation|in\s+lieu\s+of|bonus|equity\s+plan|stock\s+units?|plan)\b"
)
NO_SHARES_SOLD = re.compile(
    r"\bno\s+shares\s+(?:\w+\s+){0,4}?(?:were|was|have\s+been)\s+sold|\bnone\s+of\s+the\s+shares\s+(?:\w+\s+){0,4}?sold"
)
PAID_CASH = re.compile(r"\bpaid\b[^;]{0,80}?\bin\s+cash\b|\bcash\s+exercise\b")
INCLUDES_UNVESTED = re.compile(
    r"\bincludes?\b[^;]{0,160}?\b(?:unvested|restricted\s+stock|restricted\s+share|rsus?|psus?|prsus?|stock\s+units?|restricted\s+units)"
)
PRICE_RANGE = re.compile(
    r"\$?\s?(\d{1,6}(?:,\d{3})*(?:\.\d+)?)\s*(?:per\s+share\s*)?(?:to|-|and|through)\s*(?:a\s+high\s+of\s+)?\$?\s?(\d{1,6}(?:,\d{3})*(?:\.\d+)?)"
)
FOREIGN_PRICE = re.compile(
    r"""\b(?:(?:prices?|amounts?|values?|consideration|proceeds)\b(?:[^;.]{0,80}?\b(?:is|are|was|were))?|reported|stated|
        denominated|expressed|shown|quoted|disclosed|listed)\s+(?:here(?:in)?\s+)?in\s+
    (?:(?:canadian|australian|hong\s+kong|singapore|new\s+zealand)\s+(?:dollars?|\$)|(?:c|cad|cdn|a|au|hk|s)\$|cad|cdn|aud|hkd|
        euros?|eur|€|(?:british\s+)?pounds?(?:\s+sterling)?|gbp|£|pence|swiss\s+francs?|chf|(?:new\s+)?(?:israeli\s+)?shekels?|nis|
        ils|(?:japanese\s+)?yen|jpy|(?:swedish|norwegian|danish)\s+kron\w+|sek|nok|dkk|renminbi|rmb|cny|(?:indian\s+)?rupees?|
        inr|(?:brazilian\s+)?reais|brl|(?:mexican\s+)?pesos?|mxn|(?:south\s+african\s+)?rand|zar)(?!\w)""",
    re.VERBOSE,
)
"""The price field holds another currency than the form's US dollars."""
INTO_DOLLARS = re.compile(r"\bconver(?:ted|sion|ting)\b|\btranslated\b")
SORT = re.compile(
    r"\bpreferred\b|\bpreference\b|\bdepositary\b|\bunits?\b|\bwarrants?\b|\bnotes?\b|\bdebentures?\b|\bbonds?\b|"
    r"\b(?:class|series)\s+[a-z0-9]{1,2}\b",
    re.IGNORECASE,
)
"""What tells securities of one issuer apart, whatever par value their titles name."""
SPLIT_FILING = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)?)\s+of\s+(?:two|three|four|five|six|seven|"
    r"eight|nine|ten|\d+)\s+(?:forms?|filings?|reports?)|\b(?:filing|form|part|report)\s+\d+\s+of\s+\d+|"
    r"\b30[-\s](?:transaction|line|row|item|entry)|\bmaximum\s+of\s+30\b|\bcontinuation\s+(?:report|of)|\badditional\s+form\s+4"
)


HINTS: dict[int, tuple[str, ...]] = {
    id(pattern): words
    for pattern, words in (
        (INCLUDES_UNVESTED, ("include",)),
        (
            FORCED_SALE,
            (
                "margin",
                "foreclos",
                "forced",
                "pledg",
                "court",
                "involunt",
                "lender",
                "secured",
                "receiver",
                "creditor",
                "bankrupt",
            ),
        ),
        (SOLD_IN_OFFERING, ("offering", "ipo", "underwrit", "allotment", "greenshoe", "bought deal")),
        (SOLD_PRIVATELY, ("privat", "market", "negotiated", "purchase agreement", "tender offer")),
        (SOLD_TO_ISSUER, ("issuer", "company", "registrant", "repurchase")),
        (BLOCK_TRADE, ("block",)),
        (
            PRIVATE,
            (
                "privat",
                "tender offer",
                "off-market",
                "off market",
                "block",
                "negotiated",
                "'s former",
                " from a",
                "purchased from",
                "acquired from",
            ),
        ),
        (OPEN_MARKET, ("market", "exchange", "nasdaq", "nyse", "broker")),
        (NO_SHARES_SOLD, ("no shares", "none of")),
        (DIVIDEND, ("dividend", "drip", "paid-in", "paid in", "pik")),
        (DIVIDEND_EQUIVALENT, ("dividend", "drip")),
        (STOCK_SPLIT, ("stock split", "share split", "dividend")),
        (RETIREMENT, ("401", "retirement", "savings", "deferred comp", "esop")),
        (ESPP, ("purchas", "spp", "s.p.p", "sharesave", "payroll", "423", "16b-3")),
        (
            DEALER_WORDS,
            ("dealer", "market mak", "market-mak", "hedg", "principal", "facilitat", "course of", "account"),
        ),
        (FOREIGN_PRICE, (" in ",)),
        (CONVERTING, ("conver", "exchange", "redemption")),
    )
}
"""One of these stands in every text that the pattern matches: looking for them is ten times quicker."""


def find(pattern: re.Pattern[str], note: Note) -> str:
    """The sentence in which the pattern matches, in the filing's own words; empty where it does not match."""
    if not pattern.search(note.folded):
        return ""
    for sentence in note.sentences:
        if pattern.search(sentence.text):
            return note.quote(sentence.start, sentence.start + len(sentence.text))
    return note.quote(0, len(note.tidy))
