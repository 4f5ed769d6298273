// The board page: every button works without this; with it, nothing is loaded anew.

import { watchDrags } from "./drag.js";
import { inquire, inquireRank, moveBefore, takeBack, wish } from "./moves.js";
import { board, isFiltered, rowOf } from "./order.js";
import { watchWalk } from "./walk.js";

const form = document.getElementById("act");

/** A button of the list: up, down, raise a prerequisite, undo. Its address says where to. */
function submitted(event) {
  event.preventDefault();
  const { formAction, value } = event.submitter;
  const url = new URL(formAction);
  if (url.pathname === board.dataset.undone) takeBack(Number(value));
  else if (isFiltered()) inquire({ bet: value, ...Object.fromEntries(url.searchParams) });
  else step(value, url.searchParams);
}

/** Next to another bet of the list: shown at once. */
function step(bet, place) {
  const row = document.getElementById(`bet-${bet}`);
  const neighbour = document.getElementById(`bet-${place.get("before") ?? place.get("after")}`);
  if (rowOf(row) && rowOf(neighbour)) moveBefore(row, place.has("before") ? neighbour : neighbour.nextElementSibling);
  else wish(board.dataset.moves, { bet, ...Object.fromEntries(place) });
}

/** The numeral, and “Place” in the tray, ask for a rank. */
function clicked(event) {
  const link = event.target.closest?.("a.rank, a.place");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  inquireRank(link.closest(".bet"));
}

form.addEventListener("submit", submitted);
board.addEventListener("click", clicked);
watchDrags();
watchWalk();
