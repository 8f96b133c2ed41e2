import { wallClock } from "@/server/domain/campaign/zoned";
import type { DemoOrganization } from "./demo-organization";
import type { Row } from "./insert-rows";
import { targetId } from "./release-records";
import { minutesBefore, type SeedContext, secondsAfter } from "./seed-context";

type Campaign = DemoOrganization["campaigns"][number];

function startOf(context: SeedContext, campaign: Campaign): Date {
  const before = campaign.startMinutesAgo ?? -(campaign.startInMinutes ?? 0);
  const at = minutesBefore(context, before);
  // People plan whole minutes.
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000);
}

/** When it was planned: a day before its lead, but not after the seed. */
function plannedAt(context: SeedContext, campaign: Campaign): Date {
  const early = startOf(context, campaign).getTime() - (campaign.leadMinutes + 24 * 60) * 60_000;
  return new Date(Math.min(early, context.now.getTime() - 2 * 3_600_000));
}

const idOf = (context: SeedContext, campaign: Campaign) =>
  context.id(`campaign/${campaign.slug}`, plannedAt(context, campaign));

const confirmedAt = (context: SeedContext, campaign: Campaign) =>
  secondsAfter(plannedAt(context, campaign), 3_600);

const isConfirmed = ({ state }: Campaign) => state === "scheduled" || state === "done";

/** The campaigns themselves. */
export function campaignRows(context: SeedContext): Row[] {
  const zone = context.organization.organization.timezone;
  return context.organization.campaigns.map((campaign) => {
    const { slug, title, channel, environment, owner, multiplier, state } = campaign;
    const canceled = state === "canceled";
    return {
      ...{ id: idOf(context, campaign), slug, title, channel, environment, owner, zone, multiplier },
      asked_by: owner,
      start_local: wallClock(startOf(context, campaign).getTime(), zone).slice(0, 16),
      duration_seconds: campaign.durationMinutes * 60,
      lead_seconds: campaign.leadMinutes * 60,
      cool_down_seconds: campaign.coolDownMinutes * 60,
      recurrence: null,
      freezes: false,
      row_version: 1,
      created_at: plannedAt(context, campaign),
      confirmed_at: isConfirmed(campaign) ? confirmedAt(context, campaign) : null,
      canceled_at: canceled ? confirmedAt(context, campaign) : null,
      canceled_by: canceled ? owner : null,
      cancel_reason: canceled ? "The rehearsal was not needed." : null,
    };
  });
}

/** Lead of the owner team, or the deputy where the lead asked for it. */
function confirmerOf({ organization }: SeedContext, campaign: Campaign, service: string): string {
  const owner = organization.services.find(({ name }) => name === service)?.own.owner;
  const team = organization.teams.find(({ name }) => name === owner);
  if (!team) throw new Error(`campaign ${campaign.slug} names ${service}, whose owner is unknown`);
  return team.lead === campaign.owner ? team.deputy : team.lead;
}

/** Their services with floors. */
export function campaignTargetRows(context: SeedContext): Row[] {
  return context.organization.campaigns.flatMap((campaign) =>
    campaign.targets.map(({ service, min }, index) => ({
      campaign_id: idOf(context, campaign),
      target_id: targetId(context, service, campaign.environment),
      position: index + 1,
      floor: min,
      max: null,
      confirmed_by: isConfirmed(campaign) ? confirmerOf(context, campaign, service) : null,
      confirmed_at: isConfirmed(campaign) ? confirmedAt(context, campaign) : null,
    })),
  );
}

/** The one time that each happens. */
export function campaignOccurrenceRows(context: SeedContext): Row[] {
  const zone = context.organization.organization.timezone;
  return context.organization.campaigns.map((campaign) => {
    const start = startOf(context, campaign);
    const end = secondsAfter(start, campaign.durationMinutes * 60);
    const lead = secondsAfter(start, -campaign.leadMinutes * 60);
    const done = campaign.state === "done";
    const { result } = campaign;
    const ready = secondsAfter(start, -60 * (result?.readyBeforeStartMinutes ?? 0));
    return {
      campaign_id: idOf(context, campaign),
      date: wallClock(start.getTime(), zone).slice(0, 10),
      lead_at: lead,
      start_at: start,
      end_at: end,
      cool_seconds: campaign.coolDownMinutes * 60,
      opened_at: done ? lead : null,
      ready_at: done ? ready : null,
      late: false,
      missed: false,
      cool_from: done ? end : null,
      closed_at: done ? secondsAfter(end, campaign.coolDownMinutes * 60) : null,
      checks: [],
      row_version: 1,
      ready: done
        ? Object.fromEntries(campaign.targets.map(({ service }) => [service, ready.getTime()]))
        : {},
      result: result ? { peakRps: result.peakRps, errorPercent: result.errorPercent } : null,
    };
  });
}
