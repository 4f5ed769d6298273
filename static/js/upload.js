// Shows how much of a file is sent. Without it the form is sent all the same.
for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", (event) => {
    if (!form.elements.file.files.length) return;
    event.preventDefault();
    send(form);
  });
}

function send(form) {
  const bar = form.querySelector("progress"), button = form.querySelector("button");
  const request = new XMLHttpRequest();
  bar.hidden = false;
  button.disabled = true;
  request.upload.addEventListener("progress", (sent) => {
    if (sent.lengthComputable) bar.value = (100 * sent.loaded) / sent.total;
  });
  request.addEventListener("load", () => (request.status < 400 ? arrive(request.responseURL) : byItself(form)));
  request.addEventListener("error", () => byItself(form));
  request.open("POST", form.action);
  request.send(new FormData(form));
}

function arrive(page) {
  if (new URL(page).pathname === location.pathname) location.reload();
  else location.assign(page);
}

/** The page with what is wrong: sent again, by the browser, which then shows it. */
function byItself(form) {
  form.querySelector("progress").hidden = true;
  form.querySelector("button").disabled = false;
  form.submit();
}
