import type { DeploymentState } from "@/contracts/deployment-state";

const cleanUp: readonly DeploymentState[] = ["cleaning_up"];

/** Every edge of the state machine; a decision off this graph is a defect and is refused by the store. */
export const edges: Readonly<Record<DeploymentState, readonly DeploymentState[]>> = {
  requested: ["awaiting_approval", "queued", "rejected", "canceled", "superseded"],
  awaiting_approval: ["queued", "rejected", "canceled", "superseded"],
  queued: ["rendering", "matching_capacity", "canceled", "superseded", "failed"],
  rendering: ["dry_running", "awaiting_approval", "failed", "canceled", "superseded"],
  dry_running: ["applying", "failed", "canceled", "superseded"],
  applying: ["progressing", "verifying", "rolling_back", ...cleanUp],
  progressing: ["checking", "verifying", "rolling_back", ...cleanUp],
  checking: ["awaiting_promotion", "matching_capacity", ...cleanUp],
  awaiting_promotion: ["matching_capacity", "progressing", ...cleanUp],
  matching_capacity: ["switching", "awaiting_promotion", ...cleanUp],
  switching: ["verifying", "matching_capacity", "rolling_back"],
  verifying: ["holding", "succeeded", "rolling_back", "failed"],
  holding: ["scaling_down", "succeeded"],
  scaling_down: ["succeeded", "holding"],
  rolling_back: ["rolled_back", "failed"],
  cleaning_up: ["failed", "canceled", "superseded"],
  succeeded: [],
  failed: [],
  rejected: [],
  canceled: [],
  superseded: [],
  rolled_back: [],
};

/** Whether a deployment may go from one state to the other; staying is always allowed. */
export function mayMove(from: DeploymentState, to: DeploymentState): boolean {
  return from === to || edges[from].includes(to);
}
