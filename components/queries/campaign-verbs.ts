import type { CampaignAnswer, CampaignDraft, CampaignPlan } from "@/contracts/campaign";
import { send } from "./request";

const pathOf = (slug: string) => `/api/v1/campaigns/${encodeURIComponent(slug)}`;

/** What a plan would do; makes nothing. */
export const planCampaign = (body: CampaignDraft) =>
  send<CampaignPlan>("POST", "/api/v1/campaigns/plan", { body });

/** Makes a campaign. The same key is the same campaign. */
export const createCampaign = (body: CampaignDraft, key: string) =>
  send<CampaignAnswer>("POST", "/api/v1/campaigns", { body, key });

/** What people do about a campaign: an owner confirms a service, it is canceled, or its window ends early. */
export type CampaignVerb =
  | { verb: "confirm"; body: { service: string } }
  | { verb: "cancel" | "end"; body: { reason: string } };

/** Runs a verb on a campaign. */
export const changeCampaign = (slug: string, { verb, body }: CampaignVerb) =>
  send<CampaignAnswer>("POST", `${pathOf(slug)}/${verb}`, { body });
