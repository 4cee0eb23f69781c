"""Rules and a sentence model together: shares add up, disagreement lowers confidence, rules answer when it fails."""

import json

import pytest

from bot.model import Company, Evidence, Mention
from bot.sentiment import make_scorer
from bot.sentiment.features import FEATURES, features
from bot.sentiment.models import Example
from bot.sentiment.scorer import RuleScorer
from bot.sentiment.stack import CLASSES, INPUTS, SILENT_ROW, UNIFORM, Stack, value
from bot.sentiment.stack_scorer import StackScorer
from tests.sentiment.helpers import mentions_of


class WordModel:
    """A sentence model that knows three words: enough to be asked, to agree and to disagree."""

    name = "words"
    version = "words-1"

    def __init__(self, *, broken: bool = False, dead: bool = False) -> None:
        self.broken, self.dead = broken, dead
        self.asked: list[Example] = []

    def warm(self):
        if self.dead:
            raise OSError("no model file")

    def probabilities(self, batch):
        if self.broken:
            raise RuntimeError("out of memory")
        self.asked += batch
        rows = {"bright": (0.05, 0.1, 0.85), "dark": (0.85, 0.1, 0.05)}
        return [next((row for word, row in rows.items() if word in ex.sentence), (0.04, 0.92, 0.04)) for ex in batch]


def scorer(*, broken=False, dead=False):
    model = WordModel(broken=broken, dead=dead)
    return StackScorer(lambda: model, stack=None), model


def test_both_engines_are_named_and_versioned():
    """
    The card can say who answered; the version holds rules, model and layer.
    """
    made, _ = scorer()
    assert made.engine == "rules + words"
    assert {"rules", "words-1", "stack"} <= {part.split("-")[0] for part in made.version.split("+")} | {"words-1"}


def test_contributions_add_up_with_the_model_as_a_term_of_its_own():
    """
    Phrases of the rules and the model's share sum to the score; the model's share is never hidden.
    """
    made, _ = scorer()
    found = made.score_text("Revenue rose 24% in a bright quarter. The office moved.").overall
    assert found.score == pytest.approx(sum(driver.contribution for driver in found.drivers) + found.remainder)
    assert {"words", "direction x metric"} <= {driver.rule for driver in found.drivers}
    assert found.probabilities is not None
    assert found.score == pytest.approx(found.probabilities.positive - found.probabilities.negative)


def test_findings_that_nearly_cancel_keep_their_size():
    """
    Six phrases for and against come to almost nothing: none weighs many times the score, and the sum stays exact.
    """
    counts = tuple(2.0 if name == "count" else 0.0 for name in INPUTS)
    nothing = (0.0,) * len(INPUTS)
    stack = Stack((counts, nothing, nothing), (0.0, 0.0, 0.0), "counts")  # the more phrases, the worse
    made = StackScorer(WordModel, stack=stack)
    found = made.score_text(
        "Acme downgraded to sell but clinical hold lifted but record revenue but shares plunged "
        "but won FDA approval but missed estimates."
    ).overall
    assert found.score == pytest.approx(sum(driver.contribution for driver in found.drivers) + found.remainder)
    assert {driver.contribution > 0 for driver in found.drivers if driver.rule != "words"} == {True, False}
    assert max(abs(driver.contribution) for driver in found.drivers) < 1


def test_phrases_that_agree_carry_the_whole_share_of_the_rules():
    """
    A single phrase has all that the rules brought, though that is more than it counts among the rules alone.
    """
    strong = {"negative": -4.0, "neutral": 0.0, "positive": 4.0}
    weights = tuple(tuple(strong[label] if name == "score" else 0.0 for name in INPUTS) for label in CLASSES)
    stack = Stack(weights, (0.0, 0.0, 0.0), "score")  # rules alone: the model brings nothing
    found = StackScorer(WordModel, stack=stack).score_text("Revenue rose 24%.").overall
    assert [driver.rule for driver in found.drivers] == ["direction x metric"]
    assert found.drivers[0].contribution == pytest.approx(found.score)


def test_disagreement_is_shown_and_lowers_confidence():
    """
    The same rules, a model that says the opposite: the score says so and is less sure.
    """
    made, _ = scorer()
    agreed = made.score_text("Revenue rose 24% on a bright day.").overall
    against = made.score_text("Revenue rose 24% on a dark day.").overall
    assert not agreed.disagreement
    assert against.disagreement
    order = ["low", "medium", "high"]
    assert order.index(against.confidence) < order.index(agreed.confidence)


def test_the_model_is_asked_with_the_target_and_its_place():
    """
    Each company's sentence goes to the model with the mention as it stands; one with one company is asked once.
    """
    made, model = scorer()
    text = "Acme rose while Bolt fell.\n\nAcme had a bright day."
    made.score_text(text, mentions=mentions_of(text, {"ACME": "Acme", "BOLT": "Bolt"}))
    for example in model.asked:
        assert example.span is None or example.sentence[slice(*example.span)] == example.target
    assert sorted(example.target or "" for example in model.asked) == ["", "Acme", "Acme", "Bolt"]


