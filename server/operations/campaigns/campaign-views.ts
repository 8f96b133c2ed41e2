import type { CampaignDetail, CampaignDraft, CampaignRow } from "@/contracts/campaign";
import { occurrenceView } from "@/server/domain/campaign/occurrences";
import { campaignState, currentOf, lateSeconds, occurrenceState } from "@/server/domain/campaign/state";
import type { CampaignRecord, StoredOccurrence } from "@/server/ports/campaign-store";

/** The occurrence that counts now; every campaign has one. */
export function currentOccurrence(campaign: CampaignRecord, now: number): StoredOccurrence {
  const current = currentOf(campaign, campaign.occurrences, now);
  if (current === undefined) throw new Error(`campaign ${campaign.slug} never happens`);
  return current;
}

/** What was filled in, as the form has it. */
export function draftOf(campaign: CampaignRecord): CampaignDraft {
  const { title, channel, environment, zone, startLocal, durationSeconds } = campaign;
  const { leadSeconds, coolDownSeconds, recurrence, multiplier, freeze, targets } = campaign;
  return {
    ...{ title, channel, environment, zone, startLocal, durationSeconds, leadSeconds, coolDownSeconds },
    ...{ recurrence, multiplier, freeze },
    targets: targets.map(({ service, floor, max }) => ({
      ...{ service, floor, max },
      peakRps: null,
      rpsPerPod: null,
    })),
  };
}

/** An occurrence that cools down later than planned is shown as long as it does. */
function timesOf({ coolFrom, endsAt, coolUntil, ...times }: StoredOccurrence) {
  return { ...times, endsAt, coolUntil: (coolFrom ?? endsAt) + (coolUntil - endsAt) };
}

/** A campaign as the list shows it, with its occurrences that touch a range. */
export function campaignRow(
  campaign: CampaignRecord,
  { now, from, to }: { now: number; from: number; to: number },
): CampaignRow {
  const { slug, title, channel, environment, owner, zone, targets, occurrences } = campaign;
  const current = currentOccurrence(campaign, now);
  return {
    ...{ slug, title, channel, environment, owner, zone },
    state: campaignState(campaign, occurrences, now),
    late: current.late,
    lateSeconds: lateSeconds(current),
    missed: current.missed,
    recurring: campaign.recurrence !== null,
    current: occurrenceView(campaign, timesOf(current)),
    occurrences: occurrences
      .filter((each) => each.leadAt < to && each.coolUntil > from)
      .map((each) => ({
        ...occurrenceView(campaign, timesOf(each)),
        state: occurrenceState(campaign, each, now),
        late: each.late,
        lateSeconds: lateSeconds(each),
        missed: each.missed,
      })),
    services: targets.map(({ service, floor }) => ({ service, floor })),
    targets: targets.length,
    confirmed: targets.filter(({ confirmedBy }) => confirmedBy !== null).length,
  };
}

/** What is kept of the occurrences that are over, the newest first. */
export function resultsOf(campaign: CampaignRecord): CampaignDetail["results"] {
  const confirmedBy = [...new Set(campaign.targets.flatMap((target) => target.confirmedBy ?? []))];
  return campaign.occurrences
    .filter(({ closedAt }) => closedAt !== null)
    .map(({ date, result, readyAt, startsAt, missed }) => ({
      ...{ date, confirmedBy, missed },
      peakRps: result?.peakRps ?? null,
      errorPercent: result?.errorPercent ?? null,
      unmeasured: result === null ? "Nobody measured requests and errors at that time." : null,
      readyBeforeStartSeconds: readyAt === null ? null : Math.round((startsAt - readyAt) / 1000),
    }))
    .toReversed();
}
