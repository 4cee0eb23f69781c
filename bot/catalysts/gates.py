"""What looks like a catalyst and is none: reported periods, datelines, attributes, reported figures."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.catalysts import notes
from bot.catalysts.grammar import Found
from bot.catalysts.tense import YEAR_SAID

_REPORTED = re.compile(
    r"(?:\s+and\s+(?:full[- ]year|year[- ]end|fiscal\s+year|nine[- ]months?|six[- ]months?|"
    r"first[- ]half)(?:\s+\d{4})?)?,?\s+"
    r"(?:(?:unaudited|interim|financial|operating|operational|fiscal|preliminary|production|earnings|record|"
    r"consolidated|year[- ]end|GAAP|"
    r"non-GAAP|adjusted|net|total|gross|same-store|annual|corporate|quarterly|full[- ]year|core|consumer|producer|price|jobs|"
    r"retail|employment|unemployment|inflation)\s+)*"
    r"(?:results?|earnings|revenues?|sales|reports?|income|profits?|loss(?:es)?|EBITDA|EPS|"
    r"conference\s+call|call|webcast|guidance|outlook|"
    r"forecasts?|estimates?|targets?|budget|margins?|update|performance|highlights|statements?|"
    r"dividends?(?!\s+(?:will|is|to))|season|edition|levels?|"
    r"prelims?|CPI|PPI|PCE|GDP|payrolls|prices|reading|figures|numbers|output|shipments|bookings|production\b(?!\s+(?:start|decision)))\b",
    re.IGNORECASE,
)
_FOR_PERIOD = re.compile(
    r"(?:results?|earnings|revenues?|sales|report|income|loss|guidance|statements?|call|webcast|"
    r"highlights|data|figures|numbers|prices|reading|print|index|CPI|PPI|PCE|payrolls)\s+(?:for|of|from)\s+"
    r"(?:(?:the|its|our)\s+)?(?:(?:three|six|nine|twelve)\s+months\s+(?:ended|to)\s+|[A-Z]\w+\s+(?:to|through)\s+)?$|"
    r"(?<!planned\s)(?<!scheduled\s)(?<!targeted\s)(?<!slated\s)(?<!set\s)(?<!expected\s)(?<!anticipated\s)(?<!track\s)\bfor\s+(?:the|"
    r"its|our|full[- ]year|fiscal|all\s+of)\s*$",
    re.IGNORECASE,
)
_FOR_AGAIN = re.compile(
    r"\b(?:plan|schedul|target|slat|set|expect|anticipat|guid|pencil|pencill|earmark|aim|ey|book|call|due|track|course|pace|"
    r"foresee|foreseen|envisag|project|await|slott|intend|lin|prepar|aim|read|estimat|likel|model|request|"
    r"grant)(?:s|es|ed|led|n|ned|ning|"
    r"uled|uling|ing|ance)?\b[^.;]{1,100}\bfor\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""A period after "for" that is planned, not reported, though its verb stands further back: "... and topline data for 2Q27"."""
_WIRE = re.compile(
    r"\s*(?:/|\(|[-–—]{1,2}\s*\(?|\s+[-–—]\s*)?\s*\(?(?:[A-Z]*WIRE|[A-Z][a-z]*[Nn]ewswire|[A-Z]\w*WIRE|"
    r"PRNewswire|GLOBE\s?NEWSWIRE|BUSINESS\s+WIRE|ACCESSWIRE|Newsfile|Reuters|AP\b|CNW|EZ\s?Newswire|"
    r"InvestorWire|PRISM)"
)
_CITY_BEFORE = re.compile(r"(?:^|\n|[.*•●]\s|[a-z]\s)[^\n.]{0,60}[A-Z][A-Za-z .'’]{2,},?[^\n]{0,30}[,(–—-]\s*$")
_DASH_AFTER = re.compile(r"\s*(?:\([^)]{2,40}\))?\s*[-–—]{1,2}\s")
_DATED = re.compile(
    r"(?:\bdated|\bas\s+of|\bfiled\s+(?:on|with\s+the\s+SEC\s+on)|\beffective\s+date\s+of|\bCopyright|©|\bsince|"
    r"\bfounded\s+in|\best(?:ablished|\.)\s+in)\s+(?:[A-Z]\w+\s+){0,2}$"
)
_ATTRIBUTE_AFTER = re.compile(
    r"\s+annual\s+(?:general\s+)?meeting\b|\s+(?:[A-Z][\w&-]+\s+){0,4}(?:Conference|Summit|Congress|Symposium|Expo|Awards?|Edition|Report|Index|Plan|"
    r"Act|Agenda|Budget|Forum|Meeting|Outlook|List|Program|Model|Study|Survey|Cup|Games|Season|Class|Notes|"
    r"Incentive|Convertible|Senior)\b"
)


_TODAY_SAID = re.compile(
    r"[\s,]*(?:\w+\s+)?(?:announc|report|provid|said|say|releas|publish|fil|unveil|issu|declar|confirm|"
    r"launch|is\s+pleased|shar|highlight|introduc|reaffirm|appoint|enter|clos|complet|receiv)",
    re.IGNORECASE,
)


_FIGURE_AFTER = re.compile(
    r"\s+(?:(?:was|were|had|saw|marked)\b|(?!(?:instead|rather|through|via|with|at|in|on|to|for|across)\b)(?:\w+\s+){1,3}(?:of|between|from)\s+(?:approximately\s+)?[$€£\d]|"
    r"to\s+(?:be\s+(?:at|in|above|below|between|around)|total|range|average)\b)"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|during|for|of|throughout|into|across|from|and|or|to|within|expected|anticipated|targeted|"
    r"planned|scheduled|over|around|"
    r"beginning|starting|until|through|by|since|calendar|year|late|early|mid|later|sometime|before|"
    r"after)\s+|[(:–—,/-]\s*|^|\n\s*)(?:the\s+|year\s+)*$",
    re.IGNORECASE,
)


