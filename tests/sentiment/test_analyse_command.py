"""deskbot analyse sentiment: JSON lines in, JSON lines out, a bad line told and passed."""

import json
import subprocess
import sys
import time

import pytest

from bot.__main__ import main
from bot.sentiment.models import Loader
from bot.sentiment.stack import DEFAULT
from bot.sentiment.stack_scorer import StackScorer


@pytest.fixture
def analyse(tmp_path):
    """Run the command on lines; returns (exit code, answers)."""

    def run(*lines: str, engine: str = "--rules-only"):
        source, sink = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        code = main(["analyse", "sentiment", str(source), "-o", str(sink), *engine.split()])
        return code, [json.loads(line) for line in sink.read_text(encoding="utf-8").splitlines()]

    return run


def test_every_line_gets_its_answer_in_order(analyse):
    """
    One answer per question with label, score, confidence, probabilities, drivers and tickers; ids come back.
    """
    code, answers = analyse(
        json.dumps({"text": "Net loss narrowed and revenue rose 24%.", "id": "a"}),
        json.dumps({"text": "The FDA issued a complete response letter.", "id": 2}),
    )
    assert code == 0
    assert [answer["id"] for answer in answers] == ["a", 2]
    assert [answer["label"] for answer in answers] == ["positive", "negative"]
    first = answers[0]
    assert {"score", "confidence", "probabilities", "drivers", "tickers", "engine", "engine_version"} <= set(first)
    assert sum(first["probabilities"].values()) == pytest.approx(1, abs=1e-3)
    total = sum(driver["contribution"] for driver in first["drivers"]) + first["remainder"]
    assert total == pytest.approx(first["score"], abs=1e-3)


@pytest.mark.parametrize(
    ("target", "label"),
    [
        ("Halverin", "positive"),
        ("halverin", "positive"),
        ("Corvane", "negative"),
        ("$CRVN", "negative"),
        ("CRVN", "negative"),
    ],
)
def test_a_target_is_a_name_or_a_ticker_as_it_stands(analyse, target, label):
    """
    Names in any case, $TICKER and (NASDAQ: TICKER) are found, and each target gets its own side of the sentence.
    """
    text = "Halverin soared 30% after the data, while $CRVN tumbled" if "CRVN" in target else (
        "Halverin soared 30% after the data, while Corvane tumbled"
    )  # fmt: skip
    _, answers = analyse(json.dumps({"text": text, "target": target}))
    assert answers[0]["label"] == label
    assert "note" not in answers[0]


def test_a_target_that_is_not_there_is_said(analyse):
    """
    The whole text is scored instead, with a note.
    """
    _, answers = analyse(json.dumps({"text": "The agency issued a complete response letter.", "target": "ZZZZ"}))
    assert answers[0]["label"] == "negative"
    assert "does not occur" in answers[0]["note"]


def test_a_target_that_is_not_there_leaves_the_others(analyse):
    """
    The companies that are in the text keep their scores.
    """
    _, answers = analyse(json.dumps({"text": "Apple shares plunged after a profit warning.", "target": "Zedco"}))
    assert answers[0]["tickers"]["AAPL"]["label"] == "negative"


RIVALS = "Microsoft profit surged to a record, beating expectations. Apple shares plunged and Apple may go bankrupt."


@pytest.mark.parametrize(
    ("target", "label"),
    [
        ("$msft", "positive"),
        ("$MSFT", "positive"),
        ("msft", "positive"),
        ("aapl", "negative"),
        ("Apple Inc", "negative"),
    ],
)
def test_a_symbol_in_any_case_is_its_company(analyse, target, label):
    """
    A ticker or cashtag in lower case means the listed company, though the text only names it.
    """
    _, answers = analyse(json.dumps({"text": RIVALS, "target": target}))
    assert answers[0]["label"] == label
    assert "note" not in answers[0]


def test_a_name_covers_the_other_forms_of_its_company(analyse):
    """
    "Apple Inc." in one paragraph and "Apple" in the next are one company, scored under the target.
    """
    text = "Apple Inc. held its annual meeting.\n\nApple shares plunged 20%.\n\nApple warned of heavy losses."
    _, answers = analyse(json.dumps({"text": text, "target": "Apple Inc."}))
    assert answers[0]["label"] == "negative"
    assert set(answers[0]["tickers"]) == {"Apple Inc."}


def test_a_name_across_two_lines_is_one(analyse):
    """
    A line break within the target neither hides it nor cuts its sentence in two.
    """
    line = {"text": "Bank of\nAmerica shares plunged after a profit warning.", "target": "Bank of America"}
    _, answers = analyse(json.dumps(line), json.dumps(line | {"text": line["text"].replace("\n", " ")}))
    assert answers[0] == answers[1]
    assert answers[0]["label"] == "negative"


def test_a_target_may_stand_in_the_title_alone(analyse):
    """
    The title is part of what is read.
    """
    line = {"text": "The stock fell 20% on Monday.", "title": "Acme plunges on bankruptcy warning", "target": "Acme"}
    _, answers = analyse(json.dumps(line))
    assert answers[0]["label"] == "negative"
    assert "note" not in answers[0]


def test_tickers_without_a_target(analyse):
    """
    Companies the symbol universe knows are scored each.
    """
    _, answers = analyse(json.dumps({"text": "Allogene (NASDAQ: ALLO) rose 5% and Cellectis (NASDAQ: CLLS) fell 4%."}))
    tickers = answers[0]["tickers"]
    assert tickers["ALLO"]["label"] == "positive"
    assert tickers["CLLS"]["label"] == "negative"


