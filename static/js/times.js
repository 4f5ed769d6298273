// Keeps what a page says relative to now true while it stays open.

import { relative } from "./relative.js";

const EVERY = 60_000; // milliseconds

function renew() {
  if (document.hidden) return;
  for (const text of document.querySelectorAll("time [data-relative]")) {
    text.textContent = relative(Date.parse(text.closest("time").dateTime), Date.now());
  }
}

export function watchTimes() {
  setInterval(renew, EVERY);
  document.addEventListener("visibilitychange", renew);
}
