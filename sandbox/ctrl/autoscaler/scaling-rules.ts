import type { HorizontalPodAutoscaler, HpaScalingRules } from "@/sandbox/kernel/workload-kinds";

/** What the autoscaler remembers of one HPA: recommendations for stabilization, changes for rate limits. */
export interface ScalingMemory {
  recommendations: { at: number; replicas: number }[];
  changes: { at: number; by: number }[];
}

const DEFAULT_UP: Required<HpaScalingRules> = {
  selectPolicy: "Max",
  stabilizationWindowSeconds: 0,
  policies: [
    { type: "Pods", value: 4, periodSeconds: 15 },
    { type: "Percent", value: 100, periodSeconds: 15 },
  ],
};
const DEFAULT_DOWN: Required<HpaScalingRules> = {
  selectPolicy: "Max",
  stabilizationWindowSeconds: 300,
  policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
};
const LONGEST_MS = 3_600_000;

export function rulesOf(hpa: HorizontalPodAutoscaler): {
  up: Required<HpaScalingRules>;
  down: Required<HpaScalingRules>;
} {
  return {
    up: { ...DEFAULT_UP, ...hpa.spec.behavior?.scaleUp },
    down: { ...DEFAULT_DOWN, ...hpa.spec.behavior?.scaleDown },
  };
}

/** Drops what no window can reach any more. */
export function forgetOld(memory: ScalingMemory, now: number): void {
  memory.recommendations = memory.recommendations.filter(({ at }) => now - at < LONGEST_MS);
  memory.changes = memory.changes.filter(({ at }) => now - at < LONGEST_MS);
}

/** The proposal after both stabilization windows: the lowest of the up window, the highest of the down window. */
export function stabilized(
  memory: ScalingMemory,
  proposal: number,
  at: { now: number; current: number; hpa: HorizontalPodAutoscaler },
): number {
  const { up, down } = rulesOf(at.hpa);
  const within = (seconds: number) =>
    memory.recommendations
      .filter((entry) => at.now - entry.at <= seconds * 1000)
      .map((entry) => entry.replicas);
  const lowest = Math.min(proposal, ...within(up.stabilizationWindowSeconds));
  const highest = Math.max(proposal, ...within(down.stabilizationWindowSeconds));
  if (at.current < lowest) return lowest;
  return Math.min(at.current, highest);
}

function limits(
  rules: Required<HpaScalingRules>,
  memory: ScalingMemory,
  at: { now: number; current: number; sign: 1 | -1 },
): number[] {
  return rules.policies.map(({ type, value, periodSeconds }) => {
    const recent = memory.changes.filter(
      (change) => at.now - change.at <= periodSeconds * 1000 && Math.sign(change.by) === at.sign,
    );
    const start = at.current - recent.reduce((sum, change) => sum + change.by, 0);
    if (type === "Pods") return start + at.sign * value;
    return at.sign > 0 ? Math.ceil(start * (1 + value / 100)) : Math.trunc(start * (1 - value / 100));
  });
}

/** The farthest size that the policies allow from here. */
export function rateLimit(
  memory: ScalingMemory,
  at: { now: number; current: number; hpa: HorizontalPodAutoscaler; sign: 1 | -1 },
): number {
  const rules = at.sign > 0 ? rulesOf(at.hpa).up : rulesOf(at.hpa).down;
  if (rules.selectPolicy === "Disabled") return at.current;
  const all = limits(rules, memory, at);
  const farthest = (rules.selectPolicy === "Max") === at.sign > 0 ? Math.max(...all) : Math.min(...all);
  return at.sign > 0 ? Math.max(farthest, at.current) : Math.max(0, Math.min(farthest, at.current));
}
