"""Which addresses and spellings of addresses are refused, without a single connection."""

from __future__ import annotations

import csv
import ipaddress

import pytest

from bot.errors import FetchError, FetchRefused
from bot.web.addresses import fault_of_address, fault_of_answers
from bot.web.urls import accept, link_key, unwrap
from tests.hostile.net import PUBLIC, Net, page, respond
from tests.shared import DATA, needs_shared

EMBEDDED = [
    "::ffff:127.0.0.1", "::ffff:0:7f00:1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::a9fe:a9fe", "2002:7f00:1::",
    "2002:5db8:d822::1", "2001:0:5db8:d822::1", "2600::5efe:5db8:d822", "2600::200:5efe:a00:1",
]  # fmt: skip
PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.8.8.8", "169.254.170.2", "172.31.0.1", "192.0.0.192",
    "192.168.0.1", "198.19.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1",
    "5f00::1", "4000::1",
]  # fmt: skip
SPELLINGS = [
    "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "127.000.000.001", "0", "0x0",
    "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "１２７.0.0.1", "127%2e0%2e0%2e1", "%31%32%37.0.0.1", "127.0.0.1.", "0x7F.0.0.1",
    "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "[64:ff9b::7f00:1]", "[fe80::1%25eth0]", "2852039166",
    "0251.0376.0251.0376", "localhost", "LOCALHOST", "localhost.", "foo.localhost", "ⓛocalhost", "metadata.google.internal",
    "METADATA.google.internal.", "db.internal", "printer.local", "intranet", "x.home.arpa", "a.onion",
]  # fmt: skip


@pytest.mark.parametrize("address", [*EMBEDDED, *PRIVATE])
def test_addresses_that_are_not_public_are_refused(address: str):
    """Private, reserved, multicast, metadata, and every IPv6 address that carries an IPv4 one."""
    assert fault_of_address(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "1.1.1.1", "168.63.129.17", "2606:4700::1111", "2a00:1450:4001::1"]
)
def test_public_addresses_are_let_through(address: str):
    """The list does not refuse the internet."""
    assert fault_of_address(ipaddress.ip_address(address)) is None


def test_one_bad_answer_spoils_all():
    """A name with a public and a private address is refused."""
    assert fault_of_answers([PUBLIC, "127.0.0.1"])
    assert fault_of_answers([PUBLIC, "fe80::1%eth0"])
    assert fault_of_answers([])
    assert fault_of_answers([PUBLIC, "2606:4700::1111"]) is None


@pytest.mark.parametrize("host", SPELLINGS)
def test_every_spelling_of_a_private_place_is_refused_before_any_look_up(host: str):
    """The secret is never connected to, nor is the name looked up."""
    with Net(lambda c, _p, _h: respond(c, page())) as net:
        for port in ("", ":80"):
            with pytest.raises(FetchRefused):
                net.fetcher().fetch(f"http://{host}{port}/latest/meta-data/")
        assert net.dialled == []
        assert net.looked_up == []
        assert net.secret.connections == 0


@pytest.mark.parametrize(
    "wrapper",
    [
        "https://www.google.com/url?q={}&sa=D",
        "https://www.google.co.uk/url?url={}",
        "https://eur01.safelinks.protection.outlook.com/?url={}&data=05",
        "https://urldefense.com/v3/__{}__;!!abc!def$",
        "https://l.facebook.com/l.php?u={}",
        "https://slack-redir.net/link?url={}",
        "<{}|a nice article>",
        "<{}>",
    ],
)
def test_what_is_inside_a_wrapper_is_judged(wrapper: str):
    """Mail gateways and redirectors do not hide a private address."""
    with Net(lambda c, _p, _h: respond(c, page())) as net:
        with pytest.raises(FetchRefused):
            net.fetcher().fetch(wrapper.format("http://169.254.169.254/latest/"))
        assert net.dialled == []


def test_wrappers_give_the_link_inside():
    """Outlook, Proofpoint 2 and 3, Google AMP and Slack's own form come out as what was pasted."""
    inside = "https://example.com/news/a-b?x=1&y=2"
    assert unwrap("<https://example.com/news/a-b?x=1&amp;y=2|label>") == inside
    outlook = "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2Fnews%2Fa-b%3Fx%3D1%26y%3D2&data=1"
    assert unwrap(outlook) == inside
    assert unwrap("https://urldefense.com/v3/__https://example.com/news/a-b?x=1&y=2__;!!A!b$") == inside
    assert unwrap("https://urldefense.com/v3/__https://example.com/a*b__;Iw!!A!b$") == "https://example.com/a#b"
    assert (
        unwrap("https://urldefense.proofpoint.com/v2/url?u=https-3A__example.com_news&d=D")
        == "https://example.com/news"
    )
    assert unwrap("https://www.google.com/amp/s/example.com/news") == "https://example.com/news"


def test_one_page_has_one_key():
    """Tracking, scheme, www and a trailing slash do not make another page; another parameter does."""
    plain = link_key("https://example.com/a")
    for other in (
        "http://www.example.com/a/",
        "https://example.com/a?utm_source=x&fbclid=y#top",
        "<https://example.com/a|a>",
    ):
        assert link_key(other) == plain
    assert link_key("https://example.com/a?id=2") != plain


ACCEPTED = {"allow_after_normalise", "allow_unchanged", "allow", "strip for dedupe key", "mark_partial"}


def _rows() -> list[dict[str, str]]:
    with (DATA / "articles" / "hostile_urls.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@needs_shared("articles")
def test_every_row_of_the_shared_list_is_handled_as_expected():
    """Refused rows never reach a socket; rows that describe a server's behaviour are accepted as links."""
    with Net(lambda c, _p, _h: respond(c, page())) as net:
        net.names = {"multi-a.test": [PUBLIC, "127.0.0.1"], "cname-internal.test": ["10.0.0.5"]}
        for row in _rows():
            wanted, url = row["expected"], row["url"]
            before = len(net.dialled)
            if "evil.test" in url:
                assert accept(unwrap(url)).host == "evil.test"
                continue
            if "reject" in wanted:
                with pytest.raises(FetchRefused):
                    net.fetcher().fetch(url)
                assert len(net.dialled) == before, url
            elif "unreadable" in wanted:
                with pytest.raises(FetchError, match="browser"):
                    net.fetcher().fetch(url)
            elif wanted in ACCEPTED and "yahoo" not in url:
                assert "ordinary article" in net.fetcher().fetch(url.replace("https:", "http:")).html
        assert net.secret.connections == 0
