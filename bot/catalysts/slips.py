"""
Dates that a sentence gives as old: what a new date replaces, what was called off, what is no longer expected.

An old date is never offered; it becomes the slip of the new one beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.catalysts import notes
from bot.catalysts.grammar import Found

_THE = r"(?:(?:an?|the|its|our|their)\s+)?"
_OLD = (
    r"(?:prev(?:ious(?:ly)?)?\b\.?|orig\b\.?|original(?:ly)?|former(?:ly)?|initial(?:ly)?|earlier|prior(?!\s+to\b)|old)"
)
_PLAN = (
    r"(?:guid(?:ance|ed|e|ing)|target(?:ed|ing)?|estimate[sd]?|expect(?:ations?|ed|ing)?|timing|timeline|plan(?:ned|s)?|"
    r"forecast|scheduled?|anticipated|set|goal|date|slated|due|promised|deadline|project(?:ed|ion)|hoped|aimed|pencil+ed|"
    r"intended|pointed|told|meant|supposed|thought)"
)
_NOUN = r"(?:date|target|guidance|timeline|timing|deadline|goal|estimate|window|schedule|plan|projection)"
_PREPOSITION = r"(?:\s*\b(?:of|for|in|to|by|was|were|at|as|on|had\s+been))?"
_MOVE = (
    r"(?:delay|push|mov|shift|postpon|slip|slid|revis|chang|extend|reschedul|pull|bring|brought|accelerat|updat|advanc|defer|"
    r"rais|adjust)\w*"
)
_TAIL = r"\s*(?::\s*)?(?:of\s+|the\s+|in\s+|for\s+|by\s+|on\s+|a\s+|an\s+|its\s+){0,2}[(“\"']?$"
_BEFORE = re.compile(
    rf"(?:\b(?:versus|vs\.?|rather\s+than|instead\s+of|as\s+opposed\s+to|compared\s+(?:with|to)|{_OLD})"
    rf"(?:\s+{_THE}{_OLD})?(?:\s+{_THE}{_PLAN})?(?:\s+to\s+(?:\w+\s+){{1,3}}?)?{_PREPOSITION}|"
    rf"\bagainst\s+{_THE}(?:{_OLD}\s+)?{_PLAN}{_PREPOSITION}|(?<!\bor\s)(?<!\bif\s)(?<!\bis\s)(?<!\bare\s)\bnot|"
    rf"\bonce\s+{_PLAN}(?:\s+to\s+(?:\w+\s+){{1,3}}?)?{_PREPOSITION}|"
    rf"\b{_MOVE}\b(?:(?!\bfrom\b)[^.;]){{0,90}}?,?\s+from(?:\s+{_THE}{_OLD})?(?:\s+{_THE}{_PLAN})?{_PREPOSITION}|"
    rf"\bfrom\s+{_THE}{_OLD}(?:\s+{_PLAN})?{_PREPOSITION}|\((?:was|from|prev(?:iously)?)|"
    r"\bpreviously\s+(?:expected|guided|planned|targeted|anticipated|hoped|aimed|intended|forecast)\b"
    r"(?:(?!\b(?:is|are|now|will|but|and|which|remains?)\b)[^.;,]){0,70}\b(?:in|by|on|for|during)|"
    r"\b(?:was|were)\s+(?:previously\s+|originally\s+|once\s+)?(?:expected|due|planned|scheduled|slated|targeted|anticipated)\s+(?:to\s+(?:\w+\s+){1,3}?)?(?:in|for|by|on)|"
    r"\b(?:was|were)\s+(?:supposed|meant)\s+(?:to\s+(?:be|(?:\w+\s+){1,4}?(?:in|by|on))|for))"
    rf"{_TAIL}",
    re.IGNORECASE,
)
_HAD = re.compile(
    r"\bhad\s+(?:been\s+)?(?:\w+\s+)?(?:guided|expected|planned|targeted|hoped|aimed|anticipated|scheduled|projected|pointed|"
    r"promised|pencil+ed|slated|due|set|intended)\b(?:(?!\b(?:now|but|will|instead|is|are)\b)[^.;,]){0,60}$|"
    r"\b(?:which|that)\s+had\s+been\s+(?:for|on|in)?\s*$|"
    r"\bwas\s+to\s+have\s+(?:\w+\s+){1,4}?(?:in|by|on)\s+$",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:said|announced|disclosed|confirmed|reported|learned|notified)\b[^.;]*\bhad\s+been\s+(?:set|fixed|scheduled|assigned)\b",
    re.IGNORECASE,
)
"""What a report tells in its own tense: "announced that the goal date had been set for July 23"."""
_NO_LONGER = re.compile(
    r"\b(?:no\s+longer\s+(?:\w+\s+){0,2}?(?:expect|anticipat|plan|see|guid|target|inten|scheduled|slated|due|on\s+track)\w*|"
    r"(?:miss|withdr[ae]w|drop|abandon|suspend|remov|rescind|scrap|retract)\w*\s+(?:(?:its|the|our|their|an?|all)\s+)?"
    rf"(?:\w+\s+){{0,2}}?{_NOUN}s?)\b(?:(?!\band\b|\bbut\b|\bnow\b)[^.;,]){{0,60}}$",
    re.IGNORECASE,
)
_NOT_DUE = re.compile(
    r"(?:\bno\s+(?:(?!delay|chang|impact|disrupt|longer|later|earlier|sooner|effect|issue|surpris|matter|doubt|hint|date)\w+\s+){1,5}?"
    r"(?:is\s+|are\s+)?(?:planned|expected|scheduled|anticipated|due|foreseen)\b|\bunlikely\b(?!\s+to\s+(?:be\s+)?(?:affect|impact|chang|"
    r"delay|alter|slip|hold))|\bno\s+(?:\w+\s+)?(?:plans?|intentions?)\s+(?:to|for)\b|\bno\s+(?:\w+\s+)?decision\s+(?:has\s+been\s+|was\s+)?(?:made|"
    r"taken)\b|\bno\s+(?:assurances?|guarantees?|certainty)\b|\b(?:declin|refus)\w*\s+to\s+(?:say|comment|confirm|specify)\b|"
    r"\b(?:nobody|no\s+one)\b|\btoo\s+(?:early|soon)\s+to\s+(?:say|tell|know)\b|\b(?:unclear|uncertain|unknown|not\s+(?:clear|known|certain))\s+(?:whether|if|when)\b|"
    r"^Whether\b(?![^.;]*\b(?:known|clear|learned|emerge)\b)|\bno\s+(?:\w+\s+){1,3}will\s+(?:take\s+place|happen|follow|come|be\s+\w+ed)\b|"
    r"\b(?:is|are)(?:\s+not|n['’]t)\s+\w+ing\b|\b(?:will\s+not|won['’]t|would\s+not)\b(?!\s+(?:be\s+)?(?:affect|impact|chang|delay|alter|only|disrupt|need|require|have\s+to))|"
    r"\b(?:(?:do(?:es)?|did|is|are)(?:\s+not|n['’]t)|not)\s+(?:(?:currently|now|presently|yet)\s+)?"
    r"(?:expect|anticipat|plan|intend|foresee|forecast|guid|schedul|target|slated|due|likely|see\b|reiterat|reaffirm|confirm|commit)\w*\b"
    r"(?!\s+(?:that\s+)?(?:\w+\s+){0,6}?(?:affect|impact|chang|delay|alter|disrupt|impair|interfer|hold|slow|only)))"
    r"(?:(?!\b(?:until|till|before|ahead|by|prior|earlier|sooner|later|any\s+(?:earlier|sooner|later)|and|but|now|instead|rather|which|while|although|as)\b)[^.;,])"
    r"{0,90}$",
    re.IGNORECASE,
)
"""What a clause says will not come: "does not expect to report further data in". "Not before" and "not until" say when."""
_ONLY_IF = re.compile(
    r"^(?:Had|Were|Unless)\s+(?!to\b)[^.;,]{0,90}$|\b(?:not|n['’]t)\s+(?:include|assume|reflect|model)\b[^.;,]{0,80}$|"
    r"\bif\b[^.;,]{0,60}?\b(?:not|fails?)\b[^.;,]{0,60}$|\b[Ii]f\b[^.;,]{0,50}?\b(?:ever|were\s+to)\b[^.;]{0,110}$|"
    r"\bin\s+the\s+event\s+(?:of|that)\b[^.;,]{0,80}$|\bin\s+the\s+past\b[^.;]{0,80}$|"
    r"\b(?:cannot|can['’]t|can\s+not|unable\s+to)\b(?:(?!\b(?:until|till|before|and|but)\b)[^.;,]){0,60}$|"
    r"\b(?:payable|owed|terminat\w*|refund\w*|forfeit\w*)\b[^.;]{0,50}?\b(?:if|unless|provided)\b[^.;,]{0,70}$",
    re.IGNORECASE,
)
"""A limit of a contract, no event: "may be terminated if closing has not occurred by"."""
_MISSED = re.compile(
    r"\b(?:miss|withdr[ae]w|drop|abandon|suspend|rescind|scrap|retract)\w*\s+(?:its|the|our|their|an?)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(rf"\s+(?:\w+\s+)?{_NOUN}\b", re.IGNORECASE)
_CALLED_OFF = re.compile(
    r"\b(?:cancel+ed|postponed|delayed|rescheduled|scrapped|deferred|called\s+off)\s+(?:its|the|our|an?)\s+"
    r"(?:(?:[\w-]+\s+){0,6}?(?:planned|scheduled|slated|set|due|expected|targeted)\s+(?:(?:for|in|on|by)|"
    r"to\s+\w+\s+(?:in|on))\s+)?"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*[,(]?\s*(?:previously|before|originally|prior(?:ly)?|earlier|initially)"
    r"(?=\s*(?:[.,;)]|$|guid|expect|plan|target|anticipat))",
    re.IGNORECASE,
)
_LATER_THAN = re.compile(
    rf"(?:later|earlier|sooner)\s+than\s+{_THE}(?:{_OLD}\s+)?(?:{_PLAN}\s+)?(?:of\s+|for\s+)?{_THE}$", re.IGNORECASE
)
_LIMIT = re.compile(r"\b(?:no|not|any)\s+$", re.IGNORECASE)
_GIVEN = (
    r"(?:given|gave|guided|communicated|indicated|provided|flagged|laid\s+out|set\s+out|set|announced|disclosed|"
    r"quoted|cited)"
)
_GIVEN_AFTER = re.compile(
    rf"\s+{_NOUN}\s+(?:(?:that\s+)?(?:it|management|the\s+company|was)\s+)?(?:had\s+)?(?:been\s+)?(?:previously\s+)?{_GIVEN}\b",
    re.IGNORECASE,
)
_GIVEN_BEFORE = re.compile(
    rf"\b{_NOUN}\s+(?:(?:that\s+)?(?:it|management|the\s+company|was)\s+)?(?:had\s+)?(?:been\s+)?{_GIVEN}\s+"
    r"(?:in|on|at|back\s+in|last|only\s+in)\s+$",
    re.IGNORECASE,
)
_OFF = r"(?:cancel+ed|called\s+off|scrapped|abandoned|withdrawn|shelved|put\s+on\s+hold|put\s+off|suspended)"
_STOPPED = re.compile(
    rf"\b(?:(?:has|have|had)\s+been|was|were|is|are)\s+(?:now\s+|again\s+|since\s+)?(?:{_OFF}|postponed|delayed|moved|pushed|"
    r"rescheduled|deferred|bumped)\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(
    rf"\b(?:{_OFF}|put(?:s|ting)?\s+off|postpon\w+|delay\w*|deferr?\w*|withdr[ae]w\w*|pull(?:ed|s)|push(?:ed|es)\s+(?:back|out|off)|on\s+hold|"
    r"halt\w*|remov(?:ed|es)|dropp\w+|suspend\w*)\b",
    re.IGNORECASE,
)
_NO_NEW_DATE = re.compile(
    r"\b(?:no\s+(?:new|updated|revised|firm|other|replacement|fresh)\s+(?:\w+\s+)?(?:timeline|date|timing|guidance|"
    r"target|schedule|"
    r"window|time)|(?:without|did\s+not|does\s+not|has\s+not|have\s+not|(?:did|does|has|have)n['’]t|declined\s+to|has\s+yet\s+to|"
    r"yet\s+to)\s+(?:giv|set|offer|provid|nam|announc|propos|specif|say|said)\w*\s+(?:when|an?\b|any|another|new)|indefinitely|"
    r"until\s+further\s+notice|(?:to|at)\s+a\s+later\s+date|date\s+to\s+be\s+(?:determined|announced)|TBD|"
    r"will\s+update\s+(?:the\s+market|investors|shareholders)|without\s+a\s+(?:new|firm)\b)",
    re.IGNORECASE,
)


def is_old(sentence: str, here: Found, others: Sequence[Found]) -> bool:
    """Whether a sentence gives the window (`here`, in its own places) as the one that no longer holds."""
    clause = sentence[max(0, here.start - REACH, sentence.rfind(";", 0, here.start) + 1) : here.start]
    was = _WAS.search(clause) and _NOW.match(sentence, here.end)
    if was or _BEFORE.search(clause) or _AFTER.match(sentence, here.end):
        return True
    had = _HAD.search(clause)
    if (had and not _NEWS.search(clause, 0, had.end())) or _NO_LONGER.search(clause) or _CALLED_OFF.search(clause):
        return True
    if _MISSED.search(clause) and _NOUN_AFTER.match(sentence, here.end):
        return True
    if any(_BACK_FROM.fullmatch(sentence, other.end, here.start) for other in others if other.end <= here.start):
        return True
    if any(other.inner < here.inner for other in others) and _compared(sentence, here, clause):
        return True
    return _withdrawn(sentence, here)


_WAS = re.compile(r"\b(?:was|were|had)\s+(?:in\s+|for\s+|on\s+)?(?:the\s+)?$", re.IGNORECASE)
_NOW = re.compile(r"[\s,;:/.>-]*(?:(?:and|but)\s+)?(?:(?:is|are|it['’]s)\s+)?now\b", re.IGNORECASE)
"""What stands around an old date with its new one behind: "was 4Q26, now 2Q27"."""
_BACK_FROM = re.compile(
    rf",?\s+(?:from|instead\s+of|rather\s+than|versus|vs\.?|not)\s+{_THE}(?:{_OLD}\s+)?(?:{_PLAN}\s+)?(?:(?:of|for|in|on|by)\s+)?",
    re.IGNORECASE,
)
"""What stands between a new date and the old one, whatever the verb: "bumped to mid-2027 from late 2026"."""
_STREETS = re.compile(
    r"\b(?:the\s+)?(?:Street|consensus)(?:['’]s)?(?:\s+(?:estimate|view|expectation|model|guess)s?)?(?:\s+(?:of|for))?\s+$"
)
"""A date that others expect, beside the writer's own: "as early as August, ahead of the Street's 4Q26"."""


