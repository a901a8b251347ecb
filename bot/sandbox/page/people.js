// Everybody's names with what they have not read: a way to a chat, on a phone the only one.
import { hueOf } from "./chat.js";
import { button, element, renew } from "./elements.js";
import { language, word } from "./words.js";

export function showPeople(root, people, selected, select) {
  const focused = [...root.children].indexOf(document.activeElement);
  const seen = people.map(({ id, name, role, unread }) => [id, name, role, unread, id === selected]);
  renew(root, [language, seen], () =>
    people.map((person) => entry(person, person.id === selected, () => select(person.id))));
  if (!root.contains(document.activeElement)) root.children.item(focused)?.focus();
}

function entry({ id, name, role, unread }, isSelected, select) {
  const face = element("span", { class: "face", "aria-hidden": "true" }, [...name][0]);
  face.style.setProperty("--hue", hueOf(id));
  const about = role ? element("small", {}, word(`role_${role}`)) : null;
  const count = unread ? element("span", { class: "count", role: "img", "aria-label": word("unread_count", { count: unread }) }, String(unread)) : null;
  return button({ "aria-current": isSelected ? "true" : null, "aria-controls": `chat-${id}` }, select,
    face, element("span", { class: "who" }, element("b", {}, name), about), count);
}
