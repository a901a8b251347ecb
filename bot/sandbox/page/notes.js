// Notes over a chat: the answers to taps, and what the sandbox refused.
import { button, element } from "./elements.js";
import { word } from "./words.js";

const SHOWN_MS = 4000;

export class Notes {
  // What was said before the page was opened is over.
  constructor(root, toasts) {
    this.root = root;
    this.seen = new Set(toasts.map(({ id }) => id));
  }

  show(toasts) {
    for (const { id, text, alert } of toasts) {
      if (this.seen.has(id)) continue;
      this.seen.add(id);
      if (alert) this.warn(text);
      else this.say(text);
    }
  }

  say(text) {
    const note = element("p", { class: "note" }, text);
    this.root.append(note);
    setTimeout(() => note.remove(), SHOWN_MS);
  }

  // An alert stays until it is read, as it does in Telegram.
  warn(text) {
    const before = document.activeElement;
    const alert = element("div", { class: "note alert", role: "alertdialog", "aria-label": text }, element("p", {}, text));
    const close = button({}, () => { alert.remove(); before.focus(); }, word("ok"));
    alert.append(close);
    this.root.append(alert);
    close.focus();
  }
}
