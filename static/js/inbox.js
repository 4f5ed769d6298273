// Whoever follows a notice has read it. The request outlives the page that is being left.

const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-read]");
  if (!link || !token) return;
  const read = { method: "POST", keepalive: true, redirect: "manual", headers: { "X-CSRFToken": token } };
  fetch(link.dataset.read, read).catch(() => {});
});
