"""
Rules and a sentence model together: calibrated class probabilities from both, in a small logistic layer.

The layer's weights stand in `data/stack.json`, written by the training script from held-out predictions; without that file a plain
default serves. Shares of the two in a score are Shapley values of two players, so that they add up to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

from bot.model import Probabilities
from bot.sentiment.features import FEATURES

WEIGHTS_FILE = Path(__file__).parent / "data" / "stack.json"
INPUTS = ("log p negative", "log p neutral", "log p positive", "has target", *FEATURES)
"""What the layer sees, in order: the model's log-probabilities, whether a target was asked for, the rules' row."""
CLASSES = ("negative", "neutral", "positive")
_FLOOR = 1e-4
UNIFORM = (1 / 3, 1 / 3, 1 / 3)
SILENT_ROW = tuple(1.0 if name in {"none", "text none"} else 0.0 for name in FEATURES)
"""The rules' row where they found nothing."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The logistic layer: one row of weights per class over `INPUTS`, and a bias each."""

    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, float, float]
    digest: str

    @classmethod
    def load(cls, path: Path = WEIGHTS_FILE) -> Stack:
        """
        Read `{"inputs": [...], "weights": {class: {input: weight}}, "bias": {class: weight}}`; inputs that the file does
        not name weigh 0. The default layer where the file is absent.
        """
        if not path.exists():
            return DEFAULT
        content = path.read_bytes()
        data = json.loads(content)
        return cls(
            tuple(tuple(float(data["weights"][label].get(name, 0.0)) for name in INPUTS) for label in CLASSES),
            (float(data["bias"]["negative"]), float(data["bias"]["neutral"]), float(data["bias"]["positive"])),
            hashlib.sha256(content).hexdigest()[:8],
        )

    def combine(self, model: Sequence[float], row: Sequence[float], *, target: bool) -> Probabilities:
        """Probabilities from the model's (negative, neutral, positive) and the rules' `row`."""
        values = (*(log(max(float(p), _FLOOR)) for p in model), 1.0 if target else 0.0, *row)
        scores = [
            bias + sum(weight * value for weight, value in zip(weights, values, strict=True))
            for weights, bias in zip(self.weights, self.bias, strict=True)
        ]
        top = max(scores)
        parts = [exp(score - top) for score in scores]
        total = sum(parts)
        return Probabilities(*(part / total for part in parts))

    def shares(
        self, model: Sequence[float], row: Sequence[float], *, target: bool
    ) -> tuple[Probabilities, float, float]:
        """
        (probabilities, the rules' share of the score, the model's share); score is P(positive) - P(negative), and the
        shares add up to it.
        """
        both = self.combine(model, row, target=target)
        whole = value(both)
        model_alone = value(self.combine(model, SILENT_ROW, target=target))
        rules_alone = value(self.combine(UNIFORM, row, target=target))
        nothing = value(self.combine(UNIFORM, SILENT_ROW, target=target))
        rules = ((whole - model_alone) + (rules_alone - nothing)) / 2
        return both, rules, whole - rules


def value(probabilities: Probabilities) -> float:
    """The score of class probabilities, -1 to 1."""
    return probabilities.positive - probabilities.negative


def _default() -> Stack:
    rules = {"negative": -1.2, "neutral": 0.0, "positive": 1.2}
    weights = tuple(
        tuple(
            1.0
            if name == f"log p {label}"
            else rules[label]
            if name == "score"
            else 0.3
            if (name, label) == ("none", "neutral")
            else 0.0
            for name in INPUTS
        )
        for label in CLASSES
    )
    return Stack(weights, (0.0, 0.0, 0.0), "default")


DEFAULT = _default()
"""Used until a trained layer ships: the model's own probabilities, leaned on by the rules."""
