"""
SEC EDGAR: lists of filings, submission texts, share counts, the current-filings feed, the list of companies.

Live reading declares who asks, as the SEC's fair-access rules demand; sample reading goes through the same code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.filings.edgar import Edgar
    from bot.ports import CacheStore, Clock, DocumentStore, Filings

__all__ = ["COMPANY_LIST", "company_list", "live_filings", "sample_filings", "undeclared_filings"]

COMPANY_LIST = "/files/company_tickers_exchange.json"
"""Where www.sec.gov has its list of companies with symbols and exchanges."""


def live_filings(
    store: CacheStore,
    documents: DocumentStore,
    clock: Clock,
    *,
    contact: str,
    sec_url: str = "https://www.sec.gov",
    data_url: str = "https://data.sec.gov",
    timeout: float = 8.0,
) -> Edgar:
    """EDGAR over the network. Raises `ConfigError` without a contact (company and e-mail)."""
    from bot.filings.client import EdgarClient, user_agent
    from bot.filings.edgar import Edgar

    client = EdgarClient(clock, agent=user_agent(contact), timeout=timeout)
    return Edgar(client, clock, store=store, documents=documents, sec_url=sec_url, data_url=data_url, timeout=timeout)


def company_list(clock: Clock, *, contact: str, sec_url: str = "https://www.sec.gov") -> bytes:
    """company_tickers_exchange.json as the SEC sends it. Raises `SourceError`, and `ConfigError` without a contact."""
    from bot.filings.client import EdgarClient, user_agent

    body = EdgarClient(clock, agent=user_agent(contact)).get(f"{sec_url.rstrip('/')}{COMPANY_LIST}")
    return body.content if body else b""


def undeclared_filings() -> Filings:
    """Filings for a desk that has not said who asks: every question is answered with what to set."""
    from bot.filings.undeclared import Undeclared

    return Undeclared()


def sample_filings(clock: Clock, store: CacheStore | None = None, documents: DocumentStore | None = None) -> Edgar:
    """The shipped sample as `bot.ports.Filings`, every figure marked as sample data."""
    from bot.filings.sample import sample_filings as make

    return make(clock, store, documents)
