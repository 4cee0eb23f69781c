"""Slack's request signature: v0, HMAC-SHA256 over version, timestamp, body (docs.slack.dev, "Verifying requests")."""

import hashlib
import hmac


def sign(secret: str, timestamp: int, body: str) -> str:
    """Return the X-Slack-Signature of a body sent at `timestamp` (Unix seconds)."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, timestamp: int, body: str) -> dict[str, str]:
    """Return the two headers that prove a request is Slack's."""
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": sign(secret, timestamp, body)}
