// The page of the session: every button works without this; with it, nothing is loaded anew.

import { watchClocks } from "./clock.js";
import { post } from "./door.js";
import { keep } from "./keep.js";
import { onKey } from "./keys.js";
import { watchPresence } from "./presence.js";
import { announce, say } from "./said.js";

const place = document.getElementById("console");
const { refresh } = keep(place);

async function submitted(event) {
  const { formAction, name, value } = event.submitter;
  if ("whole" in event.submitter.dataset) return; // leads to another page
  event.preventDefault();
  const url = new URL(formAction);
  const answer = await post(url.pathname, { ...Object.fromEntries(url.searchParams), ...(name && { [name]: value }) });
  await refresh();
  if (!answer.ok) say(answer.body.detail ?? "That was refused. Load the page again.");
}

document.getElementById("act").addEventListener("submit", submitted);
for (const key of ["n", "p", "s", "+"]) onKey(key, () => document.querySelector(`[data-key="${key}"]`)?.click());
watchPresence(place);
watchClocks(announce);
