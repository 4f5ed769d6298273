// The keyboard: walking the list, and moving what has the focus.

import { inquireRank, moveBefore } from "./moves.js";
import { canRank, handleOf, rowOf, rows } from "./order.js";

const help = document.getElementById("keys");

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

const ACTS = {
  j: () => walk(1),
  k: () => walk(-1),
  "?": () => help.showModal(),
  m: () => {
    const row = rowOf(document.activeElement);
    if (row && canRank()) inquireRank(row);
  },
  u: () => document.querySelector(".pulse button")?.click(),
};

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  if (event.target.closest?.("input, textarea, select, dialog")) return;
  const row = rowOf(event.target);
  if (event.altKey) {
    if (!(event.key in PLACES) || !row || !canRank()) return;
    move(row, event.key);
  } else if (row && (event.key === "ArrowDown" || event.key === "ArrowUp")) walk(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key in ACTS) ACTS[event.key]();
  else return;
  event.preventDefault();
}

export function watchKeys() {
  document.addEventListener("keydown", pressed);
}
