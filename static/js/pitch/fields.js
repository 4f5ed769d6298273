// The parts of the form, by name: what the page shows of each, and what the server is known to have.

const OF_THE_PAGE = new Set(["csrfmiddlewaretoken", "seen", "add_team", "add_weeks"]);

const isBox = (field) => field.type === "checkbox";
const isPart = (field) =>
  field.name && !OF_THE_PAGE.has(field.name) && !["hidden", "submit"].includes(field.type) && !field.disabled;
const valueOf = (field) => (isBox(field) ? field.checked : field.value);

/** The control of that name; of a box, not the hidden field before it. */
export function control(form, name) {
  return [...form.elements].find((field) => field.name === name && field.type !== "hidden");
}

export function put(field, value) {
  if (isBox(field)) field.checked = value;
  else field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export class Fields {
  constructor(form) {
    this.form = form;
    this.kept = new Map(); // name -> what the server has, as far as this page knows
    this.learn();
  }

  /** Of parts that are new on the page, what they held when they came. */
  learn() {
    for (const field of this.#parts()) {
      const held = isBox(field) ? field.defaultChecked : field.defaultValue;
      if (!this.kept.has(field.name)) this.kept.set(field.name, held);
    }
  }

  /** `{name: {was, is}}` of all that differs from what the server has. */
  changes() {
    const found = {};
    for (const field of this.#parts()) {
      const [was, is] = [this.kept.get(field.name), valueOf(field)];
      if (was !== is) found[field.name] = { was, is };
    }
    return { ...found, ...this.#added() };
  }

  /** The server has these now; the form carries their fingerprints, `seen`. */
  keep(changes, seen) {
    for (const [name, { is }] of Object.entries(changes)) {
      this.kept.set(name, is);
      if (!control(this.form, name)) this.form.elements.add_team.value = this.form.elements.add_weeks.value = "";
    }
    const carried = this.form.elements.seen;
    carried.value = JSON.stringify({ ...JSON.parse(carried.value || "{}"), ...seen });
  }

  /** The server has dropped what holds nothing: its line is gone, and may come again. */
  forget() {
    for (const name of this.kept.keys()) if (!control(this.form, name)) this.kept.delete(name);
  }

  #parts() {
    return [...this.form.elements].filter(isPart);
  }

  /** A team that is added is a part like the others, once both of its halves are there. */
  #added() {
    const { add_team: team, add_weeks: weeks } = this.form.elements;
    if (!team.value || !weeks.value.trim()) return {};
    return { [`weeks_${team.value}`]: { was: "", is: weeks.value } };
  }
}
