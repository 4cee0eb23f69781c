"""
The vocabulary of tax-forced sales in ownership filings, as patterns over folded text (lower case, plain dashes).

Kept apart from the rules that use it (`taxes`), so that a new wording is one line here.
"""

from __future__ import annotations

import re


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


HINT = re.compile(r"tax|withh|cover|mandat|discretion|volition|voluntar|exercise price|payroll|fica|national insurance")
"""A note without one of these says nothing about tax."""

NOT_ABOUT_PAYING = re.compile(
    r"""(?:(?:financial|estate|retirement|charitable|investment|wealth|personal|income|gift)[\s,/&]+(?:and\s+|or\s+)?)*
    \b(?:income\s+)?tax[-\s](?:(?:and|or|/)\s+\w+\s+)?(?:planning|purposes?(?!\s+(?:\w+\s+){0,4}?vest)|loss(?:es)?|advis\w+|advice|deferr?ed|exempt|free|
        qualified|returns?|years?|efficien\w+|diversification|advantaged|basis|strateg\w+|reasons?|considerations?|
        counsel|matters|treatment|reporting|lots?|harvest\w*|code|reform|laws?|seasons?|credits?|status|consequences|
        receivable\s+agreement|rates?|bracket|sharing|holiday)\b
    |\b(?:after|pre|post|before)[-\s]tax\b|\bnon-?taxable\b
    |\b(?:estate|inheritance|gift|capital\s+gains?|property|transfer|excise|death)\s+tax(?:es)?\b
    |\btax(?:es)?\s+(?:owed\s+)?by\s+(?:its|the)\s+(?:partners|members)\b|\btax\s+distributions?\b""",
    re.VERBOSE,
)
"""Words with "tax" in them that name no tax an award's holder has to pay; masked before the rules read."""

OTHER_TAX = re.compile(
    r"\b(?:estate|inheritance|gift|capital gains?|property|death)\s+tax|"
    r"\btax[- ](?:planning|distributions?|loss\w*|diversification|reasons|considerations)|"
    r"\b(?:personal|annual|quarterly)\s+(?:income\s+)?tax"
)
"""A decision taken with tax in mind is still a decision."""

TAX = _any(
    r"\btax(?:es|ation|able)?\b", r"\bwithholdings?\b(?!\s+of\s+(?:shares|stock))", r"\bnational\s+insurance\b",
    r"\bsocial\s+(?:security|charges|contributions|insurance)\b", r"\bfica\b", r"\bpayroll\b",
)  # fmt: skip
SUCH = r"\b(?:such|these|those|the\s+foregoing)\s+(?:\w+\s+)?(?:obligations?|liabilit\w+)"
SENTENCE_HINT = re.compile(f"{HINT.pattern}|{SUCH}")
STRIKE = _any(
    r"\b(?:exercise|strike|option)\s+(?:price|cost)s?\b", r"\bcosts?\s+of\s+(?:the\s+|such\s+)?exercis\w+",
    r"\bpurchase\s+price\s+of\s+the\s+(?:option|exercise)\w*",
    r"\bcosts?\s+(?:and\s+taxes\s+)?(?:associated|related)\s+(?:with|to)\s+(?:the\s+)?(?:option\s+)?exercis\w+",
)  # fmt: skip
_PAY = _any(
    "cover", "satisfy", r"pay(?:\s+for)?", "fund", "meet", "settle", "discharge", "offset", "defray", "remit",
    "fulfil+", "finance", "reimburse", "repay", "address", "provide", "generate", "raise", "facilitate", "effect",
    r"comply\s+with", "handle", "extinguish", r"withhold(?:\s+for)?", "make", "effectuate", "accommodate",
)  # fmt: skip
_PAYING = _any(
    "cover(?:ing|age)", "satisfying", "satisfaction", "pay(?:ing|ment)s?", "funding", "meeting", "settling",
    "settlement", "discharg(?:e|ing)", "offsetting", "defraying", r"remitt(?:ing|ance)", r"fulfil\w*", r"reimburs\w+",
    "withholding",
)  # fmt: skip
_LOOSE = _any(
    "covering", "satisfying", "paying", "funding", "for", r"due\s+to", r"because\s+of", r"in\s+connection\s+with",
    r"related\s+to", r"relating\s+to", r"associated\s+with", r"resulting\s+from", r"arising\s+from",
    r"as\s+a\s+result\s+of", r"with\s+respect\s+to", r"in\s+respect\s+of", r"on\s+account\s+of", "representing",
    r"attributable\s+to", "towards?",
)  # fmt: skip
PURPOSE = re.compile(
    rf"""(?:\b(?:to|and|or)\s+(?:be\s+used\s+to\s+|help\s+|partially\s+|fully\s+|solely\s+|automatically\s+)?{_PAY}\b
    |\b(?:for|in|as|towards?|of|on\s+account\s+of|applied\s+to)\s+(?:the\s+|full\s+|partial\s+)?
        (?:purposes?\s+of\s+)?(?:the\s+)?{_PAYING}\b
    |\b{_LOOSE}\b(?=.{{0,60}}?(?:{TAX}|{STRIKE})))
    [^;]{{0,170}}?(?P<what>{TAX}|{STRIKE}|{SUCH})""",
    re.VERBOSE,
)
""""to cover tax withholding obligations", "for the payment of taxes", "in connection with tax withholding"."""

