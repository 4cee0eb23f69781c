"""Every card in every state, from the cards' own example data: /gallery, the golden files and the screenshots."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

import bot.cards
from bot.ports import Json, Message


def examples() -> dict[str, dict[str, Message]]:
    """By module: what each `bot.cards.NAME.examples()` returns, state -> message."""
    found: dict[str, dict[str, Message]] = {}
    for info in pkgutil.iter_modules(bot.cards.__path__):
        module = importlib.import_module(f"bot.cards.{info.name}")
        if info.name != "gallery" and hasattr(module, "examples"):
            found[info.name] = dict(module.examples())
    return found


def views() -> dict[str, dict[str, Json]]:
    """The same of modals and App Home views: what each `bot.cards.NAME.example_views()` returns."""
    found: dict[str, dict[str, Json]] = {}
    for info in pkgutil.iter_modules(bot.cards.__path__):
        module = importlib.import_module(f"bot.cards.{info.name}")
        if info.name != "gallery" and hasattr(module, "example_views"):
            found[info.name] = dict(module.example_views())
    return found


def payload(message: Message) -> Json:
    """A message as chat.postMessage takes it."""
    return {"text": message.text, "blocks": [_plain(block) for block in message.blocks]}


def _plain(block: Mapping[str, object]) -> Json:
    return dict(block)


def gallery() -> list[Json]:
    """For the page: {"card", "state", and "message" or "view"} of everything."""
    cards: list[Json] = [
        {"card": card, "state": state, "message": payload(message)}
        for card, states in examples().items()
        for state, message in states.items()
    ]
    cards += [
        {"card": card, "state": state, "view": view}
        for card, states in views().items()
        for state, view in states.items()
    ]
    return cards
