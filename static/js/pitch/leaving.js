// What was submitted is saved by a button, as a version: leaving before that warns.

import { Fields } from "./fields.js";
import { remember } from "./remembered.js";

export function watchLeaving(form) {
  const fields = new Fields(form);
  let isSent = false;
  remember(form, {}); // of the time when it was a draft
  form.addEventListener("submit", () => {
    isSent = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSent && Object.keys(fields.changes()).length) event.preventDefault();
  });
}
