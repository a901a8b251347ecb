// Dialogs are the browser's own: it keeps the focus inside and closes them with Escape.
export function dialog(selector) {
  const found = document.querySelector(selector);
  found.querySelector(".close").addEventListener("click", () => found.close());
  // A click beside the dialog hits the dialog itself, whose content fills it.
  found.addEventListener("pointerdown", (event) => { if (event.target === found) found.close(); });
  return found;
}
