// The page: boot, routing, the event stream, and the panes. Other modules draw; this one decides.

import { get, post, stream } from "./api.js";
import { Composer } from "./composer.js";
import { $, h, icon, iconButton, openMenu, replace } from "./dom.js";
import { Drawer } from "./drawer.js";
import { WindowList } from "./list.js";
import { author, messageRow, rowsOf } from "./message.js";
import { mrkdwn } from "./mrkdwn.js";
import { startTheme } from "./theme.js";
import { clock, reader } from "./time.js";
import { homeTab, Modals } from "./views.js";

const DEFAULT_CHANNEL = "biotech";
const app = {
  people: [], channels: [], names: {}, commands: [], shortcuts: [], bot: {}, me: null, home: null, faults: {}, log: 0,
  store: new Map(), // channel id -> {list: messages, more}
  thread: null, channel: null, route: {},
};

const byTs = (a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0);
const inMain = (m) => !m.thread_ts || m.thread_ts === m.ts || m.subtype === "thread_broadcast";

function upsert(list, message) {
  let at = list.length;
  while (at > 0 && list[at - 1].ts > message.ts) at -= 1;
  const same = at > 0 && list[at - 1].ts === message.ts;
  message.rev = same ? (list[at - 1].rev ?? 0) + 1 : 0;
  list.splice(same ? at - 1 : at, same ? 1 : 0, message);
  return !same;
}

// ---- what a person does ----

app.request = async (action) => {
  try {
    return await post("act", { user: app.me.name, ...action });
  } catch {
    return { ok: false, error: "the local workspace does not answer" };
  }
};

app.act = async (action) => {
  const answer = await app.request(action);
  if (!answer.ok && !answer.refused) toast(`That did not work: ${answer.error}`);
  return answer.ok || answer.refused ? "" : answer.error;
};

app.click = async (where, block, element, value) => {
  app.acted = Date.now();
  const answer = await app.request({ do: "click", ...where, action_id: element.action_id, block_id: block.block_id, value });
  return answer.ok ? "" : `deskbot did not answer (${answer.error}). Try again.`;
};

const send = (thread) => async (text, command) => {
  const place = { channel: app.channel.id, ...(thread ? { thread_ts: thread } : {}) };
  if (!thread) list?.toBottom();
  if (app.editing) {
    const { ts, channel } = app.editing;
    app.editing = null;
    return app.act({ do: "edit", channel, ts, text });
  }
  return app.act({ do: command ? "command" : "say", text, ...place });
};

app.edit = (message) => {
  const composer = app.thread && message.thread_ts === app.thread.ts ? threadComposer : mainComposer;
  app.editing = message;
  composer.area.value = message.text.replace(/<(https?:[^|>]+)(\|[^>]*)?>/g, "$1").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  composer.grow();
  composer.area.focus();
};

app.editLast = (thread) => {
  const own = (thread ? app.thread.list : app.store.get(app.channel.id).list).filter((m) => m.user === app.me.id && !m.is_ephemeral);
  if (own.length) app.edit(own.at(-1));
};

app.inspect = (message) => drawer.inspect(message);
app.openThread = (ts, write = false) => { app.focusThread = write; go({ thread: ts }); };

// ---- routing: #/person/channel or home[/thread ts] ----

function parse() {
  const [, user, place, ts] = location.hash.split("/").map(decodeURIComponent);
  return { user, place, thread: ts ?? "" };
}

function go(change, push = true, move = true) {
  const route = { ...parse(), thread: "", ...change };
  const hash = `#/${[route.user ?? app.me.name, route.place ?? app.channel?.id ?? "", route.thread].filter(Boolean).map(encodeURIComponent).join("/")}`;
  if (hash !== location.hash) history[push ? "pushState" : "replaceState"](null, "", hash);
  return move ? follow() : undefined;
}

async function follow() {
  if (location.hash && !location.hash.startsWith("#/")) return undefined; // an anchor on the page, no place
  const route = parse();
  if (!app.me || (route.user && route.user !== app.me.name)) return boot(route.user);
  if (route.place === "home") return showHome();
  const channel = app.channels.find((c) => c.id === route.place) ?? app.channels.find((c) => c.name === DEFAULT_CHANNEL) ?? app.channels[0];
  await showChannel(channel);
  if (route.thread) await showThread(route.thread);
  else closeThread();
}

// ---- panes ----

let list = null, threadList = null, mainComposer = null, threadComposer = null, drawer = null, modals = null, endStream = null;