@pytest.mark.parametrize("fault", [{"dead": True}, {"broken": True}])
def test_rules_answer_alone_where_the_model_fails(fault):
    """
    A model that cannot load or fails in use leaves the rules' own answer.
    """
    made, _ = scorer(**fault)
    text = "Revenue rose 24%."
    assert made.score_text(text).overall.score == RuleScorer().score_text(text).overall.score
    assert made.score_text(text).overall.engine == "rules"


def test_a_ticker_nothing_is_said_about_stays_none():
    """
    Neutral for the model and silent for the rules is no evidence; the probabilities are kept.
    """
    made, _ = scorer()
    text = "Acme moved its office."
    found = made.score_text(text, mentions=mentions_of(text, {"ACME": "Acme"})).tickers["ACME"]
    assert found.score is None
    assert found.probabilities is not None
    assert found.probabilities.neutral > 0.8


def test_many_texts_are_one_batch_and_keep_their_order():
    """
    score_many asks the model once and answers as score_text does.
    """
    made, _ = scorer()
    texts = ["A bright day.", "A dark day.", "An office moved."]
    many = made.score_many([(text, "news", ()) for text in texts])
    assert [found.overall.label for found in many] == ["positive", "negative", "neutral"]
    assert many[0] == made.score_text(texts[0])


def test_features_are_named_and_bounded():
    """
    A row has one number per name, within about -1 to 1, and its own score for the target.
    """
    from bot.sentiment.engine import Rules

    text = "Acme rose 5% while Bolt plunged on a failed trial."
    row = features(Rules(), text, [(0, 4)])
    assert len(row.values) == len(FEATURES)
    assert all(-1.5 <= number <= 1.5 for number in row.values)
    assert row.score is not None
    assert row.score > 0 > row.values[FEATURES.index("text negative")]
    assert features(Rules(), "The office moved.").values == SILENT_ROW


def test_a_layer_is_read_from_its_file(tmp_path):
    """
    Weights by name; what the file does not name weighs nothing; its hash is in the version.
    """
    path = tmp_path / "stack.json"
    weights = {label: {f"log p {label}": 2.0} for label in ("negative", "neutral", "positive")}
    path.write_text(json.dumps({"weights": weights, "bias": {"negative": 0, "neutral": 0, "positive": 0}}))
    stack = Stack.load(path)
    assert stack.digest != Stack.load(tmp_path / "missing.json").digest
    sharper = stack.combine((0.2, 0.2, 0.6), SILENT_ROW, target=True)
    assert sharper.positive > 0.6
    assert sum((sharper.negative, sharper.neutral, sharper.positive)) == pytest.approx(1)
    assert len(INPUTS) == len(FEATURES) + 4


def test_shares_of_rules_and_model_add_up():
    """
    Two players' Shapley values: they sum to the score, and a silent player's share is small.
    """
    stack = Stack.load()
    row = tuple(0.8 if name == "score" else 0.0 for name in FEATURES)
    both, rules, model = stack.shares((0.1, 0.2, 0.7), row, target=False)
    assert rules + model == pytest.approx(value(both))
    assert rules > 0
    assert model > 0
    _, silent, _ = stack.shares((0.1, 0.2, 0.7), SILENT_ROW, target=False)
    assert silent == pytest.approx(0, abs=0.05)
    _, _, nothing = stack.shares(UNIFORM, row, target=False)
    assert nothing == pytest.approx(0, abs=0.15)


def test_off_means_rules_alone():
    """
    The setting "off" never opens a model.
    """
    assert make_scorer("off").engine == "rules"


def test_a_mention_outside_every_sentence_does_no_harm():
    """
    A place in white space or boilerplate is simply not evidence.
    """
    made, _ = scorer()
    text = "Revenue rose.\n\nAbout Acme"
    place = [Mention(Company("ACME", "Acme"), 21, 25, "Acme", Evidence.NAME)]
    assert made.score_text(text, mentions=place).tickers["ACME"].sentences == 1


def test_a_short_text_is_read_in_one_piece():
    """
    Two sentences about one company are one question to the model, with the whole text; an article is asked sentence by sentence.
    """
    text = "Halvorsen met its goal. Nobody had expected that of it."
    made, model = scorer()
    made.score_text(text, mentions=mentions_of(text, {"HALV": "Halvorsen"}))
    assert [(example.sentence, example.target) for example in model.asked] == [(text, "Halvorsen")]
    model.asked.clear()
    two = f"{text}\n\n{text}"
    made.score_text(two, mentions=mentions_of(two, {"HALV": "Halvorsen"}))
    assert text not in {example.sentence for example in model.asked}
