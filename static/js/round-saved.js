// Moves in one's own order: shown at once, saved one after the other, taken back if they are refused.

import { page, post } from "./door.js";
import { morph } from "./morph.js";
import { betOf, placeOf, put, rankOf, rows, titleOf } from "./round-list.js";
import { say } from "./said.js";

const place = document.getElementById("mine-page");
const mine = () => document.getElementById("mine");

let saving = Promise.resolve();
let waiting = 0;
let version = Number(mine().dataset.version);

/** The page as the server has it: lines and figures fall elsewhere after a move. */
async function refresh() {
  const fresh = await page(location.pathname).catch(() => null);
  const found = fresh?.getElementById("mine");
  if (!found || !("canRank" in found.dataset)) {
    location.reload(); // the round is over, or somebody is signed out
    return;
  }
  if (waiting > 1) return; // what is shown is newer
  const focused = document.activeElement;
  morph(mine(), found);
  version = Number(found.dataset.version);
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
}

async function save(body, row, start) {
  const answer = await post(place.dataset.moves, { ...body, round: Number(mine().dataset.round), version });
  if (answer.ok) version = answer.body.version;
  await refresh();
  waiting -= 1;
  const isThere = answer.ok || (row.isConnected && placeOf(row).after === body.after); // saved, and the reply was lost
  if (isThere) said(row, start);
  else say(answer.body.detail ?? "It was not saved.", { name: "Do it again", act: () => again(row, body) });
}

/** What was asked for, on top of the order as it is now. */
function again(row, { after }) {
  const above = after === null ? null : document.getElementById(`bet-${after}`);
  if (row.isConnected) moveBefore(row, above ? above.nextElementSibling : rows()[0]);
}

function said(row, start) {
  const back = () => {
    const others = rows().filter((other) => other !== row);
    moveBefore(row, others[start - 1] ?? null);
  };
  say(`“${titleOf(row)}” is #${rankOf(row)} now.`, { name: "Undo", act: back });
}

/** Bring `row` before `next`; null: to the end. */
export function moveBefore(row, next) {
  const start = rankOf(row);
  if (next === row || next === row.nextElementSibling) return;
  put(row, next);
  const body = { bet: betOf(row), ...placeOf(row) };
  waiting += 1;
  saving = saving.then(() => save(body, row, start));
}
