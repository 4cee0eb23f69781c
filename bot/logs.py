"""Logging to standard error, with a filter that no token passes."""

from __future__ import annotations

import logging
import sys

from bot.redact import redact


class Redact(logging.Filter):
    """Replaces anything that looks like a Slack token or a response_url."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        text = record.getMessage()
        clean = redact(text)
        if clean != text:
            record.msg, record.args = clean, None
        return True


def configure(level: str) -> None:
    """Send deskbot's own log to standard error; libraries from warning on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(Redact())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("bot", "handlers", "storage"):
        logging.getLogger(name).setLevel(level.upper())
