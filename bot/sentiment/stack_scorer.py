"""`StackScorer`: rules and a sentence model behind `bot.ports.Scorer`; rules alone where the model is absent or failed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.model import Confidence, Mention, Probabilities, Score, StoryKind
from bot.ports import TextScores
from bot.sentiment import boilerplate
from bot.sentiment.article import SILENT, Body, Evidence, Part, Short, read_article
from bot.sentiment.bands import is_mixed
from bot.sentiment.calibration import label
from bot.sentiment.drivers import shown
from bot.sentiment.engine import Rules, squash
from bot.sentiment.features import Row, row
from bot.sentiment.locate import with_unit
from bot.sentiment.models import Example, Loader, SentenceModel
from bot.sentiment.scorer import RuleScorer, relevance
from bot.sentiment.stack import Stack, value

log = logging.getLogger(__name__)

DISAGREE = 0.25
"""Rules and model disagree where their own scores have opposite signs and both are at least this large."""
NO_EVIDENCE = 0.8
"""A ticker of which the rules find nothing and every sentence is neutral with this probability has no evidence."""


@dataclass(slots=True)
class _Judged:
    """One sentence for one target, judged by both."""

    evidence: Evidence
    row: Row
    target: bool
    example: int
    """Its place in the batch."""


class StackScorer:
    """The engine that answers by default. `open_model` is called once, in the background, by `warm` or the first question."""

    def __init__(
        self, open_model: Callable[[], SentenceModel], *, rules: Rules | None = None, stack: Stack | None = None
    ) -> None:
        self.fallback = RuleScorer(rules)
        self.rules = self.fallback.rules
        self.stack = stack or Stack.load()
        self.loader = Loader(open_model)

    @property
    def engine(self) -> str:
        """What a card says answered: "rules + transformer", or "rules"."""
        model = self.loader.ready()
        return self.fallback.engine if model is None else f"{self.fallback.engine} + {model.name}"

    @property
    def version(self) -> str:
        """Rules, model and layer; the rules' own version where they answer alone."""
        model = self.loader.ready()
        if model is None:
            return self.fallback.version
        return f"{self.fallback.version}+{model.version}+stack-{self.stack.digest}"

    def warm(self) -> None:
        """Start loading the model and read the vocabulary."""
        self.loader.start()
        self.fallback.warm()

    def score_text(
        self, text: str, *, kind: StoryKind = "news", mentions: Sequence[Mention] = (), title: str = ""
    ) -> TextScores:
        """Score one article; mention offsets are into `text`. Never raises."""
        return self._score([read_article(self.rules, text, kind=kind, mentions=mentions, title=title, keep=True)], lambda: [
            self.fallback.score_text(text, kind=kind, mentions=mentions, title=title)
        ])[0]  # fmt: skip

    def score_many(self, texts: Sequence[tuple[str, StoryKind, Sequence[Mention]]]) -> Sequence[TextScores]:
        """The same for many texts in one batch; order kept."""
        bodies = [
            read_article(self.rules, text, kind=kind, mentions=mentions, keep=True) for text, kind, mentions in texts
        ]
        return self._score(bodies, lambda: list(self.fallback.score_many(texts)))

    def _score(self, bodies: Sequence[Body], alone: Callable[[], list[TextScores]]) -> list[TextScores]:
        model = self.loader.ready()
        if model is None:
            return alone()
        batch: list[Example] = []
        plans = [self._plan(body, batch) for body in bodies]
        try:
            answers = [tuple(float(p) for p in answer) for answer in model.probabilities(batch)] if batch else []
        except Exception as error:  # noqa: BLE001 - a model that fails in use must not take the answer with it
            log.warning("the sentiment model failed on %d sentences: %s", len(batch), error)
            return alone()
        engine, version = f"{self.fallback.engine} + {model.name}", self.version
        results = []
        for body, (overall, tickers) in zip(bodies, plans, strict=True):
            ignored = boilerplate.report(body.ignored)
            maker = _Maker(self.stack, answers, engine, version, ignored, body.sentences, model.name)
            results.append(TextScores(
                maker.score(None, overall, 1.0),
                {key: maker.score(key, judged, relevance(body.tickers[key], body)) for key, judged in tickers.items()},
            ))  # fmt: skip
        return results

    @staticmethod
    def _plan(body: Body, batch: list[Example]) -> tuple[list[_Judged], dict[str, list[_Judged]]]:
        """Which examples a text needs; a sentence that names one ticker is asked once, for it and for the whole."""
        tickers: dict[str, list[_Judged]] = {key: [] for key in body.tickers}
        asked: dict[tuple[int, str | None], int] = {}

        def ask(evidence: Evidence, key: str | None, short: Short | None) -> int:
            piece = evidence.sentence if short is None else -1
            if (piece, key) not in asked:
                asked[piece, key] = len(batch)
                if short is None:
                    text = evidence.text
                    places = [((start, end), name) for start, end, name in evidence.places]
                else:
                    text, places = short.text, [(place, name) for name, place in short.places.items()]
                place = next((place for place, name in places if name == key), None)
                if place is not None:
                    place = with_unit(text, place, [other for other, name in places if name != key])
                batch.append(Example(text, text[place[0] : place[1]] if place else None, place))
            return asked[piece, key]

        short = body.short
        for key, evidences in body.tickers.items():
            for evidence in evidences:
                own = key if evidence.named else None
                judged = row(body.readings[evidence.sentence], evidence.places, own)
                asked_for = own or (key if short else None)
                tickers[key].append(_Judged(evidence, judged, asked_for is not None, ask(evidence, asked_for, short)))
        overall = []
        short = short if short and short.whole else None
        for evidence in body.overall:
            keys = set(short.places) if short else {key for _, _, key in evidence.places}
            only = next(iter(keys)) if len(keys) == 1 else None
            overall.append(
                _Judged(
                    evidence,
                    row(body.readings[evidence.sentence], (), None),
                    only is not None,
                    ask(evidence, only, short),
                )
            )
        return overall, tickers


