"""
deskbot analyse dates: JSON lines in, the windows of each text out, one line per line, as they come.

In:  {"text": ..., "reference_date": "2026-11-20", "fiscal_year_end"?: "0926"}
Out: [{"start", "end", "precision", "direction", "phrase", "kind"}, ...]; a bad line gives {"error", "line"}.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from bot.catalysts import Dated, table, windows
from bot.errors import BadInput

NAME = "analyse dates"
HELP = "Read fuzzy dates from JSON lines: text and reference date in, windows with their kind out"

MAX_TEXT = 1_000_000
"""Characters of one text; longer ones are refused line by line."""
_FISCAL_YEAR_END = re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def configure(parser: argparse.ArgumentParser) -> None:
    """Where the lines come from; the help ends with the table of conventions."""
    parser.add_argument("input", nargs="?", default="-", help="JSON lines file; - is standard input (default)")
    parser.add_argument("-o", "--output", default="-", help="where the answers go; - is standard output (default)")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    rows = table()
    width = max(len(written) for written, _ in rows)
    lines = "\n".join(f"  {written:<{width}}  {meaning}" for written, meaning in rows)
    parser.epilog = f"What the words mean:\n{lines}"


def run(args: argparse.Namespace) -> int:
    """0 when every line was answered, 1 when at least one was bad."""
    bad = 0
    with _opened(args.input, "r") as source, _opened(args.output, "w") as sink:
        for answer in answers(source):
            bad += isinstance(answer, dict)
            sink.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sink.flush()
    return 1 if bad else 0


def answers(lines: IO[str]) -> Iterator[list[dict[str, Any]] | dict[str, Any]]:
    """One answer per line that is not blank, in order: its windows, or what is wrong with it."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text, reference, fiscal_year_end = _question(line)
        except (ValueError, BadInput, RecursionError) as error:
            yield {"error": str(error) or "This line cannot be read.", "line": number}
            continue
        yield [_window(found) for found in windows(text, reference, fiscal_year_end=fiscal_year_end)]


def _question(line: str) -> tuple[str, date, str | None]:
    """Text, reference date and fiscal year end of one line; raises `ValueError` or `BadInput` with what is wrong."""
    try:
        question = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(f"This is no JSON: {error.msg} at column {error.colno}.") from None
    if not isinstance(question, dict):
        raise BadInput('Each line is an object: {"text": "...", "reference_date": "2026-11-20"}.')
    text, day, fiscal_year_end = (question.get(key) for key in ("text", "reference_date", "fiscal_year_end"))
    if not isinstance(text, str):
        raise BadInput('"text" is missing or no string.')
    if len(text) > MAX_TEXT:
        raise BadInput(f"The text has {len(text):,} characters; at most {MAX_TEXT:,} are read.")
    if not isinstance(day, str):
        raise BadInput('"reference_date" is missing: the day the text was published, as "2026-11-20".')
    try:
        reference = date.fromisoformat(day[:10])
    except ValueError:
        raise BadInput(f'"reference_date" is no day: {day[:40]!r}. Write it as "2026-11-20".') from None
    if not FIRST_DAY <= reference <= LAST_DAY:
        raise BadInput(f'"reference_date" lies outside {FIRST_DAY.year} to {LAST_DAY.year}: {day[:40]!r}.')
    if fiscal_year_end is not None and not (
        isinstance(fiscal_year_end, str) and _FISCAL_YEAR_END.fullmatch(fiscal_year_end)
    ):
        raise BadInput('"fiscal_year_end" is the month and day as "0926".')
    return text, reference, fiscal_year_end


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def _window(found: Dated) -> dict[str, Any]:
    window = found.window
    return {
        "start": window.start.isoformat() if window.start else None,
        "end": window.end.isoformat() if window.end else None,
        "precision": window.precision,
        "direction": window.direction,
        "phrase": window.phrase,
        "kind": found.kind,
    }


@contextmanager
def _opened(path: str, mode: str) -> Iterator[IO[str]]:
    """A file or a standard stream, UTF-8 either way."""
    if path == "-":
        stream = sys.stdin if mode == "r" else sys.stdout
        with os.fdopen(os.dup(stream.fileno()), mode, encoding="utf-8", errors="replace", newline="\n") as file:
            yield file
        return
    try:
        file = Path(path).open(mode, encoding="utf-8", errors="replace", newline="\n")  # noqa: SIM115 - closed below
    except OSError as error:
        raise BadInput(f"{path} cannot be opened: {error.strerror}.") from error
    with file:
        yield file
