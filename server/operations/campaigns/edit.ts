import { type CampaignAnswer, campaignEditSchema } from "@/contracts/campaign";
import type { Actor } from "@/server/domain/access/actor";
import { mayPlan } from "@/server/domain/campaign/rights";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { demandSound, floorsInWords, openCampaign, recordCampaign, targetsOf } from "./campaign-desk";
import { draftOf } from "./campaign-views";
import { campaignRights, resourcesOf } from "./detail";
import { planDraft } from "./draft-plan";
import { factsOf, readTargets } from "./target-facts";

/** Changes a campaign that has not opened: every owner is asked again, and nothing is raised before they confirm. */
export function makeEditCampaign(ports: OperationPorts) {
  return async (actor: Actor, input: { slug: string; body: unknown }): Promise<CampaignAnswer> => {
    const { version, reason, ...draft } = parseInput(campaignEditSchema, input.body);
    return ports.work.change(async (stores) => {
      const campaign = await openCampaign(stores, input.slug);
      const services = campaign.targets.map(({ service }) => service);
      const before = await readTargets(stores, campaign.environment, services);
      const now = await stores.now();
      const rights = { resources: resourcesOf(campaign, before), now };
      demand(campaignRights(actor, campaign, rights).edit);
      if (campaign.version !== version)
        refuse("conflict", `${campaign.title} changed since you looked. Load it again.`);
      const plan = await planDraft(stores, draft, campaign.slug);
      const added = draft.targets.filter(({ service }) => !services.includes(service));
      const resources = added.map(({ service }) => {
        const { ownership, place } = factsOf(plan.facts, service).target;
        return { ownership, place };
      });
      if (resources.length > 0) demand(mayPlan(actor, { resources, now }));
      demandSound(plan);
      const { id, slug } = campaign;
      const written = await stores.campaigns.replace(
        {
          ...{ id, slug, by: actor.account, draft, occurrences: plan.occurrences },
          targets: targetsOf(draft, plan),
        },
        version,
      );
      if (!written) refuse("conflict", `${campaign.title} changed since you looked. Load it again.`);
      return recordCampaign(stores, actor, {
        campaign,
        entry: {
          action: "campaign.edit",
          summary: `changed ${draft.title}: ${draft.startLocal} ${draft.zone}, ${floorsInWords(draft)}: ${reason}`,
          before: draftOf(campaign),
          after: { ...draft, reason },
        },
        message: {
          topic: "campaign_asked",
          because: `It changed (${reason}) and needs ${floorsInWords(draft)}.`,
        },
      });
    });
  };
}
