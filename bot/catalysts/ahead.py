"""Whether what a window dates is still to come, by the words around it, seen from the text's publish date."""

from __future__ import annotations

import re
from datetime import date

from bot.catalysts import notes
from bot.catalysts.cues import LAST_RESORT, Cue
from bot.catalysts.grammar import Found
from bot.catalysts.tense import DONE, DUE, PAST, SHIFTED, STRONG_DUE, WAS_DUE, YEAR_SAID
from bot.model import Window

BREAK = re.compile(
    r";|:\s|,\s+(?:with|and|while|but|which|where|followed|as|whereas|although|plus|supported|driven|following|subject|"
    r"pending|including|given|due)\b|\band,\s|\bwhile\b|\s[–—]\s|\s\*\s"
)
"""Where a clause ends, or what it says next is another matter."""
LEADING = 12
"""A window that begins the sentence ("By the end of May, ...") looks for its cue after it."""


def looks_ahead(sentence: str, here: Found, cue: Cue, reference: date) -> bool:
    """Whether the words around cue and window say that it is still to come, seen from the reference date."""
    low, high = min(cue.start, here.start), max(cue.end, here.end)
    before = sentence[max(0, low - FAR_BACK) : low]
    shared = _LISTED.search(before) is not None and not PAST.search(before)
    region = sentence[max(0, low - (FAR_BACK if shared else 70)) : high + 60]
    start, end = here.window.start, here.window.end
    shifted = SHIFTED.search(sentence) and not _SAID_THEN.search(sentence, 0, here.start)
    long_ago = _YEARS_AGO.match(sentence) and not DUE.search(sentence) and not YEAR_SAID.search(here.window.phrase)
    shifted = shifted and not long_ago and not (here.start <= 1 and _told(sentence, here))
    if (_ASKED.match(sentence, cue.start) or shifted) and (end is None or end >= reference):
        return True
    open_year = not YEAR_SAID.search(here.window.phrase) and _guessed(here.window, reference)
    habit = _HABIT.search(sentence, sentence.rfind(", ", 0, here.start) + 1, here.start)
    told = _WEEKDAY.match(here.window.phrase) and _REPORTED.search(sentence, max(0, here.start - 60), here.start)
    named = cue.strength >= LAST_RESORT
    bare = not named and (PAST.search(region) or (end is not None and end <= reference))
    if (
        habit
        or told
        or long_ago
        or bare
        or _ordered(sentence, here)
        or (open_year and _ago(sentence, here, reference))
        or (here.vague and not STRONG_DUE.search(region))
    ):
        return False
    past = start is None or start <= reference or open_year
    if (
        past
        and start is not None
        and (_HAVE.match(sentence, here.end) or _told(sentence, here) or _said_then(sentence, here, reference))
    ):
        return False
    if end is not None and end < reference:
        close = sentence[max(0, low - 40) : high + 30]
        due = STRONG_DUE.search(close) and not WAS_DUE.search(close)
        return bool(due) and not _fronted(sentence[: here.start]) and not _happened(sentence, low, high)
    ahead = start is not None and start > reference
    done = min(cue.end, high) if ahead and cue.end <= here.start else low
    day = end if here.window.direction == "by" else start
    fixed = here.window.precision == "day" and not open_year and day is not None and day > reference
    headed = not sentence[: here.start].strip(" -–•*(") and _HEADING.match(sentence, here.end) is not None
    today = start == reference and (_AT_HOUR.match(sentence, here.end) or here.window.phrase.lower() == "tonight")
    if today and not PAST.search(region):
        headed = True
    if cue.sure or headed or start is None or DUE.search(region) or (fixed and high - low < HEADLINE_REACH):
        return not _happened(sentence, done, high)
    opens = end if here.window.direction == "by" or _running(sentence, here, cue) else start
    return named and opens is not None and opens > reference and not PAST.search(region) and high - low < HEADLINE_REACH


_FRONTED = re.compile(r"(?:[A-Z][a-z]+(?:ed|en|wn|ilt|old|ade)|(?:Having|After|Since|Following)\s\w+)\b[^,;]*$")
"""A clause that a participle opens and a past day ends tells how it began: "Cleared by the FDA on July 30, the pump"."""


