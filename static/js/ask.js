// A question about a move, in a dialog: the same page that answers without JavaScript, cut out of it.

import { page } from "./door.js";
import { board } from "./order.js";
import { say } from "./said.js";

const dialog = document.getElementById("ask");
const view = () => document.querySelector("#act [name=view]").value;

let answer = null;

/**
 * Ask about `{bet, after | before | rank, base_revision}`; without a place, for a rank. Resolves to `{url, body}`,
 * what is to be sent where, or to null if the dialog was left.
 */
export async function ask(about) {
  const given = Object.entries({ ...about, view: view() }).filter(([, value]) => value !== undefined && value !== "");
  const found = await page(`${board.dataset.question}?${new URLSearchParams(given)}`).catch(() => null);
  const form = found?.getElementById("question");
  if (!form) {
    say("This cannot be asked for now. Load the page again.");
    return null;
  }
  answer = null;
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
  form.querySelector("[autofocus]")?.focus();
  form.querySelector("input[type=number]")?.select();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  return answer;
}

dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  const { target: form, submitter } = event;
  const { csrfmiddlewaretoken, ...body } = Object.fromEntries(new FormData(form, submitter));
  answer = { url: submitter.hasAttribute("formaction") ? submitter.formAction : form.action, body };
  dialog.close();
});

dialog.addEventListener("click", (event) => {
  if (event.target !== dialog && !event.target.closest(".leave")) return;
  event.preventDefault();
  dialog.close();
});
