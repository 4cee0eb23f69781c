// The developer's side: message JSON and limits, event log, fault switches, the clock.

import { get, post } from "./api.js";
import { h, iconButton, replace } from "./dom.js";
import { clockSeconds, full, reader } from "./time.js";

const TABS = [["log", "Event log"], ["message", "Message"], ["faults", "Faults"], ["clock", "Clock"]];
const METHODS = ["*", "chat.postMessage", "chat.postEphemeral", "chat.update", "response_url", "views.open", "views.publish", "conversations.history", "conversations.replies", "upload"];
const KINDS = [["ratelimited", "429 (Retry-After 5 s)", { seconds: 5 }], ["status500", "500", { switch: "status", status: 500 }], ["status503", "503", { switch: "status", status: 503 }], ["error", "ok: false, internal_error", {}], ["slow", "5 s late", { switch: "latency", seconds: 5 }], ["reset", "reset before", {}], ["reset_after_accept", "reset after accept", {}], ["hang", "hang 20 s", { seconds: 20 }]];

export class Drawer {
  constructor(app, node, button) {
    Object.assign(this, { app, node, button, tab: localStorage.getItem("drawer-tab") ?? "log", lines: [], seq: 0, filter: "all" });
    button.addEventListener("click", () => this.toggle());
    this.isOpen = localStorage.getItem("drawer") === "open";
    this.draw();
    if (this.isOpen) this.fetchLog();
  }

  toggle(open = !this.isOpen) {
    this.isOpen = open;
    localStorage.setItem("drawer", open ? "open" : "");
    this.draw();
    if (open) this.fetchLog();
  }

