// The presenter's view: the boards of all who follow go where the presenter points. Each can leave it, and come back.
// Nobody’s focus is taken, and nothing scrolls under somebody who drags, types or answers.

import { post } from "./door.js";
import { onKey } from "./keys.js";
import { board, betOf } from "./order.js";
import { look } from "./presence.js";
import { announce, say } from "./said.js";

const PATIENCE = 400; // milliseconds until it is tried again
const WATCHED = ["data-led-to", "data-presenter-id", "data-session"];
const BUSY = "input, textarea, select, [contenteditable]";

const panel = document.getElementById("led");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let before = { session: "", ledTo: "" };
let waiting;

/** What the strip of the session says; without a session, nothing. */
function told() {
  const { session = "", presenter = "", presenterId = "", ledTo = "" } = document.getElementById("strip")?.dataset ?? {};
  return { session, presenter, ledTo, isMe: presenterId === panel.dataset.me };
}

const key = (now) => `left-${now.session}`;
const hasLeft = (now) => sessionStorage.getItem(key(now)) !== null;
const follows = (now) => now.presenter !== "" && !now.isMe && !hasLeft(now);

const isBusy = () =>
  document.querySelector(".picked, dialog[open]") !== null || document.activeElement?.matches(BUSY) === true;

/** Bring the bet into view, as soon as the reader’s hands are free; where to, is asked again then. */
function lead() {
  clearTimeout(waiting);
  const now = told();
  const row = follows(now) ? document.getElementById(`bet-${now.ledTo}`) : null;
  if (!row) return;
  if (isBusy()) {
    waiting = setTimeout(lead, PATIENCE);
    return;
  }
  row.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  announce(`${now.presenter} shows ${row.querySelector("h3").textContent}.`);
}

function show(button, text) {
  if (!button) return;
  button.hidden = !text;
  if (text && text !== true) button.textContent = text;
}

function render(now) {
  panel.hidden = !now.session;
  board.toggleAttribute("data-following", follows(now));
  board.toggleAttribute("data-presenting", now.isMe);
  const others = now.presenter !== "" && !now.isMe;
  panel.querySelector("p").textContent = now.isMe ? "You present: f points at the bet in focus." : "";
  show(panel.querySelector("[data-leave]"), others && !hasLeft(now) && `Leave ${now.presenter}’s view`);
  show(panel.querySelector("[data-follow]"), others && hasLeft(now) && `Follow ${now.presenter}’s view`);
  show(panel.querySelector("[data-present]"), !now.isMe);
  show(panel.querySelector("[data-stop]"), now.isMe);
}

function changed() {
  const now = told();
  if (now.session !== before.session) look();
  render(now);
  if (now.ledTo && now.ledTo !== before.ledTo) lead();
  before = now;
}

/** By a button of the panel: it goes away with that, so that the focus goes to the one in its place. */
function choose(left) {
  const now = told();
  if (left) sessionStorage.setItem(key(now), "");
  else sessionStorage.removeItem(key(now));
  render(now);
  panel.querySelector(left ? "[data-follow]" : "[data-leave]").focus();
  lead();
}

async function point(bet) {
  const answer = await post(panel.dataset.focus, { bet });
  if (!answer.ok) say(answer.body.detail ?? "That was refused. Load the page again.");
}

/** `f` on a bet: point at it; once more: no longer. */
function pointed() {
  const row = document.activeElement?.closest(".bet");
  if (row) point(row.querySelector("[form=steer]")?.value === "" ? null : betOf(row));
}

export function watchFocus() {
  panel.querySelector("[data-leave]").addEventListener("click", () => choose(true));
  panel.querySelector("[data-follow]").addEventListener("click", () => choose(false));
  const steer = document.getElementById("steer");
  steer?.addEventListener("submit", (event) => {
    event.preventDefault();
    point(event.submitter.value || null);
  });
  if (steer) onKey("f", pointed);
  new MutationObserver(changed).observe(board, { childList: true, subtree: true, attributeFilter: WATCHED });
  before = { ...told(), ledTo: "" };
  changed();
}
