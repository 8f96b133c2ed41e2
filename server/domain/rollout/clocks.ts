import type { DeploymentState } from "@/contracts/deployment-state";
import type { Rollout } from "./state";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The pre-switch progress clocks: no progress for this long ends the state, whatever Kubernetes says. */
export const noProgressMs = 10 * minute;
/** A sample older than this proves nothing. */
export const sampleMaxMs = 15 * second;
/** Answers may be missing for this long before the deployment stands still and says so. */
export const silenceMs = 30 * second;
/** Scale-up budget of a switch-back before it is judged by what is there. */
export const switchBackBudgetMs = 120 * second;
/** Slices that have not followed the selector for this long need a person. */
export const convergenceLimitMs = 300 * second;

const limits: Partial<Record<DeploymentState, number>> = {
  requested: minute,
  awaiting_approval: 24 * hour,
  queued: 4 * hour,
  rendering: minute,
  dry_running: 2 * minute,
  applying: 3 * minute,
  progressing: 30 * minute,
  checking: 5 * minute,
  matching_capacity: 20 * minute,
  switching: 5 * minute,
  verifying: hour,
  scaling_down: 5 * minute,
  cleaning_up: 3 * minute,
};

/** When the clock of a state entered at `now` ends; null where no clock runs. */
export function deadlineOf(state: DeploymentState, now: number, rollout: Rollout): number | null {
  if (state === "awaiting_promotion") return now + rollout.policy.promotionTimeoutMs;
  if (state === "awaiting_approval") return rollout.approvals.expiresAt ?? now + 24 * hour;
  const limit = limits[state];
  return limit === undefined ? null : now + limit;
}

/** Pauses of this state up to now, the running hold included. */
export function pausedFor(rollout: Rollout, now: number): number {
  const running = rollout.hold === "none" ? 0 : now - (rollout.memory.holdSince ?? now);
  return rollout.pausedMs + Math.max(0, running);
}

/** Whether the state's own clock has ended; never while a hold stops it. */
export function clockEnded(rollout: Rollout, now: number): boolean {
  if (rollout.hold !== "none" || rollout.stateDeadlineAt === null) return false;
  return now >= rollout.stateDeadlineAt + pausedFor(rollout, now);
}

/** Whether nothing moved forward for the no-progress limit. */
export function stalled(rollout: Rollout, now: number): boolean {
  if (rollout.hold !== "none") return false;
  // Progress of an earlier state says nothing: a person may have promoted hours after the last pod got ready.
  const since = Math.max(rollout.progressAt ?? 0, rollout.stateEnteredAt);
  return now - since - rollout.pausedMs >= noProgressMs;
}
