"""
A date that takes another one's place: later is bad, earlier is good, and the other way round for what a holder would rather
have late or long ("data in 2027 rather than 2026", "runway into 2029, previously 2028", "generics in 2027, not 2034").
"""

from __future__ import annotations

from bisect import bisect_left

from bot.sentiment.lexicon import Entry
from bot.sentiment.periods import has_two, moves
from bot.sentiment.reading import Hit, Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "timing"
ROLES = Role.NUMBER | Role.FROM | Role.NEGATOR | Role.LEVEL

VALUE = 0.6
SLIGHT = 0.1
"""Years: a move by a month says little."""
_RATHER_LATE = words(
    "runway cash fund funded funding funds liquidity maturity maturities mature matures repay repaid repayment repayable"
    " exclusivity loe eol patent patents protect protects protection expiry expire expires expiration generic generics"
    " biosimilar biosimilars copies copy competition ban bans tariff tariffs duty tax taxes levy fine fines strike royalty"
    " royalties concession franchise licence license lease contract contracts covenant covenants shut shutdown closure"
    " decommissioning reclamation booked"
)
"""What a holder would rather have late, or last long."""
_RATHER_SOON = words("flow breakeven readout topline data enrolment enrollment")
"""What a holder would rather have soon: beside something rather late nothing says which of the two the dates are of."""
_EITHER = words(
    "fiscal accounting valuation estimates deadline deadlines rule rules hearing cap freeze wage rival rivals competitor"
    " competitors cease ceases"
)
"""What is good late for some and bad for others, or says nothing to a holder."""
_DATES = Entry("dates")
BEFORE = 12
"""Tokens ahead of the first date where it is said what the dates are of."""
VERB = 6
"""Tokens ahead of the first date where the verb of the move stands."""


def apply(reading: Reading) -> None:
    """A finding for each move, instead of what its verb would say alone."""
    for move in moves(reading.low) if has_two(reading.tokens) else ():
        first = bisect_left(reading.starts, min(move.new.start, move.old.start))
        last = bisect_left(reading.starts, max(move.new.end, move.old.end))
        about = reading.tokens[max(0, first - BEFORE) : first]
        late = not _RATHER_LATE.isdisjoint(about)
        if not _EITHER.isdisjoint(about) or (late and not _RATHER_SOON.isdisjoint(about)):
            continue
        value = VALUE if late == (move.years > 0) else -VALUE
        if abs(move.years) < SLIGHT:
            value /= 2
        verbs = [hit for hit in reading.hits if first - VERB <= hit.start < last and not hit.used and _is_verb(hit)]
        for hit in verbs:
            hit.used = True
        start = min([first, *(hit.start for hit in verbs)])
        reading.add(Hit(start, last, _DATES), value, NAME)


def _is_verb(hit: Hit) -> bool:
    return bool(hit.roles & (Role.DIRECTION | Role.EVENT | Role.POLAR | Role.LEAN)) and not hit.roles & Role.METRIC
