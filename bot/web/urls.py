"""
What people paste, read strictly: one http(s) URL taken out of Slack's and the mail gateways' wrappers, and its parts.

Anything that two parsers could read in two ways is refused (back-slashes, user-info, control characters, odd spellings of
an IPv4 address): the judge and the client must see one host.
"""

from __future__ import annotations

import html
import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

from bot.errors import FetchRefused
from bot.sources.urls import canonical_url
from bot.web.addresses import fault_of_address, fault_of_name, looks_numeric, read_ipv4

MAX_URL = 2048
PORTS = {"http": 80, "https": 443}
_WRAPPINGS = 5
"""A link inside a link inside a mail gateway's link is the deepest anybody sees."""

_SLACK = re.compile(r"<([^<>|\s]+)(?:\|[^<>]*)?>")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SHAPE = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*):(?P<rest>.*)", re.DOTALL)
_PROOFPOINT3 = re.compile(r"https?://urldefense\.(?:com|us)/v3/__(?P<url>.+?)__;(?P<fill>[^!]*)", re.IGNORECASE)
_PHONE = re.compile(r"^(?:www|amp|m|mobile)\.(?=[^.]+\.)")
"""First labels of hosts that show the same page."""
_SAFE = "/?:@!$&'()*+,;=%-._~[]"


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect and what to ask for: the parts of one accepted URL."""

    url: str
    """As asked for: ASCII, without fragment."""
    scheme: str
    host: str
    """ASCII, lower case, without trailing dot; the address itself for a literal."""
    port: int
    path: str
    """Path and query."""
    literal: str | None = None
    """The (public) address where the host is one."""

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def unwrap(text: str) -> str:
    """
    The link inside what was pasted: Slack's `<url|label>` and `&amp;`, Google, Outlook, Proofpoint, Facebook and other
    redirectors. What is inside is judged like any other link.
    """
    url = text.strip()
    if len(url) > 4 * MAX_URL:
        return url
    if match := _SLACK.fullmatch(url):
        url = match[1]
    url = html.unescape(url) if "&amp;" in url else url
    if re.match(r"https?://", url, re.IGNORECASE) and "|" in url:
        url = url.split("|", 1)[0]
    for _level in range(_WRAPPINGS):
        inner = _inside(url)
        if inner is None or inner == url:
            break
        url = inner
    return url


def _inside(url: str) -> str | None:
    if match := _PROOFPOINT3.match(url):
        return _proofpoint3(match["url"], match["fill"])
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower().rstrip(".")
        query = parse_qs(parts.query, max_num_fields=100)
    except ValueError:
        return None
    if parts.scheme.lower() not in PORTS:
        return None
    name = _parameter(host, parts.path)
    found = [value for key in name.split() for value in query.get(key, [])]
    if name == "proofpoint2":
        found = [unquote(value.replace("-", "%").replace("_", "/")) for value in query.get("u", [])]
    elif name == "amp":
        rest = re.sub(r"^.*?/(?:amp|v|c)/", "", parts.path, count=1)
        found = [f"https://{rest.removeprefix('s/')}" + (f"?{parts.query}" if parts.query else "")]
    return next(filter(None, map(_http, found)), None)


def _parameter(host: str, path: str) -> str:
    """Which query parameter of this redirector holds the link; "" for a host that is none."""
    if re.fullmatch(r"(?:www\.)?google\.[a-z.]{2,6}", host):
        return "q url" if path == "/url" else "amp" if path.startswith("/amp/") else ""
    if host.endswith(".safelinks.protection.outlook.com"):
        return "url"
    if host == "urldefense.proofpoint.com":
        return "proofpoint2"
    if host.endswith(".cdn.ampproject.org"):
        return "amp"
    return _REDIRECTORS.get((host, path.rstrip("/")), "")


_REDIRECTORS = {
    ("l.facebook.com", "/l.php"): "u",
    ("lm.facebook.com", "/l.php"): "u",
    ("l.instagram.com", ""): "u",
    ("slack-redir.net", "/link"): "url",
    ("www.youtube.com", "/redirect"): "q",
    ("www.linkedin.com", "/redir/redirect"): "url",
    ("www.linkedin.com", "/safety/go"): "url",
    ("linkprotect.cudasvc.com", "/url"): "a",
    ("out.reddit.com", ""): "url",
    ("www.bing.com", "/news/apiclick.aspx"): "url",
    ("duckduckgo.com", "/l"): "uddg",
}


def _http(value: str) -> str | None:
    return value if re.match(r"https?://", value, re.IGNORECASE) else None


def _proofpoint3(url: str, fill: str) -> str | None:
    """Version 3 writes `*` for characters kept, base64url-encoded, after the link (`**x` stands for a run of them)."""
    import base64
    import binascii

    try:
        characters = base64.urlsafe_b64decode(fill + "=" * (-len(fill) % 4)).decode(errors="replace")
    except (binascii.Error, ValueError):
        characters = ""
    runs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    used = 0

    def put_back(match: re.Match[str]) -> str:
        nonlocal used
        count = runs.index(match[1]) + 2 if match[1] else 1
        piece, used = characters[used : used + count], used + count
        return piece or match[0]

    whole = re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", put_back, url) if fill else url
    return _http(re.sub(r"^(https?):/(?!/)", r"\1://", whole, flags=re.IGNORECASE))


def accept(url: str) -> Target:
    """
    One unwrapped URL, judged without any look-up. Raises `FetchRefused` with one sentence: scheme, port, user-info,
    spelling, local name or non-public address.
    """
    if len(url) > MAX_URL:
        raise FetchRefused(f"This link is longer than {MAX_URL:,} characters, so it is not opened.")
    shape = _SHAPE.fullmatch(url)
    if not shape:
        raise FetchRefused("This is not a link. Links begin with https:// or http://.")
    scheme = shape["scheme"].lower()
    if scheme not in PORTS:
        raise FetchRefused("Only http and https links are opened.")
    rest = shape["rest"]
    if _FORBIDDEN.search(url) or not rest.startswith("//") or rest.startswith("///"):
        raise FetchRefused("This link is malformed, so it is not opened.")
    authority, path = re.fullmatch(r"//([^/?#]*)([^#]*)(?:#.*)?", rest).groups()  # type: ignore[union-attr]
    if "@" in authority:
        raise FetchRefused("This link carries a user name, which hides the real host, so it is not opened.")
    host_text, port = _port(authority, scheme)
    host, literal = _host(host_text)
    path = quote(path, safe=_SAFE) or "/"
    if not path.startswith("/"):
        path = f"/{path}"
    shown = f"[{host}]" if ":" in host else host
    return Target(
        f"{scheme}://{shown}{'' if port == PORTS[scheme] else f':{port}'}{path}", scheme, host, port, path, literal
    )


def _port(authority: str, scheme: str) -> tuple[str, int]:
    match = re.fullmatch(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::(\d{1,6}))?:?", authority)
    if not match or not match[1]:
        raise FetchRefused("This link has no readable host, so it is not opened.")
    port = int(match[2]) if match[2] else PORTS[scheme]
    if port not in PORTS.values():
        raise FetchRefused("Only the ports 80 and 443 are opened.")
    return match[1], port


def _host(text: str) -> tuple[str, str | None]:
    if text.startswith("["):
        try:
            address = ipaddress.IPv6Address(text[1:-1])
        except ValueError:
            raise FetchRefused("This link has no readable host, so it is not opened.") from None
        _judge(address)
        return str(address), str(address)
    host = _ascii(text)
    if looks_numeric(host):
        number = read_ipv4(host)
        if number is None:
            raise FetchRefused("This link's host looks like an IP address but is none, so it is not opened.")
        _judge(number)
        if str(number) != host:
            raise FetchRefused("This link spells an IP address in an unusual way, so it is not opened.")
        return host, host
    if fault := fault_of_name(host):
        raise FetchRefused(f"This link leads to a private place ({fault}), so it is not opened.")
    return host, None


def _judge(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if fault := fault_of_address(address):
        raise FetchRefused(f"This link leads to an address that is not public ({fault}), so it is not opened.")


def _ascii(text: str) -> str:
    """Percent-decoding, then IDNA (UTS 46) first, then everything else, as browsers do."""
    import idna

    try:
        host = unquote(text, errors="strict") if "%" in text else text
        mapped = idna.uts46_remap(host, std3_rules=False, transitional=False).removesuffix(".")
        if not mapped.isascii():
            mapped = idna.encode(mapped, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError, IndexError):
        raise FetchRefused("This link has no readable host, so it is not opened.") from None
    if len(mapped) > 253 or not re.fullmatch(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", mapped):
        raise FetchRefused("This link has no readable host, so it is not opened.")
    return mapped


def link_key(url: str) -> str:
    """
    The dedupe key of a pasted link: unwrapped, without tracking parameters, scheme and `www.`, the same for a phone's or an
    AMP page; never raises. A gift link keeps its code, for it opens a page that the plain link does not.
    """
    inner = unwrap(url)
    canonical = canonical_url(inner)
    if canonical is None:
        return inner[:MAX_URL]
    parts = urlsplit(canonical)
    path = re.sub(r"^/amp(?=/[^/])|/amp/?$|(?<=\w)\.amp$", "", parts.path)
    path = re.sub(r"(?<=.)/+$", "", path)
    query = re.sub(
        r"(?:^|&)(?:(?:output|outputtype)=amp|amp(?:=1)?(?=&|$))", "", parts.query, flags=re.IGNORECASE
    ).lstrip("&")
    return f"{_PHONE.sub('', parts.netloc)}{path}{'?' + query if query else ''}"
