// Saves what was changed, one save at a time, and never past what somebody else wrote meanwhile.

import { showBoth } from "./both.js";
import { control, Fields, put } from "./fields.js";
import { renew } from "./mirror.js";
import { remember, remembered } from "./remembered.js";
import { patch } from "./request.js";
import { clearSentence, showSentence, tell } from "./told.js";

const AFTER = 1000; // milliseconds after the last letter
const AGAIN = [3000, 10_000, 30_000]; // after the first, the second, and any later failure
const FOR_GOOD = new Set([403, 404, 409]); // what another try would not change

export class Saver {
  #timer;
  #running = null; // the save that is under way
  #failures = 0;
  #sent = new Map(); // name -> a value that was sent, and of which nobody knows whether it arrived
  #refused = new Map(); // name -> the value that the server did not take
  #open = new Set(); // names of parts of which somebody must choose a text

  constructor(form) {
    this.form = form;
    this.fields = new Fields(form);
    this.#restore();
  }

  get isRunning() {
    return this.#running !== null;
  }

  get isUnsaved() {
    return Object.keys(this.fields.changes()).length > 0;
  }

  soon(pause = AFTER) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pause);
  }

  /** Resolves once what was changed when it was called is answered. `last`: the page goes, everything must go now. */
  async save({ last = false } = {}) {
    clearTimeout(this.#timer);
    if (this.#running && !last) {
      await this.#running;
      return this.save();
    }
    const changes = this.#pending(last);
    remember(this.form, this.fields.changes());
    if (!Object.keys(changes).length) return undefined;
    this.#running = this.#send(changes, last);
    await this.#running;
    this.#running = null;
    remember(this.form, this.fields.changes());
    return undefined;
  }

  /** Not what was refused as it stands, nor what waits for a choice, nor an amount that is still being typed. */
  #pending(last) {
    const typed = last ? "" : document.activeElement?.name;
    const isReady = ([name, { is }]) =>
      !this.#open.has(name) && this.#refused.get(name) !== is && !(name.startsWith("weeks_") && name === typed);
    return Object.fromEntries(Object.entries(this.fields.changes()).filter(isReady));
  }

  async #send(changes, last) {
    const { status, body } = await patch(this.form, changes, last);
    if (status === 0) for (const [name, { is }] of Object.entries(changes)) this.#sent.set(name, is);
    if (status === 200) await this.#taken(changes, body);
    else if (body.code === "changed_meanwhile") this.#choose(body.fields);
    else if (status === 422) this.#refuse(changes, body);
    else this.#failed(status, body);
  }

  async #taken(changes, body) {
    this.#failures = 0;
    this.fields.keep(changes, body.seen);
    for (const name of Object.keys(changes)) this.#clear(name);
    if (!this.#open.size && !this.#refused.size) tell();
    await renew(this.form);
    this.fields.forget();
    this.fields.learn();
  }

  #clear(name) {
    this.#refused.delete(name);
    this.#sent.delete(name);
    clearSentence(this.form, name);
  }

  #choose(theirs) {
    const foreign = Object.entries(theirs).filter(([name, value]) => !this.#isOwn(name, value));
    for (const [name, value] of foreign) {
      this.#open.add(name);
      showBoth(this.form, name, value, () => {
        this.fields.kept.set(name, value); // known now: what is sent next goes on top of it
        this.#open.delete(name);
        tell();
        this.save();
      });
    }
    if (foreign.length) tell("Somebody else changed what you write at. Choose which text stays.");
    this.soon();
  }

  /** Whether the “other” text is one of our own: it had arrived, and only the answer was lost. */
  #isOwn(name, value) {
    const isOwn = typeof value === "string" && this.#sent.get(name)?.trim() === value;
    if (isOwn) this.fields.kept.set(name, value);
    return isOwn;
  }

  #refuse(changes, body) {
    const errors = body.errors ?? {};
    for (const [name, sentence] of Object.entries(errors)) {
      this.#refused.set(name, changes[name]?.is);
      showSentence(this.form, name, sentence);
    }
    tell(Object.keys(errors).length ? "Not all of it is saved: see the sentence at the field." : body.detail);
    if (Object.keys(errors).some((name) => name in changes)) this.soon();
  }

  #failed(status, body) {
    if (FOR_GOOD.has(status)) {
      tell(`Not saved. ${body.detail ?? ""}`);
      return;
    }
    tell(
      status === 401
        ? "Not saved: you are signed out. Sign in in another tab. The text is kept in this browser."
        : "Not saved: the server does not answer. The text is kept in this browser, and is sent again.",
    );
    this.soon(AGAIN[Math.min(this.#failures, AGAIN.length - 1)]);
    this.#failures += 1;
  }

  /** What an earlier visit could not save; where somebody else wrote since, both texts are shown. */
  #restore() {
    for (const [name, { was, is }] of Object.entries(remembered(this.form))) {
      const field = control(this.form, name);
      if (!field || field.disabled) continue;
      const kept = this.fields.kept.get(name);
      if (kept === is) continue;
      put(field, is);
      this.#sent.set(name, is);
      if (kept !== was) this.#choose({ [name]: kept });
    }
    if (this.isUnsaved) this.soon();
  }
}
