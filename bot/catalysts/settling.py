"""Which of two kinds a cue means, by the words around it: an offering's closing or a deal's, a drug's approval or a permit."""

from __future__ import annotations

import re

from bot.catalysts import notes
from bot.catalysts.cue_words import LOOSE
from bot.catalysts.cues import LAST_RESORT, Cue
from bot.catalysts.deciders import OTHER, decision, is_abroad
from bot.catalysts.grammar import Found

_OFFERING = re.compile(
    r"\b(?:offering|private\s+placement|placement|proceeds|registered\s+direct|underwriters?|"
    r"secondary|follow-on|converts?|convertible\s+(?:notes?|debentures?)|warrants?|tranche)\b",
    re.IGNORECASE,
)
_MERGER = re.compile(
    r"\b(?:merger|acqui\w+|business\s+combination|takeover|divest\w+|sale\s+of|purchase\s+(?:agreement|price)|"
    r"buyout|combination|amalgamation|equity\s+interest|transaction)\b",
    re.IGNORECASE,
)
_DRUG = re.compile(
    r"\b(?:FDA|Food\s+and\s+Drug|EMA|MHRA|PMDA|CHMP|NDA|BLA|MAA|Medicin\w+|[Aa]uthori[sz]ation\s+Application|sNDA|sBLA|drug|therap\w+|clinical|treatment|vaccine|patients|"
    r"pill|medicine|European\s+Commission|biotech\w*|510\(k\b|device)\b"
)
_PAYS = re.compile(r"\b(?:pa(?:y|id)|instal|receiv|due\b|owe|milestone|up-?front|earn-?out|deposit)", re.IGNORECASE)
"""A sum is a payment only where something is paid: "cut another $1.5 billion" is none."""
_FOR = re.compile(r"\bfor\s+(?:the\s+)?(?:(?:full|fiscal|financial)[- ]?)?(?:year\s+)?$", re.IGNORECASE)
_PERIODS = frozenset({"year", "fiscal", "half", "quarter"})
"""What a dividend "for" one of these is for is its period, no date."""
_PERMIT = re.compile(
    r"\b(?:permit\w*|licen[cs]\w*|LCFS|FERC|FCC|county|city|council|government|ministry|mine|mining|drill\w*|zoning|"
    r"credits?|environmental|exchange|transaction|deal|"
    r"court|merger|takeover|tie-up|buyout|acquisition|competition|antitrust|pipeline|project|plant|grid|solar|wind)\b",
    re.IGNORECASE,
)
_REGULATOR = re.compile(r"\bregulator", re.IGNORECASE)
_DECISION = re.compile(
    r"final\s+\w*\s*(?:decision|approval)|regulatory\s+(?:decision|approval|clearance)", re.IGNORECASE
)
_COURT = re.compile(
    r"\b(?:court|judge|jury|lawsuit|suit|patent|plaintiffs?|defendants?|prosecutors?|infringement|"
    r"antitrust)\b",
    re.IGNORECASE,
)
_CLINICAL = re.compile(r"\b(?:clinical|trials?|patients?|Phase|study|DSMB|drug|FDA)\b", re.IGNORECASE)
_CLINICAL_ONLY = re.compile(r"\b(?:clinical|patients?|Phase|dos(?:e|ing)|enrol\w*|participants?)\b", re.IGNORECASE)
_AND = re.compile(r"(?:and|then)\s", re.IGNORECASE)
_ENROLS = re.compile(r"\b(?:enrol|recruit|randomi[sz]|accru)", re.IGNORECASE)
"""What finishes where a sentence only goes on with "and finish in"."""
_HOLDERS = re.compile(
    r"\b(?:(?:share|stock|unit)?holders?|investors|merger|deal|takeover|buy-?out|acquisition|proxy|EGM|AGM)\b",
    re.IGNORECASE,
)
"""Whose vote is a meeting's business: told as one or as the other, it is one event."""
_THE_MEETING = re.compile(r"meeting\b", re.IGNORECASE)
_HOLDERS_MEETING = re.compile(
    r"\b(?:special|annual|general|(?:share|stock|unit)holders['’]?)\s+(?:general\s+)?meeting\b", re.IGNORECASE
)
"""What "the meeting will be held" is about where one of holders was named."""
_RECORD = re.compile(r"record\s+date", re.IGNORECASE)
_MEETING = re.compile(r"\bmeeting\b|\bvote\b", re.IGNORECASE)
_PAID = re.compile(r"\b(?:dividend|distribut\w+|payable|paid|per\s+(?:share|unit)|spin\w*)\b", re.IGNORECASE)
"""A record date is a meeting's where nothing is paid."""
_RESULTS = re.compile(r"\b(?:results|numbers|figures)\b", re.IGNORECASE)
_CALL = re.compile(r"\b(?:call|webcast)\b", re.IGNORECASE)
_FIGURES = re.compile(
    r"(?<!to )\bearnings\b(?! per share)|\b(?:financial|operating|quarterly|annual|interim|(?:half|full|fiscal)[- ]year|"
    r"(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))[- ]quarter|year[- ]end|Q[1-4]|[1-4]Q\d*|H[12]|[12]H\d*|FY\s?\d*)\s+"
    r"(?:(?!and\b|clinical\b|data\b|trial\b)\S+\s+){0,3}?(?:results|figures|numbers|report|performance|accounts|call|webcast)\b|"
    r"\b(?:results|figures|performance)\s+(?:for|of|in)\s+(?:(?:the|its|our)\s+)?(?:\S+\s+){0,2}?(?:quarter|half|year|20\d\d)\b|"
    r"\b(?:discuss|review|on|about|regarding)\w*\s+(?:the|its)\s+(?:(?:past|last|previous|\w+th|first|second|third)\s+)?quarter\b",
    re.IGNORECASE,
)
"""What makes a call one on earnings: figures of a period, in its sentence or in the release that it closes."""
_OTHER_MATTER = re.compile(
    r"\b(?:data|top-?line|announcement|agreement|collaboration|pipeline|approval|decision)\b", re.IGNORECASE
)
_BELL_HOUR = re.compile(
    r",?\s+(?:pre\b|(?:just\s+)?(?:before|after)\s+(?:the\s+)?(?:market|open|close|bell|trading)\b)", re.IGNORECASE
)
"""When companies publish their figures."""
_BUILT = re.compile(r"\b(?:construction|commissioning|building|work\s+on|installation|plant|mine|fab)\b", re.IGNORECASE)
_LOOSE = frozenset({"year", "fiscal", "vague", "duration"})
"""Too wide for a bare word."""
_EARNINGS_DAYS = frozenset(
    {"day", "week", "month", "third-of-month", "half-month", "vague", "duration", "third-of-quarter"}
)
"""How precisely an earnings date is announced; a quarter or year beside the word is what the figures are about."""


