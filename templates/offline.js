// Keeps one page for the time when the network is away. Nothing else is kept, and nothing else is answered: what the
// page is made of is asked for at the server first, too.
const KEPT = {% autoescape off %}{{ kept }}{% endautoescape %};
const PAGE = KEPT[0];
const NAME = `offline ${KEPT.join(" ")}`; // new looks, a new name

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
}

async function keep() {
  const cache = await caches.open(NAME);
  await cache.addAll(KEPT);
  await skipWaiting();
}

/** What the server answers, whatever that is; only where nobody answers, what was kept under `address`. */
function answer(request, address) {
  return fetch(request).catch(() => caches.match(address, { ignoreVary: true }));
}

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(answer(request, PAGE));
  else if (KEPT.includes(pathname)) event.respondWith(answer(request, pathname));
});
