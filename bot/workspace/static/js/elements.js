// Interactive elements: buttons, menus, pickers and inputs. `ctx.act(block, element, value)` tells the app.

import { h, icon, openMenu } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";
import { reader } from "./time.js";

const words = (object) => object?.text ?? "";
const optionsOf = (element) => element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);

/** Ask first where the element says so, then act; the control is busy until the app has acked. */
async function act(ctx, block, element, value, control) {
  if (element.confirm && !(await ask(element.confirm, control))) return;
  control.setAttribute("aria-busy", "true");
  const problem = await ctx.act(block, element, value).finally(() => control.removeAttribute("aria-busy"));
  control.classList.toggle("failed", Boolean(problem));
  control.title = problem || "";
}

function ask(confirm, control) {
  return new Promise((resolve) => {
    const done = (answer) => { dialog.close(); dialog.remove(); control.focus(); resolve(answer); };
    const dialog = h("dialog", { class: "modal small", "aria-labelledby": "confirm-title", oncancel: (event) => { event.preventDefault(); done(false); } },
      h("h2", { id: "confirm-title" }, words(confirm.title)), h("div", { class: "modal-body" }, h("p", {}, textObject(confirm.text))),
      h("div", { class: "modal-foot" }, h("button", { type: "button", class: "button", onclick: () => done(false) }, words(confirm.deny) || "Cancel"),
        h("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger" : "primary"}`, onclick: () => done(true) }, words(confirm.confirm) || "Yes")));
    document.body.append(dialog);
    dialog.showModal();
  });
}

function button(element, block, ctx) {
  const node = h("button", {
    type: "button", class: `button ${element.style ?? ""}`, "aria-label": element.accessibility_label,
    data: { action: element.action_id }, disabled: ctx.dead,
    onclick: () => {
      if (element.url && /^https?:/i.test(element.url)) window.open(element.url, "_blank", "noopener");
      act(ctx, block, element, element.value ?? null, node);
    },
  }, plain(words(element.text)));
  return node;
}

function overflow(element, block, ctx) {
  const node = h("button", { type: "button", class: "button overflow", "aria-label": "More options", "aria-haspopup": "menu", "aria-expanded": "false", disabled: ctx.dead,
    onclick: () => openMenu(node, element.options.map((option) => [plain(words(option.text)), () => act(ctx, block, element, option.value, node)])) }, icon("more"));
  return node;
}

function optionNodes(element, chosen) {
  const one = (option) => h("option", { value: option.value, selected: chosen.includes(option.value) }, words(option.text));
  if (element.option_groups) return element.option_groups.map((group) => h("optgroup", { label: words(group.label) }, group.options.map(one)));
  return (element.options ?? []).map(one);
}

function peopleOrPlaces(element, ctx) {
  const people = /users/.test(element.type), all = /conversations/.test(element.type);
  const found = people || all ? ctx.people.map((p) => [p.id, `@${p.name}`]) : [];
  return people ? found : [...ctx.channels.filter((c) => c.kind !== "im").map((c) => [c.id, `#${c.name}`]), ...found];
}

function select(element, block, ctx, label) {
  const initial = element.initial_option?.value ?? element.initial_user ?? element.initial_conversation ?? element.initial_channel ?? "";
  const known = /users|conversations|channels/.test(element.type)
    ? peopleOrPlaces(element, ctx).map(([value, name]) => h("option", { value, selected: value === initial }, name))
    : optionNodes(element, [initial]);
  const node = h("select", { class: "input select", "aria-label": label, disabled: ctx.dead, data: { action: element.action_id },
    onchange: () => { if (ctx.live(block)) act(ctx, block, element, node.value || null, node); } },
    h("option", { value: "", selected: !initial, disabled: !block.optional && block.type === "input" && Boolean(initial) }, words(element.placeholder) || "Choose…"), known);
  return { node, read: () => node.value || null };
}

function choices(element, block, ctx, label, many) {
  const initial = many ? (element.initial_options ?? []).map((o) => o.value) : [element.initial_option?.value];
  const chosen = element.initial_users ?? element.initial_conversations ?? element.initial_channels ?? initial;
  const found = optionsOf(element).length ? optionsOf(element).map((o) => [o.value, textObject(o.text), o.description]) : peopleOrPlaces(element, ctx);
  const name = `${block.block_id}/${element.action_id}`;
  const boxes = found.map(([value]) => h("input", { type: many ? "checkbox" : "radio", name, value, checked: chosen.includes(value), disabled: ctx.dead,
    onchange: () => { if (ctx.live(block)) act(ctx, block, element, read(), node); } }));
  const read = () => { const on = boxes.filter((box) => box.checked).map((box) => box.value); return many ? on : (on[0] ?? null); };
  const node = h("div", { class: "choices", role: many ? "group" : "radiogroup", "aria-label": label },
    found.map(([, shown, more], index) => h("label", { class: "choice" }, boxes[index], h("span", {}, shown, more ? h("span", { class: "hint" }, textObject(more)) : null))));
  return { node, read };
}

function input(element, block, ctx, label, type, value, extra = {}) {
  const node = h("input", { type, class: "input", value: value ?? "", "aria-label": label, placeholder: words(element.placeholder), disabled: ctx.dead, ...extra,
    onchange: () => { if (ctx.live(block)) act(ctx, block, element, read(), node); } });
  const read = () => (type === "datetime-local" ? (node.value ? Math.floor(new Date(`${node.value}Z`).getTime() / 1000) - offset() : null) : node.value || null);
  return { node, read };
}

/** Seconds the reader's zone is ahead of UTC, for date-time pickers. */
function offset() {
  const now = new Date(reader.now());
  const there = new Date(now.toLocaleString("en-US", { timeZone: reader.zone }));
  return Math.round((there - new Date(now.toLocaleString("en-US", { timeZone: "UTC" }))) / 1000);
}

function typed(element, block, ctx, label) {
  const length = { minlength: element.min_length, maxlength: element.max_length };
  if (!element.multiline) return input(element, block, ctx, label, "text", element.initial_value, length);
  const node = h("textarea", { class: "input", rows: 4, "aria-label": label, placeholder: words(element.placeholder), ...length, disabled: ctx.dead });
  node.value = element.initial_value ?? "";
  return { node, read: () => node.value || null };
}

/** An element as {node, read}; `read` returns what would be submitted. */
export function control(element, block, ctx, label = words(element.placeholder) || element.action_id) {
  const only = (node) => ({ node, read: () => undefined });
  switch (element.type) {
    case "button": return only(button(element, block, ctx));
    case "overflow": return only(overflow(element, block, ctx));
    case "checkboxes": return choices(element, block, ctx, label, true);
    case "radio_buttons": return choices(element, block, ctx, label, false);
    case "datepicker": return input(element, block, ctx, label, "date", element.initial_date);
    case "timepicker": return input(element, block, ctx, label, "time", element.initial_time);
    case "datetimepicker": return input(element, block, ctx, label, "datetime-local", element.initial_date_time ? new Date((element.initial_date_time + offset()) * 1000).toISOString().slice(0, 16) : "");
    case "plain_text_input": return typed(element, block, ctx, label);
    case "email_text_input": return input(element, block, ctx, label, "email", element.initial_value);
    case "url_text_input": return input(element, block, ctx, label, "url", element.initial_value);
    case "number_input": return input(element, block, ctx, label, "text", element.initial_value, { inputmode: "decimal" });
    case "external_select": return input(element, block, ctx, label, "text", element.initial_option?.value);
    default:
      if (element.type?.startsWith("multi_")) return choices(element, block, ctx, label, true);
      if (element.type?.endsWith("_select")) return select(element, block, ctx, label);
      return only(h("span", { class: "unsupported" }, `${element.type} is not drawn here`));
  }
}
