"""One spelling for one address: lower-case host, no fragment, no tracking parameters."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(utm_|mc_|pk_|guce|guccounter|ns_)\w*"
    r"|fbclid|gclid|dclid|msclkid|yclid|igshid|\.?tsrc|siteid|yptr|ref|ref_src|cmpid|soc_src|soc_trk|ncid|src|ftag|mod"
    r"|smid|smtyp|s_cid|partner|feature|spm|_hs\w+|trk|cid|icid"
    r"|taid|srnd|__source|referringsource|reflink|sharetype|leadsource|embedded-checkout|oly_enc_id|o_up_location_id|mkt_tok|feedref",
    re.IGNORECASE,
)


def canonical_url(url: str) -> str | None:
    """
    The address without what only tells who shared it; None for anything but an http(s) page with a host.

    Keeps the order of the other parameters (some sites route by them), the path's case and its trailing slash.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or re.search(r"\s|[\x00-\x1f]", url.strip()):
        return None
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}[parts.scheme.lower()]
    netloc = host if port in {None, default} else f"{host}:{port}"
    # bytes that are no UTF-8 (caf%E9) stay what they are
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    try:
        query = urlencode([pair for pair in pairs if not _TRACKING.fullmatch(pair[0])], errors="surrogateescape")
    except UnicodeEncodeError:  # half a character: JSON can carry it, an address cannot
        return None
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", query, ""))
