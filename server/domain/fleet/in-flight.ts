import type { Color } from "@/contracts/color";
import { otherColor } from "@/contracts/color";
import { type DeploymentState, isTerminal, phaseOfState } from "@/contracts/deployment-state";
import type { ColorState, InFlight } from "@/contracts/service";
import { deploymentInFlight } from "./color-states";
import type { DeploymentFacts, TargetFacts } from "./facts";

const capital = (color: Color | null): string =>
  color === null ? "New pods" : color === "blue" ? "Blue" : "Green";

function readiness(deployment: DeploymentFacts, states: readonly ColorState[]): string {
  const state = states.find(({ color }) => color === deployment.candidate) ?? states[0];
  const name = capital(deployment.candidate);
  if (!state || state.wanted === 0) return `${name} starts`;
  const waiting = Math.max(0, state.wanted - state.ready - state.failing);
  const parts = [`${name} ${state.ready} of ${state.wanted} ready`];
  if (state.failing > 0) parts.push(`${state.failing} failing`);
  if (waiting > 0) parts.push(`${waiting} ${waiting === 1 ? "pod waits" : "pods wait"}`);
  return parts.join(", ");
}

type Sentence = (deployment: DeploymentFacts, states: readonly ColorState[]) => string;

const sentences: Partial<Record<DeploymentState, Sentence>> = {
  requested: () => "Asked for; waits for a worker",
  awaiting_approval: () => "Waits for approval",
  queued: () => "Waits for its turn",
  rendering: () => "Renders the manifests",
  dry_running: () => "Tries the manifests on the cluster",
  applying: () => "Applies the objects",
  progressing: readiness,
  checking: (deployment, states) => `${readiness(deployment, states)}; checks run`,
  awaiting_promotion: ({ candidate }) => `${capital(candidate)} is ready and waits for the switch`,
  matching_capacity: (deployment, states) => `${readiness(deployment, states)} to match what serves`,
  switching: ({ candidate }) =>
    candidate ? `Traffic moves to ${candidate}` : "Traffic moves to the new pods",
  verifying: ({ candidate }) =>
    candidate ? `Traffic is on ${candidate}; it is being watched` : "The new pods are being watched",
  holding: ({ from, candidate }) =>
    `${capital(from ?? (candidate && otherColor(candidate)))} stays warm for a way back`,
  scaling_down: ({ from, candidate }) =>
    `${capital(from ?? (candidate && otherColor(candidate)))} scales down`,
  rolling_back: ({ from }) => (from ? `Traffic goes back to ${from}` : "The last release comes back"),
  cleaning_up: ({ candidate }) => `${capital(candidate)} is put away`,
};

/** What happens now, in one sentence with numbers. Pure. */
export function inFlightSentence(deployment: DeploymentFacts, states: readonly ColorState[]): string {
  if (deployment.hold !== "none") return `On hold: ${deployment.holdReason ?? deployment.hold}`;
  return sentences[deployment.state]?.(deployment, states) ?? "";
}

/** The unfinished deployment of a target for its list row; null when nothing is under way. */
export function inFlightOf(target: TargetFacts, states: readonly ColorState[]): InFlight | null {
  const deployment = deploymentInFlight(target);
  if (!deployment || isTerminal(deployment.state)) return null;
  const { id, ref, state, hold, candidate, release, requestedBy, since } = deployment;
  const sentence = inFlightSentence(deployment, states);
  return {
    id,
    ref,
    state,
    phase: phaseOfState[state],
    hold,
    candidate,
    release,
    requestedBy,
    since,
    sentence,
  };
}
