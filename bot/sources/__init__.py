"""
What every source adapter needs in front of its network calls: a cache with last-good, a breaker, and a paced queue.

An adapter builds one `SourceCache` for its source and asks everything through `SourceCache.get`. This room knows no
source by name, no HTTP library and no Slack; `market`, `filings` and `calendars` share it.
"""

from bot.sources.breaker import Breaker
from bot.sources.cached import Cached, SourceCache
from bot.sources.lanes import Job, Lanes
from bot.sources.memory import MemoryStore
from bot.sources.urls import canonical_url

__all__ = ["Breaker", "Cached", "Job", "Lanes", "MemoryStore", "SourceCache", "canonical_url"]
