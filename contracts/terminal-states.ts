import type { DeploymentState } from "./deployment-state";

/** States in which a deployment has ended. */
export const terminalStates = [
  "succeeded",
  "failed",
  "rejected",
  "canceled",
  "superseded",
  "rolled_back",
] as const satisfies readonly DeploymentState[];
export type TerminalState = (typeof terminalStates)[number];

/** Whether nothing will happen to this deployment any more. */
export function isTerminal(state: DeploymentState): state is TerminalState {
  return (terminalStates as readonly DeploymentState[]).includes(state);
}
