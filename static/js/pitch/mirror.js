// The row as it will stand on the board follows the words at once; what the server computes follows each save.

import { page } from "../door.js";
import { morph } from "../morph.js";

const COMPUTED = ["saved", "preview", "sizes", "complete"];

function words(form) {
  const row = document.querySelector("#preview .what");
  row.querySelector("h3 a").textContent = form.elements.title.value;
  const thesis = row.querySelector(".thesis") ?? row.querySelector(".line").insertAdjacentElement("afterend", paragraph());
  thesis.textContent = form.elements.thesis.value;
}

function paragraph() {
  const made = document.createElement("p");
  made.className = "thesis";
  return made;
}

export function mirror(form) {
  form.addEventListener("input", ({ target }) => {
    if (target.name === "title" || target.name === "thesis") words(form);
  });
}

/** Fetch what stands beside the form anew. */
export async function renew(form) {
  const fresh = await page(location.href).catch(() => null);
  for (const id of COMPUTED) {
    const part = fresh?.getElementById(id);
    if (part) morph(document.getElementById(id), document.importNode(part, true));
  }
  words(form);
}
