import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { allowed, listed, mayDo, type Resource, refused } from "@/server/domain/access/eligibility";

/** What an approval would be about. */
export interface ApprovalCase {
  resource: Resource;
  requestedBy: string;
  /** The person behind a service account that asked; null for people. */
  responsible: string | null;
  /** Authors of config, scaling and templates that differ between what runs and what is planned. */
  contributors: readonly { account: string; what: string }[];
  state: string;
  cause: string | null;
  planHash: string;
  approvalExpiresAt: number | null;
  /** Who decided about the current plan already. */
  decided: readonly string[];
}

/** Accounts that may approve: lead and deputy of the owner team and release managers, less everybody who took part. */
export function eligibleApprovers(
  wanted: Pick<ApprovalCase, "resource" | "requestedBy" | "responsible" | "contributors">,
  releaseManagers: readonly string[],
): string[] {
  const { lead, deputy } = wanted.resource.ownership.owner;
  const involved = new Set([
    wanted.requestedBy,
    wanted.responsible,
    ...wanted.contributors.map(({ account }) => account),
  ]);
  return [lead, deputy, ...releaseManagers].filter((account) => !involved.has(account));
}

function whoElse(actor: Actor, wanted: ApprovalCase): string[] {
  return eligibleApprovers(wanted, []).filter((account) => account !== actor.account);
}

/** R1 and R2: asking and approving are two people, and so are contributing and approving. */
function secondPair(actor: Actor, wanted: ApprovalCase): Eligibility {
  const others = whoElse(actor, wanted);
  const own = [wanted.requestedBy, wanted.responsible].includes(actor.account);
  if (own || (actor.responsible !== null && actor.responsible === wanted.requestedBy)) {
    return refused(
      "four_eyes",
      `${actor.account} asked for this. Another person must approve it: ${listed(others)}.`,
      others,
    );
  }
  const part = wanted.contributors.find(({ account }) => account === actor.account);
  if (part) {
    return refused(
      "four_eyes",
      `${actor.account} took part in this plan (${part.what}). Another person must approve it: ${listed(others)}.`,
      others,
    );
  }
  return allowed;
}

function stillOpen(wanted: ApprovalCase, now: number): Eligibility {
  const expired = wanted.approvalExpiresAt !== null && now >= wanted.approvalExpiresAt;
  if (wanted.cause === "approval_expired" || (wanted.state === "awaiting_approval" && expired)) {
    return refused("approval_expired", "Nobody decided in time, so the request has expired. Ask again.");
  }
  if (wanted.state !== "awaiting_approval") {
    return refused(
      "wrong_state",
      `This deployment is ${wanted.state.replaceAll("_", " ")}: there is nothing to approve.`,
    );
  }
  return allowed;
}

/**
 * Whether an actor may decide about a deployment. Order of the answers: four eyes, role, state, repeat. Pure and total.
 * Service accounts never approve.
 */
export function mayDecide(actor: Actor, wanted: ApprovalCase, now: number): Eligibility {
  const pair = secondPair(actor, wanted);
  if (!pair.allowed) return pair;
  if (actor.kind === "service") {
    return refused(
      "forbidden",
      `${actor.account} is a service account: only people approve. Ask ${listed(whoElse(actor, wanted))}.`,
      whoElse(actor, wanted),
    );
  }
  const role = mayDo(actor, "deploy.approve", { resource: wanted.resource, now });
  if (!role.allowed) return role;
  const open = stillOpen(wanted, now);
  if (!open.allowed) return open;
  if (wanted.decided.includes(actor.account))
    return refused("conflict", `${actor.account} has decided about this plan already.`);
  return allowed;
}

/** R4: a decision counts for exactly one plan. */
export function samePlan(wanted: Pick<ApprovalCase, "planHash">, seen: string): Eligibility {
  if (wanted.planHash === seen) return allowed;
  return refused("stale_approval", "The plan changed after you opened it. Read the new plan, then decide.");
}

/** A rejection needs words (R11). */
export function commentGiven(comment: string): Eligibility {
  if (comment.trim() !== "") return allowed;
  return refused("invalid_input", "A rejection needs a comment: say what has to change.");
}

/** How old a sign-in may be that approves in a protected environment, in ms. */
const signInMaxMs = 12 * 3_600_000;

/** R6: approving in a protected environment needs a sign-in of the last twelve hours; rejecting never does. */
export function freshSignIn(actor: Actor, wanted: Pick<ApprovalCase, "resource">, now: number): Eligibility {
  const { authenticatedAt } = actor;
  if (!wanted.resource.place.protected || authenticatedAt === undefined) return allowed;
  if (now - authenticatedAt <= signInMaxMs) return allowed;
  const hours = Math.floor((now - authenticatedAt) / 3_600_000);
  return refused(
    "step_up_required",
    `You signed in ${hours} hours ago. Sign in again, then approve: this environment is protected.`,
    [actor.account],
  );
}
