// Asks for a rank. Stands in the page already, so that “m 1 2 Enter” can be typed blind.

import { live, rankOf, rowOf, titleOf } from "./order.js";

const dialog = document.getElementById("rank");
const input = dialog?.querySelector("input");
const toTray = dialog?.querySelector("[value=tray]");
const compare = dialog?.querySelector("#compare");

/** Resolves to a rank, to "tray", or to null if the dialog was left. `row` is in the order or in the tray. */
export async function askRank(row) {
  const isRanked = rowOf(row) !== null || row.parentElement.classList.contains("must");
  const most = Number(live().dataset.count) + (isRanked ? 0 : 1);
  dialog.querySelector("h2").textContent = isRanked ? `Another rank for “${titleOf(row)}”` : `Place “${titleOf(row)}”`;
  dialog.querySelector("label").textContent = `Rank, 1 to ${most}`;
  dialog.querySelector(".main").textContent = isRanked ? "Move" : "Place";
  toTray.hidden = !isRanked;
  offerToCompare(row, isRanked ? 0 : Math.ceil(Math.log2(most)));
  input.max = most;
  input.value = rowOf(row) ? rankOf(row) : "";
  dialog.returnValue = "";
  dialog.showModal();
  input.select();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  return { move: input.valueAsNumber, tray: "tray" }[dialog.returnValue] ?? null;
}

/** Two at a time, where each question halves what is left; hidden if there is nothing to ask. */
function offerToCompare(row, questions) {
  compare.hidden = questions === 0;
  compare.href = `${row.querySelector("h3 a").pathname}placing/`;
  compare.textContent = `Compare instead: at most ${questions} question${questions === 1 ? "" : "s"}`;
}
