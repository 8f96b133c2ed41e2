const MACROS: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};
const NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MINUTE = 60_000;
const DAY = 86_400_000;
const HORIZON_DAYS = 1500;

interface Fields {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  days: ReadonlySet<number>;
  months: ReadonlySet<number>;
  weekdays: ReadonlySet<number>;
  anyDay: boolean;
  anyWeekday: boolean;
}

function numberOf(text: string, names: readonly string[], offset: number): number {
  const index = names.indexOf(text.toLowerCase());
  return index >= 0 ? index + offset : Number(text);
}

function parseField(
  text: string,
  range: { min: number; max: number; names?: readonly string[] },
): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [span = "*", stepText] = part.split("/");
    const ends =
      span === "*" || span === "?"
        ? [range.min, range.max]
        : span.split("-").map((end) => numberOf(end, range.names ?? [], range.min));
    const from = ends[0] ?? range.min;
    const to = ends[1] ?? (stepText === undefined ? from : range.max);
    for (let value = from; value <= to; value += Math.max(1, Number(stepText ?? 1))) values.add(value);
  }
  return values;
}

function isAny(field: string): boolean {
  return field.startsWith("*") || field === "?";
}

function parseWeekdays(field: string): Set<number> {
  const weekdays = parseField(field, { min: 0, max: 7, names: DAYS });
  if (weekdays.has(7)) weekdays.add(0);
  return weekdays;
}

/** Parses five fields or a macro such as `@hourly`; nothing when the text is no schedule. */
export function parseSchedule(text: string): Fields | undefined {
  const [minute, hour, day, month, weekday, ...more] = (MACROS[text.trim()] ?? text).trim().split(/\s+/);
  if (!minute || !hour || !day || !month || !weekday || more.length > 0) return undefined;
  const sets = {
    minutes: parseField(minute, { min: 0, max: 59 }),
    hours: parseField(hour, { min: 0, max: 23 }),
    days: parseField(day, { min: 1, max: 31 }),
    months: parseField(month, { min: 1, max: 12, names: NAMES }),
    weekdays: parseWeekdays(weekday),
  };
  // What is no number makes an empty set.
  if (Object.values(sets).some((set) => set.size === 0)) return undefined;
  return { ...sets, anyDay: isAny(day), anyWeekday: isAny(weekday) };
}

const zones = new Map<string, Intl.DateTimeFormat>();

/** The clock of a time zone; making one takes longer than a hundred readings. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = zones.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  zones.set(timeZone, format);
  return format;
}

/** How far a time zone is ahead of UTC at a moment, in milliseconds. */
function zoneOffset(ms: number, timeZone: string): number {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const wall = Date.UTC(
    parts["year"] ?? 0,
    (parts["month"] ?? 1) - 1,
    parts["day"] ?? 1,
    parts["hour"] ?? 0,
    parts["minute"] ?? 0,
    parts["second"] ?? 0,
  );
  return wall - Math.floor(ms / 1000) * 1000;
}

function dayMatches(fields: Fields, midnight: number): boolean {
  const date = new Date(midnight);
  if (!fields.months.has(date.getUTCMonth() + 1)) return false;
  const day = fields.days.has(date.getUTCDate());
  const weekday = fields.weekdays.has(date.getUTCDay());
  return fields.anyDay || fields.anyWeekday ? day && weekday : day || weekday;
}

function firstInDay(fields: Fields, midnight: number, after: number): number | undefined {
  for (let minute = 0; minute < 1440; minute += 1) {
    const at = midnight + minute * MINUTE;
    if (at > after && fields.hours.has(Math.floor(minute / 60)) && fields.minutes.has(minute % 60)) return at;
  }
  return undefined;
}

/** The first scheduled time after `afterMs`; nothing when none comes within four years. Times are read in `timeZone` (default UTC). */
export function nextTime(fields: Fields, afterMs: number, timeZone = "Etc/UTC"): number | undefined {
  const wall = afterMs + zoneOffset(afterMs, timeZone);
  const today = Math.floor(wall / DAY) * DAY;
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    const midnight = today + day * DAY;
    const found = dayMatches(fields, midnight) ? firstInDay(fields, midnight, wall) : undefined;
    if (found !== undefined) return found - zoneOffset(found - zoneOffset(afterMs, timeZone), timeZone);
  }
  return undefined;
}

/** The last scheduled time up to `untilMs`, looked for in the last 32 days. */
export function lastTime(fields: Fields, untilMs: number, timeZone?: string): number | undefined {
  for (let days = 1; days <= 32; days *= 2) {
    let last: number | undefined;
    let at = nextTime(fields, untilMs - days * DAY, timeZone);
    while (at !== undefined && at <= untilMs) {
      last = at;
      at = nextTime(fields, at, timeZone);
    }
    if (last !== undefined) return last;
  }
  return undefined;
}