  draw() {
    this.node.hidden = !this.isOpen;
    this.button.setAttribute("aria-expanded", String(this.isOpen));
    if (!this.isOpen) return;
    const tabs = TABS.map(([id, name]) => h("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-selected": String(this.tab === id), "aria-controls": "drawer-panel", tabIndex: this.tab === id ? 0 : -1, onclick: () => this.open(id) }, name));
    const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Developer's side", onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const at = TABS.findIndex(([id]) => id === this.tab);
      this.open(TABS[(at + step + TABS.length) % TABS.length][0]);
      this.node.querySelector("[role=tab][aria-selected=true]").focus();
    } }, tabs);
    this.panel = h("div", { class: "drawer-panel", id: "drawer-panel", role: "tabpanel", "aria-labelledby": `tab-${this.tab}`, tabIndex: 0 });
    replace(this.node, h("div", { class: "drawer-head" }, list, h("span", { class: "drawer-clock", id: "drawer-clock" }), iconButton("close", "Close the developer's side", () => this.toggle(false))), this.panel);
    this.tick();
    this[`draw_${this.tab}`]();
  }

  open(tab) {
    this.tab = tab;
    localStorage.setItem("drawer-tab", tab);
    this.draw();
  }

  tick() {
    const node = document.getElementById("drawer-clock");
    if (node) node.textContent = full(new Date(reader.now()));
  }

  news(news) {
    if (!this.isOpen) return;
    if ("log" in news) this.fetchLog();
    if ("faults" in news && this.tab === "faults") this.draw_faults();
  }

  // ---- log ----

  async fetchLog() {
    if (this.fetching) { this.again = true; return; }
    this.fetching = true;
    try {
      const news = await get("log", { after: this.seq });
      this.counts = news.counts;
      this.lines = [...this.lines, ...news.lines].slice(-500);
      this.seq = this.lines.at(-1)?.seq ?? this.seq;
      if (this.tab === "log") this.addLines(news.lines);
    } finally {
      this.fetching = false;
      if (this.again) { this.again = false; this.fetchLog(); }
    }
  }

  draw_log() {
    const filters = [["all", "All"], ["wire", "Envelopes and acks"], ["api", "Web API"], ["bad", "Trouble"]];
    this.summary = h("span", { class: "hint", id: "log-summary" });
    this.rows = h("tbody");
    this.wrap = h("div", { class: "log-wrap" }, h("table", { class: "log" }, h("thead", { class: "sr-only" }, h("tr", {}, ["Time", "Kind", "What", "Took"].map((t) => h("th", {}, t)))), this.rows));
    replace(this.panel, h("div", { class: "log-bar" }, h("label", {}, "Show ", h("select", { class: "input small", onchange: (event) => { this.filter = event.target.value; this.draw_log(); } }, filters.map(([value, name]) => h("option", { value, selected: value === this.filter }, name)))), this.summary), this.wrap);
    this.addLines(this.lines, true);
  }

  addLines(lines, fresh = false) {
    if (!this.rows) return;
    const down = fresh || this.wrap.scrollHeight - this.wrap.scrollTop - this.wrap.clientHeight < 40;
    for (const line of lines) if (this.shows(line)) this.rows.append(this.row(line));
    while (this.rows.children.length > 500) this.rows.firstChild.remove();
    if (down) this.wrap.scrollTop = this.wrap.scrollHeight;
    const c = this.counts;
    if (c) this.summary.textContent = `${c.acks} acks, median ${c.ack_median_ms ?? "n/a"} ms, slowest ${c.ack_max_ms ?? "n/a"} ms · ${c.unacked} not acked · ${c.calls} Web API calls, ${c.failed} refused · ${c.ratelimited} × 429`;
  }

  shows(line) {
    const wire = ["sent", "acked", "not_acked", "late_ack", "ack_dropped", "done"].includes(line.kind);
    if (this.filter === "wire") return wire;
    if (this.filter === "api") return ["api", "ratelimited", "response_url", "uploaded"].includes(line.kind);
    if (this.filter === "bad") return bad(line);
    return line.kind !== "done";
  }

  row(line) {
    const d = line.detail;
    const what = { api: () => `${d.method}${d.ok ? "" : ` → ${d.error}`}`, sent: () => `${d.type} ${d.what}${d.attempt ? ` (attempt ${d.attempt + 1}, ${d.reason})` : ""}`, acked: () => `${d.id}`, not_acked: () => `${d.id} ${d.reason}`, response_url: () => (d.error ? `refused: ${d.error}` : `use ${d.uses} of 5`),
      ratelimited: () => `${d.method}, Retry-After ${d.retry_after} s`, fault: () => `${d.fault} on ${d.method}`, clock: () => d.moved_to, switch: () => `${d.switch} ${d.method ?? ""}` }[line.kind]?.() ?? Object.entries(d).map(([k, v]) => `${k} ${typeof v === "object" ? JSON.stringify(v) : v}`).join(", ");
    const took = d.seconds === undefined ? "" : `${Math.round(d.seconds * 1000)} ms`;
    const open = async () => {
      if (detail.hidden && !detail.textContent) detail.textContent = JSON.stringify((await get(`log/${line.seq}`)).detail, null, 2);
      detail.hidden = !detail.hidden;
      button.setAttribute("aria-expanded", String(!detail.hidden));
    };
    const detail = h("pre", { hidden: true });
    const button = h("button", { type: "button", class: "link-button", "aria-expanded": "false", onclick: open }, what);
    return h("tr", { class: bad(line) ? "bad" : "" }, h("td", { class: "mono" }, clockSeconds(new Date(line.at))), h("td", {}, h("span", { class: `kind k-${line.kind}` }, line.kind.replace("_", " "))), h("td", { class: "what" }, button, detail), h("td", { class: "mono a-right" }, took));
  }

  // ---- message ----

  async inspect(message) {
    this.inspected = await get("inspect", { user: this.app.me.name, channel: message.channel, ts: message.ts });
    this.toggle(true);
    this.open("message");
  }

  draw_message() {
    if (!this.inspected) return replace(this.panel, h("p", { class: "hint" }, "Press “Show JSON and limits” on a message."));
    const { json, usage, problems } = this.inspected;
    return replace(this.panel, h("div", { class: "inspect" }, limits(usage, problems), h("pre", { class: "json", tabIndex: 0, "aria-label": "Message JSON" }, JSON.stringify(json, null, 2))));
  }

  // ---- faults ----

  draw_faults() {
    const f = this.app.faults;
    const flip = (body) => async () => { const answer = await post("switch", body()); if (!answer.ok) status.textContent = answer.error; };
    const button = (name, body, cls = "") => h("button", { type: "button", class: `button ${cls}`, onclick: flip(() => body) }, name);
    const method = h("select", { class: "input small", "aria-label": "Method" }, METHODS.map((m) => h("option", { value: m }, m === "*" ? "every method" : m)));
    const kind = h("select", { class: "input small", "aria-label": "What happens" }, KINDS.map(([id, name]) => h("option", { value: id }, name)));
    const times = h("input", { type: "number", class: "input small", value: "1", min: 1, max: 1000, "aria-label": "How often" });
    const status = h("span", { class: "hint", role: "status" });
    const add = () => { const [id, , more] = KINDS.find(([k]) => k === kind.value); return { switch: id, method: method.value, times: Number(times.value), ...more }; };
    const on = [...f.calls.map((c) => `${c.method}: ${c.kind}${c.kind === "status" ? ` ${c.status}` : ""} × ${c.times ?? "∞"}`), f.ack_delay ? `acks ${f.ack_delay} s late` : "", f.drop_acks ? `next ${f.drop_acks} acks ignored` : "", f.silent ? "sockets silent" : ""].filter(Boolean);
    replace(this.panel, h("div", { class: "switches" },
      h("section", {}, h("h2", {}, "Socket Mode"), h("p", { class: "hint" }, `${f.connections} connection${f.connections === 1 ? "" : "s"} open`), h("div", { class: "actions" }, button("Disconnect (refresh)", { switch: "disconnect" }), button("Cut the line", { switch: "drop" }),
        button("Acks 1 s late", { switch: "delay_acks", seconds: 1 }), button("Acks 4 s late", { switch: "delay_acks", seconds: 4 }), button("Ignore next ack", { switch: "drop_acks", times: 1 }), button(f.silent ? "End silence" : "Silence", { switch: "silence", on: !f.silent }))),
      h("section", {}, h("h2", {}, "Web API"), h("div", { class: "actions" }, method, kind, h("label", {}, "× ", times), h("button", { type: "button", class: "button", onclick: flip(add) }, "Add fault"))),
      h("section", {}, h("h2", {}, "On now"), on.length ? h("ul", { class: "on" }, on.map((t) => h("li", {}, t))) : h("p", { class: "hint" }, "Nothing: this Slack behaves."), h("div", { class: "actions" }, button("Turn everything off", { switch: "clear" }), status))));
  }

  // ---- clock ----

  draw_clock() {
    const status = h("span", { class: "hint", role: "status" });
    const move = async (body) => { const answer = await post("clock", body); status.textContent = answer.ok ? `Moved to ${full(new Date(answer.now))}.` : answer.error; this.tick(); };
    const to = h("input", { type: "datetime-local", class: "input small", "aria-label": "Move to (UTC)", value: new Date(reader.now()).toISOString().slice(0, 16) });
    replace(this.panel, h("div", { class: "switches" }, h("section", {}, h("h2", {}, "The workspace's clock"), h("p", { class: "hint" }, "deskbot's schedules follow it: move it past 07:30 to see the digest, past a catalyst to see its reminder."),
      h("div", { class: "actions" }, [["+1 hour", 1], ["+6 hours", 6], ["+1 day", 24], ["+1 week", 168], ["−1 hour", -1]].map(([name, hours]) => h("button", { type: "button", class: "button", onclick: () => move({ hours }) }, name))),
      h("div", { class: "actions" }, h("label", {}, "To ", to, " UTC"), h("button", { type: "button", class: "button", onclick: () => move({ to: `${to.value}:00+00:00` }) }, "Move"), status))));
  }
}

const bad = (line) => ["not_acked", "late_ack", "ack_dropped", "ratelimited", "fault", "bad_ack", "connection_lost", "closed"].includes(line.kind) || (line.kind === "api" && !line.detail.ok) || (line.kind === "response_url" && Boolean(line.detail.error));

export function limits(usage, problems) {
  return h("div", { class: "limits" }, usage.map((u) => h("div", { class: "limit" }, h("span", {}, u.name), h("meter", { min: 0, max: u.most, high: u.most * 0.9, value: u.used, "aria-label": u.name }), h("span", { class: "mono" }, `${u.used.toLocaleString("en-US")} of ${u.most.toLocaleString("en-US")}`))),
    problems.length ? h("ul", { class: "problems" }, problems.map((p) => h("li", {}, p))) : h("p", { class: "hint good" }, "Slack would take it."));
}
