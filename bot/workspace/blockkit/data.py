"""Tables and charts: table, data_table, data_visualization."""

import math
from typing import Any, Final

from bot.workspace.blockkit.node import Node
from bot.workspace.blockkit.rich import check_rich_text

TABLE_ROWS: Final = 100
DATA_TABLE_ROWS: Final = 101  # with the header
COLUMNS: Final = 20
TABLE_CHARACTERS: Final = 10_000  # docs.slack.dev, "Table block" and "Data table block": over all cells
CHART_TITLE: Final = 50
CHART_LABEL: Final = 20
CHART_POINTS: Final = 20
CHART_SERIES: Final = 6
AXIS_LABEL: Final = 50


def check_table(block: Node) -> None:
    """Check a table block."""
    block.only("rows", "column_settings")
    rows = block.child("rows")
    if rows.count(TABLE_ROWS):
        for row in rows.items():
            if row.count(COLUMNS):
                for cell in row.items():
                    _check_cell(cell, ("raw_text", "rich_text"))
    if block.has("column_settings"):
        settings = block.child("column_settings")
        if settings.count(COLUMNS, least=0):
            for setting in settings.items():
                if isinstance(setting.value, dict):
                    setting.one_of("align", ("left", "center", "right"))
                    setting.kind_of("is_wrapped", bool)
    _check_characters(rows)


def check_data_table(block: Node) -> None:
    """Check a data_table block: a header row, equal rows, a caption."""
    block.only("rows", "caption", "page_size", "row_header_column_index")
    block.string("caption", 255, required=True)
    block.number("page_size", 1, 100)
    rows = block.child("rows")
    if not rows.count(DATA_TABLE_ROWS, least=2):
        return
    width = len(rows.value[0]) if rows.value and isinstance(rows.value[0], list) else 0
    for index, row in enumerate(rows.items()):
        if not row.count(COLUMNS):
            continue
        if len(row.value) != width:
            row.fail(f"must have {width} items, as the header has")
        kinds = ("raw_text", "raw_number") if index == 0 else ("raw_text", "raw_number", "rich_text", "action")
        for cell in row.items():
            _check_cell(cell, kinds)
    _check_characters(rows)


def _check_cell(cell: Node, kinds: tuple[str, ...]) -> None:
    if not cell.is_object():
        return
    cell.one_of("type", kinds, required=True)
    match cell.kind:
        case "raw_text":
            cell.string("text", TABLE_CHARACTERS, required=True)
        case "raw_number":
            cell.require("value")
        case "rich_text":
            check_rich_text(cell)


def _check_characters(rows: Node) -> None:
    total = _characters(rows.value)
    if total > TABLE_CHARACTERS:
        rows.fail(f"the cells hold {total} characters; no more than {TABLE_CHARACTERS} allowed")


def _characters(value: Any) -> int:
    if isinstance(value, list):
        return sum(_characters(item) for item in value)
    if isinstance(value, dict):
        own = value.get("text")
        inner = sum(_characters(item) for item in value.values() if isinstance(item, list))
        return inner + (len(own) if isinstance(own, str) else 0)
    return 0


def check_chart(block: Node) -> None:
    """Check a data_visualization block."""
    block.only("title", "chart")
    block.string("title", CHART_TITLE, required=True)
    chart = block.child("chart")
    if not chart.is_object():
        return
    chart.one_of("type", ("pie", "bar", "area", "line"), required=True)
    if chart.kind == "pie":
        _check_pie(chart)
    else:
        _check_axes(chart)


def _check_pie(chart: Node) -> None:
    chart.only("segments")
    segments = chart.child("segments")
    if segments.count(CHART_SERIES):
        for segment in segments.items():
            _check_point(segment)
            if (
                isinstance(segment.value, dict)
                and _is_number(segment.value.get("value"))
                and segment.value["value"] <= 0
            ):
                segment.child("value").fail("must be more than 0")


def _check_axes(chart: Node) -> None:
    chart.only("series", "axis_config")
    axis = chart.child("axis_config")
    categories: list[Any] = []
    if axis.is_object():
        axis.only("categories", "x_label", "y_label")
        axis.string("x_label", AXIS_LABEL)
        axis.string("y_label", AXIS_LABEL)
        found = axis.child("categories")
        if found.count(CHART_POINTS):
            categories = found.value
            for category in found.items():
                category.length(CHART_LABEL)
            if len(set(map(str, categories))) != len(categories):
                found.fail("must be unique")
    series = chart.child("series")
    if not series.count(CHART_SERIES):
        return
    series.unique("name")
    for line in series.items():
        if not line.is_object():
            continue
        line.only("name", "data")
        line.string("name", CHART_LABEL, required=True)
        data = line.child("data")
        if data.count(CHART_POINTS):
            for point in data.items():
                _check_point(point)
            labels = [point.value.get("label") for point in data.items() if isinstance(point.value, dict)]
            if labels != categories:
                data.fail("must have exactly one point for each category, in their order")


def _check_point(point: Node) -> None:
    if not point.is_object():
        return
    point.only("label", "value")
    point.string("label", CHART_LABEL, required=True)
    if not _is_number(point.value.get("value")):
        point.child("value").fail("must be a finite number")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
