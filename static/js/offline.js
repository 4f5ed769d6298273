// Whether the server can be reached: a bar that says when not, and no form that is sent into nothing.

import { announce, say } from "./said.js";

const EVERY = 5000; // milliseconds between two looks whether it is back

const bar = document.getElementById("offline");
let looking;

/** Told by whoever fetches something: whether anybody answered. One lost answer alone is not believed. */
export function reached(isReached) {
  if (isReached) tell(true);
  else if (bar.hidden) look();
}

function tell(isReached) {
  if (isReached === bar.hidden) return;
  bar.hidden = isReached;
  clearInterval(looking);
  if (isReached) {
    announce("The connection is back.");
    return;
  }
  const what = navigator.onLine ? "The server does not answer." : "You are offline.";
  bar.textContent = `${what} Nothing that you do here is saved.`;
  looking = setInterval(look, EVERY);
}

/** Asks for the smallest answer that there is. */
async function look() {
  const answer = await fetch(bar.dataset.alive, { cache: "no-store", credentials: "omit" }).catch(() => null);
  tell(answer?.ok ?? false);
}

/** What was typed stays: sent now, it would be lost to an error page. What a script of the page sends is its own. */
function submitted(event) {
  if (navigator.onLine || event.defaultPrevented || event.target.method !== "post") return;
  event.preventDefault();
  say("You are offline: nothing was sent. What you typed stays here.");
}

export function watchNetwork() {
  addEventListener("offline", () => tell(false));
  addEventListener("online", look);
  document.addEventListener("submit", submitted);
  if (!navigator.onLine) tell(false);
  addEventListener("load", () => navigator.serviceWorker?.register(bar.dataset.worker).catch(() => {}));
}
