// The dialog that adds a person.
import * as api from "./api.js";
import { dialog } from "./dialogs.js";

// `added` gets the id of the new person.
export function offerToAdd(added) {
  const shown = dialog("#person-dialog");
  const form = shown.querySelector("form");
  const problem = shown.querySelector(".problem");
  document.querySelector("#add-person").addEventListener("click", () => { problem.textContent = ""; shown.showModal(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { name, language, role } = Object.fromEntries(new FormData(form));
    try {
      const { id } = await api.addPerson(name.trim(), language, role);
      form.reset();
      shown.close();
      added(id);
    } catch (error) {
      problem.textContent = error.message;
    }
  });
}
