// What is left of each blocker's working time, counted on where it stands in the page.

import { left, numeral, resumes, spans, weekdayClock } from "./working-time.js";

const EVERY = 5_000; // milliseconds

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function words(time, isStill) {
  if (time < 0) return "hours over";
  return isStill ? "stands still" : "hours left";
}

function count(clock, now) {
  const open = spans(clock.dataset.spans);
  const time = left(open, Number(clock.dataset.due) * 1000, now);
  const goesOn = resumes(open, now);
  write(clock.querySelector("[data-numeral]"), numeral(time));
  write(clock.querySelector("[data-words]"), words(time, goesOn !== null));
  const item = clock.closest(".item, .big");
  item?.classList.toggle("still", goesOn !== null);
  if (time < 0) item?.classList.add("late");
  write(item?.querySelector("[data-resumes]"), goesOn === null ? "" : `resumes ${weekdayClock(goesOn, clock.dataset.zone)}`);
}

/** Every one of the page, as of `now` in milliseconds. */
export function countLeft(now) {
  for (const clock of document.querySelectorAll("[data-spans]")) count(clock, now);
}

/** `clock` says what time it is. */
export function watchLeft(clock) {
  countLeft(clock());
  setInterval(() => countLeft(clock()), EVERY);
}
