"""What the workspace's owners do: people, channels, archiving, and taking the app's token away."""

from bot.workspace import events
from bot.workspace.clicking import Clicking
from bot.workspace.state import Channel, ChannelKind, Token, User


class Admin(Clicking):
    """Changes to the workspace itself, with the events that follow."""

    def add_user(self, name: str, *, tz: str = "America/New_York") -> User:
        """Add a person; `tz` is an IANA zone name."""
        user = self.space.state.add_user(name, tz=tz)
        self.space.state.touch()
        return user

    def add_channel(
        self, name: str, *, kind: ChannelKind = "public", members: tuple[str, ...] = (), with_bot: bool = True
    ) -> Channel:
        """Add a channel with these people (default: everyone), and the bot unless told not to."""
        state = self.space.state
        people = {self.user(m).id for m in members} or {u.id for u in state.users.values() if not u.is_bot}
        channel = state.add_channel(name.removeprefix("#"), kind, people | ({state.bot_user} if with_bot else set()))
        state.touch()
        return channel

    def invite_bot(self, channel: str) -> None:
        """Invite the bot into a channel; it gets member_joined_channel."""
        where = self.channel(channel)
        where.members.add(self.space.state.bot_user)
        self.space.state.touch()
        events.channel_event(self.space, "member_joined_channel", where, user=self.space.state.bot_user)

    def remove_bot(self, channel: str) -> None:
        """Remove the bot from a channel; it gets channel_left or group_left."""
        where = self.channel(channel)
        where.members.discard(self.space.state.bot_user)
        self.space.state.touch()
        events.channel_event(self.space, "channel_left" if where.kind == "public" else "group_left", where)

    def archive(self, channel: str) -> None:
        """Archive a channel; posting there is refused with is_archived."""
        where = self.channel(channel)
        where.archived = True
        self.space.state.touch()
        kind = "channel_archive" if where.kind == "public" else "group_archive"
        events.channel_event(self.space, kind, where, user=self._someone(where))

    def unarchive(self, channel: str) -> None:
        """Open an archived channel again."""
        where = self.channel(channel)
        where.archived = False
        self.space.state.touch()
        kind = "channel_unarchive" if where.kind == "public" else "group_unarchive"
        events.channel_event(self.space, kind, where, user=self._someone(where))

    def delete_channel(self, channel: str) -> None:
        """Delete a channel; it answers channel_not_found from now on."""
        where = self.channel(channel)
        where.deleted = True
        self.space.state.touch()
        events.channel_event(self.space, "channel_deleted" if where.kind == "public" else "group_deleted", where)

    def deactivate_user(self, user: str) -> None:
        """Deactivate a person's account."""
        self.user(user).deleted = True
        self.space.state.touch()

    def revoke_token(self) -> None:
        """Revoke the bot token: calls answer token_revoked, and the app gets tokens_revoked."""
        self._bot_token().error = "token_revoked"
        tokens = {"oauth": [], "bot": [self.space.state.bot_user]}
        events.emit(self.space, {"type": "tokens_revoked", "tokens": tokens})

    def uninstall_app(self) -> None:
        """Uninstall the app: calls answer account_inactive, and the app gets app_uninstalled."""
        self._bot_token().error = "account_inactive"
        events.emit(self.space, {"type": "app_uninstalled"})

    def remove_scopes(self, *scopes: str) -> None:
        """Take scopes away from the bot token: methods that need them answer missing_scope."""
        token = self._bot_token()
        token.scopes = token.scopes.difference(scopes)

    def _bot_token(self) -> Token:
        return next(token for token in self.space.state.tokens.values() if token.kind == "bot")

    def _someone(self, channel: Channel) -> str:
        return min(channel.members - {self.space.state.bot_user}, default="")
