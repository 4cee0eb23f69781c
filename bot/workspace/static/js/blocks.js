// Block Kit blocks to DOM. `ctx`: {act, live, dead, people, channels, user, inputs} - see `context`.

import { chartBlock } from "./chart.js";
import { anchor, h, icon } from "./dom.js";
import { control } from "./elements.js";
import { markdown } from "./markdown.js";
import { textObject } from "./mrkdwn.js";
import { richText } from "./rich.js";

/** What blocks need to know of where they stand; `act` returns a promise of a problem's words, or nothing. */
export function context(more = {}) {
  return { act: async () => "", live: () => true, dead: false, people: [], channels: [], user: "", inputs: [], ...more };
}

export function picture(block, ctx, small = false) {
  const file = block.slack_file?.id;
  const url = file ? `/page/file/${encodeURIComponent(file)}?user=${encodeURIComponent(ctx.user)}` : block.image_url ?? block.slack_file?.url ?? "";
  const own = url.startsWith("/") || url.startsWith(`${location.origin}/`) || url.startsWith("data:image/");
  if (!own) {
    return h("span", { class: small ? "no-picture small" : "no-picture", role: "img", "aria-label": block.alt_text },
      icon("file"), h("span", {}, block.alt_text || "Picture", " "), h("span", { class: "hint" }, "(not loaded: nothing here comes from outside) "), url ? anchor(url, "open") : null);
  }
  return h("img", { src: url.replace(`${location.origin}/files-pri/`, "/files-pri/"), alt: block.alt_text ?? "", class: small ? "picture small" : "picture", loading: "lazy" });
}

function section(block, ctx) {
  const body = h("div", { class: "section-body" },
    block.text ? h("div", { class: "text" }, textObject(block.text)) : null,
    block.fields ? h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field" }, textObject(field)))) : null);
  if (!block.accessory) return h("div", { class: "section" }, body);
  const accessory = block.accessory.type === "image" ? picture(block.accessory, ctx) : control(block.accessory, block, ctx).node;
  return h("div", { class: `section with-${block.accessory.type === "image" ? "image" : "control"}` }, body, h("div", { class: "accessory" }, accessory));
}

function table(block, sortable = false) {
  const settings = block.column_settings ?? [];
  const cell = (value, index, tag) => {
    const number = value.type === "raw_number";
    const align = settings[index]?.align ?? (number ? "right" : "left");
    const content = value.type === "rich_text" ? richText(value) : [String(number ? (value.text ?? value.value) : (value.text ?? ""))];
    return h(tag, { class: `a-${align}${settings[index]?.is_wrapped === false ? " nowrap" : ""}`, scope: tag === "th" ? "col" : undefined }, content);
  };
  const [head = [], ...rows] = block.rows ?? [];
  const body = h("tbody", {}, rows.map((row) => h("tr", {}, row.map((value, index) => cell(value, index, "td")))));
  const heads = head.map((value, index) => cell(value, index, value.text === "" ? "td" : "th"));
  if (sortable) heads.forEach((node, index) => makeSortable(node, index, body));
  const caption = block.caption ? h("caption", {}, block.caption) : null;
  return h("div", { class: "table-wrap", tabIndex: 0, role: "group", "aria-label": block.caption ?? "Table" }, h("table", {}, caption, h("thead", {}, h("tr", {}, heads)), body));
}

function makeSortable(head, index, body) {
  const text = head.textContent;
  head.replaceChildren(h("button", { type: "button", class: "sort", onclick: () => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const value = (row) => { const t = row.children[index].textContent; const n = Number(t.replace(/[,$%\s]/g, "").replace("−", "-")); return t && !Number.isNaN(n) ? n : t; };
    const rows = [...body.children].sort((a, b) => { const x = value(a), y = value(b); return typeof x === typeof y ? (x < y ? -1 : x > y ? 1 : 0) : typeof x === "number" ? -1 : 1; });
    body.replaceChildren(...(up ? rows : rows.reverse()));
  } }, text));
}

