// Light or dark: as the system says, until the visitor says otherwise.
const KEY = "otklik.theme";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

const shown = () => root.dataset.theme ?? (system.matches ? "dark" : "light");

export function offerThemes(opener) {
  const kept = localStorage.getItem(KEY);
  if (kept) root.dataset.theme = kept;
  opener.addEventListener("click", () => {
    root.dataset.theme = shown() === "dark" ? "light" : "dark";
    localStorage.setItem(KEY, root.dataset.theme);
  });
}
