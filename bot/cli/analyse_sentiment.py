"""
deskbot analyse sentiment: JSON lines in, scored JSON lines out, as they come.

In:  {"text": ..., "target"?: a ticker or a name as it stands in the text, "kind"?: ..., "title"?: ..., "id"?: ...}
Out: {"label", "score", "confidence", "probabilities", "drivers", "tickers", ...}; a bad line gives {"error", "line"}.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import queue
import re
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
_HALVES = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which JSON can escape and UTF-8 cannot hold."""


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
    with _opened(args.input, "r") as source, _sink(args.output, source) as sink:
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
    from bot.sentiment import make_scorer
    from bot.sentiment.scorer import RuleScorer
    from bot.sentiment.stack_scorer import StackScorer
    from bot.settings import Settings

    scorer = RuleScorer() if rules_only else make_scorer(Settings.load().sentiment_model)
    scorer.warm()
    if isinstance(scorer, StackScorer):
        scorer.loader.ready(wait=None)
    return scorer


def _sink(path: str, source: IO[str]) -> IO[str]:
    """Where the answers go; refused where that is the file the lines come from, which opening would empty."""
    if path != "-" and Path(path).is_file() and os.path.samestat(os.fstat(source.fileno()), Path(path).stat()):
        raise BadInput(f"{path} holds the lines to be scored; give another file for the answers.")
    return _opened(path, "w")


def _opened(path: str, mode: str) -> IO[str]:
    encoding = "utf-8-sig" if mode == "r" else "utf-8"  # a byte-order mark is no part of the first line
    if path == "-":
        stream = sys.stdin if mode == "r" else sys.stdout
        return os.fdopen(os.dup(stream.fileno()), mode, encoding=encoding, errors="replace", newline="\n")
    try:
        return Path(path).open(mode, encoding=encoding, errors="replace", newline="\n")
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
            questions.append((len(answers), *self._mentions(question)))
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

    def _mentions(self, question: _Question) -> tuple[_Question, list[Mention], str | None]:
        """
        The question as it is read, the mentions of the target and of other companies, and the key under which the target's
        score will stand. A target that only the title names makes the title the text's first paragraph.
        """
        mentions, key = self._placed(question.text, question.target.strip())
        if key is None and question.target and question.title:
            whole = f"{question.title}\n\n{question.text}"
            placed, key = self._placed(whole, question.target.strip())
            if key is not None:
                question, mentions = replace(question, text=whole, title=""), placed
        text, mentions = _unbroken(question.text, mentions)
        return replace(question, text=text), mentions, key

    def _placed(self, text: str, target: str) -> tuple[list[Mention], str | None]:
        """Mentions in `text`, and the key of the target; None where it does not occur."""
        from bot.sentiment.locate import is_ticker, locate, settled, stands
        from bot.tickers import load_universe
        from bot.tickers.mentions import mentions

        if self._universe is None:
            self._universe = load_universe()
        listed = self._universe.lookup(target)
        asked = is_ticker(target) or (listed is not None and not stands(text, target))
        symbol = listed.ticker if listed else target.lstrip("$").upper()
        known = mentions(text, self._universe, hints=[symbol] if asked or target.isupper() else [])
        if not target:
            return known, None
        if asked and any(mention.company.ticker == symbol for mention in known):
            return known, symbol
        places = locate(text, target)
        return (settled(places, known), places[0].company.ticker) if places else (known, None)


def _unbroken(text: str, mentions: list[Mention]) -> tuple[str, list[Mention]]:
    """The text without line breaks inside a name, which would cut it in two; every place stays."""
    kept = []
    for mention in mentions:
        phrase = "".join(" " if letter.isspace() else letter for letter in mention.phrase)
        text = text[: mention.start] + phrase + text[mention.end :] if "\n" in mention.phrase else text
        kept.append(replace(mention, phrase=text[mention.start : mention.end]))
    return text, kept


def _parse(number: int, line: str, kind: str) -> _Question:
    try:
        data = json.loads(line, parse_float=_number, parse_constant=_number)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"This line cannot be read as JSON: {error}.") from error
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
    title, target = data.get("title") or "", data.get("target") or ""
    return _Question(number, _clean(text), _clean(title), _clean(target), KINDS[said], data.get("id"))


def _number(told: str) -> float:
    """A fraction; raises `ValueError` for NaN and what is beyond a float, which no answer could repeat in JSON."""
    value = float(told)
    if not math.isfinite(value):
        raise ValueError(f"{told} is no number of JSON")
    return value


def _clean(text: str) -> str:
    """The text of the same length without halves of characters, on which the model's tokenizer fails."""
    return _HALVES.sub("\ufffd", text)


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
    if score.score is None and probabilities is not None:
        told["score"] = round(probabilities.positive - probabilities.negative, 4)
    told["drivers"] = [
        {"phrase": d.phrase, "contribution": round(d.contribution, 4), "rule": d.rule, "sentence": d.sentence}
        for d in score.drivers
    ]
    shown = sum(driver["contribution"] for driver in told["drivers"])
    told["remainder"] = round((told["score"] or 0.0) - shown, 4)  # the figures as printed add up
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
