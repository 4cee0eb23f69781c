"""deskbot manifest: the Slack app manifest, to paste into "create an app from a manifest"."""

from __future__ import annotations

import argparse

from bot.manifest import manifest_json
from bot.registry import discover

NAME = "manifest"
HELP = "Print the Slack app manifest"


def configure(parser: argparse.ArgumentParser) -> None:
    """No options."""
    del parser


def run(args: argparse.Namespace) -> int:
    """Print it."""
    del args
    print(manifest_json(discover()), end="")
    return 0
