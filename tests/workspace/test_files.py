"""Files by the external upload flow, with slack_sdk's files_upload_v2."""

import urllib.request
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace.driver import Workspace

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def test_an_uploaded_file_is_shared_into_a_thread_and_can_be_read_back(ws: Workspace, client: WebClient):
    """
    The three steps of files_upload_v2 end in one message with the file, byte for byte.
    """
    parent = ws.say("@pm", "#biotech", "chart?")["ts"]
    answer = client.files_upload_v2(
        channel="C0BIOTECH01", content=PNG, filename="chart.png", title="ALLO", initial_comment="here", thread_ts=parent
    )
    file = answer["files"][0]
    shared = ws.thread("#biotech", parent)[1]
    assert (shared["text"], shared["files"][0]["title"], shared["files"][0]["mimetype"]) == (
        "here",
        "ALLO",
        "image/png",
    )
    assert ws.file_bytes(file["id"]) == PNG
    assert client.files_info(file=file["id"])["file"]["size"] == len(PNG)
    request = urllib.request.Request(file["url_private"], headers={"Authorization": f"Bearer {ws.bot_token}"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310 - loopback
        assert response.read() == PNG


def test_a_file_goes_to_a_direct_message(ws: Workspace, client: WebClient):
    """
    The asker's DM takes files by its D… id.
    """
    direct = client.conversations_open(users="U0DESKPM001")["channel"]["id"]
    client.files_upload_v2(channel=direct, content="A,B\n", filename="list.csv")
    assert ws.messages("@pm")[0]["files"][0]["name"] == "list.csv"


def test_upload_is_refused_by_name(ws: Workspace, client: WebClient):
    """
    A foreign channel, a file never uploaded, wrong bytes, no token: each is refused.
    """
    for channel, name in (("C0GENERAL01", "not_in_channel"), ("C404", "channel_not_found")):
        with pytest.raises(SlackApiError, match=name):
            client.files_upload_v2(channel=channel, content="x", filename="x.txt")
    ticket = client.files_getUploadURLExternal(filename="x.txt", length=3)
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}], channel_id="C0BIOTECH01")
    with pytest.raises(HTTPError) as wrong:
        urllib.request.urlopen(ticket["upload_url"], data=b"too long", timeout=5)  # noqa: S310 - loopback
    assert wrong.value.code == 400
    wrong.value.close()
    assert ws.messages("#biotech") == []
