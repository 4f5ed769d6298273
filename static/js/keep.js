// A part of a page that stays as the server has it.

import { fragment } from "./door.js";
import { watch } from "./live.js";
import { morph } from "./morph.js";

const GONE = [401, 403, 404, 409]; // signed out, or the phase of the cycle closed this page

/** Show `html` as what is in `element`. What stays keeps the focus. */
function replace(html, element) {
  const fresh = element.cloneNode(false);
  const focused = document.activeElement;
  fresh.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  morph(element, fresh);
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
}

/**
 * Keep what is in `element` as its address `data-fragment` has it, from the version `data-etag` on; with `data-live`,
 * after every change (see live.js). `show(html, element)` replaces it. Returns `refresh`, which looks at once, and
 * `hold`: until the function that it returns is called nothing is replaced, and afterwards what was missed.
 */
export function keep(element, show = replace) {
  let held = 0;
  let isMissed = false;
  let asking = Promise.resolve();

  async function ask() {
    const answer = await fragment(element.dataset.fragment, element.dataset.etag ?? "");
    if (GONE.includes(answer.status)) location.reload();
    else if (answer.status === 200) shown(answer);
    else if (answer.status !== 304) throw new Error(`${element.dataset.fragment}: ${answer.status}`);
  }

  function shown({ text, etag }) {
    isMissed = held > 0;
    if (isMissed) return;
    show(text, element);
    element.dataset.etag = etag;
  }

  /** Never two at a time: an answer that is older than what is shown must not come last. */
  function look() {
    if (held) isMissed = true;
    else asking = asking.then(ask, ask);
    return asking;
  }

  function hold() {
    let isHeld = true;
    held += 1;
    return () => {
      if (isHeld) held -= 1;
      isHeld = false;
      if (isMissed && !held) refresh();
    };
  }

  const refresh = () => look().catch(() => {});
  if (element.dataset.live) watch(element, look);
  return { refresh, hold };
}
