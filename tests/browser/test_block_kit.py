"""Blocks posted through the real Web API, as the page draws them, and what a click on them sends."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App

from bot.workspace.driver import Workspace
from bot.workspace.page import Page
from tests.workspace.conftest import QUICK, connected, web_client

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Bench:
    """A workspace with its page, and an app that remembers what was clicked."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.client = web_client(workspace)
        self.clicked: list[dict[str, Any]] = []

    def post(self, *blocks: dict[str, Any], text: str = "card") -> dict[str, Any]:
        """Post a card into #biotech."""
        answer = self.client.chat_postMessage(channel="C0BIOTECH01", text=text, blocks=list(blocks))
        return {"ts": answer["ts"]}

    def show(self, page: Any, *blocks: dict[str, Any]) -> Any:
        """Post a card, open the page and return its row."""
        ts = self.post(*blocks)["ts"]
        page.goto(f"{self.workspace.space.base_url}/#/pm/C0BIOTECH01")
        row = page.locator(f".message[data-ts='{ts}'] .content")
        row.wait_for()
        return row


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with Workspace.start(options=QUICK, extra_routes=Page({}).routes()) as workspace:
        found = Bench(workspace)
        workspace.space.limits.on = False
        app = App(client=web_client(workspace), signing_secret=workspace.signing_secret)

        @app.action(re.compile(".*"))
        def remember(ack: Any, body: dict[str, Any]) -> None:
            ack()
            found.clicked.append(body["actions"][0])

        with connected(workspace, app):
            yield found


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value.capitalize()}, "value": value}


MRKDWN = [
    ("*bold* _it_ ~no~ `code`", "<strong>bold</strong> <em>it</em> <s>no</s> <code>code</code>"),
    ("a*b*c 2*3*4 snake_case_name", "a*b*c 2*3*4 snake_case_name"),
    ("* not bold * *nor\nthis*", "* not bold * *nor<br>this*"),
    ("*_both_* (*in brackets*)", "<strong><em>both</em></strong> (<strong>in brackets</strong>)"),
    ("`*raw* &lt;b&gt;`", "<code>*raw* &lt;b&gt;</code>"),
    ("```\nx = *1*\n```after", "<pre><code>x = *1*</code></pre>after"),
    ("&gt; said\n&gt; twice\nnot", "<blockquote>said<br>twice</blockquote>not"),
    ("&gt;&gt;&gt; all\nof it", "<blockquote>all<br>of it</blockquote>"),
    ("5 &lt; 6 &amp;amp; 7", "5 &lt; 6 &amp;amp; 7"),
    ("<@U0ANALYST01> in <#C0BIOTECH01>", "@analyst in #biotech"),
    ("<!here> <!subteam^S1|@desk>", "@here @desk"),
    ("<https://a.example/?x=1&amp;y=2|the *link*>", 'href="https://a.example/?x=1&amp;y=2"|the *link*'),
    ("*<https://a.example|bold link>*", "<strong><a"),
    ("see https://a.example/x_y_z.", 'href="https://a.example/x_y_z"'),
    ("<mailto:a@b.example|a@b.example>", 'href="mailto:a@b.example"'),
    ("<javascript:alert(1)|x>", "&lt;javascript:alert(1)|x&gt;"),
    (":rocket: :no_such_emoji: 10:30:45", "🚀"),
    ("<!date^1776688200^{date_short_pretty} at {time}|fallback>", "8:30 AM"),
    ("<!date^1776688200^{date_num} {time_secs}|fallback>", "2026-04-20 8:30:00 AM"),
    ("<!date^oops^{date}|fallback words>", "fallback words"),
]  # fmt: skip


def test_mrkdwn_is_slacks(bench: Bench, page: Any):
    """Bold, italics, code, quotes, links, mentions, dates in the reader's zone, emoji: as Slack shows them, and no more."""
    page.goto(f"{bench.workspace.space.base_url}/gallery")
    made = page.evaluate(
        """async (texts) => {
            const { mrkdwn } = await import("/static/js/mrkdwn.js");
            const { reader } = await import("/static/js/time.js");
            Object.assign(reader, { zone: "America/New_York", names: { U0ANALYST01: "analyst", C0BIOTECH01: "biotech" } });
            return texts.map((text) => {
                const box = document.createElement("div");
                box.append(...mrkdwn(text));
                for (const span of box.querySelectorAll("span.mention")) span.replaceWith(span.textContent);
                return box.innerHTML;
            });
        }""",
        [text for text, _html in MRKDWN],
    )
    wrong = [
        (text, html, shown)
        for (text, html), shown in zip(MRKDWN, made, strict=True)
        if not all(part in shown for part in html.split('"|'))
    ]
    assert wrong == []


