"""
Sample data: a small recorded-format world that ships with deskbot, so that every command answers offline.

The clock of sample mode starts at `SAMPLE_START`; all sample files are dated on or before that day. Each capability
keeps its files in a folder of its own here (yahoo/, edgar/, pages/, calendars/) and reads them through the same
adapter code that reads the network, by mounting a `FileTransport` in its requests session.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

SAMPLE_START = datetime(2026, 4, 20, 12, 45, tzinfo=UTC)
"""Monday 20 April 2026, 08:45 in New York: the morning of Allogene's ALPHA3 futility analysis."""

SAMPLE_DIR = Path(__file__).parent
