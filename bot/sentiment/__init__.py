"""
Words to scores, per text and per ticker, with the phrases that moved them. Pure: no network, SQL or clock.

`make_scorer` gives the engine the settings ask for; `bot.sentiment.ticker` combines many stories into one reading.
"""

from __future__ import annotations

from importlib.util import find_spec

from bot.ports import Scorer
from bot.sentiment.bands import band

__all__ = ["band", "make_scorer"]

_TRANSFORMER = "bot.sentiment.transformer"


def make_scorer(model: str = "") -> Scorer:
    """
    The sentiment engine: rules with the model that ships, or with the ONNX classifier in the folder `model`; "off" means
    rules alone, and rules alone answer where no model is installed. Nothing heavy is loaded before `warm`.
    """
    # the engines' rules take a tenth of the start to import, and a bands-only caller such as a card needs none of them
    if model.strip().lower() == "off" or find_spec(_TRANSFORMER) is None:
        from bot.sentiment.scorer import RuleScorer

        return RuleScorer()
    from importlib import import_module

    from bot.sentiment.stack_scorer import StackScorer

    folder = model.strip() or None
    return StackScorer(lambda: import_module(_TRANSFORMER).open_model(folder))
