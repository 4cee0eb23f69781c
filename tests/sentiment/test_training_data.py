"""The training corpus, the split of its texts, and the fitted layer: what must hold for figures to mean something."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from pathlib import Path

import pytest

from bot.sentiment.hints import told
from bot.sentiment.stack import INPUTS, WEIGHTS_FILE
from bot.sentiment.transformer import mark
from tests.shared import SHARED, needs_shared
from training import data


@pytest.fixture(scope="module")
def corpus() -> list[data.Item]:
    """Every item of the corpus, read once."""
    return data.load_corpus()


def test_every_corpus_line_is_a_labelled_text():
    """
    At least 4,000 texts, each with targets that stand in it and labels of the guide; a third have targets of different labels.
    """
    rows = data.corpus_rows()
    opposed = 0
    for row in rows:
        assert row["targets"], row
        for target in row["targets"]:
            assert target["label"] in data.LABELS, row
            assert target["name"] is None or target["name"] in row["text"], row
        opposed += len({target["label"] for target in row["targets"]}) > 1
    assert len(rows) >= 4000
    assert len({row["text"] for row in rows}) == len(rows)
    assert opposed >= len(rows) / 3


def test_a_text_stands_on_one_side_of_the_split(corpus: list[data.Item]):
    """
    All targets of a text are in one part, and every part has enough to say something.
    """
    parts = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for item in corpus:
        parts[item.text].add(item.split)
        counts[item.split] += 1
    assert all(len(found) == 1 for found in parts.values())
    assert counts["test"] >= 200
    assert counts["dev"] >= 200


def test_training_and_answering_mark_a_target_alike(corpus: list[data.Item]):
    """
    The model sees at run time what it saw in training.
    """
    for item in corpus[:400]:
        if item.span is not None and len(item.text) < 380:
            assert told(mark(item.text, *item.span)) == data.marked(item.text, item.span)


def test_a_text_beside_another_keeps_its_own_target():
    """
    Before or after the other text, the target's place is that of its name, and the other's names are known.
    """
    item = data.Item("Acme Bio fell 3%", "Acme Bio", (0, 8), 0, "own", "train")
    other = data.Item("Borea Oil beat estimates.", "Borea Oil", (0, 9), 2, "own", "train")
    texts = set()
    for seed in range(20):
        both = data.joined(item, other, random.Random(seed))
        assert both.span is not None
        assert both.text[slice(*both.span)] == "Acme Bio"
        assert (both.label, both.others) == (0, ("Borea Oil",))
        texts.add(both.text)
    assert "Borea Oil beat estimates. Acme Bio fell 3%" in texts
    assert "Acme Bio fell 3%; Borea Oil beat estimates." in texts


def test_words_are_replaced_outside_the_targets():
    """
    The target's place moves with the words before it; a text without a replaceable word gives nothing.
    """
    item = data.Item("shares of rose Bio rose again", "rose Bio", (10, 18), 2, "own", "train")
    new = data.varied(item, {"rose": ["tumbled"], "shares": ["stock"]}, random.Random(3))
    assert new is not None
    assert new.span is not None
    assert new.text[slice(*new.span)] == "rose Bio"
    assert new.text in {
        "stock of rose Bio rose again",
        "shares of rose Bio tumbled again",
        "stock of rose Bio tumbled again",
    }
    assert data.varied(item, {"fell": ["rose"]}, random.Random(3)) is None


def test_the_layer_was_fitted_on_what_it_is_given():
    """
    A feature that was renamed or added after the fit would weigh nothing unnoticed: fit again then (training/fit_stack.py).
    """
    assert tuple(json.loads(WEIGHTS_FILE.read_text())["inputs"]) == INPUTS


@needs_shared("sentiment")
def test_no_probe_is_in_the_corpus(corpus: list[data.Item]):
    """
    What measures does not train: no text of the probes or the blind sets stands in the corpus.
    """
    blind = Path(__file__).parents[2] / "benchmarks" / "blind"
    probes: set[str] = set()
    for path in (
        SHARED / "data/sentiment/probes_biotech_half.csv",
        *blind.glob("biotech*.csv"),
        *blind.glob("company*.csv"),
    ):
        with path.open(encoding="utf-8", newline="") as file:
            probes |= {" ".join(row["text"].lower().split()) for row in csv.DictReader(file)}
    assert len(probes) > 350
    assert not probes & {" ".join(item.text.lower().split()) for item in corpus}
