"""
A message as readable text for the terminal, for `make run` and `deskbot ask`.

Headers, sections with fields, context lines, tables in columns, [buttons], links as label (url), charts in a line each.
"""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.workspace.jsontypes import JsonObject
from bot.workspace.mrkdwn import NO_NAMES, plain, plain_markdown, safe

RULE: Final = "─" * 40
_MENU_MARK = " ▾"


def render_message(message: JsonObject, names: Mapping[str, str] = NO_NAMES) -> str:
    """
    Return a message's blocks (or, without blocks, its text) and files as plain text lines.

    `names` maps user and channel ids to names. Control characters in foreign text are left out.
    """
    lines = [_render_block(block, names) for block in message.get("blocks") or ()]
    parts = [line for line in lines if line]
    if not parts and message.get("text"):
        parts.append(plain(str(message["text"]), names))
    for attachment in message.get("attachments") or ():
        parts.extend(_render_attachment(attachment, names))
    parts.extend(f"[file: {safe(str(f.get('title') or f.get('name')))}]" for f in message.get("files") or ())
    return "\n".join(parts)


def render_view(view: JsonObject, names: Mapping[str, str] = NO_NAMES) -> str:
    """Return a modal or App Home as plain text lines."""
    title = _text(view.get("title"), names)
    body = render_message({"blocks": view.get("blocks", [])}, names)
    buttons = " ".join(f"[{_text(view[key], names)}]" for key in ("close", "submit") if view.get(key))
    return "\n".join(part for part in (title and _underlined(title), body, buttons) if part)


def _render_block(block: JsonObject, names: Mapping[str, str]) -> str:
    render = _RENDERERS.get(str(block.get("type")))
    return render(block, names) if render is not None else f"[{safe(str(block.get('type')))}]"


def _render_attachment(attachment: JsonObject, names: Mapping[str, str]) -> list[str]:
    if attachment.get("blocks"):
        return [render_message(attachment, names)]
    found = (attachment.get("title"), attachment.get("text") or attachment.get("fallback"))
    return [f"| {plain(str(part), names)}" for part in found if part]


def _text(value: Any, names: Mapping[str, str]) -> str:
    """Return a text object as plain text."""
    if not isinstance(value, dict):
        return ""
    text = str(value.get("text", ""))
    return plain(text, names) if value.get("type") == "mrkdwn" else safe(text)


def _underlined(title: str) -> str:
    return f"{title}\n{'═' * min(display_width(title), 72)}"


def _header(block: JsonObject, names: Mapping[str, str]) -> str:
    return _underlined(_text(block.get("text"), names))


def _section(block: JsonObject, names: Mapping[str, str]) -> str:
    lines = [_text(block.get("text"), names)] if block.get("text") else []
    lines += [_field(_text(field, names)) for field in block.get("fields") or ()]
    accessory = block.get("accessory")
    if isinstance(accessory, dict):
        lines.append(_element(accessory, names))
    return "\n".join(line for line in lines if line)


def _field(text: str) -> str:
    """Return a field on one line when it is a label over a value."""
    label, newline, value = text.partition("\n")
    return f"  {label.rstrip(':')}: {value}" if newline and "\n" not in value else f"  {text}"


def _context(block: JsonObject, names: Mapping[str, str]) -> str:
    parts = [_element(e, names) if e.get("type") == "image" else _text(e, names) for e in block.get("elements") or ()]
    return " · ".join(part for part in parts if part)


def _actions(block: JsonObject, names: Mapping[str, str]) -> str:
    return " ".join(_element(element, names) for element in block.get("elements") or ())


def _element(element: JsonObject, names: Mapping[str, str]) -> str:
    kind = str(element.get("type"))
    if kind == "image":
        return f"[image: {safe(str(element.get('alt_text', '')))}]"
    if kind in ("button", "workflow_button"):
        url = element.get("url")
        return f"[{_text(element.get('text'), names)}]" + (f" ({safe(str(url))})" if url else "")
    if kind in ("checkboxes", "radio_buttons"):
        chosen = element.get("initial_options") or [element.get("initial_option")]
        mark = {str(o.get("value")) for o in chosen if isinstance(o, dict)}
        options = element.get("options") or ()
        return " ".join(f"({'x' if o['value'] in mark else ' '}) {_text(o['text'], names)}" for o in options)
    if kind == "overflow":
        return "[…]"
    chosen = element.get("initial_option")
    shown = _text(chosen.get("text"), names) if isinstance(chosen, dict) else ""
    shown = shown or str(
        element.get("initial_value") or element.get("initial_date") or element.get("initial_time") or ""
    )
    shown = shown or _text(element.get("placeholder"), names) or kind.replace("_", " ")
    return f"[{safe(shown)}{'' if kind.endswith('_input') else _MENU_MARK}]"


def _image(block: JsonObject, names: Mapping[str, str]) -> str:
    title = _text(block.get("title"), names)
    return "\n".join(part for part in (title, _element({**block, "type": "image"}, names)) if part)


