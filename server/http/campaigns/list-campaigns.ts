import * as z from "zod";
import { campaignListSchema } from "@/contracts/campaign";
import { defineRoute } from "@/server/http/core/route";

/** GET /campaigns: campaigns, and their windows in a range of time. */
export const listCampaigns = defineRoute({
  method: "get",
  path: "/campaigns",
  operationId: "listCampaigns",
  summary: "Campaigns with their windows in a range",
  tag: "Campaigns",
  rate: "read",
  query: z.strictObject({ from: z.iso.datetime().optional(), to: z.iso.datetime().optional() }),
  answer: campaignListSchema,
  status: 200,
  operation: ({ operations }, { actor, query }) => operations.campaigns.list(actor, query),
});
