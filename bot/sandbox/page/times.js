// Moments as people read them: in the organisation's zone, by the sandbox's clock, which may be moved.
import { language } from "./words.js";

let zone;
// How far the sandbox is ahead of this machine.
let ahead = 0;

export function useClock(name, now) {
  zone = name;
  ahead = Date.parse(now) - Date.now();
}

// The Bot API dates in seconds, the state in ISO.
const moment = (value) => new Date(typeof value === "number" ? value * 1000 : value);
const written = (value, format) => new Intl.DateTimeFormat(language, { timeZone: zone, ...format }).format(moment(value));

export const timeOf = (value) => written(value, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const dayOf = (value) => written(value, { weekday: "long", day: "numeric", month: "long" });
export const momentOf = (value) =>
  written(value, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// As <input type="datetime-local"> has it.
export function fieldOf(value) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(moment(value));
  const part = (type) => parts.find((each) => each.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

// Formatted dates of texts: https://core.telegram.org/bots/api#date-time-entity-formatting
const PARTS = {
  w: { weekday: "long" },
  d: { day: "2-digit", month: "2-digit", year: "2-digit" },
  D: { day: "numeric", month: "long", year: "numeric" },
  t: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  T: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};
const STEPS = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]];

export const fullDate = (unix) => written(unix, { ...PARTS.w, ...PARTS.D, ...PARTS.t });

// Without a format the text stays as the bot wrote it.
export function formattedDate(unix, format, text) {
  if (!format) return text;
  return format === "r" ? fromNow(unix) : written(unix, Object.assign({}, ...[...format].map((part) => PARTS[part])));
}

function fromNow(unix) {
  let amount = unix - (Date.now() + ahead) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.round(amount), unit);
    amount /= size;
  }
}