function inputBlock(block, ctx) {
  const label = block.label?.text ?? "";
  const made = control(block.element ?? {}, block, ctx, label);
  const error = h("div", { class: "field-error", id: `error-${block.block_id}`, role: "alert" });
  const hint = block.hint ? h("div", { class: "hint", id: `hint-${block.block_id}` }, textObject(block.hint)) : null;
  made.node.setAttribute("aria-describedby", `${hint ? hint.id : ""} ${error.id}`.trim());
  if (!block.optional) made.node.setAttribute("aria-required", "true");
  ctx.inputs.push({ id: block.block_id, read: made.read, error, node: made.node });
  return h("div", { class: "input-block" }, h("div", { class: "label" }, label, block.optional ? h("span", { class: "hint" }, " (optional)") : null), made.node, error, hint);
}

function remoteFile(block) {
  return h("div", { class: "file" }, icon("file"), h("span", {}, `Remote file ${block.external_id ?? ""}`));
}

const RENDERERS = {
  section,
  header: (block) => h("div", { class: "header", role: "heading", "aria-level": "2" }, textObject(block.text)),
  context: (block, ctx) => h("div", { class: "context" }, (block.elements ?? []).map((e) => (e.type === "image" ? picture(e, ctx, true) : h("span", { class: "context-text" }, textObject(e))))),
  divider: () => h("hr", { class: "divider" }),
  actions: (block, ctx) => h("div", { class: "actions" }, (block.elements ?? []).map((e) => control(e, block, ctx).node)),
  context_actions: (block, ctx) => h("div", { class: "actions" }, (block.elements ?? []).map((e) => control(e, block, ctx).node)),
  image: (block, ctx) => h("figure", { class: "image" }, block.title ? h("figcaption", {}, textObject(block.title)) : null, picture(block, ctx)),
  input: inputBlock,
  rich_text: (block) => h("div", { class: "text rich" }, richText(block)),
  markdown: (block) => h("div", { class: "text markdown" }, markdown(block.text ?? "")),
  table: (block) => table(block),
  data_table: (block) => table(block, true),
  data_visualization: chartBlock,
  file: remoteFile,
  alert: (block) => h("div", { class: `alert ${block.level ?? "info"}`, role: "note" }, textObject(block.text)),
  video: (block) => h("div", { class: "file" }, icon("file"), anchor(block.title_url ?? block.video_url ?? "", block.title?.text ?? "Video")),
};

export function renderBlocks(blocks, ctx) {
  return (blocks ?? []).map((block) => {
    const draw = RENDERERS[block.type];
    if (!draw) return h("div", { class: "unsupported" }, `A ${block.type} block, which is not drawn here`);
    try {
      return draw(block, ctx);
    } catch (problem) {
      return h("div", { class: "unsupported" }, `This ${block.type} block cannot be drawn: ${problem.message}`);
    }
  });
}

/** Files shared with a message. */
export function files(list, ctx) {
  return (list ?? []).map((file) => {
    const url = `/page/file/${encodeURIComponent(file.id)}?user=${encodeURIComponent(ctx.user)}`;
    const size = file.size > 1024 ? `${Math.round(file.size / 1024)} kB` : `${file.size} bytes`;
    if (/^image\/(png|jpeg|gif|webp)$/.test(file.mimetype ?? "")) {
      return h("figure", { class: "image" }, h("figcaption", {}, file.title || file.name), h("a", { href: url, target: "_blank", rel: "noopener" }, h("img", { src: url, alt: file.alt_txt || file.title || file.name, class: "picture", loading: "lazy" })));
    }
    return h("div", { class: "file" }, icon("file"), h("span", { class: "file-text" }, h("a", { href: url, download: file.name, class: "link" }, file.title || file.name), h("span", { class: "hint" }, `${file.name} · ${size}`)));
  });
}
