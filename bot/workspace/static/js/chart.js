// Native charts (data_visualization) as SVG: line, bar, area, pie; the figures also as a table for screen readers.

import { h, s } from "./dom.js";

const W = 560, H = 240, LEFT = 54, RIGHT = 14, TOP = 14, BOTTOM = 44;
const DASHES = ["", "6 3", "2 3", "8 3 2 3", "1 4", "10 4"];

function niceTicks(low, high, count = 5) {
  if (low === high) { low -= 1; high += 1; }
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((m) => m >= raw) ?? raw;
  const ticks = [];
  for (let at = Math.floor(low / step) * step; at <= high + step * 0.999; at += step) ticks.push(Number(at.toPrecision(12)));
  return ticks;
}

function figure(value) {
  const size = Math.abs(value);
  for (const [floor, unit] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e4, "k"]]) {
    if (size >= floor) return `${(value / (unit === "k" ? 1e3 : floor)).toLocaleString("en-US", { maximumFractionDigits: 1 })}${unit}`;
  }
  return value.toLocaleString("en-US", { maximumFractionDigits: 3 });
}

function axes(chart) {
  const series = chart.series ?? [];
  const categories = chart.axis_config?.categories ?? series[0]?.data.map((p) => p.label) ?? [];
  const values = series.flatMap((line) => line.data.map((p) => p.value));
  const zero = chart.type !== "line";
  const ticks = niceTicks(Math.min(...values, zero ? 0 : Infinity), Math.max(...values, zero ? 0 : -Infinity));
  const low = ticks[0], high = ticks.at(-1);
  const y = (value) => TOP + ((high - value) / (high - low)) * (H - TOP - BOTTOM);
  const band = (W - LEFT - RIGHT) / Math.max(1, categories.length);
  const x = (index) => LEFT + band * (index + 0.5);
  const out = [];
  for (const tick of ticks) {
    out.push(s("line", { x1: LEFT, x2: W - RIGHT, y1: y(tick), y2: y(tick), class: tick === 0 ? "axis" : "grid" }));
    out.push(s("text", { x: LEFT - 6, y: y(tick) + 4, class: "tick end" }, figure(tick)));
  }
  const every = Math.ceil(categories.length / Math.floor((W - LEFT - RIGHT) / 74));
  categories.forEach((name, index) => {
    if (index % every === 0) out.push(s("text", { x: x(index), y: H - BOTTOM + 16, class: "tick mid" }, name));
  });
  if (chart.axis_config?.x_label) out.push(s("text", { x: (LEFT + W - RIGHT) / 2, y: H - 6, class: "tick mid strong" }, chart.axis_config.x_label));
  if (chart.axis_config?.y_label) out.push(s("text", { x: 12, y: H / 2 - 14, class: "tick mid strong", transform: `rotate(-90 12 ${H / 2 - 14})` }, chart.axis_config.y_label));
  series.forEach((line, k) => {
    const tip = (p) => s("title", {}, `${line.name}, ${p.label}: ${p.value.toLocaleString("en-US")}`);
    if (chart.type === "bar") {
      const width = Math.max(2, (band * 0.72) / series.length);
      line.data.forEach((p, index) => {
        const top = Math.min(y(p.value), y(0));
        out.push(s("rect", { x: x(index) - band * 0.36 + k * width, y: top, width: Math.max(1, width - 1), height: Math.max(1, Math.abs(y(p.value) - y(0))), class: `c${k}` }, tip(p)));
      });
      return;
    }
    const path = line.data.map((p, index) => `${index ? "L" : "M"}${x(index).toFixed(1)} ${y(p.value).toFixed(1)}`).join("");
    if (chart.type === "area" && line.data.length) out.push(s("path", { d: `${path}L${x(line.data.length - 1)} ${y(Math.max(0, low))}L${x(0)} ${y(Math.max(0, low))}Z`, class: `c${k} area` }));
    out.push(s("path", { d: path, class: `c${k} stroke`, "stroke-dasharray": DASHES[k % 6] }));
    line.data.forEach((p, index) => out.push(s("circle", { cx: x(index), cy: y(p.value), r: 3, class: `c${k}` }, tip(p))));
  });
  const legend = series.map((line, k) => h("li", {}, swatch(k), line.name));
  const table = h("table", {}, h("thead", {}, h("tr", {}, h("td"), categories.map((c) => h("th", { scope: "col" }, c)))),
    h("tbody", {}, series.map((line) => h("tr", {}, h("th", { scope: "row" }, line.name), line.data.map((p) => h("td", {}, String(p.value)))))));
  const told = series.map((line) => `${line.name} from ${line.data[0]?.value} to ${line.data.at(-1)?.value}`).join("; ");
  return { out, legend: series.length > 1 ? legend : legend.slice(0, 1), table, told };
}

function pie(chart) {
  const segments = chart.segments ?? [];
  const total = segments.reduce((sum, p) => sum + p.value, 0);
  const out = [];
  let from = -Math.PI / 2;
  segments.forEach((p, k) => {
    const to = from + (p.value / total) * 2 * Math.PI;
    const point = (angle, r) => `${(W / 2 + r * Math.cos(angle)).toFixed(1)} ${(H / 2 + r * Math.sin(angle)).toFixed(1)}`;
    const tip = s("title", {}, `${p.label}: ${p.value.toLocaleString("en-US")}`);
    if (segments.length === 1) out.push(s("circle", { cx: W / 2, cy: H / 2, r: 100, class: "c0" }, tip));
    else out.push(s("path", { d: `M${point(from, 100)}A100 100 0 ${to - from > Math.PI ? 1 : 0} 1 ${point(to, 100)}L${point(to, 52)}A52 52 0 ${to - from > Math.PI ? 1 : 0} 0 ${point(from, 52)}Z`, class: `c${k} slice` }, tip));
    from = to;
  });
  const share = (p) => `${((p.value / total) * 100).toFixed(1)} %`;
  const legend = segments.map((p, k) => h("li", {}, swatch(k), `${p.label} ${figure(p.value)} (${share(p)})`));
  const table = h("table", {}, h("tbody", {}, segments.map((p) => h("tr", {}, h("th", { scope: "row" }, p.label), h("td", {}, String(p.value))))));
  return { out, legend, table, told: segments.map((p) => `${p.label} ${share(p)}`).join(", ") };
}

const swatch = (k) => s("svg", { viewBox: "0 0 22 10", class: "swatch", "aria-hidden": "true" }, s("path", { d: "M1 5H21", class: `c${k} stroke`, "stroke-dasharray": DASHES[k % 6] }), s("circle", { cx: 11, cy: 5, r: 3.5, class: `c${k}` }));

export function chartBlock(block) {
  const chart = block.chart ?? {};
  const made = chart.type === "pie" ? pie(chart) : axes(chart);
  return h("figure", { class: "chart" },
    h("figcaption", {}, block.title ?? ""),
    s("svg", { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": `${chart.type} chart: ${block.title}. ${made.told}` }, made.out),
    h("ul", { class: "legend" }, made.legend),
    h("div", { class: "sr-only" }, made.table));
}
