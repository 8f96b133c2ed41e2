import { campaignDetailSchema } from "@/contracts/campaign";
import { campaignParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /campaigns/{slug}: everything about one campaign. */
export const getCampaign = defineRoute({
  method: "get",
  path: "/campaigns/{slug}",
  operationId: "getCampaign",
  summary: "A campaign: its board, its times, its history",
  tag: "Campaigns",
  rate: "read",
  params: campaignParams,
  answer: campaignDetailSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) => operations.campaigns.get(actor, params.slug),
});
