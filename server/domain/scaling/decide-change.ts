import type { Eligibility } from "@/contracts/problem";
import type { ScalingChange } from "@/contracts/scaling-change";
import type { Actor } from "@/server/domain/access/actor";
import { allowed, listed, mayDo, type Resource, refused } from "@/server/domain/access/eligibility";
import { eligibleApprovers } from "@/server/domain/approval/four-eyes";

/** A request for other bounds, as a decision is judged by it. */
export interface ScalingRequestCase {
  resource: Resource;
  state: ScalingChange["state"];
  requestedBy: string;
  policyVersion: number;
  /** Version of the policy now. */
  version: number;
}

/** The state in which a request stands for people: one that nobody decided in time has expired. */
export function stateAt(
  change: { state: ScalingChange["state"]; expiresAt: number | null },
  now: number,
): ScalingChange["state"] {
  return change.state === "pending" && change.expiresAt !== null && now >= change.expiresAt
    ? "expired"
    : change.state;
}

/** R4: a request is for exactly one version of the policy, and can be decided once, in time. */
function stillOpen({ state, policyVersion, version }: ScalingRequestCase): Eligibility {
  if (state === "expired")
    return refused("approval_expired", "Nobody decided in time, so the request has expired. Ask again.");
  if (state === "superseded" || (state === "pending" && policyVersion !== version))
    return refused("stale_approval", "The bounds changed after this was asked for: it is void. Ask again.");
  if (state !== "pending") return refused("wrong_state", `This request is ${state}.`);
  return allowed;
}

/** Whether somebody may approve or reject: never who asked, never a service account; then by role, then while it is open. */
export function mayDecideChange(actor: Actor, wanted: ScalingRequestCase, now: number): Eligibility {
  const { resource, requestedBy } = wanted;
  const others = eligibleApprovers({ resource, requestedBy, responsible: null, contributors: [] }, []).filter(
    (account) => account !== actor.account,
  );
  if (actor.account === requestedBy)
    return refused(
      "four_eyes",
      `${actor.account} asked for this. Another person must approve it: ${listed(others)}.`,
      others,
    );
  if (actor.kind === "service")
    return refused("forbidden", `${actor.account} is a service account: only people approve.`, others);
  const role = mayDo(actor, "scaling.approve", { resource, now });
  return role.allowed ? stillOpen(wanted) : role;
}

/** Only who asked takes a request back. */
export function mayWithdrawChange(actor: Actor, wanted: ScalingRequestCase): Eligibility {
  if (actor.account !== wanted.requestedBy)
    return refused("forbidden", `Only ${wanted.requestedBy} can withdraw this request.`, [
      wanted.requestedBy,
    ]);
  return wanted.state === "pending" ? allowed : refused("wrong_state", `This request is ${wanted.state}.`);
}
