"""Text that may go to a log or a table: Slack tokens, response_urls and passwords in addresses cut out."""

from __future__ import annotations

import re
import traceback
from typing import Final

_SECRETS: Final = re.compile(
    r"\b(?:xox[a-z]|xapp|xoxe)[-.][\w.-]{4,}"  # Slack tokens
    r"|(?:(?<=hooks\.slack\.com/)|(?<=hooks\.slack-gov\.com/))[^\s\"'<>)]+"  # response_urls and incoming webhooks
    r"|(?<=[?&]ticket=)[^&\s\"'<>)]+"  # of a Socket Mode address
    r"|(?<=Bearer )[\w.~+/-]{8,}=*"
    r"|(?<=://)[^/\s:@]*:[^/\s]+(?=@)",  # user:password in an address
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """The text with "[secret]" in place of what looks like one."""
    return _SECRETS.sub("[secret]", text)


def traceback_of(error: BaseException) -> str:
    """The whole traceback as text, redacted."""
    return redact("".join(traceback.format_exception(error)).rstrip())
