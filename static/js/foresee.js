// The form of a blocker says when it is due before it is saved: asked anew whenever one of its sides is another.

const form = document.getElementById("raise");
const place = document.getElementById("foreseen");
let newest = 0;

async function foresee() {
  const mine = ++newest;
  const url = new URL(place.dataset.preview, location.href);
  for (const name of ["blocked_team", "side"]) url.searchParams.set(name, form.elements[name].value);
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  if (!answer.ok || mine !== newest) return; // an older answer says nothing about what is chosen now
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.body.childNodes);
}

if (form) {
  form.querySelector("[data-foresee]").hidden = true; // the sentence is there without asking
  for (const name of ["blocked_team", "side"]) form.elements[name].addEventListener("change", () => foresee().catch(() => {}));
}
