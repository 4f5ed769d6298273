// Moves: shown at once, sent one after the other, and taken back alone if they are refused.

import { ask } from "./ask.js";
import { post, whyNot } from "./door.js";
import { hold, refresh } from "./follow.js";
import { base, behind, betOf, board, canRank, frozen, funding, handleOf, isFiltered, made } from "./order.js";
import { put, rankOf, rows } from "./order.js";
import { askRank } from "./rank.js";
import { say } from "./said.js";
import { why } from "./why.js";

let sending = Promise.resolve();
let waiting = 0; // acts that are under way or queued

const rowWith = (bet) => document.getElementById(`bet-${bet}`);

/** "32 of 42 funded, #15 leaves" */
function changes(before) {
  const after = funding();
  const turned = (now) => rows().filter((row) => row.id in before && before[row.id] !== now && after[row.id] === now);
  const named = (found, one, many) =>
    found.length ? [`${found.map((row) => `#${rankOf(row)}`).join(", ")} ${found.length > 1 ? many : one}`] : [];
  const headline = document.querySelector("#live h1 span").textContent;
  const count = headline.replace(/ bets? (is|are) funded/, " funded").replace(/\.$/, "");
  return [count, ...named(turned(true), "comes in", "come in"), ...named(turned(false), "leaves", "leave")].join(", ");
}

/** Fetch the order anew and say what became of it. The focus stays on the bet, if it is still shown. */
async function settled({ revision, move: { bet, from, to } }, before, isExplained) {
  const hadFocus = rowWith(bet)?.contains(document.activeElement) || document.activeElement === document.body;
  await refresh();
  const row = rowWith(bet);
  if (hadFocus && row && !row.contains(document.activeElement)) handleOf(row)?.focus({ preventScroll: true });
  const where = to ? `${from ? "Moved to" : "Placed at"} rank ${to}` : "Back in the tray";
  const undo = { name: "Undo", act: () => takeBack(revision) };
  say(`${where}; ${changes(before)}.`, undo, isExplained ? null : why(revision));
  row?.scrollIntoView({ block: "nearest" }); // not below what was just said
}

/** Send a wish. A stale one, or one that needs a reason, becomes a question. */
async function send(url, wish, rollBack, release) {
  const before = funding();
  const seen = wish.base_revision ?? base();
  const answer = await post(url, { ...wish, base_revision: seen });
  const isLast = waiting === 1;
  if (answer.ok) made(answer.body.revision, answer.body.rebased);
  else rollBack();
  release();
  if (!answer.ok) await refused(answer, wish, seen);
  else if (isLast) await settled(answer.body, before, wish.reason || wish.sentence); // it shows what became of all
}

async function refused(answer, wish, seen) {
  await refresh();
  const { code } = answer.body;
  if (code === "stale_move") inquire({ ...placeOf(wish), base_revision: seen });
  else if (code === "reason_needed") inquire({ ...placeOf(wish), base_revision: base() });
  else say(whyNot(answer));
}

/** Whether this page may move anything at this moment. To those who rank it says why not. */
export function mayMove() {
  if (!canRank() && frozen() && "ranks" in board.dataset) say(frozen());
  return canRank();
}

/** What of a wish says which bet, and where to. */
function placeOf(wish) {
  const { bet, after, before, rank } = wish;
  return { bet, after, before, rank };
}

/**
 * One after the other: the order that a move is sent on must be the one that it was made on. Until `act` calls the
 * `release` that it is given, or is over, what others did is kept back: the page shows what is not answered yet.
 */
function queued(act) {
  const release = hold();
  const next = () => act(release);
  waiting += 1;
  sending = sending.then(next, next).finally(() => {
    waiting -= 1;
    release();
  });
  return sending;
}

/** Ask about a move, as `ask` does, and carry out the answer. */
export async function inquire(about) {
  const answer = await ask(about);
  if (!answer) return;
  const mustConfirm = isFiltered() && !answer.body.confirmed && answer.url.endsWith(board.dataset.moves);
  if (mustConfirm) await inquire(placeOf(answer.body));
  else await wish(answer.url, answer.body);
}

/** Ask for a rank of `row`, a bet of the order or of the tray, and bring it there. */
export async function inquireRank(row) {
  const rank = await askRank(row);
  const bet = betOf(row);
  if (rank === "tray") await wish(board.dataset.tray, { bet });
  else if (rank && isFiltered()) await inquire({ bet, rank, base_revision: base() });
  else if (rank) await wish(board.dataset.moves, { bet, rank });
}

/** Send a wish as it was put together by a form or a question. */
export function wish(url, body) {
  return queued((release) => send(url, body, () => {}, release));
}

/** Bring a row before `next`, the end being null. With a filter on, what it passes is shown and asked first. */
export function moveBefore(row, next) {
  const others = rows().filter((other) => other !== row);
  const above = others[(next ? others.indexOf(next) : others.length) - 1];
  const place = next ? { before: betOf(next) } : { after: betOf(above) };
  const follower = next ?? behind(above, row);
  if (isFiltered()) return inquire({ bet: betOf(row), ...place, base_revision: base() });
  const home = behind(row);
  put(row, follower);
  const rollBack = () => {
    if (row.isConnected && (!home || home.isConnected)) put(row, home);
  };
  return queued((release) => send(board.dataset.moves, { bet: betOf(row), ...place }, rollBack, release));
}

/** Take a revision back. */
export function takeBack(wanted) {
  return queued(async (release) => {
    const before = funding();
    const answer = await post(board.dataset.undone, { revision: wanted });
    if (answer.ok) made(answer.body.revision);
    release();
    await refresh();
    say(answer.ok ? `Revision ${wanted} is taken back; ${changes(before)}.` : whyNot(answer));
  });
}
