"""Sources that fail in one given way, as ports: what a desk sees when the outside world misbehaves."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from bot.errors import SourceDown
from bot.ports import Clock, Storage
from bot.wiring import Sources


class Failing:
    """Every question ends in `fault`."""

    def __init__(self, fault: Callable[[], Any]) -> None:
        self._fault = fault

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_args, **_kwargs: self._fault()


def failing_sources(fault: Callable[[], Any]) -> Callable[[Storage, Clock], Sources]:
    """Sources whose every port fails like this."""

    def make(_storage: Storage, _clock: Clock) -> Sources:
        port: Any = Failing(fault)
        return Sources(market=port, filings=port, calendars=port, fetcher=port, mode="sample")

    return make


def down() -> Any:
    """A source that is down."""
    raise SourceDown("Yahoo Finance does not answer. Try again in a minute; /deskbot status shows since when.")


def hang(seconds: float) -> Callable[[], Any]:
    """A source that says nothing for so long, then is down."""

    def wait() -> Any:
        time.sleep(seconds)
        down()

    return wait
