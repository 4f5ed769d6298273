// What others did, as it arrives: heard once, and seen for two seconds where it happened.

import { frozen, isNews, live, revision } from "./order.js";
import { announce } from "./said.js";

const MARK = { duration: 2000, easing: "ease-in" };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The order was shown anew; `before` are its revision, and whether it was frozen, until then. */
export function arrived(before) {
  if (revision() > before.revision && isNews()) tell();
  else if (frozen() !== before.frozen) announce(frozen() ?? "The order is thawed: it can be moved again.");
}

/** The newest change in the words of the page, and its row. */
function tell() {
  const told = live().querySelector(".pulse .told");
  if (!told) return;
  announce(told.textContent.trim());
  const link = told.querySelector("a[href*='/bets/']");
  const bet = link?.pathname.match(/\/bets\/(\d+)\//)?.[1];
  mark(document.getElementById(`bet-${bet}`));
}

/** No class: the next change may replace every attribute of the row while this one is still to be seen. */
function mark(row) {
  if (!row?.classList.contains("bet")) return;
  const colour = "var(--accent-wash)";
  const wash = { backgroundColor: colour, boxShadow: `-.75rem 0 ${colour}, .75rem 0 ${colour}` };
  row.animate([wash, { ...wash, offset: 0.7 }, calm.matches ? wash : {}], MARK);
}
