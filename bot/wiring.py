"""
The one composition root: settings -> Deps -> Bolt App -> a running desk.

Everything is built here and nowhere else; heavy libraries are loaded in the background after the desk is ready.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, TypeVar, cast

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.clock import CheckedClock
from bot.delivery import Deliverer, Outbox
from bot.delivery.tick import Planner, Tick
from bot.deps import Deps
from bot.errors import ConfigError
from bot.model import Article
from bot.ports import Calendars, Clock, Fetcher, Filings, MarketData, Scorer, Storage
from bot.queue import WorkPool
from bot.registry import Registry, discover
from bot.research import Research
from bot.settings import Settings
from bot.slack.answers import Answering
from bot.slack.client import SlackClient
from bot.slack.dispatch import Dispatcher
from bot.slack.line import Line
from bot.slack.transport import HttpServer, SocketConnection, Transport
from bot.tickers import Universe, load_universe

if TYPE_CHECKING:
    from slack_bolt.context import BoltContext

log = logging.getLogger(__name__)

Made = TypeVar("Made")

LISTENERS = 32
"""Bolt's default of 5 acks 5 of 30 simultaneous commands in time (facts/runtime.md)."""
WORKERS = 32


@dataclass(frozen=True, slots=True)
class Sources:
    """Where facts come from: the network or the sample data."""

    market: MarketData
    filings: Filings
    calendars: Calendars
    fetcher: Fetcher
    mode: Literal["live", "sample"]


class Identity:
    """Who we are in Slack; asked once, in the background, so that a start needs no Slack."""

    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack
        self.team = ""
        self.user = ""
        self.bot = ""

    def ask(self) -> None:
        """auth.test. Raises the error tree's errors."""
        data = self._slack.identity()
        self.team, self.user, self.bot = data["team_id"], data["user_id"], data["bot_id"]


class Desk:
    """A deskbot that can be started and stopped."""

    def __init__(self, deps: Deps, app: App, dispatcher: Dispatcher, deliverer: Deliverer,
                 identity: Identity, pool: WorkPool, planner: Planner,
                 warm_up: dict[str, Callable[[], object]]) -> None:  # fmt: skip
        self.settings = deps.settings
        self.deps = deps
        self.app = app
        self.dispatcher = dispatcher
        self.deliverer = deliverer
        self.identity = identity
        self.planner = planner
        self._tick = Tick(planner, deps.clock.now)
        self._pool = pool
        self._warm_up = warm_up
        self._stopped = threading.Event()
        self._warming: threading.Thread | None = None
        self.transport: Transport | None = None

    def start(self, *, warm: bool = True) -> None:
        """Connect to Slack and serve; returns when ready. What is heavy loads afterwards, in the background."""
        self.identity.ask()
        self.transport = self._open_transport()
        self.deps.line.state = self.transport.state
        self.transport.start()
        self.deliverer.start()
        self.dispatcher.start()
        if warm:  # no daemon: one that is amid a C++ library when the process ends takes it down with SIGABRT
            self._warming = threading.Thread(target=self._warm, name="warm-up")
            self._warming.start()

    def _warm(self) -> None:
        """The tick, then what is heavy, by name; a stop ends it at the next part."""
        self._tick.start()
        for name, warm in self._warm_up.items():
            if self._stopped.is_set():
                return
            try:
                warm()
            except Exception:
                log.exception("warm-up of %s failed", name)

    def _open_transport(self) -> Transport:
        if self.settings.mode == "http":
            return HttpServer(self.app, host=self.settings.host, port=self.settings.port)
        return SocketConnection(
            self.app,
            self.settings.app_token.reveal(),
            self.settings.api_url,
            probe=self.identity.ask,
        )

    def stop(self) -> None:
        """Stop taking work, finish what runs (a few seconds), close the database. Idempotent."""
        self._stopped.set()
        if self.transport is not None:
            self.transport.stop()
        self._tick.stop()
        if self._warming is not None:
            self._warming.join(5)
        self.dispatcher.stop()
        self._pool.close(timeout=5)
        self.deliverer.stop()
        self.deps.storage.close()


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    storage: Storage | None = None,
    sources: Sources | None = None,
    scorer: Scorer | None = None,
    registry: Registry | None = None,
    symbol_list: Path | None = None,
) -> Desk:
    """
    Put the house together. Tests pass a clock, a storage and sources of their own; nothing is patched.

    `symbol_list` is a fetched one elsewhere than beside the database.
    """
    clock = clock or CheckedClock()
    storage = storage or _open_storage(settings, clock)
    sources = sources or live_sources(settings, storage, clock)
    scorer = scorer or cast("Scorer", Lazy(lambda: make_scorer(settings)))
    registry = registry or discover()
    universe = Lazy(lambda: load_universe(symbol_list or settings.symbol_list))
    pool = WorkPool(workers=WORKERS, clock=clock)
    heard = clock.hear if isinstance(clock, CheckedClock) else None
    slack = SlackClient(settings.bot_token.reveal(), settings.api_url, clock, heard=heard)
    identity = Identity(slack)
    outbox = Outbox(storage, slack, clock)
    deliverer = Deliverer(outbox)
    research = Research(
        market=sources.market,
        filings=sources.filings,
        calendars=sources.calendars,
        fetcher=sources.fetcher,
        storage=storage,
        scorer=scorer,
        universe=cast("Universe", universe),
        clock=clock,
        sample=sources.mode == "sample",
        summarise=_summariser(settings),
    )
    deps = Deps(
        clock=clock,
        storage=storage,
        research=research,
        market=sources.market,
        filings=sources.filings,
        calendars=sources.calendars,
        fetcher=sources.fetcher,
        scorer=scorer,
        slack=slack,
        queue=pool,
        settings=settings,
        universe=cast("Universe", universe),
        registry=registry,
        line=Line(),
    )
    dispatcher = Dispatcher(
        deps, Answering(slack, storage, pool, clock, kick=deliverer.kick), bot_user=lambda: identity.user
    )
    app = _bolt_app(settings, identity)
    dispatcher.attach(app)

    warm_up: dict[str, Callable[[], object]] = {
        "tickers": universe.load,
        "sentiment": lambda: scorer.warm(),  # noqa: PLW0108 - a lazy scorer is made by the look-up
        "links": research.warm,
        "market data": _import_market,
    }
    planner = Planner(research, outbox, pool, rate=settings.yahoo_rate, book=research.book)
    return Desk(deps, app, dispatcher, deliverer, identity, pool, planner, warm_up)


