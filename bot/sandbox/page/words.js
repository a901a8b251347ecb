// The page's own words in the languages of the bot; what the bot says comes from the bot.
import { WORDS as en } from "./words/en.js";
import { WORDS as ru } from "./words/ru.js";

const WORDS = { ru, en };
const KEY = "otklik.language";

export let language = localStorage.getItem(KEY) ?? (navigator.language.startsWith("ru") ? "ru" : "en");

export const word = (key, values = {}) =>
  WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

// How a language is called. The browser knows those that the page has no word for; what is no language keeps its code.
export function languageName(code) {
  const known = WORDS[language][`speaks_${code}`];
  try {
    return known ?? new Intl.DisplayNames(language, { type: "language" }).of(code);
  } catch {
    return code;
  }
}

export function switchLanguage() {
  language = language === "ru" ? "en" : "ru";
  localStorage.setItem(KEY, language);
}

// Fills in the words of everything below: text, name for screen readers, and what an empty field says.
export function translate(root) {
  const each = (attribute, fill) =>
    root.querySelectorAll(`[${attribute}]`).forEach((found) => fill(found, word(found.getAttribute(attribute))));
  each("data-word", (found, text) => { found.textContent = text; });
  each("data-label", (found, text) => { found.setAttribute("aria-label", text); found.title = text; });
  each("data-hint", (found, text) => { found.placeholder = text; });
}
