"""Symbols as Yahoo writes them: a class behind a dash, a foreign exchange behind a dot."""

from __future__ import annotations

import re

from bot.errors import UnknownTicker

_SYMBOL = re.compile(r"[A-Z0-9^][A-Z0-9.\-=^]{0,14}")
_SHARE_CLASS = re.compile(r"(?<=[A-Z])[./](?!PA$)(?=P?[A-Z]$)")
"""PA is Paris, as MC.PA; the SEC's list writes the first preferred line BAC-PA itself."""
_ONE_LETTER_EXCHANGES = re.compile(r"[A-Z0-9]+\.[FLTV]")
"""Frankfurt, London, Tokyo, TSX Venture: Yahoo's one-letter suffixes, no share classes."""


def yahoo_symbol(ticker: str) -> str:
    """BRK.B and BRK/B become BRK-B, VOD.L stays. Raises `UnknownTicker` for what is no symbol at all."""
    symbol = ticker.strip().removeprefix("$").upper()
    if not _ONE_LETTER_EXCHANGES.fullmatch(symbol):
        symbol = _SHARE_CLASS.sub("-", symbol)
    if not _SYMBOL.fullmatch(symbol):
        raise UnknownTicker
    return symbol
