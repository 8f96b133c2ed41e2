import type { CampaignDraft, Occurrence } from "@/contracts/campaign";
import { clocksChange, daysBetween, instantOf, wallClock } from "./zoned";

/** When a campaign happens: wall clock, zone and lengths. */
export type Schedule = Pick<
  CampaignDraft,
  "zone" | "startLocal" | "durationSeconds" | "leadSeconds" | "coolDownSeconds" | "recurrence"
>;

/** One time that a campaign happens; ms since the epoch. */
export interface OccurrenceTimes {
  /** Local date of its start. */
  date: string;
  leadAt: number;
  startsAt: number;
  endsAt: number;
  coolUntil: number;
}

/** No campaign happens more often than this. */
export const mostOccurrences = 100;
/** Nor later than this many days after its first day. */
const mostDays = 400;

function datesOf({ startLocal, recurrence }: Schedule): string[] {
  const first = startLocal.slice(0, 10);
  if (recurrence === null) return [first];
  const further =
    recurrence.kind === "dates"
      ? recurrence.dates
      : daysBetween(first, recurrence.until, mostDays)
          .filter(({ weekday }) => recurrence.days.includes(weekday))
          .map(({ day }) => day);
  return [...new Set([first, ...further])].filter((date) => date >= first).toSorted();
}

/** Every time that it happens, the first one first: the same wall clock each day, elapsed time from there on. */
export function occurrencesOf(schedule: Schedule): OccurrenceTimes[] {
  return datesOf(schedule).map((date) => {
    const { at } = instantOf(`${date}${schedule.startLocal.slice(10)}`, schedule.zone);
    const endsAt = at + schedule.durationSeconds * 1000;
    return {
      date,
      leadAt: at - schedule.leadSeconds * 1000,
      startsAt: at,
      endsAt,
      coolUntil: endsAt + schedule.coolDownSeconds * 1000,
    };
  });
}

function noteOf(schedule: Pick<Schedule, "zone" | "startLocal">, times: OccurrenceTimes): string | null {
  const { zone, startLocal } = schedule;
  const { note } = instantOf(`${times.date}${startLocal.slice(10)}`, zone);
  if (note !== null) return note;
  if (!clocksChange(times.startsAt, times.endsAt, zone)) return null;
  const hours = Math.round(((times.endsAt - times.startsAt) / 3_600_000) * 100) / 100;
  return `The clocks of ${zone} change in this window: it lasts ${hours} h all the same, and ends at ${wallClock(times.endsAt, zone).slice(11, 16)}.`;
}

/** An occurrence as people read it: UTC, the campaign's own clocks, and a note on days when these change. */
export function occurrenceView(
  schedule: Pick<Schedule, "zone" | "startLocal">,
  times: OccurrenceTimes,
): Occurrence {
  const iso = (at: number) => new Date(at).toISOString();
  const local = (at: number) => wallClock(at, schedule.zone);
  const { date, leadAt, startsAt, endsAt, coolUntil } = times;
  return {
    date,
    leadAt: iso(leadAt),
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    coolUntil: iso(coolUntil),
    local: {
      leadAt: local(leadAt),
      startsAt: local(startsAt),
      endsAt: local(endsAt),
      coolUntil: local(coolUntil),
    },
    note: noteOf(schedule, times),
  };
}

/** Clocks that people of a campaign look at besides its own. */
const otherZones = ["Asia/Taipei", "Asia/Tokyo", "Asia/Bangkok", "UTC"];

/** The same start and end on several clocks. */
export function zonesOf(
  zone: string,
  { startsAt, endsAt }: OccurrenceTimes,
): { zone: string; startsAt: string; endsAt: string }[] {
  return [...new Set([zone, ...otherZones])].map((each) => ({
    zone: each,
    startsAt: wallClock(startsAt, each),
    endsAt: wallClock(endsAt, each),
  }));
}
