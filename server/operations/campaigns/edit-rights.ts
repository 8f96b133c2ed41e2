import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { mayPlan } from "@/server/domain/campaign/rights";
import type { CampaignRecord } from "@/server/ports/campaign-store";
import type { Stores } from "@/server/ports/unit-of-work";
import { campaignRights, resourcesOf } from "./detail";
import type { DraftPlan } from "./draft-plan";
import { readTargets, resourcesOfDraft } from "./target-facts";

/** Whether somebody may make this of a campaign: change it as it stands, and plan for every service and environment that comes new. */
export async function mayEdit(
  stores: Stores,
  actor: Actor,
  edit: { campaign: CampaignRecord; plan: DraftPlan },
): Promise<Eligibility> {
  const { campaign, plan } = edit;
  const now = Date.parse(plan.view.now);
  const services = campaign.targets.map(({ service }) => service);
  const before = await readTargets(stores, campaign.environment, services);
  const rights = campaignRights(actor, campaign, { resources: resourcesOf(campaign, before), now });
  if (!rights.edit.allowed) return rights.edit;
  const { environment, targets } = plan.draft;
  const added = targets.filter(
    ({ service }) => environment !== campaign.environment || !services.includes(service),
  );
  if (added.length === 0) return rights.edit;
  return mayPlan(actor, { resources: resourcesOfDraft(plan.facts, { targets: added }), now });
}
