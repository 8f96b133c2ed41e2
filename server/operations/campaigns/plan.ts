import { type CampaignPlan, campaignPlanRequestSchema } from "@/contracts/campaign-plan";
import type { Actor } from "@/server/domain/access/actor";
import { mayPlan } from "@/server/domain/campaign/rights";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { parseInput } from "@/server/operations/parse-input";
import { planDraft } from "./draft-plan";
import { factsOf } from "./target-facts";

/** What a draft would do: nothing is written. */
export function makePlanCampaign(ports: OperationPorts) {
  return async (actor: Actor, input: unknown): Promise<CampaignPlan> => {
    const { slug, ...draft } = parseInput(campaignPlanRequestSchema, input);
    const { view, facts } = await planDraft(ports.work.read, draft, slug);
    const resources = draft.targets.map(({ service }) => {
      const { ownership, place } = factsOf(facts, service).target;
      return { ownership, place };
    });
    return { ...view, may: { create: mayPlan(actor, { resources, now: Date.parse(view.now) }) } };
  };
}
