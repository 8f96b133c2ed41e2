import type { QuotaSeen } from "@/server/domain/rollout/observation";
import type { PlannedTarget } from "./plan-facts";

/** Cores of a CPU quantity such as `500m` or `2`. */
export function cores(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}

/** Whether a quota has room for the candidate's pods; null when no quota counts their CPU requests. */
export function podCapacity(
  target: Pick<PlannedTarget, "replicas" | "cpu" | "strategy">,
  quotas: readonly QuotaSeen[],
): { fits: boolean; wanted: number; needed: string; free: string; resource: string } | null {
  if (target.strategy === "cron" || target.replicas === 0) return null;
  const quota = quotas.find((row) => row.resource === "requests.cpu" || row.resource === "cpu");
  if (!quota) return null;
  const wanted = target.strategy === "rolling" ? Math.ceil(target.replicas / 4) : target.replicas;
  const needed = wanted * cores(target.cpu);
  const free = quota.hard - quota.used;
  return { fits: needed <= free, wanted, needed: needed.toFixed(1), free: free.toFixed(1), resource: "CPU" };
}
