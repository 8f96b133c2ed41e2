import { type Color, colors } from "@/contracts/color";
import type { HpaSeen, Selector, TargetSeen, WorkloadSeen } from "./observation";
import type { Rollout } from "./state";
import { activeSelector, type TargetRef, workloadName } from "./target";

/** Whether two selectors are the same whole map. */
export function sameSelector(a: Selector | null, b: Selector | null): boolean {
  if (a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** Where the traffic goes: a color, nowhere yet (no Service, or one that never had a selector), or somewhere foreign. */
export type ServingSeen = Color | "none" | "elsewhere";

/** Reads the serving color off the active Service; cluster truth, never a stored opinion. */
export function servingOf(seen: TargetSeen, target: TargetRef): ServingSeen {
  const selector = seen.active?.selector ?? null;
  if (selector === null || Object.keys(selector).length === 0) return "none";
  return colors.find((color) => sameSelector(selector, activeSelector(target.service, color))) ?? "elsewhere";
}

/** Workload of a color; null when it does not exist or is being deleted. */
export function workloadOf(seen: TargetSeen, target: TargetRef, color: Color | null): WorkloadSeen | null {
  const found = seen.workloads[workloadName(target, color ?? "blue")];
  return found === undefined || found.deleting ? null : found;
}

/** Autoscaler of a color; null when there is none. */
export function hpaOf(seen: TargetSeen, target: TargetRef, color: Color | null): HpaSeen | null {
  return seen.hpas[workloadName(target, color ?? "blue")] ?? null;
}

/** Available pods of a workload; 0 when it does not exist. */
export function availableOf(workload: WorkloadSeen | null): number {
  return workload === null ? 0 : workload.available;
}

/** Whether an autoscaler has exactly these bounds. */
export function hasBounds(hpa: HpaSeen | null, bounds: { min: number; max: number }): boolean {
  return hpa !== null && hpa.min === bounds.min && hpa.max === bounds.max;
}

/** The candidate's workload. */
export function candidateOf(rollout: Rollout, seen: TargetSeen): WorkloadSeen | null {
  return workloadOf(seen, rollout.target, rollout.candidateColor);
}

/** The workload that serves until the switch; null on a first deployment. */
export function stableOf(rollout: Rollout, seen: TargetSeen): WorkloadSeen | null {
  return rollout.fromColor === null ? null : workloadOf(seen, rollout.target, rollout.fromColor);
}

/** Pods of a color that may serve right now: Ready, not ending, with an address. */
export function readyPods(seen: TargetSeen, color: Color) {
  return seen.pods.filter(
    (pod) => pod.color === color && pod.ready && pod.deletingSince === undefined && pod.podIp !== undefined,
  );
}

/** Color name at the start of a sentence. */
export function titled(color: Color | null): string {
  if (color === null) return "The workload";
  return color === "blue" ? "Blue" : "Green";
}
