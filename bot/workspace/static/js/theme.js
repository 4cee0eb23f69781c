// Light and dark: as the system says, until the reader chooses.

import { icon, replace } from "./dom.js";

export function startTheme(button) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const now = () => localStorage.getItem("theme") ?? (system.matches ? "dark" : "light");
  const apply = () => {
    document.documentElement.dataset.theme = now();
    const dark = now() === "dark";
    button.setAttribute("aria-label", dark ? "Use the light theme" : "Use the dark theme");
    button.title = button.getAttribute("aria-label");
    replace(button, icon(dark ? "sun" : "moon"));
  };
  button.addEventListener("click", () => { localStorage.setItem("theme", now() === "dark" ? "light" : "dark"); apply(); });
  system.addEventListener("change", apply);
  apply();
}
