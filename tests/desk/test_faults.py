"""What a desk sees when sources, Slack or people misbehave: one clear sentence, nothing lost, nothing twice."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from requests import PreparedRequest

from bot.cards.common import note, shareable
from bot.errors import BadData, SourceDown, StorageClosed
from bot.market import YahooMarket
from bot.market.sample import answer as sample_answer
from bot.ports import CacheEntry, Clock, Message, Storage
from bot.registry import Answer, Request
from bot.sample.transport import FileAnswer, file_session
from bot.slack.answers import Answering
from bot.workspace.text import render_message
from storage import open_storage
from tests.desk.harness import DeskHarness, with_market


@pytest.fixture
def started() -> Iterator[Callable[..., DeskHarness]]:
    """Starts desks and stops them at the end."""
    running: list[DeskHarness] = []

    def start(**options: Any) -> DeskHarness:
        running.append(DeskHarness.start(**options))
        return running[-1]

    yield start
    for harness in running:
        harness.stop()


def yahoo(resolve: Callable[[PreparedRequest], FileAnswer | None], *, timeout: float = 60.0) -> Any:
    """Sample sources whose Yahoo answers like this, through the real yfinance."""

    def make(storage: Storage, clock: Clock) -> Any:
        market = YahooMarket(
            storage.cache, clock, session_factory=lambda: file_session(resolve), rate=1000.0, timeout=timeout
        )
        return with_market(market)(storage, clock)

    return make


def held_until(answers: threading.Event) -> Any:
    """Sample sources whose Yahoo answers nobody before this event."""

    def late(request: PreparedRequest) -> FileAnswer | None:
        answers.wait(60)
        return sample_answer(request)

    return yahoo(late)


def hanging(_request: PreparedRequest) -> FileAnswer:
    """30 seconds of silence."""
    time.sleep(30)
    return FileAnswer(b"", 500)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (FileAnswer(b"Too Many Requests", 429, {"Content-Type": "text/plain"}), "slow down"),
        (FileAnswer(b"oops", 500, {"Content-Type": "text/plain"}), "Yahoo"),
        (FileAnswer(b"<html><body>Will be right back</body></html>", 200, {"Content-Type": "text/html"}), "Yahoo"),
    ],
    ids=["429", "500", "HTML instead of JSON"],
)
def test_a_source_that_fails_is_named(started: Any, answer: FileAnswer, words: str):
    """429, 500 and an HTML page each end in one sentence that names the source and what to do."""
    desk = started(sources=yahoo(lambda _request: answer))
    shown = desk.ask("/sentiment ALLO")
    assert words.lower() in shown.lower()
    assert "try again" in shown.lower()
    assert "Traceback" not in shown


def test_a_source_that_hangs_is_given_up(started: Any):
    """A source that says nothing for 30 s is answered for after the deadline; the ack did not wait."""
    desk = started(sources=yahoo(hanging, timeout=0.5))
    interaction = desk.workspace.command("@pm", "#biotech", "/sentiment ALLO")
    interaction.wait(3)
    assert interaction.acked
    desk.local.settle()
    (reply,) = interaction.replies()
    assert "did not answer" in render_message(reply)


def test_a_retried_event_is_handled_once(desk: DeskHarness):
    """The same event_id delivered again makes no second answer."""
    desk.workspace.mention("@pm", "#biotech", "deskbot help")
    desk.local.settle()
    before = len(desk.bot_messages())
    sent = [delivery.payload for delivery in desk.workspace.space.dispatcher.sent()]
    event_id = next(payload["event_id"] for payload in sent if payload.get("event", {}).get("type") == "app_mention")
    desk.workspace.resend_event(event_id)
    desk.local.settle()
    assert len(desk.bot_messages()) == before == 1


def test_an_event_is_acked_only_when_it_is_stored(desk: DeskHarness):
    """While the database cannot be written Slack hears nothing, so that it would tell the mention again."""
    with desk.deps.storage._connections.write():  # type: ignore[attr-defined]
        desk.workspace.mention("@pm", "#biotech", "deskbot help")
        mention = desk.workspace.space.dispatcher.sent()[-1]
        assert mention.payload["event"]["type"] == "app_mention"
        assert not mention.done.wait(0.5)
    desk.local.settle()
    assert mention.outcome == "acked"
    assert len(desk.bot_messages()) == 1


def test_a_question_that_a_stop_cuts_off_is_left_to_the_next_start(started: Any, caplog: pytest.LogCaptureFixture):
    """Its source answers when the database is closed already: a line in the log and no error; the row stays unfinished."""
    answers = threading.Event()

    def late(_request: PreparedRequest) -> FileAnswer:
        answers.wait(60)
        return FileAnswer(b"", 500)

    desk = started(sources=yahoo(late))
    asked = desk.workspace.command("@pm", "#biotech", "/sentiment CLLS").wait()
    desk.deps.queue.close(0.1)
    desk.deps.storage.close()
    answers.set()
    for thread in desk.deps.queue._threads:
        thread.join(30)
    assert asked.replies() == []
    assert "left to the next start" in caplog.text
    assert "bot.queue" not in {record.name for record in caplog.records if record.levelno >= logging.ERROR}


def test_an_answer_that_was_not_put_into_the_outbox_is_made_again(desk: DeskHarness, monkeypatch: pytest.MonkeyPatch):
    """What ends a process between a mention's answer and its row costs no answer: the next look makes it, once."""
    put, ends = desk.deps.storage.outbox.put, iter([SystemExit])

    def ending(*key: Any, **more: Any) -> bool:
        for end in ends:
            raise end
        return bool(put(*key, **more))

    monkeypatch.setattr(desk.deps.storage.outbox, "put", ending)
    desk.workspace.mention("@pm", "#biotech", "deskbot help")
    desk.local.settle()
    assert len(desk.bot_messages()) == 1


