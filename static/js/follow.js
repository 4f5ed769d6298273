// An open page follows the board: it asks every few seconds, and mostly hears that nothing changed.

import { fragment } from "./door.js";
import { board, show } from "./order.js";

const EVERY = 3000; // milliseconds

let held = 0;
let asking = null;

/** Until the returned function is called, nothing in the page is replaced. */
export function hold() {
  held += 1;
  let released = false;
  return () => {
    if (!released) held -= 1;
    released = true;
  };
}

async function ask() {
  const answer = await fragment(board.dataset.order, board.dataset.etag);
  if (answer.status === 200 && !held) {
    show(answer.text);
    board.dataset.etag = answer.etag;
  } else if ([401, 403, 404].includes(answer.status)) {
    location.reload(); // signed out, or the cycle's phase closed this page
  }
}

/** Fetch what changed, now. Never two at a time; a server that is away is asked again by the next turn. */
export async function refresh() {
  while (asking) await asking;
  asking = ask().catch(() => {});
  await asking;
  asking = null;
}

async function turn() {
  if (!document.hidden && !held && !asking) await refresh();
}

export function follow() {
  if (!("follow" in board.dataset)) return;
  setInterval(turn, EVERY);
  document.addEventListener("visibilitychange", turn);
}
