import type { Eligibility, ProblemCode } from "@/contracts/problem";
import type { Actor, Ownership, Place } from "./actor";
import { type Action, matrix, phrases } from "./matrix";
import { type Standing, standingsOf } from "./standing";
import { tokenCovers } from "./token-scope";

/** What an action is about. */
export interface Resource {
  ownership: Ownership;
  place: Place;
  /** Rollback and switch-back only: who asked for the deployment that serves, and when it took the traffic (ms). */
  ownSwitch?: { requestedBy: string; switchedAt: number | null };
}

/** Everything is allowed. */
export const allowed: Eligibility = { allowed: true };

/** A "no" with its code, its sentence and who can lift it. */
export function refused(
  code: ProblemCode,
  reason: string,
  whoCan: readonly string[] = [],
): Eligibility & { allowed: false } {
  return { allowed: false, code, reason, ...(whoCan.length > 0 ? { whoCan: [...whoCan] } : {}) };
}

/** Minutes after the own switch in which a requester may take it back without being lead or on call. */
const regretMinutes = 60;

function ownRegret(actor: Actor, action: Action, check: { resource: Resource; now: number }): boolean {
  if (action !== "deploy.switchBack" && action !== "deploy.rollback") return false;
  const own = check.resource.ownSwitch;
  if (!own || own.switchedAt === null || own.requestedBy !== actor.account) return false;
  return check.now - own.switchedAt <= regretMinutes * 60_000;
}

/** Teams and people that a sentence can send somebody to. */
export function whoMay(action: Action, resource: Resource): string[] {
  const { owner, team, onCall } = resource.ownership;
  const rule: readonly Standing[] = matrix[action][resource.place.protected ? "guarded" : "open"];
  if (rule.includes("viewer")) return ["any person who signed in"];
  const names: string[] = [];
  if (rule.includes("developer")) names.push(`developers of ${team}`);
  if (rule.includes("lead")) names.push(owner.lead, owner.deputy);
  if (rule.includes("oncall")) names.push(`on-call of ${onCall}`);
  if (rule.includes("release-manager")) names.push("release-manager");
  if (rule.includes("campaign-owner")) names.push("campaign-owner");
  return names;
}

/**
 * Whether an actor may do an action, by grants alone. Pure and total; what the deployment's state says is asked elsewhere.
 * Adding a grant never removes a permission.
 */
export function mayDo(actor: Actor, action: Action, check: { resource: Resource; now: number }): Eligibility {
  const { resource } = check;
  const { service } = resource.ownership;
  const { environment } = resource.place;
  if (!tokenCovers(actor, action, resource)) {
    return refused(
      "forbidden",
      `This token may not ${phrases[action]} ${service} in ${environment}: its scopes do not cover it.`,
    );
  }
  const rule: readonly Standing[] = matrix[action][resource.place.protected ? "guarded" : "open"];
  const standings = standingsOf(actor, resource.ownership);
  if (rule.some((standing) => standings.has(standing)) || ownRegret(actor, action, check)) return allowed;
  const whoCan = whoMay(action, resource);
  return refused(
    "forbidden",
    `${actor.account} may not ${phrases[action]} ${service} in ${environment}. Ask ${listed(whoCan)}.`,
    whoCan,
  );
}

/** "a, b or c". */
export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? "a platform admin";
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
