// A menu over a chat: arrows move, Escape closes and gives the focus back to what opened it.
import { button, element } from "./elements.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export class Menu {
  constructor(root, opener, items) {
    this.root = root;
    this.opener = opener;
    this.items = items;
    opener.setAttribute("aria-haspopup", "menu");
    opener.setAttribute("aria-expanded", "false");
    opener.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    root.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("pointerdown", (event) => {
      if (this.isOpen && !root.contains(event.target) && !opener.contains(event.target)) this.close(false);
    });
  }

  get isOpen() {
    return !this.root.hidden;
  }

  // An item: { label, note, act }; `focus` is false while somebody is typing.
  open(items = this.items(), focus = true) {
    this.root.replaceChildren(...items.map((item) => this.entry(item)));
    this.root.hidden = items.length === 0;
    this.root.setAttribute("aria-label", this.opener.getAttribute("aria-label"));
    this.opener.setAttribute("aria-expanded", String(this.isOpen));
    if (focus) this.focus(0);
  }

  close(giveFocusBack = true) {
    if (!this.isOpen) return;
    this.root.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    if (giveFocusBack) this.opener.focus();
  }

  focus(index) {
    this.root.children.item((index + this.root.childElementCount) % this.root.childElementCount)?.focus();
  }

  entry({ label, note, act }) {
    const choose = () => { this.close(); act(); };
    return button({ role: "menuitem" }, choose, label, note ? element("small", {}, note) : null);
  }

  onKey(event) {
    if (event.key === "Escape") this.close();
    const at = [...this.root.children].indexOf(document.activeElement);
    if (event.key in STEPS) this.focus(at + STEPS[event.key]);
    else if (event.key === "Home") this.focus(0);
    else if (event.key === "End") this.focus(-1);
    else return;
    event.preventDefault();
  }
}