def test_a_question_that_the_sweeper_sees_first_is_answered_once(started: Any):
    """The sweeper looks between a question's row and its listener's next step: one of the two takes it, not both."""
    answers = threading.Event()

    desk = started(sources=held_until(answers))
    inbox = desk.deps.storage.inbox

    class Swept:
        def receive(self, *key: Any, **more: Any) -> int | None:
            row: int | None = inbox.receive(*key, **more)
            desk.local.desk.dispatcher._sweep()
            return row

        def __getattr__(self, name: str) -> Any:
            return getattr(inbox, name)

    desk.deps.storage.inbox = Swept()
    asked = desk.workspace.command("@pm", "#biotech", "/sentiment CLLS").wait()
    while desk.deps.queue.depth()["waiting"]:
        time.sleep(0.01)
    answers.set()
    desk.local.settle()
    assert len(asked.replies()) == 1


def test_a_stop_acks_what_came_in(desk: DeskHarness):
    """A command on its way into the inbox while deskbot stops: its ack goes out before the connection closes."""
    running = desk.local.desk
    assert running.transport is not None
    heard = desk.deps.line._heard
    with desk.deps.storage._connections.write():  # type: ignore[attr-defined]
        asked = desk.workspace.command("@pm", "#biotech", "/watchlist")
        while desk.deps.line._heard == heard:
            time.sleep(0.01)
        stopping = threading.Thread(target=running.transport.stop)
        stopping.start()
        stopping.join(0.5)
    stopping.join()
    assert asked.wait().acked


def test_other_bots_start_no_loop(desk: DeskHarness):
    """A bot that writes to the channel, even with our name in it, is not answered."""
    own = desk.local.desk.identity.user
    desk.workspace.bot_say("#biotech", f"<@{own}> sentiment ALLO https://sample.deskbot.example/news/x", raw=True)
    desk.local.settle()
    assert desk.bot_messages() == []


def test_a_mention_in_a_thread_is_answered_in_the_thread(desk: DeskHarness):
    """Slash commands do not work in threads; a mention there is answered there."""
    root = desk.say("what do we think?")
    desk.workspace.mention("@pm", "#biotech", "sentiment ALLO", root["ts"])
    desk.local.settle()
    answers = [m for m in desk.workspace.thread("#biotech", root["ts"]) if m["user"] == desk.local.desk.identity.user]
    assert len(answers) == 1
    assert "ALLO" in answers[0]["text"]


