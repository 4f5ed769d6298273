// The form of a pitch. Everything works without this; with it, a draft is saved while one types.

import { watchCounts } from "./pitch/counts.js";
import { watchLeaving } from "./pitch/leaving.js";
import { mirror } from "./pitch/mirror.js";
import { Saver } from "./pitch/saver.js";
import { watchTyping } from "./pitch/typing.js";

const form = document.getElementById("pitch");

watchCounts(form);
mirror(form);
if (form.hasAttribute("data-autosave")) watchTyping(new Saver(form));
else watchLeaving(form);
