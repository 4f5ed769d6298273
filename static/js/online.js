// The page without a connection: loads what was asked for once the server answers again.

const EVERY = 5000; // milliseconds

async function look() {
  const answer = await fetch("/livez", { cache: "no-store", credentials: "omit" }).catch(() => null);
  if (answer?.ok && location.pathname !== "/offline/") location.reload();
}

setInterval(look, EVERY);
addEventListener("online", look);
