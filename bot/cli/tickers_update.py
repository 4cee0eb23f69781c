"""deskbot tickers update: the SEC's list of symbols as it is today, in place of the one that ships."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BadData, BadInput, ConfigError, SourceError
from bot.filings import COMPANY_LIST
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.ports import Clock
    from bot.tickers.universe import SymbolList

NAME = "tickers update"
HELP = "Fetch the SEC's list of symbols, for new listings and changed names"

PAGE = f"https://www.sec.gov{COMPANY_LIST}"
SOURCE = "The SEC's list"
FEWEST = 0.8
"""Of the symbols in use: the list changes by a few per cent in a year, so a much shorter one is not whole."""


def configure(parser: argparse.ArgumentParser) -> None:
    """A file, for desks whose machine may not ask the SEC."""
    parser.add_argument(
        "--file", type=Path, metavar="PATH",
        help=f"read a download of {PAGE} instead of asking; it is dated the day the file was written",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """One line. Raises `DeskError` where the list in use stays."""
    from bot.cards.text import day as day_words
    from bot.clock import SystemClock
    from bot.delivery.trading_days import market_day
    from bot.tickers.universe import newest_list

    settings, clock = Settings.load(), SystemClock()
    document, written = _downloaded(args.file) if args.file else (_fetched(settings, clock), clock.now())
    day = market_day(min(written, clock.now()))
    used = newest_list(settings.symbol_list)
    try:
        made = _checked(document, day, used)
    except ValueError as error:
        what = args.file.name if args.file else SOURCE
        told = f"{what} is not taken: {error}. The list of {day_words(used.day)} stays."
        raise BadData(told, source=what) from error
    try:
        made.write(settings.symbol_list)
    except OSError as error:
        raise ConfigError(f"{settings.symbol_list} cannot be written: {error.strerror}.") from error
    new, gone = len(made.symbols - used.symbols), len(used.symbols - made.symbols)
    print(
        f"{len(made.symbols):,} symbols as of {day_words(made.day)} ({new:,} new, {gone:,} gone), "
        "used after the next start."
    )
    return 0


def _fetched(settings: Settings, clock: Clock) -> bytes:
    """From the SEC."""
    from bot.filings import company_list

    if settings.sources == "sample":
        raise ConfigError(
            f"DESKBOT_SOURCES=sample asks no network. Set it to live or auto, or download {PAGE} and give it with --file."
        )
    try:
        return company_list(clock, contact=settings.contact, sec_url=settings.sec_url)
    except SourceError as error:
        raise SourceError(f"{error.message} Or download {PAGE} elsewhere and give it with --file.") from error


def _downloaded(path: Path) -> tuple[bytes, datetime]:
    """A file, and when it was written (UTC)."""
    try:
        return path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _checked(document: bytes, day: date, used: SymbolList) -> SymbolList:
    """The new list. Raises `ValueError` where it is no such list, older than the one in use, or not whole."""
    from bot.tickers.listing import sec_list

    made = sec_list(document, day)
    if day < used.day:
        raise ValueError("it is older than the one in use")
    if len(made.symbols) < FEWEST * len(used.symbols):
        raise ValueError(f"it holds {len(made.symbols):,} symbols, the one in use {len(used.symbols):,}")
    return made
