"""
The sentence model: an ONNX classifier run by onnxruntime, the target marked in the sentence; the one that ships, or another's.

A model is a folder with `model.onnx`, `tokenizer.json` and `config.json`. Ours says in `config.json` how it was trained to see a
target; a folder without that word ("targets") is a plain sentence classifier (FinBERT), and reads the sentence alone.

Sentences run one at a time: int8 scales are taken from what is in a run, so that in a batch a sentence's figures would hang on its
neighbours. On one core that costs nothing (benchmarks/sentiment.py).
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sentiment.hints import tidy, told
from bot.sentiment.models import ROOM, Example

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).parent / "model"
CLASSES = ("negative", "neutral", "positive")
_MEANINGS = {
    "negative": "negative", "neg": "negative", "bearish": "negative",
    "neutral": "neutral", "neu": "neutral", "none": "neutral",
    "positive": "positive", "pos": "positive", "bullish": "positive",
}  # fmt: skip
INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
CHECKS = (
    ("The shares surged after quarterly profit beat expectations and the company raised its outlook.", "positive"),
    ("The annual general meeting will be held in Boston on 12 May.", "neutral"),
    ("The shares plunged after the company reported a heavy loss and warned that it may go bankrupt.", "negative"),
)
"""What every model must get right before it may answer."""
BEFORE = 200
"""Of a sentence longer than `ROOM`, which is cut around its target: the characters before that."""


class ModelError(Exception):
    """A model folder that cannot be used, with the reason."""


@dataclass(frozen=True, slots=True)
class Config:
    """What `config.json` says."""

    columns: tuple[int, int, int]
    """Where the model's negative, neutral and positive stand."""
    targets: bool
    """True where the target is given as a first segment and marked in the second."""
    figures: bool
    """True where the model was trained to be told which of two figures is higher (`hints.told`)."""
    temperature: float
    max_length: int
    version: str
    digests: Mapping[str, str]
    """SHA-256 of files, where the folder says; a damaged file is refused."""

    @classmethod
    def read(cls, folder: Path) -> Config:
        """Raises `ModelError` where the file is missing or does not name the three classes."""
        try:
            data: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            names = {_MEANINGS.get(str(name).lower()): int(i) for i, name in dict(data["id2label"]).items()}
            columns = (names["negative"], names["neutral"], names["positive"])
            temperature = float(data.get("temperature", 1.0))
            length = int(data.get("max_length") or min(128, int(data.get("max_position_embeddings", 128))))
        except FileNotFoundError as error:
            raise ModelError(f"no sentiment model in {folder.name!r}: config.json is missing") from error
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(
                f"config.json of {folder.name!r} must name negative, neutral and positive in id2label ({error})"
            ) from error
        if sorted(columns) != [0, 1, 2] or temperature <= 0 or length < 8:
            raise ModelError(f"config.json of {folder.name!r} does not describe three classes")
        version = str(data.get("version") or folder.name)
        return cls(
            columns,
            bool(data.get("targets")),
            bool(data.get("figures")),
            temperature,
            length,
            version,
            dict(data.get("sha256") or {}),
        )


class Transformer:
    """
    One ONNX sentence classifier (`bot.sentiment.models.SentenceModel`). Nothing heavy is imported or read before `warm`;
    `threads` are the processor threads of one run. Thread-safe.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.folder = folder
        self.config = Config.read(folder)
        self.threads = threads
        self._lock = threading.Lock()
        self._session: Any = None
        self._tokenizer: Any = None
        self._inputs: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What a card says beside "rules": "transformer", with the folder's name where it is not the shipped one."""
        return "transformer" if self.folder == SHIPPED else f"transformer {self.folder.name}"

    @property
    def version(self) -> str:
        """The config's version and the start of the model file's hash, where the folder gives it."""
        digest = self.config.digests.get("model.onnx", "")[:8]
        return f"{self.config.version}-{digest}" if digest else self.config.version

    def warm(self) -> None:
        """Load and self-check. Raises `ModelError`, or what onnxruntime raises on a file it cannot read."""
        with self._lock:
            if self._session is None:
                self._load()

    def probabilities(self, batch: Sequence[Example]) -> Any:
        """A float32 array of N x 3, calibrated by the model's temperature: negative, neutral, positive; rows sum to 1."""
        self.warm()
        return self._run(batch)

    def _load(self) -> None:
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        for name in ("model.onnx", "tokenizer.json"):
            path = self.folder / name
            if not path.is_file():
                raise ModelError(f"no sentiment model in {self.folder.name!r}: {name} is missing")
            expected = self.config.digests.get(name)
            if expected is not None and hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                raise ModelError(f"{name} of the sentiment model is damaged: its SHA-256 is not the one in config.json")
        options = SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_ALL
        options.log_severity_level = 3
        session = InferenceSession(
            str(self.folder / "model.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self.config.max_length)
        self._inputs = frozenset(one.name for one in session.get_inputs())
        if not self._inputs <= INPUTS:
            raise ModelError(f"the sentiment model {self.folder.name!r} asks for {sorted(self._inputs - INPUTS)}")
        self._tokenizer = tokenizer
        self._session = session
        try:
            self._check()
        except BaseException:
            self._session = None
            raise

    def _check(self) -> None:
        """The three fixed sentences; raises `ModelError` where one comes out wrong."""
        answers = self._run([Example(text) for text, _ in CHECKS])
        for (text, expected), row in zip(CHECKS, answers, strict=True):
            found = CLASSES[int(row.argmax())]
            if found != expected or not abs(float(row.sum()) - 1) < 0.01:
                raise ModelError(
                    f"the sentiment model {self.folder.name!r} failed its self-check: {found}, not {expected}, for {text!r}"
                )

    def _run(self, batch: Sequence[Example]) -> Any:
        import numpy as np

        answers = np.zeros((len(batch), 3), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([self._segments(example) for example in batch])
        for place, encoding in enumerate(encodings):
            given = {
                "input_ids": np.array([encoding.ids], dtype=np.int64),
                "attention_mask": np.ones((1, len(encoding.ids)), dtype=np.int64),
                "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
            }
            logits = self._session.run(None, {name: given[name] for name in self._inputs})[0]
            scaled = np.asarray(logits[0], dtype=np.float32)[list(self.config.columns)] / self.config.temperature
            parts = np.exp(scaled - scaled.max())
            answers[place] = parts / parts.sum()
        return answers

    def _segments(self, example: Example) -> str | tuple[str, str]:
        """What the tokenizer is given: (target, marked sentence) for our model, the sentence for others."""
        if not self.config.targets:
            return tidy(example.sentence[: 2 * ROOM])
        if example.span is None:
            target, sentence = "", tidy(example.sentence[: 2 * ROOM])
        else:
            start, end = example.span
            target = (example.target or example.sentence[start:end])[:80]
            sentence = mark(example.sentence, start, end)
        return target, told(sentence) if self.config.figures else sentence


def mark(sentence: str, start: int, end: int) -> str:
    """The sentence with the target between asterisks, cut to what lies around it where it is very long."""
    first = 0
    if len(sentence) > ROOM and start > BEFORE:
        first = sentence.find(" ", min(start - BEFORE, len(sentence) - ROOM), start) + 1
    before, after = sentence[first:start], sentence[end : end + 2 * ROOM]
    return " * ".join((tidy(before[-2 * ROOM :]), tidy(sentence[start:end][:80]), tidy(after))).strip()


def open_model(folder: str | None = None) -> Transformer:
    """The model that ships, or the one in `folder`; raises `ModelError` where there is none. Loads nothing heavy yet."""
    return Transformer(Path(folder) if folder else SHIPPED)
