"""Modals and the App Home, driven through a real Bolt app."""

from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace.driver import Workspace
from bot.workspace.errors import WorkspaceError
from tests.workspace.conftest import connected

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def modal(title: str = "Settings", **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "settings",
        "title": plain(title),
        "submit": plain("Save"),
        "blocks": [
            {
                "type": "input",
                "block_id": "zone",
                "label": plain("Time zone"),
                "element": {"type": "plain_text_input", "action_id": "text"},
            },
            {
                "type": "input",
                "block_id": "level",
                "optional": True,
                "label": plain("Verbosity"),
                "element": {
                    "type": "static_select",
                    "action_id": "choice",
                    "options": [{"text": plain(name), "value": name} for name in ("short", "full")],
                    "initial_option": {"text": plain("short"), "value": "short"},
                },
            },
        ],
        **more,
    }


HOME = {
    "type": "home",
    "blocks": [
        {
            "type": "actions",
            "block_id": "row",
            "elements": [{"type": "button", "action_id": "refresh", "text": plain("Refresh"), "value": "1"}],
        }
    ],
}


def error(method: Any, **arguments: Any) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        method(**arguments)
    return caught.value


def test_a_modal_is_opened_corrected_and_saved(ws: Workspace, app: App):
    """
    Errors from the app's ack stand beside the input and keep the modal open; a good submission closes it.
    """
    saved: list[Json] = []

    @app.command("/settings")
    def settings(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("settings")
    def save(ack, view):
        values = view["state"]["values"]
        if values["zone"]["text"]["value"] != "Europe/London":
            ack(response_action="errors", errors={"zone": "No such zone"})
            return
        saved.append(values)
        ack()

    with connected(ws, app):
        ws.command("@pm", "#biotech", "/settings").wait()
        ws.wait_for(lambda: ws.view("@pm"))
        assert ws.view("@analyst") is None
        assert ws.submit("@pm", values={"zone": "nowhere"}).wait().ack_body["response_action"] == "errors"
        assert ws.errors("@pm") == {"zone": "No such zone"}
        ws.submit("@pm", values={"text": "Europe/London", "choice": "full"}).wait()
        assert ws.view("@pm") is None
    assert saved[0]["zone"]["text"]["value"] == "Europe/London"
    assert saved[0]["level"]["choice"]["selected_option"]["value"] == "full"


def test_slack_itself_refuses_an_empty_required_field(ws: Workspace, client: WebClient):
    """
    A required field left empty never reaches the app.
    """
    client.views_open(trigger_id=ws.space.state.add_trigger("U0DESKPM001"), view=modal())
    refused = ws.submit("@pm")
    assert refused.delivery is None
    assert ws.errors("@pm") == {"zone": "Please complete this required field."}
    with pytest.raises(WorkspaceError, match="no input 'colour'"):
        ws.submit("@pm", values={"zone": "x", "colour": "red"})
    with pytest.raises(WorkspaceError, match="offers short, full"):
        ws.submit("@pm", values={"zone": "x", "level": "loud"})


def test_a_trigger_opens_one_view_within_three_seconds(ws: Workspace, client: WebClient):
    """
    A trigger_id is good once and for three seconds of the workspace's time.
    """
    trigger = ws.space.state.add_trigger("U0DESKPM001")
    client.views_open(trigger_id=trigger, view=modal())
    assert error(client.views_open, trigger_id=trigger, view=modal()).response["error"] == "exchanged_trigger_id"
    late = ws.space.state.add_trigger("U0DESKPM001")
    ws.clock.advance(timedelta(seconds=3.5))
    assert error(client.views_open, trigger_id=late, view=modal()).response["error"] == "expired_trigger_id"
    assert error(client.views_open, trigger_id="1.2.3", view=modal()).response["error"] == "invalid_trigger_id"


def test_a_bad_view_is_refused_with_its_place(ws: Workspace, client: WebClient):
    """
    invalid_arguments names the place under /view, and the trigger stays good.
    """
    trigger = ws.space.state.add_trigger("U0DESKPM001")
    refused = error(client.views_open, trigger_id=trigger, view=modal(title="x" * 25)).response
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    client.views_open(trigger_id=trigger, view=modal())


def test_updating_checks_the_hash(ws: Workspace, client: WebClient):
    """
    views.update with an old hash is hash_conflict; without, it replaces the modal.
    """
    opened = client.views_open(trigger_id=ws.space.state.add_trigger("U0DESKPM001"), view=modal())["view"]
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal("Second"))
    again = error(client.views_update, view_id=opened["id"], hash=opened["hash"], view=modal("Third"))
    assert again.response["error"] == "hash_conflict"
    assert (ws.view("@pm") or {})["title"]["text"] == "Second"
    assert error(client.views_update, view_id="V404", view=modal()).response["error"] == "not_found"