async function showChannel(channel) {
  if (app.channel?.id === channel.id && app.route.place !== "home" && list) return;
  if (parse().place !== channel.id) go({ place: channel.id }, false, false);
  app.route.place = channel.id;
  app.channel = channel;
  app.unreadAfter = "";
  closeNav();
  drawSidebar();
  document.title = `${channel.kind === "im" ? channel.name : `#${channel.name}`} · deskbot workspace`;
  list?.stop();
  mainComposer = new Composer(app, { label: channel.archived ? "This channel is archived" : `Message ${channel.kind === "im" ? "" : "#"}${channel.name}`, send: send(null) });
  const scroller = h("div", { class: "scroller", id: "messages", tabIndex: 0, role: "region", "aria-label": `Messages in ${channel.name}`, onkeydown: (event) => rowKeys(event, list) });
  replace($("main"), channelHead(channel), scroller, mainComposer.node);
  list = new WindowList(scroller, (item) => messageRow(item, app), { onTop: older, onBottom: markRead });
  if (!app.store.has(channel.id)) {
    const page = await get("messages", { user: app.me.name, channel: channel.id });
    const kept = app.store.get(channel.id) ?? { list: [], more: page.more };
    for (const message of page.messages) if (!kept.list.some((m) => m.ts === message.ts)) upsert(kept.list, message);
    app.store.set(channel.id, kept);
  }
  if (app.channel.id !== channel.id) return;
  if (channel.unread) app.unreadAfter = lastRead(channel);
  drawMessages();
  list.toBottom();
  markRead();
  if (matchMedia("(hover: hover)").matches) mainComposer.area.focus();
}

/** The ts after which the line "New" stands: the server knows only how many messages of others are unread. */
function lastRead(channel) {
  const others = app.store.get(channel.id).list.filter((m) => m.user !== app.me.id);
  return others.length > channel.unread ? others[others.length - channel.unread - 1].ts : "";
}

function channelHead(channel) {
  const people = app.people.length;
  const kind = channel.kind === "im" ? "chat" : channel.kind === "private" ? "lock" : "hash";
  return h("header", { class: "pane-head" }, iconButton("menu", "Open navigation", openNav, { class: "icon-button nav-button" }), icon(kind), h("h1", {}, channel.name),
    h("span", { class: "hint pane-note" }, channel.kind === "im" ? "Direct message with the app" : channel.bot ? `${people} people and deskbot` : "deskbot is not in this channel"));
}

function drawMessages() {
  const kept = app.store.get(app.channel?.id);
  if (!kept || !list) return;
  const rows = rowsOf(kept.list, app, app.unreadAfter);
  list.scroller.classList.toggle("none", rows.length === 0);
  list.scroller.dataset.empty = rows.length ? "" : app.channel.kind === "im" ? "Nothing here yet. Write to deskbot, or paste a link." : "Nothing here yet. Type / to see what deskbot can do, or paste an article link.";
  list.set(rows);
}

let fetching = false;
async function older() {
  const kept = app.store.get(app.channel?.id);
  if (fetching || !kept?.more || !kept.list.length) return;
  fetching = true;
  try {
    const page = await get("messages", { user: app.me.name, channel: app.channel.id, before: kept.list[0].ts, limit: 1000 });
    kept.list.unshift(...page.messages);
    kept.more = page.more;
    drawMessages();
  } finally {
    fetching = false;
  }
}

function markRead() {
  const kept = app.store.get(app.channel?.id);
  const last = kept?.list.at(-1)?.ts;
  if (!last || document.hidden || app.route.place === "home" || !list?.atBottom()) return;
  if (app.channel.unread || kept.read !== last) {
    kept.read = last;
    const newest = [...(app.thread?.list ?? []), kept.list.at(-1)].sort(byTs).at(-1).ts;
    post("read", { user: app.me.name, channel: app.channel.id, ts: app.newest?.[app.channel.id] > newest ? app.newest[app.channel.id] : newest });
  }
}

async function showThread(ts) {
  if (app.thread?.ts === ts) return;
  const page = await get("thread", { user: app.me.name, channel: app.channel.id, ts });
  if (app.thread?.ts === ts || parse().thread !== ts) return; // hashchange and popstate both ask; or the reader has gone on
  if (!page.messages.length) return go({ thread: "" }, false);
  threadList?.stop();
  app.thread = { ts, list: page.messages };
  threadComposer = new Composer(app, { label: "Reply…", thread: ts, send: send(ts) });
  const scroller = h("div", { class: "scroller", id: "thread-messages", tabIndex: 0, role: "region", "aria-label": "Thread", onkeydown: (event) => rowKeys(event, threadList) });
  replace($("thread"), h("header", { class: "pane-head" }, h("h2", {}, "Thread"), h("span", { class: "hint pane-note" }, app.channel.kind === "im" ? app.channel.name : `#${app.channel.name}`), iconButton("close", "Close thread", () => go({ thread: "" }))), scroller, threadComposer.node);
  $("thread").hidden = false;
  threadList = new WindowList(scroller, (item) => messageRow(item, app, true));
  drawThread();
  if (app.focusThread) threadComposer.area.focus();
  app.focusThread = false;
}

