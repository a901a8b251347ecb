// One message: built anew only when it changes, so that an edit happens in its place.
import { attached } from "./attachments.js";
import { element } from "./elements.js";
import { formatted } from "./formatted.js";
import { inlineButton, inlineKeyboard } from "./keyboards.js";
import { rich } from "./rich.js";
import { timeOf } from "./times.js";
import { language, word } from "./words.js";

export class Bubble {
  constructor(acts) {
    this.acts = acts;
    this.root = element("article", { class: "message" });
    this.shown = "";
  }

  show(message, name) {
    const now = JSON.stringify([message, name, language]);
    if (this.shown === now) return;
    const isChange = this.shown !== "";
    this.shown = now;
    this.rebuild(message, name);
    if (isChange) this.flash();
  }

  rebuild(message, name) {
    // The place of the focused button survives the edit, so that a keyboard user goes on where they are.
    const focused = this.buttons.indexOf(document.activeElement);
    this.root.className = `message ${message.from}`;
    this.root.setAttribute("aria-label", `${message.from === "bot" ? word("bot") : name}, ${timeOf(message.date)}`);
    const acts = { ...this.acts, tap: (data) => this.acts.tap(message.id, data) };
    const keyboard = message.keyboard?.length ? [inlineKeyboard(message.keyboard, acts)] : [];
    this.root.replaceChildren(this.body(message, acts), ...keyboard);
    if (focused >= 0) this.buttons.at(Math.min(focused, this.buttons.length - 1))?.focus();
  }

  get buttons() {
    return [...this.root.querySelectorAll(".keyboard button, .keyboard a")];
  }

  body(message, acts) {
    const { attachment, forwarded_from: source, reactions, via_bot: isFound } = message;
    return element("div", { class: `bubble${attachment ? " with-file" : ""}` },
      source ? element("p", { class: "source" }, word("forwarded", { name: source })) : null,
      isFound ? element("p", { class: "source" }, word("via", { name: acts.username })) : null,
      attachment ? attached(attachment, (options) => this.acts.vote(message.id, options)) : null,
      this.words(message, acts),
      element("footer", { class: "about" },
        reactions?.length ? element("span", { class: "reactions" }, reactions.map(({ emoji }) => emoji).join(" ")) : null,
        // A message with buttons changes with every tap; Telegram does not call that an edit either.
        message.edited && !message.keyboard.length ? element("span", {}, word("edited")) : null,
        element("time", {}, timeOf(message.date))));
  }

  words(message, acts) {
    if (message.rich) {
      const context = { ...acts, button: (given) => inlineButton(given, acts) };
      return element("div", { class: "rich" }, ...rich(message.rich, context));
    }
    // The text of a poll is its question, which the poll shows.
    if (message.attachment?.kind === "poll") return null;
    return message.html ? element("div", { class: "text" }, ...formatted(message.html, acts)) : null;
  }

  flash() {
    this.root.classList.remove("changed");
    // Read, so that the browser starts the animation again.
    void this.root.offsetWidth;
    this.root.classList.add("changed");
  }
}