def test_a_command_in_a_thread_is_refused_by_slack_itself(desk: DeskHarness):
    """Slack's own sentence; deskbot never sees it."""
    root = desk.say("thread")
    assert desk.ask("/sentiment ALLO", thread=root["ts"])
    assert desk.deps.storage.inbox.counts().get("received", 0) == 0


def _share(desk: DeskHarness) -> list[str]:
    (card,) = desk.replies("/sentiment ALLO")
    click = desk.workspace.click("@pm", card, "share")
    desk.local.settle()
    return [render_message(message) for message in click.replies()]


def test_share_posts_the_card_the_asker_saw_once(desk: DeskHarness):
    """Two clicks, one post, no buttons of the asker's in it, and who shared it."""
    (card,) = desk.replies("/sentiment ALLO")
    desk.workspace.click("@pm", card, "share")
    desk.workspace.click("@pm", card, "share")
    desk.local.settle()
    shared = [
        m for m in desk.workspace.messages("#biotech") if not m.get("is_ephemeral") and m.get("text") == card["text"]
    ]
    assert len(shared) == 1
    assert "Shared by" in render_message(shared[0])
    assert "Share to channel" not in render_message(shared[0])


def test_a_card_that_was_replaced_is_shared_again(desk: DeskHarness):
    """A first answer was shared, then the longer one took its place under the same button: that is shared, too, and once."""
    (card,) = desk.replies("/sentiment ALLO")
    desk.workspace.click("@pm", card, "share")
    desk.local.settle()
    value = next(e["value"] for b in card["blocks"] for e in b.get("elements", ()) if e.get("action_id") == "share")
    cache = desk.deps.storage.cache
    longer = CacheEntry(json.dumps({"text": "longer", "blocks": []}), desk.deps.clock.now(), "deskbot")
    cache.put("deskbot", "card", value, longer)
    desk.workspace.click("@pm", card, "share")
    desk.workspace.click("@pm", card, "share")
    desk.local.settle()
    shared = [m["text"] for m in desk.workspace.messages("#biotech") if not m.get("is_ephemeral")]
    assert shared == [card["text"], "longer"]


def test_share_without_an_invitation_says_invite_me(desk: DeskHarness):
    """not_in_channel tells the person who clicked to invite deskbot."""
    desk.workspace.remove_bot("#biotech")
    assert any("/invite" in text for text in _share(desk))


def test_share_into_an_archived_channel_says_so(desk: DeskHarness):
    """is_archived is told to the person who clicked, and nothing is posted."""
    (card,) = desk.replies("/sentiment ALLO")
    desk.workspace.archive("#biotech")
    click = desk.workspace.click("@pm", card, "share")
    desk.local.settle()
    told = [render_message(message) for message in (*click.replies(), *desk.workspace.messages("@pm", user="@pm"))]
    assert any("archived" in text for text in told)


def test_a_chart_that_slack_refuses_is_not_told_as_shared(desk: DeskHarness):
    """Without an invitation the picture cannot be shared: the person who clicked hears that and what to do."""
    (card,) = desk.replies("/insiders ALLO")
    desk.workspace.remove_bot("#biotech")
    click = desk.workspace.click("@pm", card, "insiders_chart_share")
    desk.local.settle()
    told = [render_message(message) for message in (*click.replies(), *desk.workspace.messages("@pm", user="@pm"))]
    assert any("was not sent" in text and "/invite" in text for text in told), told
    assert not any("was shared here" in text for text in told)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (SourceDown("The SEC does not answer. Try again in a minute."), "SEC does not"),
        (KeyError("x"), "logged as number 7"),
    ],
)
def test_a_longer_answer_that_fails_is_told(desk: DeskHarness, fault: Exception, words: str):
    """The first answer says that it will be replaced; when it cannot be, the asker hears why, and the first stays."""

    def later() -> Answer:
        raise fault

    place, deps = desk.place_of("#biotech"), desk.deps
    user = desk.workspace.user("@pm").id
    asked = Request("command", "/insiders", "ALLO", place.team, place.channel, user, row=7)
    answering = Answering(deps.slack, deps.storage, deps.queue, deps.clock, kick=lambda: None)
    answering.deliver(asked, Answer(note("Older filings are being read."), later=later))
    desk.local.settle()
    first, second = [message["text"] for message in desk.bot_messages()]
    assert first == "Older filings are being read."
    assert "could not be made" in second
    assert words in second


