"""What a hostile server can do to a fetch: nothing beyond its bounds, and every end has a name."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Mapping

import pytest

from bot.errors import FetchFailed, FetchRefused, RateLimited
from bot.web.body import decoded, to_text
from tests.hostile.net import OTHER, PUBLIC, Net, Site, drip, page, respond

URL = "http://news.example/story"


def fetch(site: Site, url: str = URL, total: float = 12.0, **names: list[str]) -> str:
    """One fetch in a fresh net; the page's text."""
    with Net(site) as net:
        net.names = {name.replace("_", "."): answers for name, answers in names.items()}
        try:
            return net.fetcher(total).fetch(url).html
        finally:
            assert net.secret.connections == 0


def answering(body: bytes, **headers: str) -> Site:
    return lambda connection, _path, _headers: respond(connection, body, **headers)


def test_an_ordinary_page_is_read_with_its_own_host_header():
    """The judged address is connected to, the Host header stays the name's."""
    with Net(answering(page("Hello."))) as net:
        got = net.fetcher().fetch("http://news.example/story?a=1#part")
        assert "Hello." in got.html
        assert got.final_url == "http://news.example/story?a=1"
        assert net.dialled == [PUBLIC]
        path, headers = net.site.visits[0]
        assert path == "/story?a=1"
        assert headers["host"] == "news.example"
        assert "cookie" not in headers


def test_a_name_is_looked_up_once_so_rebinding_changes_nothing():
    """A second answer that differs from the first is never asked for."""
    with Net(answering(page())) as net:
        answers = iter([[PUBLIC], ["127.0.0.1"]])
        fetcher = net.fetcher()
        fetcher._lookups._resolver = lambda _host, _port: next(answers)
        fetcher.fetch(URL)
        assert net.dialled == [PUBLIC]
        with pytest.raises(FetchRefused):
            fetcher.fetch(URL)
        assert net.secret.connections == 0


@pytest.mark.parametrize(
    "location",
    [
     "http://127.0.0.1/", "http://secret.internal/", "http://rebound.example/", "file:///etc/passwd", "ftp://x.example/",
     "//0x7f.1/",
     "http://news.example:8080/", "http://user@news.example/", "https://www.google.com/url?q=http://10.0.0.1/"],
)  # fmt: skip
def test_redirects_are_judged_again(location: str):
    """A public page may not send deskbot to a private place, another port or another scheme."""

    def site(connection: socket.socket, _path: str, _headers: Mapping[str, str]) -> None:
        respond(connection, b"", status="302 Found", location=location)

    with pytest.raises(FetchRefused):
        fetch(site, rebound_example=[PUBLIC, "192.168.1.1"])


def test_five_redirects_are_followed_and_six_are_not():
    """Loops end, too."""

    def site(connection: socket.socket, path: str, _headers: Mapping[str, str]) -> None:
        count = int(path.strip("/") or 0)
        if count == 0:
            respond(connection, page("Arrived."))
        else:
            respond(connection, b"", status="301 Moved", location=f"/{count - 1}")

    assert "Arrived." in fetch(site, "http://news.example/5")
    with pytest.raises(FetchFailed, match="more than 5"):
        fetch(site, "http://news.example/6")


def test_no_cookie_travels_to_the_next_hop():
    """Set-Cookie is ignored, on one host and across hosts."""
    seen: list[Mapping[str, str]] = []

    def site(connection: socket.socket, path: str, headers: Mapping[str, str]) -> None:
        seen.append(headers)
        if path == "/story":
            respond(connection, b"", status="302 Found", location="http://other.example/b", set_cookie="id=1; Path=/")
        else:
            respond(connection, page())

    fetch(site, other_example=[OTHER])
    assert len(seen) == 2
    assert all("cookie" not in headers for headers in seen)


@pytest.mark.parametrize("where", ["body", "headers", "chunks"])
def test_a_slow_drip_ends_with_the_total_time(where: str):
    """A read time-out never fires on one byte at a time; the wall clock does."""

    def site(connection: socket.socket, _path: str, _headers: Mapping[str, str]) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        if where == "headers":
            drip(connection, head * 50, 0.05)
        elif where == "body":
            connection.sendall(head + b"Content-Length: 100000\r\n\r\n")
            drip(connection, b"x" * 1000, 0.05)
        else:
            connection.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n")
            drip(connection, b"1\r\nx\r\n" * 200, 0.02)

    start = time.monotonic()
    with pytest.raises(FetchFailed, match="too long"):
        fetch(site, total=0.6)
    assert time.monotonic() - start < 6  # far below what the server would take


