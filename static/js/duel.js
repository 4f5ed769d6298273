// Two bets side by side: one key each.

import { onKey } from "./keys.js";

const press = (side) => document.querySelector(`[data-key="${side}"]`)?.click();

onKey("ArrowLeft", () => press("left"));
onKey("ArrowRight", () => press("right"));