REFUSED = Message("too long", ({"type": "divider"},) * 51)


def test_an_answer_that_slack_refuses_is_told_and_counted(desk: DeskHarness):
    """Its blocks are wrong, which is deskbot's own fault: the asker hears it in a sentence, and status counts it."""
    desk.workspace.faults.error("chat.postEphemeral", "invalid_blocks")
    desk.workspace.mention("@pm", "#biotech", "sentiment ZZZZQ")
    desk.local.settle()
    (told,) = [message["text"] for message in desk.bot_messages()]
    assert "could not be shown" in told
    assert "invalid_blocks" in told
    status = desk.ask("/deskbot status")
    assert "1 question could not be answered for a fault of deskbot's" in status
    assert "1 not answered" in status


def test_an_answer_in_a_thread_that_slack_refuses_is_told(desk: DeskHarness):
    """A mention is answered with a post: where that is a dead letter, whoever asked is told why."""
    desk.workspace.faults.error("chat.postMessage", "msg_blocks_too_long", times=2)
    asked = desk.workspace.mention("@pm", "#biotech", "sentiment ALLO")
    desk.local.settle()
    (told,) = [message for message in desk.bot_messages() if message["ts"] > asked["ts"]]
    assert told["is_ephemeral"]
    assert "msg_blocks_too_long" in told["text"]


def test_an_answer_that_a_response_url_refuses_is_told_there(desk: DeskHarness):
    """Slack judges blocks there, too; nothing goes to the person's DM for that."""
    place, user, deps = desk.place_of("#biotech"), desk.workspace.user("@pm"), desk.deps
    grant = desk.workspace.space.state.add_grant("commands", user.id, place.channel)
    url = desk.workspace.space.response_url(grant.id)
    asked = Request("command", "/insiders", "ALLO", place.team, place.channel, user.id, response_url=url, row=7)
    answering = Answering(deps.slack, deps.storage, deps.queue, deps.clock, kick=lambda: None)
    with pytest.raises(BadData, match="invalid_blocks"):
        answering.deliver(asked, Answer(REFUSED))
    (told,) = desk.bot_messages()
    assert "could not be shown" in told["text"]


