import { hash32 } from "@/sandbox/kernel/prng";

const DAY_MS = 86_400_000;
/** The evening peak in local time; services differ by up to half an hour. */
const PEAK_HOUR = 19.5;
const SPREAD_MS = 1_800_000;
/** Of the mean: one wave a day and a smaller one twice a day (lunch). Both add up to nothing over a day. */
const WAVES = [0.2, 0.06] as const;

/** The largest value of `dayFactor`, which every service reaches once a day. */
export const dayPeak = 1 + WAVES[0] + WAVES[1];

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than using it a hundred times. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  });
  formats.set(zone, made);
  return made;
}

/** Milliseconds by which the clocks of a zone are ahead of UTC at a moment. */
export function zoneOffset(zone: string, at: number): number {
  const second = Math.floor(at / 1000) * 1000;
  const parts = formatOf(zone).formatToParts(second);
  const part = (type: string) => Number(parts.find((entry) => entry.type === type)?.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return local + part("second") * 1000 - second;
}

/** Traffic at a moment as a multiple of the day's mean. Its mean over any 24 hours is exactly 1. */
export function dayFactor(service: string, at: number, offsetMs: number): number {
  const shift = ((hash32(service) % 1001) / 1000 - 0.5) * 2 * SPREAD_MS;
  const turn = (2 * Math.PI * (at + offsetMs + shift - PEAK_HOUR * 3_600_000)) / DAY_MS;
  return 1 + WAVES[0] * Math.cos(turn) + WAVES[1] * Math.cos(2 * turn);
}
