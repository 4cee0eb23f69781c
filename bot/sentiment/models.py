"""The seam for sentence models: what a model is asked, what it answers, and loading one in the background."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

log = logging.getLogger(__name__)

ROOM = 380
"""Characters that a sentence model surely reads (about 90 word pieces): a short paragraph is read in one piece."""
WAIT = 10.0
"""Seconds a question waits for a model that is still loading."""


class Example(NamedTuple):
    """What the model is asked: a sentence, and the target in it (None: the sentence as a whole)."""

    sentence: str
    target: str | None = None
    span: tuple[int, int] | None = None
    """Where the target stands in the sentence."""


class SentenceModel(Protocol):
    """A sentence classifier with a target. Implementations load heavy libraries in `warm`, never at import."""

    @property
    def name(self) -> str:
        """For cards: "transformer"."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same sentence may score differently; known before `warm`."""
        ...

    def warm(self) -> None:
        """Load and self-check. Raises where it cannot answer. Idempotent."""
        ...

    def probabilities(self, batch: Sequence[Example]) -> Any:
        """N x 3: negative, neutral, positive for each example, in order; each row sums to 1. Thread-safe."""
        ...


class Loader:
    """Opens and warms a model once, in its own thread; whoever asks meanwhile waits up to `WAIT` seconds."""

    def __init__(self, open_model: Callable[[], SentenceModel]) -> None:
        self._open = open_model
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._started = False
        self._waited = False
        self._model: SentenceModel | None = None
        self.failure: str | None = None
        """Why there is no model, in words for status; None while unknown or where it is ready."""

    def start(self) -> None:
        """Begin loading in the background; returns at once."""
        with self._lock:
            if self._started:
                return
            self._started = True
        # no daemon: onnxruntime aborts a process that ends while it loads
        threading.Thread(target=self._load, name="sentiment model").start()

    def ready(self, wait: float | None = WAIT) -> SentenceModel | None:
        """
        The model, after waiting at most `wait` seconds for its load (None: until it ends); None where it is absent or
        failed. Once a wait was in vain nobody waits again: rules answer until the load is done.
        """
        self.start()
        if not self._done.wait(0 if self._waited and wait is not None else wait):
            self._waited = True
        return self._model

    def _load(self) -> None:
        try:
            model = self._open()
            model.warm()
            self._model = model
        except Exception as error:  # noqa: BLE001 - whatever a model's libraries raise, rules alone go on answering
            self.failure = f"{type(error).__name__}: {error}"
            log.warning("the sentiment model is not used: %s", self.failure)
        finally:
            self._done.set()
