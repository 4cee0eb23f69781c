"""What a word can do in a sentence: the roles of vocabulary entries, as bits."""

from __future__ import annotations


class Role:
    """What a word does. Plain integers, combined as bits: the scan of a sentence is the hot loop of this room."""

    NEGATOR = 1
    STOPPER = 1 << 1
    HEDGE = 1 << 2
    CONDITIONAL = 1 << 3
    SAY = 1 << 4
    LEVEL = 1 << 5
    VERSUS = 1 << 6
    FROM = 1 << 7
    THAN = 1 << 8
    STRONG = 1 << 9
    BREAK = 1 << 10
    SOFT = 1 << 11
    COMMA = 1 << 12
    OPEN = 1 << 13
    CLOSE = 1 << 14
    UNIT = 1 << 15
    PRONOUN = 1 << 16
    DIRECTION = 1 << 17
    METRIC = 1 << 18
    EVENT = 1 << 19
    POLAR = 1 << 20
    SURPRISE = 1 << 21
    EXPECTATION = 1 << 22
    HIGH = 1 << 23
    SUBJECT = 1 << 24
    FLAT = 1 << 25
    APPROVE = 1 << 26
    SOCIAL = 1 << 27
    RELATION = 1 << 28
    NUMBER = 1 << 29
    NULL = 1 << 30
    WEAK = 1 << 31
    AGENT = 1 << 32
    BOILERPLATE = 1 << 33
    RATING = 1 << 34
    STATISTIC = 1 << 35
    FRAME = 1 << 36
    LEAN = 1 << 37
    KIN = 1 << 38

    WALL = STRONG | BREAK | COMMA
    """What a search for a neighbour does not look across."""
    VALUED = EVENT | POLAR | SURPRISE | HIGH | APPROVE | FLAT | SOCIAL | WEAK


NAMES = {
    "negator": Role.NEGATOR,
    "stopper": Role.STOPPER,
    "hedge": Role.HEDGE,
    "conditional": Role.CONDITIONAL,
    "say": Role.SAY,
    "level": Role.LEVEL,
    "versus": Role.VERSUS,
    "from": Role.FROM,
    "than": Role.THAN,
    "strong break": Role.STRONG,
    "break": Role.BREAK,
    "soft break": Role.SOFT,
    "comma": Role.COMMA,
    "open": Role.OPEN,
    "close": Role.CLOSE,
    "unit": Role.UNIT,
    "pronoun": Role.PRONOUN,
    "up": Role.DIRECTION,
    "down": Role.DIRECTION,
    "metric": Role.METRIC,
    "event": Role.EVENT,
    "approve": Role.APPROVE,
    "polar": Role.POLAR,
    "surprise": Role.SURPRISE,
    "expectation": Role.EXPECTATION,
    "high": Role.HIGH,
    "subject": Role.SUBJECT,
    "flat": Role.FLAT,
    "social": Role.SOCIAL,
    "relation": Role.RELATION,
    "null": Role.NULL,
    "agent": Role.AGENT,
    "rating": Role.RATING,
    "statistic": Role.STATISTIC,
    "frame": Role.FRAME,
    "lean": Role.LEAN,
    "kin": Role.KIN,
    "boilerplate": Role.BOILERPLATE,
}
"""Heads of sections in the data files, and the role each gives."""
