// Dragging a bet by its rank, with mouse, pen or finger.

import { hold } from "./follow.js";
import { mayMove, moveBefore } from "./moves.js";
import { ranked, rowOf, rows } from "./order.js";

const SLACK = 5; // pixels that a click may tremble
const EDGE = 90; // pixels from the window's edge where it begins to scroll
const PACE = 0.2;

/** One drag, from the moment that the pointer has left its place until it lets go. */
class Drag {
  constructor(row, handle, startY) {
    this.row = row;
    this.handle = handle;
    this.from = startY + scrollY;
    this.y = startY;
    this.rank = handle.textContent;
    this.others = rows().filter((other) => other !== row);
    this.order = ranked().filter((other) => other !== row);
    this.release = hold();
    this.line = document.createElement("div");
    this.line.className = "drop";
    row.closest(".order").append(this.line);
    row.classList.add("picked");
    this.frame = requestAnimationFrame(() => this.step());
  }

  /** The row that it would land before; null for the end. */
  get next() {
    return this.others.find((other) => {
      const { top, height } = other.getBoundingClientRect();
      return this.y < top + height / 2;
    }) ?? null;
  }

  /** Follow the pointer; near the edges of the window, also when it rests. */
  step() {
    const above = EDGE - this.y;
    const below = this.y - (innerHeight - EDGE);
    if (above > 0) scrollBy(0, -above * PACE);
    if (below > 0) scrollBy(0, below * PACE);
    this.row.style.transform = `translateY(${this.y + scrollY - this.from}px)`;
    this.mark();
    this.frame = requestAnimationFrame(() => this.step());
  }

  mark() {
    const next = this.next;
    const last = this.others.at(-1);
    const edge = next ? next.getBoundingClientRect().top : (last ?? this.row).getBoundingClientRect().bottom;
    this.line.style.insetBlockStart = `${edge - this.row.closest(".order").getBoundingClientRect().top}px`;
    this.handle.textContent = next ? this.order.indexOf(next) + 1 : this.order.indexOf(last) + 2;
  }

  /** Put everything back as it was; what happens next is up to the caller. */
  end() {
    cancelAnimationFrame(this.frame);
    this.row.style.transform = "";
    this.row.classList.remove("picked");
    this.handle.textContent = this.rank;
    this.line.remove();
    this.release();
  }

  drop() {
    const next = this.next;
    this.end();
    if (next !== this.row.nextElementSibling) moveBefore(this.row, next);
  }
}

let pressed = null; // {row, handle, y, id, release} while the pointer is down and has not moved
let drag = null;

/** The click that follows a drag is no wish to open the link. */
function swallowClick() {
  const stop = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }));
}

/** From here on nothing is replaced under the finger, and it is heard of wherever the pointer goes. */
function down(event) {
  const handle = event.target.closest?.("#ranked .rank");
  if (!handle || drag || event.button !== 0 || !event.isPrimary || !mayMove()) return;
  handle.setPointerCapture(event.pointerId);
  pressed = { row: rowOf(handle), handle, y: event.clientY, id: event.pointerId, release: hold() };
}

function letGo() {
  pressed?.release();
  pressed = null;
}

function moved(event) {
  if (drag) drag.y = event.clientY;
  else if (pressed?.id === event.pointerId && Math.abs(event.clientY - pressed.y) > SLACK) {
    drag = new Drag(pressed.row, pressed.handle, pressed.y);
    drag.y = event.clientY;
    letGo();
  }
}

function up(event) {
  letGo();
  if (!drag) return;
  drag.y = event.clientY;
  const done = drag;
  drag = null;
  swallowClick();
  done.drop();
}

function cancel() {
  letGo();
  drag?.end();
  drag = null;
}

export function watchDrags() {
  addEventListener("pointerdown", down);
  addEventListener("pointermove", moved);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", cancel);
  addEventListener("blur", cancel);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) {
      cancel();
      swallowClick();
    }
  });
  addEventListener("contextmenu", (event) => {
    if (drag || (pressed && matchMedia("(pointer: coarse)").matches)) event.preventDefault();
  });
}
