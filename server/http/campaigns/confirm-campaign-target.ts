import * as z from "zod";
import { campaignAnswerSchema } from "@/contracts/campaign";
import { campaignTargetParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /campaigns/{slug}/targets/{service}/confirm: an owner says yes to the floor of one service. */
export const confirmCampaignTarget = defineRoute({
  method: "post",
  path: "/campaigns/{slug}/targets/{service}/confirm",
  operationId: "confirmCampaignTarget",
  summary: "Confirm a service of a campaign",
  tag: "Campaigns",
  rate: "change",
  params: campaignTargetParams,
  body: z.strictObject({}),
  answer: campaignAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) => operations.campaigns.confirm(actor, params),
});
