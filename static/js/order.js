// The ranked list as it stands in the page.

import { morph } from "./morph.js";

const GLIDE = { duration: 220, easing: "ease-out" };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export const board = document.getElementById("board");
export const live = () => document.getElementById("live");
export const list = () => document.getElementById("ranked");
export const rows = () => [...(list()?.children ?? [])];
export const rowOf = (element) => element?.closest?.("#ranked > .bet") ?? null;
export const betOf = (row) => Number(row.id.slice("bet-".length));
export const revision = () => Number(live().dataset.revision);
export const canRank = () => "canRank" in live().dataset;

/** Who froze the order, in a sentence; null unless somebody did. */
export const frozen = () => live().querySelector("#strip .frozen")?.textContent.trim() ?? null;
export const isFiltered = () => "filtered" in board.dataset;
export const titleOf = (row) => row.querySelector("h3").textContent;

let own = 0; // the newest revision that an act of this page made
let known = 0; // the newest of these that came of nothing but what this page shows

/** The newest revision that whoever looks at this page knows of. */
export const base = () => Math.max(known, revision());

/** Whether the order that is shown is newer than what this page did itself. */
export const isNews = () => revision() > own;

/** An act of this page made this revision; `isOnTop`: on top of changes that the page does not show yet. */
export function made(number, isOnTop = false) {
  own = Math.max(own, number);
  if (!isOnTop) known = Math.max(known, number);
}

/** "3", or "#3" beside the words of a must-do bet. */
const numeral = (row) => row.querySelector(".rank small") ?? row.querySelector(".rank");
export const rankOf = (row) => Number(numeral(row).textContent.replace("#", ""));

/** The element of a row that walking lands on: its handle, or the link to its page. */
export const handleOf = (row) => row.querySelector("a.rank") ?? row.querySelector("h3 a");

/** All rows that have a rank, #1 first: those of the list, and among them the must-do bets that stand above it. */
export const ranked = () =>
  [...rows(), ...document.querySelectorAll(".must > .bet")].sort((one, other) => rankOf(one) - rankOf(other));

/** The row that comes after `row` in the whole order once `moving` is out of it; null: none. */
export function behind(row, moving = null) {
  const others = ranked().filter((other) => other !== moving);
  return others[others.indexOf(row) + 1] ?? null;
}

/** Bring a row of the list before `next` of the whole order (null: to the end), and number that anew. */
export function put(row, next) {
  const order = ranked().filter((other) => other !== row);
  const place = next ? order.indexOf(next) : order.length;
  const focused = row.contains(document.activeElement) ? document.activeElement : null;
  list().insertBefore(row, order.slice(place).find((other) => rowOf(other)) ?? null);
  order.splice(place, 0, row);
  order.forEach((other, above) => {
    numeral(other).textContent = numeral(other).textContent.replace(/\d+/, above + 1);
  });
  focused?.focus({ preventScroll: true });
}

/** Who is funded, as far as the page shows it: `{id: whether}`. */
export function funding() {
  return Object.fromEntries(rows().map((row) => [row.id, row.dataset.state === "funded"]));
}

function tops() {
  return new Map(rows().map((row) => [row, row.getBoundingClientRect().top]));
}

/** The row that must not move under the reader's eyes: the one in focus, or the first that is whole in view. */
function anchorOf(before) {
  const focused = rowOf(document.activeElement);
  const inView = (top) => top >= 0 && top < innerHeight;
  if (focused && inView(before.get(focused))) return focused;
  return [...before].find(([, top]) => inView(top))?.[0] ?? null;
}

function glide(before) {
  if (calm.matches) return;
  for (const row of rows()) {
    const shift = (before.get(row) ?? NaN) - row.getBoundingClientRect().top;
    if (Math.abs(shift) > 1 && Math.abs(shift) < 2 * innerHeight) {
      row.animate([{ transform: `translateY(${shift}px)` }, { transform: "none" }], GLIDE);
    }
  }
}

/** The focus stays; with an element that is gone, on its row. */
function refocus(focused, row) {
  const next = focused?.isConnected ? focused : row?.isConnected && handleOf(row);
  if (next && next !== document.activeElement) next.focus({ preventScroll: true });
}

/** Show the fragment `html` in place of what is there. Focus, scroll position and the rows themselves stay. */
export function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("live");
  const before = tops();
  const anchor = anchorOf(before);
  const focused = document.activeElement;
  const row = rowOf(focused);
  morph(live(), fresh);
  if (anchor?.isConnected) scrollBy(0, anchor.getBoundingClientRect().top - before.get(anchor));
  refocus(focused, row);
  glide(before);
}
