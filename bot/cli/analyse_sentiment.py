"""
deskbot analyse sentiment: JSON lines in, scored JSON lines out, as they come.

In:  {"text": ..., "target"?: a ticker or a name as it stands in the text, "kind"?: ..., "title"?: ..., "id"?: ...}
Out: {"label", "score", "confidence", "probabilities", "drivers", "tickers", ...}; a bad line gives {"error", "line"}.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, get_args

from bot.errors import BadInput
from bot.model import Mention, Score, StoryKind

if TYPE_CHECKING:
    from bot.ports import Scorer, TextScores
    from bot.tickers import Universe

NAME = "analyse sentiment"
HELP = "Score JSON lines: text in, label, score, confidence, drivers and tickers out"

BATCH = 64
"""Lines scored together at most; fewer when no more are waiting."""
MAX_TEXT = 1_000_000
"""Characters of one text; longer ones are refused line by line."""
KINDS: dict[str, StoryKind] = {
    **{kind: kind for kind in get_args(StoryKind)},
    "press_release": "press release",
    "wire": "news",
    "note": "opinion",
    "tweet": "social",
}
"""What "kind" may say; the default is news."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Where the lines come from, and which engine reads them."""
    parser.epilog = (
        'A text with nothing to read (boilerplate, emoji alone) or, to the rules, without evidence is "neutral" with score'
        " and probabilities null."
    )
    parser.add_argument("input", nargs="?", default="-", help="JSON lines file; - is standard input (default)")
    parser.add_argument("-o", "--output", default="-", help="where the answers go; - is standard output (default)")
    parser.add_argument("--kind", default="news", choices=sorted(KINDS), help="kind of text where a line does not say")
    parser.add_argument("--rules-only", action="store_true", help="answer with the rules alone")


def run(args: argparse.Namespace) -> int:
    """0 when every line was answered, 1 when at least one was bad."""
    scorer = _scorer(rules_only=args.rules_only)
    desk = _Desk(scorer, args.kind)
    bad = 0
    with _opened(args.input, "r") as source, _opened(args.output, "w") as sink:
        progress = _Progress(source)
        for batch in _batches(source):
            for answer in desk.answer(batch):
                bad += "error" in answer
                sink.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sink.flush()
            progress.advance(batch)
        progress.close()
    return 1 if bad else 0


def _scorer(*, rules_only: bool) -> Scorer:
    """The engine, loaded: a run that began with the rules and went on with the model would compare with nothing."""
    from bot.sentiment import RuleScorer, make_scorer
    from bot.sentiment.stack_scorer import StackScorer
    from bot.settings import Settings

    scorer = RuleScorer() if rules_only else make_scorer(Settings.load().sentiment_model)
    scorer.warm()
    if isinstance(scorer, StackScorer):
        scorer.loader.ready(wait=None)
    return scorer


