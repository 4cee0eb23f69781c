"""
Acks: 30 commands at once while every source hangs, and an open loop of signed requests in HTTP mode.

    .venv/bin/python -m benchmarks.acks [--seconds 20] [--rates 100,300]

The open loop counts from the scheduled time, so that a slow answer delays nobody else's request; it runs in a process
of its own on the same cores. Beside deskbot (waitress, durable row before the ack) runs Bolt's built-in server with a
listener that does nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
import multiprocessing
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from benchmarks.machine import describe
from bot.registry import Command, Registry
from bot.settings import Secret, Settings
from tests.desk.harness import DeskHarness
from tests.desk.sources import failing_sources, hang

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 - signs requests to this process alone


def burst(count: int = 30) -> None:
    """Every source hangs 30 s: all acked, all answered."""
    desk = DeskHarness.start(sources=failing_sources(hang(30)))
    try:
        gate = threading.Barrier(count)
        interactions: list[Any] = []

        def type_one() -> None:
            gate.wait()
            interactions.append(desk.workspace.command("@pm", "#biotech", "/sentiment ALLO"))

        threads = [threading.Thread(target=type_one) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for interaction in interactions:
            interaction.wait(10)
        acks = sorted(interaction.ack_seconds * 1000 for interaction in interactions if interaction.acked)
        started = time.monotonic()
        desk.local.settle(patience=90)
        answered = sum(bool(interaction.replies()) for interaction in interactions)
        print(f"burst of {count}, sources hang 30 s: {len(acks)} acked, median {statistics.median(acks):.0f} ms, "
              f"worst {acks[-1]:.0f} ms; {answered} answered after {time.monotonic() - started:.0f} s")  # fmt: skip
        print(f"  first answer: {desk.bot_messages()[0]['text'][:90]}")
    finally:
        desk.stop()


def together(count: int = 200) -> None:
    """As many asks for one ticker at once: how many fetches of its news."""
    desk = DeskHarness.start()
    try:
        before = desk.deps.market.health()[0].requests
        interactions = [desk.workspace.command("@pm", "#biotech", "/sentiment ALLO") for _ in range(count)]
        for interaction in interactions:
            interaction.wait(10)
        desk.local.settle()
        fetched = desk.deps.market.health()[0].requests - before
        answered = sum(len(interaction.replies()) == 1 for interaction in interactions)
        print(f"{count} asks for one ticker at once: {answered} answered with {fetched} requests (news, quote, cookie, crumb), "
              f"{count / fetched:.0f} answers a request")  # fmt: skip
    finally:
        desk.stop()


def _signed(number: int) -> tuple[bytes, dict[str, str]]:
    body = urlencode({
        "command": "/noop", "text": "ALLO 7d", "team_id": "T1", "channel_id": "C1", "user_id": "U1",
        "trigger_id": f"{number}.{time.time_ns()}", "response_url": "http://127.0.0.1:9/none", "token": "x",
    })  # fmt: skip
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(signature),
    }
    return body.encode(), headers


def generate(url: str, rate: float, seconds: float, pipe: Any) -> None:
    """The load generator's process: schedules requests evenly, measures each from its scheduled time."""
    import aiohttp

    async def one(session: aiohttp.ClientSession, due: float, number: int, out: list[float | None]) -> None:
        body, headers = _signed(number)
        try:
            async with session.post(url, data=body, headers=headers) as answer:
                await answer.read()
                out.append((time.perf_counter() - due) * 1000 if answer.status == 200 else None)
        except (aiohttp.ClientError, TimeoutError):
            out.append(None)

    async def loop() -> list[float | None]:
        out: list[float | None] = []
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=timeout) as session:
            start, tasks = time.perf_counter() + 0.2, []
            for number in range(int(rate * seconds)):
                due = start + number / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                tasks.append(asyncio.create_task(one(session, due, number, out)))
            await asyncio.gather(*tasks)
        return out

    pipe.send(asyncio.run(loop()))


def measure(url: str, rate: float, seconds: float) -> dict[str, float]:
    """p50, p99, worst in ms, and failures."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=generate, args=(url, rate, seconds, there))
    process.start()
    results = here.recv()
    process.join()
    good = sorted(value for value in results if value is not None)
    pick = lambda share: good[min(len(good) - 1, int(len(good) * share))] if good else float("nan")  # noqa: E731
    return {"p50": pick(0.5), "p99": pick(0.99), "worst": pick(1.0), "failed": len(results) - len(good)}


def built_in_server() -> str:
    """Bolt's development server with a listener that only acks."""
    app = App(
        signing_secret=SECRET,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-none", bot_user_id="U0"),  # noqa: S106
    )
    app.command("/noop")(lambda ack: ack())
    threading.Thread(target=lambda: app.start(port=3999, http_server_logger_enabled=False), daemon=True).start()
    time.sleep(0.5)
    return "http://127.0.0.1:3999/slack/events"


def open_loop(rates: list[float], seconds: float) -> None:
    """Deskbot in HTTP mode beside Bolt's built-in server."""
    from bot.wiring import build
    from bot.workspace.driver import Workspace

    workspace = Workspace.start()
    with tempfile.TemporaryDirectory() as folder:
        settings = dataclasses.replace(
            Settings(), bot_token=Secret(workspace.bot_token), signing_secret=Secret(SECRET), mode="http", port=0,
            api_url=workspace.api_url, database=Path(folder) / "desk.db",
        )  # fmt: skip
        noop = Command("/noop", usage="", summary="Nothing", run=lambda _request, _deps: None)
        registry = Registry(commands={"/noop": noop}, actions={}, views={}, events={}, shortcuts={})
        sources = failing_sources(hang(0))(None, None)  # type: ignore[arg-type]
        desk = build(settings, sources=sources, registry=registry)
        desk.start(warm=False)
        ours = f"http://127.0.0.1:{desk.transport.port}/slack/events"  # type: ignore[union-attr]
        theirs = built_in_server()
        print(f"{'requests/s':>10} {'server':>22} {'p50 ms':>8} {'p99 ms':>8} {'worst':>8} {'failed':>7}")
        for rate in rates:
            rows = {}
            for name, url in (("deskbot, durable row", ours), ("Bolt built-in, no row", theirs)):
                measure(url, rate, 2)
                rows[name] = measure(url, rate, seconds)
                row = rows[name]
                print(
                    f"{rate:>10.0f} {name:>22} {row['p50']:>8.1f} {row['p99']:>8.1f} {row['worst']:>8.1f} {row['failed']:>7.0f}"
                )
            first, second = rows.values()
            print(f"{'':>10} {'p99 ratio':>22} {first['p99'] / second['p99']:>17.2f}x")
        print(json.dumps(dict(desk.deps.storage.inbox.counts())))
        desk.stop()
    workspace.stop()


def main() -> None:
    """Both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rates", default="100,300")
    parser.add_argument("--only", choices=["burst", "loop"])
    args = parser.parse_args()
    print(describe())
    if args.only != "loop":
        burst()
        together()
    if args.only != "burst":
        open_loop([float(rate) for rate in args.rates.split(",")], args.seconds)


if __name__ == "__main__":
    main()
