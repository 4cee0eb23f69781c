// Times in the reader's own zone (the person's, as their Slack profile says), and Slack's <!date> formats.

export const reader = { zone: "UTC", now: () => Date.now(), names: {}, me: "" };

const made = new Map();
function format(options) {
  const key = JSON.stringify([reader.zone, options]);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat("en-US", { timeZone: reader.zone, ...options }));
  return made.get(key);
}

const dayKey = (date) => format({ year: "numeric", month: "2-digit", day: "2-digit" }).format(date);
export const sameDay = (a, b) => dayKey(a) === dayKey(b);
export const ofTs = (ts) => new Date(Number(ts) * 1000);
export const clock = (date) => format({ hour: "numeric", minute: "2-digit" }).format(date);
export const clockSeconds = (date) => format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(date);
export const full = (date) => format({ weekday: "long", year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" }).format(date);

function ordinal(day) {
  if (day % 100 >= 11 && day % 100 <= 13) return `${day}th`;
  return `${day}${["th", "st", "nd", "rd"][day % 10] ?? "th"}`;
}

function parts(date) {
  return Object.fromEntries(format({ weekday: "long", year: "numeric", month: "long", day: "numeric" }).formatToParts(date).map((p) => [p.type, p.value]));
}

function relative(date) {
  const now = reader.now();
  for (const [shift, word] of [[0, "today"], [-86400e3, "yesterday"], [86400e3, "tomorrow"]]) {
    if (sameDay(date, new Date(now + shift))) return word;
  }
  return "";
}

const thisYear = (date) => parts(date).year === parts(new Date(reader.now())).year;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function dayTitle(date) {
  const word = relative(date);
  if (word && word !== "tomorrow") return capital(word);
  const { weekday, month, day, year } = parts(date);
  return `${weekday}, ${month} ${ordinal(Number(day))}${thisYear(date) ? "" : `, ${year}`}`;
}

export function ago(date) {
  const minutes = Math.round((reader.now() - date.getTime()) / 60000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} minute${minutes > 1 ? "s" : ""} ago`;
  return relative(date) === "today" ? `today at ${clock(date)}` : `${capital(relative(date)) || dayTitle(date)} at ${clock(date)}`;
}

/** Slack's date tokens: docs.slack.dev, "Formatting message text", date formatting. */
export function slackDate(seconds, pattern) {
  const date = new Date(Number(seconds) * 1000);
  const { weekday, month, day, year } = parts(date);
  const short = format({ month: "short" }).format(date);
  const tokens = {
    date: () => `${month} ${ordinal(Number(day))}, ${year}`,
    date_short: () => `${short} ${day}, ${year}`,
    date_long: () => `${weekday}, ${month} ${ordinal(Number(day))}, ${year}`,
    date_num: () => { const p = Object.fromEntries(format({ year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(date).map((x) => [x.type, x.value])); return `${p.year}-${p.month}-${p.day}`; },
    date_slash: () => format({ year: "numeric", month: "2-digit", day: "2-digit" }).format(date),
    time: () => clock(date),
    time_secs: () => format({ hour: "numeric", minute: "2-digit", second: "2-digit" }).format(date),
    ago: () => ago(date),
    day_divider_pretty: () => dayTitle(date),
  };
  return pattern.replace(/\{(\w+?)(_pretty)?\}/g, (whole, name, pretty) => {
    if (name === "day_divider") return tokens.day_divider_pretty();
    if (!tokens[name]) return whole;
    const word = pretty && name.startsWith("date") ? relative(date) : "";
    if (word) return word;
    if (pretty && name !== "date_short" && thisYear(date)) return tokens[name]().replace(/, \d{4}$/, "");
    return tokens[name]();
  });
}
