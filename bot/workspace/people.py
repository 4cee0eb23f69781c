"""What people do in the workspace: say, edit, react, command, and what Slack tells the app of it."""

import re
from collections.abc import Sequence

from bot.workspace import events, incoming, messages, payloads, responses
from bot.workspace.errors import SlackRefusal, WorkspaceError
from bot.workspace.interaction import Interaction
from bot.workspace.jsontypes import JsonObject
from bot.workspace.reading import Reader, shown
from bot.workspace.state import Channel, Grant, Message, User


class People(Reader):
    """Actions in the words of the composer; each returns at once, the app is told in the background."""

    def command(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Interaction:
        """
        Type a slash command. In a thread Slack refuses it, unless the workspace's options allow it.

        The app gets the text as Slack sends it: & < > as entities.
        """
        who, where = self.user(user), self._open_channel(user, channel)
        name, _, rest = text.strip().partition(" ")
        options = self.space.options
        if thread_ts is not None and not options.commands_in_threads:
            return self._refuse(where, who, f"{name} is not supported in threads. Sorry!")
        if options.commands is not None and name not in options.commands:
            sentence = (
                f"{name} is not a valid command. In Slack, all messages that start with the “/” character are interpreted "
                "as commands. To send a message, put a space before the “/”."
            )
            return self._refuse(where, who, sentence)
        state = self.space.state
        payload = payloads.command(self.space, who, where, name, self._command_text(name, rest.strip()))
        grant = state.add_grant("commands", who.id, where.id)
        payload |= {"response_url": self.space.response_url(grant.id), "trigger_id": state.add_trigger(who.id)}
        delivery = self.space.deliver("slash_commands", payload, accepts_response=True)
        delivery.on_ack = lambda body: self._ack_message(grant, body)
        delivery.on_failure = lambda reason: self._command_failed(where, who, name, reason)
        self.space.dispatcher.send(delivery)
        return Interaction(self.space, delivery, grant, payload["trigger_id"])

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        *,
        files: Sequence[JsonObject] = (),
    ) -> JsonObject:
        """Type a message and return it; the app gets it as Slack delivers it (<url>, &amp;, <@U…>)."""
        who, where = self.user(user), self._open_channel(user, channel)
        state = self.space.state
        pieces = list(incoming.split(text, self._user_id, self._channel_id))
        body: JsonObject = {
            "type": "message",
            "user": who.id,
            "client_msg_id": state.next_id("m"),
            "team": state.team_id,
            "text": incoming.to_message_text(pieces),
            "blocks": [incoming.to_rich_text(pieces, state.next_id("b"))],
        }
        if thread_ts is not None:
            parent = where.messages.get(thread_ts)
            body["thread_ts"] = thread_ts
            if parent is not None:
                body["parent_user_id"] = parent.body.get("user", "")
        if files:
            body |= {"files": list(files), "subtype": "file_share"}
        return shown(messages.post(self.space, where, body))

    def mention(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> JsonObject:
        """Type a message that begins with @bot."""
        bot = self.space.state.users[self.space.state.bot_user].name
        return self.say(user, channel, f"@{bot} {text}", thread_ts)

    def bot_say(self, channel: str, text: str, *, name: str = "newsbot", raw: bool = False) -> JsonObject:
        """Let another app post; `raw` sends the text as it is, else as typed."""
        where = self._open_channel(None, channel)
        pieces = list(incoming.split(text, self._user_id, self._channel_id))
        body = {
            "type": "message",
            "subtype": "bot_message",
            "bot_id": "B0OTHERBOT1",
            "app_id": "A0OTHERBOT1",
            "username": name,
            "text": text if raw else incoming.to_message_text(pieces),
        }
        return shown(messages.post(self.space, where, body))

    def edit(self, user: str, channel: str, ts: str, text: str) -> JsonObject:
        """Edit one's own message; the app gets message_changed."""
        who, where, message = self._own(user, channel, ts)
        pieces = list(incoming.split(text, self._user_id, self._channel_id))
        content = {
            "text": incoming.to_message_text(pieces),
            "blocks": [incoming.to_rich_text(pieces, self.space.state.next_id("b"))],
        }
        return shown(messages.edit(self.space, where, message, content, who.id))

    def delete(self, user: str, channel: str, ts: str) -> None:
        """Delete one's own message; the app gets message_deleted."""
        _, where, message = self._own(user, channel, ts)
        messages.delete(self.space, where, message)

    def attach_preview(self, channel: str, ts: str, url: str, title: str = "Preview") -> JsonObject:
        """Let Slack attach its own link preview, which reaches the app as message_changed without an edit."""
        where = self.channel(channel)
        message = self._message(where, ts)
        previous = dict(message.body)
        with self.space.state.changed:
            preview = {"from_url": url, "original_url": url, "title": title, "title_link": url, "fallback": title}
            message.body = {**message.body, "attachments": [preview]}
            self.space.state.touch()
        events.message_changed(self.space, where, message, previous)
        return shown(message)

    def react(self, user: str, message: JsonObject, emoji: str) -> None:
        """React to a message."""
        self._reaction(user, message, emoji, added=True)

    def unreact(self, user: str, message: JsonObject, emoji: str) -> None:
        """Take a reaction back."""
        self._reaction(user, message, emoji, added=False)

    def resend_event(self, event_id: str) -> None:
        """Deliver an event once more with the same event_id, as Slack does when an ack got lost."""
        for delivery in self.space.dispatcher.sent():
            if delivery.payload.get("event_id") == event_id:
                again = self.space.deliver("events_api", delivery.payload)
                again.attempts = 1
                self.space.dispatcher.send(again)
                return
        raise WorkspaceError(f"No event {event_id} was sent.")

    def _reaction(self, user: str, message: JsonObject, emoji: str, *, added: bool) -> None:
        who, where = self.user(user), self.channel(message["channel"])
        found = self._message(where, message["ts"])
        if messages.set_reaction(found, emoji.strip(":"), who.id, added=added):
            self.space.state.touch()
            events.reaction(self.space, where, found, who.id, emoji.strip(":"), added=added)

    def _own(self, user: str, channel: str, ts: str) -> tuple[User, Channel, Message]:
        who, where = self.user(user), self.channel(channel)
        message = self._message(where, ts)
        if message.body.get("user") != who.id:
            raise WorkspaceError(f"Message {ts} is not by {user}.")
        return who, where, message

    def _message(self, where: Channel, ts: str) -> Message:
        message = where.messages.get(ts)
        if message is None:
            raise WorkspaceError(f"There is no message {ts} in #{where.name}.")
        return message

    def _open_channel(self, user: str | None, channel: str) -> Channel:
        where = self.channel(user if user and channel == "dm" and user.startswith("@") else channel)
        if where.archived or where.deleted:
            raise WorkspaceError(f"#{where.name} is archived: nobody can write there.")
        if user is not None and where.kind != "public" and self.user(user).id not in where.members:
            raise WorkspaceError(f"{user} is not in {channel}.")
        return where

    def _command_text(self, name: str, text: str) -> str:
        if name not in self.space.options.escaped_commands:
            return incoming.escape(text)
        names = re.sub(r"<([@#!][^>]*)>", r"\1", text)
        return incoming.to_message_text(list(incoming.split(names, self._user_id, self._channel_id)))

    def _refuse(self, where: Channel, who: User, sentence: str) -> Interaction:
        messages.slackbot_says(self.space, where, who.id, sentence)
        return Interaction(self.space, refused=sentence)

    def _command_failed(self, where: Channel, who: User, name: str, reason: str) -> None:
        code = "operation_timeout" if "timeout" in reason else "dispatch_failed"
        messages.slackbot_says(self.space, where, who.id, f'{name} failed with the error "{code}"')

    def _ack_message(self, grant: Grant, body: JsonObject) -> None:
        if not responses.ack_answers(body):
            return
        try:
            responses.answer(self.space, grant, body)
        except SlackRefusal as refusal:
            self.space.log.add("bad_ack", error=refusal.code, messages=refusal.messages)

    def _user_id(self, name: str) -> str | None:
        user = self.space.state.find_user(name)
        return user.id if user else None

    def _channel_id(self, name: str) -> str | None:
        channel = self.space.state.find_channel(name)
        return channel.id if channel else None
