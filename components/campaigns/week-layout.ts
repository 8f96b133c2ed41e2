import { addDays, instantOf, localAt } from "./zoned-time";

/** One occurrence as a calendar draws it: instants in milliseconds. */
export interface Span {
  key: string;
  /** Pods start here; before the window itself. */
  leadFrom: number;
  start: number;
  end: number;
  /** The floor is gone here. */
  coolUntil: number;
}

/** One day of a zone, which may have 23 or 25 hours. */
export interface Day {
  date: string;
  from: number;
  until: number;
}

/** What is drawn of a span in one day; numbers are percent of the day, those of the parts percent of the block. */
export interface Block {
  key: string;
  top: number;
  height: number;
  /** Spans that meet stand side by side. */
  lane: number;
  lanes: number;
  /** The window begins on this day. */
  begins: boolean;
  parts: readonly { part: "lead" | "window" | "cool"; top: number; height: number }[];
}

const minutesOfDay = 24 * 60;

/** Percent of the day that a block has at least, so that a short window can be read and hit. */
const least = 5;

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  const weekday = (new Date(Date.parse(date)).getUTCDay() + 6) % 7;
  return addDays(date, -weekday);
}

/** Seven days from a date on, as the clocks of a zone have them. */
export function weekFrom(date: string, zone: string): readonly Day[] {
  const midnight = (day: string) => instantOf(`${day}T00:00`, zone)?.at ?? 0;
  return Array.from({ length: 7 }, (_, index) => addDays(date, index)).map((day) => ({
    date: day,
    from: midnight(day),
    until: midnight(addDays(day, 1)),
  }));
}

/** Where a clock of the zone stands at an instant, in percent of the day. */
export function placeIn(day: Day, at: number, zone: string): number {
  if (at <= day.from) return 0;
  if (at >= day.until) return 100;
  const [hours = 0, minutes = 0] = localAt(at, zone).slice(11).split(":").map(Number);
  return ((hours * 60 + minutes) / minutesOfDay) * 100;
}

interface Placed {
  span: Span;
  top: number;
  bottom: number;
}

function partsOf({ span, top, bottom }: Placed, day: Day, zone: string): Block["parts"] {
  const share = 100 / (bottom - top);
  const within = (at: number) => Math.min(100, (placeIn(day, at, zone) - top) * share);
  const parts = [
    { part: "lead", from: span.leadFrom, until: span.start },
    { part: "window", from: span.start, until: span.end },
    { part: "cool", from: span.end, until: span.coolUntil },
  ] as const;
  return parts
    .map(({ part, from, until }) => ({ part, top: within(from), height: within(until) - within(from) }))
    .filter(({ height }) => height > 0);
}

/** The first lane that is free; a new one when none is. */
function laneFor(ends: readonly number[], top: number): number {
  const free = ends.findIndex((end) => end <= top);
  return free === -1 ? ends.length : free;
}

/** The blocks of a day, earliest first; no two of them cover each other. */
export function blocksOf(day: Day, spans: readonly Span[], zone: string): readonly Block[] {
  const placed = spans
    .filter(({ leadFrom, coolUntil }) => leadFrom < day.until && coolUntil > day.from)
    .map((span) => {
      const bottom = Math.max(placeIn(day, span.coolUntil, zone), least);
      return { span, top: Math.min(placeIn(day, span.leadFrom, zone), bottom - least), bottom };
    })
    .sort((one, other) => one.top - other.top || one.span.start - other.span.start);
  const ends: number[] = [];
  const lanes = placed.map(({ top, bottom }) => {
    const lane = laneFor(ends, top);
    ends[lane] = bottom;
    return lane;
  });
  return placed.map((each, index) => ({
    key: each.span.key,
    top: each.top,
    height: each.bottom - each.top,
    lane: lanes[index] ?? 0,
    lanes: ends.length,
    begins: each.span.start >= day.from && each.span.start < day.until,
    parts: partsOf(each, day, zone),
  }));
}