def _fronted(clause: str) -> bool:
    """Whether the words before a past day open the sentence with a participle of what is done."""
    return _FRONTED.match(clause) is not None and not DUE.search(clause.lower())


_PATIENT = re.compile(r"(?:first|last|1st)\s", re.IGNORECASE)
"""What names an event by its participle: "first patient dosed"."""
_THEY_DID = re.compile(r"\b(?:they|we|i|it|he|she|who)\s+(?!need)[a-z]+ed\b", re.IGNORECASE)
_YEAR_TYPED = re.compile(r"(?<!\d)(?<!^\d/)(?<!^\d\d/)(?:20)?[2-3]\d$|\b(?i:next|tomorrow)")
"""A date that no verb of the past can be about, if it is ahead: "last patient dosed Aug-27"."""


def noted_ahead(sentence: str, here: Found, cue: Cue, reference: date) -> bool:
    """Whether what a note dates is still to come: a note has few verbs, so only one of the past speaks against it."""
    start, end = here.window.start, here.window.end
    if start is None:
        return True
    over = end is not None and (end < reference or (end == reference and here.window.precision != "day"))
    named = _PATIENT.match(sentence, cue.start)
    if over or named or (start > reference and _YEAR_TYPED.search(here.window.phrase)):
        return not over
    first, last = notes.matter(sentence, here.inner)
    last = here.end if here.start > first + LEADING else last
    past = PAST.search(sentence, first, last) or _THEY_DID.search(sentence, first, last)
    return not past or any(words.search(sentence, first, last) for words in (DUE, SHIFTED))


def _running(sentence: str, here: Found, cue: Cue) -> bool:
    """Whether what is dated with a period that has begun is still to come in it, said in the present or noted without a verb."""
    if _RUNNING.match(here.window.phrase) and _PRESENT.search(sentence, cue.start, cue.end):
        return True
    gap = max(cue.start - here.end, here.start - cue.end)
    noted = 0 <= gap <= NOTED and here.window.precision in {"month", "quarter", "half"}
    verbless = not _VERB.search(sentence) and not PAST.search(sentence)
    return noted and verbless and YEAR_SAID.search(here.window.phrase) is not None


