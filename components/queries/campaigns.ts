import type { CampaignDetail, CampaignList } from "@/contracts/campaign";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

const day = 86_400_000;

/** The month of a date with the weeks that reach into it. */
function rangeOf(date: string): { from: string; to: string } {
  const first = new Date(`${date.slice(0, 7)}-01T00:00:00Z`);
  const next = new Date(first);
  next.setUTCMonth(first.getUTCMonth() + 1);
  return {
    from: new Date(first.getTime() - 8 * day).toISOString(),
    to: new Date(next.getTime() + 8 * day).toISOString(),
  };
}

/** Every campaign, with its windows around the month of a date ("2026-11-23"). */
export function campaignsQuery(date: string) {
  const range = rangeOf(date);
  return apiQuery<CampaignList>(keys.campaigns(range.from), `/api/v1/campaigns${queryString(range)}`);
}

/** Every campaign, with its windows of some weeks around now. */
export const campaignsNowQuery = () => apiQuery<CampaignList>(keys.campaigns("now"), "/api/v1/campaigns");

/** One campaign with its board. */
export const campaignQuery = (slug: string) =>
  apiQuery<CampaignDetail>(keys.campaign(slug), `/api/v1/campaigns/${encodeURIComponent(slug)}`);
