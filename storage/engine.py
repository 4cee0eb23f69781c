"""
sqlite-utils, imported without what it would drag in.

sqlite-utils imports pandas and numpy wherever they are installed (yfinance installs both), only to know their column
types, which deskbot never stores: a second and 85 MiB at every start. Here they are hidden for the length of that one
import and for the importing thread alone, so that a warm-up thread importing yfinance at the same moment sees nothing.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final

UNUSED: Final = frozenset({"pandas", "numpy"})


class _Hide(MetaPathFinder):
    """Says to one thread that some packages are not installed."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._thread = threading.get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse the hidden names to the thread that hid them, and leave everything else to the next finder."""
        del path, target
        if fullname in self._names and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


@contextmanager
def hidden(names: frozenset[str]) -> Iterator[None]:
    """Make imports of these packages fail in this thread, unless they are loaded already."""
    finder = _Hide(names)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


with hidden(UNUSED):
    from sqlite_utils import Database, Migrations

__all__ = ["Database", "Migrations", "hidden"]
