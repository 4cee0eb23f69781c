"""deskbot manifest: the Slack app manifest, to paste into "create an app from a manifest"."""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit

from bot.manifest import manifest_json
from bot.registry import discover

NAME = "manifest"
HELP = "Print the Slack app manifest"


def configure(parser: argparse.ArgumentParser) -> None:
    """The public address of HTTP mode."""
    parser.add_argument(
        "--url", type=_https, metavar="https://HOST",
        help="for HTTP mode: the public address that leads to deskbot; without it the manifest is for Socket Mode",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print it."""
    print(manifest_json(discover(), args.url or ""), end="")
    return 0


def _https(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError("Slack calls https addresses only, such as https://bot.example.com")
    return text
