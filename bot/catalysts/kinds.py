"""What a dated sentence is about: the kinds and their words for a card (facts/catalysts.md, 5)."""

from __future__ import annotations

from types import MappingProxyType

from bot.catalysts.cues import Cue, cues

KINDS = MappingProxyType(
    {
        "pdufa": "FDA decision (PDUFA date)",
        "adcomm": "FDA advisory committee",
        "nda_acceptance": "filing accepted for review",
        "submission": "regulatory submission",
        "fda_meeting": "meeting with a regulator",
        "data_topline": "topline data",
        "data_interim": "interim data",
        "data_primary": "primary data",
        "data_readout": "data readout",
        "data_update": "data update",
        "trial_start": "trial start",
        "enrollment_complete": "enrolment complete",
        "dosing_complete": "dosing complete",
        "primary_completion": "primary completion (end of data collection, not a readout)",
        "conference": "conference or presentation",
        "earnings": "earnings",
        "deal_close": "deal closing",
        "deal_payment": "deal payment",
        "offering_close": "offering closing",
        "shareholder_meeting": "shareholder meeting",
        "vote": "vote",
        "index_change": "index change",
        "dividend": "dividend (ex, record or payment date)",
        "spin_off": "spin-off",
        "lock_up": "lock-up expiry",
        "product_launch": "product launch",
        "capacity": "capacity or production start",
        "delivery": "delivery",
        "survey": "survey or drilling",
        "study_publication": "study published",
        "permit": "permit or licence",
        "macro": "macro event",
    }
)
"""Every kind with its words for a card; "none" is no kind and never offered."""

__all__ = ["KINDS", "Cue", "cues"]
