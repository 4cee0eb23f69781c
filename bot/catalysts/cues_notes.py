"""Words that are cues in a desk note only, where a noun and a date say all there is to say."""

from __future__ import annotations

from bot.catalysts.cue_words import Row

_WORDS: tuple[tuple[str, str], ...] = (
    ("pdufa", r"opinion|(?:FDA|EMA|MHRA|PMDA|NMPA|EC)\s+(?:call|action)|CHMP|decision|510\(?k\)?|label|authori[sz]ation|cleared"),
    ("adcomm", r"panel|advis[eo]rs"),
    ("nda_acceptance", r"acceptance|accept(?:s|ed)?|day[- ](?:60|74)"),
    ("submission", r"(?:crl|complete)\s+response|resubmission|rolling"),
    ("fda_meeting", r"minutes|type\s+[a-d]|EOP\s?[12]|pre-?sub|alignment"),
    ("data_interim", r"interim|futility|(?:safety\s+)?look|I?DMC|DSMB"),
    ("data_topline", r"topline|headline"),
    ("data_readout", r"final(?:\s+analysis)?|poc|biops(?:y|ies)|results|assays"),
    ("data_update", r"updates?|follow-?up|OLE|long-term|extension"),
    ("trial_start", r"dos(?:e|ed|es|ing)\s+(?:first\s+)?patient|(?:first|1st)\s+(?:\w+\s+)?patient|"
                    r"(?:trial|study|ph\w*\s?\d\w*)\s+starts?|resumes?\s+\w+|FIH|FP[ID]"),
    ("enrollment_complete", r"enrol+(?:ment|ed|s)?|accrual|LPI|last\s+patient(?!\s+(?:out|dosed|off|last))"),
    ("dosing_complete", r"last\s+(?:dose|visit|patient\s+(?:out|dosed|off|last))|LPLV|LPO"),
    ("primary_completion", r"database\s+lock"),
    ("conference", r"(?:doc|kol|expert)s?\s+(?:call|dinner|lunch|event|panel)|"
                   r"(?:r&d|investor|analyst|cap\w*\s+m\w+ts)\s+day|conf|pres(?:ents?|enting)?|fireside|LBA|"
                   r"late-?breakers?|teach-in"),
    ("earnings", r"call(?=\s+(?:\d|\w+day|tonight|tomorrow|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\s+\d))|"
                 r"reporting|(?:pre|after|post)$"),
    ("deal_close", r"closes|tender|outside\s+date"),
    ("offering_close", r"secondary|follow-on|ipo|pric(?:es|ing)|settles?|placement"),
    ("shareholder_meeting", r"(?:sh|holders?|proxy)\s+meeting|AGM|EGM"),
    ("lock_up", r"lock-?\s?up|quiet\s+period"),
    ("spin_off", r"spin(?:-?co|-?off)?|when-issued"),
    ("index_change", r"reconstitution|rebal\w*|reshuffle\w*|inclusion|index|NDX"),
    ("dividend", r"pays?|payable|ex|xd|record"),
    ("product_launch", r"roll-?\s?out|on\s+sale|pre-?orders?"),
    ("delivery", r"deliver(?:y|ies|s)|ships"),
    ("capacity", r"ramps?|online|restarts?|commissioning|first\s+(?:gold|oil|gas|power|ore|wafers?|production)|COD"),
    ("survey", r"drill\w*|spuds?|seismic"),
    ("study_publication", r"PEA|DFS|pre-?feas\w*|MRE|paper|publication|nejm|lancet"),
    ("permit", r"HSR|FTC|DOJ|CMA|markman|ruling|verdict|FID"),
    ("macro", r"CPI|PPI|PCE|GDP|PMI|ISM|payrolls|jobs|claims|fed|ecb|boe|boj|rba|boc|snb|"
              r"jackson\s+hole|minutes\s+of|retail\s+sales|auction"),
)  # fmt: skip
NOTED: tuple[Row, ...] = (
    *((kind, False, 1, rf"\b(?:{words})\b") for kind, words in _WORDS),
    ("earnings", False, 8,
     r"\b(?:eps|revs?|revenues?)\b(?=[\s.!?]*$|\s+(?:\w+day|tonight|tomorrow|\d{1,2}/\d+|before|after|next|this)\b)"),
    ("earnings", False, 1, r"(?-i:\b[A-Z]{2,6})\s+(?:\S+\s+){0,4}?(?:before|after)\s+(?:the\s+)?(?:open|close)\b"),
    ("permit", False, 8, r"\bHSR\b[^.;,]{0,30}\b(?:exp\w*|ends?|up|clears?|runs?\s+out)\b"),
    ("offering_close", False, 8, r"\bpric(?:es|ing)\b(?=\s+(?:tonight|tomorrow|\w+day|after|before|next|this|\d))"),
    ("nda_acceptance", False, 8, r"\bvalidat(?:ion|ed)\b"),
    ("dosing_complete", False, 9, r"\bdosing\b[^.;,]{0,25}\b(?:wraps?|done|ends?|complet\w*|finish\w*)\b"),
    ("primary_completion", False, 8, r"\b(?:trial|study|ph\w*\s?[1-4]\w?)\s+completion\b"),
    ("conference", False, 1, r"\b[a-z]+\s+day(?=\s+(?:@|at|in|on))"),
    ("lock_up", False, 8, r"\b(?:lock-?\s?up|quiet\s+period)\b[^.;,]{0,30}\b(?:exp\w*|ends?|up|off|over|lifts?)\b"),
    ("trial_start", False, 0, r"\bpivotal\b"),
    ("data_readout", False, 0, r"\bph(?:ase)?\s?[1-4][ab]?(?:/[1-4][ab]?)?\b"),
    (None, True, 9,
     r"\b\d+(?:/\d+)?\s?(?:c|p|calls?|puts?|(?:call\s+|put\s+)?spreads?|straddles?|strangles?)\b|"
     r"\b(?:my|the|some|long|short|bought|sold|buying|selling|bot|in)\s+(?:\w+\s+)?(?:calls|puts|straddles?|strangles?)\b"),
)  # fmt: skip
"""Words that are no cue in prose; a desk note says no more. Options are dated too, and are nothing to wait for."""
