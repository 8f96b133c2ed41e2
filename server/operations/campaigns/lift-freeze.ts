import { type CampaignAnswer, campaignEndSchema } from "@/contracts/campaign";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { openCampaign, recordCampaign } from "./campaign-desk";
import { freezeRight, resourcesOf, standingFreeze } from "./detail";
import { readTargets } from "./target-facts";

/** Lifts the freeze of the occurrence that counts now: releases go on, and the floors hold as before. */
export function makeLiftCampaignFreeze(ports: OperationPorts) {
  return async (actor: Actor, input: { slug: string; body: unknown }): Promise<CampaignAnswer> => {
    const { reason } = parseInput(campaignEndSchema, input.body);
    return ports.work.change(async (stores) => {
      const campaign = await openCampaign(stores, input.slug);
      const services = campaign.targets.map(({ service }) => service);
      const facts = await readTargets(stores, campaign.environment, services);
      const now = await stores.now();
      const found = await standingFreeze(stores, campaign, now);
      const resources = resourcesOf(campaign, facts);
      demand(freezeRight(actor, campaign, { resources, now, freeze: found }));
      const freeze = found ?? refuse("wrong_state", "There is no freeze of this campaign.");
      await stores.freezes.lift(freeze.id, actor.account);
      return recordCampaign(stores, actor, {
        campaign,
        entry: {
          action: "campaign.lift_freeze",
          summary: `lifted the freeze of ${campaign.title} over ${freeze.domains.join(", ")}: ${reason}`,
          before: { until: new Date(freeze.until).toISOString() },
          after: { liftedBy: actor.account, reason },
        },
      });
    });
  };
}
