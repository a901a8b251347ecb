// A message's HTML, rebuilt from Telegram's few tags only: whatever else might be there becomes text.
import { button, element } from "./elements.js";
import { formattedDate, fullDate } from "./times.js";
import { word } from "./words.js";

const ALLOWED = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "STRIKE", "DEL", "CODE", "PRE"]);
const WEB = /^https?:/;
const START_LINK = /^(?:https:\/\/t\.me\/|tg:\/\/resolve\?domain=)(\w+)[?&]start=([\w-]{1,64})$/;

// The payload of a start link of this bot, or null.
export function payloadOf(address, username) {
  const [, bot, payload] = START_LINK.exec(address) ?? [];
  return bot === username ? payload : null;
}

// `acts` of the chat: { username, open(payload of a start link), write(text) }.
export function formatted(html, acts) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.childNodes].flatMap((node) => clean(node, acts));
}

export function linkTo(address, children, acts) {
  if (!WEB.test(address) && !address.startsWith("tg:")) return element("span", {}, ...children);
  const payload = payloadOf(address, acts.username);
  const link = element("a", { href: address, rel: "noreferrer", target: "_blank" }, ...children);
  if (payload) link.addEventListener("click", (event) => { event.preventDefault(); acts.open(payload); });
  return link;
}

// A tap on a command in a text sends it.
const commandOf = (command, children, acts) => button({ class: "command" }, () => acts.write(command), ...children);

export function spoiler(children) {
  const hidden = element("span", { class: "spoiler", role: "button", tabindex: "0", "aria-expanded": "false" }, ...children);
  const reveal = () => { hidden.classList.add("seen"); hidden.setAttribute("aria-expanded", "true"); };
  hidden.addEventListener("click", reveal);
  hidden.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    // A space would scroll the chat.
    event.preventDefault();
    reveal();
  });
  return hidden;
}

// A date in the reader's words; the whole of it is said when the pointer rests on it.
export const moment = (unix, format, text) =>
  element("time", { datetime: new Date(unix * 1000).toISOString(), title: fullDate(unix) }, formattedDate(unix, format, text));

function clean(node, acts) {
  if (node.nodeType === Node.TEXT_NODE) return [node.cloneNode()];
  const children = [...node.childNodes].flatMap((child) => clean(child, acts));
  switch (node.tagName) {
    case "A": return [anchor(node, children, acts)];
    case "TG-TIME": return [moment(Number(node.getAttribute("unix")), node.getAttribute("format"), node.textContent)];
    case "TG-SPOILER": return [spoiler(children)];
    case "BLOCKQUOTE": return [quote(node.hasAttribute("expandable"), children)];
    default: return ALLOWED.has(node.tagName) ? [element(node.tagName, {}, ...children)] : children;
  }
}

function anchor(node, children, acts) {
  if (node.dataset.command) return commandOf(node.dataset.command, children, acts);
  return linkTo(node.getAttribute("href") ?? "", children, acts);
}

function quote(isExpandable, children) {
  const body = element("blockquote", {}, ...children);
  if (!isExpandable) return body;
  return element("details", { class: "quote" }, element("summary", {}, word("show_more")), body);
}
