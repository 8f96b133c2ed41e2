import { campaignAnswerSchema, campaignEndSchema } from "@/contracts/campaign";
import { campaignParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /campaigns/{slug}/end-early: ends the window that is live. */
export const endCampaignEarly = defineRoute({
  method: "post",
  path: "/campaigns/{slug}/end-early",
  operationId: "endCampaignEarly",
  summary: "End the live window of a campaign early; its floors go down",
  tag: "Campaigns",
  rate: "change",
  params: campaignParams,
  body: campaignEndSchema,
  answer: campaignAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.campaigns.endEarly(actor, { slug: params.slug, body }),
});
