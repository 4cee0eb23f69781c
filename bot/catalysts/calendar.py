"""From a candidate to the calendar's catalyst, and when two catalysts are one (facts/catalysts.md, 6)."""

from __future__ import annotations

from bot.catalysts import occasions
from bot.catalysts.events import Candidate
from bot.model import Catalyst, Source, Tier

MAX_SENTENCE = 500
"""Characters of the sentence that a calendar row keeps."""


def to_catalyst(
    candidate: Candidate,
    *,
    ticker: str,
    source: Source,
    cik: int | None = None,
    added_by: str | None = None,
    tier: Tier = "B",
) -> Catalyst:
    """A proposed catalyst, of tier B for its own words, C for a conference's estimated days. The caller says whose it is."""
    sentence = candidate.sentence
    if len(sentence) > MAX_SENTENCE:
        sentence = sentence[: MAX_SENTENCE - 1].rsplit(" ", 1)[0] + "…"
    moved = f"was {candidate.previous.phrase}" if candidate.previous else ""
    doubt = occasions.doubt(candidate.window)
    return Catalyst(
        ticker=ticker,
        kind=candidate.kind,
        window=candidate.window,
        sentence=sentence,
        source=source,
        confidence="low" if doubt else candidate.confidence,
        tier="C" if doubt else tier,
        asset=candidate.asset,
        cik=cik,
        note="; ".join(part for part in (moved, doubt) if part),
        added_by=added_by,
    )


def dedupe_key(catalyst: Catalyst) -> tuple[str, str, str]:
    """(company, kind, asset in lower case): catalysts with one key and overlapping windows are one event."""
    company = f"cik {catalyst.cik}" if catalyst.cik else catalyst.ticker.upper()
    return company, catalyst.kind, " ".join(catalyst.asset.lower().split())


def same_event(first: Catalyst, second: Catalyst) -> bool:
    """Whether two catalysts are one event: one key (an asset left out fits any), overlapping windows."""
    one, other = dedupe_key(first), dedupe_key(second)
    company = (first.cik == second.cik) if first.cik and second.cik else first.ticker.upper() == second.ticker.upper()
    asset = one[2] == other[2] or not one[2] or not other[2]
    return company and one[1] == other[1] and asset and first.window.overlaps(second.window)