function drawThread() {
  if (app.thread) threadList.set(rowsOf(app.thread.list, app));
}

function closeThread() {
  if (!app.thread) return;
  app.thread = null;
  threadList?.stop();
  $("thread").hidden = true;
  $("thread").replaceChildren();
}

function showHome() {
  closeThread();
  closeNav();
  app.route.place = "home";
  document.title = "App Home · deskbot workspace";
  app.channel ??= app.channels[0];
  drawHome();
  drawSidebar();
  app.request({ do: "home" });
}

function drawHome() {
  replace($("main"), h("header", { class: "pane-head" }, iconButton("menu", "Open navigation", openNav, { class: "icon-button nav-button" }), icon("home"), h("h1", {}, "deskbot"), h("span", { class: "hint pane-note" }, "App Home")),
    h("div", { class: "scroller", tabIndex: 0, role: "region", "aria-label": "App Home" }, homeTab(app)));
}

// ---- the sidebar ----

function drawSidebar() {
  const at = app.route.place;
  const entry = (place, name, glyph, unread, dim) => h("li", {}, h("button", { type: "button", class: `nav-item${unread ? " unread" : ""}${dim ? " dim" : ""}`, "aria-current": at === place ? "page" : undefined, data: { place }, onclick: () => go({ place, user: app.me.name }) },
    icon(glyph), h("span", { class: "nav-name" }, name), unread ? h("span", { class: "count", "aria-label": `${unread} unread` }, unread >= 99 ? "99+" : String(unread)) : null));
  const rows = app.channels.filter((c) => c.kind !== "im").map((c) => entry(c.id, c.name, c.kind === "private" ? "lock" : "hash", c.id === at ? 0 : c.unread, c.archived));
  const direct = app.channels.filter((c) => c.kind === "im").map((c) => entry(c.id, c.name, "chat", c.id === at ? 0 : c.unread));
  replace($("places"), h("h2", {}, "Channels"), h("ul", {}, rows), h("h2", {}, "Direct messages"), h("ul", {}, direct), h("h2", {}, "Apps"), h("ul", {}, entry("home", "deskbot home", "home", 0)));
  const who = h("button", { type: "button", id: "person", class: "person", "aria-haspopup": "menu", "aria-expanded": "false",
    onclick: () => openMenu(who, app.people.map((p) => [`@${p.name}  ${p.real_name}, ${p.tz}`, () => go({ user: p.name })])) },
    h("span", { class: "avatar small", "aria-hidden": "true" }, app.me.name.slice(0, 2).toUpperCase()), h("span", { class: "person-text" }, h("strong", {}, `@${app.me.name}`), " ", h("span", { class: "hint" }, app.me.real_name), h("span", { class: "sr-only" }, ", switch person")), icon("down"));
  replace($("me"), who);
}

const openNav = () => { document.body.classList.add("nav-open"); $("places").querySelector("button")?.focus(); };
const closeNav = () => document.body.classList.remove("nav-open");

// ---- news ----

function onNews(news) {
  if (news.now) app.skew = news.now - Date.now();
  if (news.reset) return location.reload();
  for (const key of ["channels", "names", "home", "faults", "log"]) if (key in news) app[key] = news[key];
  reader.names = app.names;
  if (news.channels) { app.channel = app.channels.find((c) => c.id === app.channel?.id) ?? app.channel; drawSidebar(); }
  let main = false, inThread = false;
  for (const message of news.messages ?? []) {
    app.newest = { ...app.newest, [message.channel]: message.ts };
    const kept = app.store.get(message.channel);
    let fresh = false;
    if (kept && inMain(message)) { fresh = upsert(kept.list, message); main ||= message.channel === app.channel?.id; }
    if (app.thread && message.channel === app.channel.id && (message.thread_ts === app.thread.ts || message.ts === app.thread.ts)) {
      fresh = upsert(app.thread.list, message) || fresh;
      inThread = true;
    }
    if (fresh && message.user !== app.me.id) announce(message);
    // The answer to one's own click comes into sight.
    if (fresh && message.is_ephemeral && Date.now() - (app.acted ?? 0) < 5000) Object.assign((inThread ? threadList : list) ?? {}, { stick: true });
  }
  for (const [channel, ts] of news.gone ?? []) {
    const kept = app.store.get(channel);
    if (kept) kept.list = kept.list.filter((m) => m.ts !== ts);
    if (app.thread) app.thread.list = app.thread.list.filter((m) => m.ts !== ts);
    main = inThread = true;
  }
  if (app.route.place === "home") { if ("home" in news) drawHome(); }
  else if (main) { drawMessages(); markRead(); }
  if (inThread) drawThread();
  if ("modal" in news) modals.show(news.modal);
  drawer.news(news);
}

