// Turn one tree into another and keep what is the same: nodes that stay keep focus, selection and listeners.

const kind = (node) => `${node.nodeName} ${node.getAttribute?.("class")?.split(" ")[0] ?? ""}`;

/** Which child of `old` stands for each child of `fresh`: the one with its id, or the next of its kind without one. */
function pairs(old, fresh) {
  const free = [...old.childNodes];
  return [...fresh.childNodes].map((wanted) => {
    const place = free.findIndex((node) =>
      wanted.id || node.id ? node.id === wanted.id : kind(node) === kind(wanted),
    );
    return [wanted, place < 0 ? null : free.splice(place, 1)[0]];
  });
}

/** Whether a `<details>` stands open is up to the reader. */
const isReaders = (node, name) => name === "open" && node.nodeName === "DETAILS";

function syncAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !isReaders(old, name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** What goes is removed first, so that what stays is moved only if its order changed: moving takes the focus away. */
function syncChildren(old, fresh) {
  const matched = pairs(old, fresh);
  const kept = new Set(matched.map(([, node]) => node));
  for (const node of [...old.childNodes]) if (!kept.has(node)) node.remove();
  let slot = old.firstChild;
  for (const [wanted, found] of matched) {
    const node = found ?? wanted;
    if (slot && slot !== node && slot.nextElementSibling === node) slot = node; // the one before moves, not this one
    if (slot === node) slot = slot.nextSibling;
    else old.insertBefore(node, slot);
    if (found) morph(found, wanted);
  }
}

/** Make `old` equal to `fresh`, a node of the same name. */
export function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  syncAttributes(old, fresh);
  syncChildren(old, fresh);
}
