"""Names with a dot, small talk and words about deskbot itself, as people type them to it or beside it."""

from __future__ import annotations

import pytest

from bot.slack_text import plain
from bot.workspace.text import render_message
from tests.desk.harness import DeskHarness


def shown(desk: DeskHarness, channel: str) -> str:
    """Everything that deskbot says there."""
    return "\n".join(render_message(message) for message in desk.bot_messages(channel))


def test_a_name_that_slack_makes_a_link_of_is_still_a_name():
    """Typed "SAP.DE" arrives as a link to http://SAP.DE; the person sees and means the name."""
    assert plain("sentiment <http://SAP.DE|SAP.DE>") == "sentiment SAP.DE"
    assert plain("<http://C3.ai|C3.ai> &amp; <https://a.example/x|story>") == "C3.ai & https://a.example/x"


def test_a_company_with_a_dot_in_its_name_is_no_pasted_link(desk: DeskHarness):
    """Nobody who writes of Booking.com wants its home page read, or told that it cannot be."""
    message = desk.say("is Booking.com still cheap?")
    assert "<http://Booking.com|Booking.com>" in message["text"]
    assert desk.bot_messages() == []


@pytest.mark.parametrize("word", ["help", "Help", "status"])
def test_help_is_help_and_no_ticker(desk: DeskHarness, word: str):
    """A company has the symbol HELP; whoever says help means deskbot."""
    desk.workspace.mention("@pm", "#biotech", word)
    desk.local.settle()
    text = shown(desk, "#biotech")
    assert "HELP " not in text
    assert "/sentiment" in text or "Sources" in text


@pytest.mark.parametrize(
    "word", ["thanks", "ty", "nice", "done", "hi", "Thanks!", "thx.", "Hello!", "gm", "good morning"]
)
def test_small_talk_is_no_ticker(desk: DeskHarness, word: str):
    """TY, NICE and DGICA (Donegal) have no card under somebody's thank you; the way to ask is told to the asker alone."""
    desk.say(word, channel="@pm")
    assert shown(desk, "@pm").startswith("Ask me with a command")


@pytest.mark.parametrize("typed", ["hey watchlist add ALLO", "Hi! please watchlist add ALLO", "/watchlist add ALLO"])
def test_a_greeting_before_the_question_is_passed_over(desk: DeskHarness, typed: str):
    """The command is what follows it."""
    desk.workspace.mention("@pm", "#biotech", typed)
    desk.local.settle()
    assert "Added ALLO" in shown(desk, "#biotech")


def test_a_quoted_link_in_a_direct_message_is_answered(desk: DeskHarness):
    """It is not read, but silence is no answer to a direct message."""
    desk.say("`https://news.example/a`", channel="@pm")
    assert "Ask me with a command" in shown(desk, "@pm")


def test_the_words_of_a_labelled_link_are_scored(desk: DeskHarness):
    """A message that is nothing but a headline with a link behind it has the headline's words."""
    message = desk.workspace.bot_say(
        "#biotech", "<https://news.example/a|Allogene soars after its trial beats expectations>", raw=True
    )
    click = desk.workspace.shortcut("@pm", "score_message", message)
    desk.local.settle()
    (reply,) = click.replies()
    assert "ALLO" in render_message(reply)


def test_a_wrong_word_in_a_direct_message_is_answered(desk: DeskHarness):
    """An unknown ticker is told there, too, as in a channel."""
    desk.say("sentiment qwertz", channel="@pm")
    assert "No listed company" in shown(desk, "@pm")
