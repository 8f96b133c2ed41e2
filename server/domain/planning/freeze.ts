import type { DeploymentKind } from "@/contracts/deployment-state";
import type { Eligibility, Refusal } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { allowed, listed, refused } from "@/server/domain/access/eligibility";

/** A freeze that covers a target now. `until` in ms since the epoch. */
export interface FreezeFacts {
  id: string;
  environment: string;
  reason: string;
  openedBy: string;
  until: number;
  /** Address of the campaign that brought it along; null when a person opened it. */
  campaign: string | null;
}

/** Whether a freeze stops this kind of deployment: the way back to what ran well stays open. */
export function isFrozenFor(kind: DeploymentKind): boolean {
  return kind !== "rollback" && kind !== "resume";
}

/** What the freeze is, until when, and who opened it. */
export function freezeSentence({ environment, reason, openedBy, until }: FreezeFacts): string {
  const at = new Date(until).toISOString().slice(0, 16).replace("T", " ");
  return `${environment} is frozen until ${at} UTC by ${openedBy}: ${reason.replace(/[.\s]+$/u, "")}.`;
}

/** Names where they are known, else the role. */
function managers(names: readonly string[]): string[] {
  return names.length > 0 ? [...names] : ["a release manager"];
}

/** The "no" of a freeze, with who can lift it. */
export function freezeRefusal(freeze: FreezeFacts, releaseManagers: readonly string[]): Refusal {
  const whoCan = managers(releaseManagers);
  const leads =
    freeze.campaign === null ? "" : `, and leads of its services at /campaigns/${freeze.campaign}`;
  return {
    code: "freeze_active",
    reason: `${freezeSentence(freeze)} Rollbacks stay possible; ${listed(whoCan)} can lift it${leads}.`,
    whoCan,
  };
}

const editors = ["release-manager", "platform-admin"];

/** Whether an actor may open or lift freezes: release managers and platform admins, as people or with an unlimited token. */
export function mayEditFreeze(actor: Actor, releaseManagers: readonly string[]): Eligibility {
  const unlimited = actor.token === null || actor.token.scopes.includes("*");
  if (unlimited && actor.kind === "human" && actor.roles.some((role) => editors.includes(role)))
    return allowed;
  const whoCan = managers(releaseManagers);
  return refused(
    "forbidden",
    `${actor.account} may not open or lift a freeze. Ask ${listed(whoCan)}.`,
    whoCan,
  );
}
