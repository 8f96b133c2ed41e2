import { type DeploymentState, isTerminal, type Phase, phaseOfState } from "@/contracts/deployment-state";
import type { DeploymentRecord, TransitionFacts } from "./record";

/** Whether a rollback goes straight to the switch, because the standby still runs what it wants. */
export function isInstant(record: DeploymentRecord, transitions: readonly TransitionFacts[]): boolean {
  if (record.kind !== "rollback") return false;
  if (transitions.some(({ from, to }) => from === "queued" && to === "matching_capacity")) return true;
  const waits = record.state === "queued" || record.state === "requested";
  return (
    waits &&
    record.sourceDeploymentId !== null &&
    record.sourceDeploymentId === record.target.standbyDeploymentId
  );
}

/** The phases that a deployment's way has, in order. */
export function pathOf(record: DeploymentRecord, transitions: readonly TransitionFacts[]): readonly Phase[] {
  const approve: readonly Phase[] = record.approvalsRequired > 0 ? ["approve"] : [];
  if (record.strategy !== "blueGreen") return ["render", ...approve, "warm", "check"];
  if (isInstant(record, transitions)) return ["render", ...approve, "switch", "hold", "retire"];
  return ["render", ...approve, "warm", "check", "switch", "hold", "retire"];
}

/** The phase that a state belongs to on this deployment's way. */
export function phaseOn(record: DeploymentRecord, state: DeploymentState, instant: boolean): Phase {
  if (isTerminal(state)) return "render";
  if (record.strategy !== "blueGreen" && (state === "verifying" || state === "rolling_back")) return "check";
  if (instant && state === "queued") return "switch";
  return phaseOfState[state];
}

/** The phase where a deployment is, or where it ended. Cleaning up does not hide the phase that failed. */
export function currentPhase(record: DeploymentRecord, transitions: readonly TransitionFacts[]): Phase {
  const instant = isInstant(record, transitions);
  const way = pathOf(record, transitions);
  if (record.state === "succeeded") return way.at(-1) ?? "retire";
  if (!isTerminal(record.state) && record.state !== "cleaning_up")
    return phaseOn(record, record.state, instant);
  const last = transitions.findLast(({ to }) => !isTerminal(to) && to !== "cleaning_up");
  return last ? phaseOn(record, last.to, instant) : fallbackPhase(record);
}

/** Without transitions (lists), the row itself says how far it came. */
function fallbackPhase(record: DeploymentRecord): Phase {
  if (record.state === "cleaning_up") return "retire";
  if (record.state === "rejected" || record.cause === "approval_expired") return "approve";
  if (record.switchedAt !== null) return "hold";
  return record.bundleSha256 === null ? "render" : "warm";
}
