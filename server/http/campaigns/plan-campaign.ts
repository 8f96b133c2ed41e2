import { campaignPlanRequestSchema, campaignPlanSchema } from "@/contracts/campaign-plan";
import { defineRoute } from "@/server/http/core/route";

/** POST /campaigns/plan: what a draft would do. Nothing is written. */
export const planCampaign = defineRoute({
  method: "post",
  path: "/campaigns/plan",
  operationId: "planCampaign",
  summary: "What a campaign would do: times, pods, room, refusals",
  tag: "Campaigns",
  rate: "change",
  body: campaignPlanRequestSchema,
  answer: campaignPlanSchema,
  status: 200,
  operation: ({ operations }, { actor, body }) => operations.campaigns.plan(actor, body),
});
