"""
How right and how fast sentiment is, beside VADER in the same run, on texts that no part was trained or tuned on.

    .venv/bin/python -m benchmarks.sentiment ../shared/data/sentiment [--ablation] [--speed] [--fuzz] [--all]

Columns: VADER on the whole text (cut at 0.05), the rules alone, the transformer alone, the stack of both; a column is
left out where its engine is not installed. Figures: accuracy / macro-F1. Every text stands on one side of the split by its hash
(`training.data`); the biotech probes and the blind sets are measured whole; nothing was
trained on them, but the probes were read, the blind sets were not.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.machine import describe
from bot.model import Company, Evidence, Mention, Score, StoryKind
from bot.ports import Scorer
from bot.sentiment import make_scorer
from bot.sentiment.calibration import label as class_of
from bot.sentiment.engine import SWITCHES, Rules
from bot.sentiment.scorer import RuleScorer
from bot.sentiment.sentences import sentences
from bot.sentiment.vader import compound
from training import data

LABELS = ("positive", "neutral", "negative")
TARGET = Company("TARGET", "TARGET", verified=False)
BLIND = Path(__file__).parent / "blind"
"""Sentences written for measuring alone, by somebody who saw neither rules nor training texts."""
FUZZ = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text with its target's place (none: the whole text)."""

    text: str
    span: tuple[int, int] | None
    label: str
    kind: StoryKind = "news"

    @property
    def mentions(self) -> list[Mention]:
        """The target's mention, every occurrence of its words."""
        if self.span is None:
            return []
        words = self.text[self.span[0] : self.span[1]]
        found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text)] or [self.span]
        return [Mention(TARGET, start, end, self.text[start:end], Evidence.NAME) for start, end in found]


Judge = Callable[[Sequence[Row]], list[str]]


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("folder", type=Path, help="the sentiment data folder")
    for name in ("ablation", "speed", "fuzz", "all"):
        parser.add_argument(f"--{name}", action="store_true")
    args = parser.parse_args()
    print(describe())
    sets = load(args.folder)
    accuracy(sets)
    if args.ablation or args.all:
        ablation(sets)
    if args.speed or args.all:
        speed(sets)
    if args.fuzz or args.all:
        fuzz()


def load(folder: Path) -> dict[str, list[Row]]:
    """The held-back rows of every set."""
    items = [item for item in data.load(folder) if item.split == "test"]
    label = data.LABELS.__getitem__
    sets = {
        "SEntFiN per entity": [Row(i.text, i.span, label(i.label)) for i in items if i.source == "sentfin"],
        "  conflicting": [Row(i.text, i.span, label(i.label)) for i in items if i.source == "sentfin" and i.conflict],
        "TFNS": [Row(i.text, i.span, label(i.label)) for i in items if i.source == "tfns"],
        "FinEntity": [Row(i.text, i.span, label(i.label)) for i in items if i.source == "finentity"],
        "own corpus": [Row(i.text, i.span, label(i.label)) for i in items if i.source == "own"],
        "  conflicting (own)": [Row(i.text, i.span, label(i.label)) for i in items if i.source == "own" and i.conflict],
    }
    with (folder / "probes_biotech_half.csv").open(encoding="utf-8", newline="") as file:
        probes = list(csv.DictReader(file))
    sets["biotech probes"] = [Row(row["text"], _named(row["text"], row["ticker"]), row["label"]) for row in probes]
    for name, path in (
        ("blind biotech", "biotech.csv"),
        ("blind company", "company.csv"),
        ("second blind biotech", "biotech_second.csv"),
        ("second blind company", "company_second.csv"),
        ("third blind biotech", "biotech_third.csv"),
        ("third blind company", "company_third.csv"),
    ):
        with (BLIND / path).open(encoding="utf-8", newline="") as file:
            sets[name] = [
                Row(row["text"], data.find(row["text"], row["target"]) if row["target"] else None, row["label"])
                for row in csv.DictReader(file)
            ]
    return {name: rows for name, rows in sets.items() if rows}


def _named(text: str, ticker: str) -> tuple[int, int] | None:
    """Where the probe's company stands in its text: its symbol, or the name the symbol universe knows."""
    from bot.tickers import load_universe
    from bot.tickers.mentions import mentions

    match = re.search(rf"\b{ticker}\b", text)
    if match:
        return match.span()
    return next(
        ((m.start, m.end) for m in mentions(text, load_universe(), hints=[ticker]) if m.company.ticker == ticker), None
    )


def judges() -> dict[str, Judge]:
    """Every engine that is installed here, by the name of its column."""
    found: dict[str, Judge] = {"VADER": _vader, "rules": _scorer(RuleScorer())}
    full = make_scorer()
    full.warm()
    if full.engine != RuleScorer().engine:
        found["transformer"] = _model(full)
        found["stack"] = _scorer(full)
    return found


