"""
Sentences -> dated catalysts: kind first, then the window with its precision, direction and the writer's words.

Pure: no network, no clock; `reference_date` is the text's publish date. `parse` gives what may be offered to a person,
`windows` every window, `undated` what is expected without a date. Nothing here stores anything.
"""

from bot.catalysts.calendar import dedupe_key, same_event, to_catalyst
from bot.catalysts.conventions import DEFAULT, Conventions, table
from bot.catalysts.events import Candidate, Dated, Undated, parse, undated, windows
from bot.model import CATALYST_KINDS as KINDS

__all__ = [
    "DEFAULT",
    "KINDS",
    "Candidate",
    "Conventions",
    "Dated",
    "Undated",
    "dedupe_key",
    "parse",
    "same_event",
    "table",
    "to_catalyst",
    "undated",
    "windows",
]
