// Blockers: what is left counts on by itself, and what changes is fetched.

import { keep } from "./keep.js";
import { watchLeft } from "./left.js";

const MINUTE = 60_000; // milliseconds

watchLeft(Date.now);
const { refresh } = keep(document.getElementById("live"));
setInterval(() => document.hidden || refresh(), MINUTE); // a due time passes without anybody doing anything