def is_name_year(text: str, found: Found) -> bool:
    """Whether a bare year stands where no date stands ("gets 2024 off to a strong start")."""
    if found.window.precision != "year" or found.start != found.inner or found.window.direction != "within":
        return False
    if notes.is_note(notes.line_at(text, found.start, found.end)):
        return False
    if not found.window.phrase.isdigit() or _LAUNCH_AFTER.match(text, found.end):
        return False
    return not _YEAR_BEFORE.search(text, max(0, found.start - 24), found.start)


_LAUNCH_AFTER = re.compile(
    r"[- ](?:(?:commercial|U\.?S\.?|product|market|global|potential|target)\s+)?(?:launch|readout|data|"
    r"approval|filing|submission|start|completion|IPO|close|closing|production|PDUFA|topline)",
    re.IGNORECASE,
)


def is_reported(text: str, found: Found) -> bool:
    """Whether the window is the period that figures are about ("third quarter 2025 financial results")."""
    if found.window.precision == "period" or found.window.direction == "past":
        return True
    if found.window.phrase.lower() == "today":
        return bool(_TODAY_SAID.match(text, found.end))
    if found.window.precision in {"day", "week", "event", "vague", "duration"}:
        return False
    if _REPORTED.match(text, found.end) or _FIGURE_AFTER.match(text, found.end):
        return True
    if _LAUNCH_AFTER.match(text, found.end):
        return False
    before = text[max(0, found.start - 130) : found.start]
    return (
        found.window.direction == "within" and bool(_FOR_PERIOD.search(before[-60:])) and not _FOR_AGAIN.search(before)
    )


def is_dateline(text: str, found: Found, reference: date) -> bool:
    """Whether the day is the text's own date: "ATLANTA, GA - January 27, 2025 (NEWSWIRE) -"."""
    if found.window.precision != "day" or found.window.start is None:
        return False
    if _DATED.search(text[max(0, found.start - 40) : found.start]):
        return True
    if abs(found.window.start - reference) > DATELINE_REACH:
        return False
    if _WIRE.match(text, found.end):
        return True
    before = text[max(0, found.start - 100) : found.start]
    return bool(_DASH_AFTER.match(text, found.end) and (_CITY_BEFORE.search(before) or not before.strip()))


DATELINE_REACH = timedelta(days=5)
"""Archive dates differ from datelines by up to three days (facts/articles.md, 3.1)."""


def is_attribute(text: str, found: Found) -> bool:
    """Whether a year only belongs to a name: "the 2026 Incentive Plan", "2025 Investor Summit"."""
    return (
        found.window.precision == "year"
        and found.start == found.inner
        and bool(_ATTRIBUTE_AFTER.match(text, found.end))
    )


_FUNDED = re.compile(
    r"\b(?:runway|fund(?:s|ed|ing)?\b(?=[^.;]{0,60}?\b(?:operations|plans?|business|through|past|beyond|until|into)\b)|"
    r"(?:sufficient|enough)\s+(?:cash|capital|liquidity|resources)|cash\s+(?:\w+\s+){0,3}?(?:reach|last|carr(?:y|ies)|stretch|suffic)\w*|with\s+(?:\w+\s+){0,2}?cash(?=\s+(?:into|beyond|well))|"
    r"cash(?=\s+(?:thru|through|until|til|to)\b))\b"
    r"[^.;]{0,140}?"
    r"\b(?:into|beyond|(?<=last\s)(?:until|through|to)|(?<=only\s)until|(?<=cash\s)(?:thru|through|until|til|to)|well\s+past)\s+(?:(?:at\s+least|the|early|mid|late|calendar|year)[\s-]+){0,3}$",
    re.IGNORECASE,
)


def is_funded(text: str, found: Found) -> bool:
    """Whether the window is how long the money lasts: "runway through several readouts and into 2028"."""
    if _LAUNCH_AFTER.match(text, found.end):
        return False
    return _FUNDED.search(text, max(0, found.inner - 220), found.inner) is not None


def is_just_past(text: str, found: Found, reference: date) -> bool:
    """
    Whether a day without a year is the one just gone by: "cited in the July 6 letter", written on July 13; in a note also
    a month or quarter before its noun ("aug data was fine").
    """
    start = found.window.start
    if start is None or YEAR_SAID.search(found.window.phrase):
        return False
    if found.window.precision in {"month", "quarter"} and _ATTRIBUTIVE.match(text, found.end):
        return start - reference > MOST_OF_A_YEAR and notes.is_note(notes.line_at(text, found.start, found.end))
    return found.window.precision == "day" and start - reference > NEARLY_A_YEAR


_ATTRIBUTIVE = re.compile(r"\s[a-z]")
MOST_OF_A_YEAR = timedelta(days=240)
NEARLY_A_YEAR = timedelta(days=325)
"""What lies further ahead is at most forty days gone by."""


def is_far(found: Found, reference: date) -> bool:
    """Whether the window ends so many years ahead that it is a forecast, not an event."""
    return found.window.end is not None and found.window.end.year - reference.year > HORIZON


HORIZON = 5
"""Years; of the shared sentences no event lies further ahead, and nearly every forecast does."""
