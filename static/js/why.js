// Why a move was made, asked beside its way back: one tap, or words.

import { post, whyNot } from "./door.js";
import { refresh } from "./follow.js";
import { board } from "./order.js";
import { hush, say } from "./said.js";

const form = document.getElementById("why")?.content.firstElementChild;

/** The question about what made `revision`; null for who does not rank. */
export function why(revision) {
  const asked = form?.cloneNode(true) ?? null;
  asked?.addEventListener("click", ({ target }) => {
    if (target.name === "reason") explain(revision, target.value);
  });
  asked?.addEventListener("submit", (event) => {
    event.preventDefault();
    explain(revision, asked.elements.sentence.value);
  });
  asked?.querySelector("details").addEventListener("toggle", () => asked.elements.sentence.focus());
  return asked;
}

async function explain(revision, reason) {
  hush();
  const answer = await post(`${board.dataset.log}${revision}/reason/`, { reason });
  await refresh();
  say(answer.ok ? "Noted beside the move." : whyNot(answer));
}
