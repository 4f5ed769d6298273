// What just happened: heard at once, and shown for a while with the way back.

const SHOWN = 8000; // milliseconds

const heard = document.getElementById("said");
const toast = document.getElementById("toast");
let timer;

/** `back`: a button's name and what it does. */
export function say(sentence, back = null) {
  heard.textContent = sentence;
  toast.replaceChildren(document.createTextNode(sentence));
  if (back) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = back.name;
    button.addEventListener("click", () => {
      hush();
      back.act();
    });
    toast.append(button);
  }
  toast.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(hush, SHOWN);
}

export function hush() {
  toast.hidden = true;
}
