"""Every card in every state, from the cards' own example data."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.cards.gallery import examples, payload, views
from bot.ports import Json
from bot.workspace.blockkit import validate_message, validate_view
from bot.workspace.text import render_message

GOLDEN = Path(__file__).parent / "golden"
CARDS = examples()
STATES = [(card, state) for card, states in CARDS.items() for state in states]
VIEWS = [(card, state, view) for card, states in views().items() for state, view in states.items()]


@pytest.mark.parametrize(("card", "state"), STATES)
def test_slack_takes_every_state(card: str, state: str):
    """No example breaks a documented limit of Block Kit."""
    assert validate_message(payload(CARDS[card][state])) == []


@pytest.mark.parametrize(("card", "state", "view"), VIEWS)
def test_slack_takes_every_view(card: str, state: str, view: Json):
    """No modal or App Home example breaks a documented limit, either."""
    assert validate_view(view) == [], (card, state)


@pytest.mark.parametrize(("card", "state"), [pair for pair in STATES if "hostile" in pair[1]])
def test_hostile_text_forges_nothing(card: str, state: str):
    """Foreign text makes no broadcast, mention or link of its own, in no block and not in the notification."""
    shown = json.dumps(payload(CARDS[card][state]))
    for forged in ("<!channel>", "<@U0EVIL00001>", "<https://evil.example", "<script>", "\\u202e"):
        assert forged not in shown


@pytest.mark.parametrize(("card", "state"), STATES)
def test_the_notification_says_something(card: str, state: str):
    """Each card has a fallback text for notifications, and no broken values in what it shows."""
    message = payload(CARDS[card][state])
    assert message["text"].strip()
    text = render_message(message)
    for broken in ("None", "nan", "Traceback", "{}"):
        assert broken not in text.split(), text


@pytest.mark.parametrize("card", CARDS)
def test_cards_are_as_agreed(card: str):
    """The JSON of every example is the golden one; DESKBOT_UPDATE_GOLDEN=1 writes it anew, to be read in the diff."""
    path = GOLDEN / f"{card}.json"
    made = json.dumps({state: payload(message) for state, message in CARDS[card].items()}, indent=1, ensure_ascii=False)
    if os.environ.get("DESKBOT_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made + "\n", encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing: run this test with DESKBOT_UPDATE_GOLDEN=1 and read the diff"
    assert json.loads(made) == json.loads(path.read_text(encoding="utf-8"))