def settled(cue: Cue, sentence: str, here: Found, context: str) -> str | None:
    """The kind, once the words around say which of two it is."""
    kind = cue.kind
    if (
        cue.strength < LAST_RESORT
        and not notes.is_note(sentence)
        and (here.window.precision in _LOOSE or here.window.phrase.startswith("in "))
    ):
        return None
    if kind == "enrollment_complete" and _AND.match(sentence, cue.start) and not _ENROLS.search(sentence, 0, cue.start):
        return "capacity" if _BUILT.search(sentence, 0, cue.start) else None
    near = f"{context} {sentence}"
    words = sentence[cue.start : cue.end]
    if kind == "deal_close" and not _MERGER.search(words):
        offering = max((found.end() for found in _OFFERING.finditer(near)), default=-1)
        merger = max((found.end() for found in _MERGER.finditer(near)), default=-1)
        if offering > merger:
            kind = "offering_close"
    if kind in {"pdufa", OTHER} and not cue.sure and _PERMIT.search(near) and not _DRUG.search(near):
        kind = "permit"
    drug = _REGULATOR.search(words) or (_DECISION.search(words) and _DRUG.search(near))
    if kind == "permit" and drug and not _PERMIT.search(near):
        kind = decision(sentence, cue.start, cue.end)
    if cue.strength == LOOSE and kind in {"pdufa", OTHER} and not notes.is_note(sentence) and not _DRUG.search(near):
        return "permit" if _COURT.search(near) else None
    if kind == "pdufa" and not cue.sure and is_abroad(sentence, context):
        kind = OTHER
    if kind == "trial_start" and _COURT.search(sentence) and not _CLINICAL_ONLY.search(sentence):
        kind = "permit"
    if kind == "data_interim" and words.lower() == "interim report" and not _CLINICAL.search(near):
        kind = "earnings"
    if (
        kind == "data_readout"
        and _RESULTS.search(words)
        and not _CLINICAL.search(near)
        and _BELL_HOUR.match(sentence, here.end)
    ):
        kind = "earnings"
    holders = (kind == "vote" and _HOLDERS.search(near) and not words.lower().startswith("voting")) or (
        kind == "conference" and _THE_MEETING.match(words) and _HOLDERS_MEETING.search(near)
    )
    kind = "shareholder_meeting" if holders else kind
    if kind == "dividend" and _RECORD.search(words) and _MEETING.search(near) and not _PAID.search(near):
        return None
    return None if _loose(kind, here) or _beside(kind, cue, sentence, here, context) else kind


def _beside(kind: str | None, cue: Cue, sentence: str, here: Found, context: str) -> bool:
    """Whether the words only stand beside a date: a call on no figures, a sum that nobody pays, the period of a dividend."""
    words = sentence[cue.start : cue.end]
    if kind == "earnings" and _CALL.search(words) and not notes.is_note(sentence):
        return not _on_figures(words, sentence, context)
    if kind == "deal_payment":
        return _PAYS.search(sentence) is None
    period = here.window.precision in _PERIODS and _FOR.search(sentence, 0, here.inner) is not None
    return kind == "dividend" and period


def _on_figures(words: str, sentence: str, context: str) -> bool:
    """Whether a call is about figures: its words or sentence say so, or its release does and the sentence names nothing else."""
    if _FIGURES.search(words) or _FIGURES.search(sentence) or _RESULTS.search(words):
        return True
    other = any(matter.search(sentence) for matter in (_MERGER, _CLINICAL, _OTHER_MATTER))
    return _FIGURES.search(context) is not None and (not other or _RESULTS.search(sentence) is not None)


def _loose(kind: str | None, here: Found) -> bool:
    """Whether a window is not how such an event is announced: a quarter for earnings, a last day for the economy's figures."""
    period = kind == "earnings" and here.window.precision not in _EARNINGS_DAYS
    return period or (kind == "macro" and here.window.direction in {"by", "after"})
