// The live room: every button works without this; with it, nothing is loaded anew, and nothing typed is lost.

import { serverTime, watchClocks } from "./clock.js";
import { post } from "./door.js";
import { keep } from "./keep.js";
import { onKey } from "./keys.js";
import { countLeft, watchLeft } from "./left.js";
import { morph } from "./morph.js";
import { watchPresence } from "./presence.js";
import { announce, say } from "./said.js";

const MINUTE = 60_000; // milliseconds

const place = document.getElementById("room");
const kept = document.getElementById("kept");
const written = new WeakSet(); // forms into which somebody typed

/** A form that somebody is writing in stays as it is while the item is the same, and is set aside when it is not. */
function rescue(fresh) {
  const mine = place.querySelector("#outcome");
  if (!mine || !written.has(mine)) return;
  const theirs = fresh.querySelector("#outcome");
  if (theirs?.dataset.kept === mine.dataset.kept) theirs.replaceWith(mine);
  else setAside(mine);
}

/** Under another item, with its own address: it can still be sent, or dropped. */
function setAside(form) {
  const title = document.createElement("h3");
  title.textContent = form.dataset.title;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.textContent = "Drop it";
  const part = document.createElement("section");
  form.removeAttribute("id");
  for (const field of form.querySelectorAll("[id]")) renamed(form, field);
  part.append(title, form, drop);
  drop.addEventListener("click", () => {
    part.remove();
    kept.hidden = !kept.querySelector("form");
  });
  kept.append(part);
  kept.hidden = false;
  announce("What you were writing stands below: another item is on the floor.");
}

/** Two forms on a page must not share ids; which demands show is said by a class where the style sheet asks for ids. */
function renamed(form, field) {
  const name = `kept-${form.dataset.kept}-${field.id}`;
  form.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.setAttribute("for", name);
  field.id = name;
}

const onFloor = () => document.getElementById("focus-h")?.textContent ?? "";

function show(html, element) {
  const fresh = element.cloneNode(false);
  fresh.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  const focused = document.activeElement;
  const before = onFloor();
  rescue(fresh);
  morph(element, fresh);
  countLeft(serverTime());
  if (onFloor() !== before) announce(`On the floor: ${onFloor()}`);
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
}

const { refresh } = keep(place, show);

async function submitted(event) {
  const button = event.submitter;
  if (!button || "whole" in button.dataset) return; // leads to another page
  event.preventDefault();
  const to = button.getAttribute("formaction") ?? event.target.getAttribute("action"); // `formAction` would be the page
  const answer = await post(to, { [button.name]: button.value });
  await refresh();
  if (!answer.ok) say(answer.body.detail ?? "That was refused. Load the page again.");
}

/** From what is on the floor to what is heard next, or was before; what is only read out has no button, and is left out. */
function step(by) {
  const { agenda, floorIs } = place.querySelector("[data-agenda]")?.dataset ?? { agenda: "" };
  const buttons = new Map([...place.querySelectorAll("[data-floor]")].map((button) => [button.value, button]));
  const keys = agenda.split(" ").filter((key) => key === floorIs || buttons.has(key));
  const at = keys.indexOf(floorIs);
  buttons.get(keys[at < 0 ? 0 : at + by])?.click();
}

document.getElementById("act").addEventListener("submit", submitted);
place.addEventListener("input", (event) => {
  const form = event.target.closest("#outcome");
  if (form) written.add(form);
});
onKey("j", () => step(1));
onKey("k", () => step(-1));
/** Choose how it ends, and go on where that is written down. */
function choose(id) {
  document.getElementById(id)?.click();
  place.querySelector(`#outcome .for-${id} textarea`)?.focus();
}

for (const [key, id] of [["u", "unblocked"], ["d", "decided"], ["c", "carried"]]) onKey(key, () => choose(id));
watchPresence(place);
watchClocks(announce);
watchLeft(serverTime);
setInterval(() => document.hidden || refresh(), MINUTE); // the time at which it can be opened comes by itself
