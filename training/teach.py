"""
What a larger model, fine-tuned with finetune.py, answers on every item: the goals that the small one learns from.

    TRAIN/bin/python training/finetune.py PUBLIC_SETS TEACHER --start ENCODER --rate 5e-5 --epochs 2
    TRAIN/bin/python training/teach.py PUBLIC_SETS TEACHER
    TRAIN/bin/python training/finetune.py PUBLIC_SETS OUT --soft TEACHER --share 0.7

The answers, TEACHER/answers.jsonl, are calibrated on the items held back for tuning. The teacher itself does not ship.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import data
import finetune
import numpy as np
import torch


def main() -> None:
    """Answer, calibrate, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    items = [item for item in data.load(options.folder) if item.split != "test"]
    tokenizer, model = finetune.build(options.teacher)
    answers = finetune.predict(model, tokenizer, [data.plain(item) for item in items])
    held = [place for place, item in enumerate(items) if item.split == "dev"]
    labels = np.array([item.label for item in items])
    temperature = finetune.fit_temperature(answers[held], labels[held])
    print(
        f"{len(items)} items, T {temperature:.2f}, right on tuning items {(answers[held].argmax(1) == labels[held]).mean():.3f}"
    )
    finetune.write_answers(finetune.cooled(answers, temperature), items, options.teacher / finetune.ANSWERS)


if __name__ == "__main__":
    main()
