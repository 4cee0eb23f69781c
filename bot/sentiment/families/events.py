"""Corporate, regulatory, trial, financing and legal events: a thing that happened, with its usual meaning for a holder."""

from __future__ import annotations

from bot.sentiment.reading import Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "events"
ROLES = Role.EVENT | Role.APPROVE

_OBJECTS_NOT_NEWS = words("reverse split offering sale plan dilution shelf increase authorized proposal resale")


def apply(reading: Reading) -> None:
    """One finding per event nobody resolved; an approval of something that is no good news is none."""
    tokens = reading.tokens
    for hit in reading.hits:
        if hit.used or not hit.roles & ROLES or not hit.entry.value:
            continue
        value = hit.entry.value
        if hit.roles & Role.APPROVE and _OBJECTS_NOT_NEWS & set(tokens[hit.end : hit.end + 6]):
            hit.used = True
            continue
        if hit.negated:
            value *= hit.negated if value > 0 else max(hit.negated, -0.8)
        reading.add(hit, value, NAME)
        hit.used = True