def test_every_block_is_drawn(bench: Bench, page: Any):
    """All block kinds of a message appear with their words, and none is reported as unknown."""
    leaf = {"type": "rich_text_section", "elements": [{"type": "text", "text": "item", "style": {"bold": True}}]}
    row = bench.show(
        page,
        {"type": "header", "text": {"type": "plain_text", "text": "Title :rocket:"}},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Left*"}, {"type": "mrkdwn", "text": "Right"}]},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "small print"}]},
        {"type": "image", "image_url": "https://pictures.example/x.png", "alt_text": "a plot of scores"},
        {"type": "rich_text", "elements": [
            {"type": "rich_text_list", "style": "ordered", "elements": [leaf, leaf]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b"}]},
        ]},
        {"type": "markdown", "text": "## Heading\n\n- **one**\n- [two](https://a.example)\n\n| a | b |\n|---|--:|\n| 1 | 2 |"},
        {"type": "table", "column_settings": [{"align": "left"}, {"align": "right"}],
         "rows": [[{"type": "raw_text", "text": "Name"}, {"type": "raw_text", "text": "Shares"}],
                  [{"type": "raw_text", "text": "Chang"}, {"type": "raw_text", "text": "12,000"}]]},
        {"type": "data_visualization", "title": "Score", "chart": {
            "type": "line", "axis_config": {"categories": ["Mon", "Tue"]},
            "series": [{"name": "ALLO", "data": [{"label": "Mon", "value": 0.1}, {"label": "Tue", "value": 0.4}]}]}},
    )  # fmt: skip
    shown = row.inner_text()
    for words in (
        "Title 🚀",
        "Left",
        "Right",
        "small print",
        "a plot of scores",
        "item",
        "quoted",
        "a  b",
        "Heading",
        "12,000",
    ):
        assert words in shown
    assert row.locator(".unsupported").count() == 0
    assert row.locator("img").count() == 0
    assert row.locator("ol li").count() == 2
    assert row.get_by_role("link", name="two").get_attribute("rel") == "noopener noreferrer"
    chart = row.get_by_role("img", name="line chart: Score")
    assert "from 0.1 to 0.4" in (chart.get_attribute("aria-label") or "")
    assert chart.locator("circle").count() == 2


@pytest.mark.parametrize("kind", ["bar", "area", "pie"])
def test_the_other_charts_are_drawn(bench: Bench, page: Any, kind: str):
    """Bars below zero, areas and pies have their shapes, a legend and a table for screen readers."""
    points = [{"label": "Jan", "value": 3}, {"label": "Feb", "value": 2 if kind == "pie" else -2}]
    chart: dict[str, Any] = {"type": kind}
    if kind == "pie":
        chart["segments"] = points
    else:
        chart |= {"axis_config": {"categories": ["Jan", "Feb"]}, "series": [{"name": "Net", "data": points}]}
    row = bench.show(page, {"type": "data_visualization", "title": "Flows", "chart": chart})
    assert row.locator("figure svg path, figure svg rect").count() >= 2
    assert "Jan" in row.locator(".sr-only table").inner_text()
    assert "NaN" not in row.locator("figure").evaluate("(e) => e.outerHTML")


def test_clicks_reach_the_app(bench: Bench, page: Any):
    """Buttons, selects, overflow menus and date pickers send what Slack would send; a confirmation can be declined."""
    confirm = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
    select = {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick")}
    elements = [
        {"type": "button", "action_id": "go", "value": "7", "text": plain("Go")},
        {"type": "button", "action_id": "wipe", "text": plain("Wipe"), "style": "danger", "confirm": confirm},
        {**select, "options": [option("red"), option("blue")]},
        {"type": "overflow", "action_id": "more", "options": [option("edit"), option("drop")]},
        {"type": "datepicker", "action_id": "day", "initial_date": "2026-04-20"},
    ]
    row = bench.show(page, {"type": "actions", "elements": elements})
    bench.clicked.clear()
    row.get_by_role("button", name="Go").click()
    bench.workspace.wait_for(lambda: bench.clicked and bench.clicked[-1]["value"] == "7")
    row.get_by_role("button", name="Wipe").click()
    page.get_by_role("button", name="No", exact=True).click()
    row.locator("select").select_option("blue")
    bench.workspace.wait_for(lambda: bench.clicked[-1].get("selected_option", {}).get("value") == "blue")
    row.get_by_role("button", name="More options").click()
    page.get_by_role("menuitem", name="Drop").click()
    bench.workspace.wait_for(lambda: bench.clicked[-1].get("selected_option", {}).get("value") == "drop")
    row.locator("input[type=date]").fill("2026-05-01")
    row.locator("input[type=date]").blur()
    bench.workspace.wait_for(lambda: bench.clicked[-1].get("selected_date") == "2026-05-01")
    assert "wipe" not in [action["action_id"] for action in bench.clicked]
    row.get_by_role("button", name="Wipe").click()
    page.get_by_role("button", name="Yes").click()
    bench.workspace.wait_for(lambda: bench.clicked[-1]["action_id"] == "wipe")


def test_shared_files_open_from_here(bench: Bench, page: Any):
    """A picture is shown from the workspace itself; any other file is a download that no browser runs."""
    bench.client.files_upload_v2(channel="C0BIOTECH01", filename="plot.png", content=PIXEL, title="Plot")
    bench.client.files_upload_v2(
        channel="C0BIOTECH01", filename="page.html", content="<script>1</script>", title="Page"
    )
    page.goto(f"{bench.workspace.space.base_url}/#/pm/C0BIOTECH01")
    picture = page.get_by_role("img", name="Plot", exact=True)
    picture.wait_for()
    assert picture.evaluate("async (e) => { await e.decode(); return e.naturalWidth }") == 1
    link = page.get_by_role("link", name="Page", exact=True)
    answer = page.request.get(f"{bench.workspace.space.base_url}{link.get_attribute('href')}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "attachment" in answer.headers["content-disposition"]


def test_inputs_of_a_modal_are_sent_as_typed(bench: Bench, page: Any):
    """Text, checkboxes, radio buttons, menus of several and a time are in the submission's state."""
    elements: list[dict[str, Any]] = [
        {"type": "plain_text_input", "action_id": "words", "multiline": True},
        {"type": "checkboxes", "action_id": "boxes", "options": [option("a"), option("b")]},
        {"type": "radio_buttons", "action_id": "radio", "options": [option("x"), option("y")]},
        {"type": "multi_static_select", "action_id": "many", "options": [option("m"), option("n"), option("o")]},
        {"type": "timepicker", "action_id": "time"},
        {"type": "users_select", "action_id": "who"},
    ]
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": e["action_id"],
                "label": {"type": "plain_text", "text": e["action_id"].title()},
                "element": e,
            }
            for e in elements
        ],
    }
    page.goto(f"{bench.workspace.space.base_url}/#/pm/C0BIOTECH01")
    page.wait_for_selector("body.ready #composer")
    bench.client.views_open(trigger_id=bench.workspace.space.state.add_trigger("U0DESKPM001"), view=view)
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("button", name="Send").click()
    assert "required" in dialog.locator(".field-error:not(:empty)").first.inner_text()
    dialog.get_by_role("textbox", name="Words").fill("two\nlines")
    dialog.get_by_label("B", exact=True).check()
    dialog.get_by_label("Y", exact=True).check()
    dialog.get_by_label("M", exact=True).check()
    dialog.get_by_label("O", exact=True).check()
    dialog.get_by_label("Time").fill("07:30")
    dialog.locator("select").select_option(label="@analyst")
    opened = bench.workspace.view("@pm")
    assert opened is not None
    dialog.get_by_role("button", name="Send").click()
    sent = bench.workspace.wait_for(
        lambda: next(
            (d for d in bench.workspace.space.dispatcher.sent() if d.payload.get("type") == "view_submission"), None
        )
    )
    values = sent.payload["view"]["state"]["values"]
    assert values["words"]["words"]["value"] == "two\nlines"
    assert [o["value"] for o in values["boxes"]["boxes"]["selected_options"]] == ["b"]
    assert values["radio"]["radio"]["selected_option"]["value"] == "y"
    assert [o["value"] for o in values["many"]["many"]["selected_options"]] == ["m", "o"]
    assert values["time"]["time"]["selected_time"] == "07:30"
    assert values["who"]["who"]["selected_user"] == "U0ANALYST01"
