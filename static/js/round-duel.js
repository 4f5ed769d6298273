// A private order, two at a time: one key each, and the next two come without loading the page.

import { onKey } from "./keys.js";
import { announce, say } from "./said.js";

const place = () => document.getElementById("duel");
const button = (number) => place().querySelectorAll("[name=kill]")[number];
const undo = () => place().querySelector("[data-undo]");

let isBusy = false;

/** The same form that would be sent without this; what answers is the page of the next question. */
async function send(form, submitter) {
  if (isBusy) return;
  isBusy = true;
  const side = [...place().querySelectorAll("[name=kill]")].indexOf(submitter);
  const options = { method: "POST", body: new FormData(form, submitter), headers: { Accept: "text/html" } };
  const answer = await fetch(form.action, options).catch(() => null);
  const fresh = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  isBusy = false;
  const found = fresh?.getElementById("duel");
  if (found) show(found, side);
  else if (answer?.status === 409 || answer?.ok) location.reload(); // another window, or the round is over
  else say("It was not saved: the server does not answer. Try again.");
}

function show(found, side) {
  place().replaceWith(found);
  const titles = [...found.querySelectorAll(".side h2")].map((title) => title.textContent);
  announce(titles.length ? `${titles.join(", or ")}?` : found.querySelector("h1").textContent);
  (button(side) ?? undo() ?? found.querySelector("a"))?.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  if (!place().contains(event.target)) return;
  event.preventDefault();
  send(event.target, event.submitter);
});
onKey("ArrowLeft", () => button(0)?.click());
onKey("ArrowRight", () => button(1)?.click());
onKey("u", () => undo()?.click());
onKey("Backspace", () => undo()?.click());
