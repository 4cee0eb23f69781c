"""Phrases that several cues share: what is due, applications, trials, data, results, deals; and the shape of a cue's row."""

from __future__ import annotations

Row = tuple[str | None, bool, int, str]
"""Kind (None claims a window for nothing), sure, strength, pattern."""
LOOSE = 4
"""Strength of a decision said without whose it is: a regulator's on a drug, a court's, or nobody's that a desk waits for."""

DUE = (
    r"(?:expect|anticipat|plan|schedul|target|slated|project|forecast|due\b|on\s+track|intend|aim|will\b|should\b|guid|"
    r"set\s+(?:to|for)|to\s+be\s+(?:released|reported|announced|presented|published|shared)|to\s+follow|remain|planned|"
    r"readout|estimated|likely|pending|forthcoming|upcoming|fore(?:see|seen)|envisag|await|pencil|eyed|seen\b|lined\s+up|"
    r"comes?\s+(?:out|in|on|next|due)\b|(?:is|are)\s+(?:out|possible|coming)\b|arriv|lands?\b|possible)"
)
GAP = r"[^.;:]{0,70}?"
NEAR = r"[^.;:,]{0,40}?"
WIDE = r"[^;:]{0,150}?"
APPLICATION = (
    r"(?:(?-i:\b(?:s?NDAs?|s?nda|s?BLAs?|s?bla|e?MAAs?|INDs?|A?NDAs?|CTAs?|PMAs?|IDEs?|HDEs?|EUAs?|JNDA|NDS)\b(?!\)?[- ]enabling))|"
    r"510\(k\)s?|De\s+Novo|"
    r"(?:new\s+drug|biologics?\s+licen[cs]\w+|marketing\s+authori[sz]ation|investigational\s+new\s+drug|clinical\s+trial|"
    r"premarket\s+approval|pre-market\s+approval|regulatory|abbreviated\s+new\s+drug|orphan\s+drug|fast\s+track|"
    r"breakthrough\s+therapy|accelerated\s+approval|marketing)\s+(?:application|submission|filing)s?)"
)
AGENCY = (
    r"(?:(?-i:\b(?:FDA|fda|EMA|EC|MHRA|PMDA|CHMP|NMPA|TGA|MHLW|ANVISA)\b)|Swissmedic|Ministry\s+of\s+Health(?:,\s+Labou?r\s+and\s+Welfare)?|Health\s+Canada|European\s+Commission|"
    r"\bagency\b|regulators?\b|watchdog\b|"
    r"(?:Drug|Products|Goods)\s+Administration\b|Committee\s+for\s+Medicinal\s+Products(?:\s+for\s+Human\s+Use)?|"
    r"Care\s+Excellence\b)"
)
TRIAL = (
    r"(?:clinical\s+(?:trial|study|studies|trials|evaluation|development|program)|"
    r"Ph(?:ase)?\.?\s?(?:[1-4]|I{1,3}V?)[abAB]?(?:\s?/\s?(?:[1-4]|I{1,3})[abAB]?)?\b|"
    r"trials?\b|stud(?:y|ies)\b|pivotal|registrational|first[- ]in[- ]human|\bcohorts?\b|\barms?\b|dosing|"
    r"patient\s+enrol+ment|the\s+clinic\b|enrol+ment|"
    r"enrol+ing|recruitment|recruiting|human\s+test(?:s|ing))"
)
DATA = (
    r"(?:(?<!seismic\s)(?<!survey\s)data(?![- ](?:collection|room|(?:safety\s+)?monitor\w*|cut(?:-?offs?)?\b|cent(?:er|re)s?|"
    r"analytics|storage|"
    r"platform|process\w+|network|mining|privacy|moneti\w+|retail|lake|science|driven))|"
    r"results\b|assays\b|read-?outs?|findings|analys[ie]s|outcomes?)"
)
RESULTS = (
    r"(?:(?:financial|operating|fiscal|quarterly|annual|earnings|full[- ]year|year[- ]end|quarter|"
    r"half[- ]year|production\s+and\s+financial|FY\s?\d*)\s+"
    r"(?:and\s+operating\s+)?results?|earnings|(?:(?:\w+-)?quarter|Q[1-4]|[1-4]Q(?:\d\d)?|year|half|FY\d*|"
    r"20\d\d)\s+(?:(?!(?:and|to|with|for|final|clinical|data)\b)\S+\s+){0,4}?results|"
    r"(?:its|the\s+company['’]s)\s+results)"
)
DEAL = (
    r"(?:transactions?|merger|acquisition|deal|business\s+combination|divestiture|sale|purchase|takeover|"
    r"combination|closing|tender\s+offer|buy-?out|amalgamation|arrangement|agreement|disposition|divestment|disposal|tie-up)"
)
CLOSE = r"(?:clos(?:e[sd]?|ing)\b|complet(?:e[sd]?|ion|ing)\b|consummat\w+|finali[sz]\w+|conclude\w*)"
OFFERING = (
    r"(?:offering|bought\s+deal|private\s+placement|registered\s+direct|placement|financing|public\s+offering|tranche|PIPE|"
    r"rights\s+issue|debentures?|notes?)"
)
START = (
    r"(?:initiat\w+|start\w*|begin\w*|commenc\w+|launch\w*|enter\w*|open(?:ing)?\b|advanc\w+|(?<![-\w])dose\b(?!\s+(?:cohort|level|group|arm|escalation|expansion))|dosing|"
    r"kick\w*\s+off|mov\w+\s+into|activat\w+)"
)
VERB_REPORT = (
    r"(?:report|releas|announc|publish|issu|post|provid|host|hold|discuss|present|disclos|shar|fil|schedul)\w*"
)
