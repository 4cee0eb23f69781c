// The composer: plain typing, Enter to send, completion of slash commands, people, channels and emoji.

import { $, h, iconButton } from "./dom.js";
import { EMOJI } from "./emoji.js";

export class Composer {
  constructor(app, { label, thread = null, send }) {
    Object.assign(this, { app, send, thread, found: [], at: 0 });
    this.id = thread ? "thread-composer" : "composer";
    this.box = h("div", { class: "completions", id: `${this.id}-list`, role: "listbox", "aria-label": "Suggestions", hidden: true });
    this.area = h("textarea", {
      id: this.id, class: "composer-text", rows: 1, placeholder: label, "aria-label": label, "aria-autocomplete": "list", "aria-haspopup": "listbox",
      "aria-controls": `${this.id}-list`, spellcheck: "true",
      oninput: () => { this.grow(); this.suggest(); this.keep(); }, onkeydown: (event) => this.key(event), onblur: () => setTimeout(() => this.hide(), 150),
    });
    this.button = iconButton("send", "Send", () => this.submit(), { class: "icon-button send" });
    this.node = h("div", { class: "composer" }, this.box, h("div", { class: "composer-in" }, this.area, this.button),
      h("div", { class: "composer-hint", "aria-hidden": "true" }, thread ? "" : "/ for commands, or paste an article link · Enter sends · Shift+Enter starts a line"));
    this.area.value = sessionStorage.getItem(this.draft()) ?? "";
    queueMicrotask(() => this.grow());
  }

  draft() {
    return `draft/${this.app.me.name}/${this.app.channel?.id}/${this.thread ?? ""}`;
  }

  keep() {
    if (this.area.value) sessionStorage.setItem(this.draft(), this.area.value);
    else sessionStorage.removeItem(this.draft());
    this.button.classList.toggle("ready", Boolean(this.area.value.trim()));
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 220)}px`;
    this.button.classList.toggle("ready", Boolean(this.area.value.trim()));
  }

  /** [what is typed, where it starts, candidates as [inserted, name, detail, more]] */
  candidates() {
    const before = this.area.value.slice(0, this.area.selectionStart);
    const command = /^\/(\S*)$/.exec(before);
    if (command) return [0, this.app.commands.filter((c) => c.name.startsWith(before)).map((c) => [`${c.name} `, c.name, c.usage, c.summary])];
    const typed = /^(\/\S+)\s+\S*$/.exec(before);
    if (typed) {
      const known = this.app.commands.find((c) => c.name === typed[1]);
      return [0, known ? [[null, known.name, known.usage, known.summary]] : []];
    }
    const word = /(?:^|\s)([@#:])([\w+-]*)$/.exec(before);
    if (!word) return [0, []];
    const start = before.length - word[2].length - 1;
    const begins = (name) => name.startsWith(word[2].toLowerCase());
    if (word[1] === "@") return [start, [this.app.bot, ...this.app.people].filter((p) => begins(p.name)).map((p) => [`@${p.name} `, `@${p.name}`, p.real_name, ""])];
    if (word[1] === "#") return [start, this.app.channels.filter((c) => c.kind !== "im" && begins(c.name)).map((c) => [`#${c.name} `, `#${c.name}`, "", ""])];
    if (word[2].length < 2) return [0, []];
    return [start, [...EMOJI].filter(([name]) => begins(name)).slice(0, 8).map(([name, sign]) => [`:${name}: `, `${sign} :${name}:`, "", ""])];
  }

  suggest() {
    const [start, found] = this.candidates();
    this.start = start;
    this.found = found;
    this.at = 0;
    const open = found.length > 0;
    this.box.hidden = !open;
    if (open) $("live").textContent = `${found.length} suggestion${found.length === 1 ? "" : "s"}`;
    this.box.replaceChildren(...found.map(([inserted, name, usage, summary], index) => h("div", {
      class: inserted === null ? "completion reminder" : "completion", id: `${this.id}-${index}`, role: "option", "aria-selected": String(index === 0),
      onpointerdown: (event) => { event.preventDefault(); this.take(index); } },
      h("span", { class: "completion-name" }, name), usage ? h("span", { class: "completion-usage" }, usage) : null, summary ? h("span", { class: "completion-summary" }, summary) : null)));
    this.choose(0);
  }

  choose(index) {
    this.at = index;
    [...this.box.children].forEach((node, at) => { node.setAttribute("aria-selected", String(at === index)); if (at === index) node.scrollIntoView({ block: "nearest" }); });
    if (this.found.length) this.area.setAttribute("aria-activedescendant", `${this.id}-${index}`);
    else this.area.removeAttribute("aria-activedescendant");
  }

  hide() {
    this.box.hidden = true;
    this.found = [];
    this.area.removeAttribute("aria-activedescendant");
  }

  take(index) {
    const [inserted] = this.found[index];
    if (inserted === null) return;
    const end = this.area.selectionStart;
    this.area.setRangeText(inserted, this.start, end, "end");
    this.area.focus();
    this.grow();
    this.keep();
    this.suggest();
  }

  key(event) {
    if (event.isComposing) return;
    const choosing = this.found.length > 0 && !this.box.hidden && this.found[0][0] !== null;
    if (choosing && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose((this.at + step + this.found.length) % this.found.length);
    } else if (choosing && (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && this.found[this.at][0].trim() !== this.area.value.trim()))) {
      this.take(this.at);
    } else if (event.key === "Escape" && !this.box.hidden) {
      this.hide();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      this.submit();
    } else if (event.key === "ArrowUp" && !this.area.value) {
      this.app.editLast(this.thread);
    } else return;
    event.preventDefault();
  }

  async submit() {
    const typed = this.area.value, text = typed.trim();
    const command = typed.startsWith("/"); // a space before it makes it a message
    if (!text) return;
    this.hide();
    this.area.value = "";
    this.grow();
    this.keep();
    const problem = await this.send(text, command);
    if (problem && !this.area.value) { this.area.value = typed; this.grow(); this.keep(); }
  }
}
