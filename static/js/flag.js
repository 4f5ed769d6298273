// `b` from anywhere: say what blocks us. A page about a bet or a team has its own link, which names it.

import { onKey } from "./keys.js";

export function watchFlag() {
  const own = document.querySelector("main a[data-flag]");
  const house = document.querySelector(".masthead[data-flag]");
  const url = own?.href ?? house?.dataset.flag;
  if (url) onKey("b", () => location.assign(url));
}
