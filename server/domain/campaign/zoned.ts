import { Temporal } from "temporal-polyfill";

/** A wall clock time as an instant (ms since the epoch), and what the clocks did to it. */
export interface ZonedStart {
  at: number;
  note: string | null;
}

/** Whether this is an IANA zone that the runtime knows. An offset is none: it knows no summer. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/u.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text names a day and a time that exist on the calendar. */
export function isLocalTime(local: string): boolean {
  try {
    Temporal.PlainDateTime.from(local, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

const clock = (time: Temporal.PlainDateTime) => time.toString({ smallestUnit: "minute" }).slice(11);

/** A wall clock time in a zone. One that the clocks skip becomes the first instant after; one that comes twice is the earlier. */
export function instantOf(local: string, zone: string): ZonedStart {
  const wanted = Temporal.PlainDateTime.from(local);
  const earlier = wanted.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = wanted.toZonedDateTime(zone, { disambiguation: "later" });
  const day = wanted.toPlainDate().toString();
  if (earlier.equals(later)) return { at: earlier.epochMilliseconds, note: null };
  if (earlier.toPlainDateTime().equals(wanted))
    return {
      at: earlier.epochMilliseconds,
      note: `${clock(wanted)} comes twice in ${zone} on ${day}, because the clocks go back: the first one counts.`,
    };
  const first = earlier.getTimeZoneTransition("next") ?? later;
  return {
    at: first.epochMilliseconds,
    note: `${clock(wanted)} does not exist in ${zone} on ${day}, because the clocks go forward: it starts at ${clock(first.toPlainDateTime())}.`,
  };
}

/** An instant on the clocks of a zone: `2026-11-27T18:30:00`. */
export function wallClock(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "second" });
}

/** Whether the clocks of a zone change between two instants. */
export function clocksChange(from: number, until: number, zone: string): boolean {
  const offset = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offset;
  return offset(from) !== offset(until);
}

/** Every day from one to another, both included; at most so many. */
export function daysBetween(from: string, until: string, most: number): { day: string; weekday: number }[] {
  const last = Temporal.PlainDate.from(until);
  const days: { day: string; weekday: number }[] = [];
  let day = Temporal.PlainDate.from(from);
  while (Temporal.PlainDate.compare(day, last) <= 0 && days.length < most) {
    days.push({ day: day.toString(), weekday: day.dayOfWeek });
    day = day.add({ days: 1 });
  }
  return days;
}
