"""
Where a pasted link may lead: public unicast addresses only, by our own list.

`ipaddress.is_global` lets NAT64, 6to4, site-local, multicast and two cloud metadata addresses through (facts/articles.md,
2.1), so the ranges are written out here, from the IANA special-purpose registries (RFC 6890 and its successors).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_V4_DENIED: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this host"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared carrier space"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local and cloud metadata"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved, cloud metadata"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "reserved"),
    ("192.52.193.0/24", "reserved"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "reserved"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("168.63.129.16/32", "cloud metadata"),
)
_V6_GLOBAL = ipaddress.IPv6Network("2000::/3")
"""All that is allocated as global unicast; everything outside is refused without looking further."""
_V6_DENIED: tuple[tuple[str, str], ...] = (
    ("2001::/32", "Teredo, embeds IPv4"),
    ("2001::/23", "reserved"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4, embeds IPv4"),
    ("2620:4f:8000::/48", "reserved"),
    ("3fff::/20", "documentation"),
)
_V4_NETWORKS = tuple((ipaddress.IPv4Network(cidr), why) for cidr, why in _V4_DENIED)
_V6_NETWORKS = tuple((ipaddress.IPv6Network(cidr), why) for cidr, why in _V6_DENIED)
_V6_OUTSIDE: tuple[tuple[ipaddress.IPv6Network, str], ...] = tuple(
    (ipaddress.IPv6Network(cidr), why)
    for cidr, why in (
        ("::1/128", "loopback"),
        ("::/128", "this host"),
        ("::ffff:0:0/96", "IPv4-mapped, embeds IPv4"),
        ("::ffff:0:0:0/96", "IPv4-translated, embeds IPv4"),
        ("::/96", "IPv4-compatible, embeds IPv4"),
        ("64:ff9b::/96", "NAT64, embeds IPv4"),
        ("64:ff9b:1::/48", "NAT64, embeds IPv4"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_ISATAP = (0x00005EFE, 0x02005EFE)
"""Interface identifiers that embed IPv4 (RFC 5214)."""

_LOCAL_NAMES = frozenset(
    {
        "localhost", "ip6-localhost", "ip6-loopback", "broadcasthost", "metadata", "instance-data",
        "metadata.google.internal", "metadata.goog", "metadata.azure.com", "kubernetes.default.svc",
    }
)  # fmt: skip
_LOCAL_SUFFIXES = (
    ".localhost", ".localdomain", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".home.arpa",
    ".i2p", ".onion", ".in-addr.arpa", ".ip6.arpa", ".metadata.goog", ".cluster.local", ".docker", ".consul",
)  # fmt: skip
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)


def fault_of_address(address: Address) -> str | None:
    """Why deskbot does not connect to it ("loopback", "NAT64, embeds IPv4"); None for a public unicast address."""
    if isinstance(address, ipaddress.IPv4Address):
        return next((why for network, why in _V4_NETWORKS if address in network), None)
    plain = ipaddress.IPv6Address(int(address))  # without a scope id
    if plain not in _V6_GLOBAL:
        return next((why for network, why in _V6_OUTSIDE if plain in network), "not a public address")
    for network, why in _V6_NETWORKS:
        if plain in network:
            return why
    if int(plain) >> 32 & 0xFFFFFFFF in _ISATAP:
        return "ISATAP, embeds IPv4"
    return None


def fault_of_answers(answers: Sequence[str]) -> str | None:
    """Why a name's addresses are refused: one bad answer spoils all. None where every one is public."""
    for answer in answers:
        try:
            address = ipaddress.ip_address(answer)
        except ValueError:
            return "not an address"
        if fault := fault_of_address(address):
            return fault
    return None if answers else "no address"


def fault_of_name(host: str) -> str | None:
    """Why a host name (lower case, ASCII, no trailing dot) is refused before it is looked up; None where it is not."""
    if host in _LOCAL_NAMES or host.endswith(_LOCAL_SUFFIXES):
        return "a local name"
    if "." not in host:
        return "a name without a domain"
    return None


def looks_numeric(host: str) -> bool:
    """Whether resolvers may read this name as an IPv4 number: its last label is decimal, octal or hexadecimal."""
    return bool(_NUMBER.fullmatch(host.removesuffix(".").rsplit(".", 1)[-1]))


def read_ipv4(host: str) -> ipaddress.IPv4Address | None:
    """
    The address behind any spelling that inet_aton takes (`2130706433`, `0x7f.1`, `0177.0.0.1`, `127.1`); None for a
    numeric host that is no address.
    """
    parts = host.removesuffix(".").split(".")
    if not 1 <= len(parts) <= 4:
        return None
    values: list[int] = []
    for part in parts:
        if not _NUMBER.fullmatch(part) or len(part) > 40:
            return None
        try:
            if part.lower().startswith("0x"):
                values.append(int(part[2:] or "0", 16))
            elif part.startswith("0") and len(part) > 1:
                values.append(int(part, 8))
            else:
                values.append(int(part))
        except ValueError:
            return None
    *head, last = values
    if any(value > 255 for value in head) or last >= 256 ** (5 - len(values)):
        return None
    number = last
    for index, value in enumerate(head):
        number |= value << (8 * (3 - index))
    return ipaddress.IPv4Address(number)
