// The board in a ranking session: who is there, the clock, and where the presenter points.

import { watchClocks } from "./clock.js";
import { watchFocus } from "./focus.js";
import { board } from "./order.js";
import { watchPresence } from "./presence.js";
import { announce } from "./said.js";

watchPresence(board);
watchClocks(announce);
watchFocus();
