// Dragging a bet of one's own order by its rank, with mouse, pen or finger.

import { list, rowOf, rows } from "./round-list.js";
import { moveBefore } from "./round-saved.js";

const SLACK = 5; // pixels that a click may tremble
const EDGE = 90; // pixels from the window's edge where it begins to scroll
const PACE = 0.2;

let pressed = null; // {row, handle, y, id} while the pointer is down and has not moved
let drag = null; // the same, and the line that shows where it would land

/** The row that it would land before; null for the end. */
function next() {
  const below = (row) => drag.y < row.getBoundingClientRect().top + row.offsetHeight / 2;
  return rows().filter((row) => row !== drag.row).find(below) ?? null;
}

function begin(event) {
  drag = { ...pressed, from: pressed.y + scrollY, y: event.clientY, line: document.createElement("div") };
  drag.handle.setPointerCapture(drag.id);
  drag.line.className = "drop";
  list().closest(".order").append(drag.line);
  drag.row.classList.add("picked");
  step();
}

/** Follow the pointer; near the edges of the window, also when it rests. */
function step() {
  if (!drag) return;
  scrollBy(0, PACE * (Math.max(0, drag.y - (innerHeight - EDGE)) - Math.max(0, EDGE - drag.y)));
  drag.row.style.transform = `translateY(${drag.y + scrollY - drag.from}px)`;
  const before = next();
  const edge = before ? before.getBoundingClientRect().top : list().getBoundingClientRect().bottom;
  drag.line.style.insetBlockStart = `${edge - list().closest(".order").getBoundingClientRect().top}px`;
  requestAnimationFrame(step);
}

function end() {
  const { row, line } = drag;
  row.style.transform = "";
  row.classList.remove("picked");
  line.remove();
  drag = null;
}

/** The click that follows a drag is no wish to open the link. */
function swallowClick() {
  const stop = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }));
}

function down(event) {
  const handle = event.target.closest?.("#ranked a.rank");
  if (!handle || drag || event.button !== 0 || !event.isPrimary) return;
  pressed = { row: rowOf(handle), handle, y: event.clientY, id: event.pointerId };
}

function moved(event) {
  if (drag) drag.y = event.clientY;
  else if (pressed?.id === event.pointerId && Math.abs(event.clientY - pressed.y) > SLACK) begin(event);
}

function up() {
  pressed = null;
  if (!drag) return;
  const { row } = drag;
  const before = next();
  end();
  swallowClick();
  moveBefore(row, before);
}

function cancel() {
  pressed = null;
  if (drag) end();
}

export function watchDrags() {
  addEventListener("pointerdown", down);
  addEventListener("pointermove", moved);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", cancel);
  addEventListener("blur", cancel);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag) return;
    cancel();
    swallowClick();
  });
  addEventListener("contextmenu", (event) => {
    if (drag || (pressed && matchMedia("(pointer: coarse)").matches)) event.preventDefault(); // a finger that rests
  });
}
