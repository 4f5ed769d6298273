// One's own order: every button works without this; with it, nothing is loaded anew.

import { onKey } from "./keys.js";
import { watchDrags } from "./round-drag.js";
import { handleOf, list, rankOf, rowOf, rows, titleOf } from "./round-list.js";
import { moveBefore } from "./round-saved.js";

const dialog = document.getElementById("rank");
const input = dialog.querySelector("input");

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

/** One row on, or back; from elsewhere to the first row in view. */
function walk(step) {
  const here = rowOf(document.activeElement);
  const row = here ? rows()[rows().indexOf(here) + step] : rows().find((each) => each.getBoundingClientRect().top >= 0);
  if (!row) return;
  handleOf(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

async function askRank(row) {
  dialog.querySelector("h2").textContent = `Another rank for “${titleOf(row)}”`;
  input.value = rankOf(row);
  dialog.returnValue = "";
  dialog.showModal();
  input.select();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  if (dialog.returnValue === "move") moveBefore(row, rows().filter((other) => other !== row)[input.value - 1] ?? null);
  handleOf(row).focus({ preventScroll: true });
}

function pressed(event) {
  const row = rowOf(event.target);
  if (!row || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  if (event.altKey && event.key in PLACES) move(row, event.key);
  else if (!event.altKey && event.key === "ArrowDown") walk(1);
  else if (!event.altKey && event.key === "ArrowUp") walk(-1);
  else return;
  event.preventDefault();
}

/** The buttons up and down, whose addresses say where to. */
function submitted(event) {
  event.preventDefault();
  const place = new URL(event.submitter.formAction).searchParams;
  move(rowOf(event.submitter), place.has("before") ? "ArrowUp" : "ArrowDown");
}

/** The numeral asks for a rank. */
function clicked(event) {
  const handle = event.target.closest?.("#ranked a.rank");
  if (!handle || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  askRank(rowOf(handle));
}

document.getElementById("act").addEventListener("submit", submitted);
document.getElementById("mine-page").addEventListener("click", clicked);
document.addEventListener("keydown", pressed);
onKey("j", () => walk(1));
onKey("k", () => walk(-1));
onKey("m", () => {
  const row = rowOf(document.activeElement);
  if (row) askRank(row);
});
watchDrags();
list().querySelector(":target a.rank")?.focus();
