"""What EDGAR's JSON says, as dataclasses. Submissions are UTC."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.errors import BadData
from bot.filings.client import SOURCE
from bot.model import FilingRef

_COLUMNS = ("accessionNumber", "form", "filingDate", "acceptanceDateTime", "items")
_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")


@dataclass(frozen=True, slots=True)
class Shard:
    """An older part of a CIK's list."""

    name: str
    first: date
    last: date


def reduce_submissions(body: bytes) -> dict[str, Any]:
    """The columns we use of a submissions file or one of its shards, with the list of shards. Raises `BadData`."""
    try:
        whole = json.loads(body)
        recent = whole["filings"]["recent"] if "filings" in whole else whole
        shards = whole["filings"].get("files", []) if "filings" in whole else []
        columns = {name: list(recent[name]) for name in _COLUMNS}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _bad("The SEC's list of filings cannot be read.") from error
    if len({len(column) for column in columns.values()}) != 1:
        raise _bad("The SEC's list of filings has columns of different lengths.")
    return {
        "columns": columns,
        "shards": [[item.get("name"), item.get("filingFrom"), item.get("filingTo")] for item in shards],
        "name": str(whole.get("name", "")),
        "year_end": str(whole.get("fiscalYearEnd") or ""),
    }


def shards(reduced: Mapping[str, Any]) -> Sequence[Shard]:
    """The older parts a list names."""
    found = []
    for name, first, last in reduced["shards"]:
        try:
            found.append(Shard(str(name), date.fromisoformat(first), date.fromisoformat(last)))
        except (TypeError, ValueError):
            continue
    return found


def year_end(reduced: Mapping[str, Any]) -> str | None:
    """The fiscal year's last month and day, "0926"; None where the list has none that can be."""
    found = str(reduced.get("year_end") or "")
    return found if re.fullmatch(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", found) else None


def filings(reduced: Mapping[str, Any], cik: int, base: str) -> Iterator[FilingRef]:
    """The rows of a reduced list; a row that cannot be read is left out."""
    columns = [reduced["columns"][name] for name in _COLUMNS]
    for accession, form, filed, accepted, items in zip(*columns, strict=True):
        if not _ACCESSION.fullmatch(str(accession)):
            continue
        try:
            day = date.fromisoformat(filed)
        except (TypeError, ValueError):
            continue
        yield FilingRef(
            accession=accession,
            form=str(form),
            filed=day,
            accepted=_utc(accepted),
            url=document_url(base, cik, accession),
            items=tuple(part.strip() for part in str(items or "").split(",") if part.strip()),
        )


def document_url(base: str, cik: int, accession: str) -> str:
    """The complete submission text."""
    return f"{base}/Archives/edgar/data/{cik}/{accession.replace('-', '')}/{accession}.txt"


def _utc(text: object) -> datetime | None:
    """`acceptanceDateTime` is true UTC, written with a Z."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def reduce_facts(body: bytes) -> list[list[Any]]:
    """Share counts of a company-facts file: [tag, end, filed, shares], newest first within each tag. Raises `BadData`."""
    try:
        facts = json.loads(body)["facts"]
        found = []
        for space, name in (("dei", "EntityCommonStockSharesOutstanding"), ("us-gaap", "CommonStockSharesOutstanding")):
            values = facts.get(space, {}).get(name, {}).get("units", {}).get("shares", [])
            rows = [
                [f"{space}:{name}", row["end"], row.get("filed", ""), float(row["val"])] for row in values if row["val"]
            ]
            found += sorted(rows, key=lambda row: (row[1], row[2]), reverse=True)[:4]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _bad("The SEC's company facts cannot be read.") from error
    return found


def _bad(message: str) -> BadData:
    return BadData(message, source=SOURCE)
