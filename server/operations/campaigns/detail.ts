import type { CampaignDetail } from "@/contracts/campaign";
import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { type Resource, refused } from "@/server/domain/access/eligibility";
import { campaignFindings } from "@/server/domain/campaign/findings";
import { zonesOf } from "@/server/domain/campaign/occurrences";
import { mayLiftFreeze, mayManage, mayPlan } from "@/server/domain/campaign/rights";
import { campaignState } from "@/server/domain/campaign/state";
import type { CampaignFreeze, CampaignRecord } from "@/server/ports/campaign-store";
import type { Stores } from "@/server/ports/unit-of-work";
import { boardRow } from "./board";
import { campaignRow, currentOccurrence, draftOf, resultsOf } from "./campaign-views";
import { type CampaignFactsRead, factsOf, readTargets } from "./target-facts";

const mostHistory = 40;
const hour = 3_600_000;
const isoOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** The services of a campaign as the matrix of rights sees them. */
export function resourcesOf(campaign: CampaignRecord, facts: CampaignFactsRead): Resource[] {
  return campaign.targets.map(({ service }) => {
    const { ownership, place } = factsOf(facts, service).target;
    return { ownership, place };
  });
}

/** What somebody may do about a campaign as it stands. */
export function campaignRights(
  actor: Actor,
  campaign: CampaignRecord,
  check: { resources: readonly Resource[]; now: number },
): Omit<CampaignDetail["may"], "liftFreeze"> {
  const { now } = check;
  const role = mayManage(actor, campaign, check);
  const state = campaignState(campaign, campaign.occurrences, now);
  const where = (ok: boolean, reason: string): Eligibility =>
    ok || !role.allowed ? role : refused("wrong_state", reason);
  const open = state === "draft" || state === "scheduled";
  const over = state === "done" || state === "canceled";
  return {
    edit: where(
      open,
      over
        ? `This campaign is ${state}.`
        : "Its window is open. End it early, or cancel it, and plan another.",
    ),
    cancel: where(!over, `This campaign is ${state} already.`),
    endEarly: where(
      state === "live",
      over
        ? `This campaign is ${state}.`
        : "Only a window that has started ends early. Cancel the campaign instead.",
    ),
    repeat: mayPlan(actor, check),
  };
}

/** The freeze of the occurrence that counts now; an edit and a cancel leave nothing of it. */
export async function standingFreeze(
  stores: Stores,
  campaign: CampaignRecord,
  now: number,
): Promise<CampaignFreeze | undefined> {
  const { id, confirmedAt, canceledAt, freeze } = campaign;
  if (!freeze || confirmedAt === null || canceledAt !== null) return undefined;
  return stores.campaigns.freezeOf(id, currentOccurrence(campaign, now).date);
}

/** Whether somebody may lift the freeze of a campaign as it stands. */
export function freezeRight(
  actor: Actor,
  campaign: CampaignRecord,
  check: { resources: readonly Resource[]; now: number; freeze: CampaignFreeze | undefined },
): Eligibility {
  const { freeze } = check;
  const role = mayLiftFreeze(actor, campaign, check);
  if (!role.allowed) return role;
  if (freeze === undefined) return refused("wrong_state", "There is no freeze of this campaign.");
  return freeze.liftedBy === null
    ? role
    : refused("wrong_state", `${freeze.liftedBy} has lifted this freeze already.`);
}

function freezeView(freeze: CampaignFreeze): CampaignDetail["freeze"] {
  const { id, domains, from, until, liftedBy } = freeze;
  const times = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  return { id, domains: [...domains], ...times, liftedBy };
}

/** Everything that the page of a campaign shows. */
export async function campaignDetail(
  stores: Stores,
  actor: Actor,
  campaign: CampaignRecord,
): Promise<CampaignDetail> {
  const now = await stores.now();
  const services = campaign.targets.map(({ service }) => service);
  const facts = await readTargets(stores, campaign.environment, services);
  const current = currentOccurrence(campaign, now);
  const freeze = await standingFreeze(stores, campaign, now);
  const check = { resources: resourcesOf(campaign, facts), now };
  const { canceledAt, canceledBy, cancelReason, askedBy, version } = campaign;
  const canceled = {
    by: canceledBy ?? "",
    at: new Date(canceledAt ?? 0).toISOString(),
    reason: cancelReason ?? "",
  };
  return {
    now: new Date(now).toISOString(),
    ...campaignRow(campaign, { now, from: 0, to: now + 400 * 24 * hour }),
    ...{ version, askedBy, draft: draftOf(campaign), zones: zonesOf(campaign.zone, current) },
    board: campaign.targets.map((target) =>
      boardRow(actor, { campaign, current, target, facts: factsOf(facts, target.service), now }),
    ),
    readyAt: isoOrNull(current.readyAt),
    openedAt: isoOrNull(current.openedAt),
    findings: campaignFindings(campaign, current, now),
    freeze: freeze ? freezeView(freeze) : null,
    results: resultsOf(campaign),
    history: [...(await stores.campaigns.history(campaign.id, mostHistory))],
    createdAt: new Date(campaign.createdAt).toISOString(),
    canceled: canceledAt === null ? null : canceled,
    may: {
      ...campaignRights(actor, campaign, check),
      liftFreeze: freezeRight(actor, campaign, { ...check, freeze }),
    },
  };
}
