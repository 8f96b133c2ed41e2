import type { CampaignAnswer, CampaignDraft } from "@/contracts/campaign";
import type { CampaignPlan } from "@/contracts/campaign-plan";
import { send } from "./request";

/** What a plan would do, or an edit of the campaign `slug`; makes nothing. */
export const planCampaign = (body: CampaignDraft & { slug?: string }) =>
  send<CampaignPlan>("POST", "/api/v1/campaigns/plan", { body });

/** Makes a campaign. The same key is the same campaign. */
export const createCampaign = (body: CampaignDraft, key: string) =>
  send<CampaignAnswer>("POST", "/api/v1/campaigns", { body, key });

/** Changes a campaign that has not begun. The version is the one that the edit was made from; another one is a conflict. */
export const editCampaign = (
  slug: string,
  body: CampaignDraft & { version: number; reason: string },
  key: string,
) => send<CampaignAnswer>("POST", `/api/v1/campaigns/${encodeURIComponent(slug)}`, { body, key });

/** What people do about a campaign: an owner confirms a service, it is canceled, its window ends early, or its freeze is lifted. */
export type CampaignVerb =
  | { verb: "confirm"; service: string }
  | { verb: "cancel" | "end-early" | "lift-freeze"; reason: string };

/** Runs a verb on a campaign. */
export function changeCampaign(slug: string, asked: CampaignVerb): Promise<CampaignAnswer> {
  const path = `/api/v1/campaigns/${encodeURIComponent(slug)}`;
  return asked.verb === "confirm"
    ? send("POST", `${path}/targets/${encodeURIComponent(asked.service)}/confirm`, {})
    : send("POST", `${path}/${asked.verb}`, { body: { reason: asked.reason } });
}
