// Making elements. Text is always text: nothing here parses HTML.
const SVG = "http://www.w3.org/2000/svg";

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value || value === 0) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function button(attributes, onClick, ...children) {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", onClick);
  return made;
}

// The pictures stand in index.html as symbols.
export function icon(name) {
  const made = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  made.append(use);
  return made;
}

// Made anew only when `key` changes: a click must end on the button it began on, and nothing is announced twice.
export function renew(root, key, make) {
  const now = JSON.stringify(key);
  if (root.dataset.key === now) return;
  root.dataset.key = now;
  root.replaceChildren(...make());
}

export const copyOf = (template) => document.querySelector(template).content.firstElementChild.cloneNode(true);
