"""Every Block Kit limit: what Slack takes just inside it, and refuses just outside, naming the place."""

from typing import Any

import pytest

from bot.workspace.blockkit import blocks_length, validate_message, validate_view

Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "x", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action, "text": plain(), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def options(count: int, text: str = "x", value: str = "v") -> list[Json]:
    return [{"text": plain(text), "value": f"{value}{i}" if count > 1 else value} for i in range(count)]


def select(count: int = 2, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": options(count), **more}


def raw(text: str = "x") -> Json:
    return {"type": "raw_text", "text": text}


def table(rows: int = 2, columns: int = 2, text: str = "x", **more: Any) -> Json:
    return {"type": "table", "rows": [[raw(text)] * columns for _ in range(rows)], **more}


def data_table(rows: int = 2, columns: int = 2, **more: Any) -> Json:
    return {"type": "data_table", "caption": "c", "rows": [[raw()] * columns for _ in range(rows)], **more}


def chart(points: int = 3, series: int = 1, title: str = "t", label: str = "c", name: str = "s", **more: Any) -> Json:
    labels = [f"{label}{i}" if points > 1 else label for i in range(points)]
    data = [{"label": at, "value": 1.5} for at in labels]
    lines = [{"name": f"{name}{i}" if series > 1 else name, "data": data} for i in range(series)]
    body = {"type": "line", "series": lines, "axis_config": {"categories": labels, **more}}
    return {"type": "data_visualization", "title": title, "chart": body}


def pie(count: int = 2, label: str = "p", value: float = 1) -> Json:
    segments = [{"label": label, "value": value} for _ in range(count)]
    return {"type": "data_visualization", "title": "t", "chart": {"type": "pie", "segments": segments}}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "x", **more}


def entry(element: Json | None = None, label: str = "l", **more: Any) -> Json:
    element = element or {"type": "plain_text_input", "action_id": "in"}
    return {"type": "input", "block_id": "b", "label": plain(label), "element": element, **more}


def rich(*leaves: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}


def confirm(**more: str) -> Json:
    texts = {"title": "t", "text": "x", "confirm": "y", "deny": "n"} | more
    return {key: plain(text) for key, text in texts.items()}