@dataclass(frozen=True, slots=True)
class _Maker:
    stack: Stack
    answers: list[tuple[float, ...]]
    engine: str
    version: str
    ignored: tuple[str, ...]
    sentences: int
    model: str

    def score(self, ticker: str | None, judged: Sequence[_Judged], share: float) -> Score:
        """One target's score: sentences weighed by how much they say, drivers of both engines, the sum exact."""
        mass = rules_total = model_total = 0.0
        totals = [0.0, 0.0, 0.0]
        weighed = []
        for item in judged:
            answer = self.answers[item.example]
            probabilities, rules_share, model_share = self.stack.shares(answer, item.row.values, target=item.target)
            weight = item.evidence.weight * max(SILENT, 1.0 - probabilities.neutral)
            mass += weight
            for place, part in enumerate((probabilities.negative, probabilities.neutral, probabilities.positive)):
                totals[place] += weight * part
            rules_total += weight * (item.row.score or 0.0)
            model_total += weight * (answer[2] - answer[0])
            weighed.append((item, weight, rules_share, model_share))
        if not mass:
            return Score(ticker, None, None, "low", self.engine, self.version, ignored=self.ignored, relevance=share)
        whole = Probabilities(totals[0] / mass, totals[1] / mass, totals[2] / mass)
        if ticker is not None and _silent(judged, self.answers):
            return Score(
                ticker, None, None, "low", self.engine, self.version,
                probabilities=whole, ignored=self.ignored, sentences=self.sentences, relevance=share,
            )  # fmt: skip
        parts: list[Part] = []
        for item, weight, rules_share, model_share in weighed:
            parts.extend(self._parts(item, weight / mass, rules_share, model_share))
        score = value(whole)
        drivers, remainder = shown(score, parts)
        disagreement = rules_total * model_total < 0 and min(abs(rules_total), abs(model_total)) >= DISAGREE * mass
        return Score(
            ticker,
            score,
            label(whole),
            _confidence(whole, disagreement=disagreement),
            self.engine,
            self.version,
            probabilities=whole,
            drivers=drivers,
            remainder=remainder,
            ignored=self.ignored,
            sentences=self.sentences,
            relevance=share,
            disagreement=disagreement,
            mixed=is_mixed(
                sum(part.contribution for part in parts if part.contribution > 0),
                sum(part.contribution for part in parts if part.contribution < 0),
            ),
        )

    def _parts(self, item: _Judged, share: float, rules_share: float, model_share: float) -> list[Part]:
        """
        The rules' share over their phrases, the model's as one term; what of the share no phrase carries goes to the model.

        Findings that nearly cancel would each have to carry many times the share: they count what they count among the
        rules alone, or what they would if they all agreed, whichever is more.
        """
        text = item.evidence.text
        findings = item.row.findings
        values = [part for _, part in findings]
        total, factor = squash(values) if findings else (0.0, 0.0)
        if total * rules_share <= 0:
            return [Part(text, self.model, (rules_share + model_share) * share, text)]
        whole = sum(values)
        ratio = min(rules_share / whole, max(factor, abs(rules_share) / sum(map(abs, values))))
        reading = item.row.reading
        parts = [
            Part(reading.phrase(finding.start, finding.end), finding.rule, part * ratio * share, text)
            for finding, part in findings
        ]
        parts.append(Part(text, self.model, (rules_share + model_share - whole * ratio) * share, text))
        return parts


def _silent(judged: Sequence[_Judged], answers: Sequence[tuple[float, ...]]) -> bool:
    return all(item.row.score is None and answers[item.example][1] >= NO_EVIDENCE for item in judged)


def _confidence(probabilities: Probabilities, *, disagreement: bool) -> Confidence:
    """From the probability bands (facts: 0.65 and 0.8 separate 65 %, 87 % and 93 % right); disagreement takes one step."""
    top = max(probabilities.negative, probabilities.neutral, probabilities.positive)
    steps: tuple[Confidence, ...] = ("low", "medium", "high")
    step = 2 if top >= 0.8 else 1 if top >= 0.62 else 0
    return steps[max(0, step - 1) if disagreement else step]
