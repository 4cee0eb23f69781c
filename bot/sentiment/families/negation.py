"""Not, no, without, failed to: what a negator reaches and what it makes of it. Marks hits; finds nothing by itself."""

from __future__ import annotations

from bot.sentiment.reading import Hit, Reading
from bot.sentiment.roles import Role

NAME = "negation"
ROLES = Role.NEGATOR

REACH = 4
"""Tokens a plain negator reaches ("did not significantly improve")."""
LIST_REACH = 14
"""Tokens "no" and "without" reach along a list ("no CRS, ICANS or GvHD")."""
_TARGETS = Role.VALUED | Role.DIRECTION | Role.METRIC | Role.STOPPER | Role.RELATION | Role.RATING | Role.LEAN


def apply(reading: Reading) -> None:
    """Mark every hit in the reach of a negator with what becomes of a good value there."""
    reach = 0
    factor = 0.0
    is_list = False
    failing: Hit | None = None
    crossed = False
    for hit in reading.hits:
        roles = hit.roles
        if roles & Role.NEGATOR:
            crossed = False
            flags = hit.entry.flags
            is_list = "list" in flags
            failing = hit if "fail" in flags else None
            factor = -0.9 if failing else -0.25 if "partly" in flags else -0.8
            reach = hit.end + (LIST_REACH if is_list else REACH)
        elif roles & (Role.STRONG | Role.BREAK) or (roles & Role.COMMA and not is_list):
            reach = 0
        elif roles & Role.COMMA:
            crossed = True
        elif crossed and is_list and roles & (Role.METRIC | Role.VALUED) and _good(hit):
            reach = 0  # "without a stoppage, and output rose": the list was of bad things
        elif hit.start <= reach and reach and roles & _TARGETS:
            if is_list and roles & Role.DIRECTION and not roles & Role.VALUED and "n" not in hit.entry.flags:
                reach = 0  # "with no debt, sales rose": the list is over at the verb
                continue
            hit.negated = factor
            if failing is not None and roles & (Role.VALUED | Role.DIRECTION):
                failing = None
    if failing is not None:
        reading.add(failing, FAILED, NAME)


def _good(hit: Hit) -> bool:
    entry = hit.entry
    return entry.value > 0 or (not entry.value and entry.metric > 0)


FAILED = -0.35
""" "Fails to ..." with nothing after it that could be turned round."""
