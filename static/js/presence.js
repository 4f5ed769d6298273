// Who is there: whoever said “I am here” goes on saying so as long as a page of theirs is open.

import { sample } from "./clock.js";
import { remember } from "./here.js";
import { watch } from "./live.js";
import { morph } from "./morph.js";

const EVERY = 20_000; // milliseconds; whoever is silent for 90 seconds counts as gone
const PATIENCE = 10_000; // milliseconds with a server that takes a question and says nothing

const panel = document.getElementById("presence");

/** The board says by its strip whether there is a session; a page without a board has to ask. */
const isWanted = () => "now" in panel.dataset || !document.getElementById("board") || document.getElementById("strip");

/**
 * The answer's list of who is there; null if it is the one with the tag, or the page may not know any more. Takes the
 * server's time from it. Throws if nobody answers, or a server that is not well.
 */
async function asked(url, headers = {}, method = "GET") {
  const signal = AbortSignal.timeout(PATIENCE);
  const options = { method, signal, cache: "no-store", headers: { Accept: "text/html", ...headers } };
  const response = await fetch(url, options);
  if (response.status >= 500) throw new Error(`${url}: ${response.status}`);
  if (!response.ok || response.redirected) return null;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("presence");
  sample(Number(fresh.dataset.now ?? NaN));
  return fresh;
}

/** The pages without this list, to which one may go on from here. */
const tellOthers = () => remember("here" in panel.dataset ? panel.dataset.url : null);

let asking = Promise.resolve();

/** Never two at a time: an answer that is older than what is shown must not come last. */
function shown(ask) {
  const turn = async () => {
    const fresh = await ask();
    if (fresh) morph(panel, fresh);
    tellOthers();
  };
  asking = asking.then(turn, turn);
  return asking;
}

/** Somebody came or went, or something else happened: then the list is the same, and is not sent again. */
const news = () => shown(() => asked(panel.dataset.url, panel.dataset.etag && { "If-None-Match": panel.dataset.etag }));

/** That one is there is said by a PUT, and only by who pressed the button; everybody else just looks. */
function saidAgain() {
  if (!("here" in panel.dataset)) return asked(panel.dataset.url);
  return asked(panel.dataset.url, { "X-CSRFToken": panel.querySelector("[name=csrfmiddlewaretoken]").value }, "PUT");
}

export const look = () => shown(saidAgain).catch(() => {}); // it is asked again soon

/** `place` is what of the page follows the cycle: by the same stream the list does. */
export function watchPresence(place) {
  sample(Number(panel.dataset.now ?? NaN));
  tellOthers();
  const turn = () => isWanted() && look();
  setInterval(turn, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || turn());
  if (place.dataset.live) watch(place, async () => isWanted() && news());
}

/** For a page that shows a clock and no list. */
export function keepTime(url) {
  setInterval(() => asked(url).catch(() => {}), EVERY);
}
