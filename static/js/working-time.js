// Working time that is left, counted on in the page. Says the same as eteam/countdown.py; a journey holds the two together.

/** “1764230400-1764259200 …” in seconds, as milliseconds. */
export const spans = (stored) =>
  stored
    .split(" ")
    .filter(Boolean)
    .map((span) => span.split("-").map((second) => Number(second) * 1000));

/** Open time in [start, end), in milliseconds. */
function worked(open, start, end) {
  return open.reduce((sum, [opens, closes]) => sum + Math.max(0, Math.min(closes, end) - Math.max(opens, start)), 0);
}

/** Milliseconds until `due`, below 0 when it is over. */
export const left = (open, due, now) => (now <= due ? worked(open, now, due) : -worked(open, due, now));

/** When it goes on, while it stands still; null while it runs. */
export function resumes(open, now) {
  if (open.some(([opens, closes]) => opens <= now && now < closes)) return null;
  return open.find(([opens]) => opens > now)?.[0] ?? null;
}

/** “12:30”; what is left is rounded up to the minute, what is over cut off. */
export function numeral(milliseconds) {
  const minutes = milliseconds >= 0 ? Math.ceil(milliseconds / 60_000) : Math.floor(-milliseconds / 60_000);
  return `${milliseconds < 0 ? "−" : ""}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** “Mon 09:00” on the clocks of `zone`. */
export function weekdayClock(at, zone) {
  const form = new Intl.DateTimeFormat("en-GB", {
    weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone,
  });
  const parts = Object.fromEntries(form.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.weekday} ${parts.hour}:${parts.minute}`;
}
