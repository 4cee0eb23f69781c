"""deskbot fetch: open one link as the bot would, and say what came of it in one line."""

from __future__ import annotations

import argparse

NAME = "fetch"
HELP = "Open a link through the guarded fetcher: exit 0 fetched, 3 refused, 4 failed"

FETCHED, REFUSED, FAILED = 0, 3, 4


def configure(parser: argparse.ArgumentParser) -> None:
    """The link, and whether the page is printed."""
    parser.add_argument("url", help="the link as pasted")
    parser.add_argument("--html", action="store_true", help="print the page after the line")


def run(args: argparse.Namespace) -> int:
    """One line and the exit code."""
    import sys

    from bot.clock import SystemClock
    from bot.errors import DeskError, FetchRefused
    from bot.settings import Settings
    from bot.web import live_fetcher

    clock = SystemClock()
    try:
        page = live_fetcher(clock, proxy=Settings.load().link_proxy.reveal()).fetch(args.url)
    except FetchRefused as error:
        print(f"refused: {error.message}")
        return REFUSED
    except DeskError as error:
        print(f"failed: {error.message}")
        return FAILED
    print(f"fetched: {page.final_url} ({len(page.html):,} characters, {page.content_type})")
    if args.html:
        sys.stdout.write(page.html)
    return FETCHED
