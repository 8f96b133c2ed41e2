import type { RawQuota } from "@/server/adapters/kubernetes/raw-objects";
import { quantity } from "@/server/domain/health/quantity";
import type { QuotaSeen } from "@/server/domain/rollout/observation";

/** One row per limited resource of a ResourceQuota. */
export function quotasSeen(quota: RawQuota): QuotaSeen[] {
  const hard = quota.status?.hard ?? quota.spec?.hard ?? {};
  return Object.entries(hard).map(([resource, limit]) => ({
    name: quota.metadata.name,
    resource,
    hard: quantity(limit),
    used: quantity(quota.status?.used?.[resource] ?? "0"),
  }));
}
