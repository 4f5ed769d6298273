// Light, dark, or as the system says. A plain script in the head, so that the first paint is already right.
const KEY = "theme";
const NEXT = { "": "light", light: "dark", dark: "" };
const NAMES = { "": "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };

function apply(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

function stored() {
  const theme = localStorage.getItem(KEY) ?? "";
  return theme in NEXT ? theme : "";
}

apply(stored());
document.addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("theme");
  button.textContent = NAMES[stored()];
  button.hidden = false;
  button.addEventListener("click", () => {
    const theme = NEXT[stored()];
    localStorage.setItem(KEY, theme);
    apply(theme);
    button.textContent = NAMES[theme];
  });
});
