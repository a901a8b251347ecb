// The line where a person writes: commands are offered once "/" is typed, Enter sends, Shift+Enter breaks the line.
import * as api from "./api.js";
import { Menu } from "./menu.js";
import { word } from "./words.js";

const KINDS = ["photo", "voice", "sticker", "document"];

export class Composer {
  constructor(chat) {
    this.chat = chat;
    this.form = chat.find(".write");
    this.field = chat.find("textarea");
    this.file = chat.find("input[type=file]");
    const menu = chat.find(".commands-menu");
    this.commands = new Menu(menu, chat.find(".commands"), () => this.offered(""));
    this.attachments = new Menu(chat.find(".attach-menu"), chat.find(".attach"), () => this.attachable());
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
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
    } else if (this.commands.isOpen && event.key === "ArrowUp") {
      event.preventDefault();
      this.commands.focus(-1);
    } else if (event.key === "Escape") this.commands.close(false);
  }

  send() {
    const text = this.field.value.trim();
    this.draft("");
    this.commands.close(false);
    if (text) this.chat.write(text);
  }

  draft(text) {
    this.field.value = text;
    this.fit();
    if (text) this.field.focus();
  }

  // As high as its text; the style sheet says how high at most.
  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  offer() {
    const typed = /^\/(\w*)$/.exec(this.field.value)?.[1];
    if (typed === undefined) this.commands.close(false);
    else this.commands.open(this.offered(typed), false);
  }

  offered(typed) {
    const known = this.chat.person.commands.filter(({ command }) => command.startsWith(typed));
    const items = known.map(({ command, description }) => ({
      label: `/${command}`, note: description, act: () => { this.draft(""); this.chat.write(`/${command}`); this.field.focus(); },
    }));
    return items.length || typed ? items : [{ label: word("no_commands"), act: () => this.field.focus() }];
  }

  attachable() {
    const kinds = KINDS.map((kind) => ({ label: word(kind), act: () => this.chat.attempt(api.attach(this.chat.id, kind)) }));
    return [{ label: word("file"), act: () => this.file.click() }, ...kinds,
      { label: word("contact"), act: () => this.chat.attempt(api.shareContact(this.chat.id)) }];
  }
}
