// One person's chat: a section that is built once and then kept equal to the state.
import * as api from "./api.js";
import { Composer } from "./composer.js";
import { button, copyOf, renew } from "./elements.js";
import { replyKeyboard } from "./keyboards.js";
import { Log } from "./log.js";
import { Menu } from "./menu.js";
import { Notes } from "./notes.js";
import { language, languageName, translate, word } from "./words.js";

const OTHER = { ru: "en", en: "ru" };
const OFFERED_LINKS = 4;
// Inert while the bot is blocked, for the keyboard too; the messages themselves can still be read.
const ACTING = ".hint, .replies, .write, .suggestions, .attach-menu, .messages :is(.keyboard, .poll, .command)";

export class Chat {
  // `page`: { username, links, openLink(person), chooseUsers(title, most, chosen) }, shared by all chats.
  constructor(person, page) {
    this.id = person.id;
    this.person = person;
    this.page = page;
    this.root = copyOf("#chat");
    this.root.id = `chat-${person.id}`;
    this.root.style.setProperty("--hue", hueOf(person.id));
    this.find(".face").textContent = [...person.name][0];
    this.find("h2").textContent = person.name;
    this.notes = new Notes(this.find(".notes"), person.toasts);
    this.log = new Log(this.find(".messages"), this.acts());
    this.composer = new Composer(this);
    new Menu(this.find(".more-menu"), this.find(".more"), () => this.more());
    for (const event of ["pointerenter", "focusin"]) this.root.addEventListener(event, () => this.read());
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  acts() {
    return {
      username: this.page.username,
      tap: (message, data) => this.attempt(api.tap(this.id, message, data)),
      open: (payload) => this.open(payload),
      write: (text) => this.write(text),
      note: (text) => this.notes.say(text),
      draft: (text) => this.composer.draft(text),
      vote: (message, options) => this.attempt(api.vote(this.id, message, options)),
      shareContact: () => this.attempt(api.shareContact(this.id)),
      chooseUsers: (title, { request_id: request, max_quantity: most = 1 }) =>
        this.page.chooseUsers(title, most, (ids) => this.attempt(api.shareUsers(this.id, request, ids))),
    };
  }

  write(text) {
    return this.attempt(api.write(this.id, text));
  }

  open(payload) {
    return this.write(`/start ${payload}`);
  }

  // What the sandbox refuses is said over the chat.
  attempt(done) {
    return done.catch((error) => this.notes.say(error.message));
  }

  more() {
    const other = OTHER[this.person.language] ?? "en";
    return [
      { label: word("open_link"), act: () => this.page.openLink(this.person) },
      ...(this.person.blocked ? [] : [{ label: word("ask_inline"), note: word("ask_inline_note"), act: () => this.composer.draft(`@${this.page.username} `) }]),
      { label: word(`speak_${other}`), act: () => this.attempt(api.speak(this.id, other)) },
      { label: word(this.person.blocked ? "unblock" : "block"), act: () => this.attempt(api.setBlocked(this.id, !this.person.blocked)) },
    ];
  }

  get isLookedAt() {
    return document.hasFocus() && this.root.matches(":hover, :focus-within");
  }

  read() {
    if (this.person.unread) this.attempt(api.read(this.id));
  }

  show(person) {
    this.person = person;
    translate(this.root);
    this.root.classList.toggle("blocked", person.blocked);
    this.root.setAttribute("aria-label", word("chat", { name: person.name }));
    this.find(".sub").textContent = this.about(person);
    this.showHint(person);
    this.log.show(person);
    this.showReplies(person.reply_keyboard);
    this.composer.showMenuButton(person.menu_button);
    for (const acting of this.root.querySelectorAll(ACTING)) acting.inert = person.blocked;
    this.notes.show(person.toasts);
    if (this.isLookedAt) this.read();
  }

  about(person) {
    if (person.typing) return word("typing");
    const role = person.role ? [word(`role_${person.role}`)] : [];
    return [...role, person.blocked ? word("blocked") : languageName(person.language)].join(" · ");
  }

  showHint(person) {
    const hint = this.find(".hint");
    hint.hidden = person.messages.length > 0;
    if (hint.hidden) return;
    const isCitizen = (person.role ?? "citizen") === "citizen";
    hint.querySelector("p").textContent = word(isCitizen ? "hint_citizen" : "hint_other");
    const links = isCitizen ? this.page.links.slice(0, OFFERED_LINKS) : [];
    renew(hint.querySelector(".links"), language, () => [
      ...links.map(({ label, payload }) => button({}, () => this.open(payload), label[language])),
      button({ class: "plain" }, () => this.write("/start"), word(isCitizen ? "start" : "begin")),
    ]);
  }

  showReplies(markup) {
    renew(this.find(".replies"), markup, () => (markup?.keyboard ? [replyKeyboard(markup, this.acts())] : []));
  }
}

// Neighbours differ, and everybody keeps their colour.
export const hueOf = (id) => (id * 67 + 150) % 360;
