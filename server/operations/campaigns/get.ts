import type { CampaignDetail } from "@/contracts/campaign";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import { campaignDetail } from "./detail";

/** One campaign with its board, for everybody. */
export function makeGetCampaign(ports: OperationPorts) {
  return async (actor: Actor, slug: string): Promise<CampaignDetail> => {
    const stores = ports.work.read;
    const campaign =
      (await stores.campaigns.bySlug(slug)) ?? refuse("not_found", `There is no campaign ${slug}.`);
    return campaignDetail(stores, actor, campaign);
  };
}
