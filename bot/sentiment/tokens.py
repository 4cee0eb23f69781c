"""One sentence cut into words and numbers, with their places, in one pass of one expression."""

from __future__ import annotations

import re
from itertools import accumulate

_TOKEN = re.compile(
    r"""(
      (?<![^\W_]')[^\W\d_][^\W_]*(?:(?:'(?!s\b)|&)[^\W_]+)*      # word  didn't  s&p  q1   (a possessive 's falls away)
    | [,;:!?()–—]
    | (?:(?<![^\s(\[~/])[-+−])?[$€£₹¥]?\d[\d,]*(?:\.\d+)?(?:[ \xa0\u202f]?%)?  # 58.3%  9 %  $1.04  -0.55  -$2
    | \.\d+%?
    | [\U0001F300-\U0001FAFF\u2600-\u27BF]
    )""",
    re.VERBOSE,
)
_PLAIN = re.compile(
    r"([a-z][a-z0-9]*(?:&[a-z0-9]+)*|[,;:!?()]|(?:(?<![^\s(\[~/])[-+])?\$?[0-9][0-9,]*(?:\.[0-9]+)?(?:[ ]?%)?|\.[0-9]+%?)",
    re.ASCII,
)
"""The same for plain text without apostrophes, which most headlines are: a third faster."""
NUMBER_START = frozenset("0123456789$€£₹¥+-−.")
"""A token that begins so is a number: no other token does."""


def lowered(text: str) -> str:
    """Lower case without changing the length, apostrophes made plain: offsets stay true for any unicode."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    return low.replace("’", "'")


def tokenize(low: str) -> tuple[list[str], list[int]]:
    """The tokens of a lowered sentence, and where each begins in it."""
    parts = (_PLAIN if low.isascii() and "'" not in low else _TOKEN).split(low)
    return parts[1::2], list(accumulate(map(len, parts)))[0::2]


def number(token: str) -> float:
    """The value of a number token without its unit; "%" and currency signs are dropped, a sign is kept."""
    bare = token.replace(",", "").replace("−", "-").strip("$€£₹¥%+")
    sign = -1.0 if bare.startswith("-") else 1.0
    try:
        return sign * float(bare.lstrip("-$€£₹¥+") or 0)
    except ValueError:
        return 0.0