def _vader(rows: Sequence[Row]) -> list[str]:
    values = [compound(row.text) for row in rows]
    return ["positive" if v >= 0.05 else "negative" if v <= -0.05 else "neutral" for v in values]


def _scorer(scorer: Scorer) -> Judge:
    def judge(rows: Sequence[Row]) -> list[str]:
        results = scorer.score_many([(row.text, row.kind, row.mentions) for row in rows])
        return [
            _label(result.tickers[TARGET.ticker] if row.span else result.overall)
            for row, result in zip(rows, results, strict=True)
        ]

    return judge


def _label(score: Score) -> str:
    if score.label is not None:
        return score.label
    return class_of(score.probabilities) if score.probabilities else "neutral"


def _model(scorer: Scorer) -> Judge:
    from bot.sentiment.models import Example
    from bot.sentiment.stack_scorer import StackScorer

    assert isinstance(scorer, StackScorer)
    model = scorer.loader.ready()
    assert model is not None

    def judge(rows: Sequence[Row]) -> list[str]:
        batch = [Example(row.text, row.text[slice(*row.span)] if row.span else None, row.span) for row in rows]
        order = ("negative", "neutral", "positive")
        return [order[max(range(3), key=lambda place: answer[place])] for answer in model.probabilities(batch)]

    return judge


def accuracy(sets: dict[str, list[Row]]) -> None:
    """The table of engines by set, and opposite signs on the probes."""
    found = judges()
    print(f"\n{'set':<22}{'rows':>6}  " + "".join(f"{name:>16}" for name in found))
    for name, rows in sets.items():
        answers = {engine: judge(rows) for engine, judge in found.items()}
        print(f"{name:<22}{len(rows):>6}  " + "".join(f"{_figures(rows, given):>16}" for given in answers.values()))
        if "biotech" in name:
            opposite = {engine: _opposite(rows, given) for engine, given in answers.items()}
            print(f"{'  opposite signs':<22}{'':>6}  " + "".join(f"{count:>16}" for count in opposite.values()))


def _figures(rows: Sequence[Row], given: Sequence[str]) -> str:
    right = sum(row.label == answer for row, answer in zip(rows, given, strict=True)) / len(rows)
    return f"{right:.3f} / {macro_f1([row.label for row in rows], given):.3f}"


def _opposite(rows: Sequence[Row], given: Sequence[str]) -> int:
    return sum({row.label, answer} == {"positive", "negative"} for row, answer in zip(rows, given, strict=True))


def macro_f1(gold: Sequence[str], given: Sequence[str]) -> float:
    """Mean over the three classes of the harmonic mean of precision and recall."""
    total = 0.0
    for label in LABELS:
        hits = sum(g == label == a for g, a in zip(gold, given, strict=True))
        size = sum(g == label for g in gold) + sum(a == label for a in given)
        total += 2 * hits / size if size else 0.0
    return total / len(LABELS)


def ablation(sets: dict[str, list[Row]]) -> None:
    """The rules' macro-F1 with each family switched off, and what that costs; posts read as such beside the other sets."""
    posts = [replace(row, kind="social") for row in (*sets["TFNS"], *_own_posts())]
    sets = {**sets, "TFNS and posts": posts}
    names = [name for name in sets if not name.startswith("  ")]
    full = {name: macro_f1([r.label for r in sets[name]], _scorer(RuleScorer())(sets[name])) for name in names}
    print(f"\n{'rules, macro-F1':<30}" + "".join(f"{name:>22}" for name in names))
    print(f"{'all families':<30}" + "".join(f"{full[name]:>22.3f}" for name in names))
    for family in SWITCHES:
        judge = _scorer(RuleScorer(Rules(frozenset({family}))))
        values = [macro_f1([r.label for r in sets[name]], judge(sets[name])) for name in names]
        told = "".join(f"{f'{v:.3f} ({v - full[name]:+.3f})':>22}" for v, name in zip(values, names, strict=True))
        print(f"{f'- {family}':<30}{told}")


def _own_posts() -> list[Row]:
    """The posts of the own corpus, as a whole: rules are not fitted on it."""
    found = []
    for text in data.corpus_rows():
        labels = {target["label"] for target in text["targets"]}
        if text["kind"] == "social" and len(labels) == 1:
            found.append(Row(text["text"], None, labels.pop()))
    return found