NOTED = 8
"""Characters between the two halves of a note: "topline data in Q4 2026", written in that quarter."""
_VERB = re.compile(r"\b(?:is|are|has|have|shows?|fell|rose)\b")
_RUNNING = re.compile(r"(?:later\s+)?this\s(?:week|month|quarter|half)", re.IGNORECASE)
_PRESENT = re.compile(
    r"\b(?:complet|finish|start|begin|launch|resum|report|join|drop|enter|clos|open|trad|go)e?s\b", re.IGNORECASE
)
"""A period that still runs: "completes enrolment this quarter"."""
_AT_HOUR = re.compile(r"\s+(?:at\s+(?:noon|\d)|(?:after|before)\s+the\s+(?:close|bell|open|market))", re.IGNORECASE)
"""The hour of what happens today: "announces its decision today at noon"."""
_HAVE = re.compile(
    r",?\s+never\s|\s+(?:(?:ha(?:ve|s|d)|was|were)\s+(?!to\b|yet\b|the\b|an?\b)|(?!(?:expect|plan|schedul|relat|base|need|propos|target)\w*ed\b)[a-z]{3,}ed\s+"
    r"(?:the|an?|its|their|our|his|investors|analysts|[A-Z]\w+|some|many|most|expectations)\b)"
)
"""The verb of what the window describes: "two readouts this year have failed"."""
_YEARS_AGO = re.compile(r"(?:[A-Z]\w*\s+)?(?:years?\s+ago|last\s+year)\b,?\s", re.IGNORECASE)
"""What a sentence that opens so tells, with its dates, is that year's: "a year ago the agency delayed its decision to February"."""
_WEEKDAY = re.compile(r"(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"(?<!\bbe )(?<!\bto )\b(?:said|told\s+(?:\S+\s+)?\S+|disclosed|noted|confirmed|wrote|added|revealed|posted|unveiled|"
    r"approval|clearance|slid|surged|plunged|climbed|tumbled|ended)\s+(?:in\s+an?\s+(?:\w+\s+)?\w+\s+)?(?:late\s+|early\s+)?(?:on\s+)?$"
)
"""What a weekday right behind it dates is the day just past ("said on Monday that the trial passed"), as behind `PAST`."""
_HABIT = re.compile(r"\b(?:typically|usually|normally|generally|historically|tends?\s+to|in\s+most\s+cases)\b")
"""What is so as a rule is no event: "a decision typically follows within 67 days"."""


def _said_then(sentence: str, here: Found, reference: date) -> bool:
    """Whether the window is a participle's ("agreed in March"), or a yearless one behind "following", too far ahead to be meant."""
    if _SAID_THEN.search(sentence, 0, here.start):
        return True
    start = here.window.start
    return (
        start is not None
        and (start - reference).days > FAR_MONTH
        and _FOLLOWING.search(sentence, max(0, here.start - REACH_BACK), here.start) is not None
    )


def _ordered(sentence: str, here: Found) -> bool:
    """Whether a window only says which things are meant: "orders placed before June will be shipped"."""
    before = _SET_BY.search(sentence, max(0, here.start - 24), here.start)
    return (
        before is not None
        and here.window.direction in {"by", "after"}
        and _MAIN_VERB.match(sentence, here.end) is not None
    )


_SET_BY = re.compile(r"\b(?!(?:expect|schedul|plan|target|anticipat|project)\w*)[a-z]+(?:ed|ught|old|ade)\s+$")
_MAIN_VERB = re.compile(r"\s+(?:will|would|can|may|are|is|were|was|have|has)\b")


def _ago(sentence: str, here: Found, reference: date) -> bool:
    """Whether a month without a year is the last one: its clause tells, and the next one is most of a year ahead."""
    day = here.window.end if here.window.direction == "by" else here.window.start
    if day is None or (day - reference).days < MOST_OF_A_YEAR:
        return False
    if _PROMISED.search(sentence, 0, here.start):
        return True
    opens = max((found.end() for found in _PART.finditer(sentence, 0, here.start)), default=0)
    closes = _PART.search(sentence, here.end)
    clause = slice(opens, closes.start() if closes else len(sentence))
    return _TELLS.search(sentence[clause]) is not None and not DUE.search(sentence[clause])


MOST_OF_A_YEAR = 240
"""Days."""
_PROMISED = re.compile(
    r"\b(?:said|promised|guided|told\s+\w+)\s+(?:back\s+)?(?:in|last)\s+\w+\s+(?!that\s+it\s+will)[^.;]{0,60}?\bwould\b(?!.*\bnow\b)"
)
"""What was said in a month is counted from then: "said in January that it would file by March"."""
_PART = re.compile(r"[;:]\s|,\s|\sand\s|\bbut\s")
_TELLS = re.compile(
    r"(?<!\bbe )(?<!\bto )\b(?:[a-z]{3,}ed|heard|told|read|gave|sent|held|found|met|won|began|took|came|said)\b"
)
_HEADING = re.compile(r"\s*(?::|\s[–—-])\s")
"""A window that heads its line: "Q3 2027: initiate the trial"."""
FAR_MONTH, REACH_BACK = 150, 110
"""Days; characters."""
_FOLLOWING = re.compile(
    r"\b(?:[Ff]ollowing|[Aa]fter|[Ss]ince|[Hh]aving)\b[^,;.]{3,90}\s(?:in|on|last)\s+(?:early\s+|late\s+|mid-)?$"
)


def _guessed(window: Window, reference: date) -> bool:
    """Whether the year that a window without one got may be the wrong one: a day far ahead may be the day just past."""
    return (
        window.precision != "day"
        or window.start is None
        or not _DIGIT.search(window.phrase)
        or (window.start - reference).days > NEAR_DAY
    )


_DIGIT = re.compile(r"\d")
NEAR_DAY = 200
"""Days; "on April 30", written in May with a verb of the past, is the April before."""
_SAID_THEN = re.compile(
    r"\bsince\s+(?:\S+\s+){1,5}?(?:in|on)\s+$|"
    r"(?<!\bbe )(?<!\band )"
    r"\b(?:said|told\s+\w+|announced|agreed|signed|reported|disclosed|published|unveiled|filed|submitted|held|granted|launched|completed|done|"
    r"approved|cleared|won|closed)\s+(?:back\s+)?(?:in|on|at|last)\s+(?:\w+\s+)?$|"
    r"\bas\s+(?:stated|said|guided|indicated|communicated|outlined|noted|promised|flagged)\s+(?:back\s+)?(?:in|on|at|last)\s+(?:\w+\s+)?$|"
    r"[,–]\s+(?:whose\s+(?:[\w'’-]+\s+){1,5}?)?(?:(?:first|originally|initially|already|which|that|who|was|were|had\s+been|also|only)\s+)*"
    r"(?!(?:expect|schedul|plan|target|slat|anticipat|project|estimat|guid|pencill|post|need|call|plann|follow)ed\b)"
    r"(?:[a-z]+ed|begun|held|won|made|given|sold|run|met|sent|shown|began|spun|split|bought|brought|built|taken|led|left|"
    r"lost|paid|seen|grown|written|chosen|drawn|cut)\s+"
    r"(?:(?!to\b|for\b|until\b|from\b)\S+\s+){0,4}?(?:in|on|last)\s+$"
)
"""A participle right before the date, which is that verb's and past: "the sale, announced in March"."""
_LISTED = re.compile(r"\band\s+(?:to\s+)?(?:\w+\s+){0,2}$")
FAR_BACK = 160
"""Characters back to the verb that a list of plans shares ("expects to start X in Q2 and reach Y by 2028")."""
_ASKED = re.compile(r"(?:whether|if)\s", re.IGNORECASE)
"""A cue that only asks whether something has happened: "to hear by March whether the NDA has been accepted"."""


def _told(sentence: str, here: Found) -> bool:
    """Whether the clause before the window is told as past, with nothing that looks ahead after the verb."""
    clause = sentence[: here.start]
    breaks = [found.end() for found in BREAK.finditer(clause)]
    clause = clause[breaks[-1] :] if breaks else clause
    verbs = list(PAST.finditer(clause))
    if verbs:
        last = verbs[-1].start()
        return not (DUE.search(clause, last) or _BY_THEN.search(clause, max(0, last - 70), last))
    if here.start > LEADING:
        return False
    rest = _MAIN.match(sentence, here.end)
    verb = (PAST.search(rest.group()) or _SAID.search(rest.group())) if rest else None
    return verb is not None and not DUE.search(rest.group()[: verb.end()] if rest else "")


_SAID = re.compile(r"\b(?:said|noted|highlighted)\b")
"""Verbs that date what they follow ("In June, Acme said") and not what they report ("said launch in 2H27")."""
_MAIN = re.compile(r"[^.;]{0,140}")
HEADLINE_REACH = 90
"""Characters within which a cue and a future window need no verb: "Interim EFS data: mid-2027"."""


_ONCE = re.compile(r"\b(?:when|once|after|until|as\s+soon\s+as|if|assuming)\b[^,;]*$")
"""A condition that must have come true: "once 140 events have been observed"."""


def _happened(sentence: str, low: int, high: int) -> bool:
    """Whether the words between cue and window say that it is done, with nothing that looks ahead among them."""
    if _BY_THEN.search(sentence, max(0, low - 70), low):
        return False
    done = [found for found in DONE.finditer(sentence, low, high) if not _ONCE.search(sentence, low, found.start())]
    return bool(done) and not (DUE.search(sentence, done[-1].start(), high) or STRONG_DUE.search(sentence, low, high))


_BY_THEN = re.compile(
    r"\b(?:will|to|should)\s+(?:have\s+(?:(?!been\b|already\b)[\w-]+\s+){0,8}?|be\s+\w+(?:\s+[^.;,]{1,50})?\s+(?:and|or)\s+)$"
)
"""What will be done by the window: "patients will have completed dosing by April"."""
