import type { CampaignFacts, OccurrenceRecord } from "./state";

/** A service of a campaign as the worker last saw it. */
export interface TargetWatch {
  service: string;
  floor: number;
  /** Pods that its serving workload wants and has; null until it was seen. */
  wanted: number | null;
  available: number | null;
}

/** Looks that are made once: at one day, one hour and the lead before it, and shortly before and at its start. */
export type Check = "day" | "hour" | "lead" | "soon" | "start";

/** An occurrence that the worker looks after. */
export interface WatchedOccurrence extends OccurrenceRecord {
  title: string;
  campaign: CampaignFacts;
  /** Checks that were made. */
  checks: readonly Check[];
  targets: readonly TargetWatch[];
  /** When each service had its pods, by name. */
  ready: Readonly<Record<string, number>>;
  /** Pods that find no node in their pool if the floors came now, in words; null when all fit. */
  short: string | null;
}

/** A message that a step sends. */
export interface StepMessage {
  topic: "campaign_short" | "campaign_late" | "campaign_missed";
  because: string;
}

/** What happens to an occurrence next, written in one go. */
export interface Step {
  set: Partial<Pick<OccurrenceRecord, "openedAt" | "readyAt" | "late" | "missed" | "coolFrom" | "closedAt">>;
  check: Check | null;
  audit: { action: "campaign.open" | "campaign.close" | "campaign.miss"; summary: string } | null;
  message: StepMessage | null;
  /** Whether the caretaker and running rollouts have to look at the targets. */
  wake: boolean;
}

const minute = 60_000;
/** A worker that looks each second is never this late. */
const punctualMs = 30_000;
const nothing: Omit<Step, "set"> = { check: null, audit: null, message: null, wake: false };

const ready = ({ available, floor }: TargetWatch) => available !== null && available >= floor;

function missing(targets: readonly TargetWatch[]): string {
  return targets
    .filter((target) => !ready(target))
    .map(({ service, available, floor, wanted }) => {
      if (wanted === 0) return `${service} is switched off: its workload stands at 0`;
      return available === null ? `${service} was not seen` : `${service} has ${available} of ${floor} pods`;
    })
    .join(", ");
}

const minutes = (ms: number) => {
  const count = Math.max(1, Math.round(ms / minute));
  return `${count} ${count === 1 ? "minute" : "minutes"}`;
};

function opening(occurrence: WatchedOccurrence, now: number): Step {
  const { leadAt, campaign, title } = occurrence;
  const due = Math.max(leadAt, campaign.confirmedAt ?? leadAt);
  const behind = now - due;
  const late = behind > punctualMs;
  const because = `Its floors were set ${minutes(behind)} after they should have been: no worker ran.`;
  return {
    ...nothing,
    set: { openedAt: now, ...(late ? { late } : {}) },
    audit: {
      action: "campaign.open",
      summary: `opened the window of ${title}${late ? `, ${minutes(behind)} late` : ""}`,
    },
    message: late ? { topic: "campaign_late", because } : null,
    wake: true,
  };
}

function missedStep({ title }: WatchedOccurrence, now: number): Step {
  return {
    ...nothing,
    set: { missed: true, late: true, closedAt: now },
    audit: { action: "campaign.miss", summary: `missed the window of ${title}: no worker ran` },
    message: {
      topic: "campaign_missed",
      because: "The whole window passed while no worker ran: its floors were never set. Nothing is done now.",
    },
    wake: false,
  };
}

/** The look that is due, the latest one first: an earlier one that was slept through is not made up for. */
export function dueCheck(
  { leadAt, startsAt, endsAt, checks }: Pick<WatchedOccurrence, "leadAt" | "startsAt" | "endsAt" | "checks">,
  now: number,
): Check | null {
  const soon = startsAt - Math.min(5 * minute, (startsAt - leadAt) / 2);
  const times: readonly (readonly [Check, number, number])[] = [
    ["start", startsAt, endsAt],
    ["soon", soon, startsAt],
    ["lead", leadAt, soon],
    ["hour", startsAt - 60 * minute, leadAt],
    ["day", startsAt - 24 * 60 * minute, startsAt - 60 * minute],
  ];
  const due = times.find(([check, from, until]) => now >= from && now < until && !checks.includes(check));
  return due?.[0] ?? null;
}

/** What a look finds wrong, in words; empty when nothing is. Room matters before a window opens, pods afterwards. */
function troubleOf({ targets, short }: WatchedOccurrence, check: Check): string {
  const off = missing(targets.filter(({ wanted }) => wanted === 0));
  const parts: Readonly<Record<Check, readonly (string | null)[]>> = {
    day: [short],
    hour: [short],
    lead: [short, off && `${off}.`],
    soon: [missing(targets) && `${missing(targets)}.`],
    start: [missing(targets) && `${missing(targets)}.`],
  };
  return parts[check].filter(Boolean).join(" ");
}

function checkStep(occurrence: WatchedOccurrence, check: Check): Step {
  const because = troubleOf(occurrence, check);
  const late = check === "start" && because !== "";
  return {
    ...nothing,
    check,
    set: late ? { late } : {},
    message: because === "" ? null : { topic: late ? "campaign_late" : "campaign_short", because },
  };
}

function readyStep(occurrence: WatchedOccurrence, now: number): Step | null {
  if (occurrence.readyAt !== null || !occurrence.targets.every(ready)) return null;
  return { ...nothing, set: { readyAt: now } };
}

function endStep(occurrence: WatchedOccurrence, now: number): Step | null {
  const { endsAt, coolUntil, coolFrom, title } = occurrence;
  if (coolFrom === null)
    return { ...nothing, set: { coolFrom: now - endsAt <= punctualMs ? endsAt : now }, wake: true };
  if (now < coolFrom + (coolUntil - endsAt)) return null;
  return {
    ...nothing,
    set: { closedAt: now },
    audit: { action: "campaign.close", summary: `closed the window of ${title}: the base holds again` },
    wake: true,
  };
}

/** Whether nothing is to be done about it any more, or not yet. */
function rests({ campaign, closedAt, missed }: WatchedOccurrence): boolean {
  return campaign.confirmedAt === null || campaign.canceledAt !== null || closedAt !== null || missed;
}

/** What the worker does about an occurrence next; null: nothing yet. Pure; asked again after each step. */
export function nextStep(occurrence: WatchedOccurrence, now: number): Step | null {
  const { openedAt, leadAt, endsAt } = occurrence;
  if (rests(occurrence)) return null;
  if (now >= endsAt) return openedAt === null ? missedStep(occurrence, now) : endStep(occurrence, now);
  if (openedAt === null && now >= leadAt) return opening(occurrence, now);
  const found = openedAt === null ? null : readyStep(occurrence, now);
  if (found !== null) return found;
  const check = dueCheck(occurrence, now);
  return check === null ? null : checkStep(occurrence, check);
}
