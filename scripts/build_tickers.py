"""
Make bot/tickers/data/sec_tickers.tsv.gz, the list that ships, from the SEC's company_tickers_exchange.json.

    python -m scripts.build_tickers company_tickers_exchange.json 2026-06-01

The date is the day the list was fetched. Keep the old list's aliases: a company that changed its name belongs into
bot/tickers/data/aliases.tsv.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from bot.tickers.listing import sec_list
from bot.tickers.universe import LIST_FILE


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("day", type=date.fromisoformat)
    options = parser.parse_args()
    made = sec_list(options.source.read_bytes(), options.day)
    made.write(LIST_FILE)
    print(f"{len(made.lines)} symbols, {LIST_FILE.stat().st_size / 1024:.0f} KiB: {LIST_FILE.name}")


if __name__ == "__main__":
    main()
