// The page: everybody's chats side by side, kept equal to the state of the sandbox.
import { offerToAdd } from "./adding.js";
import * as api from "./api.js";
import { Chat } from "./chat.js";
import { Choosing } from "./choosing.js";
import { Clock } from "./clock.js";
import { Opening } from "./opening.js";
import { showPeople } from "./people.js";
import { offerThemes } from "./theme.js";
import { useClock } from "./times.js";
import { Tour } from "./tour.js";
import { language, switchLanguage, translate, word } from "./words.js";

const find = (selector) => document.querySelector(selector);
const chats = new Map();
let state = await api.state();
let selected = state.people[0]?.id;
let reading = Promise.resolve();
let waiting = null;

// What the parts of the page know of each other.
const page = {
  links: await api.links(),
  username: state.bot.username,
  people: () => state.people,
  chat: (id) => chats.get(id),
  select,
  openLink: (person) => opening.show(person),
  chooseUsers: (title, most, chosen) => choosing.show(title, most, chosen),
};
const clock = new Clock(find("#clock"));
const opening = new Opening(page, (id, payload) => { select(id); chats.get(id).open(payload); });
const choosing = new Choosing(page.people);
const tour = new Tour(page);

function select(id) {
  selected = id;
  show();
  chats.get(id).root.scrollIntoView({ inline: "center", block: "nearest" });
  chats.get(id).log.toEnd();
  chats.get(id).read();
}

function show() {
  useClock(state.zone, state.now);
  for (const person of state.people) attempt(() => showChat(person));
  showPeople(find("#people"), state.people, selected, (id) => { select(id); chats.get(id).find("textarea").focus({ preventScroll: true }); });
  clock.show(state);
  tour.show();
}

function showChat(person) {
  chatOf(person).show(person);
  chatOf(person).root.classList.toggle("selected", person.id === selected);
}

// A mistake of the page is told in the console; it is no lost connection, and one chat does not take the others along.
function attempt(act) {
  try {
    act();
  } catch (error) {
    reportError(error);
  }
}

function chatOf(person) {
  if (!chats.has(person.id)) {
    chats.set(person.id, new Chat(person, page));
    find("#chats").append(chats.get(person.id).root);
  }
  return chats.get(person.id);
}

// Changes come faster than states can be read: one reading at a time, and one more after it for all that come meanwhile.
function refresh() {
  waiting ??= reading.then(() => {
    waiting = null;
    reading = read();
    return reading;
  });
  return waiting;
}

async function read() {
  try {
    state = await api.state();
  } catch {
    find("#lost").hidden = false;
    return;
  }
  find("#lost").hidden = true;
  attempt(show);
}

function speak() {
  document.documentElement.lang = language;
  find("#language").textContent = word("other_language");
  find("#language").lang = language === "ru" ? "en" : "ru";
  translate(document);
  attempt(show);
}

offerThemes(find("#theme"));
offerToAdd(async (id) => { await refresh(); select(id); });
find("#open-link").addEventListener("click", () => opening.show(page.people().find(({ id }) => id === selected)));
find("#language").addEventListener("click", () => { switchLanguage(); speak(); });
speak();
tour.greet();
api.onChange(refresh, () => { find("#lost").hidden = false; });