def test_a_slow_drip_through_the_proxy_ends_with_the_total_time():
    """The wall clock cuts the connection to the company's proxy, too; else a worker would wait for hours."""

    def site(connection: socket.socket, _path: str, _headers: Mapping[str, str]) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        drip(connection, b"x" * 200, 0.05)

    start = time.monotonic()
    with Net(site) as net, pytest.raises(FetchFailed, match="too long"):
        net.fetcher(total=0.6, proxy=f"http://127.0.0.1:{net.site.port}").fetch(URL)
    assert time.monotonic() - start < 6


def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b"<p>" + b" " * (1 << 20)
    return b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()


def test_a_gzip_bomb_stops_at_the_cap():
    """200 MB behind 200 kB: never more than the cap is inflated."""
    bomb = _bomb(200)
    with pytest.raises(FetchFailed, match="larger than 3 MB"):
        fetch(answering(bomb, content_encoding="gzip"))
    seen: list[int] = []
    with pytest.raises(FetchFailed):
        seen.extend(map(len, decoded(iter([bomb]), "gzip", 3_000_000)))
    assert sum(seen) <= 3_000_000


@pytest.mark.parametrize(
    ("coding", "body", "reason"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(page())), "twice"),
        ("gzip,deflate", gzip.compress(page()), "twice"),
        ("br", b"\x8b\x00\x80", "did not ask"),
        ("gzip", b"no gzip at all", "broken"),
    ],
)
def test_other_codings_are_refused(coding: str, body: bytes, reason: str):
    """One content coding that deskbot asked for, or none."""
    with pytest.raises(FetchFailed, match=reason):
        fetch(answering(body, content_encoding=coding))


def test_gzip_and_both_kinds_of_deflate_are_read():
    """What honest servers send; a gzip body of several members, too."""
    raw = zlib.compressobj(wbits=-15)
    bodies = {
        "gzip": gzip.compress(page("One.")[:400]) + gzip.compress(page("One.")[400:]),
        "deflate": zlib.compress(page("One.")),
        "Deflate": raw.compress(page("One.")) + raw.flush(),
    }
    for coding, body in bodies.items():
        assert fetch(answering(body, content_encoding=coding)).count("sentence number 19") == 1


def test_sizes_that_lie():
    """Ten gigabytes by header are refused; a body longer than its length is cut there; an endless one ends at the cap."""
    with pytest.raises(FetchFailed, match="larger"):
        fetch(answering(page(), content_length="10000000000"))
    assert fetch(answering(page() + b"x" * 5000, content_length="400")).endswith("article") is False

    def endless(connection: socket.socket, _path: str, _headers: Mapping[str, str]) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            connection.sendall(b"<p>more</p>" * 1000)

    with pytest.raises(FetchFailed, match="larger than 3 MB"):
        fetch(endless)


def test_a_megabyte_of_headers_is_no_page():
    """Large headers end the fetch."""
    headers = {f"x_{i}": "y" * 30_000 for i in range(40)}
    with pytest.raises(FetchFailed):
        fetch(answering(page(), **headers))


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ({"content_type": "application/pdf"}, b"%PDF-1.7 x", "PDF"),
        ({"content_type": ""}, b"%PDF-1.7 x", "PDF"),
        ({"content_type": "image/png"}, page(), "not a web page"),
        ({"content_type": "application/octet-stream"}, b"\x7fELF\x00\x00", "not a web page"),
        ({"content_type": "application/json"}, b'{"a": "<html>"}', "not a web page"),
        ({"status": "404 Not Found"}, page(), "no page"),
        ({"status": "402 Payment Required"}, page(), "paywall"),
        ({"status": "401 Unauthorized"}, page(), "login"),
        ({"status": "403 Forbidden", "cf_mitigated": "challenge"}, page(), "robots"),
        ({"status": "503 Down"}, page(), "fault of its own"),
        ({}, b"<html><title>Just a moment...</title><body>Checking your browser</body></html>", "robots"),
        ({}, b"<html><title>Before you continue</title><body><form>Accept all</form></body></html>", "consent"),
        (
            {},
            b'<html><title>Story</title><script>{"isAccessibleForFree": false}</script><p>Two words.</p></html>',
            "paywall",
        ),
        ({}, b'<html><title>Sign in</title><form><input type="password"></form></html>', "login"),
    ],
)
def test_what_is_no_article_is_named(headers: dict[str, str], body: bytes, reason: str):
    """PDF, image, login, consent wall, bot check, paywall, faults: each by its name."""
    with pytest.raises(FetchFailed, match=reason):
        fetch(answering(body, **headers))


def test_a_redirect_to_a_login_page_is_named():
    """However much text the login page has."""

    def site(connection: socket.socket, path: str, _headers: Mapping[str, str]) -> None:
        if path == "/story":
            respond(connection, b"", status="302 Found", location="http://news.example/account/login?next=/story")
        else:
            respond(connection, page())

    with pytest.raises(FetchFailed, match="login"):
        fetch(site)


