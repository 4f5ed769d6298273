// Find or do from anywhere: the page that does it without script, as a list to choose from by keyboard.

import { onKey } from "./keys.js";
import { reached } from "./offline.js";

const PAUSE = 120; // milliseconds after the last letter

const dialog = document.getElementById("palette");
const form = dialog?.querySelector("form");
const input = dialog?.querySelector("[role=combobox]");
const list = dialog?.querySelector("[role=listbox]");
const said = dialog?.querySelector(".said");
let timer;
let asking; // the newest request; an older one is of no use any more
let answered = Promise.resolve();

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

/** Lists of links by group become options by group. */
function asOptions(html) {
  list.innerHTML = html;
  for (const part of list.querySelectorAll("section")) part.setAttribute("role", "group");
  for (const part of list.querySelectorAll("h2, ul, li")) part.setAttribute("role", "presentation");
  list.querySelectorAll("a").forEach((link, number) => {
    link.id = `palette-hit-${number}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
  });
}

function show(html) {
  asOptions(html);
  const found = options();
  said.textContent = list.querySelector(".none")?.textContent ?? `${found.length} found`;
  said.classList.toggle("only-heard", found.length > 0);
  list.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(found.length > 0));
  choose(found[0]);
}

function choose(option) {
  chosen()?.removeAttribute("aria-selected");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

/** Ask for what is typed now. */
async function look() {
  clearTimeout(timer);
  asking?.abort();
  const mine = (asking = new AbortController());
  const address = `${dialog.dataset.hits}?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
    reached(true);
    if (answer.redirected) location.reload(); // signed out meanwhile
    else show(await answer.text());
  } catch {
    if (mine.signal.aborted) return;
    reached(false);
    show('<p class="none">The server does not answer.</p>');
  }
}

function typed() {
  clearTimeout(timer);
  answered = new Promise((resolve) => {
    timer = setTimeout(() => look().then(resolve), PAUSE);
  });
}

function step(by) {
  const all = options();
  choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
}

/** What was typed blind is looked up first, and then the best of it opened. */
async function open() {
  await answered;
  const link = chosen();
  if (!link) return;
  dialog.close();
  link.click();
}

function pressed(event) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else if (event.key === "Enter") open();
  else return;
  event.preventDefault();
}

function toggle() {
  if (dialog.open) return dialog.close();
  form.reset();
  list.hidden = true;
  answered = look();
  return dialog.showModal();
}

function isCalled(event) {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
}

export function watchPalette() {
  if (!dialog) return;
  onKey("/", toggle);
  input.addEventListener("input", typed);
  input.addEventListener("keydown", pressed);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.addEventListener("keydown", (event) => {
    if (!isCalled(event) || (!dialog.open && document.querySelector("dialog:modal"))) return;
    event.preventDefault();
    toggle();
  });
  document.querySelector(".masthead .find").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    toggle();
  });
}