SALE = r"\b(?:sold|sale|sales|sell|sells|selling|liquidat\w+|proceeds|sell-to-cover|broker-assisted)\b"
_WITHHELD = _any(
    r"withh(?:e|o)ld", "withholds", r"withholding\s+of\s+(?:\S+\s+){0,4}(?:shares|stock|units)",
    r"withholding\s+(?:[\d,]*\d|a\s+portion|a\s+number|some|certain)\s+(?:of\s+)?(?:\S+\s+){0,4}(?:shares|stock|units)",
    r"(?:share|stock|net)\s+withholding", "netted",
    r"net[-\s](?:share\s+)?settle\w*", r"net\s+(?:shares?|issu\w+|exercis\w+|basis)", "retain(?:ed|s)", "retention",
    r"surrender\w*", r"forfeit\w*", r"relinquish\w*", r"tender\w*", r"deliver(?:ed|y)", "cancel+ed", "cancel+ation",
    r"return(?:ed)?\s+to\s+the", r"repurchas\w+", r"reacquir\w+", r"redeem\w*", r"deduct\w+",
    r"dispos\w+\s+(?:of\s+)?(?:\S+\s+){0,4}to\s+the\s+(?:issuer|company)", r"traded\s+(?:back\s+)?to",
    r"(?:sold|sale|sales)\s+(?:back\s+)?(?:\S+\s+){0,4}(?:back\s+)?to\s+(?:the\s+)?"
    r"(?:issuer|company|corporation|registrant|employer)(?!'s\s+(?:broker|agent))",
)  # fmt: skip
ACTION = re.compile(rf"(?P<withheld>\b{_WITHHELD}\b)|(?P<sale>{SALE})")
"""What was done with the shares: given up to the issuer, or sold."""
DISPOSED = re.compile(r"\b(?:dispos\w+|transferred|used|applied)\b")
TRADE = re.compile(r"\b(?:transactions?|trades?)\b")
MARKET = re.compile(r"\bopen\s+market\b|\bbroker\w*\b|\bmarket\s+(?:sale|price|transaction)")
WITHHELD_WORD = re.compile(r"\bwithh(?:e|o)ld\b")
WITHHELD_THEN_SOLD = re.compile(
    r"\b(?:withheld|withhold|retained)\b\W+(?:\w+\W+){0,3}?(?:and|then|&)\W+(?:\w+\W+){0,4}?(?:sold|sell|sale)\b|"
    r"\bsale\s+of\s+(?:\w+\s+){0,4}withheld\b|\bwithheld\s+shares\s+(?:were|was)\s+sold\b"
)

DENIED_BEFORE = re.compile(
    r"""(?:\bno\b(?:\W+\w+){0,5}|\bnone\b(?:\W+\w+){0,6}
    |\b(?:not|never|nor|neither|cannot)\b(?:\W+(?!discretionary|voluntar|volition)\w+){0,4}|n't(?:\W+\w+){0,3}
    |\b(?:without|in\ lieu\ of|instead\ of|rather\ than|other\ than|except(?:ing|\ for)?|exclud\w+|net\ of|avoid\w*|
        as\ opposed\ to|absent)\b(?:\W+\w+){0,5}
    |\b(?:after|following|prior\ to|before|remaining\ after)\W+(?:the\W+|any\W+|such\W+|shares\W+|previous\W+|prior\W+)*
    |\b(?:remaining|remainder|balance|rest)\b(?:\W+\w+){0,8}
    |\b(?:may(?!\s+\d)|might|could|would|will|intends?\s+to|plans?\s+to|expects?\s+to|permits?|allows?)(?:\W+\w+){0,3})\W*$""",
    re.VERBOSE,
)
"""What takes a following "sold" back: "no shares were", "rather than", "may"."""
DENIED_AFTER = re.compile(r"\b(?:not|never|n't)\b(?:\W+(?!discretionary|voluntar|volition)\w+){0,4}\W*$")
""""The sale was not made | to cover taxes"."""

