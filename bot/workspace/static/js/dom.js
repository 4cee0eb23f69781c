// Building DOM: elements and text nodes only, never markup from strings.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, props, children) {
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key in element && ["value", "checked", "selected", "disabled", "multiple", "required", "tabIndex", "open"].includes(key)) element[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

export const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);
export const s = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);
export const $ = (id) => document.getElementById(id);
export const replace = (element, ...children) => { element.replaceChildren(); return append(element, children); };

const LINK = /^(https?:|mailto:)/i;

/** An outside link, or its label alone where the address is no web or mail address; the sample's reserved host is served here. */
export function anchor(url, ...label) {
  const shown = label.flat().length ? label : [url];
  if (!LINK.test(url)) return h("span", {}, shown);
  const href = url.replace(/^https:\/\/sample\.deskbot\.example\//, "/sample/");
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", class: "link" }, shown);
}

const ICONS = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
  lock: "M6 11V8a6 6 0 0 1 12 0v3M5 11h14v9H5z",
  home: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  chat: "M4 5h16v11H9l-5 4z",
  send: "M4 4l17 8-17 8 3-8zM7 12h8",
  close: "M6 6l12 12M18 6 6 18",
  reply: "M4 5h16v11H9l-5 4zM8 10h8",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 14c1 2 2.500 3 4 3s3-1 4-3M9 9v1M15 9v1",
  more: "M12 5v.01M12 12v.01M12 19v.01",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5M14 4l-4 16",
  moon: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
  menu: "M4 6h16M4 12h16M4 18h16",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l4 2",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  grid: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  edit: "M4 20l1-5L16 4l4 4L9 19z",
  down: "M6 9l6 6 6-6",
  warn: "M12 4 2 20h20zM12 10v5M12 17.500v.01",
};

export function icon(name) {
  return s("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, s("path", { d: ICONS[name] }));
}

export function iconButton(name, label, onclick, more = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

/** A menu under a button; items are [label, action, danger]. Arrow keys move, Escape closes. */
export function openMenu(button, items) {
  document.querySelector(".menu")?.remove();
  const close = (back) => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  };
  const outside = (event) => { if (!menu.contains(event.target)) close(false); };
  const entries = items.map(([label, action, danger]) =>
    h("button", { type: "button", role: "menuitem", class: danger ? "menu-item danger" : "menu-item", tabIndex: -1,
      onclick: () => { close(true); action(); } }, label));
  const menu = h("div", { class: "menu", role: "menu", onkeydown: (event) => {
    const at = entries.indexOf(document.activeElement);
    if (event.key === "Escape" || event.key === "Tab") close(true);
    else if (event.key === "ArrowDown") entries[(at + 1) % entries.length].focus();
    else if (event.key === "ArrowUp") entries[(at - 1 + entries.length) % entries.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  } }, entries);
  (button.closest("dialog") ?? document.body).append(menu);
  const box = button.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8));
  const below = box.bottom + 4 + menu.offsetHeight < innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - 4 - menu.offsetHeight)}px`;
  button.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  entries[0]?.focus();
}
