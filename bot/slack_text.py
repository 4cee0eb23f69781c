"""Text as Slack delivers it, turned into what the person typed."""

from __future__ import annotations

import re

MADE_LINK = re.compile(r"<https?://([^<>|\s/?#]+)/?\|\1>", re.IGNORECASE)
"""A name with a dot in it, of which Slack makes a link by itself: C3.ai, Amazon.com, SAP.DE."""
_LINK = re.compile(r"<(?!@|#|!)([^<>|\s]+)(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#(\w+)(?:\|([^<>]*))?>")
_USER = re.compile(r"<@(\w+)(?:\|([^<>]*))?>")
_SPECIAL = re.compile(r"<!([^<>|]+)(?:\|([^<>]*))?>")


def plain(text: str) -> str:
    """
    `<https://x|label>` -> https://x, `<#C1|desk>` -> #desk, `<!channel>` -> @channel, `&amp;` -> &; a name of which Slack
    made a link is the name: `<http://SAP.DE|SAP.DE>` -> SAP.DE.
    """
    text = MADE_LINK.sub(r"\1", text)
    text = _LINK.sub(lambda match: match[1].removeprefix("mailto:"), text)
    text = _CHANNEL.sub(lambda match: f"#{match[2] or match[1]}", text)
    text = _USER.sub(lambda match: f"@{match[2] or match[1]}", text)
    text = _SPECIAL.sub(lambda match: f"@{match[2] or match[1]}".replace("@@", "@"), text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def without_mention(text: str, bot_user: str) -> str:
    """The text of an @mention without the mention itself, still in Slack's form."""
    return re.sub(rf"<@{re.escape(bot_user)}(\|[^>]*)?>", " ", text).strip() if bot_user else text