def _opened(path: str, mode: str) -> IO[str]:
    if path == "-":
        stream = sys.stdin if mode == "r" else sys.stdout
        return os.fdopen(os.dup(stream.fileno()), mode, encoding="utf-8", errors="replace", newline="\n")
    try:
        return Path(path).open(mode, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise BadInput(f"{path} cannot be opened: {error.strerror}.") from error


def _batches(source: IO[str]) -> Iterator[list[tuple[int, str]]]:
    """Numbered lines as they come: what is waiting together, up to `BATCH`; a single line never waits for another."""
    waiting: queue.Queue[tuple[int, str] | None] = queue.Queue(maxsize=4 * BATCH)

    def read() -> None:
        try:
            for number, line in enumerate(source, 1):
                waiting.put((number, line))
        finally:
            waiting.put(None)

    threading.Thread(target=read, name="input", daemon=True).start()
    while (first := waiting.get()) is not None:
        batch = [first]
        ended = False
        while len(batch) < BATCH and not ended:
            try:
                following = waiting.get_nowait()
            except queue.Empty:
                break
            ended = following is None
            if following is not None:
                batch.append(following)
        yield batch
        if ended:
            return


@dataclass(frozen=True, slots=True)
class _Question:
    number: int
    text: str
    title: str
    target: str
    kind: StoryKind
    id: Any


class _Desk:
    """Questions to answers; the symbol universe is loaded when first needed."""

    def __init__(self, scorer: Scorer, kind: str) -> None:
        self._scorer = scorer
        self._kind = kind
        self._universe: Universe | None = None

    def answer(self, batch: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
        """One answer per line that is not empty, in order."""
        answers: list[dict[str, Any] | None] = []
        questions: list[tuple[int, _Question, list[Mention], str | None]] = []
        for number, line in batch:
            if not line.strip():
                continue
            try:
                question = _parse(number, line, self._kind)
            except BadInput as error:
                answers.append({"error": error.message, "line": number})
                continue
            mentions, key = self._mentions(question)
            questions.append((len(answers), question, mentions, key))
            answers.append(None)
        for (place, question, _, key), result in zip(questions, self._score(questions), strict=True):
            answers[place] = _told(question, result, key)
        return [answer for answer in answers if answer is not None]

    def _score(self, questions: Sequence[tuple[int, _Question, list[Mention], str | None]]) -> list[TextScores]:
        """Scores in order. Where no target is asked for, the whole text is read without an eye on any company."""
        results = self._read(questions)
        whole = [place for place, (_, _, mentions, key) in enumerate(questions) if key is None and mentions]
        bare = self._read([(0, questions[place][1], [], None) for place in whole])
        for place, result in zip(whole, bare, strict=True):
            results[place] = replace(results[place], overall=result.overall)
        return results

    def _read(self, questions: Sequence[tuple[int, _Question, list[Mention], str | None]]) -> list[TextScores]:
        if any(question.title for _, question, _, _ in questions):
            return [
                self._scorer.score_text(question.text, kind=question.kind, mentions=mentions, title=question.title)
                for _, question, mentions, _ in questions
            ]
        return list(self._scorer.score_many([(q.text, q.kind, mentions) for _, q, mentions, _ in questions]))

    def _mentions(self, question: _Question) -> tuple[list[Mention], str | None]:
        """Mentions of the target and of other companies; the key under which the target's score will stand."""
        from bot.sentiment.locate import is_ticker, locate, others

        target = question.target.strip()
        known = self._known(question.text, target)
        if not target:
            return known, None
        symbol = target.lstrip("$").upper()
        if is_ticker(target) and any(mention.company.ticker == symbol for mention in known):
            return known, symbol
        places = locate(question.text, target)
        if not places:
            return [], None
        return [*places, *others(known, places)], places[0].company.ticker

    def _known(self, text: str, target: str) -> list[Mention]:
        from bot.tickers import load_universe
        from bot.tickers.mentions import mentions

        if self._universe is None:
            self._universe = load_universe()
        hints = [target.lstrip("$").upper()] if target.isupper() else []
        return mentions(text, self._universe, hints=hints)


def _parse(number: int, line: str, kind: str) -> _Question:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise BadInput(f"This line is not JSON: {error}.") from error
    if not isinstance(data, dict):
        raise BadInput('A line is a JSON object like {"text": "...", "target": "ALLO"}.')
    text = data.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadInput('The object needs "text", a string that is not empty.')
    if len(text) > MAX_TEXT:
        raise BadInput(f"The text has {len(text):,} characters; at most {MAX_TEXT:,} are read.")
    said = data.get("kind") or kind
    if not isinstance(said, str) or said not in KINDS:
        raise BadInput(f'"kind" is one of {", ".join(sorted(KINDS))}.')
    for name in ("target", "title"):
        if data.get(name) is not None and not isinstance(data[name], str):
            raise BadInput(f'"{name}" is a string.')
    return _Question(number, text, data.get("title") or "", data.get("target") or "", KINDS[said], data.get("id"))


def _told(question: _Question, result: TextScores, key: str | None) -> dict[str, Any]:
    main = result.tickers[key] if key is not None and key in result.tickers else result.overall
    answer: dict[str, Any] = {} if question.id is None else {"id": question.id}
    answer |= _score(main)
    answer["label"] = main.label or _most_probable(main)
    if question.target:
        answer["target"] = question.target
        if key is None:
            answer["note"] = "the target does not occur in the text; this is the text as a whole"
    answer["tickers"] = {ticker: _score(score, short=True) for ticker, score in result.tickers.items()}
    answer["engine"] = main.engine
    answer["engine_version"] = main.engine_version
    return answer


def _score(score: Score, *, short: bool = False) -> dict[str, Any]:
    told: dict[str, Any] = {
        "label": score.label,
        "score": None if score.score is None else round(score.score, 4),
        "confidence": score.confidence,
    }
    if short:
        return told | {"relevance": round(score.relevance, 3)}
    probabilities = score.probabilities
    told["probabilities"] = probabilities and {
        "negative": round(probabilities.negative, 4),
        "neutral": round(probabilities.neutral, 4),
        "positive": round(probabilities.positive, 4),
    }
    remainder = score.remainder
    if score.score is None and probabilities is not None:
        remainder = probabilities.positive - probabilities.negative
        told["score"] = round(remainder, 4)
    told["drivers"] = [
        {"phrase": d.phrase, "contribution": round(d.contribution, 4), "rule": d.rule, "sentence": d.sentence}
        for d in score.drivers
    ]
    told["remainder"] = round(remainder, 4)
    told["ignored"] = list(score.ignored)
    told["mixed"] = score.mixed
    told["disagreement"] = score.disagreement
    return told


def _most_probable(score: Score) -> str:
    """A text without evidence reads neutral: `label` is always one of the three."""
    if score.probabilities is None:
        return "neutral"
    from bot.sentiment.calibration import label

    return label(score.probabilities)


class _Progress:
    """A bar on a terminal's standard error; nothing anywhere else."""

    WIDTH = 30

    def __init__(self, source: IO[str]) -> None:
        self._shown = sys.stderr.isatty()
        self._lines = 0
        self._bytes = 0
        try:
            self._total = os.fstat(source.fileno()).st_size
        except (OSError, ValueError):
            self._total = 0

    def advance(self, batch: Sequence[tuple[int, str]]) -> None:
        """Count these lines."""
        if not self._shown:
            return
        self._lines += len(batch)
        self._bytes += sum(len(line.encode(errors="replace")) for _, line in batch)
        share = min(self._bytes / self._total, 1.0) if self._total else 0.0
        bar = f"[{'#' * round(share * self.WIDTH):<{self.WIDTH}}] {share:4.0%} " if self._total else ""
        sys.stderr.write(f"\r{bar}{self._lines:,} lines")
        sys.stderr.flush()

    def close(self) -> None:
        """End the line of the bar."""
        if self._shown:
            sys.stderr.write("\n")
