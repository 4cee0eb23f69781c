"""views.*: the Web API over `bot.workspace.views`."""

from bot.workspace import views
from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.methods.args import object_of, required, text_of
from bot.workspace.methods.call import Call, Method
from bot.workspace.state import View


def open_view(call: Call) -> JsonObject:
    """Open a modal."""
    required(call.args, "view", "trigger_id")
    view = object_of(call.args, "view")
    views.checked(view, "modal")
    user = views.use_trigger(call.space, text_of(call.args, "trigger_id"))
    return {"view": dict(views.open_modal(call.space, user, view).body)}


def push_view(call: Call) -> JsonObject:
    """Put a modal on top."""
    required(call.args, "view", "trigger_id")
    view = object_of(call.args, "view")
    views.checked(view, "modal")
    user = views.use_trigger(call.space, text_of(call.args, "trigger_id"))
    return {"view": dict(views.push(call.space, user, view).body)}


def update_view(call: Call) -> JsonObject:
    """Change an open modal."""
    required(call.args, "view")
    view = object_of(call.args, "view")
    found = _find(call)
    if found is None:
        raise SlackRefusal("not_found")
    views.checked(view, "modal")
    return {"view": dict(views.update(call.space, found, view, text_of(call.args, "hash")).body)}


def publish_view(call: Call) -> JsonObject:
    """Set a person's App Home."""
    required(call.args, "view", "user_id")
    view = object_of(call.args, "view")
    user = call.user("user_id")
    views.checked(view, "home")
    return {"view": dict(views.publish(call.space, user.id, view, text_of(call.args, "hash")).body)}


def _find(call: Call) -> View | None:
    view_id, external = text_of(call.args, "view_id"), text_of(call.args, "external_id")
    if not view_id and not external:
        raise SlackRefusal("invalid_arguments", ["[ERROR] must define either view_id or external_id [json-pointer:/]"])
    for view in call.space.state.views.values():
        if view.id == view_id or (external and view.body["external_id"] == external):
            return view
    return None


METHODS = (
    Method("views.open", open_view, (), "4"),
    Method("views.push", push_view, (), "4"),
    Method("views.update", update_view, (), "4"),
    Method("views.publish", publish_view, (), "4"),
)