# name: (a payload's blocks at the limit, the same just over it, where the problem is)
MESSAGE_LIMITS: dict[str, tuple[list[Json], list[Json], str]] = {
    "50 blocks": ([{"type": "divider"}] * 50, [{"type": "divider"}] * 51, "/blocks"),
    "section text 3,000": ([section("x" * 3000)], [section("x" * 3001)], "/blocks/0/text/text"),
    "text not empty": ([section("x")], [section("")], "/blocks/0/text/text"),
    "10 fields": (
        [{"type": "section", "fields": [mrkdwn()] * 10}],
        [{"type": "section", "fields": [mrkdwn()] * 11}],
        "/blocks/0/fields",
    ),
    "field 2,000": (
        [{"type": "section", "fields": [mrkdwn("x" * 2000)]}],
        [{"type": "section", "fields": [mrkdwn("x" * 2001)]}],
        "/blocks/0/fields/0/text",
    ),
    "section needs text or fields": ([section()], [{"type": "section"}], "/blocks/0"),
    "header 150": (
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "header", "text": plain("x" * 151)}],
        "/blocks/0/text/text",
    ),
    "header is plain": (
        [{"type": "header", "text": plain()}],
        [{"type": "header", "text": mrkdwn()}],
        "/blocks/0/text/type",
    ),
    "context 10": (
        [{"type": "context", "elements": [mrkdwn()] * 10}],
        [{"type": "context", "elements": [mrkdwn()] * 11}],
        "/blocks/0/elements",
    ),
    "context not empty": (
        [{"type": "context", "elements": [mrkdwn()]}],
        [{"type": "context", "elements": []}],
        "/blocks/0/elements",
    ),
    "context holds no buttons": (
        [{"type": "context", "elements": [image()]}],
        [{"type": "context", "elements": [button()]}],
        "/blocks/0/elements/0/type",
    ),
    "actions 25": (
        [actions(*[button(f"a{i}") for i in range(25)])],
        [actions(*[button(f"a{i}") for i in range(26)])],
        "/blocks/0/elements",
    ),
    "actions not empty": ([actions(button())], [actions()], "/blocks/0/elements"),
    "action_id once in a block": (
        [actions(button("a"), button("b"))],
        [actions(button("a"), button("a"))],
        "/blocks/0/elements/1/action_id",
    ),
    "block_id once": (
        [section(block_id="a"), section(block_id="b")],
        [section(block_id="a"), section(block_id="a")],
        "/blocks/1/block_id",
    ),
    "block_id 255": ([section(block_id="x" * 255)], [section(block_id="x" * 256)], "/blocks/0/block_id"),
    "action_id 255": ([actions(button("x" * 255))], [actions(button("x" * 256))], "/blocks/0/elements/0/action_id"),
    "button text 75": (
        [actions(button(text=plain("x" * 75)))],
        [actions(button(text=plain("x" * 76)))],
        "/blocks/0/elements/0/text/text",
    ),
    "button text is plain": (
        [actions(button(text=plain()))],
        [actions(button(text=mrkdwn()))],
        "/blocks/0/elements/0/text/type",
    ),
    "button value 2,000": (
        [actions(button(value="x" * 2000))],
        [actions(button(value="x" * 2001))],
        "/blocks/0/elements/0/value",
    ),
    "button url 3,000": (
        [actions(button(url="https://a.example/".ljust(3000, "x")))],
        [actions(button(url="https://a.example/".ljust(3001, "x")))],
        "/blocks/0/elements/0/url",
    ),
    "button url is a URL": (
        [actions(button(url="https://a.example"))],
        [actions(button(url="a.example"))],
        "/blocks/0/elements/0/url",
    ),
    "button style": (
        [actions(button(style="danger"))],
        [actions(button(style="red"))],
        "/blocks/0/elements/0/style",
    ),
    "confirm title 100": (
        [actions(button(confirm=confirm(title="x" * 100)))],
        [actions(button(confirm=confirm(title="x" * 101)))],
        "/blocks/0/elements/0/confirm/title/text",
    ),
    "confirm text 300": (
        [actions(button(confirm=confirm(text="x" * 300)))],
        [actions(button(confirm=confirm(text="x" * 301)))],
        "/blocks/0/elements/0/confirm/text/text",
    ),
    "confirm button 30": (
        [actions(button(confirm=confirm(deny="x" * 30)))],
        [actions(button(confirm=confirm(deny="x" * 31)))],
        "/blocks/0/elements/0/confirm/deny/text",
    ),
    "select 100 options": ([actions(select(100))], [actions(select(101))], "/blocks/0/elements/0/options"),
    "select has options": ([actions(select(1))], [actions(select(0))], "/blocks/0/elements/0/options"),
    "option text 75": (
        [actions(select(options=options(1, text="x" * 75)))],
        [actions(select(options=options(1, text="x" * 76)))],
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "option value 150": (
        [actions(select(options=options(1, value="x" * 150)))],
        [actions(select(options=options(1, value="x" * 151)))],
        "/blocks/0/elements/0/options/0/value",
    ),
    "option text is plain in menus": (
        [actions(select(options=options(1)))],
        [actions(select(options=[{"text": mrkdwn(), "value": "v"}]))],
        "/blocks/0/elements/0/options/0/text/type",
    ),
    "initial option is offered": (
        [actions(select(2, initial_option=options(2)[1]))],
        [actions(select(2, initial_option={"text": plain(), "value": "other"}))],
        "/blocks/0/elements/0/initial_option",
    ),
    "overflow 5": (
        [actions({"type": "overflow", "action_id": "o", "options": options(5)})],
        [actions({"type": "overflow", "action_id": "o", "options": options(6)})],
        "/blocks/0/elements/0/options",
    ),
    "checkboxes 10": (
        [actions({"type": "checkboxes", "action_id": "o", "options": options(10)})],
        [actions({"type": "checkboxes", "action_id": "o", "options": options(11)})],
        "/blocks/0/elements/0/options",
    ),
    "placeholder 150": (
        [actions(select(placeholder=plain("x" * 150)))],
        [actions(select(placeholder=plain("x" * 151)))],
        "/blocks/0/elements/0/placeholder/text",
    ),
    "date of a picker": (
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-11-30"})],
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "30.11.2026"})],
        "/blocks/0/elements/0/initial_date",
    ),
    "image needs alt_text": ([image()], [{"type": "image", "image_url": "https://a.example/x.png"}], "/blocks/0"),
    "image alt_text 2,000": ([image(alt_text="x" * 2000)], [image(alt_text="x" * 2001)], "/blocks/0/alt_text"),
    "image url or file": (
        [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x"}],
        [image(slack_file={"id": "F1"})],
        "/blocks/0",
    ),
    "slack_file id or url": (
        [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x"}],
        [{"type": "image", "slack_file": {"id": "F1", "url": "https://a.example"}, "alt_text": "x"}],
        "/blocks/0/slack_file",
    ),
    "markdown 12,000 in total": (
        [{"type": "markdown", "text": "x" * 6000}, {"type": "markdown", "text": "x" * 6000}],
        [{"type": "markdown", "text": "x" * 6000}, {"type": "markdown", "text": "x" * 6001}],
        "/blocks",
    ),
    "table 100 rows": ([table(100)], [table(101)], "/blocks/0/rows"),
    "table 20 columns": ([table(1, 20)], [table(1, 21)], "/blocks/0/rows/0"),
    "table 10,000 characters": (
        [table(10, 1, "x" * 1000)],
        [table(10, 1, "x" * 1001)],
        "/blocks/0/rows",
    ),
    "table cell not empty": ([table(1, 1, "x")], [table(1, 1, "")], "/blocks/0/rows/0/0/text"),
    "table cell type": (
        [{"type": "table", "rows": [[raw()]]}],
        [{"type": "table", "rows": [[mrkdwn()]]}],
        "/blocks/0/rows/0/0/type",
    ),
    "one table": ([table()], [table(), table()], "/blocks"),
    "one table of either kind": ([data_table()], [table(), data_table()], "/blocks"),
    "data_table 101 rows": ([data_table(101)], [data_table(102)], "/blocks/0/rows"),
    "data_table needs a row": ([data_table(2)], [data_table(1)], "/blocks/0/rows"),
    "data_table needs a caption": (
        [data_table()],
        [{"type": "data_table", "rows": [[raw()], [raw()]]}],
        "/blocks/0",
    ),
    "data_table rows are equal": (
        [{"type": "data_table", "caption": "c", "rows": [[raw(), raw()], [raw(), raw()]]}],
        [{"type": "data_table", "caption": "c", "rows": [[raw(), raw()], [raw()]]}],
        "/blocks/0/rows/1",
    ),
    "chart title 50": ([chart(title="x" * 50)], [chart(title="x" * 51)], "/blocks/0/title"),
    "chart 20 points": ([chart(20)], [chart(21)], "/blocks/0/chart/axis_config/categories"),
    "chart 6 series": ([chart(series=6)], [chart(series=7)], "/blocks/0/chart/series"),
    "chart label 20": (
        [chart(1, label="x" * 20)],
        [chart(1, label="x" * 21)],
        "/blocks/0/chart/axis_config/categories/0",
    ),
    "series name 20": ([chart(name="x" * 20)], [chart(name="x" * 21)], "/blocks/0/chart/series/0/name"),
    "axis label 50": ([chart(x_label="x" * 50)], [chart(x_label="x" * 51)], "/blocks/0/chart/axis_config/x_label"),
    "two charts": ([chart(), chart()], [chart(), chart(), chart()], "/blocks"),
    "one point for each category": (
        [chart(3)],
        [chart(3) | {"chart": chart(3)["chart"] | {"axis_config": {"categories": ["c0", "c1"]}}}],
        "/blocks/0/chart/series/0/data",
    ),
    "pie of positive segments": ([pie(value=1)], [pie(value=0)], "/blocks/0/chart/segments/0/value"),
    "pie 6 segments": ([pie(6)], [pie(7)], "/blocks/0/chart/segments"),
    "alert is for modals": (
        [section()],
        [{"type": "alert", "text": mrkdwn()}],
        "/blocks/0/type",
    ),
    "known block type": ([section()], [{"type": "sektion"}], "/blocks/0/type"),
    "known keys": ([section()], [section(accesory=button())], "/blocks/0"),
    "emoji flag only in plain_text": (
        [{"type": "header", "text": {"type": "plain_text", "text": "x", "emoji": True}}],
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}],
        "/blocks/0/text",
    ),
    "rich_text leaf": (
        [rich({"type": "text", "text": "x"})],
        [rich({"type": "words", "text": "x"})],
        "/blocks/0/elements/0/elements/0/type",
    ),
    "rich_text text not empty": (
        [rich({"type": "text", "text": "x"})],
        [rich({"type": "text", "text": ""})],
        "/blocks/0/elements/0/elements/0/text",
    ),
    "no inputs in actions": (
        [actions(select())],
        [actions({"type": "plain_text_input", "action_id": "a"})],
        "/blocks/0/elements/0/type",
    ),
    "13,200 characters over all blocks": (
        [section("x" * 3000)] * 4 + [section("x" * 1200 + "")],
        [section("x" * 3000)] * 4 + [section("x" * 1201)],
        "/blocks",
    ),
}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("t"), "submit": plain("s"), "blocks": list(blocks), **more}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


