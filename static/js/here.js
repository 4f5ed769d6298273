// Whoever said “I am here” in a session is there on every page of the product, not only where the list of names stands.

const EVERY = 20_000; // milliseconds; whoever is silent for 90 seconds counts as gone
const GONE_AFTER = 90_000; // and comes back by the button alone
const KEY = "here";

/** Where this browser says that its owner is there: an address of the server, or null for nowhere. */
export function remember(url) {
  if (url) localStorage.setItem(KEY, JSON.stringify({ url, at: Date.now() }));
  else localStorage.removeItem(KEY);
}

/** The address, unless it was not told for so long that the server takes us for gone. */
function remembered() {
  const { url, at } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  return url && Date.now() - at < GONE_AFTER ? url : null;
}

async function say() {
  const url = remembered();
  const token = document.querySelector(".masthead [name=csrfmiddlewaretoken]");
  if (!url || !token) return;
  const answer = await fetch(url, { method: "PUT", headers: { "X-CSRFToken": token.value, Accept: "text/html" } });
  if (answer.ok && !answer.redirected) remember(url);
  else if (answer.status < 500) remember(null); // the session is over, or is not ours to attend any more
}

/** For pages without the list; those with it say so themselves. */
export function stayHere() {
  if (document.getElementById("presence")) return;
  const turn = () => say().catch(() => {}); // it is said again soon
  turn();
  setInterval(turn, EVERY);
}
