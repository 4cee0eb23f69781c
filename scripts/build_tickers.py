"""
Make bot/tickers/data/sec_tickers.tsv.gz from the SEC's company_tickers_exchange.json (a public record).

    python -m scripts.build_tickers company_tickers_exchange.json 2026-06-01

The date is the day the list was fetched. Names in capitals are written as people write them, without the tag behind the
slash. The same input gives the same bytes. Keep the old list's aliases: a company that changed its name belongs into
bot/tickers/data/aliases.tsv.
"""

from __future__ import annotations

import argparse
import gzip
import json
from datetime import date
from pathlib import Path

from bot.tickers.names import registrant_name
from bot.tickers.universe import load_aliases
from scripts.company_names import learn_spellings, readable_name

TARGET = Path(__file__).resolve().parents[1] / "bot" / "tickers" / "data" / "sec_tickers.tsv.gz"
CODES = {"Nasdaq": "Q", "NYSE": "N", "CBOE": "C", "OTC": "O", None: "-"}


def build(source: Path, day: date, target: Path = TARGET) -> int:
    """Write the compact list; returns the number of symbols. Raises `ValueError` on another layout or a new exchange."""
    document = json.loads(source.read_text(encoding="utf-8"))
    if document.get("fields") != ["cik", "name", "ticker", "exchange"]:
        raise ValueError(f"Unknown layout: {document.get('fields')}")
    lines = [f"# SEC list of {day.isoformat()}"]
    rows = [(cik, registrant_name(" ".join(name.split())), *rest) for cik, name, *rest in document["data"]]
    called = load_aliases()
    spellings = learn_spellings(name for _, name, *_ in rows)
    for cik, name, ticker, exchange in rows:
        if exchange not in CODES:
            raise ValueError(f"Unknown exchange: {exchange}")
        shown = readable_name(name, ticker, spellings, called)
        lines.append(f"{ticker.upper()}\t{cik}\t{CODES[exchange]}\t{shown}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    return len(lines) - 1


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("day", type=date.fromisoformat)
    options = parser.parse_args()
    count = build(options.source, options.day)
    print(f"{count} symbols, {TARGET.stat().st_size / 1024:.0f} KiB: {TARGET.name}")


if __name__ == "__main__":
    main()
