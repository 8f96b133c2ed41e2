import { campaignAnswerSchema, campaignEndSchema } from "@/contracts/campaign";
import { campaignParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /campaigns/{slug}/cancel: cancels a campaign for good. */
export const cancelCampaign = defineRoute({
  method: "post",
  path: "/campaigns/{slug}/cancel",
  operationId: "cancelCampaign",
  summary: "Cancel a campaign; open floors go at once",
  tag: "Campaigns",
  rate: "change",
  params: campaignParams,
  body: campaignEndSchema,
  answer: campaignAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.campaigns.cancel(actor, { slug: params.slug, body }),
});
