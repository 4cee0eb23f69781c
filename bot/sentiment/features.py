"""What the rules know about a sentence and a target, as a row of numbers: the explainable half of the stack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import StoryKind
from bot.sentiment import boilerplate, modality
from bot.sentiment.anchors import anchors_of
from bot.sentiment.attribution import attribute
from bot.sentiment.engine import Rules, squash
from bot.sentiment.families import FAMILIES
from bot.sentiment.reading import Finding, Reading
from bot.sentiment.roles import Role

_KEY = "target"
_FAMILY_NAMES = tuple(family.name for family in FAMILIES if family.name not in {"negation", modality.NAME})

FEATURES = (
    "score",
    "positive",
    "negative",
    "strongest",
    "count",
    "none",
    "text score",
    "text positive",
    "text negative",
    "text none",
    "agreement",
    "source",
    "boilerplate",
    "question",
    "hedged",
    "negated",
    "others",
    "score beside others",
    "strongest beside others",
    "positive beside others",
    "negative beside others",
    *(f"rule {name}" for name in _FAMILY_NAMES),
)
"""Names of the numbers in a row, in order."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence under the rules for one target: the numbers, and the findings behind them with their values."""

    values: tuple[float, ...]
    score: float | None
    """The rules' own score, -1 to 1; None where they found nothing about the target."""
    findings: tuple[tuple[Finding, float], ...]
    reading: Reading


def features(rules: Rules, text: str, spans: Sequence[tuple[int, int]] = (), *, kind: StoryKind = "news") -> Row:
    """
    The rules' row for one sentence. `spans` are the places (start, end) of the target in `text`; none means the sentence as
    a whole. Values are in the order of `FEATURES`, each within about -1 to 1.
    """
    places = [(start, end, _KEY) for start, end in spans]
    return row(rules.read(text, kind, places), places, _KEY if spans else None)


def row(reading: Reading, places: Sequence[tuple[int, int, str]], key: str | None) -> Row:
    """The same for a sentence already read: `places` of every known name with its ticker, `key` the one asked for."""
    whole = [(finding, finding.value) for finding in reading.findings]
    dropped = boilerplate.sentence_kind(reading) is not None
    source = others = False
    if key is None:
        own = whole
    else:
        anchors = anchors_of(reading, places)
        own = attribute(reading, anchors).get(key, [])
        others = any(anchor.key != key for anchor in anchors)
        mine = [anchor for anchor in anchors if anchor.key == key]
        source = bool(mine) and all(anchor.source for anchor in mine)
    values = [value for _, value in own]
    everything = [value for _, value in whole]
    score = squash(values)[0] if values else None
    total = squash(everything)[0] if everything else 0.0
    mass = sum(map(abs, values))
    families = dict.fromkeys(_FAMILY_NAMES, 0.0)
    for finding, value in own:
        if finding.rule in families:
            families[finding.rule] += value
    positive = _squashed([value for value in values if value > 0])
    negative = _squashed([value for value in values if value < 0])
    numbers = (
        score or 0.0,
        positive,
        negative,
        max(values, key=abs, default=0.0),
        min(len(values), 5) / 5,
        float(not values),
        total,
        _squashed([value for value in everything if value > 0]),
        _squashed([value for value in everything if value < 0]),
        float(not everything),
        abs(sum(values)) / mass if mass else 0.0,
        float(source),
        float(dropped),
        float("?" in reading.tokens[-2:]),
        float(bool(reading.mask & modality.ROLES)),
        float(bool(reading.mask & Role.NEGATOR)),
        float(others),
        (score or 0.0) * others,
        max(values, key=abs, default=0.0) * others,
        positive * others,
        negative * others,
        *(max(-1.5, min(1.5, families[name])) for name in _FAMILY_NAMES),
    )
    return Row(numbers, None if dropped else score, () if dropped else tuple(own), reading)


def _squashed(values: Sequence[float]) -> float:
    return squash(values)[0] if values else 0.0
