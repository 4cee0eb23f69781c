"""What the workspace answers when it refuses, with Slack's own error names."""

from collections.abc import Sequence

from bot.workspace.jsontypes import JsonObject


class SlackRefusal(Exception):
    """
    A Web API call that Slack would answer with ok: false and this error name.

    `messages` go to response_metadata.messages, as Slack does for invalid_blocks and invalid_arguments; `extra` holds
    further top-level fields (needed, provided, ...).
    """

    def __init__(self, code: str, messages: Sequence[str] = (), **extra: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.messages = list(messages)
        self.extra = extra

    def body(self) -> JsonObject:
        """Return the answer's JSON body."""
        answer: JsonObject = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            if self.code == "invalid_blocks":
                answer["errors"] = [message.removeprefix("[ERROR] ") for message in self.messages]
            answer["response_metadata"] = {"messages": self.messages}
        return answer


class WorkspaceError(Exception):
    """
    The driver was asked for something that no person could do in Slack (an unknown channel, a button not there).
    """
