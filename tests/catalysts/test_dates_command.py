"""deskbot analyse dates: JSON lines in, JSON lines out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from bot.cli.analyse_dates import answers


def ask(*lines: str) -> list[Any]:
    """The answers to these lines."""
    return list(answers(io.StringIO("\n".join(lines))))


def test_every_window_comes_with_its_kind():
    """One line in gives one list out, with the six fields of a window."""
    line = json.dumps({"text": "The PDUFA date is June 12, 2027.", "reference_date": "2026-11-20"})
    assert ask(line) == [
        [
            {
                "start": "2027-06-12",
                "end": "2027-06-12",
                "precision": "day",
                "direction": "on",
                "phrase": "June 12, 2027",
                "kind": "pdufa",
            }
        ]
    ]


def test_no_date_is_an_empty_list():
    """What is no date gives [], not null and not an error."""
    assert ask('{"text": "2/12 in observation", "reference_date": "2026-11-20"}') == [[]]


def test_a_fiscal_phrase_is_open_until_the_year_end_is_given():
    """Null ends without the fiscal year end, days with it."""
    first, second = ask(
        '{"text": "fiscal Q2", "reference_date": "2026-11-20"}',
        '{"text": "fiscal Q2", "reference_date": "2026-11-20", "fiscal_year_end": "0926"}',
    )
    open_window, closed = first[0], second[0]
    assert (open_window["start"], open_window["end"], open_window["precision"]) == (None, None, "fiscal")
    assert (closed["start"], closed["end"]) == ("2027-01-01", "2027-03-31")


@pytest.mark.parametrize(
    "line",
    [
        "{bad",
        "[]",
        "null",
        '{"reference_date": "2026-11-20"}',
        '{"text": 5, "reference_date": "2026-11-20"}',
        '{"text": "x"}',
        '{"text": "x", "reference_date": "2026-13-20"}',
        '{"text": "x", "reference_date": "0001-01-01"}',
        '{"text": "x", "reference_date": "2026-11-20", "fiscal_year_end": "99"}',
        '{"text": "x", "reference_date": "2026-11-20", "fiscal_year_end": 926}',
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line):
    """The error has the line's number; the lines after it are answered."""
    answer, rest = ask(line, '{"text": "Q3 2027", "reference_date": "2026-11-20"}')
    assert answer["line"] == 1
    assert answer["error"]
    assert rest[0]["start"] == "2027-07-01"


def test_the_command_streams_and_says_by_its_code_that_a_line_was_bad():
    """Through the real command line: standard input to standard output, blank lines passed over, exit code 1."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "analyse", "dates"],
        input='{"text": "mid-2027", "reference_date": "2026-11-20"}\n\nnonsense\n',
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[0][0]["end"] == "2027-08-31"
    assert lines[1]["line"] == 3
    assert done.returncode == 1


def test_the_help_shows_the_conventions():
    """What "mid-2027" means is printed with the help."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "analyse", "dates", "--help"], capture_output=True, text=True, check=True
    )
    assert "May to August" in done.stdout
