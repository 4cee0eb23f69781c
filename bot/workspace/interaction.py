"""What a person's action led to: the delivery to the app, its ack, and the answers made through its response_url."""

from dataclasses import dataclass

from bot.workspace.delivery import Delivery
from bot.workspace.jsontypes import JsonObject
from bot.workspace.space import Space
from bot.workspace.state import Grant


@dataclass(slots=True)
class Interaction:
    """
    One command, click, submission or shortcut.

    `refused` is Slack's own sentence when the action never reached the app (a command in a thread, an unknown command).
    """

    space: Space
    delivery: Delivery | None = None
    grant: Grant | None = None
    trigger_id: str = ""
    refused: str = ""

    def wait(self, timeout: float = 5.0) -> "Interaction":
        """Wait for the ack (or Slack's giving up) at most `timeout` seconds, and return this interaction."""
        if self.delivery is not None and not self.delivery.done.wait(timeout):
            raise TimeoutError(f"no ack within {timeout} s")
        return self

    @property
    def acked(self) -> bool:
        """Whether the app acked in time."""
        return self.delivery is not None and self.delivery.outcome == "acked"

    @property
    def failure(self) -> str:
        """Why the person got Slack's error instead of an answer: `refused`, or the reason of the failed delivery."""
        if self.refused or self.delivery is None or self.delivery.outcome != "failed":
            return self.refused
        return self.delivery.reason

    @property
    def ack_seconds(self) -> float | None:
        """Seconds from sending to ack, or None."""
        return None if self.delivery is None else self.delivery.ack_seconds

    @property
    def ack_body(self) -> JsonObject:
        """What the ack carried."""
        return {} if self.delivery is None else self.delivery.ack_body

    @property
    def response_url(self) -> str:
        """The address for later answers, or "" where Slack gives none."""
        return "" if self.grant is None else self.space.response_url(self.grant.id)

    def replies(self) -> list[JsonObject]:
        """Return what stands of the messages made through the ack and the response_url, oldest first."""
        if self.grant is None:
            return []
        with self.space.state.changed:
            channel = self.space.state.channels[self.grant.channel]
            found = [m for m in channel.messages.values() if m.via == self.grant.id]
            return [{**m.body, "channel": m.channel} for m in found]

    def wait_reply(self, timeout: float = 5.0) -> JsonObject:
        """Return the newest reply, waiting at most `timeout` seconds for the first."""
        changed = self.space.state.changed
        with changed:
            if not changed.wait_for(lambda: bool(self.replies()), timeout):
                raise TimeoutError(f"no reply within {timeout} s")
            return self.replies()[-1]
