// The guided tour: a citizen answers, staff learn, the coordinator reads a summary. It does nothing by itself, speaks
// only of what the bot's menus offer, and can be left at any step and taken again.
import { language, word } from "./words.js";

const KEY = "otklik.tour";
const LESSON = "lesson";
// The service point of the demo's past where something got worse.
const POINT = "p_north-benefits";

export class Tour {
  // `page`: { links, people(), chat(id), select(id) }.
  constructor(page) {
    this.page = page;
    this.at = null;
    this.root = document.querySelector("#tour");
    this.find = (selector) => this.root.querySelector(selector);
    document.querySelector("#take-tour").addEventListener("click", () => this.go(0));
    this.find(".act").addEventListener("click", () => this.act());
    this.find(".next").addEventListener("click", () => this.go(this.at + 1));
    this.find(".back").addEventListener("click", () => this.go(this.at - 1));
    this.find(".close").addEventListener("click", () => this.leave());
    this.root.addEventListener("keydown", (event) => { if (event.key === "Escape") this.leave(); });
  }

  // Offered once; who has seen it starts it from the bar.
  greet() {
    if (!localStorage.getItem(KEY) && this.at === null) this.go(0, false);
  }

  go(at, focus = true) {
    const step = this.steps[at];
    if (!step) return this.leave();
    this.at = at;
    this.root.hidden = false;
    this.root.classList.remove("acted");
    this.page.select(step.person.id);
    this.show();
    if (focus) this.find(".act").focus();
  }

  act() {
    const { person, act } = this.steps[this.at];
    this.page.select(person.id);
    act(this.page.chat(person.id));
    this.root.classList.add("acted");
  }

  leave() {
    const hadFocus = this.root.contains(document.activeElement);
    localStorage.setItem(KEY, "seen");
    this.at = null;
    this.root.hidden = true;
    this.mark(null);
    if (hadFocus) document.querySelector("#take-tour").focus();
  }

  show() {
    const { steps, at } = this;
    if (at === null || !steps[at]) return;
    const { person, title, text, label } = steps[at];
    this.find(".at").textContent = word("tour_step", { at: at + 1, of: steps.length });
    this.find("h2").textContent = title;
    this.find(".what").textContent = text;
    this.find(".act").textContent = label;
    this.find(".next").textContent = word(at + 1 < steps.length ? "tour_next" : "tour_done");
    this.find(".back").hidden = at === 0;
    this.mark(person.id);
  }

  mark(id) {
    for (const { id: each } of this.page.people()) this.page.chat(each)?.root.classList.toggle("guided", each === id);
  }

  get steps() {
    return [this.answering(), this.learning(), this.summary()].filter(Boolean);
  }

  answering() {
    return this.about("citizen", 1, (chat) => chat.open(POINT));
  }

  learning() {
    const hasLessons = this.someone("staff")?.commands.some(({ command }) => command === LESSON);
    return this.about("staff", 2, (chat) => chat.write(hasLessons ? `/${LESSON}` : "/help"), hasLessons ? "" : "_menu");
  }

  summary() {
    // Every word of the command must be in the name of the point, so the dot between service and unit goes.
    const asked = (spoken) => this.service(spoken).replace(" · ", " ");
    return this.about("coordinator", 3, (chat) => chat.write(`/summary ${asked(chat.person.language)}`));
  }

  about(role, number, act, variant = "") {
    const person = this.someone(role);
    if (!person) return null;
    const values = { name: person.name, service: this.service(language) };
    return {
      person,
      act,
      title: word(`tour_${number}_title`),
      text: word(`tour_${number}_text${variant}`, values),
      label: word(`tour_${number}_act${variant}`, values),
    };
  }

  someone(role) {
    return this.page.people().find((person) => person.role === role);
  }

  service(spoken) {
    return this.page.links.find(({ payload }) => payload === POINT)?.label[spoken] ?? "";
  }
}
