const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Age in the words of the lists: "12 s", "27 min", "20 h", "3 d". Never negative. */
export function ago(at: Date | string | number, now: number): string {
  const age = Math.max(0, now - new Date(at).getTime());
  if (age < minute) return `${Math.floor(age / 1000)} s`;
  if (age < 2 * hour) return `${Math.floor(age / minute)} min`;
  if (age < 2 * day) return `${Math.round(age / hour)} h`;
  return `${Math.round(age / day)} d`;
}

/** Length of a clock that runs: "0:28", "3:10", "1:04:07". Never negative. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60] as const;
  const pad = (value: number) => String(value).padStart(2, "0");
  return parts[0] > 0 ? `${parts[0]}:${pad(parts[1])}:${pad(parts[2])}` : `${parts[1]}:${pad(parts[2])}`;
}

export type ClockOptions = {
  /** IANA name; the viewer's own when left out. */
  zone?: string | undefined;
  /** With seconds, as timelines write it. */
  seconds?: boolean | undefined;
  /** With the date; else only when the day is not that of `now`. */
  date?: boolean | undefined;
  /** Milliseconds since 1970; decides whether the day has to be said. */
  now?: number | undefined;
};

/** Wall clock time with 24 hours: "14:02", "14:02:31", "Sat 18:25", "3 Oct 18:25". */
export function clock(at: Date | string | number, { zone, seconds, date, now }: ClockOptions = {}): string {
  const moment = new Date(at);
  const time = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
    hourCycle: "h23",
    timeZone: zone,
  }).format(moment);
  const dayOf = (value: Date) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(value);
  if (!date && (now === undefined || dayOf(moment) === dayOf(new Date(now)))) return time;
  const near = now !== undefined && Math.abs(now - moment.getTime()) < 6 * day;
  const words =
    near && !date ? ({ weekday: "short" } as const) : ({ day: "numeric", month: "short" } as const);
  return `${new Intl.DateTimeFormat("en-GB", { ...words, timeZone: zone }).format(moment)} ${time}`;
}

/** The exact moment in UTC for tooltips: "2026-11-22 14:02:31 UTC". */
export function exact(at: Date | string | number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
