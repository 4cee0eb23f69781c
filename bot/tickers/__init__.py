"""
The symbol universe: which companies are listed, under which symbols and names. Pure; no network, no clock.

`lookup` and `search` answer questions about symbols and names; `bot.tickers.mentions` finds companies in a text.
"""

from bot.tickers.names import normalise_name
from bot.tickers.universe import Universe, load_universe

__all__ = ["Universe", "load_universe", "normalise_name"]
