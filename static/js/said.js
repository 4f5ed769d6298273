// What just happened: heard at once, and shown for a while with the way back. Never takes the focus.

const SHOWN = 10_000; // milliseconds, from when it is neither pointed at nor in focus

const heard = document.getElementById("said");
const toast = document.getElementById("toast");
let timer;
let before = null; // what had the focus before the toast

/** Only heard. */
export function announce(sentence) {
  heard.textContent = sentence;
}

/** `back`: a button's name and what it does; `more`: an element with what else can be done. */
export function say(sentence, back = null, more = null) {
  show(sentence, back ? button(back) : "", more ?? "");
}

/** Bring the focus to what else can be done, for whoever asks for it. */
export function focusMore() {
  if (!toast.hidden) toast.querySelector("form button")?.focus();
}

export function hush() {
  clearTimeout(timer);
  if (toast.contains(document.activeElement)) before?.focus();
  toast.hidden = true;
}

/** What the server said with a way back becomes a toast. The rest stays where it is. */
export function showMessages() {
  for (const form of document.querySelectorAll(".messages form")) {
    const message = form.closest("li");
    show(message.querySelector("span").textContent, form);
    message.remove();
  }
  const list = document.querySelector(".messages");
  if (list?.childElementCount === 0) list.remove();
}

function show(sentence, ...ways) {
  if (toast.contains(document.activeElement)) before?.focus();
  announce(sentence);
  toast.replaceChildren(sentence, ...ways);
  toast.hidden = false;
  wait();
}

function button({ name, act }) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = name;
  made.addEventListener("click", () => {
    hush();
    act();
  });
  return made;
}

/** The clock stands still while somebody is at it. */
function wait() {
  clearTimeout(timer);
  if (!toast.matches(":hover, :focus-within")) timer = setTimeout(hush, SHOWN);
}

toast.addEventListener("pointerenter", wait);
toast.addEventListener("pointerleave", wait);
toast.addEventListener("focusout", () => setTimeout(wait));
toast.addEventListener("focusin", (event) => {
  if (!toast.contains(event.relatedTarget)) before = event.relatedTarget;
  wait();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog:modal")) hush();
});
