"""
The command line: deskbot run | ask | doctor | manifest | analyse ... | ...

Each command is one module of `bot.cli` with NAME ("run", "analyse form4"), HELP, `configure(parser)` and
`run(args) -> int`. Only the module that is asked for is imported, so that `deskbot run` starts fast.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import __version__
from bot.errors import DeskError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; a fault is one sentence on standard error and exit code 1 (2 for wrong usage)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    catalogue = _catalogue()
    name = next(
        (known for known in sorted(catalogue, key=len, reverse=True) if arguments[: _words(known)] == known.split()),
        None,
    )
    if name is None:
        return _help(arguments, catalogue)
    module = importlib.import_module(f"bot.cli.{catalogue[name][0]}")
    parser = argparse.ArgumentParser(prog=f"deskbot {name}", description=module.HELP)
    module.configure(parser)
    try:
        return int(module.run(parser.parse_args(arguments[_words(name) :])))
    except DeskError as error:
        print(error.message, file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130


def _words(name: str) -> int:
    return len(name.split())


def _help(arguments: Sequence[str], catalogue: dict[str, tuple[str, str]]) -> int:
    if arguments[:1] == ["--version"]:
        print(f"deskbot {__version__}")
        return 0
    wanted = not arguments or arguments[0] in {"-h", "--help", "help"}
    out = sys.stdout if wanted else sys.stderr
    if not wanted:
        print(f"deskbot has no command {' '.join(arguments[:2])!r}.", file=out)
    print("usage: deskbot COMMAND ...\n", file=out)
    width = max(map(len, catalogue))
    for name, (_module, text) in sorted(catalogue.items()):
        print(f"  {name:<{width}}  {text}", file=out)
    return 0 if wanted and arguments else 2


def _catalogue() -> dict[str, tuple[str, str]]:
    """Name -> (module, help), read from the files without importing them."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((Path(__file__).parent / "cli").glob("[a-z]*.py")):
        constants = {
            target.id: node.value.value
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        if "NAME" in constants:
            found[str(constants["NAME"])] = (path.stem, str(constants.get("HELP", "")))
    return found


if __name__ == "__main__":
    sys.exit(main())
