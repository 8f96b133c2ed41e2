import type { CampaignDraft } from "@/contracts/campaign";
import type { CampaignPlan } from "@/contracts/campaign-plan";
import { type DraftRefusal, scheduleOf, targetRefusal } from "@/server/domain/campaign/check-draft";
import { type OccurrenceTimes, occurrenceView, zonesOf } from "@/server/domain/campaign/occurrences";
import { type FloorNeed, podsBeside, podsOf } from "@/server/domain/campaign/pods-beside";
import { type MorePods, poolPlan, poolRefusal } from "@/server/domain/campaign/pool-plan";
import { proposeFloor } from "@/server/domain/campaign/proposal";
import { type NamespaceQuotas, quotaRefusal } from "@/server/domain/campaign/quota-plan";
import type { CampaignRecord } from "@/server/ports/campaign-store";
import type { Stores } from "@/server/ports/unit-of-work";
import { type CampaignFactsRead, factsOf, readTargets } from "./target-facts";

/** What a draft comes to: everything that people see of it, and what is written if it is created. */
export interface DraftPlan {
  draft: CampaignDraft;
  view: Omit<CampaignPlan, "may">;
  facts: CampaignFactsRead;
  occurrences: readonly OccurrenceTimes[];
}

const mostShown = 12;
const iso = (at: number) => new Date(at).toISOString();

/** Another campaign's window that meets the draft. */
interface Meeting {
  campaign: CampaignRecord;
  service: string;
  floor: number;
  from: number;
  until: number;
}

function meetings(
  all: readonly CampaignRecord[],
  draft: { environment: string; slug: string | undefined },
  occurrences: readonly OccurrenceTimes[],
): Meeting[] {
  const others = all.filter(
    ({ slug, environment, canceledAt }) =>
      slug !== draft.slug && environment === draft.environment && canceledAt === null,
  );
  return others.flatMap((campaign) => {
    const met = campaign.occurrences.find(
      ({ leadAt, coolUntil, closedAt, missed }) =>
        closedAt === null &&
        !missed &&
        occurrences.some((own) => own.leadAt < coolUntil && leadAt < own.coolUntil),
    );
    if (met === undefined) return [];
    return campaign.targets.map(({ service, floor }) => ({
      ...{ campaign, service, floor },
      from: met.leadAt,
      until: met.coolUntil,
    }));
  });
}

function needOf(facts: CampaignFactsRead, { service, floor }: { service: string; floor: number }): FloorNeed {
  const { target, pool, ask, running } = factsOf(facts, service);
  const { id: key, cluster, namespace } = target;
  return { ...{ key, service, cluster, namespace }, pool, ask, running, floor };
}

/** Pods that the draft asks for, and those that confirmed campaigns need at that time beside it. */
function morePods(
  draft: CampaignDraft,
  facts: CampaignFactsRead,
  at: { met: readonly Meeting[]; occurrences: readonly OccurrenceTimes[] },
): { own: MorePods[]; others: MorePods[] } {
  const needs = draft.targets.map((target) => needOf(facts, target));
  const spans = at.occurrences.map(({ leadAt, coolUntil }) => ({ from: leadAt, until: coolUntil }));
  const held = at.met
    .filter(({ campaign }) => campaign.confirmedAt !== null)
    .map((each) => ({ ...needOf(facts, each), from: each.from, until: each.until }));
  return { own: podsOf(needs), others: podsBeside({ spans, needs }, held) };
}

function targetViews(draft: CampaignDraft, facts: CampaignFactsRead): CampaignPlan["targets"] {
  return draft.targets.map(({ service, floor, max, peakRps, rpsPerPod }) => {
    const { target, base, ceiling, running, available, pool, ask } = factsOf(facts, service);
    const { lead, deputy } = target.ownership.owner;
    return {
      ...{ service, now: running, ready: available, floor, base, pool, pod: ask, cluster: target.cluster },
      max: Math.max(base?.max ?? 0, floor, max ?? 0),
      ceiling: base === null ? null : ceiling,
      planned: Math.max(running ?? 0, floor),
      proposed: proposeFloor({ multiplier: draft.multiplier, peakRps, rpsPerPod, running }),
      confirmedBy: [lead, deputy],
    };
  });
}

function notesOf(
  views: CampaignPlan["occurrences"],
  pools: CampaignPlan["pools"],
  { leadAt, now }: { leadAt: number | null; now: number },
): string[] {
  return [
    ...views.flatMap(({ note }) => (note === null ? [] : [note])),
    ...(leadAt !== null && leadAt < now
      ? ["Its lead has begun already: the floors are raised as soon as the last owner confirms."]
      : []),
    ...pools
      .filter(({ short, pods }) => short === null && pods > 0)
      .map(
        ({ pool, cluster }) =>
          `Nobody can tell yet whether pool ${pool} of ${cluster} has the room: it, or a pod's size, was not seen.`,
      ),
  ];
}

/** The quotas of every namespace that the draft raises pods in, as its services were last seen with them. */
function quotasOf(draft: CampaignDraft, facts: CampaignFactsRead): NamespaceQuotas[] {
  const found = draft.targets.map(({ service }) => {
    const { target, case: seen } = factsOf(facts, service);
    const { cluster, namespace } = target;
    return [`${cluster}/${namespace}`, { cluster, namespace, quotas: seen.seen.quotas }] as const;
  });
  return [...new Map(found).values()];
}

/** Works out what a draft comes to: times, pods, room, overlaps, and every reason why it cannot be created. */
export async function planDraft(stores: Stores, draft: CampaignDraft, slug?: string): Promise<DraftPlan> {
  const now = await stores.now();
  const found = scheduleOf(draft, now);
  const occurrences = Array.isArray(found) ? found : [];
  const met = meetings(await stores.campaigns.all(), { environment: draft.environment, slug }, occurrences);
  const services = [...draft.targets.map(({ service }) => service), ...met.map(({ service }) => service)];
  const facts = await readTargets(stores, draft.environment, services);
  const more = morePods(draft, facts, { met, occurrences });
  const own = new Set(draft.targets.map(({ service }) => service));
  const pools = facts.pools.map((pool) => poolPlan(pool, more)).filter(({ pods }) => pods > 0);
  const views = occurrences.slice(0, mostShown).map((each) => occurrenceView(draft, each));
  const [first] = occurrences;
  const refusals: (DraftRefusal | null)[] = [
    Array.isArray(found) ? null : found,
    ...draft.targets.map((target, index) => {
      const { base, ceiling, target: record } = factsOf(facts, target.service);
      const { service, strategy } = record;
      const { environment } = draft;
      const isJob = strategy === "cron";
      return targetRefusal(target, { service, environment, base, ceiling, isJob }, index);
    }),
    ...pools.map(poolRefusal),
    ...quotasOf(draft, facts).map((quotas) => quotaRefusal(quotas, more)),
  ];
  const view: DraftPlan["view"] = {
    now: iso(now),
    occurrences: views,
    count: occurrences.length,
    zones: first === undefined ? [] : zonesOf(draft.zone, first),
    targets: targetViews(draft, facts),
    pools,
    refusals: refusals.filter((refusal) => refusal !== null),
    overlaps: met
      .filter(({ service }) => own.has(service))
      .map(({ campaign, service, floor, from, until }) => ({
        ...{ slug: campaign.slug, title: campaign.title, service, floor },
        ...{ from: iso(from), until: iso(until) },
      })),
    notes: notesOf(views, pools, { leadAt: first?.leadAt ?? null, now }),
  };
  return { draft, view, facts, occurrences };
}
