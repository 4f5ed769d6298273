// An open page follows the board.

import { arrived } from "./arrival.js";
import { keep } from "./keep.js";
import { board, frozen, revision, show } from "./order.js";

function fresh(html) {
  const before = { revision: revision(), frozen: frozen() };
  show(html);
  arrived(before);
}

const kept = keep(board, fresh);

/** Until the returned function is called, nothing in the page is replaced; then what was missed is. */
export const hold = kept.hold;

/** Fetch what changed, now. A server that is away is asked again later. */
export const refresh = kept.refresh;
