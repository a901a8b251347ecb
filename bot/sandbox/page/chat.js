// One person's chat: a section that is built once and then kept equal to the state.
import * as api from "./api.js";
import { language, word } from "./words.js";

const TOAST_MS = 4000;
const ATTACHMENTS = ["photo", "voice", "sticker", "document"];
const ALLOWED = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "STRIKE", "DEL", "CODE", "PRE", "A", "BLOCKQUOTE", "TG-SPOILER"]);

export class Chat {
  constructor(person, links) {
    this.id = person.id;
    this.links = links;
    this.bubbles = new Map();
    this.seenToasts = new Set(person.toasts.map((toast) => toast.id));
    this.root = document.querySelector("#chat").content.firstElementChild.cloneNode(true);
    this.root.id = `chat-${person.id}`;
    this.find = (selector) => this.root.querySelector(selector);
    this.root.style.setProperty("--hue", (person.id * 67) % 360);
    this.find(".face").textContent = [...person.name][0];
    this.find("h2").textContent = person.name;
    this.listen();
  }

  listen() {
    const field = this.find("input");
    this.find(".write").addEventListener("submit", (event) => {
      event.preventDefault();
      if (field.value.trim()) api.write(this.id, field.value.trim());
      field.value = "";
    });
    this.find(".block").addEventListener("click", () => api.setBlocked(this.id, !this.person.blocked));
    this.menuOn(".commands", () => this.person.commands.map(({ command, description }) => [
      [`/${command}`, description], () => api.write(this.id, `/${command}`),
    ]));
    this.menuOn(".attach", () => ATTACHMENTS.map((kind) => [["", word(kind)], () => api.attach(this.id, kind)]));
    this.root.addEventListener("keydown", (event) => { if (event.key === "Escape") this.closeMenu(); });
  }

  menuOn(selector, items) {
    const opener = this.find(selector);
    opener.addEventListener("click", () => {
      const open = opener.getAttribute("aria-expanded") !== "true";
      this.closeMenu();
      if (!open) return;
      opener.setAttribute("aria-expanded", "true");
      this.find(".menu").hidden = false;
      this.find(".menu").replaceChildren(...items().map(([[strong, text], act]) => {
        const button = element("button", { type: "button" }, element("b", {}, strong), text);
        button.addEventListener("click", () => { this.closeMenu(); act(); });
        return button;
      }));
      this.find(".menu button")?.focus();
    });
  }

  closeMenu() {
    this.find(".menu").hidden = true;
    this.root.querySelectorAll("[aria-expanded]").forEach((each) => each.setAttribute("aria-expanded", "false"));
  }

  show(person) {
    this.person = person;
    this.root.classList.toggle("blocked", person.blocked);
    this.root.setAttribute("aria-label", `${word("chat")}: ${person.name}`);
    this.find(".sub").textContent = person.blocked ? word("blocked") : person.language === "ru" ? "Русский" : "English";
    this.find(".block").textContent = word(person.blocked ? "unblock" : "block");
    this.find("input").placeholder = word("write");
    this.find("input").setAttribute("aria-label", word("write"));
    this.find(".send").setAttribute("aria-label", word("send"));
    this.find(".commands").setAttribute("aria-label", word("commands"));
    this.find(".attach").setAttribute("aria-label", word("attach"));
    this.showHint(person.messages.length === 0);
    this.showMessages(person.messages);
    this.showToasts(person.toasts);
  }

  showHint(isEmpty) {
    this.find(".hint").hidden = !isEmpty;
    this.find(".hint p").textContent = word("hint");
    const offered = [...this.links.slice(0, 4).map((link) => [link.label[language], `/start ${link.payload}`]),
      [word("start"), "/start"]];
    this.find(".links").replaceChildren(...offered.map(([label, text]) => {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", () => api.write(this.id, text));
      return button;
    }));
  }

  showMessages(messages) {
    const log = this.find(".log");
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    const present = new Set(messages.map((message) => message.id));
    for (const [id, bubble] of this.bubbles) if (!present.has(id)) { bubble.root.remove(); this.bubbles.delete(id); }
    let isNew = false;
    for (const message of messages) {
      if (!this.bubbles.has(message.id)) {
        isNew = true;
        this.bubbles.set(message.id, { root: element("article", { class: `message new ${message.from}` }), shown: "" });
        log.append(this.bubbles.get(message.id).root);
      }
      this.showMessage(this.bubbles.get(message.id), message);
    }
    if (isNew && atEnd || isNew && messages.at(-1).from === "person" || atEnd) log.scrollTop = log.scrollHeight;
  }

  showMessage(bubble, message) {
    const now = JSON.stringify([message, language]);
    if (bubble.shown === now) return;
    bubble.shown = now;
    // The place of the focused button survives the edit, so that a keyboard user goes on where they are.
    const focused = [...bubble.root.querySelectorAll(".keyboard button")].indexOf(document.activeElement);
    const time = new Date(message.date * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    const body = element("div", { class: "bubble" });
    body.append(...(message.attachment ? [word(message.attachment)] : safe(message.html)));
    body.append(element("time", {}, `${message.edited ? `${word("edited")} ` : ""}${time}`));
    bubble.root.replaceChildren(body, ...(message.keyboard.length ? [this.keyboard(message)] : []));
    if (focused >= 0) bubble.root.querySelectorAll(".keyboard button")[focused]?.focus();
  }

  keyboard(message) {
    const rows = message.keyboard.map((row) => element("div", {}, ...row.map((button) => {
      const shown = element("button", { type: "button", class: button.style ?? "" }, button.text);
      shown.addEventListener("click", () => button.callback_data
        ? api.tap(this.id, message.id, button.callback_data)
        : navigator.clipboard?.writeText(button.copy_text?.text ?? button.url ?? ""));
      return shown;
    })));
    return element("div", { class: "keyboard" }, ...rows);
  }

  showToasts(toasts) {
    for (const toast of toasts) {
      if (this.seenToasts.has(toast.id)) continue;
      this.seenToasts.add(toast.id);
      const shown = this.find(".toast");
      shown.textContent = toast.text;
      shown.hidden = false;
      clearTimeout(this.toastTimer);
      this.toastTimer = setTimeout(() => { shown.hidden = true; }, TOAST_MS);
    }
  }
}

export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The server's HTML holds Telegram's few tags only; whatever else might be there is shown as text.
function safe(html) {
  const clean = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node.cloneNode()];
    const children = [...node.childNodes].flatMap(clean);
    if (!ALLOWED.has(node.tagName)) return children;
    const href = node.tagName === "A" && /^https?:/.test(node.getAttribute("href")) ? node.getAttribute("href") : "";
    return [element(node.tagName, href ? { href, rel: "noreferrer", target: "_blank" } : {}, ...children)];
  };
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes].flatMap(clean);
}
