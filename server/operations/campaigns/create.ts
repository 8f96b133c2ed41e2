import { type CampaignAnswer, campaignAnswerSchema, campaignDraftSchema } from "@/contracts/campaign";
import type { Actor } from "@/server/domain/access/actor";
import { mayPlan } from "@/server/domain/campaign/rights";
import { slugOf } from "@/server/domain/campaign/slug";
import { answerOnce } from "@/server/operations/answer-once";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { demandSound, floorsInWords, recordCampaign, targetsOf } from "./campaign-desk";
import { planDraft } from "./draft-plan";
import { resourcesOfDraft } from "./target-facts";

/** Plans a campaign: a draft until the owner of each service has confirmed it. The same with the same key is planned once. */
export function makeCreateCampaign(ports: OperationPorts) {
  return async (actor: Actor, input: unknown, key?: string): Promise<CampaignAnswer> => {
    const draft = parseInput(campaignDraftSchema, input);
    const asked = { actor, key, operation: "campaigns.create", asked: draft, answer: campaignAnswerSchema };
    return ports.work.change((stores) =>
      answerOnce(ports, stores, {
        ...asked,
        work: async () => {
          const plan = await planDraft(stores, draft);
          const resources = resourcesOfDraft(plan.facts, draft);
          demand(mayPlan(actor, { resources, now: Date.parse(plan.view.now) }));
          demandSound(plan);
          const taken = (await stores.campaigns.all()).map(({ slug }) => slug);
          const campaign = { id: ports.ids.uuid(), slug: slugOf(draft.title, taken) };
          await stores.campaigns.insert({
            ...{ ...campaign, by: actor.account, draft, occurrences: plan.occurrences },
            targets: targetsOf(draft, plan),
          });
          return recordCampaign(stores, actor, {
            campaign,
            entry: {
              action: "campaign.create",
              summary: `planned ${draft.title} in ${draft.environment} for ${draft.startLocal} ${draft.zone}: ${floorsInWords(draft)}`,
              after: draft,
            },
            message: { topic: "campaign_asked", because: `It needs ${floorsInWords(draft)}.` },
          });
        },
      }),
    );
  };
}
