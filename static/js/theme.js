// Light, dark, or as the system says. A plain script in the head, so that the first paint is already right.
const KEY = "theme";

function apply(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

function stored() {
  const theme = localStorage.getItem(KEY);
  return ["light", "dark"].includes(theme) ? theme : "";
}

/** A page that offers the choice shows what was chosen, and takes another. */
function offer() {
  for (const radio of document.querySelectorAll("[name=theme]")) {
    radio.closest("fieldset").hidden = false;
    radio.checked = radio.value === stored();
    radio.addEventListener("change", () => {
      localStorage.setItem(KEY, radio.value);
      apply(radio.value);
    });
  }
}

apply(stored());
document.addEventListener("DOMContentLoaded", offer);
addEventListener("storage", () => apply(stored())); // chosen in another tab