def test_three_views_at_most_and_they_close_in_order(ws: Workspace, client: WebClient):
    """
    A fourth view is push_limit_reached; closing shows the one below.
    """

    def trigger() -> str:
        return ws.space.state.add_trigger("U0DESKPM001")

    client.views_open(trigger_id=trigger(), view=modal("1"))
    client.views_push(trigger_id=trigger(), view=modal("2"))
    client.views_push(trigger_id=trigger(), view=modal("3"))
    assert error(client.views_push, trigger_id=trigger(), view=modal("4")).response["error"] == "push_limit_reached"
    ws.close_view("@pm")
    assert (ws.view("@pm") or {})["title"]["text"] == "2"


def test_an_ack_may_push_update_and_clear(ws: Workspace, app: App):
    """
    response_action push, update and clear do what they say.
    """
    answers = iter(
        [
            {"response_action": "push", "view": modal("pushed")},
            {"response_action": "update", "view": modal("updated")},
            {"response_action": "clear"},
        ]
    )

    @app.view("settings")
    def save(ack):
        ack(next(answers))

    with connected(ws, app):
        app.client.views_open(trigger_id=ws.space.state.add_trigger("U0DESKPM001"), view=modal("first"))
        titles = []
        for _ in range(3):
            ws.submit("@pm", values={"zone": "x"}).wait()
            titles.append((ws.view("@pm") or {"title": plain("closed")})["title"]["text"])
    assert titles == ["pushed", "updated", "closed"]


def test_closing_is_told_on_request(ws: Workspace, app: App):
    """
    view_closed comes when the view asked for it.
    """
    closed: list[str] = []

    @app.view_closed("settings")
    def on_close(ack, view):
        ack()
        closed.append(view["private_metadata"])

    with connected(ws, app):
        view = modal(notify_on_close=True, private_metadata="C1")
        app.client.views_open(trigger_id=ws.space.state.add_trigger("U0DESKPM001"), view=view)
        assert ws.close_view("@pm").wait().acked
        ws.wait_for(lambda: closed == ["C1"])


def test_home_is_published_on_opening_and_its_buttons_work(ws: Workspace, app: App):
    """
    app_home_opened leads to a published home, seen by its person only, and its buttons carry the view.
    """
    pressed: list[Json] = []

    @app.event("app_home_opened")
    def opened(event, client):
        client.views_publish(user_id=event["user"], view=HOME)

    @app.action("refresh")
    def refresh(ack, body):
        ack()
        pressed.append(body)

    with connected(ws, app):
        ws.open_home("@pm")
        home = ws.wait_for(lambda: ws.home("@pm"))
        assert home is not None
        assert ws.home("@analyst") is None
        ws.click("@pm", home, "refresh").wait()
        ws.wait_for(lambda: pressed)
    assert pressed[0]["container"] == {"type": "view", "view_id": home["id"]}
    assert pressed[0]["actions"][0]["value"] == "1"
    assert "response_url" not in pressed[0]


def test_a_home_takes_no_modal(client: WebClient):
    """
    views.publish refuses a modal, and unknown people.
    """
    assert error(client.views_publish, user_id="U0DESKPM001", view=modal()).response["error"] == "invalid_arguments"
    assert error(client.views_publish, user_id="U404", view=HOME).response["error"] == "user_not_found"


def test_a_message_shortcut_brings_the_message(ws: Workspace, app: App):
    """
    message_action carries the message and a response_url; the trigger opens a modal.
    """

    @app.shortcut("score")
    def score(ack, body, respond, client):
        ack()
        respond(f"scored: {body['message']['text']}")
        client.views_open(trigger_id=body["trigger_id"], view=modal())

    with connected(ws, app):
        message = ws.say("@analyst", "#biotech", "ALLO surges")
        assert ws.shortcut("@pm", "score", message).wait_reply()["text"] == "scored: ALLO surges"
        ws.wait_for(lambda: ws.view("@pm"))


def test_a_click_needs_its_button(ws: Workspace, client: WebClient):
    """
    Pressing what is not there is a mistake of the test, and says what is there.
    """
    blocks = [{"type": "section", "text": plain("x"), "accessory": HOME["blocks"][0]["elements"][0]}]  # type: ignore[index]
    client.chat_postMessage(channel="#biotech", text="x", blocks=blocks)
    with pytest.raises(WorkspaceError, match="there is: refresh"):
        ws.click("@pm", ws.messages("#biotech")[0], "delete")
