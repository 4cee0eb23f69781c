"""
Slack's rate limits: per method and minute by tier, and one message a second in each channel.

Tiers 1-4 allow 1, 20, 50 and 100 calls a minute and short bursts; posting allows one message per second and channel,
with short bursts (docs.slack.dev, "Rate limits"). Slack does not publish the bursts: ours are in the table.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

POSTING = "posting"
SPECIAL = "special"
# tier: calls per second, burst
RATES: Final = MappingProxyType(
    {
        "1": (1 / 60, 10.0),
        "2": (20 / 60, 20.0),
        "3": (50 / 60, 50.0),
        "4": (100 / 60, 100.0),
        SPECIAL: (10.0, 300.0),
        POSTING: (1.0, 4.0),
    }
)


@dataclass(slots=True)
class _Bucket:
    level: float
    filled: float


@dataclass(slots=True)
class RateLimits:
    """Token buckets on the machine's monotonic clock (not the workspace's, which may stand still); thread-safe."""

    on: bool = True
    monotonic: Callable[[], float] = time.monotonic
    _buckets: dict[tuple[str, str], _Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_for(self, method: str, tier: str, key: str = "") -> int:
        """Take one call; return 0 when it may go on, else the whole seconds to wait (Retry-After)."""
        if not self.on:
            return 0
        rate, burst = RATES[tier]
        now = self.monotonic()
        with self._lock:
            bucket = self._buckets.setdefault((method, key), _Bucket(burst, now))
            bucket.level = min(burst, bucket.level + (now - bucket.filled) * rate)
            bucket.filled = now
            if bucket.level >= 1:
                bucket.level -= 1
                return 0
            return max(1, math.ceil((1 - bucket.level) / rate))
