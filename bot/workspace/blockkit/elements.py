"""Interactive elements and images (docs.slack.dev, "Block elements"): limits of each, and where each may stand."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from bot.workspace.blockkit.node import ID_MOST, Node
from bot.workspace.blockkit.objects import (
    check_confirm,
    check_initial,
    check_menu_options,
    check_options,
    check_picture,
    check_text_under,
)

PLACEHOLDER: Final = 150
INPUT_MOST: Final = 3000
_COMMON = ("action_id", "confirm", "focus_on_load")


def check_element(element: Node, allowed: frozenset[str]) -> None:
    """Check an element and that its kind may stand here."""
    if not element.is_object():
        return
    kind = element.kind
    check = _CHECKS.get(kind)
    if kind not in allowed or check is None:
        element.child("type").fail(f"unsupported type: {kind}")
        return
    element.string("action_id", ID_MOST)
    element.kind_of("focus_on_load", bool)
    check_confirm(element)
    check(element)


def _button(element: Node) -> None:
    element.only(*_COMMON, "text", "url", "value", "style", "accessibility_label")
    check_text_under(element, "text", 75, required=True)
    element.url("url")
    element.string("value", 2000)
    element.one_of("style", ("primary", "danger"))
    element.string("accessibility_label", 75)


def _workflow_button(element: Node) -> None:
    check_text_under(element, "text", 75, required=True)
    element.require("workflow")


def _image(element: Node) -> None:
    element.only("image_url", "slack_file", "alt_text")
    check_picture(element)


def _static_select(element: Node) -> None:
    element.only(*_COMMON, "placeholder", "options", "option_groups", "initial_option")
    check_text_under(element, "placeholder", PLACEHOLDER)
    check_menu_options(element)
    check_initial(element, "initial_option")


def _multi_static_select(element: Node) -> None:
    element.only(*_COMMON, "placeholder", "options", "option_groups", "initial_options", "max_selected_items")
    check_text_under(element, "placeholder", PLACEHOLDER)
    check_menu_options(element)
    check_initial(element, "initial_options", many=True)
    element.number("max_selected_items", 1, 100)


def _external_select(element: Node) -> None:
    check_text_under(element, "placeholder", PLACEHOLDER)
    element.number("min_query_length", 0, 3000)
    element.number("max_selected_items", 1, 100)


def _object_select(element: Node) -> None:
    check_text_under(element, "placeholder", PLACEHOLDER)
    element.number("max_selected_items", 1, 100)


def _overflow(element: Node) -> None:
    element.only(*_COMMON, "options")
    check_options(element, most=5, with_url=True)


def _checkboxes(element: Node) -> None:
    element.only(*_COMMON, "options", "initial_options")
    check_options(element, most=10, plain=False)
    check_initial(element, "initial_options", many=True)


def _radio_buttons(element: Node) -> None:
    element.only(*_COMMON, "options", "initial_option")
    check_options(element, most=10, plain=False)
    check_initial(element, "initial_option")


def _date_picker(element: Node) -> None:
    element.only(*_COMMON, "initial_date", "placeholder")
    element.pattern("initial_date", r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date in the format YYYY-MM-DD")
    check_text_under(element, "placeholder", PLACEHOLDER)


def _time_picker(element: Node) -> None:
    element.only(*_COMMON, "initial_time", "placeholder", "timezone")
    element.pattern("initial_time", r"([01]\d|2[0-3]):[0-5]\d", "a time in the format HH:mm")
    check_text_under(element, "placeholder", PLACEHOLDER)


def _datetime_picker(element: Node) -> None:
    element.only(*_COMMON, "initial_date_time")
    element.number("initial_date_time", 1_000_000_000, 9_999_999_999)


def _plain_text_input(element: Node) -> None:
    element.only(
        *_COMMON, "placeholder", "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config"
    )
    check_text_under(element, "placeholder", PLACEHOLDER)
    element.number("min_length", 0, INPUT_MOST)
    element.number("max_length", 1, INPUT_MOST)
    element.kind_of("multiline", bool)
    element.string("initial_value", INPUT_MOST, least=0)


def _typed_input(element: Node) -> None:
    element.only(*_COMMON, "placeholder", "initial_value", "dispatch_action_config")
    check_text_under(element, "placeholder", PLACEHOLDER)


def _number_input(element: Node) -> None:
    element.only(
        *_COMMON,
        "placeholder",
        "initial_value",
        "dispatch_action_config",
        "is_decimal_allowed",
        "min_value",
        "max_value",
    )
    element.kind_of("is_decimal_allowed", bool, required=True)
    for key in ("initial_value", "min_value", "max_value"):
        element.kind_of(key, str)
    check_text_under(element, "placeholder", PLACEHOLDER)


def _file_input(element: Node) -> None:
    element.only(*_COMMON, "filetypes", "max_files")
    element.number("max_files", 1, 10)


def _rich_text_input(element: Node) -> None:
    check_text_under(element, "placeholder", PLACEHOLDER)


def _feedback_buttons(element: Node) -> None:
    for key in ("positive_button", "negative_button"):
        button = element.child(key)
        if button.is_object():
            check_text_under(button, "text", 75, required=True)
            button.string("value", 2000, required=True)


def _icon_button(element: Node) -> None:
    element.require("icon")
    check_text_under(element, "text", 75, required=True)


_OBJECT_SELECTS = ("users_select", "conversations_select", "channels_select")
_CHECKS: Final = MappingProxyType[str, Callable[[Node], None]](
    {
        "button": _button,
        "workflow_button": _workflow_button,
        "image": _image,
        "static_select": _static_select,
        "multi_static_select": _multi_static_select,
        "external_select": _external_select,
        "multi_external_select": _external_select,
        **dict.fromkeys([*_OBJECT_SELECTS, *(f"multi_{name}" for name in _OBJECT_SELECTS)], _object_select),
        "overflow": _overflow,
        "checkboxes": _checkboxes,
        "radio_buttons": _radio_buttons,
        "datepicker": _date_picker,
        "timepicker": _time_picker,
        "datetimepicker": _datetime_picker,
        "plain_text_input": _plain_text_input,
        "email_text_input": _typed_input,
        "url_text_input": _typed_input,
        "number_input": _number_input,
        "file_input": _file_input,
        "rich_text_input": _rich_text_input,
        "feedback_buttons": _feedback_buttons,
        "icon_button": _icon_button,
    }
)
_MENUS: Final = frozenset(name for name in _CHECKS if name.endswith("_select"))
_CHOICES: Final = _MENUS | {"checkboxes", "radio_buttons", "datepicker", "timepicker"}
IN_SECTION: Final = _CHOICES | {"button", "workflow_button", "image", "overflow"}
IN_ACTIONS: Final = _CHOICES | {"button", "workflow_button", "overflow", "datetimepicker", "rich_text_input"}
IN_INPUT: Final = _CHOICES | {
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
    "rich_text_input",
}
IN_CONTEXT_ACTIONS: Final = frozenset({"feedback_buttons", "icon_button"})
