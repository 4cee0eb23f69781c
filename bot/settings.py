"""
Every option once: environment name, type, default, help. `.env.example` and docs/settings.md are generated from here.

Secrets are wrapped in `Secret`, whose repr shows nothing, so that no log, error or card can hold one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, cast

from bot.errors import ConfigError


class Secret:
    """A token: only `reveal` gives it out."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The token itself, for the one call that needs it."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret(set)" if self._value else "Secret(empty)"

    __str__ = __repr__

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a secret is not pickled")


def port_number(text: str) -> int:
    """A TCP port, 0 for any free one. Raises ValueError."""
    value = int(text)
    if not 0 <= value <= 65535:
        raise ValueError("a port is a number from 0 to 65535")
    return value


def _positive(text: str) -> float:
    value = float(text)
    if value <= 0:
        raise ValueError("a number above 0")
    return value


def _choice(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in allowed:
            raise ValueError(f"one of {', '.join(allowed)}")
        return text.lower()

    return read


def _flag(text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"0", "false", "no", "off"}:
        return False
    raise ValueError("on or off")


def _option(env: str, read: Callable[[str], Any], default: Any, text: str, *, group: str) -> Any:
    return field(default=default, metadata={"env": env, "read": read, "help": text, "group": group})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the process was told. Times are seconds."""

    bot_token: Secret = _option(
        "SLACK_BOT_TOKEN", Secret, Secret(""), "Bot token (xoxb-...), from OAuth & Permissions.", group="Slack"
    )
    app_token: Secret = _option(
        "SLACK_APP_TOKEN", Secret, Secret(""),
        "App-level token (xapp-...) with connections:write, for Socket Mode.", group="Slack",
    )  # fmt: skip
    signing_secret: Secret = _option(
        "SLACK_SIGNING_SECRET", Secret, Secret(""), "Signing secret, needed in HTTP mode only.", group="Slack"
    )
    api_url: str = _option(
        "SLACK_API_URL", str, "https://slack.com/api/", "Base of the Web API, for any Slack-compatible server.",
        group="Slack",
    )  # fmt: skip
    mode: Literal["socket", "http"] = _option(
        "DESKBOT_MODE", _choice("socket", "http"), "socket",
        "socket: no public URL needed. http: Slack calls /slack/events here.", group="How deskbot runs",
    )  # fmt: skip
    host: str = _option("DESKBOT_HOST", str, "127.0.0.1", "Address of HTTP mode.", group="How deskbot runs")
    port: int = _option(
        "DESKBOT_PORT",
        port_number,
        3000,
        "Port of HTTP mode, and of the local workspace's page.",
        group="How deskbot runs",
    )
    database: Path = _option(
        "DESKBOT_DATABASE", lambda text: Path(text).expanduser(), Path("deskbot.db"), "The SQLite file.",
        group="How deskbot runs",
    )  # fmt: skip
    sources: Literal["live", "sample", "auto"] = _option(
        "DESKBOT_SOURCES", _choice("live", "sample", "auto"), "auto",
        "live: the network. sample: data that ships with deskbot, local workspace only. "
        "auto: live with Slack tokens; else sample when no network answers.", group="Sources",
    )  # fmt: skip
    contact: str = _option(
        "DESKBOT_CONTACT", str, "",
        'Company and e-mail, sent to the SEC with every request as its rules ask ("Desk Name desk@example.com"). '
        "Live filings need it.", group="Sources",
    )  # fmt: skip
    yahoo_rate: float = _option(
        "DESKBOT_YAHOO_RATE", _positive, 1.0, "Requests per second to Yahoo Finance.", group="Sources"
    )
    source_timeout: float = _option(
        "DESKBOT_SOURCE_TIMEOUT", _positive, 8.0,
        "Seconds a question waits for a source before it says that the source did not answer.", group="Sources",
    )  # fmt: skip
    sec_url: str = _option("DESKBOT_SEC_URL", str, "https://www.sec.gov", "Base of EDGAR's archive.", group="Sources")
    sec_data_url: str = _option(
        "DESKBOT_SEC_DATA_URL", str, "https://data.sec.gov", "Base of EDGAR's data API.", group="Sources"
    )
    link_proxy: Secret = _option(
        "DESKBOT_LINK_PROXY", Secret, Secret(""),
        "http:// proxy for pasted links where the desk has one; the environment's proxies are never used.",
        group="Sources",
    )  # fmt: skip
    sentiment_model: str = _option(
        "DESKBOT_SENTIMENT_MODEL", str, "",
        "Folder of another ONNX classifier (model.onnx, tokenizer.json, config.json with id2label); "
        "empty: the one that ships; off: rules alone.", group="Sentiment",
    )  # fmt: skip
    llm_url: str = _option(
        "DESKBOT_LLM_URL", str, "", "OpenAI-compatible endpoint for link summaries; empty: off.", group="Summaries"
    )
    llm_model: str = _option("DESKBOT_LLM_MODEL", str, "", "Model name at that endpoint.", group="Summaries")
    llm_key: Secret = _option("DESKBOT_LLM_KEY", Secret, Secret(""), "Key for that endpoint.", group="Summaries")
    log_level: str = _option(
        "DESKBOT_LOG", _choice("debug", "info", "warning", "error"), "info", "How much is logged to standard error.",
        group="How deskbot runs",
    )  # fmt: skip

    @property
    def symbol_list(self) -> Path:
        """Where `deskbot tickers update` puts the SEC's list: beside the database."""
        return self.database.parent / "sec_tickers.tsv.gz"

    @property
    def has_slack(self) -> bool:
        """True where Slack tokens are set: then sources are live, always."""
        return bool(self.bot_token)

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None, dotenv: Path | None = Path(".env")) -> Settings:
        """From the environment, then `.env`. Raises `ConfigError` naming the option and what it takes."""
        values: dict[str, str] = {}
        if dotenv is not None and dotenv.is_file():
            from dotenv import dotenv_values

            values.update({name: value for name, value in dotenv_values(dotenv).items() if value is not None})
        values.update(os.environ if environ is None else environ)
        read: dict[str, Any] = {}
        for option in options():
            text = values.get(option.env, "").strip()
            if not text:
                continue
            try:
                read[option.name] = option.read(text)
            except ValueError as error:
                shown = "" if option.secret else f" ({text!r} is not)"
                raise ConfigError(f"{option.env} takes {error}{shown}. Change it in .env.") from None
        settings = cls(**read)
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse combinations that would mislead. Raises `ConfigError`."""
        if self.has_slack and self.sources == "sample":
            raise ConfigError(
                "DESKBOT_SOURCES=sample shows invented data and does not start with Slack tokens. "
                "Remove it, or remove SLACK_BOT_TOKEN to use the local workspace."
            )
        if self.app_token and not self.bot_token:
            raise ConfigError(
                "SLACK_APP_TOKEN is set and SLACK_BOT_TOKEN is not. Copy the Bot User OAuth Token of your app, or remove "
                "SLACK_APP_TOKEN to use the local workspace."
            )
        if self.bot_token and not self.bot_token.reveal().startswith(("xoxb-", "xoxe.xoxb-")):
            raise ConfigError("SLACK_BOT_TOKEN does not begin with xoxb-. Copy the Bot User OAuth Token of your app.")
        if self.app_token and not self.app_token.reveal().startswith("xapp-"):
            raise ConfigError("SLACK_APP_TOKEN does not begin with xapp-. Copy an app-level token of your app.")
        if self.has_slack and self.mode == "socket" and not self.app_token:
            raise ConfigError("Socket Mode needs SLACK_APP_TOKEN (xapp-...). Create one under Basic Information.")
        if self.has_slack and self.mode == "http" and not self.signing_secret:
            raise ConfigError("HTTP mode needs SLACK_SIGNING_SECRET. Copy it from Basic Information.")


@dataclass(frozen=True, slots=True)
class Option:
    """One option as the generators see it."""

    name: str
    env: str
    read: Callable[[str], Any]
    default: Any
    help: str
    group: str

    @property
    def secret(self) -> bool:
        """True for tokens and keys."""
        return isinstance(self.default, Secret)

    @property
    def default_text(self) -> str:
        """The default as it would stand in .env; empty for secrets."""
        if self.secret:
            return ""
        return f"{self.default:g}" if isinstance(self.default, float) else str(self.default)


def options() -> tuple[Option, ...]:
    """All options, in order of declaration."""
    return tuple(
        Option(
            name=item.name,
            env=cast("str", item.metadata["env"]),
            read=item.metadata["read"],
            default=item.default,
            help=item.metadata["help"],
            group=item.metadata["group"],
        )
        for item in fields(Settings)
    )


def env_example() -> str:
    """The text of `.env.example`."""
    lines = ["# Copy to .env and fill in what you need; every option is here. Generated by: make docs", ""]
    group = ""
    for option in sorted(options(), key=lambda item: _GROUPS.index(item.group)):
        if option.group != group:
            group = option.group
            lines += [f"# {group}", ""]
        lines += [f"# {option.help}", f"{'' if option.secret else '# '}{option.env}={option.default_text}", ""]
    return "\n".join(lines)


_GROUPS = ("Slack", "How deskbot runs", "Sources", "Sentiment", "Summaries")
