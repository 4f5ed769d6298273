// What the page says about saving: beside the heading, and at the fields.

import { control } from "./fields.js";

const trouble = document.getElementById("trouble");

/** Nothing, or why something is not saved yet. */
export function tell(sentence = "") {
  if (trouble.textContent !== sentence) trouble.textContent = sentence;
}

const place = (form, name) => control(form, name) ?? form.elements.add_weeks;
const idOf = (field) => `${field.id}_error`;

export function showSentence(form, name, sentence) {
  const field = place(form, name);
  clearSentence(form, name);
  const list = document.createElement("ul");
  list.className = "errorlist";
  list.id = idOf(field);
  list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
  (field.closest("label") ?? field).after(list);
  field.setAttribute("aria-invalid", "true");
  describe(field, (ids) => [...ids, list.id]);
}

export function clearSentence(form, name) {
  const field = place(form, name);
  document.getElementById(idOf(field))?.remove();
  field.removeAttribute("aria-invalid");
  describe(field, (ids) => ids.filter((id) => id !== idOf(field)));
}

function describe(field, change) {
  const ids = change((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
  else field.removeAttribute("aria-describedby");
}
