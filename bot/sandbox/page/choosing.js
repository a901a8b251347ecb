// The dialog in which a person chooses people for a button of a reply keyboard.
import { dialog } from "./dialogs.js";
import { element } from "./elements.js";
import { word } from "./words.js";

export class Choosing {
  // `people()` gives everybody there is.
  constructor(people) {
    this.people = people;
    this.dialog = dialog("#users-dialog");
    this.form = this.dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.done(); });
    this.form.addEventListener("change", () => this.check());
  }

  // `chosen(ids)` is called with one to `most` of them.
  show(title, most, chosen) {
    this.most = most;
    this.chosen = chosen;
    this.dialog.querySelector("h2").textContent = title;
    this.dialog.querySelector(".remark").textContent = word("users_most", { count: most });
    const type = most > 1 ? "checkbox" : "radio";
    this.dialog.querySelector(".choice").replaceChildren(...this.people().map(({ id, name, role }) =>
      element("label", {}, element("input", { type, name: "who", value: id }), name, element("small", {}, word(`role_${role}`)))));
    this.check();
    this.dialog.showModal();
  }

  get ids() {
    return [...this.form.querySelectorAll("input:checked")].map(({ value }) => Number(value));
  }

  // No more than the button takes can be ticked.
  check() {
    const isFull = this.most > 1 && this.ids.length >= this.most;
    for (const box of this.form.querySelectorAll("input:not(:checked)")) box.disabled = isFull;
    this.form.querySelector(".main").disabled = !this.ids.length;
  }

  done() {
    this.dialog.close();
    this.chosen(this.ids);
  }
}
