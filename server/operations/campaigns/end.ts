import { type CampaignAnswer, campaignEndSchema } from "@/contracts/campaign";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { CampaignRecord } from "@/server/ports/campaign-store";
import type { Stores } from "@/server/ports/unit-of-work";
import { openCampaign, recordCampaign } from "./campaign-desk";
import { currentOccurrence } from "./campaign-views";
import { campaignRights, resourcesOf } from "./detail";
import { readTargets } from "./target-facts";

/** A campaign as the address names it, and why it ends. */
interface EndInput {
  slug: string;
  body: unknown;
}

async function opened(stores: Stores, actor: Actor, slug: string) {
  const campaign = await openCampaign(stores, slug);
  const services = campaign.targets.map(({ service }) => service);
  const facts = await readTargets(stores, campaign.environment, services);
  const now = await stores.now();
  const may = campaignRights(actor, campaign, { resources: resourcesOf(campaign, facts), now });
  return { campaign, may, now };
}

const before = ({ title, occurrences }: CampaignRecord) => ({ title, occurrences: occurrences.length });

/** Cancels a campaign for good: the floors of an open window go at once. */
export function makeCancelCampaign(ports: OperationPorts) {
  return async (actor: Actor, input: EndInput): Promise<CampaignAnswer> => {
    const { reason } = parseInput(campaignEndSchema, input.body);
    return ports.work.change(async (stores) => {
      const { campaign, may } = await opened(stores, actor, input.slug);
      demand(may.cancel);
      await stores.campaigns.cancel(campaign.id, actor.account, reason);
      return recordCampaign(stores, actor, {
        campaign,
        entry: {
          action: "campaign.cancel",
          summary: `canceled ${campaign.title}: ${reason}`,
          before: before(campaign),
          after: { canceledBy: actor.account, reason },
        },
        message: { topic: "campaign_canceled", because: reason },
      });
    });
  };
}

/** Ends the window that is live: its floors go down over the cool-down, from now on. */
export function makeEndCampaignEarly(ports: OperationPorts) {
  return async (actor: Actor, input: EndInput): Promise<CampaignAnswer> => {
    const { reason } = parseInput(campaignEndSchema, input.body);
    return ports.work.change(async (stores) => {
      const { campaign, may, now } = await opened(stores, actor, input.slug);
      demand(may.endEarly);
      const { date, endsAt } = currentOccurrence(campaign, now);
      await stores.campaigns.endEarly(campaign.id, date);
      return recordCampaign(stores, actor, {
        campaign,
        entry: {
          action: "campaign.end_early",
          summary: `ended the window of ${campaign.title} early: ${reason}`,
          before: { endsAt: new Date(endsAt).toISOString() },
          after: { endsAt: new Date(now).toISOString(), reason },
        },
      });
    });
  };
}
