"""The SEC's company_tickers_exchange.json (a public record) made into the compact list that the universe reads."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from bot.tickers.names import registrant_name
from bot.tickers.spelling import learn_spellings, readable_name
from bot.tickers.universe import SymbolList, load_aliases

FIELDS = ["cik", "name", "ticker", "exchange"]
CODES = {"Nasdaq": "Q", "NYSE": "N", "CBOE": "C", "OTC": "O", None: "-"}
_SYMBOL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")


def sec_list(document: bytes, day: date) -> SymbolList:
    """
    The list of the day on which `document` was fetched; the same input gives the same list.

    Names in capitals are written as people write them, without the tag behind the slash; an exchange that is new keeps the
    SEC's name for it. A row that cannot be read is left out. Raises `ValueError` where the document is another one.
    """
    try:
        whole: Any = json.loads(document)
    except ValueError as error:
        raise ValueError("it is cut off, or no JSON") from error
    if not isinstance(whole, dict) or whole.get("fields") != FIELDS or not isinstance(whole.get("data"), list):
        raise ValueError(f"its fields are not {', '.join(FIELDS)}")
    rows: list[tuple[int, str, str, str]] = []
    for row in whole["data"]:
        match row:
            case [int(cik), str(name), str(ticker), str() | None as exchange] if (
                cik > 0 and _SYMBOL.fullmatch(ticker) and (words := " ".join(name.split()))
            ):
                market = CODES.get(exchange) or " ".join(str(exchange).split()) or "-"
                rows.append((cik, registrant_name(words), ticker.upper(), market))
    called = load_aliases()
    spellings = learn_spellings(name for _, name, *_ in rows)
    return SymbolList(
        day,
        [
            f"{tick}\t{cik}\t{market}\t{readable_name(name, tick, spellings, called)}"
            for cik, name, tick, market in rows
        ],
    )
