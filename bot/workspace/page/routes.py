"""The page's routes: files, what a person sees, the event stream, what a person does, the developer's side."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from aiohttp import web

from bot.workspace.admin import Admin
from bot.workspace.errors import WorkspaceError
from bot.workspace.interaction import Interaction
from bot.workspace.jsontypes import JsonObject
from bot.workspace.page import developer, seen
from bot.workspace.page.actions import perform
from bot.workspace.page.journal import Change, Journal
from bot.workspace.page.serving import HEADERS, article_page, json_answer, shared_file, static_file
from bot.workspace.server import CLOSING, SPACE
from bot.workspace.space import Space
from bot.workspace.state import Channel, User

LOOK: Final = 0.02  # seconds between two looks at the workspace's version, a bare counter
HEARTBEAT: Final = 10.0  # a comment line, so that a dead browser is noticed
FOLLOWED: Final = 10  # looks at a clock that was moved
FOLLOW_EVERY: Final = 0.5
PATIENCE: Final = 4.0  # Slack gives up on an ack after 3 s
Gallery = Callable[[], Sequence[JsonObject]]
Watcher = Callable[[JsonObject], None]
Articles = Callable[[str], str | None]


class Page:
    """
    The page of one workspace.

    `gallery` returns the cards of /gallery ({"card", "state", "message" or "view"}); `watcher` is called with every
    action and clock move of a person before it is carried out, for recordings; `moved` some times
    after the clock was moved, so that the app need not wait for its own next look at it; `articles` returns the HTML
    behind a path of sample.deskbot.example, a reserved name whose links the page opens under /sample/.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        gallery: Gallery | None = None,
        note: str = "",
        watcher: Watcher | None = None,
        articles: Articles | None = None,
    ) -> None:
        self.manifest = manifest
        self.gallery = gallery
        self.note = note
        self.watcher = watcher
        self.articles = articles
        self.moved: Callable[[], object] | None = None
        self._following: asyncio.Task[None] | None = None
        self._reads: seen.Reads = {}
        self._journal: Journal | None = None

    def routes(self) -> list[web.RouteDef]:
        """For `Workspace.start(extra_routes=...)`."""
        return [
            web.get("/", self._index),
            web.get("/gallery", self._gallery_page),
            web.get("/static/{path:.+}", self._static),
            web.get("/favicon.ico", self._icon),
            web.get("/sample/{path:.+}", self._sample),
            web.get("/page/boot", self._boot),
            web.get("/page/messages", self._messages),
            web.get("/page/thread", self._thread),
            web.get("/page/stream", self._stream),
            web.get("/page/log", self._log),
            web.get("/page/log/{seq}", self._log_line),
            web.get("/page/inspect", self._inspect),
            web.get("/page/file/{file}", self._file),
            web.get("/page/gallery", self._gallery),
            web.post("/page/act", self._act),
            web.post("/page/read", self._read),
            web.post("/page/switch", self._switch),
            web.post("/page/clock", self._clock),
        ]

    async def _index(self, request: web.Request) -> web.Response:
        return static_file(request, "index.html")

    async def _gallery_page(self, request: web.Request) -> web.Response:
        return static_file(request, "gallery.html")

    async def _static(self, request: web.Request) -> web.Response:
        return static_file(request, request.match_info["path"])

    async def _icon(self, request: web.Request) -> web.Response:
        return static_file(request, "icon.svg")

    async def _sample(self, request: web.Request) -> web.Response:
        return article_page(self.articles(request.match_info["path"]) if self.articles else None)

    async def _boot(self, request: web.Request) -> web.Response:
        space = request.app[SPACE]
        everybody = seen.people(space)
        wanted = request.query.get("user", "")
        user = space.state.find_user(wanted) or space.state.users[everybody[0]["id"]]
        seq = self._journal_of(space).scan()
        return json_answer(
            {
                "seq": seq,
                "now": round(space.clock().timestamp() * 1000),
                "me": seen.person(user),
                "people": everybody,
                "team": space.state.team_name,
                "bot": seen.person(space.state.users[space.state.bot_user]),
                "commands": seen.commands(self.manifest),
                "shortcuts": seen.shortcuts(self.manifest),
                "note": self.note,
                **self._surroundings(space, user),
            }
        )

    def _surroundings(self, space: Space, user: User) -> JsonObject:
        """Return all that changes beside messages."""
        with space.state.changed:
            last = space.log.last()
            return {
                "channels": seen.channels(space, user, self._reads),
                "names": seen.names(space),
                "modal": seen.modal(space, user),
                "home": seen.home(space, user),
                "log": last.seq if last else 0,
                "faults": developer.faults(space),
            }

    async def _messages(self, request: web.Request) -> web.Response:
        space, user, channel = self._place(request)
        limit = min(int(request.query.get("limit", seen.PAGE)), 1000)
        return json_answer(seen.history(space, channel, user, request.query.get("before", ""), limit))

    async def _thread(self, request: web.Request) -> web.Response:
        space, user, channel = self._place(request)
        return json_answer({"messages": seen.thread(space, channel, user, request.query.get("ts", ""))})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        space = request.app[SPACE]
        user = _user(request, request.query)
        given = request.headers.get("Last-Event-ID") or request.query.get("since") or "0"
        seq = int(given) if given.isdigit() else 0
        headers = {**dict(HEADERS), "Cache-Control": "no-store", "Content-Type": "text/event-stream"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        loop = asyncio.get_running_loop()
        version, sent, spoke = -1, dict[str, str](), loop.time()
        try:
            await response.write(b"retry: 500\n\n")
            while not request.app[CLOSING].is_set():
                if space.state.version != version:
                    version = space.state.version
                    seq, news = self._news(space, user, seq, sent)
                    if news:
                        await response.write(f"id: {seq}\ndata: {json.dumps(news, ensure_ascii=False)}\n\n".encode())
                        spoke = loop.time()
                elif loop.time() - spoke > HEARTBEAT:
                    await response.write(b": still here\n\n")
                    spoke = loop.time()
                await asyncio.sleep(LOOK)
        except ConnectionError:
            return response
        return response

    def _news(self, space: Space, user: User, seq: int, sent: dict[str, str]) -> tuple[int, JsonObject]:
        """Return the number of the newest change, and what is new since `seq`; `sent` remembers the surroundings."""
        journal = self._journal_of(space)
        newest = journal.scan()
        changes = journal.since(seq)
        news: JsonObject = {"reset": True} if changes is None else _changed(space, user, changes)
        for key, value in self._surroundings(space, user).items():
            text = json.dumps(value)
            if sent.get(key) != text:
                sent[key] = text
                news[key] = value
        if news:
            news["now"] = round(space.clock().timestamp() * 1000)
        return newest, news

    async def _act(self, request: web.Request) -> web.Response:
        space, action = request.app[SPACE], await _body(request)
        try:
            if self.watcher is not None:
                self.watcher(action)
            done = perform(Admin(space), action)
        except WorkspaceError as error:
            return json_answer({"ok": False, "error": str(error)})
        if not isinstance(done, Interaction):
            return json_answer({"ok": True})
        if done.delivery is not None:
            await _acked(done)
        if done.failure:
            return json_answer({"ok": False, "error": done.failure, "refused": bool(done.refused)})
        seconds = done.ack_seconds
        return json_answer({"ok": True, "ack_ms": None if seconds is None else round(seconds * 1000)})

    async def _read(self, request: web.Request) -> web.Response:
        space, body = request.app[SPACE], await _body(request)
        user = _user(request, body)
        channel, ts = str(body.get("channel")), str(body.get("ts"))
        if ts > self._reads.get((user.id, channel), ""):
            self._reads[(user.id, channel)] = ts
            space.state.touch()
        return json_answer({"ok": True})

    async def _log(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        return json_answer(developer.log_lines(request.app[SPACE], int(after) if after.isdigit() else 0))

    async def _log_line(self, request: web.Request) -> web.Response:
        wanted = request.match_info["seq"]
        seq = int(wanted) if wanted.isdigit() else 0
        found = next((entry for entry in request.app[SPACE].log.entries(after=seq - 1) if entry.seq == seq), None)
        return json_answer(developer.line(found, whole=True) if found else {}, 200 if found else 404)

    async def _inspect(self, request: web.Request) -> web.Response:
        space, _user_, channel = self._place(request)
        found = channel.messages.get(request.query.get("ts", ""))
        if found is None or found.visible_to not in (None, _user_.id):
            return json_answer({"error": "no such message"}, 404)
        body = seen.message(space, channel, found)
        return json_answer({"json": body, "usage": developer.usage(body), "problems": developer.problems(body)})

    async def _file(self, request: web.Request) -> web.Response:
        space, user = request.app[SPACE], _user(request, request.query)
        stored = space.state.files.get(request.match_info["file"])
        places = [space.state.channels[c] for c in stored.channels] if stored else []
        if stored is None or not stored.completed or not any(seen.may_read(place, user) for place in places):
            return web.Response(status=404, text="not found")
        return shared_file(stored.content, stored.mimetype, stored.name)

    async def _gallery(self, _request: web.Request) -> web.Response:
        cards = await asyncio.to_thread(self.gallery) if self.gallery else []
        shown = []
        for card in cards:
            body = card.get("message") or card.get("view") or {}
            shown.append({**card, "usage": developer.usage(body), "problems": developer.problems(body)})
        return json_answer({"cards": shown})

    async def _switch(self, request: web.Request) -> web.Response:
        try:
            await developer.switch(request.app[SPACE], await _body(request))
        except WorkspaceError as error:
            return json_answer({"ok": False, "error": str(error)})
        return json_answer({"ok": True})

    async def _clock(self, request: web.Request) -> web.Response:
        body = await _body(request)
        try:
            moved = developer.move_clock(request.app[SPACE], body)
        except WorkspaceError as error:
            return json_answer({"ok": False, "error": str(error)})
        if self.watcher is not None:
            self.watcher({"do": "clock", "to": moved.isoformat()})
        if self._following is not None:
            self._following.cancel()
        self._following = asyncio.get_running_loop().create_task(self._follow_clock(request.app[CLOSING]))
        return json_answer({"ok": True, "now": round(moved.timestamp() * 1000)})

    async def _follow_clock(self, closing: asyncio.Event) -> None:
        """Let the app look at the clock some times: what it plans may need a moment before it is due."""
        for _ in range(FOLLOWED):
            if self.moved is None or closing.is_set():
                return
            await asyncio.to_thread(self.moved)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(closing.wait(), FOLLOW_EVERY)

    def _place(self, request: web.Request) -> tuple[Space, User, Channel]:
        space, user = request.app[SPACE], _user(request, request.query)
        channel = space.state.find_channel(request.query.get("channel", ""))
        if channel is None or not seen.may_read(channel, user):
            raise web.HTTPNotFound(text="no such channel")
        return space, user, channel

    def _journal_of(self, space: Space) -> Journal:
        if self._journal is None:
            self._journal = Journal(space.state)
        return self._journal


def _changed(space: Space, user: User, changes: Sequence[Change]) -> JsonObject:
    messages, gone = list[JsonObject](), list[list[str]]()
    with space.state.changed:
        for change in changes:
            channel = space.state.channels[change.channel]
            found = channel.messages.get(change.ts)
            if not seen.may_read(channel, user):
                continue
            if found is None:
                gone.append([change.channel, change.ts])
            elif found.visible_to in (None, user.id):
                messages.append(seen.message(space, channel, found))
    news: JsonObject = {}
    if messages:
        news["messages"] = messages
    if gone:
        news["gone"] = gone
    return news


async def _acked(interaction: Interaction) -> None:
    """Wait for the ack without holding up the server's loop."""
    delivery = interaction.delivery
    for _ in range(round(PATIENCE / LOOK)):
        if delivery is None or delivery.done.is_set():
            return
        await asyncio.sleep(LOOK)


async def _body(request: web.Request) -> JsonObject:
    """Return a JSON body; the content type keeps plain forms of other sites out, besides the guard."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="JSON is needed")
    try:
        body = json.loads(await request.text())
    except ValueError:
        raise web.HTTPBadRequest(text="JSON is needed") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is needed")
    return body


def _user(request: web.Request, given: Mapping[str, Any]) -> User:
    space = request.app[SPACE]
    user = space.state.find_user(str(given.get("user", "")))
    if user is None or user.is_bot or user.deleted:
        raise web.HTTPNotFound(text="no such person")
    return user
