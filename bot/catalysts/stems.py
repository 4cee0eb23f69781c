"""
Stems of a pattern: strings one of which a text must hold for the pattern to match, so that most patterns need no run.

Read from the pattern itself, so that no branch of it can be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from re import IGNORECASE
from re import _parser as parser  # type: ignore[attr-defined]  # the only reader of patterns there is
from typing import Any

Stems = frozenset[str]
"""Empty where any text may match."""


def stems(pattern: str) -> Stems:
    """The stems of a pattern, in lower case; none where any text may match."""
    found = _of(parser.parse(pattern, IGNORECASE))
    return frozenset(one for one in found if not any(other in one for other in found - {one}))


def _of(items: Iterable[tuple[Any, Any]]) -> Stems:
    """The best of what the parts of a sequence need: the one whose shortest stem is longest."""
    found: list[Stems] = []
    run = ""
    for operation, argument in items:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument).lower()
            continue
        if name in _NO_WIDTH:
            continue
        once = name in _REPEATS and argument[0] > 0 and len(argument[2]) == 1 and str(argument[2][0][0]) == "LITERAL"
        found.append(frozenset({run + chr(argument[2][0][1]).lower() if once else run}))
        run = ""
        found.append(_inside(name, argument))
    found.append(frozenset({run}))
    best = max(found, key=lambda each: (min(map(len, each), default=0), -len(each)))
    return best if all(best) else frozenset()


_NO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})


def _inside(name: str, argument: Any) -> Stems:
    """What one part needs that is no letter: a group, a choice, a repeat."""
    if name == "SUBPATTERN":
        return _of(argument[3])
    if name in _REPEATS and argument[0] > 0:
        return _of(argument[2])
    if name == "BRANCH":
        branches = [_of(branch) for branch in argument[1]]
        return frozenset[str]().union(*branches) if all(branches) else frozenset()
    return frozenset()
