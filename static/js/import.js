// An import that a worker has is looked at every other second, until a person has it again.

const EVERY = 1500;
const box = document.querySelector("#import[data-poll]");

async function look() {
  let answer;
  try {
    answer = await fetch(box.dataset.poll, { headers: { Accept: "text/html" } });
  } catch {
    return again();
  }
  if (answer.redirected || (!answer.ok && answer.status < 500)) return location.reload();
  if (!answer.ok) return again();
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  const state = found.querySelector("[data-state]")?.dataset.state;
  if (state !== box.dataset.state) return location.reload();
  const [old, fresh] = [box.querySelector("progress"), found.querySelector("progress")];
  if (old && fresh) {
    old.value = fresh.value;
    box.querySelector("label[for=progress]").textContent = found.querySelector("label[for=progress]").textContent;
  }
  again();
}

function again() {
  setTimeout(look, EVERY);
}

if (box) again();
