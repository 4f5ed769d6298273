// When a draft is saved: a second after the last letter, when a field is left, and when the page goes.

/** `saver` knows how. */
export function watchTyping(saver) {
  const { form } = saver;
  let isSent = false; // by a button: the form itself carries everything
  form.addEventListener("input", () => saver.soon());
  form.addEventListener("focusout", () => saver.save());
  form.addEventListener("click", (event) => added(saver, event));
  form.addEventListener("submit", (event) => {
    isSent = !wait(saver, event);
  });
  addEventListener("online", () => saver.save());
  addEventListener("pagehide", () => isSent || saver.save({ last: true }));
  addEventListener("beforeunload", (event) => {
    if (isSent || !saver.isUnsaved) return;
    saver.save({ last: true });
    event.preventDefault();
  });
}

/** “Add a team” saves, and is ready for the next one. */
async function added(saver, event) {
  if (event.target.name !== "more") return;
  event.preventDefault();
  const { add_team: team, add_weeks: weeks } = saver.form.elements;
  if (team.value && !weeks.value) {
    weeks.focus();
    return;
  }
  await saver.save();
  saver.form.elements.add_team.focus();
}

/** What a button sends must not cross a save that is under way. Whether it waits for one. */
function wait(saver, event) {
  if (!saver.isRunning) return false;
  event.preventDefault();
  const { submitter } = event;
  saver.save().then(() => saver.form.requestSubmit(submitter));
  return true;
}
