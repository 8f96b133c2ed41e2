import { type CampaignPlan, campaignPlanRequestSchema } from "@/contracts/campaign-plan";
import type { Actor } from "@/server/domain/access/actor";
import { mayPlan } from "@/server/domain/campaign/rights";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { Stores } from "@/server/ports/unit-of-work";
import { type DraftPlan, planDraft } from "./draft-plan";
import { mayEdit } from "./edit-rights";
import { resourcesOfDraft } from "./target-facts";

async function rightOf(
  actor: Actor,
  stores: Stores,
  asked: { slug: string | undefined; plan: DraftPlan },
): Promise<CampaignPlan["may"]["create"]> {
  const { slug, plan } = asked;
  const now = Date.parse(plan.view.now);
  if (slug === undefined) return mayPlan(actor, { resources: resourcesOfDraft(plan.facts, plan.draft), now });
  const campaign =
    (await stores.campaigns.bySlug(slug)) ?? refuse("not_found", `There is no campaign ${slug}.`);
  return mayEdit(stores, actor, { campaign, plan });
}

/** What a draft would do, or an edit of a campaign: nothing is written. */
export function makePlanCampaign(ports: OperationPorts) {
  return async (actor: Actor, input: unknown): Promise<CampaignPlan> => {
    const { slug, ...draft } = parseInput(campaignPlanRequestSchema, input);
    const stores = ports.work.read;
    const plan = await planDraft(stores, draft, slug);
    return { ...plan.view, may: { create: await rightOf(actor, stores, { slug, plan }) } };
  };
}
