"""
The guarded fetcher for pasted links: a link is hostile input until its page has been read within bounds.

`addresses` judges where a connection may go, `urls` reads what people paste, `adapter` connects to the judged address
only, `fetcher` follows redirects and reads the body within limits, `walls` names pages that are no article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ports import Clock, Fetcher

__all__ = ["live_fetcher", "sample_fetcher"]


def live_fetcher(clock: Clock, *, proxy: str = "") -> Fetcher:
    """
    The network, through `proxy` ("http://host:port") where the desk has one; the environment's proxies are never used.

    Raises `ConfigError` for a proxy that is not an http URL.
    """
    from bot.web.fetcher import WebFetcher

    return WebFetcher(clock, proxy=proxy)


def sample_fetcher(clock: Clock) -> Fetcher:
    """The sample's two pages; every other link fails with a sentence that names one of them."""
    from bot.web.sample import SampleFetcher

    return SampleFetcher(clock)
