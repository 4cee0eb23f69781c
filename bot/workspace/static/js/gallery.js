// The card gallery: every card in every state, with the limits each one uses.

import { get } from "./api.js";
import { context, renderBlocks } from "./blocks.js";
import { $, h, icon, replace } from "./dom.js";
import { mrkdwn, plain, unescape } from "./mrkdwn.js";
import { startTheme } from "./theme.js";
import { reader } from "./time.js";

const NAMES = { U0DESKPM001: "pm", U0ANALYST01: "analyst", U0DESKBOT01: "deskbot", C0BIOTECH01: "biotech" };
const title = (name) => name.replaceAll("_", " ");

function used(entry) {
  return entry.usage.filter((u, index) => index < 2 || u.used > u.most * 0.8).map((u) => h("span", { class: u.used > u.most ? "used full" : "used" }, `${u.name.toLowerCase()} ${u.used.toLocaleString("en-US")} of ${u.most.toLocaleString("en-US")}`));
}

function drawn(entry) {
  const ctx = context({ people: Object.entries(NAMES).filter(([id]) => id.startsWith("U")).map(([id, name]) => ({ id, name })), channels: [{ id: "C0BIOTECH01", name: "biotech", kind: "public" }] });
  if (entry.view) {
    const { view } = entry, modal = view.type === "modal";
    return h("div", { class: `card view ${modal ? "" : "home"}` }, modal ? h("div", { class: "modal-title" }, plain(view.title?.text ?? "")) : null,
      h("div", { class: "content" }, renderBlocks(view.blocks, ctx)),
      modal ? h("div", { class: "modal-foot" }, h("span", { class: "button" }, plain(view.close?.text ?? "Close")), view.submit ? h("span", { class: "button primary" }, plain(view.submit.text)) : null) : null);
  }
  const { blocks, text } = entry.message;
  return h("div", { class: "card" }, h("div", { class: "avatar bot", "aria-hidden": "true" }, icon("grid")),
    h("div", { class: "content", dir: "auto" }, blocks?.length ? renderBlocks(blocks, ctx) : h("div", { class: "text" }, mrkdwn(text))));
}

function example(entry) {
  const id = `${entry.card}-${entry.state}`.replace(/[^\w-]+/g, "-");
  return h("article", { class: "example", id, data: { card: entry.card, state: entry.state }, "aria-labelledby": `${id}-title` },
    h("div", { class: "example-head" }, h("h3", { id: `${id}-title` }, title(entry.state)), used(entry)), drawn(entry),
    entry.message?.text ? h("p", { class: "notified" }, `Notification: ${unescape(entry.message.text).slice(0, 200)}`) : null,
    entry.problems.length ? h("ul", { class: "problems" }, entry.problems.map((p) => h("li", {}, p))) : null);
}

async function start() {
  Object.assign(reader, { zone: "America/New_York", names: NAMES, me: "U0DESKPM001", now: () => Date.UTC(2026, 3, 20, 12, 45) });
  startTheme($("theme-button"));
  $("narrow").addEventListener("change", (event) => $("gallery").classList.toggle("narrow", event.target.checked));
  const { cards } = await get("gallery");
  const kinds = [...new Set(cards.map((entry) => entry.card))];
  replace($("cards"), kinds.map((kind) => h("a", { class: "link", href: `#${kind}` }, title(kind))));
  replace($("gallery"), h("p", { class: "hint" }, `${cards.length} examples of ${kinds.length} kinds of card.`),
    kinds.map((kind) => [h("h2", { class: "kind-title", id: kind }, title(kind)), cards.filter((entry) => entry.card === kind).map(example)]));
  document.body.classList.add("ready");
}

start();
