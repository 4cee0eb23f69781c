// One message as a row: author, time, content, reactions, thread line, and the tools that appear on it.

import { context, files, renderBlocks } from "./blocks.js";
import { h, icon, iconButton, openMenu, anchor } from "./dom.js";
import { emoji, QUICK } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { ago, clock, dayTitle, full, ofTs, reader } from "./time.js";

/** What must differ for a message to be drawn anew. */
export function signature(message) {
  return [message.ts, message.edited?.ts ?? "", JSON.stringify(message.reactions ?? 0), message.reply_count ?? 0, message.latest_reply ?? "", message.rev ?? 0].join("|");
}

export const author = (message, app) => message.username ?? app.names[message.user] ?? message.user ?? "unknown";

function avatar(message, app) {
  const name = author(message, app);
  const bot = message.user === app.bot.id;
  const tone = bot ? "bot" : `tone-${[...(message.user ?? name)].reduce((sum, c) => sum + c.codePointAt(0), 0) % 6}`;
  return h("div", { class: `avatar ${tone}`, "aria-hidden": "true" }, bot ? icon("grid") : name.replace(/^@/, "").slice(0, 2).toUpperCase());
}

function content(message, app) {
  const ctx = context({
    user: app.me.name, people: app.people, channels: app.channels,
    act: (block, element, value) => app.click({ channel: message.channel, ts: message.ts }, block, element, value),
  });
  // A person's own words: Slack's composer turns the marks they typed into styles.
  const own = message.client_msg_id || !message.blocks?.length;
  const body = own ? (message.text ? [h("div", { class: "text" }, mrkdwn(message.text))] : []) : renderBlocks(message.blocks, ctx);
  const attached = (message.attachments ?? []).map((a) => h("div", { class: "attachment" },
    a.title ? h("div", {}, h("strong", {}, a.title_link ? anchor(a.title_link, a.title) : a.title)) : null,
    a.blocks ? renderBlocks(a.blocks, ctx) : a.text ? h("div", { class: "text" }, mrkdwn(a.text)) : null));
  return [body, attached, files(message.files, ctx)];
}

function reactions(message, app) {
  if (!message.reactions?.length) return null;
  const one = (r) => {
    const mine = r.users.includes(app.me.id);
    const who = r.users.map((id) => app.names[id] ?? id).join(", ");
    return h("button", { type: "button", class: mine ? "reaction mine" : "reaction", "aria-pressed": String(mine), title: `${who} reacted with :${r.name}:`, "aria-label": `${r.name}, ${r.count}`,
      onclick: () => app.act({ do: "react", channel: message.channel, ts: message.ts, name: r.name, remove: mine }) }, h("span", { class: "emoji" }, emoji(r.name) ?? `:${r.name}:`), h("span", {}, String(r.count)));
  };
  return h("div", { class: "reactions" }, message.reactions.map(one));
}

function threadLine(message, app) {
  if (!message.reply_count) return null;
  const n = message.reply_count;
  return h("button", { type: "button", class: "thread-line", onclick: () => app.openThread(message.ts) },
    h("span", { class: "thread-count" }, `${n} ${n === 1 ? "reply" : "replies"}`), h("span", { class: "hint" }, ` Last reply ${ago(ofTs(message.latest_reply))}`));
}

function react(button, message, app) {
  openMenu(button, QUICK.map((name) => [`${emoji(name)}  ${name.replaceAll("_", " ")}`, () => app.act({ do: "react", channel: message.channel, ts: message.ts, name })]));
}

function more(button, message, app) {
  const items = [];
  if (!message.is_ephemeral) {
    for (const shortcut of app.shortcuts.filter((s) => s.type === "message")) {
      items.push([shortcut.name, () => app.act({ do: "shortcut", callback_id: shortcut.id, channel: message.channel, ts: message.ts })]);
    }
  }
  if (message.user === app.me.id && !message.is_ephemeral) {
    items.push(["Edit message", () => app.edit(message)], ["Delete message", () => app.act({ do: "delete", channel: message.channel, ts: message.ts }), true]);
  }
  items.push(["Copy text", () => navigator.clipboard?.writeText(message.text ?? "")], ["Show JSON and limits", () => app.inspect(message)]);
  openMenu(button, items);
}

function tools(message, app, inThread) {
  const menu = (name, label, open) => {
    const button = iconButton(name, label, () => open(button, message, app), { "aria-haspopup": "menu", "aria-expanded": "false" });
    return button;
  };
  return h("div", { class: "tools", role: "toolbar", "aria-label": "Message actions" },
    message.is_ephemeral ? null : menu("smile", "Add reaction", react),
    message.is_ephemeral || inThread ? null : iconButton("reply", "Reply in thread", () => app.openThread(message.thread_ts ?? message.ts, true)),
    iconButton("code", "Show JSON and limits", () => app.inspect(message)),
    menu("more", "More actions", more));
}

/** `item`: {message, joined (same author as above), day (title of a new day), unread (first unread)}. */
export function messageRow(item, app, inThread = false) {
  const { message } = item;
  const when = ofTs(message.ts);
  const name = author(message, app);
  const time = h("time", { class: "time", datetime: when.toISOString(), title: full(when) }, clock(when));
  const head = h("div", { class: "message-head" }, h("span", { class: "author" }, name),
    message.bot_id || message.user === app.bot.id ? h("span", { class: "badge" }, "APP") : null, time);
  const note = message.is_ephemeral ? h("div", { class: "only-you" }, icon("eye"), "Only visible to you") : null;
  const broadcast = message.subtype === "thread_broadcast" ? h("button", { type: "button", class: "replied link-button", onclick: () => app.openThread(message.thread_ts) }, "replied to a thread") : null;
  const joined = item.joined && !note;
  return h("div", { class: `message${joined ? " joined" : ""}${message.is_ephemeral ? " ephemeral" : ""}`, tabIndex: -1, data: { ts: message.ts },
    "aria-label": `${name}, ${clock(when)}${message.is_ephemeral ? ", only visible to you" : ""}` },
    item.day ? h("div", { class: "day", role: "separator" }, h("span", {}, item.day)) : null,
    item.unread ? h("div", { class: "unread-line", role: "separator" }, h("span", {}, "New")) : null,
    h("div", { class: "message-in" },
      joined ? h("div", { class: "gutter" }, time) : avatar(message, app),
      h("div", { class: "message-main" }, note, joined ? null : head, broadcast,
        h("div", { class: "content", dir: "auto" }, content(message, app), message.edited && !message.bot_id ? h("span", { class: "edited" }, "(edited)") : null),
        reactions(message, app), inThread ? null : threadLine(message, app))),
    tools(message, app, inThread));
}

/** Messages as rows: days, joined neighbours, the unread line. */
export function rowsOf(messages, app, unreadAfter = "") {
  const rows = [];
  let before = null, marked = false;
  for (const message of messages) {
    const date = ofTs(message.ts);
    const day = !before || dayTitle(ofTs(before.ts)) !== dayTitle(date) ? dayTitle(date) : "";
    const unread = !marked && unreadAfter && message.ts > unreadAfter && message.user !== reader.me;
    marked ||= Boolean(unread);
    const joined = !day && !unread && before.user === message.user && (before.username ?? "") === (message.username ?? "") && !before.is_ephemeral && !message.is_ephemeral
      && Number(message.ts) - Number(before.ts) < 300;
    rows.push({ key: message.ts, sig: `${signature(message)}|${day}|${unread}|${joined}`, message, day, unread, joined });
    before = message;
  }
  return rows;
}
