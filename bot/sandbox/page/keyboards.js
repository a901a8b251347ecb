// Buttons: inline ones under a message, and those of a reply keyboard, which takes the place of typing.
import { button, element, icon } from "./elements.js";
import { linkTo } from "./formatted.js";
import { word } from "./words.js";

const STYLES = new Set(["primary", "success", "danger"]);

// `acts` of the chat: { username, tap(data), open(payload), write(text), note(text), draft(text), shareContact(),
// chooseUsers(title, request) }.
export function inlineKeyboard(rows, acts) {
  return grid("keyboard", rows, (each) => inlineButton(each, acts));
}

export function inlineButton(given, acts) {
  const style = STYLES.has(given.style) ? given.style : "";
  if (given.url) return Object.assign(linkTo(given.url, [given.text, icon("out")], acts), { className: style });
  return button({ class: style, disabled: Boolean(given.disabled) }, () => press(given, acts), given.text, mark(given));
}

export function replyKeyboard({ keyboard, input_field_placeholder: hint }, acts) {
  const press = (each) => {
    if (each.request_contact) acts.shareContact();
    else if (each.request_users) acts.chooseUsers(each.text, each.request_users);
    else acts.write(each.text);
  };
  const shown = grid("keyboard reply", keyboard, (each) => {
    const text = typeof each === "string" ? { text: each } : each;
    return button({ class: STYLES.has(text.style) ? text.style : "" }, () => press(text), text.text);
  });
  shown.setAttribute("aria-label", hint ?? word("write"));
  return shown;
}

function press(given, acts) {
  const query = given.switch_inline_query_current_chat ?? given.switch_inline_query;
  if (given.callback_data) acts.tap(given.callback_data);
  else if (given.copy_text) copy(given.copy_text.text, acts);
  else if (query !== undefined) acts.draft(`@${acts.username} ${query}`);
}

function mark(given) {
  return given.copy_text ? icon("copy") : null;
}

function copy(text, acts) {
  navigator.clipboard?.writeText(text);
  acts.note(word("copied"));
}

function grid(name, rows, make) {
  return element("div", { class: name, role: "group" }, ...rows.map((row) => element("div", {}, ...row.map(make))));
}
