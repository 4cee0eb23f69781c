"""Composition objects: text, options, option groups, confirmations, files (docs.slack.dev, "Composition objects")."""

from typing import Final

from bot.workspace.blockkit.node import TEXT_MOST, Node

OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
OPTIONS_MOST: Final = 100


def check_text(text: Node, most: int = TEXT_MOST, *, plain: bool = False) -> None:
    """Check a text object; `plain` where Slack takes plain_text only."""
    if not text.is_object():
        return
    kind = text.kind
    if kind not in ("plain_text", "mrkdwn") or (plain and kind != "plain_text"):
        allowed = "plain_text" if plain else "plain_text, mrkdwn"
        text.child("type").fail(f"must be one of: {allowed}")
        return
    text.only("text", "emoji" if kind == "plain_text" else "verbatim")
    text.string("text", most, required=True)
    text.kind_of("emoji", bool)
    text.kind_of("verbatim", bool)


def check_text_under(owner: Node, key: str, most: int, *, plain: bool = True, required: bool = False) -> None:
    """Check a text object under a key."""
    if owner.has(key):
        check_text(owner.child(key), most, plain=plain)
    elif required:
        owner.fail(f"missing required field: {key}")


def check_option(option: Node, *, plain: bool = True, with_url: bool = False) -> None:
    """Check one option of a menu, check box list or overflow."""
    if not option.is_object():
        return
    option.only("text", "value", "description", *(["url"] if with_url else []))
    check_text_under(option, "text", OPTION_TEXT, plain=plain, required=True)
    option.string("value", OPTION_VALUE, required=True)
    check_text_under(option, "description", OPTION_TEXT, plain=plain)
    if with_url:
        option.url("url")


def check_options(
    owner: Node, key: str = "options", most: int = OPTIONS_MOST, *, plain: bool = True, with_url: bool = False
) -> None:
    """Check a list of options under a key."""
    options = owner.child(key)
    if options.count(most):
        for option in options.items():
            check_option(option, plain=plain, with_url=with_url)


def check_menu_options(owner: Node) -> None:
    """Check that a static menu has options or option groups, and not both."""
    if owner.has("options") == owner.has("option_groups"):
        owner.fail("must define either options or option_groups")
        return
    if owner.has("options"):
        check_options(owner)
        return
    groups = owner.child("option_groups")
    if groups.count(OPTIONS_MOST):
        for group in groups.items():
            if group.is_object():
                check_text_under(group, "label", OPTION_TEXT, required=True)
                check_options(group)


def check_initial(owner: Node, key: str, *, many: bool = False) -> None:
    """Check that what is chosen at first is among the options."""
    if not owner.has(key):
        return
    groups = owner.value.get("option_groups") or [{"options": owner.value.get("options")}]
    offered = [
        option
        for group in (groups if isinstance(groups, list) else [])
        if isinstance(group, dict) and isinstance(group.get("options"), list)
        for option in group["options"]
        if isinstance(option, dict)
    ]
    values = [option.get("value") for option in offered]
    chosen = owner.child(key)
    for option in chosen.items() if many else [chosen]:
        if not isinstance(option.value, dict) or option.value.get("value") not in values:
            option.fail("must exactly match one of the provided options")


def check_confirm(owner: Node) -> None:
    """Check a confirmation dialog under `confirm`."""
    if not owner.has("confirm"):
        return
    confirm = owner.child("confirm")
    if confirm.is_object():
        confirm.only("title", "text", "confirm", "deny", "style")
        check_text_under(confirm, "title", 100, required=True)
        check_text_under(confirm, "text", 300, plain=False, required=True)
        check_text_under(confirm, "confirm", 30, required=True)
        check_text_under(confirm, "deny", 30, required=True)
        confirm.one_of("style", ("primary", "danger"))


def check_picture(image: Node) -> None:
    """Check what an image shows: an address or a Slack file, and its description."""
    if image.has("image_url") == image.has("slack_file"):
        image.fail("must define either image_url or slack_file")
    image.url("image_url", web_only=True)
    if image.has("slack_file"):
        file = image.child("slack_file")
        if file.is_object() and file.has("id") == file.has("url"):
            file.fail("must define either id or url")
    image.string("alt_text", 2000, required=True)
