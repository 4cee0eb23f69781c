"""The sentence model that ships: what it answers, and what is refused at load."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Company, Evidence, Mention
from bot.sentiment import make_scorer
from bot.sentiment.hints import tidy
from bot.sentiment.models import Example
from bot.sentiment.transformer import CLASSES, SHIPPED, ModelError, Transformer, mark, open_model

HEADLINE = "Halvorsen shares jump 12% on record orders while rival Brackwater plunges after a profit warning"


@pytest.fixture(scope="module")
def model():
    made = open_model()
    made.warm()
    return made


@pytest.fixture
def copy(tmp_path):
    """The shipped folder, to be altered."""
    folder = tmp_path / "altered"
    shutil.copytree(SHIPPED, folder)
    return folder


def about(name: str, sentence: str = HEADLINE) -> Example:
    start = sentence.index(name)
    return Example(sentence, name, (start, start + len(name)))


def alter(folder: Path, **changes: object) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_two_companies_in_one_sentence_get_their_own_labels(model):
    """
    The target decides: one headline is good for one company and bad for the other.
    """
    winner, loser = model.probabilities([about("Halvorsen"), about("Brackwater")])
    assert CLASSES[winner.argmax()] == "positive"
    assert CLASSES[loser.argmax()] == "negative"


@pytest.mark.parametrize("series", ["InvestorNewsBreaks – ", "BioMedWire — ", "MorningBriefs - "])
def test_the_name_of_a_newsroom_series_is_not_read(series):
    """
    "NewsBreaks" breaks nothing: what stands ahead of the headline is taken off.
    """
    assert tidy(series + HEADLINE) == HEADLINE
    assert tidy(f"Fox {series}{HEADLINE}") == f"Fox {series}{HEADLINE}"


def test_an_answer_does_not_hang_on_its_neighbours(model):
    """
    A sentence scores exactly the same alone and among others, in any order.
    """
    batch = [
        Example("Profit fell 40%."),
        about("Halvorsen"),
        Example("The company will present at a conference on 3 June."),
        Example("word " * 300),
        about("Brackwater"),
    ]
    together = model.probabilities(batch)
    alone = np.concatenate([model.probabilities([example]) for example in batch])
    assert np.array_equal(together, alone)
    assert np.array_equal(model.probabilities(batch[::-1]), together[::-1])


def test_threads_may_ask_at_once(model):
    """
    Many threads get what one gets.
    """
    batch = [about("Halvorsen"), about("Brackwater")]
    expected = model.probabilities(batch)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: model.probabilities(batch), range(12)))
    assert all(np.array_equal(answer, expected) for answer in answers)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 30))
def test_any_text_gets_probabilities(model, text, start, length):
    """
    Whatever the text and wherever the target, there are three finite probabilities that sum to 1.
    """
    end = min(len(text), start + length)
    example = Example(text, text[start:end], (start, end)) if start < end else Example(text)
    (row,) = model.probabilities([example])
    assert np.isfinite(row).all()
    assert (row >= 0).all()
    assert row.sum() == pytest.approx(1, abs=1e-5)


def test_no_examples_no_rows(model):
    """
    An empty batch is answered with an empty table.
    """
    assert model.probabilities([]).shape == (0, 3)


def test_a_long_sentence_keeps_its_target():
    """
    A name far into a very long sentence still reaches the model, with the words around it.
    """
    sentence = "word " * 400 + "and Acme fell after the recall " + "tail " * 400
    start = sentence.index("Acme")
    seen = mark(sentence, start, start + 4)
    assert "and * Acme * fell after the recall" in seen
    assert seen.index("*") < 250


def test_links_are_not_read():
    """
    A link says nothing: it is taken out before the model reads.
    """
    assert mark("Acme rises https://t.co/x1 today", 0, 4) == "* Acme * rises today"


@pytest.mark.parametrize(
    "before",
    [
        "UPDATE 2-",
        "BREAKING: ",
        "RT @desk: ",
        "09:14 ",
        "LONDON, May 5 (Reuters) - ",
        "BREAKING NEWS: UPDATE 1-NEW YORK, Nov. 3, 2026 /PRNewswire/ -- ",
        "<p>",
    ],
)
def test_what_a_wire_puts_around_a_sentence_is_not_read(before):
    """
    Where a sentence was sent from says nothing of the company; what stands ahead of a dash in other headlines does.
    """
    assert tidy(f"{before}Acme can&#39;t raise cash - Reuters") == "Acme can't raise cash"
    assert tidy("Apple (AAPL) - shares rise") == "Apple (AAPL) - shares rise"


def test_a_permuted_label_order_is_followed(copy):
    """
    id2label decides which column is which: other names for the same columns give other answers, and the self-check sees it.
    """
    alter(copy, id2label={"0": "bullish", "1": "neutral", "2": "bearish"})
    with pytest.raises(ModelError, match="self-check"):
        open_model(str(copy)).warm()


@pytest.mark.parametrize(
    "labels", [{"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}, {"0": "negative", "1": "positive"}]
)
def test_a_model_without_the_three_classes_is_refused(copy, labels):
    """
    A classifier of other things cannot be put in by mistake.
    """
    alter(copy, id2label=labels)
    with pytest.raises(ModelError, match="id2label"):
        open_model(str(copy))


def test_a_damaged_file_is_refused(copy):
    """
    A model file that is not the one the config describes is not run.
    """
    with (copy / "model.onnx").open("r+b") as file:
        file.seek(5000)
        file.write(b"xxxx")
    with pytest.raises(ModelError, match=r"model\.onnx .* damaged"):
        open_model(str(copy)).warm()


def test_a_plain_classifier_reads_the_sentence_alone(copy, monkeypatch):
    """
    A folder that does not say "targets" is asked about the sentence, whatever the target.
    """
    alter(copy, targets=False)
    plain = Transformer(copy)
    monkeypatch.setattr(Transformer, "_check", vars)  # our own, asked without its first segment, need not pass
    first, second, whole = plain.probabilities([about("Halvorsen"), about("Brackwater"), Example(HEADLINE)])
    assert np.array_equal(first, second)
    assert np.array_equal(first, whole)
    assert plain.name == "transformer altered"


def test_an_absent_folder_leaves_the_rules(tmp_path):
    """
    A setting that points nowhere costs the model, not the answer; the engine says so.
    """
    scorer = make_scorer(str(tmp_path / "nowhere"))
    result = scorer.score_text("Profit fell 40% and the dividend was cut.")
    assert result.overall.engine == "rules"
    assert result.overall.score is not None
    assert result.overall.score < 0


def test_the_shipped_model_answers_by_default():
    """
    Without a setting, rules and transformer answer together, say so, and their drivers add up to the score.
    """
    companies = {name: Company(name[:4].upper(), name) for name in ("Halvorsen", "Brackwater")}
    mentions = [
        Mention(company, HEADLINE.index(name), HEADLINE.index(name) + len(name), name, Evidence.NAME)
        for name, company in companies.items()
    ]
    scorer = make_scorer("")
    result = scorer.score_text(HEADLINE, mentions=mentions)
    good, bad = result.tickers["HALV"], result.tickers["BRAC"]
    assert good.label == "positive"
    assert bad.label == "negative"
    for score in (result.overall, good, bad):
        assert score.engine == "rules + transformer"
        assert score.score == pytest.approx(sum(d.contribution for d in score.drivers) + score.remainder)
        assert score.probabilities is not None
    assert open_model().version in good.engine_version


def test_opening_loads_nothing_heavy():
    """
    Making the scorer costs no onnxruntime and no numpy: those are loaded by `warm`.
    """
    code = (
        "import sys; from bot.sentiment import make_scorer; from bot.sentiment.transformer import open_model; make_scorer(''); "
        "open_model(); print(sorted({'onnxruntime', 'tokenizers', 'numpy', 'torch'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