@pytest.mark.parametrize(
    "bad",
    [
        "not json", "[]", "{}", '{"text": ""}', '{"text": 7}', '{"text": "x", "kind": "gossip"}',
        '{"text": "x", "target": 3}', '"\\ud800"', '{"text": "x", "title": []}',
        '{"text": "x", "id": NaN}', '{"text": "x", "id": -Infinity}', '{"text": "x", "id": 1e999}', "[" * 100_000,
    ],
)  # fmt: skip
def test_a_bad_line_is_told_and_the_rest_goes_on(analyse, bad):
    """
    A bad line becomes an error with its line number; lines before and after are answered; the exit code says so.
    """
    good = json.dumps({"text": "Revenue rose 8%."})
    code, answers = analyse(good, bad, "", good)
    assert code == 1
    assert [set(answer) == {"error", "line"} for answer in answers] == [False, True, False]
    assert answers[1]["line"] == 2


def test_lone_surrogates_and_long_texts_are_answered(analyse):
    """
    Escaped halves of characters in the input do not break the output; a text without evidence is neutral with no score.
    """
    code, answers = analyse('{"text": "Revenue rose \\ud83d 8%"}', json.dumps({"text": "It met on Monday. " * 3000}))
    assert code == 0
    assert answers[0]["label"] == "positive"
    assert (answers[1]["label"], answers[1]["score"]) == ("neutral", None)


@pytest.mark.usefixtures("slow")
def test_half_characters_never_reach_the_engine(analyse, monkeypatch):
    """
    They would fail a model's tokenizer, and every line that is answered together with them would fall to the rules.
    """
    asked: list[bytes] = []

    def probabilities(_self, batch):
        asked.extend(example.sentence.encode() for example in batch)
        return [(0.02, 0.88, 0.1)] * len(batch)

    monkeypatch.setattr(SlowModel, "probabilities", probabilities)
    _, answers = analyse('{"text": "Acme\\udc00 rose \\ud83d 8%", "target": "Acme\\udc00"}', engine="")
    assert answers[0]["engine"] == "rules + slow"
    assert asked == ["Acme\ufffd rose \ufffd 8%".encode()]


def test_a_byte_order_mark_is_no_part_of_the_first_line(analyse):
    """
    Files that Windows programs write are read.
    """
    code, answers = analyse("\ufeff" + json.dumps({"text": "Revenue rose 8%."}))
    assert (code, answers[0]["label"]) == (0, "positive")


def test_the_input_is_never_overwritten(tmp_path, capsys):
    """
    A file cannot be both question and answer: it is refused, and keeps its lines.
    """
    source = tmp_path / "x.jsonl"
    source.write_text(json.dumps({"text": "Revenue rose 8%."}), encoding="utf-8")
    assert main(["analyse", "sentiment", str(source), "-o", str(source), "--rules-only"]) != 0
    assert "another file" in capsys.readouterr().err
    assert source.stat().st_size > 0


class SlowModel:
    """A sentence model that takes half a second to load, and finds everything neutral with a little good in it."""

    name = "slow"
    version = "slow-1"

    def warm(self):
        time.sleep(0.5)

    def probabilities(self, batch):
        return [(0.02, 0.88, 0.1)] * len(batch)


@pytest.fixture
def slow(monkeypatch):
    """The command's engine is the rules and `SlowModel`, and no question waits for its load."""
    monkeypatch.setattr(Loader.ready, "__defaults__", (0.0,))
    monkeypatch.setattr("bot.sentiment.make_scorer", lambda _model: StackScorer(SlowModel, stack=DEFAULT))


@pytest.mark.usefixtures("slow")
def test_a_run_waits_for_its_model(analyse):
    """
    However long the load takes, the first line is answered by the same engines as the last.
    """
    _, answers = analyse(*[json.dumps({"text": "Revenue rose 8%."})] * 3, engine="")
    assert {answer["engine"] for answer in answers} == {"rules + slow"}


@pytest.mark.usefixtures("slow")
def test_the_score_of_a_silent_target_is_all_remainder(analyse):
    """
    Nothing is said of the target: its score has no drivers, and the remainder is the score.
    """
    _, answers = analyse(json.dumps({"text": "Zedco moved its office.", "target": "Zedco"}), engine="")
    assert answers[0]["drivers"] == []
    assert answers[0]["remainder"] == answers[0]["score"] > 0


def test_emoji_alone_are_neutral_without_a_score(analyse, capsys):
    """
    No evidence is no score; the help says so.
    """
    _, answers = analyse(json.dumps({"text": "\U0001f680\U0001f680", "kind": "social"}))
    assert [answers[0][name] for name in ("label", "score", "probabilities")] == ["neutral", None, None]
    with pytest.raises(SystemExit):
        main(["analyse", "sentiment", "--help"])
    assert "score and probabilities null" in " ".join(capsys.readouterr().out.split())


def test_answers_stream():
    """
    Through a pipe the first answer comes while the input is still open, and nothing but answers is on standard output.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "analyse", "sentiment", "--rules-only"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write('{"text": "Shares plunged 60%."}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["label"] == "negative"
        out, err = process.communicate("oops\n", timeout=60)
    assert json.loads(out)["line"] == 2
    assert err == ""
    assert process.returncode == 1
