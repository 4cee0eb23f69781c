"""What looks like a secret never reaches a log or a table."""

from __future__ import annotations

import pytest

from bot.redact import redact


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("token xoxb-12-34-AbC refused", "12-34-AbC"),
        ("xapp-1-A02-33-deadbeef", "deadbeef"),
        ("xoxe.xoxp-1-Mi0", "Mi0"),
        ("POST https://hooks.slack.com/commands/T1/22/xyz failed", "xyz"),
        ("POST https://hooks.slack-gov.com/commands/T1/22/xyz failed", "xyz"),
        ("proxy http://:onlyapassword@proxy:3128/", "onlyapassword"),
        ("proxy http://desk:pass@word@proxy:3128/", "word"),
        ("Authorization: Bearer abcdefgh.ijkl", "ijkl"),
        ("wss://wss-primary.slack.com/link/?ticket=8e2f-11&app_id=A1 refused", "8e2f-11"),
        ("proxy http://desk:pass%20word@proxy:3128/", "pass%20word"),
    ],
)
def test_secrets_are_cut_out(text, secret):
    """Tokens, response_urls, bearer values and passwords in addresses go, the words around them stay."""
    clean = redact(text)
    assert secret not in clean
    assert "[secret]" in clean


@pytest.mark.parametrize("text", ["ALLO rose 5 %", "https://example.com/a:b@c", "Bearer bonds", "xoxo, the desk"])
def test_other_text_is_left_alone(text):
    """Ordinary words and addresses are not touched."""
    assert redact(text) == text
