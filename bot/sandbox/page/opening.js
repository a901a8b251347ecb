// The dialog that opens a start link as somebody: from the list, pasted, or read from a picture of its QR code.
import { dialog } from "./dialogs.js";
import { button, element } from "./elements.js";
import { payloadOf } from "./formatted.js";
import { textOfCode } from "./qr.js";
import { language, word } from "./words.js";

const BARE = /^[\w-]{1,64}$/;

export class Opening {
  // `page`: { username, links, people() }; `open(person id, payload)` follows the link.
  constructor(page, open) {
    this.page = page;
    this.open = open;
    this.dialog = dialog("#link-dialog");
    this.form = this.dialog.querySelector("form");
    this.who = this.dialog.querySelector("select");
    this.problem = this.dialog.querySelector(".problem");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.follow(this.form.elements.link.value); });
    this.form.elements.picture.addEventListener("change", (event) => this.scan(event.target.files[0]));
    this.dialog.addEventListener("paste", ({ clipboardData }) => { if (clipboardData.files[0]) this.scan(clipboardData.files[0]); });
  }

  show(person) {
    this.form.reset();
    this.problem.textContent = "";
    this.who.replaceChildren(...this.page.people().map(({ id, name }) =>
      element("option", { value: id, selected: id === person?.id }, name)));
    this.dialog.querySelector(".points").replaceChildren(...this.page.links.map(({ label, payload }) =>
      button({}, () => this.done(payload), label[language])));
    this.dialog.showModal();
  }

  async scan(picture) {
    const text = picture && await textOfCode(picture);
    if (text) this.follow(text);
    else this.problem.textContent = word("link_no_code");
  }

  follow(text) {
    const typed = text.trim();
    const payload = BARE.test(typed) ? typed : payloadOf(typed, this.page.username);
    if (payload) this.done(payload);
    else this.problem.textContent = word("link_wrong");
  }

  done(payload) {
    this.dialog.close();
    this.open(Number(this.who.value), payload);
  }
}
