import { campaignAnswerSchema, campaignDraftSchema } from "@/contracts/campaign";
import { defineRoute } from "@/server/http/core/route";

/** POST /campaigns: a new campaign, a draft until its owners confirm. */
export const createCampaign = defineRoute({
  method: "post",
  path: "/campaigns",
  operationId: "createCampaign",
  summary: "Plan a campaign; its owners are asked",
  tag: "Campaigns",
  rate: "change",
  body: campaignDraftSchema,
  answer: campaignAnswerSchema,
  status: 201,
  operation: ({ operations }, { actor, body, key }) =>
    operations.campaigns.create(actor, body, key ?? undefined),
});
