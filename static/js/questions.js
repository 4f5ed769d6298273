// The list of questions: it counts down by itself.

import { keep } from "./keep.js";
import { onKey } from "./keys.js";

const place = document.getElementById("questions");

keep(place);
onKey("n", () => place.querySelector("[data-next]")?.click());
