"""Pages that stand in front of an article, named: login, consent, bot check, paywall. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_STATUS = {
    401: "The page asks for a login, so it cannot be read. Open it yourself.",
    402: "The article is behind a paywall, so it cannot be read. Open it yourself.",
    403: "The site refuses automatic readers, so the page cannot be read. Open it yourself.",
    404: "There is no page under this link (404).",
    407: "The company's proxy asks for a login (DESKBOT_LINK_PROXY).",
    410: "The page is gone (410).",
    429: "The site asks for fewer requests. Try again in a few minutes.",
    451: "The page is withheld for legal reasons (451).",
}
_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|sso|auth(?:enticate|orize)?|account/login|idp)(?:[/.?]|$)", re.IGNORECASE
)
_LOGIN_HOST = re.compile(r"^(?:login|signin|auth|sso|accounts|id|idp)\.", re.IGNORECASE)
_LOGIN_TITLE = re.compile(r"\b(?:log ?in|sign ?in|anmelden|connexion)\b", re.IGNORECASE)
_CONSENT_HOST = re.compile(r"^(?:consent|guce|cmp|privacy-mgmt)\.|\.privacy-mgmt\.com$", re.IGNORECASE)
_CONSENT_TITLE = re.compile(
    r"before you continue|(?:your )?(?:privacy|cookie) (?:choices|settings|preferences|consent)|consent(?:\b|ement)"
    r"|cookies? zustimmen|we value your privacy",
    re.IGNORECASE,
)
_CONSENT_TEXT = re.compile(
    r"collectConsent|consent-page|accept all cookies|accept-all|we and our partners", re.IGNORECASE
)
_CHECK_TITLE = re.compile(
    r"just a moment|attention required|are you (?:a robot|human)|access (?:to this page has been )?denied|robot check"
    r"|security check|verify (?:that )?you(?:'re| are) (?:a )?human|pardon our interruption|bot verification|captcha",
    re.IGNORECASE,
)
_CHECK_TEXT = re.compile(
    r"cf-chl-|challenge-platform|px-captcha|captcha-delivery\.com|_Incapsula_Resource|g-recaptcha|h-captcha|cf_chl_opt",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"\"isAccessibleForFree\"\s*:\s*\"?false|content_tier\"\s+content=\"(?:locked|metered)|class=\"[^\"]*\bpaywall"
    r"|subscribe to (?:continue|read|unlock)|to continue reading|already a subscriber|subscribers? only"
    r"|this (?:article|content|story) is (?:for|reserved for|available to) (?:our )?(?:subscribers|members)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,300}?)</title", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9]{0,20}")
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "nav", "footer"})
_INLINE = frozenset(
    {"a", "b", "i", "em", "strong", "span", "u", "sup", "sub", "mark", "abbr", "time", "cite", "q", "small"}
)
MAX_LOOK = 1_500_000
LITTLE = 60
"""Words in paragraphs below which a page with a wall's words is the wall."""


def fault_of_status(status: int, *, challenged: bool = False) -> str | None:
    """What a status other than 200 means for the reader; None for success."""
    if status in {200, 203}:
        return None
    if challenged:
        return "The site checks for robots, so the page cannot be read. Open it yourself."
    if status in _STATUS:
        return _STATUS[status]
    if status >= 500:
        return f"The site has a fault of its own ({status}). Try again later."
    return f"The site gave no page ({status})."


def fault_of_host(host: str) -> str | None:
    """Hosts whose pages only a browser can open; None for all others."""
    if re.fullmatch(r"news\.google\.[a-z.]{2,6}", host):
        return "Google News links open only in a browser. Paste the publisher's own link."
    return None


def wall_of(url: str, final_url: str, html: str) -> str | None:
    """Why a page that loaded is not the article; None where it may be one."""
    asked, got = urlsplit(url), urlsplit(final_url)
    host = got.hostname or ""
    if _CONSENT_HOST.search(host):
        return "The page stands behind a consent wall, so it cannot be read. Open it yourself."
    moved = (asked.hostname, asked.path) != (got.hostname, got.path)
    title = match[1] if (match := _TITLE.search(html[:200_000])) else ""
    if moved and (_LOGIN_PATH.search(got.path) or _LOGIN_HOST.search(host)):
        return "The page asks for a login, so it cannot be read. Open it yourself."
    if not (suspect := _suspicion(title, html)) or _words(html) >= LITTLE:
        return None
    return suspect


def _suspicion(title: str, html: str) -> str | None:
    if _CHECK_TITLE.search(title) or (_CHECK_TEXT.search(html[:100_000]) and len(html) < 100_000):
        return "The site checks for robots, so the page cannot be read. Open it yourself."
    if _CONSENT_TITLE.search(title) or _CONSENT_TEXT.search(html[:300_000]):
        return "The page stands behind a consent wall, so it cannot be read. Open it yourself."
    if _PAYWALL.search(html):
        return "The article is behind a paywall, so it cannot be read. Open it yourself."
    if _LOGIN_TITLE.search(title) and re.search(r"type=[\"']?password", html, re.IGNORECASE):
        return "The page asks for a login, so it cannot be read. Open it yourself."
    return None


def _words(html: str) -> int:
    """Words in runs of prose (ten and more between two block tags), scripts left out; linear in the page's length."""
    total, run, hidden = 0, 0, ""
    for piece in html[:MAX_LOOK].split("<"):
        tag, _, text = piece.partition(">")
        name = match[0].lower() if (match := _NAME.match(tag)) else ""
        if hidden:
            hidden = "" if name == f"/{hidden}" else hidden
            continue
        if name in _HIDDEN:
            hidden = name
            continue
        if name.removeprefix("/") not in _INLINE:
            total += run if run >= 10 else 0
            run = 0
        run += len(text.split())
        if total >= LITTLE:
            break
    return total + (run if run >= 10 else 0)
