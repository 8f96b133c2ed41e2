import * as z from "zod";
import type { TerminalState } from "./terminal-states";

export { isTerminal, type TerminalState } from "./terminal-states";

/** Engine states of a deployment, in the order of a release that succeeds, then the side roads, then the ends. */
export const deploymentStates = [
  "requested",
  "awaiting_approval",
  "queued",
  "rendering",
  "dry_running",
  "applying",
  "progressing",
  "checking",
  "awaiting_promotion",
  "matching_capacity",
  "switching",
  "verifying",
  "holding",
  "scaling_down",
  "rolling_back",
  "cleaning_up",
  "succeeded",
  "failed",
  "rejected",
  "canceled",
  "superseded",
  "rolled_back",
] as const;
export const deploymentStateSchema = z.enum(deploymentStates);
export type DeploymentState = z.infer<typeof deploymentStateSchema>;

/** States that hold the target's lock: at most one row per target may be in one of them. */
export const exclusiveStates = [
  "rendering",
  "dry_running",
  "applying",
  "progressing",
  "checking",
  "awaiting_promotion",
  "matching_capacity",
  "switching",
  "verifying",
  "rolling_back",
  "cleaning_up",
] as const satisfies readonly DeploymentState[];

/** Whether a deployment in this state holds its target's lock. */
export function isExclusive(state: DeploymentState): boolean {
  return (exclusiveStates as readonly DeploymentState[]).includes(state);
}

/** Why a deployment stands still although its state could go on; its clock is stopped meanwhile. */
export const holds = [
  "none",
  "manual",
  "drift",
  "unreachable",
  "credentials",
  "environment",
  "capacity",
] as const;
export const holdSchema = z.enum(holds);
export type Hold = z.infer<typeof holdSchema>;

export const failureClasses = ["app", "config", "image", "capacity", "platform", "policy", "engine"] as const;
export const failureClassSchema = z.enum(failureClasses);
export type FailureClass = z.infer<typeof failureClassSchema>;

export const deploymentKinds = ["release", "config", "rollback", "restart", "adopt", "resume"] as const;
export const deploymentKindSchema = z.enum(deploymentKinds);
export type DeploymentKind = z.infer<typeof deploymentKindSchema>;

export const strategies = ["blueGreen", "rolling", "cron"] as const;
export const strategySchema = z.enum(strategies);
export type Strategy = z.infer<typeof strategySchema>;

/** The seven phases that a person sees. */
export const phases = ["render", "approve", "warm", "check", "switch", "hold", "retire"] as const;
export const phaseSchema = z.enum(phases);
export type Phase = z.infer<typeof phaseSchema>;

/** The only map from engine states to phases; terminal states keep the phase in which they ended. */
export const phaseOfState: Readonly<Record<Exclude<DeploymentState, TerminalState>, Phase>> = {
  requested: "render",
  awaiting_approval: "approve",
  queued: "warm",
  rendering: "warm",
  dry_running: "warm",
  applying: "warm",
  progressing: "warm",
  checking: "check",
  awaiting_promotion: "switch",
  matching_capacity: "switch",
  switching: "switch",
  verifying: "hold",
  holding: "hold",
  scaling_down: "retire",
  rolling_back: "switch",
  cleaning_up: "retire",
};
