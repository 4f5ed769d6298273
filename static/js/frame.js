// What every page does: keys, the palette, what was said, times, and the network. Each works without the others.

import { watchFlag } from "./flag.js";
import { stayHere } from "./here.js";
import { watchKeys } from "./keys.js";
import { watchNetwork } from "./offline.js";
import { watchPalette } from "./palette.js";
import { showMessages } from "./said.js";
import { watchTimes } from "./times.js";

watchFlag();
watchKeys();
watchPalette();
watchNetwork();
watchTimes();
stayHere();
showMessages();
document.querySelector(".masthead nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
