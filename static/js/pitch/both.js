// Two people wrote at the same part: both texts are shown, and the person chooses.

import { control, put } from "./fields.js";

const template = document.getElementById("two-texts");

/** `theirs` is what the server has. `chosen` is called once one of the two texts stands in the field. */
export function showBoth(form, name, theirs, chosen) {
  const field = control(form, name) ?? form.elements.add_weeks;
  const holder = field.closest(".field, td");
  holder.querySelector(".theirs")?.remove();
  holder.append(template.content.cloneNode(true));
  const box = holder.querySelector(".theirs");
  box.querySelector("blockquote").textContent = shown(theirs);
  box.addEventListener("click", ({ target }) => {
    const kept = target.dataset?.keep;
    if (!kept) return;
    box.remove();
    if (kept === "theirs") put(field, theirs);
    field.focus();
    chosen();
  });
}

function shown(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === "" ? "nothing" : value;
}
