"""Messages as terminal text: readable, unescaped, and unable to trick the terminal."""

import pytest

from bot.workspace.mrkdwn import plain, plain_markdown
from bot.workspace.text import render_message, render_view

CARD = {
    "text": "fallback",
    "blocks": [
        {"type": "header", "text": {"type": "plain_text", "text": "ALLO: bullish"}},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*Bullish*, see <https://a.example/x_y_z?a=1&amp;b=2|the *story*>"},
            "fields": [
                {"type": "mrkdwn", "text": "*Score*\n+0.42"},
                {"type": "mrkdwn", "text": "*Trend*: up"},
            ],
            "accessory": {"type": "image", "image_url": "https://a.example/i.png", "alt_text": "a rising line"},
        },
        {"type": "divider"},
        {
            "type": "table",
            "column_settings": [{"align": "left"}, {"align": "right"}],
            "rows": [
                [{"type": "raw_text", "text": "Ticker"}, {"type": "raw_text", "text": "Score"}],
                [{"type": "raw_text", "text": "ALLO"}, {"type": "raw_text", "text": "+0.421"}],
                [{"type": "raw_text", "text": "日本"}, {"type": "raw_text", "text": "-1"}],
            ],
        },
        {
            "type": "data_visualization",
            "title": "30 days",
            "chart": {
                "type": "line",
                "series": [{"name": "score", "data": [{"label": "Mon", "value": 1}, {"label": "Tue", "value": -2}]}],
                "axis_config": {"categories": ["Mon", "Tue"]},
            },
        },
        {
            "type": "actions",
            "elements": [
                {"type": "button", "action_id": "s", "text": {"type": "plain_text", "text": "Share to channel"}},
                {
                    "type": "static_select",
                    "action_id": "p",
                    "placeholder": {"type": "plain_text", "text": "Period"},
                    "options": [],
                },
            ],
        },
        {
            "type": "context",
            "elements": [{"type": "mrkdwn", "text": "as of 14:00"}, {"type": "mrkdwn", "text": "2 &lt; 3"}],
        },
    ],
}


def test_a_card_reads_well():
    """
    Every kind of block has its line; the fallback text is not repeated.
    """
    assert render_message(CARD).splitlines() == [
        "ALLO: bullish",
        "═════════════",
        "Bullish, see the *story* (https://a.example/x_y_z?a=1&b=2)",
        "  Score: +0.42",
        "  Trend: up",
        "[image: a rising line]",
        "─" * 40,
        "Ticker   Score",
        "──────  ──────",
        "ALLO    +0.421",
        "日本        -1",
        "[line chart] 30 days",
        "  score: Mon 1 → Tue -2 (low -2, high 1)",
        "[Share to channel] [Period ▾]",
        "as of 14:00 · 2 < 3",
    ]


@pytest.mark.parametrize(
    ("mrkdwn", "shown"),
    [
        ("*bold* _it_ ~no~ `code`", "bold it no code"),
        ("snake_case_name 5*3*2 a~b~c", "snake_case_name 5*3*2 a~b~c"),
        ("<https://a.example>", "https://a.example"),
        ("*<https://a.example|title>*", "title (https://a.example)"),
        ("to *7 May, <!date^1795183200^{time}|14:00 UTC>*, by *<@U1>*", "to 7 May, 14:00 UTC, by @pm"),
        ("<@U1> <@U2> <#C1|general> <!here>", "@pm @U2 #general @here"),
        ("<!date^1795183200^{date_short} {time}|20 Nov 14:00 UTC>", "20 Nov 14:00 UTC"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("&gt; quoted", "| quoted"),
        (":rocket: :unknown_one:", "🚀 :unknown_one:"),
        ("```a *b* &lt;```", "a *b* <"),
        ("\ue000*a* <@U1>", "a @pm"),
        ("red\x1b[31m\x07 \u202eevil", "red[31m evil"),
    ],
)
def test_mrkdwn_as_plain_text(mrkdwn: str, shown: str):
    """
    Styles go, links are spelled out, entities are decoded, control codes are left out.
    """
    assert plain(mrkdwn, {"U1": "pm"}) == shown


def test_markdown_as_plain_text():
    """
    Markdown headings, bold and links lose their marks.
    """
    assert plain_markdown("## Top\n**bold** [x](https://a.example/(y)) [https://b](https://b)") == (
        "Top\nbold x (https://a.example/(y)) https://b"
    )


def test_text_rich_text_files_and_attachments():
    """
    A message without blocks shows its text; lists, files and previews have their lines.
    """
    assert render_message({"text": "*hi* &amp; bye"}) == "hi & bye"
    leaves = [{"type": "text", "text": "see "}, {"type": "link", "url": "https://a.example", "text": "it"}]
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": leaves},
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [{"elements": [{"type": "user", "user_id": "U1"}]}],
            },
        ],
    }
    message = {"blocks": [rich], "files": [{"name": "a.png"}], "attachments": [{"title": "Preview"}]}
    assert render_message(message, {"U1": "pm"}).splitlines() == [
        "see it (https://a.example)",
        "1. @pm",
        "| Preview",
        "[file: a.png]",
    ]


def test_a_modal_as_text():
    """
    A modal shows its title, inputs and buttons.
    """
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Settings"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [
            {
                "type": "input",
                "label": {"type": "plain_text", "text": "Zone"},
                "element": {"type": "plain_text_input", "initial_value": "Europe/London"},
            }
        ],
    }
    assert render_view(view).splitlines() == ["Settings", "════════", "Zone: [Europe/London]", "[Save]"]


@pytest.mark.parametrize(
    "block", [{}, {"type": "new_thing"}, {"type": "section"}, {"type": "table"}, {"type": "actions"}]
)
def test_odd_blocks_do_not_break_the_terminal(block: dict[str, str]):
    """
    Unknown and empty blocks give a line or none, no exception.
    """
    assert isinstance(render_message({"blocks": [block]}), str)