def _input(block: JsonObject, names: Mapping[str, str]) -> str:
    line = f"{_text(block.get('label'), names)}: {_element(block.get('element') or {}, names)}"
    hint = _text(block.get("hint"), names)
    return f"{line}\n  {hint}" if hint else line


def _rich_text(block: JsonObject, names: Mapping[str, str]) -> str:
    lines: list[str] = []
    for element in block.get("elements") or ():
        match element.get("type"):
            case "rich_text_list":
                numbered = element.get("style") == "ordered"
                indent = "  " * int(element.get("indent") or 0)
                for index, item in enumerate(element.get("elements") or (), 1):
                    lines.append(f"{indent}{f'{index}.' if numbered else '•'} {_leaves(item, names)}")
            case "rich_text_quote":
                lines.append("\n".join(f"| {line}" for line in _leaves(element, names).splitlines()))
            case _:
                lines.append(_leaves(element, names))
    return "\n".join(lines)


def _leaves(section: JsonObject, names: Mapping[str, str]) -> str:
    return safe("".join(_leaf(leaf, names) for leaf in section.get("elements") or ()))


def _leaf(leaf: JsonObject, names: Mapping[str, str]) -> str:
    match leaf.get("type"):
        case "link":
            url = str(leaf.get("url"))
            shown = f"{leaf['text']} ({url})" if leaf.get("text") and leaf["text"] != url else url
        case "user":
            shown = "@" + names.get(str(leaf.get("user_id")), str(leaf.get("user_id")))
        case "channel":
            shown = "#" + names.get(str(leaf.get("channel_id")), str(leaf.get("channel_id")))
        case "emoji":
            shown = f":{leaf.get('name')}:"
        case "broadcast":
            shown = f"@{leaf.get('range')}"
        case "date":
            shown = str(leaf.get("fallback") or leaf.get("timestamp"))
        case _:
            shown = str(leaf.get("text", ""))
    return shown


def _table(block: JsonObject, names: Mapping[str, str]) -> str:
    rows = [[_cell(cell, names) for cell in row] for row in block.get("rows") or ()]
    settings = block.get("column_settings") or ()
    right = [isinstance(s, dict) and s.get("align") == "right" for s in settings]
    lines = aligned(rows, right)
    caption = safe(str(block.get("caption", "")))
    return "\n".join([caption, *lines] if caption else lines)


def _cell(cell: JsonObject, names: Mapping[str, str]) -> str:
    if cell.get("type") == "rich_text":
        return _rich_text(cell, names).replace("\n", " ")
    return safe(str(cell.get("text") if cell.get("text") is not None else cell.get("value", ""))).replace("\n", " ")


def aligned(rows: list[list[str]], right: list[bool]) -> list[str]:
    """Return rows as lines of aligned columns, a rule under the first row."""
    widths = [0] * max((len(row) for row in rows), default=0)
    for row in rows:
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], display_width(cell))
    lines = []
    for row in rows:
        cells = []
        for index, cell in enumerate(row):
            gap = " " * (widths[index] - display_width(cell))
            cells.append(gap + cell if index < len(right) and right[index] else cell + gap)
        lines.append("  ".join(cells).rstrip())
    if len(lines) > 1:
        lines.insert(1, "  ".join("─" * width for width in widths))
    return lines


def display_width(text: str) -> int:
    """Return how many terminal columns a text takes."""
    marks = sum(unicodedata.combining(c) != 0 for c in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def _chart(block: JsonObject, _names: Mapping[str, str]) -> str:
    chart = block.get("chart") or {}
    lines = [f"[{safe(str(chart.get('type')))} chart] {safe(str(block.get('title', '')))}"]
    if chart.get("segments"):
        lines.append("  " + ", ".join(f"{safe(str(s.get('label')))} {s.get('value')}" for s in chart["segments"]))
    for series in chart.get("series") or ():
        points = series.get("data") or []
        values = [point.get("value") for point in points]
        if not values:
            continue
        first, last = (safe(str(points[i].get("label"))) for i in (0, -1))
        lines.append(
            f"  {safe(str(series.get('name')))}: {first} {values[0]} → {last} {values[-1]}"
            f" (low {min(values)}, high {max(values)})"
        )
    return "\n".join(lines)


_RENDERERS: Final = MappingProxyType[str, Callable[[JsonObject, Mapping[str, str]], str]](
    {
        "header": _header,
        "section": _section,
        "divider": lambda _block, _names: RULE,
        "context": _context,
        "actions": _actions,
        "context_actions": _actions,
        "image": _image,
        "input": _input,
        "rich_text": _rich_text,
        "markdown": lambda block, _names: plain_markdown(str(block.get("text", ""))),
        "table": _table,
        "data_table": _table,
        "data_visualization": _chart,
        "alert": _section,
    }
)
