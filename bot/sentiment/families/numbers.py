"""Signed moves without a verb: "Twitter -3.5%", "(+4.6% pre)", "TSLA +7"."""

from __future__ import annotations

from bot.sentiment.lexicon import Role
from bot.sentiment.reading import Reading, is_percent
from bot.sentiment.tokens import number

NAME = "signed move"
ROLES = Role.NUMBER


def apply(reading: Reading) -> None:
    """A finding for each percentage that carries its own sign and that no other rule has read."""
    if "+" not in reading.low and "-" not in reading.low and "−" not in reading.low:
        return
    tokens = reading.tokens
    for index, hit in enumerate(reading.hits):
        if hit.used or not hit.roles & Role.NUMBER:
            continue
        token = tokens[hit.start]
        if token[0] not in "+-−" or not (is_percent(reading, index) or hit.start >= 1):
            continue
        size = abs(number(token))
        if not size or not is_percent(reading, index):
            continue
        strength = 0.35 + min(size, 30.0) * 0.015
        reading.add(hit, strength if token[0] == "+" else -strength, NAME)
        hit.used = True
