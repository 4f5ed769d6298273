// An instant from now, in words. Says the same as `relative` in org/moments.py; a journey holds the two together.

const UNITS = [["day", 24 * 60], ["hour", 60], ["minute", 1]]; // in minutes
const DAYS_ALONE = 10 * 24 * 60;
const MINUTE = 60_000; // milliseconds

/** “in 2 days 3 hours”, “5 minutes ago”, “now”: the two largest units, cut off; from ten days on days alone. Both in milliseconds. */
export function relative(at, now) {
  let minutes = Math.floor(Math.abs(at - now) / MINUTE);
  if (minutes === 0) return "now";
  const largest = UNITS.findIndex(([, length]) => minutes >= length);
  const units = minutes >= DAYS_ALONE ? 1 : 2;
  const parts = [];
  for (const [name, length] of UNITS.slice(largest, largest + units)) {
    const count = Math.floor(minutes / length);
    minutes -= count * length;
    if (count) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return at > now ? `in ${parts.join(" ")}` : `${parts.join(" ")} ago`;
}
