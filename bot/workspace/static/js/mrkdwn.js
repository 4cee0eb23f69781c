// Slack's mrkdwn to DOM nodes. Rules: docs.slack.dev, "Formatting message text".

import { anchor, h } from "./dom.js";
import { emoji } from "./emoji.js";
import { full, reader, slackDate } from "./time.js";

const STYLES = { "*": "strong", "_": "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const URL = /^https?:\/\/[^\s<>|]+/;

export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export function emojiNode(name) {
  const sign = emoji(name);
  return sign ? h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, sign) : `:${name}:`;
}

/** Text in which only :emoji: names mean something (plain_text objects). */
export function plain(text, withEmoji = true) {
  if (!withEmoji) return [text];
  return text.split(/(:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)/).map((part, index) => (index % 2 ? emojiNode(part.slice(1, -1)) : part));
}

export function mention(kind, id, label) {
  const name = label || reader.names[id] || id;
  const own = kind === "user" && id === reader.me;
  return h("span", { class: own ? "mention own" : "mention", data: { id } }, (kind === "channel" ? "#" : "@") + name);
}

export function dateNode(seconds, pattern, link, fallback) {
  const shown = /^\d{1,12}$/.test(seconds) ? slackDate(seconds, pattern) : fallback;
  const date = new Date(Number(seconds) * 1000);
  const node = h("time", { title: Number.isNaN(date.getTime()) ? fallback : full(date), datetime: Number.isNaN(date.getTime()) ? undefined : date.toISOString() }, shown);
  return link ? anchor(link, node) : node;
}

/** What stands between < and >: a link, a mention, a broadcast, a date. */
function reference(inner) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? "" : unescape(inner.slice(bar + 1));
  if (target[0] === "@") return mention("user", target.slice(1), label.replace(/^@/, ""));
  if (target[0] === "#") return mention("channel", target.slice(1), label);
  if (target.startsWith("!date^")) {
    const [, seconds, pattern, link] = target.split("^");
    return dateNode(seconds, unescape(pattern ?? ""), link && unescape(link), label);
  }
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label || "@group");
  if (target[0] === "!") return h("span", { class: "mention broadcast" }, label || `@${target.slice(1).split("^")[0]}`);
  const url = unescape(target);
  if (!/^(https?:|mailto:)/i.test(url)) return `<${unescape(inner)}>`;
  return anchor(url, label ? plain(label) : url.replace(/^mailto:/, ""));
}

function closing(text, start, mark) {
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "\n") return -1;
    if (sign === "<") {
      const end = text.indexOf(">", at);
      if (end > 0 && !text.slice(at, end).includes("\n")) at = end;
    } else if (sign === "`" && mark !== "`") {
      const end = text.indexOf("`", at + 1);
      if (end > 0 && !text.slice(at, end).includes("\n")) at = end;
    } else if (sign === mark && at > start + 1 && !/\s/.test(text[at - 1]) && !(text[at + 1] && (WORD.test(text[at + 1]) || text[at + 1] === mark))) {
      return at;
    }
  }
  return -1;
}

function opens(text, at) {
  const before = text[at - 1], after = text[at + 1];
  return (!before || (!WORD.test(before) && before !== text[at])) && after !== undefined && !/\s/.test(after) && after !== text[at];
}

/** One stretch without blocks: styles, code, links, mentions, emoji, bare addresses. */
export function inline(text, verbatim = false) {
  const out = [];
  let run = "";
  const flush = () => { if (run) { out.push(unescape(run)); run = ""; } };
  for (let at = 0; at < text.length; ) {
    const sign = text[at];
    let node, next;
    if (sign === "<") {
      const end = text.indexOf(">", at);
      const inner = end < 0 ? "" : text.slice(at + 1, end);
      if (inner && !/[<\n]/.test(inner)) { node = reference(inner); next = end + 1; }
    } else if (sign === "`") {
      const end = text.indexOf("`", at + 1);
      if (end > at + 1 && !text.slice(at, end).includes("\n")) {
        node = h("code", {}, codeText(text.slice(at + 1, end)));
        next = end + 1;
      }
    } else if (STYLES[sign] && opens(text, at)) {
      const end = closing(text, at, sign);
      if (end > 0) { node = h(STYLES[sign], {}, inline(text.slice(at + 1, end), verbatim)); next = end + 1; }
    } else if (sign === ":") {
      const found = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/.exec(text.slice(at, at + 60));
      if (found && emoji(found[1])) { node = emojiNode(found[1]); next = at + found[0].length; }
    } else if (sign === "\n") {
      node = h("br");
      next = at + 1;
    } else if (sign === "h" && !verbatim && !WORD.test(text[at - 1] ?? " ")) {
      const found = URL.exec(text.slice(at));
      const url = found?.[0].replace(/[.,;:!?)'"\]}*_~]+$/, "");
      if (url) { node = anchor(unescape(url)); next = at + url.length; }
    }
    if (node === undefined) { run += sign; at += 1; continue; }
    flush();
    out.push(node);
    at = next;
  }
  flush();
  return out;
}

/** Inside code only entities and links are decoded. */
function codeText(text) {
  return text.split(/(<[^<>\n]+>)/).map((part, index) => (index % 2 ? reference(part.slice(1, -1)) : unescape(part)));
}

function quoted(line) {
  if (line.startsWith("&gt;")) return line.slice(4).replace(/^ /, "");
  if (line.startsWith(">")) return line.slice(1).replace(/^ /, "");
  return null;
}

/** A whole mrkdwn text: fenced code, quotes, then lines. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const out = [];
  const parts = text.split(/```([\s\S]+?)```/);
  parts.forEach((part, index) => {
    if (index % 2) {
      out.push(h("pre", {}, h("code", {}, codeText(part.replace(/^\n/, "").replace(/\n$/, "")))));
      return;
    }
    let prose = part;
    if (index > 0) prose = prose.replace(/^\n/, "");
    if (index < parts.length - 1) prose = prose.replace(/\n$/, "");
    if (prose) out.push(...withQuotes(prose, verbatim));
  });
  return out;
}

function withQuotes(text, verbatim) {
  const out = [];
  const lines = text.split("\n");
  let prose = [];
  const flush = () => { if (prose.length) { out.push(...inline(prose.join("\n"), verbatim)); prose = []; } };
  for (let at = 0; at < lines.length; at += 1) {
    if (lines[at].startsWith("&gt;&gt;&gt;")) {
      flush();
      const rest = [lines[at].slice(12).replace(/^ /, ""), ...lines.slice(at + 1)].join("\n");
      out.push(h("blockquote", {}, inline(rest, verbatim)));
      return out;
    }
    if (quoted(lines[at]) === null) { prose.push(lines[at]); continue; }
    flush();
    const inside = [];
    while (at < lines.length && quoted(lines[at]) !== null) { inside.push(quoted(lines[at])); at += 1; }
    out.push(h("blockquote", {}, inline(inside.join("\n"), verbatim)));
    at -= 1;
  }
  flush();
  return out;
}

/** A text object of Block Kit. */
export function textObject(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text ?? "", object);
  const text = String(object.text ?? "");
  return text.split("\n").flatMap((line, index) => [index ? h("br") : null, ...plain(line, object.emoji !== false)]);
}
