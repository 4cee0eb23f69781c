"""
The links a person pastes into a message: taken out of Slack's text, out of their wrappers, each once. Pure.

Links inside code and quotations are not pasted but shown; links to chats, documents and tools are no articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.slack_text import MADE_LINK
from bot.web.urls import link_key, unwrap

MOST = 5
"""Links of one message that are read; a message with more is a list, not a tip."""
MAX_TEXT = 40_000

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_QUOTED = re.compile(r"^[^\S\n]*+(?:&gt;|>).*$", re.MULTILINE)
_QUOTED_REST = re.compile(r"^[^\S\n]*+(?:&gt;|>){3}.*", re.MULTILINE | re.DOTALL)
_SLACK_LINK = re.compile(r"<(https?://[^<>|\s]{1,4000})(?:\|[^<>]*)?>", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?<![\w<|@/.])https?://[^\s<>\"'“”]{4,4000}", re.IGNORECASE)
_ASKS = re.compile(
    r"\s*<@\w+(?:\|[^>]*)?>[\s,:]*(?:(?:please\s+)?(?:read|check|summari[sz]e|what about)\s+(?:this\s*:?\s*)?)?<?https?://",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}’”'\"…*~\u200b\u200d\ufeff"
_TOOLS = re.compile(
    r"(?:^|\.)(?:slack\.com|zoom\.us|teams\.microsoft\.com|meet\.google\.com|docs\.google\.com|drive\.google\.com|calendar\.google\.com"
    r"|mail\.google\.com|sharepoint\.com|office\.com|onedrive\.live\.com|dropbox\.com|box\.com|notion\.so|atlassian\.net|github\.com"
    r"|gitlab\.com|figma\.com|miro\.com|youtube\.com|youtu\.be|vimeo\.com|x\.com|twitter\.com|t\.co|facebook\.com|instagram\.com"
    r"|tiktok\.com|linkedin\.com|giphy\.com|tenor\.com|spotify\.com|webex\.com|trello\.com|asana\.com|loom\.com|tradingview\.com"
    r"|maps\.google\.com|wa\.me|discord\.(?:com|gg)|symphony\.com|reddit\.com|redd\.it|bsky\.app|threads\.(?:net|com)|stocktwits\.com"
    r"|t\.me|1drv\.ms|airtable\.com|calendly\.com|docsend\.com|sharefile\.com|egnyte\.com|chatgpt\.com|claude\.ai|perplexity\.ai"
    r"|(?:apps|podcasts|music)\.apple\.com|play\.google\.com|forms\.gle)$"
)
_FILES = re.compile(r"\.(?:pdf|zip|png|jpe?g|gif|webp|svg|mp[34]|mov|docx?|xlsx?|pptx?|csv|exe|dmg)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pasted:
    """One link of a message."""

    url: str
    """Unwrapped: what is opened."""
    key: str
    """What makes two links one page."""

    @property
    def maybe_article(self) -> bool:
        """False for chats, videos, documents and files, which nobody expects an answer to."""
        parts = urlsplit(self.url)
        return not (_TOOLS.search((parts.hostname or "").lower()) or _FILES.search(parts.path))


def pasted_links(text: str) -> tuple[Pasted, ...]:
    """Links of a message in Slack's form (`<url|label>`, entities) or as typed; in order, each page once."""
    text = _CODE.sub(" ", MADE_LINK.sub(r"\1", text[:MAX_TEXT]))
    text = _QUOTED.sub(" ", _QUOTED_REST.sub(" ", text))
    found = [(match.start(), match[1]) for match in _SLACK_LINK.finditer(text)]
    rest = _SLACK_LINK.sub(lambda match: " " * len(match[0]), text)
    found += [(match.start(), _trimmed(match[0])) for match in _BARE_LINK.finditer(rest)]
    pages: dict[str, Pasted] = {}
    for _place, link in sorted(found):
        url = unwrap(link)
        page = Pasted(url, link_key(url))
        pages.setdefault(page.key, page)
    return tuple(pages.values())


def asks_to_read(text: str) -> bool:
    """A mention that is followed by a link ("@deskbot read this: https://..."), in Slack's form."""
    return bool(_ASKS.match(MADE_LINK.sub(r"\1", text[:500])))


def _trimmed(link: str) -> str:
    """A sentence's punctuation is not the link's, nor is a bracket that was opened before it."""
    link = re.split(r"&[lg]t;", link, maxsplit=1)[0]
    while link and link[-1] in _TRAILING and not (link[-1] == ")" and link.count("(") >= link.count(")")):
        link = link[:-1]
    return link
