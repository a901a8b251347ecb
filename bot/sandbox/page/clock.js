// The sandbox's clock: shown in the bar, moved in a dialog.
import * as api from "./api.js";
import { dialog } from "./dialogs.js";
import { fieldOf, momentOf } from "./times.js";
import { word } from "./words.js";

const HOUR = 3600;
const MOVES = {
  hour: { move: HOUR }, tomorrow: { to: "tomorrow 10:00" }, monday: { to: "next monday 10:00" }, week: { move: 7 * 24 * HOUR },
};
// Between two looks at the state the clock goes on by itself.
const TICK_MS = 1000;

export class Clock {
  constructor(opener) {
    this.opener = opener;
    this.dialog = dialog("#clock-dialog");
    this.field = this.dialog.querySelector("input");
    this.problem = this.dialog.querySelector(".problem");
    opener.addEventListener("click", () => this.open());
    for (const [name, move] of Object.entries(MOVES))
      this.dialog.querySelector(`[data-word=clock_${name}]`).addEventListener("click", () => this.move(move));
    this.dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.field.value) this.move({ to: this.field.value });
    });
    setInterval(() => this.tick(), TICK_MS);
  }

  show({ now, zone }) {
    this.zone = zone;
    this.opener.hidden = !now;
    // How far the sandbox is ahead of this machine.
    this.ahead = Date.parse(now) - Date.now();
    this.tick();
  }

  get now() {
    return new Date(Date.now() + this.ahead).toISOString();
  }

  tick() {
    if (this.opener.hidden) return;
    const moment = momentOf(this.now);
    this.opener.querySelector("span").textContent = moment;
    this.opener.setAttribute("aria-label", `${word("clock")}: ${moment}`);
    this.dialog.querySelector("output").textContent = word("clock_now", { moment, zone: this.zone });
  }

  open() {
    this.problem.textContent = "";
    this.field.min = this.field.value = fieldOf(this.now);
    this.dialog.showModal();
  }

  async move(move) {
    try {
      await api.moveClock(move);
      this.dialog.close();
    } catch (error) {
      this.problem.textContent = error.message;
    }
  }
}