VIEW_LIMITS: dict[str, tuple[Json, Json, str]] = {
    "100 blocks in a modal": (modal(*[section()] * 100), modal(*[section()] * 101), "/blocks"),
    "100 blocks in a home": (home(*[section()] * 100), home(*[section()] * 101), "/blocks"),
    "title 24": (modal(title=plain("x" * 24)), modal(title=plain("x" * 25)), "/title/text"),
    "submit 24": (modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25)), "/submit/text"),
    "close 24": (modal(close=plain("x" * 24)), modal(close=plain("x" * 25)), "/close/text"),
    "title needed": (modal(), {"type": "modal", "blocks": []}, "/"),
    "private_metadata 3,000": (
        modal(private_metadata="x" * 3000),
        modal(private_metadata="x" * 3001),
        "/private_metadata",
    ),
    "callback_id 255": (modal(callback_id="x" * 255), modal(callback_id="x" * 256), "/callback_id"),
    "input needs submit": (
        modal(entry()),
        {"type": "modal", "title": plain(), "blocks": [entry()]},
        "/",
    ),
    "input label 2,000": (modal(entry(label="x" * 2000)), modal(entry(label="x" * 2001)), "/blocks/0/label/text"),
    "input label is plain": (
        modal(entry()),
        modal(entry() | {"label": mrkdwn()}),
        "/blocks/0/label/type",
    ),
    "input hint 2,000": (
        modal(entry(hint=plain("x" * 2000))),
        modal(entry(hint=plain("x" * 2001))),
        "/blocks/0/hint/text",
    ),
    "input holds no button": (modal(entry()), modal(entry(button())), "/blocks/0/element/type"),
    "max_length 3,000": (
        modal(entry({"type": "plain_text_input", "max_length": 3000})),
        modal(entry({"type": "plain_text_input", "max_length": 3001})),
        "/blocks/0/element/max_length",
    ),
    "number input says if decimal": (
        modal(entry({"type": "number_input", "is_decimal_allowed": False})),
        modal(entry({"type": "number_input"})),
        "/blocks/0/element",
    ),
    "no table in a modal": (modal(section()), modal(table()), "/blocks/0/type"),
    "no markdown in a modal": (modal(section()), modal({"type": "markdown", "text": "x"}), "/blocks/0/type"),
    "no chart in a modal": (modal(section()), modal(chart()), "/blocks/0/type"),
    "no table in a home": (home(section()), home(table()), "/blocks/0/type"),
    "no chart in a home": (home(section()), home(chart()), "/blocks/0/type"),
    "no markdown in a home": (home(section()), home({"type": "markdown", "text": "x"}), "/blocks/0/type"),
    "no title in a home": (home(section()), home(section(), title=plain()), "/"),
    "view type": (modal(), modal() | {"type": "window"}, "/type"),
}


