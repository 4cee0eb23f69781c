"""deskbot analyse form4, as a person and as a program use it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.analyse_form4 import main
from tests.insiders.build import Line, document

KEYS = {
    "file", "index", "code", "class", "discretionary", "evidence", "shares", "price", "owner", "title", "issuer_cik", "plan",
    "adoption_date", "pct_of_bucket", "owner_cik", "tags", "confidence",
}  # fmt: skip
CLASSES = {
    "sell_to_cover", "tax_withholding", "planned_sale_10b5_1", "planned_buy_10b5_1", "open_market_sell", "open_market_buy",
    "option_exercise", "rsu_settlement", "grant", "issuer_purchase", "gift", "transfer", "conversion", "other", "needs_review",
}  # fmt: skip


def _lines(*paths: Path) -> tuple[int, list[dict[str, object]]]:
    out = io.StringIO()
    code = main([str(path) for path in paths], out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_object_per_transaction_with_the_agreed_keys(tmp_path):
    """
    Document order, holdings skipped, unknown figures null.
    """
    path = tmp_path / "a.xml"
    notes = {"F1": "Sold to cover taxes under a Rule 10b5-1 plan adopted on May 1, 2024."}
    path.write_bytes(document(Line("S", notes="F1", post=9000), Line("F", price=None), notes=notes))
    code, lines = _lines(path)
    assert code == 0
    assert [line["index"] for line in lines] == [0, 1]
    assert set(lines[0]) >= KEYS
    assert lines[0]["class"] == "sell_to_cover"
    assert lines[0]["tags"] == ["planned_sale_10b5_1"]
    assert (lines[0]["discretionary"], lines[0]["confidence"], lines[0]["plan"]) == (False, "high", True)
    assert (lines[0]["adoption_date"], lines[0]["pct_of_bucket"]) == ("2024-05-01", 10.0)
    assert (lines[0]["owner"], lines[0]["title"]) == ("Jane Doe", "Chief Executive Officer")
    assert (lines[0]["owner_cik"], lines[0]["issuer_cik"]) == (1001, 77)
    assert (lines[1]["price"], lines[1]["pct_of_bucket"]) == (None, None)
    assert {line["class"] for line in lines} <= CLASSES


def test_a_bad_file_is_one_error_object_and_the_rest_goes_on(tmp_path):
    """
    Missing, broken, hostile: each one line with "error"; exit code 1.
    """
    good, cut, bomb = tmp_path / "good.xml", tmp_path / "cut.xml", tmp_path / "bomb.xml"
    good.write_bytes(document(Line("S")))
    cut.write_bytes(document(Line("S"))[:300])
    bomb.write_bytes(b'<!DOCTYPE x [<!ENTITY a "b">]><ownershipDocument></ownershipDocument>')
    code, lines = _lines(tmp_path / "missing.xml", cut, bomb, good)
    assert code == 1
    assert [("error" in line, line.get("class")) for line in lines] == [
        (True, None), (True, None), (True, None), (False, "open_market_sell"),
    ]  # fmt: skip
    assert all(line["file"] for line in lines)


def test_two_hundred_megabytes_are_refused_without_being_read(tmp_path):
    """
    The file is sparse; at most its first 24 MB are looked at.
    """
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.write(b"<ownershipDocument>")
        file.truncate(200_000_000)
    code, lines = _lines(path)
    assert code == 1
    assert "larger than 24 MB" in str(lines[0]["error"])


def test_lines_come_as_files_are_read(tmp_path):
    """
    A program downstream sees the first file's lines before the second file is opened.
    """
    first = tmp_path / "a.xml"
    first.write_bytes(document(Line("S")))
    out = io.StringIO()
    seen = []

    def paths():
        yield str(first)
        seen.append(out.getvalue().count("\n"))
        yield str(first)

    main(paths(), out)
    assert seen == [1]


@pytest.mark.parametrize("arguments", [["a.xml"], ["-o", "out.jsonl", "a.xml"]])
def test_the_command_runs(tmp_path, arguments):
    """
    From the command line, to standard output or a file.
    """
    (tmp_path / "a.xml").write_bytes(document(Line("P")))
    run = subprocess.run(
        [sys.executable, "-m", "bot", "analyse", "form4", *arguments], cwd=tmp_path, capture_output=True, text=True,
        check=False, env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    shown = run.stdout or (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert json.loads(shown)["class"] == "open_market_buy"
