"""users.*: people and their time zones."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.methods.args import required, text_of
from bot.workspace.methods.call import Call, Method, page
from bot.workspace.state import User


def described(call: Call, user: User) -> JsonObject:
    """Return Slack's user object."""
    now: datetime = call.space.clock().astimezone(ZoneInfo(user.tz))
    offset = now.utcoffset()
    return {
        "id": user.id,
        "team_id": call.space.state.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": now.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": {
            "real_name": user.real_name,
            "display_name": user.name,
            "email": address(user),
            "team": call.space.state.team_id,
        },
        "is_admin": False,
        "is_owner": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
    }


def address(user: User) -> str:
    """Return a person's e-mail address in the workspace."""
    return f"{user.name}@desk.example"


def list_all(call: Call) -> JsonObject:
    """List everyone."""
    found, cursor = page(call.args, list(call.space.state.users.values()), default=1000, most=1000)
    return {
        "members": [described(call, user) for user in found],
        "cache_ts": call.space.state.seconds(),
        "response_metadata": {"next_cursor": cursor},
    }


def info(call: Call) -> JsonObject:
    """Describe one user."""
    required(call.args, "user")
    return {"user": described(call, call.user())}


def lookup_by_email(call: Call) -> JsonObject:
    """Find a user by e-mail address."""
    required(call.args, "email")
    wanted = text_of(call.args, "email").lower()
    for user in call.space.state.users.values():
        if address(user) == wanted and not user.deleted:
            return {"user": described(call, user)}
    raise SlackRefusal("users_not_found")


METHODS = (
    Method("users.list", list_all, ("users:read",), "2"),
    Method("users.info", info, ("users:read",), "4"),
    Method("users.lookupByEmail", lookup_by_email, ("users:read.email",), "3"),
)
