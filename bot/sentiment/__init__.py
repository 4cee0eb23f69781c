"""Words to scores, per text and per ticker, with the phrases that moved them. Pure: no network, SQL or clock."""

from bot.sentiment.bands import band
from bot.sentiment.scorer import RuleScorer, scores_of

__all__ = ["RuleScorer", "band", "scores_of"]
