// Naming somebody: after @ and a letter the people who can be named stand under the field. Typing on works as well.

import { announce } from "./said.js";

const TYPED = /(?:^|[^\p{L}\p{N}_@.])@([\p{L}\p{N}][^\s@]{0,40})$/u;
const PAUSE = 150; // milliseconds without a key before the server is asked

/** What stands between the @ and the cursor; null without an @. */
function begun(field) {
  return TYPED.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;
}

/** The list under `field`: shown, walked and left. */
function listUnder(field) {
  const list = document.createElement("ul");
  list.className = "suggested";
  list.setAttribute("aria-label", "People to name");
  list.hidden = true;
  field.after(list);
  return list;
}

function watch(field, url) {
  const list = listUnder(field);
  let timer;
  let asked = 0;

  const close = () => {
    asked += 1;
    list.hidden = true;
  };

  function take(handle) {
    const at = field.selectionStart - begun(field).length;
    field.setRangeText(`${handle} `, at, field.selectionStart, "end");
    close();
    field.focus();
  }

  function offer(people) {
    list.replaceChildren(...people.map((person) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = person.handle === person.name ? person.name : `${person.name}, ${person.handle}`;
      button.addEventListener("click", () => take(person.handle));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
    list.hidden = people.length === 0;
    if (people.length) announce(`${people.length} to name, arrow down to choose`);
  }

  async function ask() {
    const typed = begun(field);
    if (typed === null) return close();
    const turn = (asked += 1);
    const answer = await fetch(`${url}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
    if (turn === asked && answer.ok && !answer.redirected) offer(await answer.json());
  }

  /** One on or back from what has the focus; above the first is the field. */
  function walk(step) {
    const stops = [field, ...list.querySelectorAll("button")];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  }

  function pressed(event) {
    if (list.hidden) return;
    if (event.key === "Escape") {
      close();
      field.focus();
    } else if (event.key === "ArrowDown") walk(1);
    else if (event.key === "ArrowUp" && event.target !== field) walk(-1);
    else return;
    event.preventDefault();
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(close), PAUSE);
  });
  field.addEventListener("keydown", pressed);
  list.addEventListener("keydown", pressed);
}

for (const field of document.querySelectorAll("textarea")) {
  const url = field.closest("[data-people]")?.dataset.people;
  if (url) watch(field, url);
}
