// One's own order as it stands in the page.

export const list = () => document.getElementById("ranked");
export const rows = () => [...list().children];
export const rowOf = (element) => element?.closest?.("#ranked > .bet") ?? null;
export const betOf = (row) => Number(row.id.slice("bet-".length));
export const rankOf = (row) => rows().indexOf(row) + 1;
export const titleOf = (row) => row.querySelector("h3").textContent;
export const handleOf = (row) => row.querySelector("a.rank");

/** Bring a row before `next`, null being the end, and number all anew. The focus stays. */
export function put(row, next) {
  const focused = row.contains(document.activeElement) ? document.activeElement : null;
  list().insertBefore(row, next);
  rows().forEach((each, above) => {
    handleOf(each).textContent = above + 1;
  });
  focused?.focus({ preventScroll: true });
}

/** Where `row` stands, as the server takes it: behind which bet. */
export function placeOf(row) {
  const above = row.previousElementSibling;
  return { after: above ? betOf(above) : null };
}
