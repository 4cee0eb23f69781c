// Modals and the App Home.

import { context, renderBlocks } from "./blocks.js";
import { h, iconButton, replace } from "./dom.js";
import { plain } from "./mrkdwn.js";

/** Keeps one <dialog> in step with the person's topmost modal. */
export class Modals {
  constructor(app) {
    this.app = app;
    this.shown = "";
    this.dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title", oncancel: (event) => { event.preventDefault(); this.close(); } });
    document.body.append(this.dialog);
  }

  show(modal) {
    if (!modal) {
      this.shown = "";
      if (this.dialog.open) this.dialog.close();
      return;
    }
    const key = `${modal.view.id}/${modal.view.hash}`;
    if (key !== this.shown) { this.shown = key; this.draw(modal.view); }
    this.errors(modal.errors);
    if (!this.dialog.open) this.dialog.showModal();
  }

  draw(view) {
    const { app } = this;
    this.view = view;
    this.ctx = context({ user: app.me.name, people: app.people, channels: app.channels, live: (block) => block.type !== "input" || block.dispatch_action,
      act: (block, element, value) => app.click({ view_id: view.id }, block, element, value) });
    this.send = view.submit ? h("button", { type: "submit", class: "button primary" }, plain(view.submit.text)) : null;
    this.problem = h("div", { class: "modal-problem", role: "alert" });
    replace(this.dialog, h("form", { method: "dialog", novalidate: true, onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      h("div", { class: "modal-head" }, h("div", { class: "avatar bot small", "aria-hidden": "true" }), h("h2", { id: "modal-title" }, plain(view.title?.text ?? "")), iconButton("close", "Close", () => this.close())),
      h("div", { class: "modal-body" }, renderBlocks(view.blocks, this.ctx)), this.problem,
      h("div", { class: "modal-foot" }, h("button", { type: "button", class: "button", onclick: () => this.close() }, plain(view.close?.text ?? "Close")), this.send)));
    queueMicrotask(() => this.dialog.querySelector(".modal-body input, .modal-body select, .modal-body textarea, .modal-body button")?.focus());
  }

  errors(errors) {
    let first = null;
    for (const field of this.ctx.inputs) {
      const text = errors[field.id] ?? "";
      field.error.textContent = text;
      field.node.setAttribute("aria-invalid", String(Boolean(text)));
      if (text && !first) first = field.node;
    }
    const told = JSON.stringify(errors);
    if (first && told !== this.told) first.focus();
    this.told = told;
  }

  async submit() {
    const values = {};
    for (const field of this.ctx.inputs) { const value = field.read(); if (value !== undefined) values[field.id] = value; }
    this.problem.textContent = "";
    this.send?.setAttribute("aria-busy", "true");
    this.told = "";
    const answer = await this.app.request({ do: "submit", view_id: this.view.id, values });
    this.send?.removeAttribute("aria-busy");
    if (!answer.ok && !answer.refused) this.problem.textContent = `deskbot did not answer: ${answer.error}. Try again.`;
  }

  close() {
    this.app.request({ do: "close" });
  }
}

export function homeTab(app) {
  const view = app.home;
  if (!view) return h("div", { class: "home empty" }, h("p", {}, "deskbot has not published a home for you yet."));
  const ctx = context({ user: app.me.name, people: app.people, channels: app.channels, live: (block) => block.type !== "input" || block.dispatch_action,
    act: (block, element, value) => app.click({ view_id: view.id }, block, element, value) });
  return h("div", { class: "home" }, renderBlocks(view.blocks, ctx));
}
