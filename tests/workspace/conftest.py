"""A workspace, and a small real Bolt app connected to it over the real Socket Mode client."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from bot.workspace.driver import Workspace
from bot.workspace.space import Options

QUICK = Options(retry_delays=(0.0, 0.05, 0.1))


def web_client(ws: Workspace, **options: Any) -> WebClient:
    return WebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[], timeout=5, **options)


@contextmanager
def connected(ws: Workspace, app: App) -> Iterator[SocketModeHandler]:
    handler = SocketModeHandler(app, ws.app_token, web_client=WebClient(token=ws.app_token, base_url=ws.api_url))
    handler.client.logger.setLevel(logging.CRITICAL)
    handler.connect()
    ws.wait_connected()
    try:
        yield handler
    finally:
        ws.close_client(handler.client)


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start(options=QUICK) as workspace:
        yield workspace


@pytest.fixture
def client(ws: Workspace) -> WebClient:
    return web_client(ws)


@pytest.fixture
def app(ws: Workspace) -> App:
    return App(client=web_client(ws), signing_secret=ws.signing_secret)