def _seconds(work: Callable[[], object], times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def speed(sets: dict[str, list[Row]]) -> None:
    """Sentences per second on one core beside VADER, per-ticker attribution included; an article; cost by length."""
    rows = sets["SEntFiN per entity"] + sets["TFNS"]
    batch = [(row.text, "news", row.mentions) for row in rows]
    sentence_count = sum(len(sentences(row.text)) for row in rows)
    rules = RuleScorer()
    beside = [span.of(row.text) for row in rows for span in sentences(row.text)]
    compound(beside[0])
    vader, own = _rates(beside, batch, sentence_count, rules)
    print(f"\nheadlines and tweets: VADER {vader:,.0f} sentences/s, rules {own:,.0f}/s, ratio {own / vader:.2f}")
    long = _articles(rows)
    texts = [(text, "news", [m for word in names for m in _everywhere(text, word)]) for text, names in long]
    pieces = [span.of(text) for text, _, _ in texts for span in sentences(text)]
    vader, own = _rates(pieces, texts, len(pieces), rules)
    print(f"articles of 40 sentences: VADER {vader:,.0f} sentences/s, rules {own:,.0f}/s, ratio {own / vader:.2f}")
    full = make_scorer()
    full.warm()
    if full.engine != rules.engine:
        sample = batch[:400]
        held = sum(len(sentences(text)) for text, _, _ in sample)
        took = _seconds(lambda: full.score_many(sample), 2)  # type: ignore[arg-type]
        one = _seconds(lambda: full.score_many(texts[:1]), 3)  # type: ignore[arg-type]
        print(f"stack: {held / took:,.0f} sentences/s; an article of 40 sentences in {one * 1000:.0f} ms")
    long_one = " ".join(random.Random(0).sample(beside, len(beside)))[:80_000]  # headlines and tweets alike all through
    whole, tenth = _by_length(rules, long_one)
    print(f"a text of {len(long_one) / 1000:.0f} kB costs {whole / tenth:.1f} times what its tenths cost on average")


def _by_length(rules: Scorer, text: str) -> tuple[float, float]:
    """Seconds for the text and on average for each tenth of it, scored in turn: one tenth alone may hold cheaper sentences."""
    size = len(text) // 10
    texts = [text, *(text[start : start + size] for start in range(0, 10 * size, size))]
    turn = count(1)  # another text each time: the last few texts' sentences are remembered
    best = [float("inf")] * len(texts)
    for _ in range(9):
        for at, each in enumerate(texts):
            best[at] = min(best[at], _seconds(partial(rules.score_text, f"{each} {next(turn)}"), 1))
    return best[0], sum(best[1:]) / 10


def _rates(plain: Sequence[str], batch: Sequence[Any], held: int, rules: Scorer) -> tuple[float, float]:
    """Sentences per second of VADER and of the rules, in turns over small chunks, each chunk's best of nine runs."""
    work: list[list[Callable[[], object]]] = [
        [partial(_each, compound, plain[i::20]) for i in range(20)],
        [partial(rules.score_many, batch[i::20]) for i in range(20)],
    ]
    best = [[float("inf")] * 20, [float("inf")] * 20]
    for _ in range(9):
        for chunk in range(20):
            for engine in (0, 1):
                start = time.perf_counter()
                work[engine][chunk]()
                best[engine][chunk] = min(best[engine][chunk], time.perf_counter() - start)
    return held / sum(best[0]), held / sum(best[1])


def _each(function: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        function(text)


def _articles(rows: Sequence[Row]) -> Iterable[tuple[str, list[str]]]:
    for start in range(0, min(len(rows), 800) - 40, 40):
        chosen = rows[start : start + 40]
        names = [row.text[slice(*row.span)] for row in chosen if row.span][:5]
        paragraphs = [". ".join(row.text.rstrip(". ") for row in chosen[i : i + 4]) + "." for i in range(0, 40, 4)]
        yield "\n\n".join(paragraphs), names


def _everywhere(text: str, word: str) -> list[Mention]:
    company = Company(word, word, verified=False)
    return [
        Mention(company, match.start(), match.end(), match.group(), Evidence.NAME)
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    ]


def fuzz() -> None:
    """Any unicode, with mentions at any place: no exception, scores within -1 to 1."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    scorer = RuleScorer()

    @settings(max_examples=FUZZ, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.text(max_size=600), st.integers(0, 600), st.integers(0, 40))
    def check(text: str, start: int, length: int) -> None:
        end = min(start + length, len(text))
        mentions = [Mention(TARGET, start, end, text[start:end], Evidence.NAME)] if start < end else []
        result = scorer.score_text(text, mentions=mentions)
        for score in (result.overall, *result.tickers.values()):
            assert score.score is None or -1 <= score.score <= 1

    check()
    print(f"\n{FUZZ:,} fuzzed texts: no exception")


if __name__ == "__main__":
    main()