def places(problems: list[str]) -> list[str]:
    return [problem.partition("[json-pointer:")[2].rstrip("]") for problem in problems]


@pytest.mark.parametrize("name", MESSAGE_LIMITS)
def test_message_limit_holds_on_both_sides(name: str):
    """
    A message at the limit is taken; one just over it is refused, and the problem names its place.
    """
    inside, outside, place = MESSAGE_LIMITS[name]
    assert validate_message({"text": "x", "blocks": inside}) == []
    assert places(validate_message({"text": "x", "blocks": outside}))[0] == place


@pytest.mark.parametrize("name", VIEW_LIMITS)
def test_view_limit_holds_on_both_sides(name: str):
    """
    A view at the limit is taken; one just over it is refused, and the problem names its place.
    """
    inside, outside, place = VIEW_LIMITS[name]
    assert validate_view(inside) == []
    assert place in places(validate_view(outside))


def test_a_message_needs_text_or_blocks():
    """
    An empty message is refused; text alone, and blocks alone, are taken.
    """
    assert validate_message({"text": ""}) == ["[ERROR] no_text [json-pointer:/]"]
    assert validate_message({"text": "x"}) == []
    assert validate_message({"blocks": [section()]}) == []


@pytest.mark.parametrize("broken", [None, "x", 3, [], [None], ["x"], {"a": 1}, [{"type": 3}], [{"text": "x"}]])
def test_a_payload_of_the_wrong_shape_is_refused_not_crashed(broken: Any):
    """
    Whatever stands where blocks belong, the answer is a list of problems.
    """
    problems = validate_message({"text": "x", "blocks": broken})
    assert bool(problems) is (broken not in (None, []))


