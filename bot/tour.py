"""The tour of the local workspace: each capability once, played as people would, so that something is there to see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.local import LocalDesk
from bot.workspace.inputs import elements
from bot.workspace.jsontypes import JsonObject

CHANNEL = "#biotech"
LINK = "https://sample.deskbot.example/news/allogene-alpha3-futility"


@dataclass(frozen=True, slots=True)
class Step:
    """What one person does: types `text`, or clicks the first button whose action_id begins with `text`."""

    user: str
    text: str
    do: Literal["type", "click", "home"] = "type"
    commands: tuple[str, ...] = ()
    """Commands this step needs; it is left out where one of them does not exist."""

    def told(self) -> str:
        """In words, for the terminal."""
        if self.do == "click":
            return f"{self.user} clicks “{_BUTTONS.get(self.text, self.text)}”"
        return f"{self.user} in {CHANNEL}: {self.text}" if self.do == "type" else f"{self.user} opens deskbot's home"


_BUTTONS = {"share": "Share to channel", "link_add": "Add to calendar"}

TOUR: tuple[Step, ...] = (
    Step("@pm", "/deskbot help"),
    Step("@pm", "/watchlist add ALLO CLLS", commands=("/watchlist",)),
    Step("@pm", "/sentiment ALLO", commands=("/sentiment",)),
    Step("@pm", "/insiders ALLO", commands=("/insiders",)),
    Step("@pm", "share", "click", commands=("/insiders",)),
    Step("@analyst", f"The whole story on the futility look: {LINK}"),
    Step("@analyst", "link_add", "click", commands=("/catalysts",)),
    Step("@analyst", "/catalysts add ALLO earnings 7 May 4:30pm ET", commands=("/catalysts",)),
    Step("@analyst", "/digest on 07:30", commands=("/digest",)),
    Step("@pm", "/digest now", commands=("/digest",)),
    Step("@pm", "", "home"),
)


def play(
    local: LocalDesk,
    *,
    before: Callable[[Step], None],
    after: Callable[[Step], None],
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Play the tour, settled after each step; `before` and `after` hear of each."""
    known = set(local.desk.deps.registry.commands)
    for step in TOUR:
        if stopped() or not known.issuperset(step.commands):
            continue
        before(step)
        _do(local, step)
        local.settle()
        after(step)


def _do(local: LocalDesk, step: Step) -> None:
    workspace = local.workspace
    if step.do == "home":
        workspace.open_home(step.user)
    elif step.do == "click":
        found = _button(local, step)
        if found is not None:
            workspace.click(step.user, found[0], found[1])
    elif step.text.startswith("/"):
        workspace.command(step.user, CHANNEL, step.text)
    else:
        workspace.say(step.user, CHANNEL, step.text)


def _button(local: LocalDesk, step: Step) -> tuple[JsonObject, str] | None:
    """Return the newest message with such a button, and the button's action_id."""
    for message in reversed(local.seen_by(step.user, CHANNEL)):
        for _block, element in elements(message.get("blocks") or []):
            if str(element["action_id"]).split(":", 1)[0] == step.text:
                return message, str(element["action_id"])
    return None
