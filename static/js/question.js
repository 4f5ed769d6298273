// One question: what others answer appears by itself, and one key answers.

import { keep } from "./keep.js";
import { onKey } from "./keys.js";
import { watchPresence } from "./presence.js";

const EVERY = 20_000; // milliseconds; that somebody is gone for too long is told by no event

const place = document.getElementById("question");
let isSent = false;

const press = (selector) => place.querySelector(selector)?.click();

/** Twice the same key is one answer: the second would be about a question that the first has closed. */
function submitted(event) {
  if (event.target.id !== "answer" || event.defaultPrevented) return; // held back already: nothing leaves offline
  if (isSent) event.preventDefault();
  isSent = true;
}

const { refresh } = keep(place);
setInterval(() => document.hidden || refresh(), EVERY);
if (document.getElementById("presence")) watchPresence(place);
addEventListener("submit", submitted); // of the window: after all others had their say
addEventListener("pageshow", () => {
  isSent = false;
});
onKey("ArrowLeft", () => press('[data-key="left"]'));
onKey("ArrowRight", () => press('[data-key="right"]'));
onKey("y", () => press('[data-key="y"]'));
onKey("n", () => press("[data-next]"));
