// How much of its length a text has used. Counted as the server counts: characters, not halves of them.

/** What is left when the blanks around it and its line breaks are gone, as it is kept. */
const kept = (text) => text.trim().replace(/[\r\n]+/g, " ");

function show(count, field) {
  const used = Array.from(kept(field.value)).length; // one for each code point
  const most = Number(field.dataset.most);
  count.textContent = `${used} of ${most}`;
  count.classList.toggle("over", used > most);
}

export function watchCounts(form) {
  for (const count of form.querySelectorAll("[data-counts]")) {
    const field = form.elements[count.dataset.counts];
    field.addEventListener("input", () => show(count, field));
    show(count, field);
  }
}
