"""Figures that say by themselves which way: signed moves ("Twitter -3.5%", "(+4.6% pre)"), a premium or discount of so much."""

from __future__ import annotations

from bot.sentiment.reading import Reading, is_percent
from bot.sentiment.roles import Role
from bot.sentiment.tokens import number

NAME = "signed move"
ROLES = Role.NUMBER


def apply(reading: Reading) -> None:
    """A finding for each percentage that carries its own sign and that no other rule has read."""
    if "premium" in reading.low or "discount" in reading.low:
        _premium(reading)
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


PREMIUM = 0.6
DISCOUNT = -0.55


def _premium(reading: Reading) -> None:
    """Of a bid or a sale of shares: "at a 71% premium", "a 30% discount"."""
    tokens = reading.tokens
    for index, hit in enumerate(reading.hits):
        if hit.used or not hit.roles & Role.NUMBER or not is_percent(reading, index):
            continue
        end = hit.end if tokens[hit.start].endswith("%") else hit.end + 1
        word = tokens[end] if end < len(tokens) else ""
        if word in {"premium", "discount"}:
            reading.add(hit, PREMIUM if word == "premium" else DISCOUNT, NAME, hit.start, end + 1)
            hit.used = True
