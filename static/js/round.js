// The page of a ranking round: who is ready, and what comes out of it, as it happens.

import { keep } from "./keep.js";

keep(document.getElementById("round-page"));
