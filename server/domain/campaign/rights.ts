import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { allowed, listed, mayDo, type Resource, refused } from "@/server/domain/access/eligibility";
import { tokenCovers } from "@/server/domain/access/token-scope";

/** The services of a campaign, and when it is asked. */
export interface CampaignPlace {
  resources: readonly Resource[];
  now: number;
}

/** Whether somebody may plan a campaign for these services; without any, whether there is one that they may plan. */
export function mayPlan(actor: Actor, { resources, now }: CampaignPlace): Eligibility {
  if (resources.length === 0) {
    const teams = actor.memberships.length > 0 && actor.kind === "human";
    return teams || actor.roles.includes("campaign-owner")
      ? allowed
      : refused("forbidden", `${actor.account} may not plan a campaign. Ask campaign-owner.`, [
          "campaign-owner",
        ]);
  }
  const answers = resources.map((resource) => mayDo(actor, "campaign.create", { resource, now }));
  return answers.find((answer) => !answer.allowed) ?? allowed;
}

/** Whether somebody may edit, cancel or end a campaign: who may plan it, or whose it is. */
export function mayManage(
  actor: Actor,
  campaign: { owner: string; title: string },
  place: CampaignPlace,
): Eligibility {
  const covered = place.resources.every((resource) => tokenCovers(actor, "campaign.create", resource));
  if (covered && actor.account === campaign.owner && actor.kind === "human") return allowed;
  if (mayPlan(actor, place).allowed) return allowed;
  const whoCan = [...new Set([campaign.owner, "campaign-owner"])];
  return refused(
    "forbidden",
    `${actor.account} may not change the campaign ${campaign.title}. Ask ${listed(whoCan)}.`,
    whoCan,
  );
}

/** Whether somebody may confirm a service of a campaign: lead or deputy of its owner team, who did not ask for it. */
export function mayConfirm(
  actor: Actor,
  askedBy: string,
  check: { resource: Resource; now: number },
): Eligibility {
  const { lead, deputy } = check.resource.ownership.owner;
  const others = [lead, deputy].filter((account) => account !== askedBy);
  if (actor.account === askedBy)
    return refused(
      "four_eyes",
      `${actor.account} asked for this. Another person confirms it: ${listed(others)}.`,
      others,
    );
  if (actor.kind === "service")
    return refused("forbidden", `${actor.account} is a service account: only people confirm.`, others);
  return mayDo(actor, "campaign.confirm", check);
}

/** Accounts that lead or stand in for the owner team of every one of these services. */
function leadsOfAll(resources: readonly Resource[]): string[] {
  const teams = resources.map(({ ownership: { owner } }) => [owner.lead, owner.deputy]);
  return [...new Set(teams.flat())].filter((account) => teams.every((team) => team.includes(account)));
}

/**
 * Whether somebody may lift the freeze of a campaign before its end: lead or deputy of the owner team of every service in it, a release
 * manager or a platform admin, who did not ask for the campaign.
 */
export function mayLiftFreeze(
  actor: Actor,
  campaign: { askedBy: string; title: string },
  { resources, now }: CampaignPlace,
): Eligibility {
  const { askedBy, title } = campaign;
  const whoCan = [...leadsOfAll(resources), "release-manager"].filter((account) => account !== askedBy);
  if (actor.account === askedBy)
    return refused(
      "four_eyes",
      `${actor.account} asked for this campaign. Another person lifts its freeze: ${listed(whoCan)}.`,
      whoCan,
    );
  const ok = resources.every((resource) => mayDo(actor, "campaign.liftFreeze", { resource, now }).allowed);
  if (ok && actor.kind === "human") return allowed;
  return refused(
    "forbidden",
    `${actor.account} may not lift the freeze of ${title}. Ask ${listed(whoCan)}.`,
    whoCan,
  );
}
