import type { CampaignFacts, OccurrenceRecord } from "./state";

/** A campaign as far as its reader has to be told of it. */
interface ToldCampaign extends CampaignFacts {
  targets: readonly { service: string; confirmedBy: string | null }[];
}

/** A worker that looks each second is never this late. */
const punctualMs = 30_000;
const minutes = (ms: number) => `${Math.max(1, Math.round(ms / 60_000))} min`;

function waiting({ confirmedAt, canceledAt, targets }: ToldCampaign, over: boolean): string[] {
  const unconfirmed = targets.filter(({ confirmedBy }) => confirmedBy === null);
  if (confirmedAt !== null || canceledAt !== null || unconfirmed.length === 0) return [];
  if (over) return ["Its time passed before every owner had confirmed: nothing was raised."];
  const names = unconfirmed.map(({ service }) => service).join(", ");
  return [`It does nothing before every service is confirmed: ${names}.`];
}

function lateness(occurrence: OccurrenceRecord, confirmedAt: number | null): string[] {
  const { late, openedAt, leadAt, readyAt, startsAt } = occurrence;
  if (!late) return [];
  const due = Math.max(leadAt, confirmedAt ?? leadAt);
  const behind = (openedAt ?? due) - due;
  const held =
    behind > punctualMs ? [`Late: its floors were set ${minutes(behind)} after they should have been.`] : [];
  if (readyAt === null) return [...held, "Late: not all pods are there."];
  return readyAt > startsAt
    ? [...held, `Late: its pods were there ${minutes(readyAt - startsAt)} after the start.`]
    : held;
}

/** What a reader has to know of a campaign, in plain words. Pure. */
export function campaignFindings(campaign: ToldCampaign, current: OccurrenceRecord, now: number): string[] {
  const { missed, coolFrom, endsAt } = current;
  if (missed) return ["Missed: no worker ran from its lead to its end. Its floors were never set."];
  const longer = (coolFrom ?? endsAt) - endsAt;
  return [
    ...lateness(current, campaign.confirmedAt),
    ...(longer > punctualMs
      ? [`Its floors stayed ${minutes(longer)} longer: no worker ran at its end.`]
      : []),
    ...waiting(campaign, now >= endsAt),
  ];
}
