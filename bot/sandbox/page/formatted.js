// A message's HTML, rebuilt from Telegram's few tags only: whatever else might be there becomes text.
import { element } from "./elements.js";

const ALLOWED = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "STRIKE", "DEL", "CODE", "PRE"]);
const WEB = /^https?:/;
const START_LINK = /^(?:https:\/\/t\.me\/|tg:\/\/resolve\?domain=)(\w+)[?&]start=([\w-]{1,64})$/;

// The payload of a start link of this bot, or null.
export function payloadOf(address, username) {
  const [, bot, payload] = START_LINK.exec(address) ?? [];
  return bot === username ? payload : null;
}

// `open` gets the payload of a start link that is followed.
export function formatted(html, username, open) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.childNodes].flatMap((node) => clean(node, username, open));
}

export function linkTo(address, children, username, open) {
  if (!WEB.test(address) && !address.startsWith("tg:")) return element("span", {}, ...children);
  const payload = payloadOf(address, username);
  const link = element("a", { href: address, rel: "noreferrer", target: "_blank" }, ...children);
  if (payload) link.addEventListener("click", (event) => { event.preventDefault(); open(payload); });
  return link;
}

export function spoiler(children) {
  const hidden = element("span", { class: "spoiler", role: "button", tabindex: "0", "aria-expanded": "false" }, ...children);
  const reveal = () => { hidden.classList.add("seen"); hidden.setAttribute("aria-expanded", "true"); };
  hidden.addEventListener("click", reveal);
  hidden.addEventListener("keydown", (event) => { if (event.key === "Enter") reveal(); });
  return hidden;
}

function clean(node, username, open) {
  if (node.nodeType === Node.TEXT_NODE) return [node.cloneNode()];
  const children = [...node.childNodes].flatMap((child) => clean(child, username, open));
  switch (node.tagName) {
    case "A": return [linkTo(node.getAttribute("href") ?? "", children, username, open)];
    case "TG-SPOILER": return [spoiler(children)];
    case "BLOCKQUOTE": return [quote(node.hasAttribute("expandable"), children)];
    default: return ALLOWED.has(node.tagName) ? [element(node.tagName, {}, ...children)] : children;
  }
}

function quote(isExpandable, children) {
  const body = element("blockquote", {}, ...children);
  if (!isExpandable) return body;
  return element("details", { class: "quote" }, element("summary", {}, "…"), body);
}
