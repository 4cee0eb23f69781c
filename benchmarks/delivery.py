"""
Delivery under fire: reminders due at once, several worker processes, kill -9 at random, against the local workspace.

    python -m benchmarks.delivery                        the full version: (a) limits off, 100 kills; (b) limits on, no
                                                         kills; (c) limits on, 5 kills; 10,000 reminders, 500 channels
    python -m benchmarks.delivery --reminders 500 --channels 50 --kills-a 5      a small one

Lost and doubled are counted in what the channels show, not in our tables. With limits on the floor is Slack's own: one
message a second in each channel. `--resend` adds (a) once more without the look-up, as a plain outbox would do it.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.machine import describe
from bot.clock import SystemClock
from bot.delivery import Deliverer, Outbox, Policy
from bot.ports import Place
from bot.slack.client import SlackClient
from bot.workspace.driver import Workspace
from bot.workspace.space import Options
from storage import SqliteStorage, open_storage
from storage.codec import stamp

ROOT: Final = Path(__file__).resolve().parents[1]
LEASE_S: Final = 2.0
"""Short, so that a run does not wait a minute for each kill; still many times a post to loopback."""

HEAD_START_S: Final = 1.5
"""With limits on, where time is measured, workers run before anything is due, as deskbot does."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One run."""

    name: str
    reminders: int
    channels: int
    kills: int
    limits: bool
    workers: int = 2
    spread: float = 0.0
    """Seconds over which the due times lie, evenly in each channel; 0 is all at once."""
    look_up: bool = True
    seed: int = 20260420


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it; `seconds` from the due time to the last message in a channel."""

    scenario: Scenario
    lost: int
    doubled: int
    seconds: float
    kills: int
    look_ups: int
    refused: int
    integrity: str

    @property
    def floor(self) -> float:
        """Seconds that Slack's limit of one message per second and channel takes at least; 0 with limits off."""
        each = -(-self.scenario.reminders // self.scenario.channels)
        return max(float(each - 1), self.scenario.spread * (each - 1) / each) if self.scenario.limits else 0.0


class Workers:
    """Worker processes on one database, each replaced by a new one when it is killed."""

    def __init__(self, count: int, command: list[str], environment: dict[str, str]) -> None:
        self._command = command
        self._environment = environment
        self._running = [self._start() for _ in range(count)]

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, cwd=ROOT, env=self._environment)

    def kill_one(self, dice: random.Random) -> None:
        """Send kill -9, and put a new process in its place at once."""
        victim = dice.randrange(len(self._running))
        self._running[victim].kill()
        self._running[victim].wait()
        self._running[victim] = self._start()

    def stop(self) -> None:
        """End them all."""
        for worker in self._running:
            worker.kill()
            worker.wait()


def run(scenario: Scenario, folder: Path, *, patience: float = 600.0) -> Result:
    """Run one scenario; raises TimeoutError where not everything is posted in `patience` seconds."""
    dice = random.Random(scenario.seed)
    path = folder / f"{scenario.name}.db"
    with Workspace.start(options=Options(rate_limits=scenario.limits)) as ws:
        team = ws.space.state.team_id
        places = [Place(team, ws.add_channel(f"c{number}").id) for number in range(scenario.channels)]
        posted = Counted(ws)
        storage = open_storage(path)
        workers = Workers(scenario.workers, _worker_command(path, ws.api_url, scenario), _environment(ws.bot_token))
        due_at = put_reminders(
            storage, places, scenario.reminders, scenario.spread, HEAD_START_S if scenario.limits else 0.0
        )
        try:
            kills = _kill_along_the_way(scenario, workers, posted, dice, patience)
            _wait_until(lambda: storage.outbox.counts().get("sent") == scenario.reminders, patience)
        finally:
            workers.stop()
        keys = posted.keys(places)
        result = Result(
            scenario=scenario,
            lost=scenario.reminders - len(keys),
            doubled=sum(times - 1 for times in keys.values()),
            seconds=posted.last_at - due_at.timestamp(),
            kills=kills,
            look_ups=posted.look_ups,
            refused=posted.refused,
            integrity=storage.check()["integrity"],
        )
        storage.close()
        return result


