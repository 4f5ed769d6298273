// Hears that something changed: one stream for each set of topics while the tab is visible. While the stream is away, or says
// nothing, it is taken for granted every few seconds that something did.

const EVERY = 3000; // milliseconds between two looks while there is no stream
const SILENCE = 20_000; // milliseconds; a line that is alive says so every ten seconds

/** Topics of the server that are followed together, and those in the page who want to know of its changes. */
class Line {
  constructor(url) {
    this.url = url; // its `after` is the newest number that the page knows of
    this.watchers = new Set();
    this.isAway = false; // the stream is there, and has nothing to tell
    this.heard = null; // when it said something; null: not asked yet
    document.addEventListener("visibilitychange", () => (document.hidden ? this.hide() : this.open()));
    setInterval(() => this.tick(), EVERY);
    if (!document.hidden) this.open();
  }

  get isGood() {
    const isOpen = this.source?.readyState === 1;
    return isOpen && !this.isAway && this.heard !== null && performance.now() - this.heard < SILENCE;
  }

  /** Ended for good, or connected to nobody. What else breaks, the browser mends by itself. */
  get isDead() {
    const last = Math.max(this.heard ?? 0, this.opened);
    return this.source?.readyState === 2 || performance.now() - last > SILENCE;
  }

  open() {
    this.close();
    this.opened = performance.now();
    this.isAway = false;
    if (!("EventSource" in window)) return;
    this.source = new EventSource(this.url);
    this.source.addEventListener("open", () => this.begun());
    this.source.addEventListener("message", (event) => this.told(event.lastEventId));
    this.source.addEventListener("resync", (event) => this.told(event.data));
    this.source.addEventListener("alive", () => this.hear());
    this.source.addEventListener("away", () => this.missing(true));
    this.source.addEventListener("back", () => this.missing(false));
  }

  close() {
    this.source?.close();
    this.source = null;
  }

  /** Nobody looks: the server and its few connections are left to those who do. */
  hide() {
    this.close();
    this.heard = null;
  }

  /** After a silence it is believed again only once it has said something: a proxy may keep it all to itself. */
  begun() {
    this.isAway = false;
    this.heard ??= performance.now();
  }

  hear() {
    this.heard = performance.now();
  }

  told(number) {
    this.hear();
    if (number) this.url.searchParams.set("after", number);
    this.changed();
  }

  missing(isAway) {
    this.hear();
    this.isAway = isAway;
    this.changed();
  }

  changed() {
    for (const watcher of this.watchers) watcher.act();
  }

  tick() {
    if (document.hidden) return;
    for (const watcher of this.watchers) if (!this.isGood || watcher.isWanted) watcher.act();
    if (this.isDead) this.open();
  }
}

/** Carries `onChange` out, never twice at a time; once more if it was wanted meanwhile, and later if it failed. */
class Watcher {
  constructor(onChange) {
    this.onChange = onChange;
    this.isWanted = false;
    this.isBusy = false;
  }

  async act() {
    this.isWanted = true;
    if (this.isBusy) return;
    this.isBusy = true;
    let isFine = true;
    while (this.isWanted && isFine) {
      this.isWanted = false;
      try {
        await this.onChange();
      } catch {
        isFine = false; // the next look asks again
      }
    }
    this.isWanted ||= !isFine;
    this.isBusy = false;
  }
}

const lines = new Map(); // by topics

/**
 * Call `onChange` after every change of the topics that `element` names in `data-live`: the stream's address with
 * each `topic` and `after`, the newest number that the page was rendered with. It is an async function that looks what is
 * new, and throws if it could not. Returns what ends it.
 */
export function watch(element, onChange) {
  const url = new URL(element.dataset.live, location.href);
  const topics = url.searchParams.getAll("topic").sort().join(" ");
  const line = lines.get(topics) ?? new Line(url);
  lines.set(topics, line);
  const watcher = new Watcher(onChange);
  line.watchers.add(watcher);
  return () => line.watchers.delete(watcher);
}
