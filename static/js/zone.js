// The first run guesses the zone of whoever sits there; without script it stays at UTC and is chosen by hand.
const select = document.querySelector("#id_zone");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (select?.value === "UTC" && select.querySelector(`option[value="${CSS.escape(zone)}"]`)) select.value = zone;
