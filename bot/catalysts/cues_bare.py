"""Bare words, cues of the last resort: they count only where a sentence has no fuller cue, and never for a whole year."""

from __future__ import annotations

from bot.catalysts.cue_words import AGENCY, Row

_WORDS: tuple[tuple[str, str], ...] = (
    ("pdufa", rf"approv\w+|clearance|green\s+light|nod|sign(?:s|ing)?\s+off|word|verdict|regulat\w+|label|{AGENCY}"),
    ("adcomm", r"panel"),
    ("fda_meeting", rf"{AGENCY}[^.;]{{0,60}}?\bm(?:ee)?t(?:in)?g|meeting[^.;]{{0,40}}?{AGENCY}"),
    ("submission", r"dossier|submissions?|fil(?:e[sd]?|ing)"),
    ("data_readout", r"data(?![- ]cut)|findings|end\s?points?|analy[sz]ed|efficacy|read(?:s|ing)?\s?-?outs?"),
    ("earnings", r"results|numbers|figures|accounts|reports?(?!\s+(?:on|into)\s+the\b)|prints?|"
                 r"earnings|revenues?|trading\s+(?:statement|update)"),
    ("conference", r"event(?=\s+on\b)|exhibit\w*|lecture|conference|congress|symposium|webcast|abstracts?|posters?|"
                   r"presentation|CMD|analyst\s+(?:day|meeting)"),
    ("shareholder_meeting", r"(?:share|stock|unit)?holders[^.;]{0,40}?\bmeet\w*"),
    ("vote", r"votes?|voting"),
    ("deal_close", r"deal|merger|takeover|acquisition|buy-?out|bid|bidder|suitor|(?:the|['’]s)\s+offer|tender|transaction|"
                   r"closing|(?<!\d\s)(?<!day\s)(?<!after\sthe\s)(?<!before\sthe\s)close|completion|scheme\s+of|sale\s+of"),
    ("offering_close", r"(?:the|its|an?|share|stock|public|notes?|bond)\s+(?:offering|sale)|placing|placement|tranche|"
                       r"convertible|notes|IPO|books"),
    ("spin_off", r"split|spin|separation|carve-?out|flotation"),
    ("index_change", r"MSCI|FTSE|Stoxx|Russell"),
    ("dividend", r"dividends?|payout|distribution|ex-?div"),
    ("product_launch", r"introduc\w+|(?<!news\s)(?<!press\s)releas(?:e[sd]?|ing)|unveil\w*|orders|launch\w*|"
                       r"sales\s+(?:start|begin)\w*|game|version|phones?|debut\w*|console|models?"),
    ("capacity", r"ramp-?up|plant|mine|factory|refinery|smelter|reactor|mill|construction|work\s+on|terminal|opening"),
    ("delivery", r"deliver\w*|arriv\w+|ship(?:s|ped|ping|ment)?"),
    ("study_publication", r"feasibility|resource|journal"),
    ("permit", r"court|judge|jury|circuit|tribunal|hearing|arguments?|sentencing|permit|licen[cs]e|lawsuit|CMA|FTC|antitrust"),
    ("macro", r"(?-i:(?:Fed|FOMC|ECB|BoE|BoJ)\b(?!['’]s\s[A-Z]))|Bank\s+of\s+(?:England|Japan|Canada|Korea|Israel|Mexico)|"
              r"the\s+budget|voters?|parliament|OPEC\+?|inflation|payrolls|GDP"),
)  # fmt: skip
BARE: tuple[Row, ...] = tuple((kind, False, 1, rf"\b(?:{words})\b") for kind, words in _WORDS)
