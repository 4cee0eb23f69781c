"""How deskbot may be doing, and channel settings, as /deskbot shows them."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from bot.cards.showcase.texts import HOSTILE, NOW
from bot.clock import difference
from bot.model import SourceHealth
from bot.registry import Answer, Command, Registry, Request
from bot.research.status import Status

WELL = Status(
    version="0.1.0",
    started_at=NOW - timedelta(hours=5, minutes=12),
    mode="live",
    engine="rules + transformer",
    engine_version="rules-2",
    universe_date="2026-04-18",
    sources=(
        SourceHealth("Yahoo", "ok", NOW - timedelta(minutes=2), requests=412),
        SourceHealth("SEC EDGAR", "ok", NOW - timedelta(minutes=11), requests=96),
        SourceHealth("ClinicalTrials.gov", "idle"),
    ),
    queue={"waiting": 0, "running": 1},
    inbox={"done": 214, "failed": 1},
    outbox={"sent": 61, "due": 0, "skipped": 2, "dead": 0},
    dead=(),
    skipped=(),
    database={"integrity": "ok", "size": "12400000", "schema": "0007"},
    last_event_at=NOW - timedelta(seconds=40),
    transport="Socket Mode, connected",
)


def states() -> dict[str, Status]:
    """State -> status."""
    down = SourceHealth(
        "Yahoo", "down", NOW - timedelta(hours=3), "HTTP 429 Too Many Requests", NOW + timedelta(minutes=4), 1_205
    )
    return {
        "status_well": WELL,
        "status_source_down": dataclasses.replace(WELL, sources=(down, *WELL.sources[1:])),
        "status_source_silent": dataclasses.replace(
            WELL, sources=(SourceHealth("Yahoo", "ok", requests=1), *WELL.sources[1:])
        ),
        "status_wrong_clock": dataclasses.replace(WELL, clock=difference(timedelta(hours=3, minutes=5))),
        "status_damaged_symbols": dataclasses.replace(
            WELL,
            universe_fault="The symbol list that was fetched cannot be read, so the one that came with deskbot serves.",
        ),
        "status_posts_stuck": dataclasses.replace(
            WELL,
            outbox={**WELL.outbox, "dead": 2},
            dead=(("digest:C0BIOTECH01:2026-04-20", "not_in_channel"), ("reminder:14:1d", "is_archived")),
        ),
        "status_just_started": dataclasses.replace(
            WELL, started_at=NOW, sources=(), inbox={}, outbox={}, last_event_at=None, transport=""
        ),
        "status_hostile_text": dataclasses.replace(
            WELL,
            sources=(SourceHealth(HOSTILE[:60], "degraded", None, HOSTILE),),
            dead=((HOSTILE[:80], HOSTILE),),
        ),
    }


def _nothing(_request: Request, _deps: object) -> Answer:
    return Answer(show="nothing")


SENTIMENT = Command(
    "/sentiment",
    usage="TICKER [24h|7d|30d]",
    summary="Score the news on a ticker",
    run=_nothing,
    examples=("/sentiment ALLO", "/sentiment Cellectis 30d"),
    details="The number runs from −1 to +1; *thin* means fewer than three distinct stories.",
)
WATCHLIST = Command("/watchlist", usage="add|remove|list|clear", summary="The names this channel follows", run=_nothing)


def registry() -> Registry:
    """Two commands, as help would find them."""
    return Registry({item.name: item for item in (SENTIMENT, WATCHLIST)}, {}, {}, {}, {})
