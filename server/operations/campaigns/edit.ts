import { type CampaignAnswer, campaignEditSchema } from "@/contracts/campaign";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { demandSound, floorsInWords, openCampaign, recordCampaign, targetsOf } from "./campaign-desk";
import { draftOf } from "./campaign-views";
import { planDraft } from "./draft-plan";
import { mayEdit } from "./edit-rights";

/** Changes a campaign that has not opened: every owner is asked again, and nothing is raised before they confirm. */
export function makeEditCampaign(ports: OperationPorts) {
  return async (actor: Actor, input: { slug: string; body: unknown }): Promise<CampaignAnswer> => {
    const { version, reason, ...draft } = parseInput(campaignEditSchema, input.body);
    return ports.work.change(async (stores) => {
      const campaign = await openCampaign(stores, input.slug);
      const plan = await planDraft(stores, draft, campaign.slug);
      demand(await mayEdit(stores, actor, { campaign, plan }));
      if (campaign.version !== version)
        refuse("conflict", `${campaign.title} changed since you looked. Load it again.`);
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