def _bolt_app(settings: Settings, identity: Identity) -> App:
    token = settings.bot_token.reveal()

    def authorize(context: BoltContext) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=context.enterprise_id,
            team_id=context.team_id,
            bot_token=token,
            bot_id=identity.bot or None,
            bot_user_id=identity.user or None,
        )

    return App(
        signing_secret=settings.signing_secret.reveal() or None,
        authorize=authorize,
        client=WebClient(base_url=settings.api_url, timeout=10),
        request_verification_enabled=settings.mode == "http",
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener"),
        process_before_response=False,
    )


def _open_storage(settings: Settings, clock: Clock) -> Storage:
    from storage import open_storage

    return open_storage(settings.database, clock=clock)


def _summariser(settings: Settings) -> Callable[[Article], str] | None:
    """None unless an endpoint is set: off by default."""
    if not settings.llm_url:
        return None
    from bot.research.summary import summariser
    from bot.web.llm import completer

    return summariser(completer(settings.llm_url, settings.llm_model, settings.llm_key))


def make_scorer(settings: Settings) -> Scorer:
    """The sentiment engine the settings ask for."""
    from bot.sentiment import make_scorer as make

    return make(settings.sentiment_model)


def live_sources(settings: Settings, storage: Storage, clock: Clock) -> Sources:
    """The network."""
    from bot.calendars import live_calendars
    from bot.market import live_market
    from bot.web import live_fetcher

    filings = _live_filings(settings, storage, clock)
    return Sources(
        market=live_market(storage.cache, clock, rate=settings.yahoo_rate, timeout=settings.source_timeout),
        filings=filings,
        calendars=live_calendars(
            storage.cache,
            clock,
            contact=settings.contact,
            filings=filings if settings.contact else None,
            timeout=settings.source_timeout,
        ),
        fetcher=live_fetcher(clock, proxy=settings.link_proxy.reveal()),
        mode="live",
    )


def _live_filings(settings: Settings, storage: Storage, clock: Clock) -> Filings:
    """EDGAR. Without a contact its client does not start; whoever asks for filings is told what to set."""
    from bot.filings import live_filings, undeclared_filings

    if not settings.contact:
        return undeclared_filings()
    return live_filings(
        storage.cache,
        storage.documents,
        clock,
        contact=settings.contact,
        sec_url=settings.sec_url,
        data_url=settings.sec_data_url,
        timeout=settings.source_timeout,
    )


def sample_sources(storage: Storage, clock: Clock) -> Sources:
    """The sample data that ship with deskbot, read by the same adapters."""
    from bot.calendars import sample_calendars
    from bot.filings import sample_filings
    from bot.market import sample_market
    from bot.web import sample_fetcher

    filings = sample_filings(clock, storage.cache, storage.documents)
    return Sources(
        market=sample_market(clock, storage.cache),
        filings=filings,
        calendars=sample_calendars(storage.cache, clock, filings=filings),
        fetcher=sample_fetcher(clock),
        mode="sample",
    )


def choose_sources(settings: Settings) -> Literal["live", "sample"]:
    """Live with Slack tokens, always; else as set; `auto` asks in under a second whether a network answers."""
    if settings.has_slack:
        if settings.sources == "sample":
            raise ConfigError("DESKBOT_SOURCES=sample does not start with Slack tokens.")
        return "live"
    if settings.sources != "auto":
        return settings.sources
    return "live" if network_answers() else "sample"


def network_answers(host: str = "query1.finance.yahoo.com", timeout: float = 0.7) -> bool:
    """Whether a TCP connection to the news source opens; a resolver that hangs counts as no."""
    answer: list[bool] = []

    def probe() -> None:
        try:
            socket.create_connection((host, 443), timeout=timeout).close()
        except OSError:
            return
        answer.append(True)

    thread = threading.Thread(target=probe, name="network-probe", daemon=True)
    thread.start()
    thread.join(timeout + 0.1)
    return bool(answer)


class Lazy(Generic[Made]):
    """What questions need and a start does not: made at the first question or in the warm-up, whichever comes first."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._made: Made | None = None
        self._lock = threading.Lock()

    def load(self) -> Made:
        """The thing itself."""
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made

    def __getattr__(self, name: str) -> object:
        return getattr(self.load(), name)


def _import_market() -> None:
    """Importing yfinance takes over a second; a first question should not pay for it (facts/runtime.md)."""
    try:
        from bot.market import preload
    except ImportError:
        return
    preload()