function announce(message) {
  if (message.channel !== app.channel?.id) return;
  const text = h("span", {}, mrkdwn(message.text ?? "")).textContent;
  $("live").textContent = `${author(message, app)}${message.is_ephemeral ? ", only visible to you" : ""}: ${text.slice(0, 200)}`;
}

function toast(text) {
  const node = h("div", { class: "toast", role: "alert" }, text);
  $("toasts").append(node);
  setTimeout(() => node.remove(), 6000);
}

// ---- keys ----

function rowKeys(event, rows) {
  const row = event.target.closest?.(".message");
  const inRow = row && event.target === row;
  if (!["ArrowUp", "ArrowDown", "Home", "End", "Enter", "r"].includes(event.key) || (event.target !== event.currentTarget && !inRow)) return;
  const keys = rows.items.map((item) => item.key);
  const at = row ? keys.indexOf(row.dataset.key) : keys.length;
  if ((event.key === "Enter" || event.key === "r") && row) {
    event.preventDefault();
    const message = rows.items[at].message;
    return message.is_ephemeral ? undefined : app.openThread(message.thread_ts ?? message.ts, true);
  }
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: keys.length - 1 }[event.key];
  if (to === undefined || !keys[to]) return;
  event.preventDefault();
  rows.reveal(keys[to])?.focus({ preventScroll: true });
}

function pageKeys(event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    if (app.editing) { app.editing = null; mainComposer.area.value = ""; mainComposer.grow(); }
    else if (document.body.classList.contains("nav-open")) closeNav();
    else if (app.thread) go({ thread: "" });
    else if (drawer.isOpen && !typing) drawer.toggle();
  } else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    const items = [...$("places").querySelectorAll(".nav-item")];
    const at = items.findIndex((item) => item.getAttribute("aria-current"));
    items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length]?.click();
    event.preventDefault();
  } else if (event.key === "/" && !typing && mainComposer && app.route.place !== "home") {
    mainComposer.area.focus();
    mainComposer.area.value ||= "/";
    mainComposer.suggest();
    event.preventDefault();
  }
}

// ---- start ----

async function boot(user) {
  endStream?.();
  const first = await get("boot", { user: user || localStorage.getItem("person") || "pm" });
  Object.assign(app, first, { store: new Map(), thread: null, channel: null, route: {}, editing: null, newest: {}, skew: first.now - Date.now() });
  localStorage.setItem("person", app.me.name);
  Object.assign(reader, { zone: app.me.tz, names: app.names, me: app.me.id, now: () => Date.now() + (app.skew ?? 0) });
  $("thread").hidden = true;
  replace($("team"), h("strong", {}, app.team), h("span", { class: "team-note" }, app.note));
  drawer ??= new Drawer(app, $("drawer"), $("drawer-button"));
  modals ??= new Modals(app);
  modals.show(app.modal);
  endStream = stream(app.me.name, first.seq, onNews, (up) => { document.body.classList.toggle("offline", !up); $("connection").hidden = up; });
  if (parse().user !== app.me.name) go({ user: app.me.name, place: parse().place }, false);
  else await follow();
  document.body.classList.add("ready");
}

addEventListener("hashchange", follow);
addEventListener("popstate", follow);
addEventListener("keydown", pageKeys);
document.addEventListener("visibilitychange", markRead);
$("scrim").addEventListener("click", closeNav);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address names the place, so no anchor may take it
  ($("composer") ?? $("main").querySelector(".scroller"))?.focus();
});
startTheme($("theme-button"));
setInterval(() => { if (drawer?.isOpen) drawer.tick(); }, 1000);
app.clock = () => clock(new Date(reader.now()));
boot(parse().user).catch((problem) => replace($("main"), h("p", { class: "broken", role: "alert" }, `The workspace does not answer: ${problem.message}`)));
