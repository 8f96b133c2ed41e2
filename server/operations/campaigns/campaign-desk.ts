import type { CampaignAnswer, CampaignDraft } from "@/contracts/campaign";
import type { Actor } from "@/server/domain/access/actor";
import { OperationRefused, refuse } from "@/server/operations/operation-refused";
import type { CampaignRecord } from "@/server/ports/campaign-store";
import type { AuditEntryDraft, Stores } from "@/server/ports/unit-of-work";
import { campaignDetail } from "./detail";
import type { DraftPlan } from "./draft-plan";
import { factsOf } from "./target-facts";

/** The campaign that is changed; nobody else changes it until the transaction ends. */
export async function openCampaign(stores: Stores, slug: string): Promise<CampaignRecord> {
  return (
    (await stores.campaigns.bySlug(slug, "lock")) ?? refuse("not_found", `There is no campaign ${slug}.`)
  );
}

/** Goes on when a draft can be written; else refuses with the first reason and names every field. */
export function demandSound({ view }: DraftPlan): void {
  const [first] = view.refusals;
  if (first === undefined) return;
  const { path: _path, ...refusal } = first;
  throw new OperationRefused(
    refusal,
    view.refusals.map(({ path, reason }) => ({ path, message: reason })),
  );
}

/** The services of a draft as they are stored. */
export function targetsOf(
  draft: CampaignDraft,
  { facts }: DraftPlan,
): { targetId: string; floor: number; max: number | null }[] {
  return draft.targets.map(({ service, floor, max }) => ({
    targetId: factsOf(facts, service).target.id,
    ...{ floor, max },
  }));
}

/** Writes the audit row of a change, tells whom it concerns, and answers with the campaign as it stands. */
export async function recordCampaign(
  stores: Stores,
  actor: Actor,
  done: {
    campaign: Pick<CampaignRecord, "id" | "slug">;
    entry: Omit<AuditEntryDraft, "subject">;
    message?: { topic: string; because: string };
  },
): Promise<CampaignAnswer> {
  const { campaign, entry, message } = done;
  const audit = await stores.log.audit(actor, { ...entry, subject: `campaign/${campaign.id}` });
  if (message) {
    const payload = { campaignId: campaign.id, because: message.because, by: actor.account };
    await stores.log.notify({ topic: message.topic, dedupeKey: `campaign:${audit}`, payload });
  }
  const now = (await stores.campaigns.bySlug(campaign.slug)) ?? refuse("not_found", "It is gone.");
  return { campaign: await campaignDetail(stores, actor, now), audit };
}

/** "12 pods of points-portal-web, 18 pods of points-balance-api". */
export function floorsInWords(draft: Pick<CampaignDraft, "targets">): string {
  return draft.targets.map(({ service, floor }) => `${floor} pods of ${service}`).join(", ");
}
