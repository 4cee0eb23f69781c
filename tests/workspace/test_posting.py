"""Posting, changing and deleting through the real WebClient, and every refusal by Slack's own name."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace.driver import Workspace
from tests.workspace.conftest import web_client

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}


def refusal(method: Any, **arguments: Any) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        method(**arguments)
    return caught.value


def error(method: Any, **arguments: Any) -> str:
    return str(refusal(method, **arguments).response["error"])


def test_auth_test_names_the_bot(ws: Workspace, client: WebClient):
    """
    auth.test says who the bot is, and the answer's header lists its scopes.
    """
    answer = client.auth_test()
    assert (answer["user_id"], answer["bot_id"]) == (ws.space.state.bot_user, ws.space.state.bot_id)
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


def test_ts_is_unique_and_increasing_even_when_the_clock_stands_still():
    """
    Every message has its own ts in Slack's format, in order, although the clock does not move.
    """
    from datetime import UTC, datetime

    with Workspace.start(clock=lambda: datetime(2026, 11, 20, 14, 0, tzinfo=UTC)) as ws:
        stamps = [ws.say("@pm", "#biotech", "x")["ts"] for _ in range(50)]
    assert stamps == sorted(set(stamps))
    assert stamps[0] == "1795183200.000000"


def test_post_update_delete(ws: Workspace, client: WebClient):
    """
    The bot's message can be posted, changed (marked as edited) and deleted.
    """
    ts = client.chat_postMessage(channel="#biotech", text="one", blocks=[SECTION])["ts"]
    client.chat_update(channel="C0BIOTECH01", ts=ts, text="two", blocks=[])
    message = ws.message("#biotech", ts)
    assert (message["text"], message["blocks"]) == ("two", [])
    assert message["edited"]["user"] == ws.space.state.bot_user
    client.chat_delete(channel="C0BIOTECH01", ts=ts)
    assert ws.messages("#biotech") == []


def test_a_message_to_a_user_id_goes_to_their_direct_message(ws: Workspace, client: WebClient):
    """
    Posting to U… writes into the person's direct message with the bot, always the same one.
    """
    first = client.chat_postMessage(channel="U0DESKPM001", text="hello")["channel"]
    assert first.startswith("D")
    assert client.conversations_open(users="U0DESKPM001")["channel"]["id"] == first
    assert [m["text"] for m in ws.messages("@pm")] == ["hello"]


def test_ephemeral_is_seen_by_one_person_and_not_in_history(ws: Workspace, client: WebClient):
    """
    An ephemeral message is shown to its reader only, cannot be updated, and is not in the history.
    """
    ts = client.chat_postEphemeral(channel="C0BIOTECH01", user="U0DESKPM001", text="only you")["message_ts"]
    assert [m["text"] for m in ws.messages("#biotech", "@pm")] == ["only you"]
    assert ws.messages("#biotech", "@analyst") == ws.messages("#biotech") == []
    assert client.conversations_history(channel="C0BIOTECH01")["messages"] == []
    assert error(client.chat_update, channel="C0BIOTECH01", ts=ts, text="x") == "message_not_found"
    assert error(client.chat_postEphemeral, channel="C0BIOTECH01", user="U9", text="x") == "user_not_in_channel"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("channel_not_found", {"channel": "C404", "text": "x"}),
        ("not_in_channel", {"channel": "#general", "text": "x"}),
        ("no_text", {"channel": "#biotech", "text": ""}),
        ("no_text", {"channel": "#biotech", "text": "", "blocks": []}),
        ("invalid_blocks_format", {"channel": "#biotech", "text": "x", "blocks": "no json"}),
        ("invalid_blocks", {"channel": "#biotech", "text": "x", "blocks": [SECTION] * 51}),
        (
            "msg_blocks_too_long",
            {
                "channel": "#biotech",
                "text": "x",
                "blocks": [SECTION | {"text": {"type": "mrkdwn", "text": "x" * 2700}}] * 5,
            },
        ),
        ("invalid_attachments", {"channel": "#biotech", "text": "x", "attachments": [{"blocks": [{"type": "no"}]}]}),
        ("invalid_attachments", {"channel": "#biotech", "text": "x", "attachments": "[3]"}),
        ("invalid_metadata_format", {"channel": "#biotech", "text": "x", "metadata": {"event_type": "a"}}),
        ("invalid_thread_ts", {"channel": "#biotech", "text": "x", "thread_ts": "yesterday"}),
    ],
)
def test_post_is_refused_by_name(client: WebClient, name: str, arguments: dict[str, Any]):
    """
    chat.postMessage refuses with Slack's error name.
    """
    assert error(client.api_call, api_method="chat.postMessage", json=arguments) == name


def test_invalid_blocks_says_where(client: WebClient):
    """
    invalid_blocks carries response_metadata.messages with a JSON pointer, as Slack's does.
    """
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    answer = refusal(client.chat_postMessage, channel="#biotech", text="x", blocks=[SECTION, long]).response
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]
    assert answer["errors"] == ["must be less than 3001 characters [json-pointer:/blocks/1/text/text]"]


def test_blocks_may_come_as_a_json_string(ws: Workspace, client: WebClient):
    """
    Form-encoded calls with blocks as JSON text work as JSON bodies do.
    """
    client.api_call("chat.postMessage", data={"channel": "C0BIOTECH01", "text": "x", "blocks": '[{"type":"divider"}]'})
    assert ws.messages("#biotech")[0]["blocks"][0]["type"] == "divider"


def test_long_text_is_cut_when_posted_and_refused_when_updated(ws: Workspace, client: WebClient):
    """
    Posting cuts at 40,000 characters; an update over 4,000 is msg_too_long.
    """
    ts = client.chat_postMessage(channel="#biotech", text="x" * 40_001)["ts"]
    assert len(ws.message("#biotech", ts)["text"]) == 40_000
    client.chat_update(channel="C0BIOTECH01", ts=ts, text="x" * 4000)
    assert error(client.chat_update, channel="C0BIOTECH01", ts=ts, text="x" * 4001) == "msg_too_long"


def test_archived_and_deleted_channels_refuse(ws: Workspace, client: WebClient):
    """
    An archived channel answers is_archived, a deleted one channel_not_found.
    """
    ws.archive("#biotech")
    assert error(client.chat_postMessage, channel="#biotech", text="x") == "is_archived"
    ws.unarchive("#biotech")
    client.chat_postMessage(channel="#biotech", text="x")
    ws.delete_channel("#biotech")
    assert error(client.chat_postMessage, channel="C0BIOTECH01", text="x") == "channel_not_found"


def test_a_private_channel_does_not_exist_for_those_outside(ws: Workspace, client: WebClient):
    """
    A private channel without the bot is channel_not_found, not not_in_channel.
    """
    secret = ws.add_channel("secret", kind="private", with_bot=False)
    assert error(client.conversations_info, channel=secret.id) == "channel_not_found"
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert [c["name"] for c in listed] == ["general", "biotech", "pm-desk"]


def test_others_messages_cannot_be_changed(ws: Workspace, client: WebClient):
    """
    The bot changes and deletes only its own messages.
    """
    ts = ws.say("@pm", "#biotech", "mine")["ts"]
    assert error(client.chat_update, channel="C0BIOTECH01", ts=ts, text="x") == "cant_update_message"
    assert error(client.chat_delete, channel="C0BIOTECH01", ts=ts) == "cant_delete_message"
    assert error(client.chat_update, channel="C0BIOTECH01", ts="1.000000", text="x") == "message_not_found"


def test_tokens(ws: Workspace, client: WebClient):
    """
    No token, a wrong one, the wrong kind, a missing scope, a revoked one: each has its own error.
    """
    anonymous = WebClient(base_url=ws.api_url)
    assert error(anonymous.auth_test) == "not_authed"
    assert error(WebClient(token="xoxb-wrong", base_url=ws.api_url).auth_test) == "invalid_auth"
    assert error(client.apps_connections_open, app_token=ws.bot_token) == "not_allowed_token_type"
    ws.remove_scopes("chat:write")
    missing = refusal(client.chat_postMessage, channel="#biotech", text="x").response
    assert (missing["error"], missing["needed"]) == ("missing_scope", "chat:write")
    ws.revoke_token()
    assert error(client.auth_test) == "token_revoked"
    ws.uninstall_app()
    assert error(client.auth_test) == "account_inactive"


def test_unknown_method_and_missing_argument(client: WebClient):
    """
    An unknown method and a missing argument are named.
    """
    assert error(client.api_call, api_method="chat.shout") == "unknown_method"
    answer = refusal(client.api_call, api_method="chat.postMessage", json={"text": "x"}).response
    assert answer["error"] == "invalid_arguments"
    assert "missing required field: channel" in answer["response_metadata"]["messages"][0]


def test_permalink_of_a_reply_names_its_thread(ws: Workspace, client: WebClient):
    """
    chat.getPermalink gives the message's address, with the thread for a reply.
    """
    parent = ws.say("@pm", "#biotech", "x")["ts"]
    reply = client.chat_postMessage(channel="#biotech", text="y", thread_ts=parent)["ts"]
    link = client.chat_getPermalink(channel="C0BIOTECH01", message_ts=reply)["permalink"]
    assert link.endswith(f"/archives/C0BIOTECH01/p{reply.replace('.', '')}?thread_ts={parent}&cid=C0BIOTECH01")


def test_reactions(ws: Workspace, client: WebClient):
    """
    Reactions are added once, read, and removed.
    """
    message = ws.say("@pm", "#biotech", "x")
    where = {"channel": "C0BIOTECH01", "timestamp": message["ts"]}
    client.reactions_add(name="eyes", **where)
    ws.react("@analyst", message, ":eyes:")
    assert error(client.reactions_add, name="eyes", **where) == "already_reacted"
    found = client.reactions_get(**where)["message"]["reactions"]
    assert (found[0]["name"], found[0]["count"]) == ("eyes", 2)
    client.reactions_remove(name="eyes", **where)
    assert error(client.reactions_remove, name="eyes", **where) == "no_reaction"
    assert error(client.reactions_add, name="No Such", **where) == "invalid_name"


def test_people_have_time_zones(client: WebClient):
    """
    users.info gives the IANA zone and its offset at the workspace's time; look-up by e-mail works.
    """
    user = client.users_info(user="U0ANALYST01")["user"]
    assert user["tz"] == "Europe/London"
    assert user["tz_offset"] in (0, 3600)
    assert client.users_lookupByEmail(email="PM@desk.example")["user"]["name"] == "pm"
    assert error(client.users_lookupByEmail, email="nobody@desk.example") == "users_not_found"
    assert error(client.users_info, user="U404") == "user_not_found"
    assert {u["name"] for u in client.users_list()["members"]} == {"deskbot", "slackbot", "pm", "analyst"}


def test_membership(ws: Workspace, client: WebClient):
    """
    The bot joins a public channel, invites people, lists members and its own conversations.
    """
    lena = ws.add_user("lena")
    assert client.conversations_join(channel="C0GENERAL01")["channel"]["is_member"]
    assert client.conversations_join(channel="C0GENERAL01")["warning"] == "already_in_channel"
    client.conversations_invite(channel="C0GENERAL01", users=lena.id)
    assert lena.id in client.conversations_members(channel="C0GENERAL01")["members"]
    mine = client.users_conversations(types="public_channel,private_channel")["channels"]
    assert [c["name"] for c in mine] == ["general", "biotech", "pm-desk"]
    assert error(client.conversations_join, channel="C0PMDESK001") == "method_not_supported_for_channel_type"


def test_a_manifest_limits_scopes():
    """
    A workspace started with a manifest grants its scopes and no others.
    """
    manifest = {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}
    with Workspace.start(manifest=manifest) as ws:
        client = web_client(ws)
        client.chat_postMessage(channel="#biotech", text="x")
        assert error(client.users_info, user="U0ANALYST01") == "missing_scope"


def test_secrets_stay_out_of_log_and_repr(ws: Workspace, client: WebClient):
    """
    Neither tokens nor response_url secrets appear in the log's lines or in reprs.
    """
    client.api_call("auth.test", data={"token": ws.bot_token})
    WebClient(base_url=ws.api_url, token=ws.app_token).apps_connections_open(app_token=ws.app_token)
    seen = repr(ws.log.entries()) + repr(ws.space) + repr(ws.token())
    assert ws.bot_token not in seen
    assert ws.app_token not in seen
    assert ws.signing_secret not in seen