@pytest.mark.parametrize(
    ("longer", "words"),
    [
        (REFUSED, "invalid_blocks"),
        (shareable(note("A card that can be shared."), 7), "busy"),
    ],
)
def test_a_longer_answer_that_cannot_be_shown_or_kept_is_told(
    desk: DeskHarness, longer: Message, words: str, tmp_path: Path
):
    """Slack refuses the card itself, or the database does not take it: the asker hears that nothing else will come."""
    place, deps = desk.place_of("#biotech"), desk.deps
    asked = Request("command", "/insiders", "ALLO", place.team, place.channel, desk.workspace.user("@pm").id, row=7)
    storage = open_storage(tmp_path / "held.db", clock=deps.clock, busy_seconds=0.05)
    holder = sqlite3.connect(tmp_path / "held.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    answering = Answering(deps.slack, storage, deps.queue, deps.clock, kick=lambda: None)
    answering.deliver(asked, Answer(note("Asking the sources…"), later=lambda: Answer(longer)))
    desk.local.settle()
    holder.close()
    storage.close()
    first, second = [message["text"] for message in desk.bot_messages()]
    assert first == "Asking the sources…"
    assert "could not be made" in second
    assert words in second


def test_a_longer_answer_that_a_stop_cuts_off_is_left_to_the_next_start(
    desk: DeskHarness, caplog: pytest.LogCaptureFixture
):
    """The first answer promised more: nobody is told that nothing comes, for the next process makes it."""
    place, deps = desk.place_of("#biotech"), desk.deps
    user = desk.workspace.user("@pm").id
    storage = open_storage(":memory:", clock=deps.clock)
    row = storage.inbox.receive("command:1", "command", place.team, {}, at=deps.clock.now())
    assert row is not None
    storage.inbox.claim(row)

    def later() -> Answer:
        assert storage.inbox.counts() == {"following": 1}
        assert storage.inbox.claim(row) is None, "this process is at it"
        storage.close()
        raise StorageClosed

    asked = Request("command", "/insiders", "ALLO", place.team, place.channel, user, row=row)
    answering = Answering(deps.slack, storage, deps.queue, deps.clock, kick=lambda: None)
    answering.deliver(asked, Answer(note("Asking the sources…"), later=later))
    desk.local.settle()
    assert [message["text"] for message in desk.bot_messages()] == ["Asking the sources…"]
    assert "left to the next start" in caplog.text


def test_a_longer_answer_that_finds_no_place_is_said(desk: DeskHarness):
    """The desk stops, or has too much to do, between the first answer and the longer one: the asker need not wait for it."""
    place, deps = desk.place_of("#biotech"), desk.deps
    asked = Request("command", "/insiders", "ALLO", place.team, place.channel, desk.workspace.user("@pm").id, row=7)
    deps.queue.close(0.1)
    answering = Answering(deps.slack, deps.storage, deps.queue, deps.clock, kick=lambda: None)
    answering.deliver(asked, Answer(note("Older filings are being read."), later=lambda: None))
    assert "deskbot is stopping" in desk.bot_messages()[-1]["text"]


def test_a_post_into_a_deleted_channel_is_a_dead_letter(desk: DeskHarness):
    """channel_not_found ends as a dead letter with its reason, not as a post tried for ever."""
    place = desk.place_of("#biotech")
    desk.workspace.delete_channel("#biotech")
    desk.deps.storage.outbox.put("share:1", place, {"text": "x", "blocks": []}, due_at=desk.deps.clock.now())
    desk.local.desk.deliverer.kick()
    desk.local.settle()
    (dead,) = desk.deps.storage.outbox.recent("dead")
    assert "gone" in (dead.error or "")


def test_a_revoked_token_keeps_the_post_and_says_why(desk: DeskHarness):
    """The person who clicked hears that the token was revoked; the post waits in the outbox."""
    (card,) = desk.replies("/sentiment ALLO")
    desk.workspace.revoke_token()
    told = desk.workspace.click("@pm", card, "share").wait_reply(10)
    assert "revoked" in told["text"]
    (kept,) = desk.deps.storage.outbox.recent("due")
    assert "revoked" in (kept.error or "")


def test_an_accepted_post_whose_answer_is_lost_is_not_posted_twice(desk: DeskHarness):
    """Reset after accept: the key in the metadata is looked up before a second try."""
    (card,) = desk.replies("/sentiment ALLO")
    desk.workspace.faults.reset_after_accept("chat.postMessage")
    desk.workspace.click("@pm", card, "share")
    desk.local.settle()
    shared = [
        m for m in desk.workspace.messages("#biotech") if m.get("text") == card["text"] and not m.get("is_ephemeral")
    ]
    assert len(shared) == 1


def test_200_asks_for_one_ticker_cost_one_fetch(started: Any):
    """200 questions while the source has not answered the first: all acked before it does, all answered, one fetch."""
    answers = threading.Event()

    desk = started(sources=held_until(answers))
    before = desk.deps.market.health()[0].requests
    interactions = []
    for _ in range(10):  # how many commands a second are acked in time is the machine's speed: benchmarks/acks.py
        some = [desk.workspace.command("@pm", "#biotech", "/sentiment CLLS") for _ in range(20)]
        interactions += [interaction.wait(10) for interaction in some]
    assert all(interaction.acked for interaction in interactions)
    assert not any(interaction.replies() for interaction in interactions)
    answers.set()
    desk.local.settle()
    assert all(len(interaction.replies()) == 1 for interaction in interactions)
    assert 1 <= desk.deps.market.health()[0].requests - before <= 4  # news, quote, and yfinance's cookie and crumb
