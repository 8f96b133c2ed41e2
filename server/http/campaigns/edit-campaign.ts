import { campaignAnswerSchema, campaignEditSchema } from "@/contracts/campaign";
import { campaignParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /campaigns/{slug}: changes a campaign that has not opened. */
export const editCampaign = defineRoute({
  method: "post",
  path: "/campaigns/{slug}",
  operationId: "editCampaign",
  summary: "Change a campaign that has not opened; its owners are asked again",
  tag: "Campaigns",
  rate: "change",
  params: campaignParams,
  body: campaignEditSchema,
  answer: campaignAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.campaigns.edit(actor, { slug: params.slug, body }),
});
