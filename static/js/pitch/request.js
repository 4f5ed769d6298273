// One save, sent. What the answer means, the saver knows.

import { reached } from "../offline.js";

const NOBODY = { status: 0, body: {} };
const SIGNED_OUT = { status: 401, body: {} };

/** Returns `{status, body}`; status 0: nobody answered. `keepalive`: it goes on although the page goes. */
export async function patch(form, changes, keepalive) {
  const headers = {
    "Content-Type": "application/json",
    Accept: "application/json",
    "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
  };
  const body = JSON.stringify({ fields: changes });
  try {
    const response = await fetch(form.action, { method: "PATCH", redirect: "manual", headers, body, keepalive });
    reached(true);
    if (response.type === "opaqueredirect") return SIGNED_OUT;
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    return { status: response.status, body: isJson ? await response.json() : {} };
  } catch {
    reached(false);
    return NOBODY;
  }
}