TERM = re.compile(
    r"\b(?:sell|sale|sales|selling|sells)[-\s]+to[-\s]+cover\b|\bsold[-\s]+to[-\s]+cover\W*$|"
    r"\b(?:tax|withholding)(?:[-\s](?:withholding|related|payment|obligation))*[-\s]sales?\b|"
    r"\bnon-?discretionary\s+(?:tax|withholding)\s+sale"
)
COVERS_SOMETHING_ELSE = re.compile(
    r"\s+(?:all|the)?\s*\d+\s+(?:\w+\s+)?transactions|\s+(?:an?\s+|its\s+|his\s+|her\s+)?short"
)
MEANS = re.compile(
    rf"""(?:{TAX}|{STRIKE})[^;]{{0,160}}?\b(?:by|through|via|from|with|using|out\s+of|by\s+means\s+of)\s+
    (?:[^;]{{0,70}}?)(?P<sale>{SALE})""",
    re.VERBOSE,
)
"""The tax first, the sale as its means: "obligations to be funded by a sale"."""
FORCED = re.compile(
    r"""\bnot\s+(?:\w+\s+){0,3}?(?:an?\s+)?(?:\w+\s+)?(?:discretionary|voluntary|volitional)
    |\bnon-?\s?(?:discretionary|volitional|voluntary)|\binvoluntar\w+|\bmandat(?:ed|ory|es?)\b|\bcompulsory\b
    |\brequired\s+(?:to\s+be\s+sold|to\s+sell|sales?|by\s+the\s+(?:issuer|company)|under|pursuant)|\bobligatory\b
    |\bautomatic(?:ally)?\s+(?:\w+\s+){0,3}?s(?:old|ale|ell)\w*|\bsold\s+automatically
    |\b(?:no|without|did\s+not\s+have|does\s+not\s+have)\s+(?:any\s+)?(?:investment\s+)?discretion
    |\b(?:solely|exclusively|entirely|wholly)\b|\birrevocabl\w+\s+(?:\w+\s+)?(?:instruct|elect)\w+""",
    re.VERBOSE,
)
NO_CHOICE = re.compile(r"mandat|discretion|volition|volunt|required|compulsory|obligatory")
ONLY = re.compile(r"\b(?:solely|exclusively|entirely|wholly)\b|mandat|required to be sold")
AWARD = re.compile(
    r"\b(?:vest\w*|rsus?|psus?|restricted|performance\s+(?:stock|share)|awards?|units?|options?|settle\w*|"
    r"equity\s+(?:incentive|compensation|award))\b"
)
_SHARE_OF_SALE = _any(
    "which", r"the\s+(?:net\s+|sale\s+)?proceeds", r"such\s+proceeds", r"these\s+proceeds",
    r"the\s+(?:\d[\d,]*\s+)?shares\s+(?:sold|reported)", r"(?:these|those)\s+(?:\d[\d,]*\s+)?(?:shares|sales)",
    r"the\s+sales?", r"this\s+sale",
)  # fmt: skip
PARTIAL = re.compile(
    rf"""\b(?:partial(?:ly)?|partly|(?:at\s+least\s+)?in\s+(?:substantial\s+)?part\b(?!\s+because)
    |(?:an?\s+|the\s+)?(?:significant\s+|substantial\s+)?(?:portion|part|half|some|certain|majority|percent)\s+of\s+{_SHARE_OF_SALE}
    |\b(?:remainder|balance|rest)\b(?:(?!\bnot\b|\bnone\b)[^;]){{0,40}}?\b(?:sold\b|for\s+(?:personal|liquidity|diversif))
    |\btax\w*\s+(?:[\w-]+\s+){{0,3}}?[\w-]+,\s*(?:\w+\s+)?(?:personal|diversif\w*|liquidity|investment|estate|charitable)
    |among\s+other|as\s+well\s+as\s+(?:for|to)|including\s+to
    |and\s+(?:also\s+)?(?:for|to)\s+(?:personal|diversif\w*|provide\s+liquidity|liquidity|general|other|invest\w*|estate|
        charit\w*|asset|portfolio|living)
    |\btax\w*\s+(?:and|or)\s+(?:estate|financial|diversif\w*|liquidity|personal|investment|charitable)
    |(?:for|to)\s+(?:personal|diversif\w*|liquidity|investment|estate|portfolio)[^;]{{0,60}}\band\s+(?:for\s+|to\s+))""",
    re.VERBOSE,
)
LOAN = re.compile(r"\b(?:loans?|margin|indebtedness|borrow\w*|promissory)\b")
PERSONAL = re.compile(
    r"\b(?:personal|annual|quarterly)\s+(?:federal\s+|state\s+|and\s+)*(?:income\s+)?tax|"
    r"\bincome tax(?:es)? (?:due )?(?:in|on) april|\btax(?:es)? (?:(?:due|owed|owing|payable) )?(?:on|by) april 15"
)
BALANCE = re.compile(
    r"""^\W*(?:this\s+(?:amount|number|total|balance)\s+|total\s+|the\s+(?:number|amount|total|balance)[^;]{0,60}?\s+|
    amount\s+|number\s+|balance\s+|also\s+)?(?:includes?|excludes?|reflects?|gives\s+effect)\b
    (?!\s+(?:\w+\s+){0,4}?(?:sales?|sold|dispos\w+|required|aggregate)\b)""",
    re.VERBOSE,
)
"""A note about the balance after the trade, not about the trade."""
ALL_SALES = re.compile(
    r"\b(?:the|all|all\s+of\s+the|these|each\s+of\s+the)\s+(?:sales|transactions|shares|dispositions|sale\s+transactions)\b"
    r"[^;]{0,60}?\b(?:reported|disclosed|described|listed|set\s+forth|on\s+this|in\s+this|herein|above)\b|"
    r"\ball\s+(?:sales|transactions)\b"
)
"""Words about every sale on the form, though the footnote hangs on one row."""
