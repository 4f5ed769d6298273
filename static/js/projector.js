// The wall: it shows what the presenter does, by itself.

import { sample, serverTime, watchClocks } from "./clock.js";
import { keep } from "./keep.js";
import { watchLeft } from "./left.js";
import { keepTime } from "./presence.js";

const wall = document.getElementById("wall");

sample(Number(wall.dataset.now));
keep(wall);
keepTime(wall.dataset.presence);
watchClocks(() => {});
watchLeft(serverTime);
