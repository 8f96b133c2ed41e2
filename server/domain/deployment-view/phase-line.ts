import { type DeploymentState, isTerminal } from "@/contracts/deployment-state";
import { candidateSeen, type ViewFacts } from "./view-facts";
import { clockText, titled } from "./words";

type Line = (facts: ViewFacts) => string;

const readyLine: Line = (facts) => {
  const seen = candidateSeen(facts);
  const wanted = Math.max(seen?.wanted ?? 0, facts.record.previewSize ?? 0);
  return wanted > 0 ? `${seen?.ready ?? 0} of ${wanted} ready` : "Pods start";
};

const lines: Readonly<
  Record<
    Exclude<DeploymentState, "succeeded" | "failed" | "rejected" | "canceled" | "superseded" | "rolled_back">,
    Line
  >
> = {
  requested: () => "Rendering the plan",
  awaiting_approval: ({ record }) => `Waits for an approver of ${record.ownership.owner.name}`,
  queued: () => "Waits for its turn",
  rendering: () => "Final bundle",
  dry_running: () => "Dry run",
  applying: () => "Applying",
  progressing: readyLine,
  checking: () => "Smoke checks",
  awaiting_promotion: ({ record }) =>
    record.asks.promote
      ? "Starting the switch"
      : record.rules.autoPromote
        ? "Switches by itself"
        : "Ready, waits for a person",
  matching_capacity: (facts) => {
    const seen = candidateSeen(facts);
    const need = facts.record.need ?? seen?.wanted ?? 0;
    return need > 0
      ? `Growing ${facts.record.candidate ?? "pods"}: ${Math.min(seen?.ready ?? 0, need)} of ${need}`
      : "Matching capacity";
  },
  switching: () => "Switching",
  verifying: ({ record }) =>
    `Verifying ${clockText(record.observedOkMs / 1000)} of ${clockText(record.rules.bakeSeconds)}`,
  holding: ({ record }) => `${titled(record.fromColor)} stays warm`,
  scaling_down: ({ record }) => `Removing ${record.fromColor ?? "the standby"}`,
  rolling_back: ({ record }) =>
    record.fromColor ? `Switching back to ${record.fromColor}` : "Going back to the last release",
  cleaning_up: ({ record }) => `Removing ${record.candidate ?? "the new pods"}`,
};

/** What happens in the current state, as the strip says it. */
export function stateLine(facts: ViewFacts): string {
  const { record } = facts;
  if (isTerminal(record.state)) return record.state.replaceAll("_", " ");
  if (record.hold !== "none") return `Paused: ${record.holdReason ?? record.hold}`;
  return lines[record.state](facts);
}
