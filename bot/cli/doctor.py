"""deskbot doctor: checks what deskbot needs and says what to do about each fault."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPException
from urllib.parse import urlsplit

from bot import __version__
from bot.errors import ConfigError, DeskError
from bot.settings import Settings

NAME = "doctor"
HELP = "Check tokens, permissions, clock, database and network, and say what to do"

Check = tuple[str, str]
"""("ok" | "warn" | "fail", one sentence)."""


def configure(parser: argparse.ArgumentParser) -> None:
    """No options."""
    del parser


def run(args: argparse.Namespace) -> int:
    """One line per check; 1 where something fails."""
    del args
    print(f"deskbot {__version__}, Python {sys.version.split()[0]}")
    try:
        settings = Settings.load()
    except ConfigError as error:
        print(f"fail  settings: {error.message}")
        return 1
    failed = False
    for check in (_settings, _slack, _database, _model, _network):
        for state, sentence in _guarded(check, settings):
            failed = failed or state == "fail"
            print(f"{state:<5} {sentence}")
    return 1 if failed else 0


def _guarded(check: Callable[[Settings], Iterator[Check]], settings: Settings) -> Iterator[Check]:
    try:
        yield from check(settings)
    except DeskError as error:
        yield "fail", error.message
    except OSError as error:
        yield "fail", f"{check.__name__.strip('_')}: {error.strerror or type(error).__name__}"


def _settings(settings: Settings) -> Iterator[Check]:
    yield "ok", "settings: every option can be read"
    if not settings.has_slack:
        yield "warn", "Slack: no SLACK_BOT_TOKEN, so make run opens the local workspace. Copy .env.example to .env."
    if settings.sources != "sample" and not settings.contact:
        yield "warn", "SEC: DESKBOT_CONTACT is empty; /insiders needs it live. Set company and e-mail in .env."


def _slack(settings: Settings) -> Iterator[Check]:
    if not settings.has_slack:
        return
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError, SlackClientError

    from bot.slack.client import header

    client = WebClient(settings.bot_token.reveal(), base_url=settings.api_url, timeout=10)
    try:
        answer = client.auth_test()
    except (SlackApiError, SlackClientError, OSError, HTTPException) as error:
        yield "fail", _refused(error, settings, "the bot token is refused", "Install the app, copy its token.")
        return
    yield "ok", f"Slack: connected to {answer.get('team')} as {answer.get('user')}"
    yield from _scopes(header(answer.headers, "x-oauth-scopes"))
    yield from _clock(answer.headers, settings)
    if settings.mode == "socket":
        app = WebClient(settings.app_token.reveal(), base_url=settings.api_url, timeout=10)
        try:
            app.apps_connections_open(app_token=settings.app_token.reveal())
        except (SlackApiError, SlackClientError, OSError, HTTPException) as error:
            remedy = "Create one with connections:write under Basic Information."
            yield "fail", _refused(error, settings, "the app token is refused", remedy)
        else:
            yield "ok", "Slack: Socket Mode can connect"


def _refused(error: Exception, settings: Settings, what: str, remedy: str) -> str:
    """Slack's own refusal with its remedy; else that something between here and Slack is the fault."""
    from slack_sdk.errors import SlackApiError

    from bot.slack.client import error_code

    host = urlsplit(settings.api_url).netloc
    if not isinstance(error, SlackApiError):
        return f"Slack: {host} cannot be reached ({_reason(error)}). Check network, proxy and SLACK_API_URL."
    code, status = error_code(error), getattr(error.response, "status_code", 200)
    if status == 429:
        return f"Slack: {host} asks for fewer calls for a while. Run doctor again in a minute."
    if code:
        return f"Slack: {what} ({code}). {remedy}"
    return f"Slack: {host} answers {status} with a page that is not Slack's. Check the proxy and SLACK_API_URL."


def _reason(error: Exception) -> str:
    """Of an exception, the system's words."""
    inner = getattr(error, "reason", error)
    return str(getattr(inner, "strerror", "") or inner or type(inner).__name__)


def _scopes(granted: str) -> Iterator[Check]:
    from bot.manifest import manifest
    from bot.registry import discover

    if not granted:
        yield "warn", "Slack: permissions were not told; compare with deskbot manifest"
        return
    needed = set(manifest(discover())["oauth_config"]["scopes"]["bot"])
    missing = sorted(needed - {scope.strip() for scope in granted.split(",")})
    if missing:
        yield (
            "fail",
            f"Slack: permissions missing: {', '.join(missing)}. Update the app from deskbot manifest, reinstall.",
        )
    else:
        yield "ok", "Slack: all permissions of the manifest are granted"


def _clock(headers: object, settings: Settings) -> Iterator[Check]:
    from bot.clock import SystemClock, difference
    from bot.slack.client import stated_time

    said = stated_time(headers)
    if said is None:
        return
    wrong = difference(SystemClock().now() - said)
    refused = " Until then every request of Slack's is refused." if settings.mode == "http" else ""
    yield ("fail", f"clock: {wrong}{refused}") if wrong else ("ok", "clock: agrees with Slack's")


def _database(settings: Settings) -> Iterator[Check]:
    from bot.cards.deskbot import database_facts
    from bot.clock import SystemClock
    from storage import open_storage

    path = settings.database.resolve()
    if not path.parent.is_dir():
        yield "fail", f"database: the folder of {path.name} does not exist. Create it or change DESKBOT_DATABASE."
        return
    if not path.exists():
        yield "ok", f"database: {path.name} will be created at the first start"
        return
    storage = open_storage(path, clock=SystemClock())
    try:
        facts = storage.check()
    finally:
        storage.close()
    state = "ok" if facts.get("integrity") == "ok" else "fail"
    advice = "" if state == "ok" else ". Restore it from a backup."
    yield state, f"database: {database_facts(facts)}{advice}"


def _model(settings: Settings) -> Iterator[Check]:
    from bot.wiring import make_scorer

    scorer = make_scorer(settings)
    scorer.warm()
    state = "ok" if "transformer" in scorer.engine or settings.sentiment_model == "off" else "warn"
    yield state, f"sentiment: {scorer.engine} ({scorer.version})"


def _network(settings: Settings) -> Iterator[Check]:
    """As the sources ask: through the environment's proxies. Whatever a host answers, it can be reached."""
    if settings.sources == "sample":
        return
    import requests

    from bot.calendars import FDA_URL, TRIALS_URL
    from bot.market.yahoo import QUOTE_URL

    for url in (QUOTE_URL, settings.sec_url, settings.sec_data_url, TRIALS_URL, FDA_URL):
        host = urlsplit(url).netloc
        try:
            requests.head(url, timeout=3, allow_redirects=False)
        except requests.exceptions.SSLError:
            wrong = f"{host}'s certificate is not trusted here. Set REQUESTS_CA_BUNDLE to the file of a proxy's own."
        except requests.RequestException:
            wrong = f"{host} cannot be reached. Ask for it to be allowed, or look at the proxy."
        else:
            yield "ok", f"network: {host} answers"
            continue
        kind = "fail" if settings.has_slack or settings.sources == "live" else "warn"
        yield kind, f"network: {wrong}"