def test_html_without_a_type_is_recognised():
    """The first kilobyte decides where the header says nothing."""
    assert "Hello" in fetch(answering(page("Hello"), content_type=""))
    assert "Hello" in fetch(answering(page("Hello"), content_type="text/plain"))


@pytest.mark.parametrize(
    "charset", ["x-unknown-9", "rot13", "zip", "unicode_escape", "utf-8", "\x00bad", "punycode", "idna"]
)
def test_odd_charsets_never_raise(charset: str):
    """Unknown and dangerous names are passed over; NUL bytes are gone."""
    body = b"<html><meta charset='" + charset.encode() + b"'>caf\xe9 \x00 \\x41 <p>x</p>"
    for header in ("text/html", f"text/html; charset={charset}"):
        text = to_text(body, header)
        assert "\x00" not in text
        assert "caf" in text
        assert "\\x41" in text


def test_a_broken_connection_and_an_unknown_name_are_named():
    """Reset, empty answer, no answer at all."""
    with pytest.raises(FetchFailed):
        fetch(lambda connection, _p, _h: connection.close())
    with pytest.raises(FetchFailed):
        fetch(lambda connection, _p, _h: connection.sendall(b"\x00\x01garbage\r\n\r\n"))
    with pytest.raises(FetchFailed, match="no site"):
        fetch(answering(page()), news_example=[])


def test_a_bad_certificate_is_refused():
    """TLS keeps the link's own name; what answers without a valid certificate is not read."""
    with Net(answering(page())) as net, pytest.raises(FetchFailed):
        net.fetcher(total=1.0).fetch("https://news.example/")


def test_environment_proxies_are_ignored(monkeypatch: pytest.MonkeyPatch):
    """Only DESKBOT_LINK_PROXY counts, never what the shell says."""
    with Net(answering(page("Direct."))) as net:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{net.secret.port}")
        assert "Direct." in net.fetcher().fetch(URL).html
        assert net.secret.connections == 0


@pytest.mark.parametrize(
    ("label", "written", "text"),
    [
        ("utf-16", "utf-8", "Revenue rose 5%"),
        ("gb2312", "gbk", "\u9555"),
        ("shift_jis", "cp932", "\u2460"),
        ("x-sjis", "cp932", "\u65e5\u672c"),
        ("euc-kr", "cp949", "\ub894"),
        ("iso-8859-9", "cp1254", "\u201c5\u201d"),
    ],
)
def test_charset_labels_mean_what_they_mean_in_a_browser(label: str, written: str, text: str):
    """Labels are narrower than what the page is written in; a page that says UTF-16 in readable letters is not."""
    body = f"<html><meta charset='{label}'><p>{text}</p>".encode(written)
    assert text in to_text(body, "text/html")


def test_utf8_is_recognised_under_any_label():
    """A server's own default over a page in UTF-8 would turn each euro sign into three letters."""
    text = "Revenue was €4.1 billion, Roche’s best."
    assert to_text(text.encode(), "text/html; charset=ISO-8859-1") == text
    assert to_text(text.encode("cp1252"), "text/html; charset=ISO-8859-1") == text


def test_a_company_proxy_is_used_where_set_and_private_names_stay_refused():
    """The proxy makes the connection; what is private by our own look-up never gets that far."""
    with Net(answering(page("Through the proxy."))) as net:
        fetcher = net.fetcher(proxy=f"http://127.0.0.1:{net.site.port}")
        net.names = {"inside.example": ["10.0.0.9"]}
        assert "Through the proxy." in fetcher.fetch(URL).html
        assert net.site.visits[0][0] == URL
        with pytest.raises(FetchRefused):
            fetcher.fetch("http://inside.example/")
        assert len(net.site.visits) == 1


def test_a_person_and_a_host_have_limits():
    """Beyond the limit the error says when to try again."""
    from bot.clock import ManualClock
    from bot.sample import SAMPLE_START
    from bot.web.limits import PER_HOST, Limits

    limits = Limits(ManualClock(SAMPLE_START))
    for _ in range(PER_HOST):
        with limits.slot("U1", "news.example"):
            pass
    with pytest.raises(RateLimited) as refused, limits.slot("U1", "news.example"):
        pass
    assert refused.value.retry_at is not None
    with limits.slot("U1", "other.example"):
        pass


def test_the_command_line_says_why_in_one_line(capsys: pytest.CaptureFixture[str]):
    """Exit 3 for a refusal."""
    from bot.__main__ import main

    assert main(["fetch", "http://169.254.169.254/latest/meta-data/"]) == 3
    out = capsys.readouterr().out
    assert out.startswith("refused: ")
    assert out.count("\n") == 1
