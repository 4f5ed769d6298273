// Sends what a form of the description asks for, as whoever is signed in, and shows the answer as it came.

for (const form of document.querySelectorAll("form[data-try]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}

async function ask(form) {
  const shown = form.querySelector("output");
  const address = addressOf(form);
  shown.textContent = `GET ${address}\n…`;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
    shown.textContent = `GET ${address}\n${answer.status} ${answer.statusText}\n\n${readable(await answer.text())}`;
  } catch {
    shown.textContent = `GET ${address}\nThe server did not answer.`;
  }
}

function addressOf(form) {
  let path = form.dataset.try;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll("input")) {
    if ("place" in field.dataset) path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    else if (field.value) query.set(field.name, field.value);
  }
  return query.size ? `${path}?${query}` : path;
}

function readable(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