class Counted:
    """What the workspace saw, counted as it comes: its log keeps only the newest lines."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self.posts = 0
        self.look_ups = 0
        self.refused = 0
        self.last_at = 0.0
        ws.log.listen(self._see)

    def _see(self, entry: Any) -> None:
        method = entry.detail.get("method")
        if entry.kind == "ratelimited":
            self.refused += 1
        elif entry.kind == "api" and method == "chat.postMessage" and entry.detail["ok"]:
            self.posts += 1
            self.last_at = time.time()
        elif entry.kind == "api" and method in ("conversations.history", "conversations.replies"):
            self.look_ups += 1

    def reached(self, posts: int) -> bool:
        """Whether so many are posted."""
        return self.posts >= posts

    def keys(self, places: list[Place]) -> Counter[str]:
        """How often each key stands in the channels."""
        return Counter(
            message["metadata"]["event_payload"]["key"]
            for place in places
            for message in self._ws.messages(place.channel)
        )


def put_reminders(
    storage: SqliteStorage, places: list[Place], count: int, spread: float, head_start: float
) -> datetime:
    """Spread evenly over the channels, in each evenly over `spread` seconds; returns the first due time."""
    due_at = datetime.now(UTC) + timedelta(seconds=head_start)
    with storage._connections.write() as db:  # noqa: SLF001 - 10,000 single commits are not what is measured
        sql = (
            "INSERT INTO outbox (key, team, channel, payload, planned_at, due_at, state, attempts, uncertain)"
            " VALUES (:key, :team, :channel, :payload, :at, :at, 'due', 0, 0)"
        )
        each = -(-count // len(places))
        for number in range(count):
            at = stamp(due_at + timedelta(seconds=spread / each * (number // len(places))))
            place = places[number % len(places)]
            payload = f'{{"text":"reminder {number}","blocks":[]}}'
            row = {"key": f"r{number}", "team": place.team, "channel": place.channel, "payload": payload, "at": at}
            db.execute(sql, row)
    return due_at


def _kill_along_the_way(
    scenario: Scenario, workers: Workers, posted: Counted, dice: random.Random, patience: float
) -> int:
    """Kill at random moments spread over the run: each somewhere in its share of the posts."""
    share = scenario.reminders / (scenario.kills + 1)
    for kill in range(scenario.kills):
        _wait_until(partial(posted.reached, int(share * (kill + dice.random()))), patience)
        time.sleep(dice.random() * 0.01)
        workers.kill_one(dice)
    return scenario.kills


def _wait_until(true: Callable[[], bool], patience: float) -> None:
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not done after {patience:.0f} s")
        time.sleep(0.02)


# The worker process --------------------------------------------------------------------------------------------------


def _worker_command(path: Path, api_url: str, scenario: Scenario) -> list[str]:
    flags = ["--limits"] if scenario.limits else []
    flags += [] if scenario.look_up else ["--resend"]
    return [sys.executable, "-m", "benchmarks.delivery", "--worker", str(path), api_url, *flags]


def _environment(token: str) -> dict[str, str]:
    return os.environ | {"BENCHMARK_TOKEN": token, "PYTHONPATH": str(ROOT)}


class Forgetful(SlackClient):
    """A client without a look-up, to show what the look-up is worth."""

    def find_posts(self, *_args: Any, **_options: Any) -> dict[str, str]:
        """Find nothing."""
        return {}


def work(path: str, api_url: str, *, limits: bool, look_up: bool) -> None:
    """Deliver until killed."""
    clock = SystemClock()
    policy = Policy(
        lease=timedelta(seconds=LEASE_S),
        channel_spacing=timedelta(seconds=1 if limits else 0),
        workspace_rate=None,
        in_hand=1000 if limits else 60,
        idle_poll=timedelta(seconds=0.2),
    )
    client = (SlackClient if look_up else Forgetful)(os.environ["BENCHMARK_TOKEN"], api_url, clock)
    Deliverer(Outbox(open_storage(path), client, clock, policy)).start()
    while True:
        clock.sleep(3600)


# The command line ----------------------------------------------------------------------------------------------------


def main() -> None:
    """Print the table."""
    arguments = _arguments()
    if arguments.worker:
        work(*arguments.worker, limits=arguments.limits, look_up=not arguments.resend)
        return
    size: dict[str, Any] = {
        "reminders": arguments.reminders,
        "channels": arguments.channels,
        "workers": arguments.workers,
        "spread": arguments.spread,
    }
    scenarios = [
        Scenario("a", kills=arguments.kills_a, limits=False, **size),
        Scenario("b", kills=0, limits=True, **size),
        Scenario("c", kills=arguments.kills_c, limits=True, **size),
    ]
    if arguments.resend:
        scenarios.append(Scenario("a-resend", kills=arguments.kills_a, limits=False, look_up=False, **size))
    print(describe())
    print(
        "run       posts  channels  kills  limits   lost  doubled  integrity   time s  Slack's floor  over  look-ups  429s"
    )
    with tempfile.TemporaryDirectory() as folder:
        for scenario in scenarios:
            if arguments.only and scenario.name not in arguments.only:
                continue
            print(_line(run(scenario, Path(folder))), flush=True)


def _line(result: Result) -> str:
    scenario = result.scenario
    floor = f"{result.floor:.0f} s" if result.floor else "-"
    over = f"{result.seconds / result.floor - 1:+.1%}" if result.floor else "-"
    return (
        f"{scenario.name:9} {scenario.reminders:5} {scenario.channels:9} {result.kills:6}"
        f"  {'on' if scenario.limits else 'off':6} {result.lost:5} {result.doubled:8}  {result.integrity:9}"
        f" {result.seconds:8.1f} {floor:>14} {over:>6} {result.look_ups:8} {result.refused:5}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reminders", type=int, default=10_000)
    parser.add_argument("--channels", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--spread", type=float, default=0.0, help="seconds over which the due times lie")
    parser.add_argument("--kills-a", type=int, default=100)
    parser.add_argument("--kills-c", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=["a", "b", "c", "a-resend"])
    parser.add_argument("--resend", action="store_true", help="also without the look-up")
    parser.add_argument("--worker", nargs=2, metavar=("DATABASE", "API_URL"), help=argparse.SUPPRESS)
    parser.add_argument("--limits", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
