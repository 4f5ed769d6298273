// Blockers: what is left counts on by itself, and what changes is fetched.

import { keep } from "./keep.js";
import { left, numeral, resumes, spans, weekdayClock } from "./working-time.js";

const EVERY = 5_000; // milliseconds
const MINUTE = 60_000;

const live = document.getElementById("live");

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function count(clock, now) {
  const open = spans(clock.dataset.spans);
  const time = left(open, Number(clock.dataset.due) * 1000, now);
  const goesOn = resumes(open, now);
  const still = goesOn !== null && time >= 0;
  write(clock.querySelector("[data-numeral]"), numeral(time));
  write(clock.querySelector("[data-words]"), still ? "stands still" : time < 0 ? "hours over" : "hours left");
  const item = clock.closest(".item, .big");
  item?.classList.toggle("still", goesOn !== null);
  write(item?.querySelector("[data-resumes]"), goesOn === null ? "" : `resumes ${weekdayClock(goesOn, clock.dataset.zone)}`);
}

function tick() {
  for (const clock of document.querySelectorAll(".left[data-spans]")) count(clock, Date.now());
}

tick();
setInterval(tick, EVERY);
const { refresh } = keep(live);
setInterval(() => document.hidden || refresh(), MINUTE); // a due time passes without anybody doing anything