def is_denied(sentence: str, here: Found) -> bool:
    """Whether the clause says that nothing of the kind comes then; "not expected before June" gives a first day."""
    if _STREETS.search(sentence, max(0, here.inner - 40), here.inner):
        return True
    if notes.is_note(sentence) and _denied_in_note(sentence, here):
        return True
    if _ONLY_IF.search(sentence, max(0, here.start - REACH), here.start):
        return True
    if here.window.direction not in {"on", "within", "around"}:
        return False
    return _NOT_DUE.search(sentence, max(0, here.start - REACH), here.start) is not None


def _denied_in_note(sentence: str, here: Found) -> bool:
    """Whether the matter of a note that the window stands in is denied, called off, or only supposed."""
    first, last = notes.matter(sentence, here.inner)
    return bool(_NEVER.search(sentence, first, here.start) or _CANCELLED.search(sentence, here.end, last))


_CANCELLED = re.compile(rf"\b(?:{_OFF}|cxl\w*|cx['’]?d|canx|nixed|no\s+longer\s+on|postponed)\b", re.IGNORECASE)
_NEVER = re.compile(
    r"\b(?:no|not|never|zero|doubt\w*|unlikely|can['’]?t|\w+n['’]t|dont|doesnt|wont|if|unless)\b(?!\s+(?:later|earlier|sooner|change|delay|until|til|till|before))"
    r"(?:(?!\b(?:until|til|till|before)\b).)*$",
    re.IGNORECASE,
)
REACH = 130
"""Characters before a window in which the words that make it old are looked for."""


def _compared(sentence: str, here: Found, clause: str) -> bool:
    """Whether a second window only measures the first: "later than the year-end date given in March"."""
    inner = sentence[max(0, here.inner - REACH) : here.inner]
    than = _LATER_THAN.search(inner)
    if than is not None and not _LIMIT.search(inner[: than.start()]):
        return True
    return bool(_GIVEN_AFTER.match(sentence, here.end) or _GIVEN_BEFORE.search(clause))


def _withdrawn(sentence: str, here: Found) -> bool:
    """Whether the event was called off, or put off with no new date."""
    stopped = _STOPPED.search(sentence, here.end)
    if stopped is not None and here.start >= LEADING and ";" not in sentence[here.end : stopped.start()]:
        return stopped.start() - here.end <= STOP_REACH
    return bool(_PUT_OFF.search(sentence) and _NO_NEW_DATE.search(sentence))


LEADING = 4
STOP_REACH = 70
"""Characters from a window to the verb that calls its event off."""
