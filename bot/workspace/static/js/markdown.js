// The markdown block: headings, lists, quotes, code, tables, rules, and inline styles, as DOM nodes.

import { anchor, h } from "./dom.js";
import { plain } from "./mrkdwn.js";

const INLINE = /(`+)([\s\S]+?)\1|!?\[([^\]\n]*)\]\(\s*(\S+?)(?:\s+"[^"]*")?\s*\)|(\*\*|__)(?=\S)([\s\S]+?)(?<=\S)\5|~~(?=\S)([\s\S]+?)(?<=\S)~~|(\*|_)(?=\S)([\s\S]+?)(?<=\S)\8(?![\p{L}\p{N}])|<(https?:[^\s<>]+)>|(https?:\/\/[^\s<>()]+[^\s<>().,;:!?])|\\([!-/:-@[-`{-~])|( {2,}\n|\n)/u;

export function inlineMarkdown(text) {
  const out = [];
  let rest = text;
  for (;;) {
    const found = INLINE.exec(rest);
    if (!found) break;
    out.push(...plain(rest.slice(0, found.index)));
    const [whole, , code, label, url, , bold, struck, , italic, angle, bare, escaped, broken] = found;
    if (code !== undefined) out.push(h("code", {}, code.trim()));
    else if (url !== undefined) out.push(anchor(url, ...inlineMarkdown(label || url)));
    else if (bold !== undefined) out.push(h("strong", {}, inlineMarkdown(bold)));
    else if (struck !== undefined) out.push(h("s", {}, inlineMarkdown(struck)));
    else if (italic !== undefined) out.push(h("em", {}, inlineMarkdown(italic)));
    else if (angle ?? bare) out.push(anchor(angle ?? bare));
    else if (escaped !== undefined) out.push(escaped);
    else if (broken !== undefined) out.push(h("br"));
    rest = rest.slice(found.index + whole.length);
  }
  out.push(...plain(rest));
  return out;
}

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));

export function markdown(text) {
  const lines = text.replaceAll("\r", "").split("\n");
  const out = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const fence = /^\s*(```|~~~)/.exec(line);
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (fence) {
      const inside = [];
      for (at += 1; at < lines.length && !lines[at].trim().startsWith(fence[1]); at += 1) inside.push(lines[at]);
      out.push(h("pre", {}, h("code", {}, inside.join("\n"))));
      at += 1;
    } else if (heading) {
      out.push(h(`h${Math.min(6, heading[1].length + 2)}`, { class: "md-heading" }, inlineMarkdown(heading[2])));
      at += 1;
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      out.push(h("hr"));
      at += 1;
    } else if (/^\s*>/.test(line)) {
      const inside = [];
      for (; at < lines.length && /^\s*>/.test(lines[at]); at += 1) inside.push(lines[at].replace(/^\s*> ?/, ""));
      out.push(h("blockquote", {}, markdown(inside.join("\n"))));
    } else if (line.includes("|") && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? "")) {
      const align = cells(lines[at + 1]).map((c) => (c.endsWith(":") ? (c.startsWith(":") ? "center" : "right") : "left"));
      const row = (source, tag) => h("tr", {}, cells(source).map((c, i) => h(tag, { class: `a-${align[i] ?? "left"}` }, inlineMarkdown(c))));
      const head = row(line, "th"), body = [];
      for (at += 2; at < lines.length && lines[at].includes("|"); at += 1) body.push(row(lines[at], "td"));
      out.push(h("div", { class: "table-wrap", tabIndex: 0, role: "group", "aria-label": "Table" }, h("table", {}, h("thead", {}, head), h("tbody", {}, body))));
    } else if (ITEM.test(line)) {
      const [list, next] = listFrom(lines, at);
      out.push(list);
      at = next;
    } else if (!line.trim()) {
      at += 1;
    } else {
      const inside = [];
      for (; at < lines.length && lines[at].trim() && !/^\s*(```|~~~|>|#{1,6}\s)/.test(lines[at]) && !ITEM.test(lines[at]); at += 1) inside.push(lines[at]);
      out.push(h("p", {}, inlineMarkdown(inside.join("\n"))));
    }
  }
  return out;
}

function listFrom(lines, start) {
  const [, indent, mark] = ITEM.exec(lines[start]);
  const ordered = /\d/.test(mark);
  const list = h(ordered ? "ol" : "ul", ordered ? { start: Number.parseInt(mark, 10) } : {});
  let at = start;
  while (at < lines.length) {
    const found = ITEM.exec(lines[at]);
    if (!found || found[1].length < indent.length) break;
    if (found[1].length > indent.length + 1) {
      const [inner, next] = listFrom(lines, at);
      (list.lastElementChild ?? list).append(inner);
      at = next;
      continue;
    }
    const task = /^\[([ xX])\]\s+(.*)$/.exec(found[3]);
    list.append(h("li", {}, task ? [task[1] === " " ? "☐ " : "☑ ", ...inlineMarkdown(task[2])] : inlineMarkdown(found[3])));
    at += 1;
  }
  return [list, at];
}
