// What could not be saved yet is kept in this browser, until it can be.

const key = (form) => `unsaved ${new URL(form.action).pathname}`;

/** `changes`: `{name: {was, is}}`; nothing to keep clears what was kept. */
export function remember(form, changes) {
  try {
    if (Object.keys(changes).length) sessionStorage.setItem(key(form), JSON.stringify(changes));
    else sessionStorage.removeItem(key(form));
  } catch {
    // No room, or not allowed: then the page itself is all that holds it, and leaving warns.
  }
}

export function remembered(form) {
  try {
    return JSON.parse(sessionStorage.getItem(key(form)) ?? "{}");
  } catch {
    return {};
  }
}
