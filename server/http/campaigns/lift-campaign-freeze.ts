import { campaignAnswerSchema, campaignEndSchema } from "@/contracts/campaign";
import { campaignParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /campaigns/{slug}/lift-freeze: releases go on in its window; its floors stay. */
export const liftCampaignFreeze = defineRoute({
  method: "post",
  path: "/campaigns/{slug}/lift-freeze",
  operationId: "liftCampaignFreeze",
  summary: "Lift the freeze of a campaign before its end; its floors stay",
  tag: "Campaigns",
  rate: "change",
  params: campaignParams,
  body: campaignEndSchema,
  answer: campaignAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.campaigns.liftFreeze(actor, { slug: params.slug, body }),
});
