// Moments as people read them: in the organisation's zone, by the sandbox's clock, which may be moved.
import { language } from "./words.js";

let zone;

export const useZone = (name) => { zone = name; };

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
