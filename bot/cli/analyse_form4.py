"""
deskbot analyse form4: ownership filings in, one JSON object per transaction out, as they are read.

Each line holds file, index, code, class, discretionary, confidence, evidence, shares, price, owner, title, plan and the
rest; a file that cannot be read gives one object with "error", and the others go on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from bot.errors import BadData, DeskError
from bot.insiders.classify import Classified, classify
from bot.insiders.filing import Filing
from bot.insiders.parse import MAX_SUBMISSION, parse

NAME = "analyse form4"
HELP = "Classify ownership filings (XML or submission .txt): one JSON object per transaction"


CHUNK = 1_000_000
"""Bytes read at a time."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which files, and where the lines go."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="Form 3, 4 or 5: ownership XML or the submission's .txt"
    )
    parser.add_argument("-o", "--output", default="-", help="where the lines go; - is standard output (default)")


def run(args: argparse.Namespace) -> int:
    """0 when every file was read, 1 when at least one was not."""
    if args.output == "-":
        return main(args.files, sys.stdout)
    with Path(args.output).open("w", encoding="utf-8") as out:
        return main(args.files, out)


def main(paths: Iterable[str], out: IO[str]) -> int:
    """Write one line per transaction of each file; 1 where a file could not be read."""
    failed = False
    for path in paths:
        for line in read_file(path):
            failed = failed or "error" in line
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
        out.flush()
    return int(failed)


def read_file(path: str) -> Iterator[dict[str, Any]]:
    """The lines of one file; a single one with "error" where it cannot be read."""
    try:
        filing = parse(_content(Path(path)))
        for row in classify(filing):
            yield transaction(path, filing, row)
    except DeskError as error:
        yield {"file": path, "error": error.message}
    except OSError as error:
        yield {"file": path, "error": f"The file cannot be opened: {error.strerror or error}."}


def _content(path: Path) -> bytes:
    """The file's bytes; a file larger than any filing is refused before it is read, a pipe as soon as it is."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        parts = []
        while size <= MAX_SUBMISSION and (part := file.read(CHUNK)):
            parts.append(part)
            size = max(size, sum(map(len, parts)))
    if size > MAX_SUBMISSION:
        raise BadData(f"The file is larger than {MAX_SUBMISSION // 1_000_000} MB: no ownership filing is that large.")
    return b"".join(parts)


def transaction(path: str, filing: Filing, row: Classified) -> dict[str, Any]:
    """One transaction as it is printed; unknown figures are null."""
    owners = filing.owners
    filed = row.row
    return {
        "file": path,
        "index": filed.index,
        "table": "derivative" if filed.derivative else "nonderivative",
        "code": filed.code,
        "acquired_disposed": None if filed.acquired is None else "A" if filed.acquired else "D",
        "date": filed.day.isoformat() if filed.day else None,
        "security": filed.security,
        "class": row.kind.value,
        "discretionary": row.discretionary,
        "confidence": row.confidence,
        "evidence": row.evidence,
        "evidence_from": row.evidence_from,
        "tags": list(row.tags),
        "shares": filed.shares,
        "price": filed.price,
        "price_low": row.low,
        "price_high": row.high,
        "shares_after": filed.post_shares,
        "direct": filed.direct,
        "pct_of_bucket": row.percent_of_bucket,
        "plan": row.plan,
        "adoption_date": row.adoption_date.isoformat() if row.adoption_date else None,
        "owner": "; ".join(owner.name for owner in owners),
        "owner_cik": owners[0].cik if owners else None,
        "owner_ciks": [owner.cik for owner in owners],
        "title": next((owner.title for owner in owners if owner.title), _relation(filing)),
        "issuer_cik": filing.issuer_cik,
        "issuer": filing.issuer_name,
        "form": filing.form,
        "accession": filing.accession or None,
    }


def _relation(filing: Filing) -> str:
    """The owners' relation to the issuer where the form gives no title."""
    if any(owner.director for owner in filing.owners):
        return "Director"
    return "10% owner" if any(owner.ten_percent for owner in filing.owners) else ""
