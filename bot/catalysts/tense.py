"""Words that look ahead and words that look back: whether what a sentence dates is still to come."""

from __future__ import annotations

import re

DUE = re.compile(
    r"(?<!-)(?<!\bas )\b(?:expect\w*|anticipat\w+|plan(?:s|ned|ning)?\b|schedul\w+|will\b|slated|target(?:s|ed|"
    r"ing)?\b|aim(?:s|ed|ing)?\b|inten(?:d|t)\w*|"
    r"on\s+(?:track|schedule|pace|course|deck|tap)|contemplat\w+|no\s+later\s+than|set\s+(?:to|for)|due\b|hop(?:e|es|ing)\s+(?:to|for)\b|points?\s+to\b|pointing\s+to\b|guid(?:e|es|ed|ing|ance)\b|"
    r"project(?:s|ed|ing)\b|forecast\w*|upcoming|forthcoming|look\w*\s+forward|"
    r"should\b|must\b|called\s+for|convened|fixed\s+for|confirmed\s+for|could\b|would\b|may\b|might\b|potential\w*|"
    r"seek(?:s|ing)?\b|prepar\w+\s+(?:to|for)|poised|"
    r"to\s+(?:report|host|present|announce|close|launch|begin|commence|"
    r"initiate|submit|release|complete|start|join|discuss|file|hold|participate|be|ship|follow|provide|"
    r"occur|take|publish|read)\b|estimat\w+|likely|exp['’]d\b|positioned|progress\w+\s+toward|"
    r"remain\w*\s+on|subject\s+to|pending|ready\s+to|wants?\s+to|toward|advancing|support\w*|payable(?=\s+(?:on|in|by|to|[A-Z]))|"
    r"granted\s+(?:(?:us|it|them|the\s+company)\s+)?an?\s+(?:[\w-]+\s+){0,3}?meeting\b|(?:accepted|granted|arranged|reserved|requested|booked)\s+for|selected\s+for|(?:chosen|picked)\s+(?:for|as)|invited\s+to|meets\b|effective|"
    r"later\s+this|(?:is|are)\s+(?:launching|starting|beginning|commencing|hosting|presenting)|begins?\b|"
    r"starts?\b|continu\w+\s+to|next\s+milestone|milestones?|catalysts?|eyes?\b|follow(?:ed)?\s+by|"
    r"(?:commit\w*|agreed|promised|pledged|vowed)\s+to|"
    r"fore(?:see\w*|seen)|envisag\w+|await\w*|pencil+ed|earmarked|eyed|lined\s+up|looks?\s+(?:to|for)\b|(?:is|are)\s+seen|"
    r"sees\b|(?:comes?|(?:is|are))\s+(?:out|up|next|coming)\b|tak(?:es?|ing)\s+place|gets?\s+(?:going|under\s?way)|falls?\s+due|"
    r"on\s+the\s+(?:books|calendar|docket|agenda|cards|schedule|radar|horizon)|possible\b|has\s+until|"
    r"project\s+(?:it|that|for|to)|(?:is|are)\s+to\s+(?!date\b)|(?:is|are)\s+now\s+(?:an?|in|for|likely|slated)\b|goal\s+is\s+to|wait(?:s|ing)?\s+for|wraps\b|(?:we|investors|holders)\s+should\b|in\s+the\s+(?:diary|pipeline))",
)
"""Words that look ahead."""
_SET = r"(?!(?:(?<=\bis )|(?<=\bare ))(?:published|released|presented|held|announced|paid|dosed|shared|reported)\b)"
"""A passive of the present sets a date: "the minutes are published on October 7"."""
PAST = re.compile(
    r"(?<!\bbe )(?<!\bbeing )(?<!\bget )(?<!\bgets )"
    + _SET
    + r"\b(?:was|were|had|has\s+been|have\s+been|received|announced|completed|reported|"
    r"achieved|entered|dosed|approved|accepted(?!\s+(?:for|as|at)\b)|granted|"
    r"closed|launched|signed|acquired|raised|issued|presented|published|declared|sold|filed|submitted|"
    r"initiated|began|started|"
    r"released|delivered|recorded|ended|increased|decreased|grew|rose|fell|declined|showed|demonstrated|met|"
    r"resulted|paid|"
    r"opened|ordered|ruled|fined|agreed|decided|voted|warned|hired|fired|named|awarded|lifted|resumed|conducted|"
    r"continued|remained|commenced|became|came|went|led|used|shared|delayed|"
    r"appeared|attended|spent|filled|reached|hit|ran|saw|appointed|joined|won|secured|established|expanded|"
    r"generated|held|hosted(?!\s+by)|marked|took|made|crossed|lost|gained|passed|beat|missed|"
    r"polled|surveyed|asked|traded|jumped|dropped|priced|cleared|settled|finished|concluded|expired|lapsed|enrolled\s+(?:its|the|all|\d)|stopped|rejected|paused|terminated|discontinued|affirmed|bought|threw|doubled|tripled|halved|soared|slumped|sank|rallied|plunged|surged)\b|"
    r"\b(?!(?:expect|anticipat|project|forecast|plan|estimat|target|need)ed)(?:[a-z]{2,}ed|slid|shed|leapt|swung|lost)\s+"
    r"(?:(?:as|much|about|nearly|almost|more|than|up|down|by|another)\s+){0,4}\d[\d.]*\s?(?:%|percent|per\s+cent|cents|points)"
)
"""Verbs that look back; what moved by so much has moved."""
STRONG_DUE = re.compile(
    r"(?<!\bas )\b(?:expect\w*|anticipat\w+|plan(?:s|ned|ning)\b|schedul\w+|will\b|slated|target(?:s|ed|ing)\b|"
    r"aim(?:s|ing)?\b|inten[dt]\w*|on\s+track|"
    r"look\w*\s+forward|foreseen|pencil+ed|awaited|envisag\w+|takes?\s+place|lined\s+up|"
    r"is\s+due|due\b|set\s+(?:to|for)|upcoming|to\s+(?:report|host|close|be\s+\w+ed)|subject\s+to|should)\b"
)
YEAR_SAID = re.compile(
    r"(?:19|20)\d\d|['’‘]\d\d|(?<=[QHEYF])\s?-?\d\d\b|(?<=\d[qh])\d\d\b|(?<=\bye)\d\d\b|(?<=[A-Za-z]-)\d\d\b|(?<=/\d/)\d\d\b|(?<=/\d\d/)\d\d\b|(?<=[QH]\d/)\d\d\b|\d\s?(?:days?|weeks?|months?)|(?i:next|this|coming|later|tomorrow|tmrw|tmw|today)"
)
SHIFTED = re.compile(
    r"\b(?:put\s+(?:back|off)|push(?:ed|es|ing)?|delay(?:ed|s)?|postpon(?:ed|es)|mov(?:ed|es|ing)|shift(?:ed|s)|adjourned|slip(?:ped|s)?|"
    r"reschedul(?:ed|es)|extend(?:ed|s)|narrow(?:ed|s)|tighten(?:ed|s)|"
    r"pull(?:ed|s)|brought|accelerat(?:ed|es)|revis(?:ed|es)|now\s+(?:expect\w*|anticipat\w*|guid\w+|target\w*|plan\w*|"
    r"scheduled|due))\b(?!\s+(?:\w+\s+){0,3}?\d[\d.]*\s?(?:%|percent|per\s+cent))",
    re.IGNORECASE,
)
"""A date that is given a second time: what it names is still to come, whatever the verb's tense."""
WAS_DUE = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:\w+\s+)?(?:expected|planned|scheduled|due|supposed|set|anticipated|slated|"
    r"targeted)\b"
)
DONE = re.compile(
    r"(?<!\bbe )(?<!\bto be )" + _SET + r"\b(?:was|were|has\s+(?:been|begun|started)|have\s+been|received|completed|"
    r"achieved|dosed|approved|granted|closed|launched|acquired|"
    r"presented|published|declared|sold|submitted|initiated|began|started|released|delivered|recorded|"
    r"took\s+place|occurred|filed|resumed|opened|expired|lapsed|missed|failed|disappointed)\b"
)
