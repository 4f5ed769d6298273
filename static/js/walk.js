// The board's keys: walking the list, and moving what has the focus.

import { onKey } from "./keys.js";
import { inquireRank, mayMove, moveBefore } from "./moves.js";
import { handleOf, rowOf, rows } from "./order.js";
import { focusMore } from "./said.js";

function focus(row) {
  const handle = row && handleOf(row);
  handle?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

/** One row on, or back; from elsewhere to the first row in view. */
function walk(step) {
  const all = rows();
  const here = rowOf(document.activeElement);
  const inView = all.find((row) => row.getBoundingClientRect().top >= 0);
  focus(here ? all[all.indexOf(here) + step] : inView);
}

/** Where each key brings the row: before which one, null being the end, undefined nowhere. */
const PLACES = {
  ArrowUp: (row) => row.previousElementSibling ?? undefined,
  ArrowDown: (row) => (row.nextElementSibling ? row.nextElementSibling.nextElementSibling : undefined),
  Home: (row) => (rows()[0] === row ? undefined : rows()[0]),
  End: (row) => (rows().at(-1) === row ? undefined : null),
};

function move(row, key) {
  const next = PLACES[key](row);
  if (next !== undefined) moveBefore(row, next);
  row.scrollIntoView({ block: "nearest" });
}

/** The arrows act on a row that has the focus; with Alt they move it. */
function pressed(event) {
  const row = rowOf(event.target);
  if (!row || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  if (event.altKey && event.key in PLACES && mayMove()) move(row, event.key);
  else if (!event.altKey && event.key === "ArrowDown") walk(1);
  else if (!event.altKey && event.key === "ArrowUp") walk(-1);
  else return;
  event.preventDefault();
}

export function watchWalk() {
  onKey("j", () => walk(1));
  onKey("k", () => walk(-1));
  onKey("u", () => document.querySelector(".pulse button")?.click());
  onKey("w", focusMore);
  onKey("m", () => {
    const row = rowOf(document.activeElement);
    if (row && mayMove()) inquireRank(row);
  });
  document.addEventListener("keydown", pressed);
}
