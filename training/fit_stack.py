"""
Fit the logistic layer over rules and model (bot/sentiment/data/stack.json) on the dev parts, and print figures of the test parts.

    TRAIN/bin/python training/fit_stack.py PUBLIC_SETS [--dry]

Neither the rules' vocabulary nor the model were fitted on these rows of the public sets; the own corpus is split by story
(for the model).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT), str(ROOT.parent)]

import data  # noqa: E402 - found beside this script

from bot.sentiment import calibration  # noqa: E402 - see above
from bot.sentiment.engine import Rules  # noqa: E402 - see above
from bot.sentiment.features import row  # noqa: E402 - see above
from bot.sentiment.models import Example  # noqa: E402 - see above
from bot.sentiment.stack import CLASSES, INPUTS, WEIGHTS_FILE  # noqa: E402 - see above
from bot.sentiment.transformer import open_model  # noqa: E402 - see above

RIDGE = 1000.0
"""
Pull of each weight towards its start: the model's own log-probabilities at 1, everything else at 0. In five-fold
cross-validation on the dev parts 300 has the least log loss (0.4212), 1,000 nearly the same (0.4218; the model alone 0.4272)
with a few more right; the stronger pull is taken, since new prose is further from the dev parts than they are from one another.
"""
STEPS = 3000


def answers(items: list[data.Item]) -> np.ndarray:
    """The model's probabilities."""
    batch = [Example(item.text, item.target, item.span) for item in items]
    return np.asarray(open_model().probabilities(batch), dtype=np.float64)


def inputs(items: list[data.Item], model: np.ndarray, *, others: bool) -> tuple[np.ndarray, np.ndarray]:
    """
    (what the layer sees, the rules' probabilities). `others`: whether the rules know the other companies of a text; a
    company that no list holds they do not.
    """
    rules = Rules()
    rows, alone = [], []
    for item, answer in zip(items, model, strict=True):
        reading = rules.read(item.text)
        places = [(*item.span, "target")] if item.span else []
        for other in item.others if others else ():
            place = data.find(item.text, other)
            if place and item.span and (place[1] <= item.span[0] or place[0] >= item.span[1]):
                places.append((*place, other))
        made = row(reading, sorted(places), "target" if item.span else None)
        logs = np.log(np.maximum(answer, 1e-4))
        rows.append([*logs, 1.0 if item.span else 0.0, *made.values])
        own = calibration.rules(made.score or 0.0)
        alone.append([own.negative, own.neutral, own.positive])
    return np.array(rows), np.array(alone)


def start() -> np.ndarray:
    """Weights that pass the model's probabilities through; the last column is the bias."""
    weights = np.zeros((3, len(INPUTS) + 1))
    for place in range(3):
        weights[place, place] = 1.0
    return weights


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows to probabilities."""
    scores = scores - scores.max(axis=1, keepdims=True)
    parts = np.exp(scores)
    return parts / parts.sum(axis=1, keepdims=True)


def shares(items: list[data.Item]) -> np.ndarray:
    """What each row counts: the own corpus, larger than the public sets together, counts as much as they do; 1 on average."""
    own = np.array([item.source == "own" for item in items])
    return np.where(own, 0.5 / own.mean(), 0.5 / (~own).mean())


def fit(rows: np.ndarray, labels: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Weights of least regularised log loss, by Adam."""
    x = np.hstack([rows, np.ones((len(rows), 1))])
    origin = start()
    weights = origin.copy()
    wanted = np.eye(3)[labels]
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    pull = np.full_like(weights, RIDGE)
    pull[:, -1] = 0.5
    for step in range(1, STEPS + 1):
        error = (softmax(x @ weights.T) - wanted) * counts[:, None]
        gradient = error.T @ x + pull * (weights - origin)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= 0.01 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def show(name: str, items: list[data.Item], found: np.ndarray) -> None:
    """Accuracy and macro-F1 by set."""
    labels = np.array([item.label for item in items])
    answers = found.argmax(axis=1)
    logs = -np.log(np.maximum(found[np.arange(len(labels)), labels], 1e-6))
    parts = []
    for source in ("sentfin", "sentfin conflicting", "tfns", "finentity", "own", "own conflicting"):
        chosen = np.array([
            item.source == source.split()[0] and (" " not in source or item.conflict) for item in items
        ])  # fmt: skip
        scores = []
        for place in range(3):
            hit = ((answers == place) & (labels == place) & chosen).sum()
            both = ((answers == place) & chosen).sum() + ((labels == place) & chosen).sum()
            scores.append(2 * hit / both if both else 0.0)
        parts.append(f"{source} {(answers == labels)[chosen].mean():.3f}/{np.mean(scores):.3f} ({chosen.sum()})")
    print(f"{name:12s} log loss {logs.mean():.3f}  " + "  ".join(parts), flush=True)


def main() -> None:
    """Fit on dev, show test."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry", action="store_true", help="show only")
    options = parser.parse_args()
    items = data.load(options.folder)
    dev = [item for item in items if item.split == "dev"]
    test = [item for item in items if item.split == "test"]
    told = answers(dev)
    rows = np.vstack([inputs(dev, told, others=known)[0] for known in (True, False)])
    weights = fit(rows, np.array([item.label for item in dev] * 2), np.tile(shares(dev), 2))
    model = answers(test)
    held, rules = inputs(test, model, others=False)
    show("rules", test, rules)
    show("transformer", test, model)
    stacked = softmax(np.hstack([held, np.ones((len(held), 1))]) @ weights.T)
    show("stack", test, stacked)
    top = stacked.max(axis=1)
    right = stacked.argmax(axis=1) == np.array([item.label for item in test])
    for low, high in ((0, 0.5), (0.5, 0.62), (0.62, 0.8), (0.8, 0.9), (0.9, 1.01)):
        band = (top >= low) & (top < high)
        if band.any():
            print(f"probability {low:.2f}-{min(high, 1):.2f}: {band.sum()} answers, {right[band].mean():.2f} right")
    if options.dry:
        return
    described = {
        "inputs": list(INPUTS),
        "weights": {
            name: {key: round(float(value), 4) for key, value in zip(INPUTS, weights[place, :-1], strict=True)}
            for place, name in enumerate(CLASSES)
        },
        "bias": {name: round(float(weights[place, -1]), 4) for place, name in enumerate(CLASSES)},
    }
    WEIGHTS_FILE.write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
