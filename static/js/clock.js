// The clock of a turn, counted down by the server's time: the clocks of browsers are wrong, each in its own way.

const SAMPLES = 8;
const EVERY = 250; // milliseconds
const WARNED = 60; // seconds before the end

const offsets = []; // of the newest answers, in milliseconds
const seen = new Map(); // seconds that were left when a clock was last looked at, by its end

/** What the server's clock said (milliseconds since 1970) in an answer that has just come. */
export function sample(server) {
  if (!Number.isFinite(server)) return;
  offsets.push(server - Date.now());
  if (offsets.length > SAMPLES) offsets.shift();
}

/** An answer is always late, never early: of several, the one that was under way for the shortest time is right. */
export const serverTime = () => Date.now() + (offsets.length ? Math.max(...offsets) : 0);

/** Seconds that are left at `now`, begun ones whole, below 0 over time. */
export function left({ endsAt, left: standing }, now) {
  return endsAt ? Math.ceil((Date.parse(endsAt) - now) / 1000) : Number(standing);
}

/** `4:05 left`, `over by 0:40` */
export function words(seconds) {
  const text = `${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
  return seconds >= 0 ? `${text} left` : `over by ${text}`;
}

/** `2:33 h left`: of what lasts for hours, hours and minutes; the last of them as minutes and seconds. */
export function longWords(seconds) {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  if (minutes < 60) return words(seconds);
  const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")} h`;
  return seconds >= 0 ? `${text} left` : `over by ${text}`;
}

/** What is to be said aloud between two looks at a clock that runs; empty for most of them. */
export function due(before, now) {
  if (before > WARNED && now <= WARNED && now > 0) return "One minute left.";
  return before > 0 && now <= 0 ? "The time is over." : "";
}

/** A clock that was set anew is another one: nothing is said of it until it comes to its own end. */
function announced(endsAt, seconds, announce) {
  const sentence = seen.has(endsAt) ? due(seen.get(endsAt), seconds) : "";
  seen.clear();
  seen.set(endsAt, seconds);
  if (sentence) announce(sentence);
}

function tick(announce) {
  const now = serverTime();
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const seconds = left(clock.dataset, now);
    const text = clock.dataset.clock === "hours" ? longWords(seconds) : words(seconds);
    if (clock.textContent !== text) clock.textContent = text;
    clock.toggleAttribute("data-over", seconds < 0);
  }
  const running = document.querySelector("[data-clock][data-ends-at]");
  if (running) announced(running.dataset.endsAt, left(running.dataset, now), announce);
}

/** Every clock of the page counts; `announce` is told what is to be heard. */
export function watchClocks(announce) {
  tick(announce);
  setInterval(() => tick(announce), EVERY);
}
