"""auth.test, api.test, bots.info, apps.connections.open."""

from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.methods.args import text_of
from bot.workspace.methods.call import Call, Method


def auth_test(call: Call) -> JsonObject:
    """Say whose token this is."""
    state = call.space.state
    return {
        "url": f"{call.space.base_url}/",
        "team": state.team_name,
        "user": state.users[state.bot_user].name,
        "team_id": state.team_id,
        "user_id": state.bot_user,
        "bot_id": state.bot_id,
        "is_enterprise_install": False,
    }


def api_test(call: Call) -> JsonObject:
    """Echo, or fail with the error asked for."""
    if call.args.get("error"):
        raise SlackRefusal(text_of(call.args, "error"))
    return {"args": {key: value for key, value in call.args.items() if key != "token"}}


def bots_info(call: Call) -> JsonObject:
    """Describe a bot."""
    state = call.space.state
    bot = text_of(call.args, "bot", state.bot_id)
    if bot != state.bot_id:
        raise SlackRefusal("bot_not_found")
    user = state.users[state.bot_user]
    return {
        "bot": {
            "id": bot,
            "deleted": False,
            "name": user.name,
            "updated": 0,
            "app_id": state.app_id,
            "user_id": user.id,
            "icons": {},
        }
    }


def connections_open(call: Call) -> JsonObject:
    """Hand out a WebSocket address for Socket Mode."""
    space = call.space
    base = space.base_url.replace("http://", "ws://", 1)
    return {"url": f"{base}/link?ticket={space.sockets.new_ticket()}&app_id={space.state.app_id}"}


METHODS = (
    Method("auth.test", auth_test, holder="any"),
    Method("api.test", api_test, holder="none"),
    Method("bots.info", bots_info, ("users:read",), "3"),
    Method("apps.connections.open", connections_open, ("connections:write",), "1", holder="app"),
)
