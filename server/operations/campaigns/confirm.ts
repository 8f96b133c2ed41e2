import type { CampaignAnswer } from "@/contracts/campaign";
import type { Actor } from "@/server/domain/access/actor";
import { mayConfirm } from "@/server/domain/campaign/rights";
import { campaignState } from "@/server/domain/campaign/state";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { openCampaign, recordCampaign } from "./campaign-desk";
import { factsOf, readTargets } from "./target-facts";

/** An owner confirms the floor of one service. With the last yes the campaign is scheduled. */
export function makeConfirmTarget(ports: OperationPorts) {
  return async (actor: Actor, input: { slug: string; service: string }): Promise<CampaignAnswer> =>
    ports.work.change(async (stores) => {
      const campaign = await openCampaign(stores, input.slug);
      const target =
        campaign.targets.find(({ service }) => service === input.service) ??
        refuse("not_found", `${input.service} is no service of ${campaign.title}.`);
      const services = campaign.targets.map(({ service }) => service);
      const facts = await readTargets(stores, campaign.environment, services);
      const { ownership, place } = factsOf(facts, target.service).target;
      const now = await stores.now();
      demand(mayConfirm(actor, campaign.askedBy, { resource: { ownership, place }, now }));
      const state = campaignState(campaign, campaign.occurrences, now);
      if (target.confirmedBy !== null)
        refuse("wrong_state", `${target.confirmedBy} has confirmed ${target.service} already.`);
      if (state !== "draft") refuse("wrong_state", `This campaign is ${state}: there is nothing to confirm.`);
      await stores.campaigns.confirm(campaign.id, target.targetId, actor.account);
      const others = campaign.targets.filter(({ service }) => service !== target.service);
      const last = others.every(({ confirmedBy }) => confirmedBy !== null);
      const domains = [...new Set(services.map((service) => factsOf(facts, service).target.domain))];
      if (last) await stores.campaigns.schedule(campaign.id, domains);
      return recordCampaign(stores, actor, {
        campaign,
        entry: {
          action: "campaign.confirm",
          summary: `confirmed ${target.floor} pods of ${target.service} for ${campaign.title}${last ? "; it is scheduled now" : ""}`,
          after: { service: target.service, floor: target.floor, version: campaign.version },
        },
        ...(last ? { message: { topic: "campaign_scheduled", because: "Every owner has confirmed." } } : {}),
      });
    });
}
