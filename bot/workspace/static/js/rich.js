// rich_text blocks: sections, lists, quotes, preformatted text.

import { anchor, h } from "./dom.js";
import { dateNode, emojiNode, mention } from "./mrkdwn.js";

const TAGS = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function styled(node, style = {}) {
  let shown = node;
  for (const [name, tag] of Object.entries(TAGS)) if (style[name]) shown = h(tag, {}, shown);
  return shown;
}

function lines(text) {
  return String(text).split("\n").flatMap((line, index) => [index ? h("br") : null, line]);
}

function leaf(item) {
  switch (item.type) {
    case "text": return styled(h("span", {}, lines(item.text)), item.style);
    case "link": return styled(anchor(item.url ?? "", item.text || item.url), item.style);
    case "emoji": return emojiNode(item.name ?? "");
    case "user": return mention("user", item.user_id);
    case "usergroup": return h("span", { class: "mention" }, "@group");
    case "channel": return mention("channel", item.channel_id);
    case "broadcast": return h("span", { class: "mention broadcast" }, `@${item.range}`);
    case "date": return dateNode(String(item.timestamp), item.format ?? "", item.url, item.fallback ?? "");
    case "color": return h("span", {}, String(item.value));
    default: return String(item.text ?? "");
  }
}

const leaves = (section) => (section.elements ?? []).map(leaf);

export function richText(block) {
  const out = [];
  for (const element of block.elements ?? []) {
    if (element.type === "rich_text_list") {
      const list = h(element.style === "ordered" ? "ol" : "ul",
        { class: `indent-${Math.min(8, element.indent ?? 0)}`, start: element.offset ? element.offset + 1 : undefined },
        (element.elements ?? []).map((item) => h("li", {}, leaves(item))));
      out.push(list);
    } else if (element.type === "rich_text_quote") out.push(h("blockquote", {}, leaves(element)));
    else if (element.type === "rich_text_preformatted") out.push(h("pre", {}, h("code", {}, leaves(element))));
    else out.push(h("div", { class: "rich-section" }, leaves(element)));
  }
  return out;
}
