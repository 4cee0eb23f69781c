"""
Average the weights of runs that began from the same encoder and head (finetune.py with different seeds).

    TRAIN/bin/python training/average.py OUT CHECKPOINT CHECKPOINT...

One model of the same size that errs less than each: the runs end in the same basin, and their noise cancels out.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import finetune
import torch


def main() -> None:
    """Average and save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    options = parser.parse_args()
    tokenizer, model = finetune.build(options.checkpoints[0])
    states = [finetune.build(folder)[1].state_dict() for folder in options.checkpoints]
    with torch.no_grad():
        mean = {
            name: torch.stack([state[name].float() for state in states]).mean(0).to(values.dtype)
            for name, values in states[0].items()
        }
    model.load_state_dict(mean)
    finetune.save(model, tokenizer, options.out)
    shutil.copy(options.checkpoints[0] / "data_hashes.json", options.out)


if __name__ == "__main__":
    main()
