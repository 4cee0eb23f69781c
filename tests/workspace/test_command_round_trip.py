"""A slash command travels to a real Bolt app over Socket Mode and its answers come back."""

from slack_bolt import App

from bot.workspace.driver import Workspace
from tests.workspace.conftest import connected


def test_command_ack_and_response_url_reach_the_asker_only(ws: Workspace, app: App):
    """
    The app acks, answers through response_url, and only the asker sees the answer.
    """

    @app.command("/sentiment")
    def sentiment(ack, respond, command):
        ack()
        respond(f"score for {command['text']}")

    with connected(ws, app):
        asked = ws.command("@pm", "#biotech", "/sentiment ALLO").wait()
        assert asked.acked
        assert asked.wait_reply()["text"] == "score for ALLO"
        assert [m["text"] for m in ws.messages("#biotech", user="@pm")] == ["score for ALLO"]
        assert ws.messages("#biotech", user="@analyst") == []


def test_command_may_post_into_the_channel(ws: Workspace, app: App):
    """
    chat.postMessage from a listener is seen by everyone in the channel.
    """

    @app.command("/sentiment")
    def sentiment(ack, client, command):
        ack()
        client.chat_postMessage(channel=command["channel_id"], text="for all")

    with connected(ws, app):
        ws.command("@pm", "#biotech", "/sentiment ALLO").wait()
        assert ws.wait_message("#biotech", "for all")["user"] == ws.space.state.bot_user
