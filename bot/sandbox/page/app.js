// The page: everybody's chats side by side, kept equal to the state of the sandbox.
import * as api from "./api.js";
import { Chat, element } from "./chat.js";
import { language, switchLanguage, word } from "./words.js";

const chats = new Map();
const links = await api.links();
let people = [];
let selected = null;
let asked = false;

function speak() {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-word]").forEach((each) => { each.textContent = word(each.dataset.word); });
  document.querySelector("#language").textContent = word("other");
}

function select(id) {
  selected = id;
  chats.forEach((chat) => chat.root.classList.toggle("shown", chat.id === id));
  showTabs();
}

function showTabs() {
  document.querySelector("#tabs").replaceChildren(...people.map((person) => {
    const tab = element("button", { role: "tab", type: "button", "aria-controls": `chat-${person.id}` }, person.name);
    tab.setAttribute("aria-selected", String(person.id === selected));
    tab.addEventListener("click", () => select(person.id));
    return tab;
  }));
}

function show() {
  for (const person of people) {
    if (!chats.has(person.id)) {
      chats.set(person.id, new Chat(person, links));
      document.querySelector("#chats").append(chats.get(person.id).root);
      select(selected ?? person.id);
    }
    chats.get(person.id).show(person);
  }
}

// Changes come faster than states can be read: one reading at a time, and one more after it if needed.
async function refresh() {
  if (asked) { asked = "again"; return; }
  asked = true;
  ({ people } = await api.state());
  show();
  const again = asked === "again";
  asked = false;
  if (again) refresh();
}

document.querySelector("#add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = new FormData(event.target);
  const { id } = await api.addPerson(fields.get("name"), fields.get("language"));
  event.target.reset();
  await refresh();
  select(id);
  document.querySelector(`#chat-${id}`)?.scrollIntoView({ inline: "end" });
});
document.querySelector("#language").addEventListener("click", () => { switchLanguage(); speak(); show(); });

speak();
api.onChange(refresh);
