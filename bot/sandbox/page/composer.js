// The line where a person writes. "/" offers the commands, the bot's name asks it inline, Enter sends, Shift+Enter
// breaks the line.
import * as api from "./api.js";
import { Menu } from "./menu.js";
import { word } from "./words.js";

const KINDS = ["photo", "voice", "sticker", "document"];
// Telegram asks when the typing rests.
const REST_MS = 300;

export class Composer {
  constructor(chat) {
    this.chat = chat;
    this.field = chat.find("textarea");
    this.file = chat.find("input[type=file]");
    this.suggestions = new Menu(chat.find(".suggestions"), chat.find(".commands"), () => this.menu());
    new Menu(chat.find(".attach-menu"), chat.find(".attach"), () => this.attachable());
    this.listen();
  }

  listen() {
    this.chat.find(".write").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.field.addEventListener("input", () => { this.fit(); this.offer(); });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.file.addEventListener("change", () => {
      for (const file of this.file.files) this.chat.attempt(api.upload(this.chat.id, file));
      this.file.value = "";
    });
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && this.suggestions.isOpen) {
      event.preventDefault();
      this.suggestions.focus(-1);
    } else if (event.key === "Escape") this.suggestions.close(false);
  }

  send() {
    const text = this.field.value.trim();
    this.draft("");
    this.suggestions.close(false);
    if (text) this.chat.write(text);
  }

  draft(text) {
    this.field.value = text;
    this.fit();
    if (text) { this.field.focus(); this.offer(); }
  }

  // As high as its text; the style sheet says how high at most.
  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  suggest(items, focus = true) {
    if (items.length) this.suggestions.open(items, focus);
    else this.suggestions.close(false);
  }

  offer() {
    clearTimeout(this.asking);
    const [, sign, begun] = /^([/@])(\w*)$/.exec(this.field.value) ?? [];
    const [, name, query] = /^@(\w+) (.*)$/.exec(this.field.value) ?? [];
    const begins = { "/": () => this.commands(begun), "@": () => this.names(begun) };
    this.suggest(begins[sign]?.() ?? [], false);
    if (name === this.chat.page.username) this.asking = setTimeout(() => this.ask(query), REST_MS);
  }

  async ask(query) {
    const asked = this.field.value;
    const answer = await this.chat.attempt(api.ask(this.chat.id, query));
    if (!answer || this.field.value !== asked) return;
    const found = this.results(query, answer);
    this.suggest(found.length ? found : [{ label: word("nothing_found"), act: () => this.field.focus() }], false);
  }

  // What the bot found, and above it the button with which a bot may lead to its chat.
  results(query, { results, button }) {
    const led = button?.start_parameter ? [{ label: button.text, act: () => { this.draft(""); this.chat.open(button.start_parameter); } }] : [];
    return [...led, ...results.map((result) => ({
      label: result.title ?? result.id,
      note: result.description,
      act: () => { this.draft(""); this.chat.attempt(api.choose(this.chat.id, query, result)); this.field.focus(); },
    }))];
  }

  names(typed) {
    const { username } = this.chat.page;
    if (!username.startsWith(typed)) return [];
    return [{ label: `@${username}`, note: word("ask_inline_note"), act: () => this.draft(`@${username} `) }];
  }

  // The button that the bot has set: its menu of commands, or a web app, which has a name and does not open here.
  showMenuButton({ type, text }) {
    const opener = this.chat.find(".commands");
    this.app = type === "web_app" ? text : null;
    opener.querySelector(".app").textContent = this.app ?? "";
    opener.querySelector(".app").hidden = !this.app;
    opener.querySelector("svg").toggleAttribute("hidden", Boolean(this.app));
    if (this.app) opener.setAttribute("aria-label", this.app);
  }

  menu() {
    if (!this.app) return this.commands("");
    return [{ label: this.app, note: word("no_web_apps"), act: () => this.field.focus() }];
  }

  commands(typed) {
    const known = this.chat.person.commands.filter(({ command }) => command.startsWith(typed));
    const items = known.map(({ command, description }) => ({
      label: `/${command}`,
      note: description,
      act: () => { this.draft(""); this.chat.write(`/${command}`); this.field.focus(); },
    }));
    return items.length || typed ? items : [{ label: word("no_commands"), act: () => this.field.focus() }];
  }

  attachable() {
    const kinds = KINDS.map((kind) => ({ label: word(kind), act: () => this.chat.attempt(api.attach(this.chat.id, kind)) }));
    return [{ label: word("file"), act: () => this.file.click() }, ...kinds,
      { label: word("contact"), act: () => this.chat.attempt(api.shareContact(this.chat.id)) }];
  }
}
