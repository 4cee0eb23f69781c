"""Logging to standard error, with a formatter that no token passes."""

from __future__ import annotations

import logging
import sys

from bot.redact import redact


class Redact(logging.Formatter):
    """A line, its traceback too, without anything that looks like a Slack token or a response_url."""

    def format(self, record: logging.LogRecord) -> str:
        """As the standard one, then redacted."""
        return redact(super().format(record))


def configure(level: str) -> None:
    """Send deskbot's own log to standard error; libraries from warning on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redact("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("bot", "handlers", "storage"):
        logging.getLogger(name).setLevel(level.upper())
    # Bolt warns at each start that SLACK_BOT_TOKEN is set although it is given a client: it is, on purpose.
    logging.getLogger("slack_bolt.App").addFilter(lambda record: "`token` will be unused" not in record.getMessage())
