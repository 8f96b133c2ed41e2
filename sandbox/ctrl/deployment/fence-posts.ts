import type { Deployment } from "@/sandbox/kernel/workload-kinds";

/** A number, or a percentage of `total` rounded as asked. */
export function scaledValue(value: number | string | undefined, total: number, round: "up" | "down"): number {
  if (value === undefined) return 0;
  if (typeof value === "number") return value;
  const share = (Number.parseFloat(value) * total) / 100;
  return round === "up" ? Math.ceil(share) : Math.floor(share);
}

/** How far a rolling update may leave its wished size: `surge` pods above, `unavailable` pods below. */
export function fencePosts(deployment: Deployment): { surge: number; unavailable: number } {
  const { replicas, strategy } = deployment.spec;
  if (strategy?.type === "Recreate" || replicas === 0) return { surge: 0, unavailable: 0 };
  const { maxSurge = "25%", maxUnavailable = "25%" } = strategy?.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, replicas, "up");
  const unavailable = scaledValue(maxUnavailable, replicas, "down");
  if (surge === 0 && unavailable === 0) return { surge: 0, unavailable: 1 };
  return { surge, unavailable: Math.min(unavailable, replicas) };
}
