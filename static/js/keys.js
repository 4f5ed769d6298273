// Single keys: each page says what its own do, and `?` lists them. They can be switched off.

const OFF = "single-keys";
const PATIENCE = 1500; // milliseconds between g and where to

const acts = new Map();
const help = document.getElementById("keys");
const opener = document.getElementById("show-keys");
const choice = document.getElementById("single-keys");
let going = -Infinity;

/** `act` for `key`, as `KeyboardEvent.key` names it, whenever nobody is typing. The last one counts. */
export function onKey(key, act) {
  acts.set(key, act);
}

/** Whether a key belongs to whatever has the focus, or is part of a chord. */
function isTaken(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  return event.target.closest?.("input, textarea, select, dialog, [contenteditable], [popover]") != null;
}

function goTo(key) {
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  link?.click();
  return link !== null;
}

function pressed(event) {
  if (isTaken(event) || !choice.checked) return;
  const isGoing = event.timeStamp - going < PATIENCE;
  going = event.key === "g" ? event.timeStamp : -Infinity;
  if (isGoing ? goTo(event.key) : acts.has(event.key)) {
    if (!isGoing) acts.get(event.key)(event);
    event.preventDefault();
  }
}

function offerChoice() {
  choice.checked = localStorage.getItem(OFF) !== "off";
  choice.addEventListener("change", () => localStorage.setItem(OFF, choice.checked ? "on" : "off"));
}

export function watchKeys() {
  offerChoice();
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  if (!acts.has("?")) onKey("?", () => help.showModal());
  if (!acts.has("u")) onKey("u", () => document.querySelector("#toast:not([hidden]) button")?.click());
  document.addEventListener("keydown", pressed);
}
