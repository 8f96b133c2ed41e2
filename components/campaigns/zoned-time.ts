const minute = 60_000;
const day = 24 * 60 * minute;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    ...({ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const),
  });
  formats.set(zone, made);
  return made;
}

/** What the clocks of a zone show at an instant, as `datetime-local` writes it: "2026-11-27T19:00". */
export function localAt(at: number, zone: string): string {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const [date, time] = [
    ["year", "month", "day"],
    ["hour", "minute"],
  ].map((names) => names.map((name) => parts.get(name as Intl.DateTimeFormatPartTypes) ?? ""));
  return `${date?.join("-")}T${time?.join(":")}`;
}

/** By how much the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const whole = Math.floor(at / minute) * minute;
  return Date.parse(`${localAt(whole, zone)}Z`) - whole;
}

/** The first whole minute after `from` at which the offset is that of `until`. */
function changeBetween(from: number, until: number, zone: string): number {
  const after = offsetAt(until, zone);
  let [low, high] = [from / minute, until / minute];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * minute, zone) === after) high = middle;
    else low = middle;
  }
  return high * minute;
}

/** A wall clock time as an instant. `skipped`: no clock shows it that day, `at` is the first moment after. `twice`: `at` is the earlier one. */
export interface Moment {
  at: number;
  kind: "plain" | "skipped" | "twice";
}

/** The instant of a wall clock time ("2026-11-27T19:00") in a zone; null when it is not a time. */
export function instantOf(local: string, zone: string): Moment | null {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  const offsets = [...new Set([offsetAt(wall - day, zone), offsetAt(wall + day, zone)])];
  const fitting = offsets
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(at, zone) === wall)
    .sort((one, other) => one - other);
  const [first, second] = fitting;
  if (first === undefined) {
    const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
    return { at: changeBetween(wall - most, wall - least, zone), kind: "skipped" };
  }
  return { at: first, kind: second === undefined ? "plain" : "twice" };
}

/** Where the clocks of a zone change between two instants: what they show before and after; null when they do not. */
export function clockChange(
  from: number,
  until: number,
  zone: string,
): { before: string; after: string } | null {
  const difference = offsetAt(until, zone) - offsetAt(from, zone);
  if (difference === 0) return null;
  const at = changeBetween(Math.floor(from / minute) * minute, Math.ceil(until / minute) * minute, zone);
  const before = new Date(at + offsetAt(at, zone) - difference).toISOString().slice(11, 16);
  return { before, after: localAt(at, zone).slice(11) };
}

/** A date ("2026-11-23") some days later or earlier. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}
