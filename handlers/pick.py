"""*Which one?*: the question asked again with the company that was clicked."""

from __future__ import annotations

import dataclasses
import json

from bot.cards import common
from bot.deps import Deps
from bot.errors import BadInput
from bot.registry import Action, Answer, Request


def pick(request: Request, deps: Deps) -> Answer | None:
    """Runs the command of the button's value and replaces the picker with its answer."""
    try:
        chosen = json.loads(request.value)
        command = deps.registry.commands[chosen["command"]]
        text = str(chosen["text"])
    except (ValueError, KeyError, TypeError):
        raise BadInput("This choice is from an older message. Type the command again.") from None
    asked = dataclasses.replace(request, kind="command", name=command.name, text=text)
    answer = command.run(asked, deps)
    return dataclasses.replace(answer, replace=True) if answer else None


ACTION = Action(common.PICK, pick)