def _replaced(value: Any, new: Any, path: tuple[Any, ...]) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = _replaced(copy[path[0]], new, path[1:])
    return copy


def _paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [at] if at else []
    if isinstance(value, dict):
        for key, item in value.items():
            found += _paths(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += _paths(item, (*at, index))
    return found


def test_no_wrong_type_anywhere_crashes_the_check():
    """
    Replacing any value of a rich message by a number, a text, a list or an object gives problems or none, no exception.
    """
    blocks = [
        section(accessory=select()),
        actions(button(confirm=confirm(), url="https://a.example", value="v"), select(initial_option=options(2)[0])),
        {"type": "context", "elements": [mrkdwn(), image()]},
        table(column_settings=[{"align": "right"}]),
        chart(series=2),
        pie(),
        rich({"type": "link", "url": "https://a.example"}),
        image(),
        entry(),
        {"type": "markdown", "text": "x"},
    ]
    assert validate_message({"text": "x", "blocks": blocks}) == []
    for path in _paths(blocks):
        for wrong in (7, "", [], {}, None, [3], {"type": "x"}):
            changed = _replaced(blocks, wrong, path)
            assert isinstance(validate_message({"text": "x", "blocks": changed}), list)


def test_ids_and_types_do_not_count_towards_the_total():
    """
    The total counts what people read, not block types and ids.
    """
    assert blocks_length([section("abc", block_id="x" * 100)]) == len("abc")
