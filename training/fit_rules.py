"""
Fits what each word of the rules' vocabulary counts (bot/sentiment/data/factors.csv) on the training parts.

    python -m training.fit_rules SENTIMENT_DATA_FOLDER

One factor per vocabulary entry, between 0 and `HIGHEST`, pulled towards 1 by a ridge, so that rare words keep their
written value and no sign ever turns. Rows whose text hash falls into the held-back fifth (`held_back`) are never read.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from bot.model import Company, Evidence, Mention, text_hash
from bot.sentiment import article
from bot.sentiment.engine import SATURATION, Rules
from bot.sentiment.lexicon import DATA, FACTORS
from bot.sentiment.reading import Reading
from training import data

HIGHEST = 1.15
RIDGE = 6.0
LEAST_ROWS = 8
"""Entries seen in fewer rows keep factor 1."""
STEPS = 600
TARGET = Company("TARGET", "TARGET", verified=False)
CLASSES = {"negative": 0, "neutral": 1, "positive": 2}
Row = tuple[str, str | None, int | None, str]


def held_back(text: str) -> bool:
    """One fifth of the public texts, by hash: never used for fitting or tuning the rules."""
    return int(text_hash(text)[:8], 16) % 10 >= 8


def rows(folder: Path) -> dict[str, list[Row]]:
    """(text, target, place, label) of every set's training part; the own corpus splits by story (`training.data`)."""
    sets: dict[str, list[Row]] = {}
    for item in data.load(folder):
        if item.split == "train" and (item.source == "own" or not held_back(item.text)):
            start = item.span[0] if item.span and item.source == "finentity" else None
            sets.setdefault(item.source, []).append((item.text, item.target, start, data.LABELS[item.label]))
    return sets


def places(text: str, target: str, start: int | None) -> list[tuple[int, int]]:
    """Where the target stands."""
    if start is not None:
        return [(start, start + len(target))]
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(target)}(?!\w)", text, re.IGNORECASE)] or [
        match.span() for match in re.finditer(re.escape(target), text, re.IGNORECASE)
    ]


def parts(rules: Rules, row: Row) -> list[tuple[str, float]]:
    """(vocabulary entry, value) of everything the rules say about the row's target."""
    text, target, start, _ = row
    mentions = [] if target is None else [
        Mention(TARGET, a, b, text[a:b], Evidence.NAME) for a, b in places(text, target, start)
    ]  # fmt: skip
    body = article.read_article(rules, text, mentions=mentions)
    evidence = body.tickers[TARGET.ticker] if mentions else body.overall
    return [(words, value) for item in evidence for words, _, value in item.parts]


def _entry(reading: Reading, start: int, end: int) -> str:
    """In the place of `Reading.phrase`: the vocabulary entry behind the finding of these tokens."""
    return next((found.words for found in reading.findings if (found.start, found.end) == (start, end)), "")


def main() -> None:
    """Fit and write."""
    factors_path = DATA / FACTORS
    factors_path.write_text("words,factor\n", encoding="utf-8")
    Reading.phrase = _entry  # type: ignore[method-assign]
    rules = Rules()
    found = rows(Path(sys.argv[1]))
    table = [(row, name) for name, members in found.items() for row in members]
    seen: Counter[str] = Counter()
    values = []
    for row, _ in table:
        values.append(parts(rules, row))
        seen.update({words for words, _ in values[-1] if words})
    names = [words for words, count in seen.items() if count >= LEAST_ROWS]
    index = {words: place for place, words in enumerate(names)}
    x = np.zeros((len(table), len(names) + 1), dtype=np.float32)  # the last column: entries that keep their value
    for place, row_values in enumerate(values):
        for words, value in row_values:
            x[place, index.get(words, len(names))] += value
    y = np.array([CLASSES[row[3]] for row, _ in table])
    sizes = Counter(name for _, name in table)
    weight = np.array([min(1.0, 4000 / sizes[name]) for _, name in table])
    named = np.array([row[1] is not None for row, _ in table])
    factors, slope, neutrals = fit(x, y, weight, named)
    lines = ["words,factor"]
    lines += [
        f"{words},{factor:.2f}"
        for words, factor in sorted(zip(names, factors, strict=False))
        if abs(factor - 1) >= 0.05
    ]
    factors_path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(
        f"{len(table)} rows, {len(names)} entries, {len(lines) - 1} factors; slope {slope:.2f}, "
        f"neutral {neutrals[0]:.2f}, of a named company {neutrals[1]:.2f}"
    )


def fit(
    x: np.ndarray, y: np.ndarray, weight: np.ndarray, named: np.ndarray
) -> tuple[np.ndarray, float, tuple[float, float]]:
    """Factors, and the slope and neutral biases (of a text, of a named company) of the ordinal curve, by projected Adam."""
    count = x.shape[1]
    theta = np.concatenate([np.ones(count), [4.0, 0.8, 0.8]])
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    target = np.eye(3)[y]
    for step in range(1, STEPS + 1):
        factors, slope = theta[:count], theta[count]
        neutral = np.where(named, theta[count + 2], theta[count + 1])
        raw = x @ factors
        scale = 1 / np.sqrt(raw * raw + SATURATION)
        score = raw * scale
        logits = np.stack([-slope * score, neutral, slope * score], axis=1)
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        error = (p - target) * weight[:, None]
        by_score = slope * (error[:, 2] - error[:, 0])
        by_raw = by_score * SATURATION * scale**3
        gradient = np.concatenate(
            [
                x.T @ by_raw + RIDGE * (factors - 1),
                [
                    (score * (error[:, 2] - error[:, 0])).sum(),
                    error[~named, 1].sum(),
                    error[named, 1].sum(),
                ],
            ]
        )
        gradient[count - 1] = 0.0
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        rate = 0.02 * (1 if step < STEPS * 0.7 else 0.3)
        theta -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        theta[:count] = np.clip(theta[:count], 0.0, HIGHEST)
    return theta[:count], float(theta[count]), (float(theta[count + 1]), float(theta[count + 2]))


if __name__ == "__main__":
    main()
