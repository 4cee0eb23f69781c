"""
What a larger model, fine-tuned with finetune.py, answers: the goals that the small one learns from.

    TRAIN/bin/python training/finetune.py PUBLIC_SETS TEACHER --start ENCODER --rate 5e-5 --epochs 2
    TRAIN/bin/python training/teach.py PUBLIC_SETS TEACHER [--varied 1] [--after EARLIER_TEACHER ...]
    TRAIN/bin/python training/finetune.py PUBLIC_SETS OUT --soft TEACHER --share 0.8

TEACHER/answers.jsonl holds its answers on every item but those for the final figures, TEACHER/varied.jsonl those on texts made
from the training items: some joined, each with some words replaced by near ones of the teacher's own vocabulary, often the
opposite (Jiao et al., TinyBERT, 2020). All calibrated on the items held back for tuning. The teacher itself does not ship.

A teacher that went on from an earlier one when the corpus grew need not answer again what the earlier one answered (`--after`);
the small one then learns from both (`--soft EARLIER_TEACHER TEACHER`).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import data
import finetune
import numpy as np
import torch

NEAR = 0.28
"""Cosine of two words' embeddings from which one may stand for the other."""
MOST = 10
WITHOUT_TARGET = 0.12
"""Share of the new texts that are asked about as a whole."""
PLAIN = frozenset(
    [
        "the",
        "and",
        "but",
        "for",
        "with",
        "from",
        "was",
        "were",
        "are",
        "has",
        "have",
        "had",
        "been",
        "this",
        "that",
        "these",
        "those",
        "you",
        "your",
        "his",
        "her",
        "their",
        "our",
        "its",
        "who",
        "which",
        "will",
        "would",
        "may",
        "might",
        "can",
        "could",
        "should",
        "also",
        "when",
        "then",
        "than",
        "what",
        "where",
        "there",
        "here",
        "said",
    ]
)
"""Words that hold a sentence together: they stay."""


def near_words(model: Any, tokenizer: Any) -> dict[str, list[str]]:
    """For each whole word of the vocabulary those near it, without its own inflections (the same first four letters)."""
    known = {word: place for word, place in tokenizer.get_vocab().items() if word.isascii() and word.isalpha()}
    words = sorted(word for word in known if len(word) > 2 and word.islower() and word not in PLAIN)
    table = model.bert.embeddings.word_embeddings.weight.detach().float()[[known[word] for word in words]]
    table = torch.nn.functional.normalize(table - table.mean(0), dim=1)
    near: dict[str, list[str]] = {}
    for start in range(0, len(words), 2000):
        values, places = (table[start : start + 2000] @ table.T).topk(MOST * 2 + 1)
        for row, word in enumerate(words[start : start + 2000]):
            found = [
                words[place]
                for value, place in zip(values[row].tolist(), places[row].tolist(), strict=True)
                if value >= NEAR and words[place][:4] != word[:4]
            ]
            if found:
                near[word] = found[:MOST]
    return near


def variations(
    items: Sequence[data.Item], near: Mapping[str, Sequence[str]], times: int, rng: random.Random
) -> list[data.Item]:
    """New items from the training items; their label is not known."""
    made = []
    joinable = [item for item in items if data.is_short(item)]
    for item in items * times:
        one = item
        if data.is_short(item) and rng.random() < data.JOINED:
            one = data.joined(item, rng.choice(joinable), rng)
        elif item.target and rng.random() < WITHOUT_TARGET:
            one = replace(item, target=None, span=None, others=(item.target, *item.others))
        new = data.varied(one, near, rng)
        if new is not None:
            made.append(new)
    return made


def main() -> None:
    """Answer, calibrate, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--varied", type=int, default=0, help="new texts from each training item")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--after",
        type=Path,
        nargs="*",
        default=[],
        help="earlier teachers' folders: what they answered is not asked again",
    )
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    items = [item for item in data.load(options.folder) if item.split != "test"]
    known = {item for folder in options.after for item in finetune.answered(folder)}
    items = [item for item in items if item.split == "dev" or (item.text, item.target) not in known]
    tokenizer, model = finetune.build(options.teacher)
    answers = finetune.predict(model, tokenizer, [data.plain(item) for item in items])
    held = [place for place, item in enumerate(items) if item.split == "dev"]
    labels = np.array([item.label for item in items])
    temperature = finetune.fit_temperature(answers[held], labels[held])
    right = (answers[held].argmax(1) == labels[held]).mean()
    print(f"{len(items)} items, T {temperature:.2f}, {right:.3f} right on tuning items", flush=True)
    finetune.write_answers(finetune.cooled(answers, temperature), items, options.teacher / finetune.ANSWERS)
    train = [item for item in items if item.split == "train"]
    made = variations(train, near_words(model, tokenizer), options.varied, random.Random(options.seed))
    answers = finetune.cooled(finetune.predict(model, tokenizer, [data.plain(item) for item in made]), temperature)
    with (options.teacher / finetune.VARIED).open("w", encoding="utf-8") as file:
        for item, answer in zip(made, answers, strict=True):
            row = [item.text, item.target, item.span, item.source, item.others, [round(float(p), 4) for p in answer]]
            file.write(json.dumps(row) + "\n")
    print(f"{len(made)} varied texts")


if __name__ == "__main__":
    main()
