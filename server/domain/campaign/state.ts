import type { CampaignState } from "@/contracts/campaign";
import type { OccurrenceTimes } from "./occurrences";

/** What is remembered of one occurrence; everything else follows from the clock. ms since the epoch. */
export interface OccurrenceRecord extends OccurrenceTimes {
  /** When a worker first held its floors. */
  openedAt: number | null;
  /** When every service had its pods. */
  readyAt: number | null;
  /** It was held late, or not ready at its start. */
  late: boolean;
  /** No worker ran from its lead to its end. */
  missed: boolean;
  /** From when its floors go down. */
  coolFrom: number | null;
  closedAt: number | null;
}

/** What decides about a whole campaign. */
export interface CampaignFacts {
  /** When the last service was confirmed; null: a draft. */
  confirmedAt: number | null;
  canceledAt: number | null;
}

/** How it stands after its end. */
function afterwards(occurrence: OccurrenceRecord, now: number): CampaignState {
  const { openedAt, coolFrom, coolUntil, endsAt } = occurrence;
  if (openedAt === null) return "done";
  return coolFrom === null || now < coolFrom + (coolUntil - endsAt) ? "cooling_down" : "done";
}

/** Where one occurrence stands. Pure and total. */
export function occurrenceState(
  campaign: CampaignFacts,
  occurrence: OccurrenceRecord,
  now: number,
): CampaignState {
  if (occurrence.closedAt !== null || occurrence.missed) return "done";
  if (campaign.canceledAt !== null) return "canceled";
  if (campaign.confirmedAt === null) return now < occurrence.endsAt ? "draft" : "canceled";
  if (now < occurrence.leadAt) return "scheduled";
  if (now >= occurrence.endsAt) return afterwards(occurrence, now);
  if (now >= occurrence.startsAt) return "live";
  return occurrence.readyAt === null ? "scaling_up" : "ready";
}

const over: readonly CampaignState[] = ["done", "canceled"];

/** The occurrence that counts now: the one that runs, else the next, else the last. */
export function currentOf<T extends OccurrenceRecord>(
  campaign: CampaignFacts,
  occurrences: readonly T[],
  now: number,
): T | undefined {
  return (
    occurrences.find((each) => !over.includes(occurrenceState(campaign, each, now))) ?? occurrences.at(-1)
  );
}

/** Where a campaign stands: as the occurrence that counts now; after one of several that is over it is scheduled again. */
export function campaignState(
  campaign: CampaignFacts,
  occurrences: readonly OccurrenceRecord[],
  now: number,
): CampaignState {
  if (campaign.canceledAt !== null) return "canceled";
  const current = currentOf(campaign, occurrences, now);
  return current === undefined ? "done" : occurrenceState(campaign, current, now);
}

/** Seconds by which an occurrence was late: held so long after its lead, or ready so long after its start. */
export function lateSeconds({ late, readyAt, startsAt, openedAt, leadAt }: OccurrenceRecord): number | null {
  if (!late) return null;
  const after = (at: number | null, due: number) => (at === null || at <= due ? 0 : at - due);
  const most = Math.max(after(readyAt, startsAt), after(openedAt, leadAt));
  return most === 0 ? null : Math.round(most / 1000);
}
