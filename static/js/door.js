// Requests: what is asked again by itself, and what is told to the caller.

import { reached } from "./offline.js";

const TRIES = 4;
const PAUSE = 700; // milliseconds, growing with each try
const PATIENCE = 10_000; // milliseconds with a server that takes a question and says nothing

/** The token of the page's form, which every change carries. */
function token() {
  return document.querySelector("#act [name=csrfmiddlewaretoken]").value;
}

/** Also where `crypto.randomUUID` is missing: on plain HTTP within a company's own network. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether the same request should simply be sent again: the door was busy, or is still at it. */
function again(answer) {
  return answer.status === 503 || answer.body.code === "in_flight";
}

/** `fetch`, which tells the page whether anybody answered. */
async function reach(url, options) {
  try {
    const response = await fetch(url, options);
    reached(true);
    return response;
  } catch (error) {
    reached(false);
    throw error;
  }
}

async function once(url, body, key) {
  const response = await reach(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": token(),
      "Idempotency-Key": key,
    },
    body: JSON.stringify(body),
  });
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  return { ok: response.ok && isJson, status: response.status, body: isJson ? await response.json() : {} };
}

/**
 * Send a change. After a lost answer the same request goes out again under the same key, so that it is carried
 * out once. Returns `{ok, status, body}`; status 0: nobody answered.
 */
export async function post(url, body) {
  const key = newKey();
  let answer;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    try {
      answer = await once(url, body, key);
    } catch {
      answer = { ok: false, status: 0, body: { detail: "The server does not answer. Nothing is known to have changed." } };
    }
    if (answer.status !== 0 && !again(answer)) return answer;
    if (attempt < TRIES) await pause(PAUSE * attempt);
  }
  return answer;
}

/** Why it was refused, also where the answer has no words: a proxy's page, or the sign-in of a lost session. */
export function whyNot({ status, body }) {
  return body.detail ?? (status === 403 ? "Load the page again." : "That was refused. Load the page again.");
}

/** A page, or part of one, as a parsed document; null if it cannot be had as whoever is signed in. */
export async function page(url) {
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** `{status, text, etag}` of a fragment; 304 with the `etag` that one has already. Throws if nobody answers. */
export async function fragment(url, etag) {
  const headers = { Accept: "text/html", ...(etag && { "If-None-Match": etag }) };
  const response = await reach(url, { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  const status = response.redirected ? 401 : response.status;
  return { status, etag: response.headers.get("ETag"), text: status === 200 ? await response.text() : "" };
}
