import type { RawQuota } from "@/server/adapters/kubernetes/raw-objects";
import type { QuotaSeen } from "@/server/domain/rollout/observation";
import { quantity } from "./quantity";

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
